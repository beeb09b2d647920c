"""Outcomes with a question of every kind, one of them for a part of the people, and a breakdown: one for each story."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Option, Question, QuestionKind, RoundState, State
from panel.invitations.models import GroupCode
from panel.municipalities.models import Municipality
from panel.open_answers.models import PublishedThemes, Quotation, QuotationState
from panel.results.models import PublishedOutcome
from panel.stats import microdata as md
from panel.stats.correction import corrected
from panel.stats.disclosure import protect
from panel.stats.published import Published
from panel.stats.published_routes import Route
from panel.stats.relations import Earlier, Relation
from tests.factories import ConsultationFactory, PolicyQuestionFactory, RoundFactory
from tests.results.samples import outcome_of, sample_breakdown, sample_microdata, sample_questions

PEOPLE = 420
OPEN_QUESTION = "Heb je nog een tip?"
THEMES = {"theme-1": "Vaker een bus", "theme-2": "Een dak bij de halte", "theme-3": "Goedkoper"}
QUOTED = "Laat hem ook laat op de avond nog rijden."
CODE = "de-bus"


@dataclass(frozen=True)
class Frozen:
    """What was frozen in a story, the oldest first, and the themes of the open question if they were counted."""

    outcomes: tuple[Published, ...]
    evidence: EvidenceKind = EvidenceKind.OPEN
    themes: Published | None = None


def questions() -> list[Question]:
    """Return one question of every kind, and one that only a part of the people got."""
    made = sample_questions(all_kinds=True)
    told = (("timetable", "De tijden"), ("price", "De prijs"), ("crowded", "Te vol"))
    options = [Option(key=key, text=text, position=at) for at, (key, text) in enumerate(told, 1)]
    made.append(
        Question(
            position=len(made) + 1, key="why", kind=QuestionKind.CHOOSE_ONE, text="Wat stoort je nu het meest?",
            settings={}, options=options,
        )
    )  # fmt: skip
    return made


@functools.cache
def frozen(story: str) -> Frozen:
    """Return what is published in a story, by the real protection; each is worked out once."""
    if story == "ordinary":
        answers = _answers(PEOPLE)
        first = protect(answers).published
        return Frozen((first,), themes=_themes(answers, first))
    if story == "weighted":
        weights = np.random.default_rng(3).uniform(0.4, 2.2, PEOPLE)
        return Frozen((protect(replace(_answers(PEOPLE), weights=weights)).published,), EvidenceKind.SAMPLE)
    if story == "corrected":
        answers, kept = _answers(PEOPLE), np.ones(PEOPLE, dtype=bool)
        first = protect(answers).published
        kept[np.flatnonzero(answers.breakdowns[0].codes == 0)[:40]] = False
        earlier = (Earlier(first, Relation.BEFORE, exact_size=PEOPLE),)
        return Frozen((first, corrected(answers, kept, first, earlier).published), EvidenceKind.PANEL)
    if story == "too few":
        return Frozen((protect(_answers(8)).published,))
    if story == "one group":
        return Frozen((protect(_answers(120)).published,), EvidenceKind.GROUP)
    raise KeyError(story)


def _answers(size: int) -> md.Microdata:
    made = sample_microdata(questions(), size)
    *asked, why = made.questions
    first = asked[0]
    assert isinstance(first, md.SingleChoice)
    assert isinstance(why, md.SingleChoice)
    got_it = np.isin(first.codes, [0, 2])
    routed = replace(why, codes=np.where(got_it, why.codes, md.NOT_ASKED).astype(np.int16), not_understood=None)
    return replace(made, questions=(*asked, routed), routes=(Route("why", "bus", ("more", "less")),))


def _themes(answers: md.Microdata, outcome: Published) -> Published:
    """Count made-up themes over who wrote something, as the desk does."""
    tip = next(one for one in answers.questions if one.key == "tip")
    status = np.where(tip.answered, md.ANSWERED, md.SKIPPED).astype(np.int16)
    ticks = np.random.default_rng(5).random((answers.size, len(THEMES) + 1)) < (0.6, 0.3, 0.15, 0.1)
    column = md.SeveralChoice("tip.themes", (*THEMES, "none"), ticks, status)
    made = protect(md.Microdata(answers.size, (column,)), previous=[Earlier(outcome, Relation.BEFORE)]).published
    assert made.questions[0].table is not None
    return replace(made, questions=(replace(made.questions[0], skipped=None, not_understood=None),))


def stored(session: Session, municipality: Municipality, story: str) -> tuple[Consultation, str]:
    """Store a story; return its consultation and the address of the page of its outcome."""
    told = frozen(story)
    asked = PolicyQuestionFactory(municipality=municipality, title="Wat vinden we van de bus?")
    of_group = story == "one group"
    made: Consultation = ConsultationFactory(
        policy_question=asked, code=CODE, state=State.OPEN if of_group else State.REPORTED,
        evidence_kind=told.evidence,
    )  # fmt: skip
    made.questions[:] = questions()
    made.breakdowns[:] = [sample_breakdown()]
    session.flush()
    for version, published in enumerate(told.outcomes, 1):
        outcome: PublishedOutcome = outcome_of(published)
        outcome.consultation_id, outcome.version = made.id, version
        session.add(outcome)
    if told.themes is not None:
        _store_themes(session, made, told.themes)
    page = f"/uitslag/{CODE}"
    if of_group:
        page = _as_group(session, made, outcome)
    session.commit()
    return made, page


def _store_themes(session: Session, made: Consultation, themes: Published) -> None:
    tip = next(one for one in made.questions if one.key == "tip")
    method = {"all_read": True, "read_about": None, "kappa": None, "read_twice_about": None, "names": THEMES}
    moment = dt.datetime(2027, 3, 9, 9, 0, tzinfo=dt.UTC)
    session.add(PublishedThemes(question_id=tip.id, frozen_at=moment, content=themes.to_dict(), method=method))
    session.add(
        Quotation(
            question_id=tip.id, text=QUOTED, paraphrased=False, state=QuotationState.RELEASED,
            released_on=moment.date(),
        )
    )  # fmt: skip


def _as_group(session: Session, made: Consultation, outcome: PublishedOutcome) -> str:
    """Make it the outcome of one closed group, while another group is still open."""
    closed, _open = (RoundFactory(consultation=made, state=state) for state in (RoundState.CLEANED, RoundState.OPEN))
    code = GroupCode(round_id=closed.id, code="482913", seats=None, opens_at=None, closes_at=None)
    session.add(code)
    outcome.round_id = closed.id
    session.flush()
    return f"/werkplek/raadplegingen/{made.id}/groepen/{code.id}/uitslag"
