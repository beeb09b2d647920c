"""What one person answered, as it travels from the phone to the sealed box: checked, with nothing about the person."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Literal

from panel.consultations.kinds import BadAnswerError, Value, kind_of
from panel.consultations.models import Breakdown, Consultation, Question

NO_STATEMENT = "NO_STATEMENT"
GivenState = Literal["ANSWERED", "DONT_KNOW", "SKIPPED"]
# What one answer costs beside its value: key (again with its turn), state, flag and punctuation.
_FRAME = 140
_STEP = 256


@dataclass(frozen=True, slots=True)
class Given:
    """What someone did with one question; a value exactly when it was answered."""

    state: GivenState
    value: Value | None = None
    not_understood: bool = False

    def __post_init__(self) -> None:
        if (self.state == "ANSWERED") != (self.value is not None):
            raise ValueError("an answer has a value exactly when its state is ANSWERED")


@dataclass(frozen=True, slots=True)
class Answers:
    """All that one person gave: by question key, and the announced classes by breakdown key."""

    given: dict[str, Given] = field(default_factory=dict)
    background: dict[str, str] = field(default_factory=dict)
    # When each was given, by the name of its screen: counts up with every answer of this person, and is never sealed.
    turns: dict[str, int] = field(default_factory=dict, compare=False)
    # How they came in, when not on someone's own screen: counted apart at closing, and left out of the rows.
    mode: str = field(default="", compare=False)

    def with_given(self, key: str, given: Given) -> Answers:
        return replace(self, given={**self.given, key: given})

    def with_background(self, key: str, class_key: str) -> Answers:
        return replace(self, background={**self.background, key: class_key})

    def merged(self, newer: Answers) -> Answers:
        """Return these answers with newer ones over them, but for those that were given earlier and arrive late.

        What has no turn is given at this moment: on a page without scripts, or as the last word at sending.
        """
        turn = 1 + max(self.turns.values(), default=0)
        given, background, turns = dict(self.given), dict(self.background), dict(self.turns)
        for key, one in newer.given.items():
            if self._takes(screen := question_screen(key), newer):
                given[key], turns[screen] = one, newer.turns.get(screen, turn)
        for key, class_key in newer.background.items():
            if self._takes(screen := background_screen(key), newer):
                background[key], turns[screen] = class_key, newer.turns.get(screen, turn)
        return replace(self, given=given, background=background, turns=turns)

    def _takes(self, screen: str, newer: Answers) -> bool:
        return screen not in newer.turns or newer.turns[screen] >= self.turns.get(screen, 0)


def question_screen(key: str) -> str:
    """Return how phones name the screen of a question."""
    return f"q-{key}"


def background_screen(key: str) -> str:
    """Return how phones name the screen that asks for a class of a breakdown."""
    return f"b-{key}"


def check_given(question: Question, state: object, value: object, not_understood: object = False) -> Given:
    """Return one answer from outside in its proper form. Raises BadAnswerError."""
    marked = not_understood is True
    if state == "ANSWERED":
        return Given("ANSWERED", kind_of(question).check(value, question), marked)
    if state == "DONT_KNOW":
        return Given("DONT_KNOW", None, marked)
    if state == "SKIPPED":
        return Given("SKIPPED", None, marked)
    raise BadAnswerError("UNKNOWN_STATE")


def check_background(breakdown: Breakdown, class_key: object) -> str:
    """Return a class of this breakdown, or NO_STATEMENT. Raises BadAnswerError for anything else."""
    known = {NO_STATEMENT, *(one.key for one in breakdown.classes)}
    if not isinstance(class_key, str) or class_key not in known:
        raise BadAnswerError("UNKNOWN_OPTION")
    return class_key


def encode(answers: Answers) -> bytes:
    """Return answers as compact JSON, always in the same order of fields."""
    given = {key: [one.state, one.value, one.not_understood] for key, one in sorted(answers.given.items())}
    return json.dumps(
        {
            "given": given,
            "background": dict(sorted(answers.background.items())),
            "turns": dict(sorted(answers.turns.items())),
            "mode": answers.mode,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def decode(content: bytes) -> Answers:
    """Return what `encode` made. Raises ValueError when it is something else."""
    found = json.loads(content)
    return Answers(
        given={key: Given(state, value, marked) for key, (state, value, marked) in found["given"].items()},
        background=dict(found["background"]),
        turns=dict(found.get("turns", {})),
        mode=str(found.get("mode", "")),
    )


class Reader:
    """Reads the answers of very many people: what is alike is kept once, so that a million fit in memory.

    What it returns may be read by everybody and changed by nobody. Long texts are kept as they are.
    """

    SHORT = 40

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._given: dict[object, Given] = {}
        self._backgrounds: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        self._turns: dict[str, int] = {}

    def read(self, content: bytes) -> Answers:
        """Return what `encode` made, without the turns. Raises ValueError when it is something else."""
        found = json.loads(content)
        given = {self.key(key): self.given(*one) for key, one in found["given"].items()}
        return Answers(given, self.background(found["background"]), self._turns, str(found.get("mode", "")))

    def key(self, key: str) -> str:
        return self._keys.setdefault(key, key)

    def given(self, state: GivenState, value: Value | None, not_understood: bool) -> Given:
        if isinstance(value, str) and len(value) > self.SHORT:
            return Given(state, value, not_understood)
        alike = (state, tuple(value) if isinstance(value, list) else value, not_understood)
        found = self._given.get(alike)
        if found is None:
            found = self._given[alike] = Given(state, value, not_understood)
        return found

    def background(self, classes: dict[str, str]) -> dict[str, str]:
        return self._backgrounds.setdefault(tuple(classes.items()), classes)


def box_size(consultation: Consultation) -> int:
    """Return the bytes that the fullest possible answers to this consultation take.

    Every draft and every sealed box is padded to this, so that a length tells nothing of what is inside, and a
    box in an old back-up cannot be matched by its length to a long answer that is published later.
    """
    questions = sum(kind_of(one).largest_answer(one) + len(one.key.encode()) + _FRAME for one in consultation.questions)
    breakdowns = sum(2 * 62 * 4 + _FRAME for _ in consultation.breakdowns)
    return (questions + breakdowns + _FRAME) // _STEP * _STEP + _STEP
