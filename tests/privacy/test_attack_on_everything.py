"""Hundreds of generated consultations, from opening to the last correction, are attacked with all that was ever shown.

What the attacker gets is read back from the page and from every file as they leave the house, not from our own memory.
A dozen run always; all 300 in twenty tests (marked `attack`) that take some minutes together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import flask
import pytest
from flask.ctx import RequestContext
from sqlalchemy import delete
from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, EvidenceKind, Question, State
from panel.core.clock import now
from panel.council.everything import everything_of
from panel.municipalities.models import Municipality
from panel.open_answers.models import PublishedThemes
from panel.results.exports.models import FileKind
from panel.results.models import PublishedOutcome
from panel.stats.attack import weaknesses
from panel.stats.published import Published
from panel.stats.publishing import publish
from panel.stats.relations import Earlier, Relation
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.privacy.facts import DisagreeError, Facts, facts_of, facts_of_themes, together, written_back
from tests.privacy.seen import Seen
from tests.privacy.stories import KINDS, Shown, Story, story
from tests.privacy.views import VIEWS, everything_seen
from tests.results.samples import outcome_of
from tests.stats.builders import by_cells
from tests.stats.second_attacker import certain_findings
from tests.stats.spotter import suspicious_numbers
from tests.support.visitor import Visitor

A_FEW = range(12)
ALL = range(300)
AT_ONCE = 15


class House:
    """An installation with one consultation, whose questions and outcomes are put in the place of those before."""

    def __init__(self, session: Session, client: Visitor, app: flask.Flask) -> None:
        self.session, self.client, self.app = session, client, app
        self.place: Municipality = MunicipalityFactory()
        question = PolicyQuestionFactory(municipality=self.place)
        self.consultation: Consultation = ConsultationFactory(
            policy_question=question, code="het-plein", state=State.REPORTED, evidence_kind=EvidenceKind.OPEN
        )
        session.commit()
        client.visit(self.place)

    def tell(self, told: Story) -> None:
        """Ask the questions of this story."""
        self.session.execute(delete(PublishedOutcome))
        self.session.execute(delete(PublishedThemes))
        self.consultation.questions[:] = []
        self.consultation.breakdowns[:] = []
        self.session.flush()
        self.consultation.questions[:] = told.questions
        self.consultation.breakdowns[:] = told.breakdowns
        self.session.commit()

    def freeze(self, shown: Shown) -> Seen:
        """Publish an outcome in the place of the one before."""
        self.session.execute(delete(PublishedOutcome))
        self.session.execute(delete(PublishedThemes))
        for question in self.consultation.questions:
            if question.key in shown.themes:
                self.session.add(_themes(question, shown.themes[question.key]))
        outcome = outcome_of(shown.published)
        outcome.consultation_id = self.consultation.id
        # As every service that changes a consultation does: pages of before are not shown again.
        self.consultation.edition += 1
        self.session.add(outcome)
        self.session.commit()
        with self.context():
            everything = everything_of(self.session, self.consultation, outcome)
        return Seen(self.consultation, everything, self._ask)

    def read(self, shown: Shown, names: tuple[str, ...] = tuple(VIEWS)) -> Facts:
        """Publish an outcome and read it back from these views."""
        seen = self.freeze(shown)
        with self.context():
            return everything_seen(seen, names)

    def context(self) -> RequestContext:
        """Words and layout need the installation."""
        return self.app.test_request_context(base_url=f"http://{self.place.host}")

    def _ask(self, address: str) -> str:
        name, _, query = address.partition("?")
        path = {"page": "/uitslag/het-plein", "api": "/api/v1/uitslagen/het-plein/cijfers"}[name]
        reply = self.client.get(f"{path}?{query}" if query else path)
        assert reply.status_code == 200
        return reply.text


def _themes(question: Question, counted: Published) -> PublishedThemes:
    """Counted themes as the desk freezes them: who wrote nothing is told with the question itself."""
    told = replace(counted.questions[0], skipped=None, not_understood=None)
    counted = replace(counted, questions=(told,))
    names = {f"theme-{number}": f"Thema {'abcdefgh'[number]}" for number in range(1, 7)}
    return PublishedThemes(
        question_id=question.id, frozen_at=now(), content=counted.to_dict(), method={"all_read": True, "names": names}
    )


def everything_published(shown: Shown) -> Facts:
    """All that was frozen: the figures, and the themes of the open questions."""
    return together(facts_of(shown.published), *(facts_of_themes(one) for one in shown.themes.values()))


@pytest.fixture
def house(session: Session, client: Visitor, sqlite_app: flask.Flask) -> House:
    return House(session, client, sqlite_app)


def attack(house: House, seed: int) -> tuple[str, int]:
    """Attack every outcome of a story; return its kind and how many outcomes were shown."""
    told = story(seed)
    house.tell(told)
    for shown in told.shown:
        where = f"story {seed}, {told.kind}, for {shown.audience}"
        stored = shown.published.to_dict()
        assert suspicious_numbers(stored) == [], where
        assert certain_findings(stored) == [], where
        seen = house.read(shown)
        assert seen.items() <= everything_published(shown).items(), where
        read = written_back(seen, shown.published)
        assert weaknesses(read, shown.earlier, exact_size=shown.exact_size, weights=shown.weights) == (), where
        for themes in shown.themes.values():
            attack_themes(shown, themes, seen, where)
        if shown.exact_size < 10:
            assert seen == {}, where
    return told.kind, len(told.shown)


def test_nothing_follows_from_all_that_is_shown(house: House) -> None:
    for seed in A_FEW:
        attack(house, seed)


def attack_themes(shown: Shown, themes: Published, seen: Facts, where: str) -> None:
    """Attack what is told of themes by who has the outcome beside it, and knows of how many people nothing was read."""
    assert suspicious_numbers(themes.to_dict()) == [], where
    assert certain_findings(themes.to_dict()) == [], where
    beside = facts_of(themes).items() - facts_of_themes(themes).items()
    read = written_back({**seen, **dict(beside)}, themes)
    assert weaknesses(read, [Earlier(shown.published, Relation.BEFORE)], exact_size=shown.exact_size) == (), where


def test_stories_have_themes_too() -> None:
    assert all(story(seed).shown[-1].themes for seed in (0, 3))


@pytest.mark.attack
@pytest.mark.parametrize("first", ALL[::AT_ONCE])
def test_nothing_follows_from_all_that_is_shown_of_300_consultations(house: House, first: int) -> None:
    kinds: Counter[str] = Counter()
    outcomes = 0
    for seed in ALL[first : first + AT_ONCE]:
        kind, shown = attack(house, seed)
        kinds[kind] += 1
        outcomes += shown
    assert set(kinds) == set(KINDS)
    assert outcomes > AT_ONCE


def test_every_kind_of_file_is_read_back() -> None:
    assert {one.value for one in FileKind} | {"PAGE", "CSV", "API"} == set(VIEWS)


def test_the_page_and_the_files_say_all_that_is_published_between_them(house: House) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    house.tell(told)
    seen = house.read(told.shown[0])
    assert seen == everything_published(told.shown[0])


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "CODEBOOK"])
def test_every_view_tells_figures_and_only_published_ones(house: House, view: str) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    house.tell(told)
    facts = house.read(told.shown[0], (view,))
    assert facts
    assert facts.items() <= everything_published(told.shown[0]).items()


def test_what_is_read_back_is_attacked_as_sharply_as_what_was_frozen() -> None:
    cells = {"A": {"YES": 21, "NO": 18}, "B": {"YES": 12, "NO": 16}, "C": {"YES": 3, "NO": 0}}
    careless = replace(publish(by_cells("q", "b", cells), 1), threshold=10)
    assert weaknesses(written_back(facts_of(careless), careless)) == weaknesses(careless) != ()


def test_views_that_contradict_each_other_are_noticed(house: House) -> None:
    told = next(one for seed in range(40) if (one := story(seed)).kind == "plain" and one.shown[0].exact_size > 200)
    facts = facts_of(told.shown[0].published)
    with pytest.raises(DisagreeError):
        together(facts, facts | {("SIZE",): 5})
