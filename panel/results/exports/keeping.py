"""Ordering, making and finding the files of an outcome: each is made once, in the background, and then kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation
from panel.core.clock import now
from panel.results.exports.comma_text import codebook_csv, figures_csv
from panel.results.exports.models import FileKind, FileState, OutcomeFile
from panel.results.exports.one_page import one_page_pdf
from panel.results.exports.progress import Progress
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.results.exports.spreadsheet import figures_xlsx
from panel.results.exports.statistics_file import figures_sav
from panel.results.models import PublishedOutcome

MAKE_FILE = "make_outcome_file"
WRITERS: dict[FileKind, Callable[[Exported, Progress], bytes]] = {
    FileKind.CSV: figures_csv,
    FileKind.CODEBOOK: codebook_csv,
    FileKind.XLSX: figures_xlsx,
    FileKind.SAV: figures_sav,
    FileKind.PDF: one_page_pdf,
    FileKind.PPTX: slides_pptx,
}
EDITION_OF_WRITERS = 4
"""Raise it when a writer changes what stands in a file: kept files are then made again."""
WORKS_AT_MOST = dt.timedelta(minutes=10)
"""A file that is still being made after this long was lost in a crash, and may be ordered again."""
STARTS_WITHIN = dt.timedelta(minutes=1)
"""Who waits longer than this for the first part is told that the background work may be standing still."""
MOST_AT_ONCE = 20


def made_of(consultation: Consultation) -> str:
    """Return what a file is made of beside the frozen figures: the texts of now, by these writers."""
    # Every change to a consultation counts its edition up.
    return f"{consultation.edition}.{EDITION_OF_WRITERS}"


def files_of(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> dict[FileKind, OutcomeFile]:
    """Return the files of an outcome that are of now; one that got lost or is of an earlier text is not among them."""
    known = _known(session, consultation, outcome)
    return {kind: one for kind, one in known.items() if not is_lost(one)}


def lost_files(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> dict[FileKind, OutcomeFile]:
    """Return the files of now that nobody finished in time: a crash, or no background work at all."""
    return {kind: one for kind, one in _known(session, consultation, outcome).items() if is_lost(one)}


def _known(session: Session, consultation: Consultation, outcome: PublishedOutcome) -> dict[FileKind, OutcomeFile]:
    wanted = select(OutcomeFile).where(OutcomeFile.outcome_id == outcome.id)
    of_now = made_of(consultation)
    return {one.kind: one for one in session.scalars(wanted) if one.made_of == of_now}


def order_files(
    session: Session, consultation: Consultation, outcome: PublishedOutcome, kinds: Iterable[FileKind]
) -> list[int]:
    """Note that these files are wanted; return the ids of those that must be made now. The caller enqueues them."""
    there, ordered = files_of(session, consultation, outcome), []
    for kind in kinds:
        if kind in there and there[kind].state in (FileState.MAKING, FileState.READY):
            continue
        session.execute(delete(OutcomeFile).where(OutcomeFile.outcome_id == outcome.id, OutcomeFile.kind == kind))
        ordered.append(
            OutcomeFile(outcome_id=outcome.id, kind=kind, made_of=made_of(consultation), asked_at=now())
        )  # fmt: skip
    session.add_all(ordered)
    session.flush()
    return [one.id for one in ordered]


def forget_files(session: Session, consultation_id: int) -> None:
    """Throw all files of a consultation away, because they hold words that have to go; they are made anew later."""
    own = select(PublishedOutcome.id).where(PublishedOutcome.consultation_id == consultation_id)
    session.execute(delete(OutcomeFile).where(OutcomeFile.outcome_id.in_(own)))


def outcomes_without_files(session: Session) -> list[PublishedOutcome]:
    """Return outcomes of whole consultations for which no file was ever ordered, the newest first, a few at a time."""
    known = select(OutcomeFile.id).where(OutcomeFile.outcome_id == PublishedOutcome.id).exists()
    wanted = select(PublishedOutcome).where(~known, PublishedOutcome.round_id.is_(None))
    return list(session.scalars(wanted.order_by(PublishedOutcome.id.desc()).limit(MOST_AT_ONCE)))


def note_progress(session: Session, file_id: int, done: int, parts: int) -> None:
    """Note how far a file is."""
    session.execute(update(OutcomeFile).where(OutcomeFile.id == file_id).values(done=done, parts=parts))


def keep_file(session: Session, file_id: int, content: bytes) -> bool:
    """Keep what was made; return False when nobody waits for it any more (a correction came in between)."""
    waiting = (OutcomeFile.id == file_id) & (OutcomeFile.state == FileState.MAKING)
    kept = session.execute(
        update(OutcomeFile)
        .where(waiting)
        .values(state=FileState.READY, content=content, size=len(content), done=OutcomeFile.parts)
    )
    return bool(kept.rowcount)  # type: ignore[attr-defined]


def give_up(session: Session, file_id: int, state: FileState) -> None:
    """Note that a file could not be made, and why."""
    session.execute(
        update(OutcomeFile).where(OutcomeFile.id == file_id, OutcomeFile.state == FileState.MAKING).values(state=state)
    )


def stands_still(file: OutcomeFile) -> bool:
    """Whether nobody began with a file that should have been begun with by now."""
    return file.state is FileState.MAKING and file.done == 0 and now() - file.asked_at > STARTS_WITHIN


def is_lost(file: OutcomeFile) -> bool:
    """Whether a file waits so long that it may be ordered again."""
    return file.state is FileState.MAKING and now() - file.asked_at > WORKS_AT_MOST
