"""Generated consultations of which records are taken out: samples that are weighed again, and maps of statements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from panel.results.mapped import STANCES
from panel.stats import microdata as md
from panel.stats.correction import corrected
from panel.stats.crossing import CrossedCounts
from panel.stats.disclosure import protect
from panel.stats.kept_map import with_corrected_map
from panel.stats.relations import Earlier, Relation
from panel.stats.safe_map import with_opinion_map
from panel.stats.weighted_correction import corrected_and_weighed
from panel.stats.weighted_outcome import Figures, PopulationCounts
from panel.stats.weighted_protection import weighed_and_protected
from tests.privacy.stories import Shown, Story, asked_questions, given_answers, made_breakdown
from tests.results.map_samples import statements

KINDS = ("corrected weighted", "corrected map")
LEAST, MOST = 60, 900


def corrected_story(seed: int) -> Story:
    """Return the same story for the same seed; the kinds take turns."""
    random = np.random.default_rng([seed, 2])
    kind = KINDS[seed % len(KINDS)]
    tell = {"corrected weighted": _weighted, "corrected map": _mapped}[kind]
    return tell(random, kind)


def _weighted(random: np.random.Generator, kind: str) -> Story:
    """A sample that is weighed, and weighed again without who answered the letters of others."""
    breakdowns = [made_breakdown(random, number) for number in range(int(random.integers(1, 3)))]
    questions = asked_questions(random)[:3]
    answers = given_answers(random, questions, breakdowns, int(random.integers(LEAST, MOST)))
    # What the population is like: as who answered, and a little otherwise, so that most samples can be weighed.
    figures: list[Figures] = [
        PopulationCounts(
            one.key,
            {
                key: int(1000 * random.uniform(0.7, 1.4) * (1 + (one.codes == place).sum()))
                for place, key in enumerate(one.classes)
            },
            "CBS",
            "2026-01-01",
        )
        for one in answers.breakdowns
    ]
    if len(answers.breakdowns) > 1:
        figures = [*figures[:2], _crossed(random, answers), *figures[2:]]
    made = weighed_and_protected(answers, figures, sampled=True)
    shown = [Shown("everybody", made.published, (), answers.size, made.weights)]
    kept = ~_taken_out(random, answers)
    earlier = (Earlier(made.published, Relation.BEFORE, exact_size=answers.size),)
    if made.published.weighted:
        second = corrected_and_weighed(answers, figures, kept, made.published, earlier, sampled=True)
        if second is not None:
            later = Shown("everybody, corrected", second.published, earlier, int(kept.sum()), second.weights)
            shown.append(later)
    return Story(kind, questions, breakdowns, tuple(shown))


def _crossed(random: np.random.Generator, answers: md.Microdata) -> CrossedCounts:
    """The population of the pairs of two breakdowns: as who answered, and a little otherwise."""
    one, other = answers.breakdowns[:2]
    counts = {
        name: {
            beside: int(1000 * random.uniform(0.8, 1.25) * (1 + ((one.codes == row) & (other.codes == column)).sum()))
            for column, beside in enumerate(other.classes)
        }
        for row, name in enumerate(one.classes)
    }
    return CrossedCounts(one.key, other.key, counts, "CBS", "2026-01-01")


def _mapped(random: np.random.Generator, kind: str) -> Story:
    """Seven statements by two camps: a map, and the map again without a part of one camp, or of both."""
    breakdowns = [made_breakdown(random, number) for number in range(int(random.integers(0, 2)))]
    questions = statements()[:7]
    answers = given_answers(random, questions, breakdowns, int(random.integers(LEAST, 200)))
    camp = np.arange(answers.size) < answers.size * random.uniform(0.35, 0.65)
    gone = np.zeros(answers.size, dtype=bool)
    gone[random.choice(np.flatnonzero(camp), int(random.integers(10, 21)), replace=False)] = True
    answers = replace(answers, questions=tuple(_by_camp(random, one, camp, gone) for one in answers.questions))
    meaning = {one.key: STANCES for one in answers.questions}
    first = with_opinion_map(protect(answers).published, answers, meaning)
    if random.random() < 0.25:
        gone[random.choice(np.flatnonzero(~camp), int(random.integers(1, 14)), replace=False)] = True
    earlier = (Earlier(first, Relation.BEFORE, exact_size=answers.size),)
    made, after = corrected(answers, ~gone, first, earlier).published, md.without(answers, ~gone)
    second = with_corrected_map(made, after, answers, ~gone, meaning, previous=earlier)
    told = (Shown("everybody", first, (), answers.size), Shown("everybody, corrected", second, earlier, after.size))
    return Story(kind, questions, breakdowns, told)


def _by_camp(random: np.random.Generator, one: md.Question, camp: np.ndarray, copies: np.ndarray) -> md.Question:
    """What two camps think of a statement; copies of a machine answer all, nearly always by the line of their camp."""
    assert isinstance(one, md.SingleChoice)
    side, answered = random.random() < 0.5, one.codes >= 0
    agrees = (camp == side) == (random.random(camp.size) < np.where(copies, 0.95, random.uniform(0.75, 0.9)))
    unsure = random.random(camp.size) < 0.06
    codes = np.where(unsure, len(one.options) - 1, np.where(agrees, 0, 1))
    keep = answered | copies | (random.random(camp.size) < 0.8)
    return replace(one, codes=np.where(keep, codes, md.SKIPPED).astype(np.int16), not_understood=None)


def _taken_out(random: np.random.Generator, answers: md.Microdata) -> np.ndarray:
    """Ten or more records: scattered, or of one class of the first breakdown."""
    gone = np.zeros(answers.size, dtype=bool)
    number = int(random.integers(10, max(11, answers.size // 4)))
    codes = answers.breakdowns[0].codes
    inside = np.flatnonzero(codes == np.bincount(codes[codes >= 0]).argmax())
    if random.random() < 0.6 and inside.size > 2 * number:
        gone[random.choice(inside, number, replace=False)] = True
    else:
        gone[random.choice(answers.size, number, replace=False)] = True
    return gone
