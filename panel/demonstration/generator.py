"""Makes up believable answers: skewed, with a mood of its own for each person, and the same for the same seed."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panel.answering.answers import NO_STATEMENT, Answers, Given
from panel.consultations.kinds import DONT_KNOW, kind_of
from panel.consultations.models import Consultation, Question, QuestionKind

SKIPPED = "SKIPPED"
CAMP = "camp"
NOT_UNDERSTOOD = 0.008
# Someone in no mood to answer leaves much open.
HASTY = 0.03


@dataclass(frozen=True)
class Habit:
    """How people answer one question.

    `weights` by answer, changed by `by` (breakdown, class, answer: a factor) and by `lean` (how much a good mood
    helps an answer). `choose` holds numbers of choices to draw from; `written` is the share that writes something.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    by: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    lean: Mapping[str, float] = field(default_factory=dict)
    choose: tuple[int, ...] = (1,)
    skipped: float = 0.02
    not_understood: float = NOT_UNDERSTOOD
    written: float = 0.0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """How the people of one consultation answer: their background, and a habit for each question.

    `camps` are people who think alike: how many of each, by a name that a habit's `by` knows as `camp`. Nobody asks
    for it and no answer holds it.
    """

    background: Mapping[str, Mapping[str, float]]
    habits: Mapping[str, Habit]
    camps: Mapping[str, float] = field(default_factory=dict)


def read_profile(path: Path) -> Profile:
    """Return a profile from our own file beside a consultation."""
    found = json.loads(path.read_text(encoding="utf-8"))
    habits = {key: _habit(one) for key, one in found["questions"].items()}
    return Profile(found["background"], habits, found.get("camps", {}))


def _habit(found: dict[str, Any]) -> Habit:
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return Habit(**values)


def make_people(consultation: Consultation, profile: Profile, number: int, seed: int) -> list[Answers]:
    """Return the answers of `number` people; the same seed gives the same people. Every answer fits its question."""
    chance = random.Random(seed)
    return [_person(consultation, profile, chance) for _ in range(number)]


def _person(consultation: Consultation, profile: Profile, chance: random.Random) -> Answers:
    mood = max(-2.0, min(2.0, chance.gauss(0, 0.8)))
    hasty = chance.random() < HASTY
    background = {
        one.key: _drawn(profile.background.get(one.key, {NO_STATEMENT: 1.0}), chance) for one in consultation.breakdowns
    }
    about = background | ({CAMP: _drawn(profile.camps, chance)} if profile.camps else {})
    given = {
        one.key: _given(one, profile.habits[one.key], about, mood, hasty, chance) for one in consultation.questions
    }
    return Answers(given, background)


def _given(
    question: Question, habit: Habit, background: Mapping[str, str], mood: float, hasty: bool, chance: random.Random
) -> Given:
    puzzled = chance.random() < habit.not_understood
    if puzzled or (hasty and chance.random() < 0.5):
        return Given("SKIPPED", None, puzzled)
    if question.kind is QuestionKind.OPEN_TEXT:
        return _written(question, habit, chance)
    weights = _weights(habit, background, mood)
    if kind_of(question).several:
        return _several(question, habit, weights, chance)
    drawn = _drawn(weights, chance)
    if drawn == SKIPPED:
        return Given("SKIPPED")
    if drawn == DONT_KNOW:
        return Given("DONT_KNOW")
    return Given("ANSWERED", kind_of(question).check(drawn, question))


def _written(question: Question, habit: Habit, chance: random.Random) -> Given:
    if chance.random() >= habit.written:
        return Given("SKIPPED")
    return Given("ANSWERED", kind_of(question).check(_typed(chance.choice(habit.texts), chance), question))


def _several(question: Question, habit: Habit, weights: dict[str, float], chance: random.Random) -> Given:
    if chance.random() < habit.skipped:
        return Given("SKIPPED")
    left = dict(weights)
    chosen: list[str] = []
    for _ in range(min(chance.choice(habit.choose), len(left))):
        chosen.append(_drawn(left, chance))
        del left[chosen[-1]]
    return Given("ANSWERED", kind_of(question).check(chosen, question))


def _weights(habit: Habit, background: Mapping[str, str], mood: float) -> dict[str, float]:
    weights = {key: weight * math.exp(habit.lean.get(key, 0.0) * mood) for key, weight in habit.weights.items()}
    for breakdown, class_key in background.items():
        for key, factor in habit.by.get(breakdown, {}).get(class_key, {}).items():
            weights[key] *= factor
    return weights


def _drawn(weights: Mapping[str, float], chance: random.Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _typed(text: str, chance: random.Random) -> str:
    """Return a text as people type it on a phone: often without a capital or a full stop."""
    if chance.random() < 0.25:
        text = text[0].lower() + text[1:]
    return text.removesuffix(".") if chance.random() < 0.5 else text
