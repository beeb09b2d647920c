"""Figures of a question for a part of the people: counted over them, and nobody can be found by who got it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panel.answering.answers import Answers, Given
from panel.answering.routing import asked_of
from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import Consultation, QuestionKind
from panel.results import words
from panel.results.labels import labels_of
from panel.results.outcome import microdata_of, protected_outcome
from panel.results.presenters import present_question
from panel.stats.attack import weaknesses
from panel.stats.disclosure import protect
from panel.stats.knowledge import gather
from panel.stats.microdata import NOT_ASKED, Question
from panel.stats.published import Published, Reason
from panel.stats.published_tables import PublishedTable
from tests.results.routed import breakdown, question, random_routed
from tests.stats.second_attacker import certain_findings
from tests.stats.spotter import suspicious_numbers
from tests.stats.test_attack_at_random import members

pytestmark = pytest.mark.usefixtures("in_dutch")
SEEDS = range(3000, 3040)


def people(consultation: Consultation, *groups: tuple[int, dict[str, object], str]) -> list[Answers]:
    """Return rows: how many people gave these answers (None for skipped), in which class of the breakdown."""
    rows = []
    for many, answers, class_key in groups:
        given = {key: Given("ANSWERED", value) for key, value in answers.items() if value not in (None, DONT_KNOW)}
        given |= {key: Given("DONT_KNOW") for key, value in answers.items() if value == DONT_KNOW}
        given |= {key: Given("SKIPPED") for key, value in answers.items() if value is None}
        rows += [Answers(given, {one.key: class_key for one in consultation.breakdowns})] * many
    return rows


def consultation_of_two(answers: list[str] | None = None, *, split: bool = False) -> Consultation:
    """A statement, and a question only for who agrees."""
    first = question(1, QuestionKind.STATEMENT)
    second = question(2, QuestionKind.CHOOSE_ONE, first, answers or ["AGREE"])
    return Consultation(questions=[first, second], breakdowns=[breakdown("b", 2)] if split else [])


@pytest.mark.parametrize("seed", SEEDS)
def test_who_got_a_question_is_the_same_in_the_figures_as_on_the_phone(seed: int) -> None:
    consultation, rows = random_routed(seed)
    columns = {one.key: one for one in microdata_of(consultation, rows).questions}
    for index, row in enumerate(rows):
        asked = {one.key for one in asked_of(consultation, row)}
        assert {key for key, column in columns.items() if column.asked[index]} == asked
        assert not any(column.answered[index] for key, column in columns.items() if key not in asked)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_consultation_with_routes_gives_nothing_away(seed: int) -> None:
    consultation, rows = random_routed(seed)
    microdata = microdata_of(consultation, rows)
    published = protected_outcome(consultation, rows).published
    stored = published.to_dict()
    assert Published.from_dict(stored) == published
    assert suspicious_numbers(stored) == []
    assert certain_findings(stored) == []
    assert weaknesses(published, exact_size=len(rows)) == ()
    routed = {route.question for route in published.routes}
    assert routed == {one.key for one in consultation.questions if one.only_if_question_id is not None}
    inside = members(microdata, published)
    for column in microdata.questions:
        shown = published.question(column.key)
        assert shown.routed == (column.key in routed) or not shown.shown
        if column.key in routed and shown.shown:
            tables = [(np.ones(len(rows), dtype=bool), shown.table)]
            tables += [(inside[one.breakdown, group.key], group.table) for one in shown.splits for group in one.groups]
            for who, table in tables:
                check_table(column, who, table)


def check_table(column: Question, who: np.ndarray, table: PublishedTable | None) -> None:
    asked = int((who & column.asked).sum())
    if table is None:
        assert asked == 0
        return
    assert int((who & column.answered).sum()) >= 10
    assert int(who.sum()) - asked >= 10
    assert table.size is None
    assert {option.count for option in table.options} == {None}
    assert {option.rest for option in table.options} == {None}


def test_who_skipped_the_condition_was_not_asked_and_did_not_leave_it_open() -> None:
    consultation = consultation_of_two()
    rows = people(consultation, (30, {"q1": "AGREE", "q2": "a"}, ""), (20, {"q1": None}, ""), (10, {}, ""))
    _first, second = microdata_of(consultation, rows).questions
    assert isinstance(second, type(_first))
    assert (second.codes == NOT_ASKED).sum() == 30
    published = protected_outcome(consultation, rows).published
    assert published.question("q2").skipped is None


def test_a_smuggled_answer_is_not_counted() -> None:
    consultation = consultation_of_two()
    honest = [(20, {"q1": "AGREE", "q2": "a"}, ""), (10, {"q1": "AGREE", "q2": "b"}, ""), (30, {"q1": "DISAGREE"}, "")]
    smuggled = [*honest[:2], (30, {"q1": "DISAGREE", "q2": "c"}, "")]
    figures = [
        protected_outcome(consultation, people(consultation, *groups)).published for groups in (honest, smuggled)
    ]
    assert figures[0] == figures[1]


def test_what_everybody_was_led_to_is_not_shown_for_it_would_say_that_all_agree() -> None:
    consultation = consultation_of_two()
    rows = people(consultation, (40, {"q1": "AGREE", "q2": "a"}, ""), (20, {"q1": "AGREE", "q2": "b"}, ""))
    published = protected_outcome(consultation, rows).published
    assert published.question("q1").shown
    assert published.question("q2").reason is Reason.ROUTING


@pytest.mark.parametrize(
    ("agree", "disagree", "shown"), [(30, 9, False), (30, 10, True), (9, 30, False), (12, 30, True)]
)
def test_fewer_than_ten_on_either_side_hide_it(agree: int, disagree: int, shown: bool) -> None:
    consultation = consultation_of_two()
    rows = people(
        consultation,
        (agree - 4, {"q1": "AGREE", "q2": "a"}, ""),
        (4, {"q1": "AGREE", "q2": "b"}, ""),
        (disagree, {"q1": "DISAGREE"}, ""),
    )
    assert protected_outcome(consultation, rows).published.question("q2").shown is shown


def test_a_group_in_which_everybody_was_led_on_is_not_compared() -> None:
    consultation = consultation_of_two(split=True)
    mixed = [(20, {"q1": "AGREE", "q2": "a"}), (15, {"q1": "AGREE", "q2": "b"}), (20, {"q1": "DISAGREE"})]
    rows = people(
        consultation,
        *((many, answers, "c1") for many, answers in mixed),
        (20, {"q1": "AGREE", "q2": "a"}, "c2"),
        (15, {"q1": "AGREE", "q2": "b"}, "c2"),
    )
    published = protected_outcome(consultation, rows).published
    assert published.question("q2").shown
    assert published.question("q2").splits == ()


def outcome_of(*, counts: tuple[int, int, int]) -> tuple[Consultation, Published]:
    agree, other, disagree = counts
    consultation = consultation_of_two(["AGREE", DONT_KNOW])
    rows = people(
        consultation,
        (agree, {"q1": "AGREE", "q2": "a"}, ""),
        (other, {"q1": DONT_KNOW, "q2": "b"}, ""),
        (disagree, {"q1": "DISAGREE"}, ""),
    )
    return consultation, protected_outcome(consultation, rows).published


def test_the_page_says_who_got_it_and_not_how_many() -> None:
    consultation, published = outcome_of(counts=(30, 20, 30))
    view = present_question(published.question("q2"), labels_of(consultation), published)
    assert view.only_for == "Alleen voor wie bij vraag 1 dit koos: ‘Eens’ of ‘Weet ik niet’."
    assert view.sentence == view.only_for, "files that take the sentence say it too"
    assert view.table is not None
    assert view.table.columns == ["Antwoord", "Deel"]
    assert present_question(published.question("q1"), labels_of(consultation), published).only_for == ""


def test_the_headline_is_about_what_everybody_was_asked() -> None:
    consultation, published = outcome_of(counts=(50, 5, 30))
    first = question(1, QuestionKind.OPEN_TEXT)
    labels = labels_of(Consultation(questions=[first, consultation.questions[1]], breakdowns=[]))
    top = words.headline(published, labels)
    assert top is not None
    assert top.question_key == "q1"


def test_outcomes_of_before_there_were_routes_can_be_read() -> None:
    _consultation, published = outcome_of(counts=(30, 20, 30))
    stored = published.to_dict()
    del stored["routes"]
    assert Published.from_dict(stored).routes == ()


def test_what_a_question_gives_away_through_the_next_one_is_mended_in_the_next_one() -> None:
    """Nobody in c2 was led on, so nobody there agreed: what is left of the group is then almost of one mind."""
    consultation = consultation_of_two(split=True)
    rows = people(
        consultation,
        (20, {"q1": "AGREE", "q2": "a"}, "c1"),
        (20, {"q1": "AGREE", "q2": "b"}, "c1"),
        (20, {"q1": "DISAGREE"}, "c1"),
        (30, {"q1": "DISAGREE"}, "c2"),
    )
    alone = replace(microdata_of(consultation, rows), routes=())
    with_routes = protected_outcome(consultation, rows).published
    assert protect(alone).published.question("q1").split("b") == with_routes.question("q1").split("b")
    assert weaknesses(with_routes, exact_size=90) == ()


def test_the_attacker_reads_the_answers_before_to_find_how_many_were_asked() -> None:
    """A table of shares in tenths says nothing of its size; that of the question before says: at most 24."""
    _consultation, published = outcome_of(counts=(15, 5, 30))
    many = []
    for known in (published, replace(published, routes=())):
        evidence = gather(known, (), "q2", exact_size=50)
        answered = evidence.items[0][1].total.answered
        many.append(evidence.program.solve(extra=((answered, 25, 50),)))
    assert many[0] is None
    assert many[1] is not None
