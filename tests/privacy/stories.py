"""Generated consultations from the first to the last figure: 0 to 2,000 people, skewed groups, all kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from panel.consultations.kinds import DONT_KNOW, WRITTEN, kind_of
from panel.consultations.models import Breakdown, BreakdownClass, Question, QuestionKind
from panel.open_answers.service.counting import NO_THEME
from panel.stats import microdata as md
from panel.stats.correction import corrected
from panel.stats.disclosure import protect
from panel.stats.published import Published
from panel.stats.published_routes import Route
from panel.stats.relations import Earlier, Relation, nobody_or_enough
from panel.stats.weights_known import WeightsKnown
from tests.results.samples import sample_questions

LABELS = ("Leeftijd", "Wijk", "Woning", "Hoe lang hier")
KINDS = ("plain", "corrected", "groups", "weighted")


@dataclass(frozen=True)
class Shown:
    """One outcome that some audience sees, all that was shown before it, and the exact number of its people."""

    audience: str
    published: Published
    earlier: tuple[Earlier, ...]
    exact_size: int
    weights: WeightsKnown | None = None
    # What was counted of the themes in open answers, by key of the question, after this outcome.
    themes: Mapping[str, Published] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """One consultation: what was asked, by what it is split, and every outcome that was ever shown of it, in order."""

    kind: str
    questions: list[Question]
    breakdowns: list[Breakdown]
    shown: tuple[Shown, ...]


def story(seed: int) -> Story:
    """Return the same story for the same seed; the kinds take turns."""
    random = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    size = int(random.choice([random.integers(0, 45), random.integers(10, 250), random.integers(100, 2001)]))
    breakdowns = [made_breakdown(random, number) for number in range(int(random.integers(0, 4)))]
    questions = asked_questions(random)
    if kind == "groups":
        # Every group is one more set of unknown numbers: larger ones only take longer.
        size, questions = min(size, 250), questions[:2]
    answers = given_answers(random, questions, breakdowns, size)
    # Chance of its own for open answers, so that the rest of a story is what it is without them.
    own = np.random.default_rng([seed, 1])
    if seed % 3 == 0 and kind not in ("corrected", "groups"):
        answers = _with_open_question(own, questions, answers)
    if kind == "weighted":
        answers = replace(answers, weights=random.uniform(0.3, 2.9, size))
    tell = {"corrected": _corrected, "groups": _groups}.get(kind, _plain)
    shown = tell(random, answers)
    if kind != "corrected":
        shown[-1] = replace(shown[-1], themes=_themes(own, answers, shown[-1].published))
    return Story(kind, questions, breakdowns, tuple(shown))


def _with_open_question(random: np.random.Generator, questions: list[Question], answers: md.Microdata) -> md.Microdata:
    """Ask one thing more, to which about half of the people write something; nothing when that is asked already."""
    if any(one.kind is QuestionKind.OPEN_TEXT for one in questions):
        return answers
    asked = next(one for one in sample_questions() if one.kind is QuestionKind.OPEN_TEXT)
    asked.position = len(questions) + 1
    questions.append(asked)
    codes = np.where(random.random(answers.size) < 0.5, 0, md.SKIPPED).astype(np.int16)
    return replace(answers, questions=(*answers.questions, md.SingleChoice(asked.key, (WRITTEN,), codes)))


def _themes(random: np.random.Generator, answers: md.Microdata, outcome: Published) -> dict[str, Published]:
    """Count random themes in the answers to every open question that is shown, as the desk does."""
    found = {}
    for one in answers.questions:
        asked = next((each for each in outcome.questions if each.key == one.key and each.shown), None)
        if asked is None or asked.routed or one.options != (WRITTEN,) or not outcome.shown:
            continue
        themes = int(random.integers(1, 6))
        chances = random.dirichlet(np.full(themes, 0.8)) * 1.4
        ticks = random.random((answers.size, themes + 1)) < [*chances, 0]
        ticks[:, themes] = ~ticks.any(axis=1)
        status = np.where(one.answered, md.ANSWERED, md.SKIPPED).astype(np.int16)
        options = (*(f"theme-{number}" for number in range(1, themes + 1)), NO_THEME)
        rows = md.Microdata(answers.size, (md.SeveralChoice(f"{one.key}.themes", options, ticks, status),))
        made = protect(rows, previous=[Earlier(outcome, Relation.BEFORE)]).published
        if made.shown and made.questions[0].table is not None:
            found[one.key] = made
    return found


def _plain(_random: np.random.Generator, answers: md.Microdata) -> list[Shown]:
    made = protect(answers)
    return [Shown("everybody", made.published, (), answers.size, made.weights)]


def _corrected(random: np.random.Generator, answers: md.Microdata) -> list[Shown]:
    shown = _plain(random, answers)
    first = shown[0].published
    if not first.shown or answers.size < 20:
        return shown
    gone = np.zeros(answers.size, dtype=bool)
    number = int(random.integers(10, max(11, answers.size // 2)))
    if answers.breakdowns and random.random() < 0.5:
        # Copies by a machine are alike, also in background.
        inside = np.flatnonzero(answers.breakdowns[0].codes == answers.breakdowns[0].codes[0])
        gone[inside[:number]] = True
    if gone.sum() < 10:
        gone[random.choice(answers.size, number, replace=False)] = True
    earlier = (Earlier(first, Relation.BEFORE, exact_size=answers.size),)
    second = corrected(answers, ~gone, first, earlier).published
    return [*shown, Shown("everybody, corrected", second, earlier, int((~gone).sum()))]


def _groups(random: np.random.Generator, answers: md.Microdata) -> list[Shown]:
    rooms = int(random.integers(2, 5))
    room = random.choice(rooms, answers.size, p=random.dirichlet(np.full(rooms, 1.2)))
    sizes = np.bincount(room, minlength=rooms)
    apart = [number for number in range(rooms) if sizes[number] >= 10]
    rest = answers.size - int(sizes[apart].sum())
    if apart and not nobody_or_enough(rest):
        apart.pop()
    parts = [
        Earlier(protect(_only(answers, room == number)).published, Relation.PART, exact_size=int(sizes[number]))
        for number in apart
    ]
    shown = [Shown(f"group {number}", one.published, (), one.exact_size or 0) for number, one in enumerate(parts)]
    whole = protect(answers, previous=parts).published
    return [*shown, Shown("everybody", whole, tuple(parts), answers.size)]


def _only(answers: md.Microdata, kept: np.ndarray) -> md.Microdata:
    def part(one: md.Question) -> md.Question:
        marked = None if one.not_understood is None else one.not_understood[kept]
        if isinstance(one, md.SingleChoice):
            return replace(one, codes=one.codes[kept], not_understood=marked)
        return replace(one, ticks=one.ticks[kept], status=one.status[kept], not_understood=marked)

    return replace(
        answers,
        size=int(kept.sum()),
        questions=tuple(part(one) for one in answers.questions),
        breakdowns=tuple(replace(one, codes=one.codes[kept]) for one in answers.breakdowns),
    )


def asked_questions(random: np.random.Generator) -> list[Question]:
    everything = sample_questions(all_kinds=True)
    chosen = sorted(random.choice(len(everything), int(random.integers(1, 5)), replace=False))
    for position, place in enumerate(chosen, 1):
        everything[place].position = position
    return [everything[place] for place in chosen]


def made_breakdown(random: np.random.Generator, number: int) -> Breakdown:
    classes = [
        BreakdownClass(key=f"c{at}", text=f"{LABELS[number]} {'abcdefghij'[at]}", position=at + 1)
        for at in range(int(random.integers(1, 9)))
    ]
    return Breakdown(
        key=f"b{number}", label=LABELS[number], text=f"{LABELS[number]}?", position=number + 1, classes=classes
    )


def given_answers(
    random: np.random.Generator, questions: Sequence[Question], breakdowns: Sequence[Breakdown], size: int
) -> md.Microdata:
    columns = []
    for one in breakdowns:
        number = len(one.classes)
        codes = random.choice(number, size, p=random.dirichlet(np.full(number, 0.7))).astype(np.int16)
        codes[random.random(size) < random.choice([0, 0.02, 0.12], p=[0.5, 0.3, 0.2])] = md.NO_STATEMENT
        columns.append(md.Breakdown(one.key, tuple(each.key for each in one.classes), codes))
    given = [_column(random, one, columns, size) for one in questions]
    routes: tuple[Route, ...] = ()
    if len(given) > 1 and random.random() < 0.3 and isinstance(given[0], md.SingleChoice):
        asked = given[0].codes == 0
        given[-1] = _only_for(given[-1], asked)
        routes = (Route(questions[-1].key, questions[0].key, (given[0].options[0],)),)
    return md.Microdata(size, tuple(given), tuple(columns), routes=routes)


def _column(
    random: np.random.Generator, question: Question, breakdowns: Sequence[md.Breakdown], size: int
) -> md.Question:
    classes = kind_of(question).classes(question)
    options = classes if classes == (WRITTEN,) else (*classes, DONT_KNOW)
    skipped = random.random(size) < random.choice([0, 0.03, 0.3], p=[0.45, 0.4, 0.15])
    confused = random.random(size) < 0.1
    if kind_of(question).several:
        ticks = random.random((size, len(options))) < random.dirichlet(np.full(len(options), 0.8)) * 1.5
        return md.SeveralChoice(question.key, options, ticks, np.where(skipped, md.SKIPPED, md.ANSWERED), confused)
    if question.kind is QuestionKind.OPEN_TEXT:
        codes = np.where(random.random(size) < 0.5, 0, md.SKIPPED)
        return md.SingleChoice(question.key, options, codes, not_understood=confused)
    codes = random.choice(len(options), size, p=random.dirichlet(np.full(len(options), 0.5)))
    if breakdowns and random.random() < 0.4:
        # One group of one mind: what must never follow from the figures.
        codes[breakdowns[0].codes == 0] = int(random.integers(0, len(options)))
    ordered = kind_of(question).ordered
    codes = np.where(skipped, md.SKIPPED, codes).astype(np.int16)
    return md.SingleChoice(question.key, options, codes, ordered=ordered, not_understood=confused)


def _only_for(column: md.Question, asked: np.ndarray) -> md.Question:
    if isinstance(column, md.SingleChoice):
        return replace(column, codes=np.where(asked, column.codes, md.NOT_ASKED))
    return replace(column, status=np.where(asked, column.status, md.NOT_ASKED))
