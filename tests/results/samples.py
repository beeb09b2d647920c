"""Consultations with one question of each kind, and outcomes made from seeded answers by the real protection."""

from __future__ import annotations

import datetime as dt
import functools

import numpy as np
from sqlalchemy.orm import Session

from panel.consultations.kinds import DONT_KNOW, WRITTEN, kind_of
from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    Consultation,
    EvidenceKind,
    Option,
    PolicyQuestion,
    Question,
    QuestionKind,
)
from panel.results.models import PublishedOutcome
from panel.stats import microdata as md
from panel.stats.disclosure import protect
from panel.stats.published import Published

QUESTIONS = (
    ("bus", QuestionKind.CHOOSE_ONE, "Wat moet er met de bus gebeuren?",
     (("more", "Vaker rijden."), ("same", "Blijft zo"), ("less", "Minder vaak rijden"))),
    ("safe", QuestionKind.SCALE, "Hoe veilig voel je je bij de halte?",
     (("very-unsafe", "Heel onveilig"), ("unsafe", "Onveilig"), ("fair", "Gaat wel"), ("secure", "Veilig"),
      ("very-safe", "Heel veilig"))),
    ("roof", QuestionKind.STATEMENT, "Bij elke halte hoort een dak.", ()),
    ("goal", QuestionKind.CHOOSE_SEVERAL, "Waarvoor neem je de bus?",
     (("school", "School"), ("work", "Werk"), ("shop", "Winkels"), ("family", "Familie en vrienden"),
      ("sports", "Sport"))),
    ("days", QuestionKind.NUMBER, "Hoeveel dagen in de week neem je de bus?", ()),
    ("tip", QuestionKind.OPEN_TEXT, "Heb je nog een tip?", ()),
)  # fmt: skip
# Two kinds more, for who tries every kind there is.
MORE_QUESTIONS = (
    ("bench", QuestionKind.CHOOSE_PICTURE, "Welke bank is het fijnst?",
     (("wood", "Hout"), ("steel", "Staal"), ("stone", "Steen"))),
    ("best", QuestionKind.TOP_THREE, "Wat is het belangrijkst bij een halte?",
     (("light", "Licht"), ("roof", "Een dak"), ("seat", "Een bank"), ("times", "Tijden"), ("bin", "Een prullenbak"))),
)  # fmt: skip
CLASSES = (("young", "Jonger dan 30"), ("middle", "30 tot en met 64"), ("old", "65 of ouder"))


def sample_questions(*, all_kinds: bool = False) -> list[Question]:
    """Return one question of every usual kind, or of all kinds that there are, not in any database."""
    return [
        Question(
            position=position,
            key=key,
            kind=kind,
            text=text,
            settings={"least": 0, "most": 7, "limits": [1, 3]} if kind is QuestionKind.NUMBER else {},
            options=[Option(key=name, text=words, position=at) for at, (name, words) in enumerate(options, 1)],
        )
        for position, (key, kind, text, options) in enumerate(QUESTIONS + MORE_QUESTIONS * all_kinds, 1)
    ]


def sample_breakdown() -> Breakdown:
    classes = [BreakdownClass(key=key, text=text, position=at) for at, (key, text) in enumerate(CLASSES, 1)]
    return Breakdown(key="age", label="Leeftijd", text="Hoe oud ben je?", position=1, classes=classes)


def sample_consultation(kind: EvidenceKind = EvidenceKind.OPEN) -> Consultation:
    """Return a consultation with all kinds of questions and one breakdown, not in any database."""
    return Consultation(
        code="de-bus",
        evidence_kind=kind,
        topic="de bus",
        promised_by="S. Bos, wethouder",
        promised_on=dt.date(2027, 9, 1),
        policy_question=PolicyQuestion(title="Wat vinden bewoners van de bus?"),
        questions=sample_questions(),
        breakdowns=[sample_breakdown()],
    )


def sample_microdata(questions: list[Question], size: int, seed: int = 7) -> md.Microdata:
    """Return seeded, skewed answers of `size` people; older people like other answers than younger ones."""
    random = np.random.default_rng(seed)
    ages = random.choice(len(CLASSES), size=size, p=(0.3, 0.45, 0.25)).astype(np.int16)
    return md.Microdata(
        size,
        tuple(_column(question, ages, random) for question in questions),
        (md.Breakdown("age", tuple(key for key, _text in CLASSES), ages),),
    )


def sample_published(questions: list[Question], size: int, seed: int = 7) -> Published:
    return protect(sample_microdata(questions, size, seed)).published


@functools.cache
def _published_of_sample(size: int, *, all_kinds: bool) -> Published:
    """The questions are always the same, and so is what may be shown: proving it once is enough."""
    return sample_published(sample_questions(all_kinds=all_kinds), size)


def outcome_of(published: Published, **method: object) -> PublishedOutcome:
    """Return figures as the closing freezes them, not in any database."""
    facts = {"opened_on": "2027-02-01", "closed_on": "2027-03-01", "weighted": False, "source_note": "", **method}
    frozen_at = dt.datetime(2027, 3, 2, 9, 0, tzinfo=dt.UTC)
    return PublishedOutcome(version=1, frozen_at=frozen_at, content=published.to_dict(), method=facts)


def freeze_sample(
    session: Session, consultation: Consultation, size: int, *, all_kinds: bool = False, **method: object
) -> PublishedOutcome:
    """Give a stored consultation the six questions (or all eight) and a frozen outcome of `size` people."""
    consultation.questions[:] = sample_questions(all_kinds=all_kinds)
    consultation.breakdowns[:] = [sample_breakdown()]
    session.flush()
    outcome = outcome_of(_published_of_sample(size, all_kinds=all_kinds), **method)
    outcome.consultation_id = consultation.id
    session.add(outcome)
    session.commit()
    return outcome


def _column(question: Question, ages: np.ndarray, random: np.random.Generator) -> md.Question:
    classes = kind_of(question).classes(question)
    options = classes if classes == (WRITTEN,) else (*classes, DONT_KNOW)
    if kind_of(question).several:
        chances = np.linspace(0.6, 0.05, len(options))
        ticks = random.random((ages.size, len(options))) < chances
        status = np.where(ticks.any(axis=1), md.ANSWERED, md.SKIPPED).astype(np.int16)
        return md.SeveralChoice(question.key, options, ticks, status)
    if question.kind is QuestionKind.OPEN_TEXT:
        return md.SingleChoice(question.key, options, np.where(random.random(ages.size) < 0.4, 0, md.SKIPPED))
    codes = np.empty(ages.size, dtype=np.int16)
    for age in range(len(CLASSES)):
        mine = ages == age
        codes[mine] = random.choice(len(options), size=int(mine.sum()), p=_chances(len(options), age))
    skipped = random.random(ages.size) < 0.08
    confused = random.random(ages.size) < 0.06
    codes = np.where(skipped, md.SKIPPED, codes).astype(np.int16)
    return md.SingleChoice(
        question.key, options, codes, ordered=kind_of(question).ordered, not_understood=confused & ~skipped
    )


def _chances(number: int, age: int) -> np.ndarray:
    """Most give the first answer, fewer the next; the older, the more even; some do not know."""
    raw = np.array([0.62 ** (place * (1.6 - 0.5 * age)) for place in range(number - 1)] + [0.12])
    return raw / raw.sum()
