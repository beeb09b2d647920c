"""In the background: making the files of an outcome, and ordering them for outcomes that have none yet."""

from __future__ import annotations

from huey import crontab

from panel.consultations.models import Consultation
from panel.consultations.queries import consultation_by_id
from panel.core.db import database
from panel.core.jobs import Jobs, jobs
from panel.council.everything import everything_of
from panel.results.exports.keeping import (
    MAKE_FILE,
    WRITERS,
    give_up,
    keep_file,
    note_progress,
    order_files,
    outcomes_without_files,
)
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.exports.one_page import NoDocumentProgramError
from panel.results.models import PublishedOutcome


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this part known to the queue."""
    jobs.register(MAKE_FILE, make_outcome_file)
    jobs.register(f"{MAKE_FILE}_for_new_outcomes", order_for_new_outcomes, every=crontab(minute="*/5"))


def make_outcome_file(file_id: int) -> None:
    """Make one file and keep it; what goes wrong is noted on the file, so that its page can say so."""
    with database().session(reading=True) as session:
        file = session.get(OutcomeFile, file_id)
        if file is None or file.state is not FileState.MAKING:
            return
        outcome = session.get_one(PublishedOutcome, file.outcome_id)
        municipality_id = session.get_one(Consultation, outcome.consultation_id).municipality_id
        consultation = consultation_by_id(session, municipality_id, outcome.consultation_id)
        if consultation is None:
            return
        everything = everything_of(session, consultation, outcome)

    def progress(done: int, parts: int) -> None:
        with database().transaction() as session:
            note_progress(session, file_id, done, parts)

    try:
        content = WRITERS[file.kind](everything, progress)
    except NoDocumentProgramError:
        with database().transaction() as session:
            give_up(session, file_id, FileState.NO_PROGRAM)
        return
    except Exception:
        with database().transaction() as session:
            give_up(session, file_id, FileState.FAILED)
        raise
    with database().transaction() as session:
        keep_file(session, file_id, content)


def order_for_new_outcomes() -> None:
    """Have the files of every new outcome made, so that they lie ready when someone comes for them."""
    with database().transaction() as session:
        ordered = []
        for outcome in outcomes_without_files(session):
            consultation = session.get_one(Consultation, outcome.consultation_id)
            ordered += order_files(session, consultation, outcome, FileKind)
    for file_id in ordered:
        jobs().enqueue(MAKE_FILE, file_id)
