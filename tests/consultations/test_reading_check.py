"""The reading check at the desk: what a writer is told of any text, who may ask, and that nothing of it stays."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from panel.consultations.models import Consultation, Question
from panel.consultations.routes.reading_check import LONGEST_TEXT
from panel.core.access import Role
from panel.core.db import Database
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.contents import contents
from tests.support.visitor import Visitor

DOOR = "/werkplek/leescheck"
HARD = "De gemeente tracht de kosten te verlagen."
RTL = "\u202eهل تريد أن يستمر النادي؟ De gemeente tracht te helpen."
HOSTILE = [
    "<script>alert(1)</script> De gemeente <b onclick=x>tracht</b> te helpen. &lt;img&gt; \"'><svg/onload=alert(1)>",
    RTL,
    "😀👩‍👩‍👧‍👦🏳️‍🌈 De gemeente tracht te helpen. 🇳🇱",
    "tracht\u0000 \ud83d \u2028 \u200b " + "é" * 50,
    "tracht" * 3000,
    "{{ 7 * 7 }} %(word)s %s {0} tracht",
    "‘tracht’ apply-text-0-6-<b> tracht",
]


class Tags(HTMLParser):
    """Which elements a piece of HTML has, and which of their attributes run something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.running += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def ask(desk: Visitor, text: object, field: object = "text", **more: Any) -> TestResponse:
    return desk.post(DOOR, json={"text": text, "field": field}, **more)


def test_a_finding_says_where_why_and_what_to_write(desk: Visitor) -> None:
    answer = ask(desk, HARD).get_json()
    (found,) = [one for one in answer["findings"] if HARD[one["start"] : one["end"]].startswith("tracht")]
    assert found["kind"] == "hard_word"
    assert found["severity"] == "warn"
    assert found["sentence"] == 1
    assert found["title"] == "Moeilijk woord"
    assert "kan makkelijker" in found["explanation"]
    assert found["suggestion"].startswith("Schrijf liever")
    assert found["replacements"]
    assert answer["sentences"] == [{"number": 1, "start": 0, "end": len(HARD), "words": 7, "score": answer["score"]}]
    assert answer["summary"].endswith(f"score {answer['score']} van 100 (hulpmiddel, geen keurmerk)")
    assert "B1" not in answer["html"]


def test_positions_count_code_points_also_behind_emoji(desk: Visitor) -> None:
    text = f"👩‍👩‍👧‍👦 Hallo! {HARD}"
    found = [one for one in ask(desk, text).get_json()["findings"] if one["kind"] == "hard_word"]
    assert text[found[0]["start"] :].startswith("tracht")
    assert found[0]["sentence"] == 2


def test_the_most_serious_comes_first_and_the_rest_folds_in(desk: Visitor) -> None:
    text = f"{HARD} Bent u het ermee eens dat de gemeente de subsidies voor de clubs dient te continueren en verhogen?"
    answer = ask(desk, text).get_json()
    weights = [("stop", "warn", "note").index(one["severity"]) for one in answer["findings"]]
    assert weights == sorted(weights)
    assert weights[0] == 0
    shown, folded = answer["html"].split("<details")
    assert shown.count("<li") == 3
    assert f"Toon alle {answer['found']}" in folded


def test_an_easy_text_is_said_to_be_fine(desk: Visitor) -> None:
    answer = ask(desk, "Hoe vaak sport je?").get_json()
    assert answer["findings"] == []
    assert answer["summary"].startswith("De leescheck vond niets · score ")


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?!", "😀"])
def test_a_text_without_words_has_nothing_to_say(desk: Visitor, text: str) -> None:
    answer = ask(desk, text)
    assert answer.status_code == 200
    assert answer.get_json()["summary"] == ""
    assert answer.get_json()["html"].strip() == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_the_list(desk: Visitor, text: str) -> None:
    answer = ask(desk, text)
    assert answer.status_code == 200
    tags = Tags()
    tags.feed(answer.get_json()["html"])
    assert tags.names <= {"p", "span", "svg", "use", "ol", "li", "strong", "a", "button", "details", "summary"}
    assert tags.running == []
    for one in answer.get_json()["findings"]:
        assert 0 <= one["start"] < one["end"] <= len(text)


def test_a_hundred_thousand_characters_are_answered_and_more_is_refused(desk: Visitor) -> None:
    ask(desk, HARD)
    long = (HARD + " ") * (LONGEST_TEXT // (len(HARD) + 1))
    before = time.perf_counter()
    answer = ask(desk, long)
    # A second is the promise; a computer that does something else meanwhile gets more.
    assert time.perf_counter() - before < 5
    assert answer.status_code == 200
    assert answer.get_json()["found"] > 1000
    assert len(answer.get_json()["findings"]) == 50
    assert len(answer.data) < 600_000
    assert ask(desk, "a" * (LONGEST_TEXT + 1)).status_code == 413
    assert ask(desk, "a" * 900_000).status_code == 413


@pytest.mark.parametrize(
    "body", [None, [], "tekst", {}, {"text": 3, "field": "text"}, {"text": "Hoi", "field": "<b>"}, {"text": "Hoi"}]
)
def test_what_is_no_question_to_the_door_is_refused(desk: Visitor, body: object) -> None:
    assert desk.post(DOOR, json=body).status_code == 422
    assert desk.post(DOOR, data="{", content_type="application/json").status_code == 422


def test_only_who_writes_questions_may_ask(
    client: Visitor, sign_in: Callable[..., Visitor], town: Municipality
) -> None:
    client.visit(town)
    answer = ask(client, HARD)
    assert answer.status_code == 302
    assert "/inloggen" in answer.location
    sign_in(client, UserFactory(municipality=town, role=Role.COUNCIL_MEMBER))
    assert ask(client, HARD).status_code == 403


def test_staff_of_another_municipality_may_not_ask_here(
    client: Visitor, sign_in: Callable[..., Visitor], town: Municipality
) -> None:
    elsewhere: Municipality = MunicipalityFactory()
    sign_in(client, officer_of(elsewhere), elsewhere)
    taken_along = client.get_cookie("meepraat", domain=elsewhere.host)
    assert taken_along is not None
    client.set_cookie("meepraat", taken_along.value, domain=town.host)
    client.visit(town)
    assert ask(client, HARD).status_code == 403


def test_without_the_token_of_our_own_page_nothing_is_checked(desk: Visitor) -> None:
    assert ask(desk, HARD, token=False).status_code == 400


def test_nothing_of_a_text_is_stored_or_logged(
    desk: Visitor, database: Database, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.get("/werkplek")
    before = contents(database)
    with caplog.at_level(logging.DEBUG):
        answer = ask(desk, "Een geheim over mijn buurvrouw tracht te blijven.")
    said = capsys.readouterr()
    assert contents(database) == before
    assert "buurvrouw" not in caplog.text + said.out + said.err
    assert answer.headers["Cache-Control"] == "no-store"


class TestWithoutScripts:
    """The same findings in the page, and a suggestion put in place by a button."""

    def page(self, draft: Consultation) -> str:
        return f"/werkplek/raadplegingen/{draft.id}/vragen/{draft.questions[0].id}"

    def typed(self, **more: str) -> dict[str, str]:
        return {"text": HARD, "options-0-text": "Ja, trachten", "options-1-text": "Nee", **more}

    def buttons(self, answer: TestResponse) -> list[str]:
        return re.findall(r'name="action" value="(apply-[^"]+)"', answer.text)

    def test_check_shows_the_findings_and_stores_nothing(
        self, desk: Visitor, session: Session, draft: Consultation
    ) -> None:
        answer = desk.post(self.page(draft), data=self.typed(action="check"))
        assert answer.status_code == 200
        assert "‘tracht’" in answer.text or "‘tracht te’" in answer.text
        assert any(one.startswith("apply-text-12-") for one in self.buttons(answer))
        assert session.get_one(Question, draft.questions[0].id).text == "Hoe vaak sport jij?"

    def test_a_suggestion_is_put_in_its_place(self, desk: Visitor, session: Session, draft: Consultation) -> None:
        (action, *_) = self.buttons(desk.post(self.page(draft), data=self.typed(action="check")))
        words = action.split("-", 4)[4]
        answer = desk.post(self.page(draft), data=self.typed(action=action))
        assert answer.status_code == 200
        assert f"De gemeente {words}" in answer.text
        assert "Vervangen: " in answer.text
        assert "Ja, trachten" in answer.text, "what else was typed is still there"
        assert session.get_one(Question, draft.questions[0].id).text == "Hoe vaak sport jij?"

    @pytest.mark.parametrize(
        "action", ["apply-text-12-18-<b>zelf</b>", "apply-text-0-2-Het", "apply-nothing-0-2-Het", "apply-", "apply-x"]
    )
    def test_what_the_check_does_not_propose_is_not_put_anywhere(
        self, desk: Visitor, session: Session, draft: Consultation, action: str
    ) -> None:
        answer = desk.post(self.page(draft), data=self.typed(action=action))
        assert answer.status_code == 200
        assert "De tekst is intussen anders." in answer.text
        assert f">\n{HARD}</textarea>" in answer.text
        assert session.get_one(Question, draft.questions[0].id).text == "Hoe vaak sport jij?"

    def test_the_easy_text_begins_with_the_official_one(self, desk: Visitor, draft: Consultation) -> None:
        answer = desk.post(self.page(draft), data=self.typed(action="begin-easy"))
        assert answer.text.count(f"{HARD}</textarea>") == 2
        kept = desk.post(self.page(draft), data=self.typed(easy_text="Al makkelijk.", action="begin-easy"))
        assert "Al makkelijk.</textarea>" in kept.text

    def test_every_text_for_residents_has_the_check(self, desk: Visitor, draft: Consultation) -> None:
        page = desk.get(self.page(draft)).text
        for name in ("text", "easy_text", "hint", "options-0-text", "options-0-easy_text"):
            assert f'data-reading-check="advice-{name}"' in page
        own = f"/werkplek/raadplegingen/{draft.id}"
        breakdown = desk.get(f"{own}/achtergrond/{draft.breakdowns[0].id}").text
        assert breakdown.count("data-reading-check=") == 2
        assert desk.get(f"{own}/woorden/nieuw").text.count("data-reading-check=") == 1


class TestWithLimits:
    """An installation that counts, as in production."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"rate_limits": True})

    def test_a_writer_is_served_and_a_machine_has_to_wait(self, desk: Visitor) -> None:
        statuses = [ask(desk, "Hoi.").status_code for _ in range(250)]
        assert statuses[:200] == [200] * 200
        assert statuses[-1] == 429
