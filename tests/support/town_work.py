"""What is going on in a municipality: letters, remarks, a recommendation, a correction, recordings, answers read."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy.orm import Session

from panel.answering.media import STEP
from panel.consultations.models import (
    Consultation,
    Language,
    Remark,
    RemarkKind,
    Round,
    Tester,
)
from panel.consultations.service.exchange.waiting import WaitingFiles
from panel.core.clock import now
from panel.core.ids import random_key
from panel.core.keys import KeyDirectory, lock, new_key_pair
from panel.invitations.letter_folder import new_name
from panel.invitations.service import order_stack
from panel.open_answers.queries import open_questions, texts_of
from panel.open_answers.service import add_theme, confirm_theme, prepare_reading, save_quotation
from panel.results.models import Correction, PublishedOutcome, Recording, RecordingKind
from panel.speaking_minds.service import add_recommendation
from panel.stats.published import Published
from tests.results.samples import outcome_of


def own_outcome(consultation_id: int, round_id: int) -> PublishedOutcome:
    """Return what one group may see of itself: that fifteen people took part."""
    outcome = outcome_of(Published(10, weighted=False, shown=True, size=15))
    outcome.consultation_id, outcome.round_id = consultation_id, round_id
    return outcome


def figures(sample: Consultation, keys: KeyDirectory, user_id: int) -> str:
    """Let an officer look at a file with population figures that is not kept yet; return its name."""
    counts = {one.key: {each.key: 1_000 for each in one.classes} for one in sample.breakdowns}
    waiting = WaitingFiles(keys.folder.parent / "waiting-files")
    return waiting.keep(json.dumps({"consultation": sample.id, "counts": counts, "pairs": None}), user_id)


def recommendation(session: Session, group: Consultation, round_id: int) -> int:
    """Let a group recommend something, which it did not agree to yet; return its id."""
    round_ = session.get_one(Round, round_id)
    advice = "Maak een veld waar iedereen mag sporten"
    return add_recommendation(session, group, round_, advice=advice, why="", by=group.created_by_id).id


def stack(session: Session, sample: Consultation, round_: Round, by: int) -> int:
    """Order a stack of letters that is never made; return its id."""
    stack = order_stack(
        session,
        sample,
        round_,
        count=3,
        language=Language.DUTCH,
        site="https://stad.example/meedoen",
        file_name=new_name(),
        public_key=new_key_pair()[1],
        by=by,
        made_at=now(),
    )
    return stack.id


def correction(session: Session, counted: Consultation, by: int) -> int:
    """Propose to take out what was sent many times; return the proposal that waits for a second person."""
    proposal = Correction(
        consultation_id=counted.id,
        question_id=counted.questions[0].id,
        mark=bytes(32),
        reason="Een programma stuurde dit.",
        proposed_by_id=by,
        proposed_at=now(),
    )
    session.add(proposal)
    session.flush()
    return proposal.id


def reading(session: Session, counted: Consultation, by: int) -> dict[str, int | str]:
    """Lay out the open answers with a theme and a quotation that waits; return what their pages are about."""
    prepare_reading(session, counted, by=by)
    question = open_questions(counted)[0]
    theme = add_theme(session, question, name="Licht", belongs="Alles over lampen.", example="")
    confirm_theme(session, counted, theme, edition=1, by=by)
    quoted = save_quotation(session, question, text="Licht", original="", theme_id=theme.id, paraphrased=True)
    key = next(iter(texts_of(session, question)))
    return {"answer_key": key.hex(), "theme_id": theme.id, "quotation_id": quoted.id, "question_key": question.key}


def recording(consultation: Consultation, keys: KeyDirectory) -> Recording:
    """Return a spoken answer that waits to be written out."""
    name = keys.create_content_key()
    return Recording(
        key=random_key(),
        question_id=consultation.questions[0].id,
        kind=RecordingKind.SOUND,
        content_type="audio/mp4",
        box=lock(keys.content_key(name), b"a voice", STEP),
        key_name=name,
        delete_on=dt.date(2027, 10, 1),
    )


def remark(session: Session, draft: Consultation) -> int:
    """Return a remark of someone who tested a draft."""
    question = draft.questions[0]
    remark = Remark(question_id=question.id, kind=RemarkKind.MINUS, words="Hoe", word_start=0, word_end=3)
    tester = Tester(
        consultation_id=draft.id,
        token_hash=f"{draft.id:064x}",
        of_target=True,
        edition=draft.edition,
        tested_on=dt.date(2027, 1, 5),
        remarks=[remark],
    )
    session.add(tester)
    session.flush()
    return remark.id
