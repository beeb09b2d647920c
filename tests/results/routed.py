"""Random consultations with questions for a part of the people, and what their people answered, not in any database."""

from __future__ import annotations

import numpy as np

from panel.answering.answers import NO_STATEMENT, Answers, Given
from panel.consultations.kinds import DONT_KNOW, kind_of
from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    BreakdownSource,
    Consultation,
    Option,
    Question,
    QuestionKind,
)
from panel.consultations.routing import condition_answers

KINDS = (QuestionKind.CHOOSE_ONE, QuestionKind.STATEMENT, QuestionKind.CHOOSE_SEVERAL, QuestionKind.NUMBER)
KEYS = ("a", "b", "c", "d")


def question(
    number: int, kind: QuestionKind, only_if: Question | None = None, answers: list[str] | None = None
) -> Question:
    """Return a question with a number as its identity; `only_if` is the one on which it depends."""
    written = KEYS if kind in (QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL) else ()
    return Question(
        id=number,
        key=f"q{number}",
        kind=kind,
        position=number,
        text=f"Vraag {number}?",
        settings={"least": 0, "most": 9, "limits": [1, 4]} if kind is QuestionKind.NUMBER else {},
        options=[Option(key=key, text=f"Antwoord {key}", position=at) for at, key in enumerate(written, 1)],
        only_if_question_id=None if only_if is None else only_if.id,
        only_if_answers=answers or [],
    )


def breakdown(key: str, classes: int) -> Breakdown:
    made = [BreakdownClass(key=f"c{at}", text=f"Klasse {at}", position=at) for at in range(1, classes + 1)]
    return Breakdown(key=key, label=key, text="?", filled_by=BreakdownSource.ASKED, position=1, classes=made)


def random_routed(seed: int) -> tuple[Consultation, list[Answers]]:
    """Return up to five questions, of which some hang on others, with the answers of up to 400 people.

    Some skip the question on which others hang; some rows hold answers to questions that were not asked.
    """
    rng = np.random.default_rng(seed)
    questions: list[Question] = []
    for number in range(1, int(rng.integers(2, 6)) + 1):
        needed, answers = None, None
        if questions and rng.random() < 0.7:
            needed = questions[int(rng.integers(0, len(questions)))]
            possible = condition_answers(needed)
            chosen = rng.permutation(len(possible))[: int(rng.integers(1, len(possible)))]
            answers = [possible[at] for at in sorted(chosen)]
        questions.append(question(number, KINDS[int(rng.integers(0, len(KINDS)))], needed, answers))
    breakdowns = [breakdown(f"b{at}", int(rng.integers(2, 6))) for at in range(int(rng.integers(0, 3)))]
    consultation = Consultation(questions=questions, breakdowns=breakdowns)
    size = int(rng.choice([rng.integers(10, 60), rng.integers(40, 150), rng.integers(100, 400)]))
    leans = {one.key: rng.dirichlet(np.full(len(condition_answers(one)), 0.5)) for one in questions}
    skips = {one.key: float(rng.choice([0, 0.02, 0.2])) for one in questions}
    agreeing = {one.key: rng.random() < 0.15 for one in questions}
    rows = []
    for _ in range(size):
        given = {
            one.key: _given(one, rng, leans[one.key], skips[one.key], agrees=agreeing[one.key]) for one in questions
        }
        classes = {one.key: _class(one, rng) for one in breakdowns}
        rows.append(Answers({key: one for key, one in given.items() if one is not None}, classes))
    return consultation, rows


def _given(one: Question, rng: np.random.Generator, lean: np.ndarray, skip: float, *, agrees: bool) -> Given | None:
    if rng.random() < skip:
        return None if rng.random() < 0.5 else Given("SKIPPED")
    possible = condition_answers(one)
    key = possible[int(lean.argmax()) if agrees else int(rng.choice(len(possible), p=lean))]
    if key == DONT_KNOW:
        return Given("DONT_KNOW", not_understood=bool(rng.random() < 0.1))
    if one.kind is QuestionKind.NUMBER:
        return Given("ANSWERED", int(key.split("-")[0]))
    if kind_of(one).several:
        more = {key, KEYS[int(rng.integers(0, 4))]}
        return Given("ANSWERED", [each for each in KEYS if each in more])
    return Given("ANSWERED", key)


def _class(one: Breakdown, rng: np.random.Generator) -> str:
    place = int(rng.geometric(0.4)) - 1
    return one.classes[place].key if place < len(one.classes) else NO_STATEMENT
