"""Who answered in another language hears in that language what came of it; what only exists in Dutch says so."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re

import pytest
from sqlalchemy.orm import Session

from panel.consultations.models import (
    ChangeKind,
    Consultation,
    ConsultationTranslation,
    EvidenceKind,
    OptionTranslation,
    PublicChange,
    QuestionTranslation,
    State,
)
from panel.core.reading import NAME
from panel.municipalities.models import Municipality
from panel.replies.models import Decision, Reply
from tests.factories import ConsultationFactory, MunicipalityFactory, PolicyQuestionFactory
from tests.results.samples import freeze_sample
from tests.support.foreign_text import own_texts
from tests.support.respondent_texts import LANGUAGES, PLACEHOLDER, catalogue, messages, originals
from tests.support.visitor import Visitor

PAGES = ("/uitslagen", "/uitslag/de-bus", "/uitslag/te-klein", "/uitslag/loopt-nog", "/uitslag/gestopt")
ARABIC = {"bus": "ماذا يجب أن يحدث للحافلة؟", "more": "حافلات أكثر", "same": "تبقى كما هي"}


@pytest.fixture
def town(session: Session) -> Municipality:
    """A town with an outcome that has a reply and a change, one of too few people, one open and one that stopped."""
    made: Municipality = MunicipalityFactory(name="Testdorp")
    bus = consultation(made, "de-bus", evidence_kind=EvidenceKind.SAMPLE, topic="de bus")
    freeze_sample(
        session, bus, 612, all_kinds=True, invited_about=2150, took_part_about=610, source_note="Uit een brief."
    )
    translate(bus)
    session.add(reply(bus))
    session.add(PublicChange(
        consultation_id=bus.id, kind=ChangeKind.SPELLING, before="Buss", after="Bus", reason="Een tikfout.",
        changed_at=dt.datetime(2027, 2, 3, 9, 0, tzinfo=dt.UTC),
    ))  # fmt: skip
    freeze_sample(session, consultation(made, "te-klein", evidence_kind=EvidenceKind.GROUP), 7)
    consultation(made, "loopt-nog", State.OPEN)
    consultation(made, "gestopt", State.CANCELLED)
    session.commit()
    return made


def consultation(town: Municipality, code: str, state: State = State.REPORTED, **more: object) -> Consultation:
    question = PolicyQuestionFactory(municipality=town, title="Wat vinden we van de bus?")
    made: Consultation = ConsultationFactory(policy_question=question, code=code, state=state, **more)
    return made


def translate(bus: Consultation) -> None:
    """Give the first question in Arabic, and two of its three answers."""
    bus.translations.append(ConsultationTranslation(language="ar", topic="الحافلة", source="x"))
    first = bus.questions[0]
    first.translations.append(QuestionTranslation(language="ar", text=ARABIC["bus"], source="x"))
    for option in first.options:
        if option.key in ARABIC:
            option.translations.append(OptionTranslation(language="ar", text=ARABIC[option.key], source="x"))
    first.easy_text = "Wat moet er met de bus?"


def reply(bus: Consultation) -> Reply:
    return Reply(
        consultation_id=bus.id, subject="Meer bussen", decision=Decision.DOING, reason="Veel mensen vragen erom.",
        owner_name="S. Bos, wethouder", due_on=dt.date(2027, 12, 1), author_id=bus.created_by_id,
        published_at=dt.datetime(2027, 3, 10, 9, 0, tzinfo=dt.UTC),
    )  # fmt: skip


def reads(client: Visitor, town: Municipality, cookie: str) -> Visitor:
    visitor = client.visit(town)
    visitor.set_cookie(NAME, cookie, domain=visitor.host or "localhost")
    return visitor


@functools.cache
def our_sentences() -> re.Pattern[str]:
    """Return what matches every Dutch text of ours of at least three words, as it may stand on a page."""
    texts = {
        text
        for domain in ("respondent", "messages")
        for message in messages(catalogue("nl", domain))
        for text in originals(message)
        if len(re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub("", text))) >= 3
    }
    parts = ([re.escape(part) for part in PLACEHOLDER.sub("\n", text).split("\n")] for text in sorted(texts))
    return re.compile("|".join(".+".join(one) for one in parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_dutch_sentence_of_ours_is_left(client: Visitor, town: Municipality, language: str) -> None:
    visitor = reads(client, town, language)
    for address in PAGES:
        page = visitor.get(address).text
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
        said = own_texts(page, language)
        assert len(said) > 10
        assert [text for text in said if our_sentences().fullmatch(text)] == [], address


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_all_that_is_not_marked_as_dutch_is_in_its_own_letters(
    client: Visitor, town: Municipality, language: str
) -> None:
    visitor = reads(client, town, language)
    for address in PAGES:
        texts = [
            re.sub(r"Testdorp|QR|\S+/uitslag/\S+", "", one) for one in own_texts(visitor.get(address).text, language)
        ]
        assert [one for one in texts if re.search("[A-Za-z]{2}", one)] == [], address


def test_what_a_person_translated_is_shown_and_the_rest_is_marked_as_dutch(client: Visitor, town: Municipality) -> None:
    page = reads(client, town, "ar").get("/uitslag/de-bus").text
    assert f">{ARABIC['bus']}" in re.sub(r"\s*\n\s*", "", page)
    assert "الموضوع هو: الحافلة." in " ".join(own_texts(page, "ar"))
    assert re.search(r'<p class="mp-headline">\d+ من كل 100 شخص اختاروا «' + ARABIC["more"], page)
    for text in (
        "Minder vaak rijden",
        "Hoe veilig voel je je bij de halte?",
        "Wat vinden we van de bus?",
        "Meer bussen",
    ):
        assert f'<bdi lang="nl">{text}</bdi>' in page
    assert "سنفعل ذلك" in page
    assert "جزء منه باللغة الهولندية فقط." in page
    assert '<p class="mp-reply__reason" lang="nl" dir="ltr">' in page


def test_a_dutch_sentence_would_be_found() -> None:
    assert our_sentences().fullmatch("Dit zijn de grootste verschillen.")
    assert our_sentences().fullmatch("7 van de 10 mensen kiezen onder andere ‘حافلات أكثر’.")
    assert own_texts('<p>Dit <bdi lang="nl">telt niet</bdi><i aria-label="Wel">x</i></p>', "ar") == ["Dit", "Wel", "x"]


def test_a_dutch_page_has_no_marks_and_no_notice(client: Visitor, town: Municipality) -> None:
    page = reads(client, town, "nl").get("/uitslag/de-bus").text
    assert "<bdi" not in page
    assert "\u2068" not in page
    assert "alleen in het Nederlands" not in page


def test_easy_dutch_has_easier_questions_and_sentences(client: Visitor, town: Municipality) -> None:
    page = reads(client, town, "easy").get("/uitslag/de-bus").text
    assert "Wat moet er met de bus?" in page
    assert "Anderen denken misschien iets anders." in page
    usual = reads(client, town, "nl").get("/uitslag/de-bus").text
    assert "Wat moet er met de bus?" not in usual
    assert "Wie niet antwoordde, kan anders denken." in usual


@pytest.mark.parametrize("address", ["/uitslag/de-bus", "/uitslag/de-bus/grafiek/bus", "/uitslag/de-bus/grafiek/safe"])
def test_what_is_kept_in_one_language_is_never_given_in_another(
    client: Visitor, town: Municipality, address: str
) -> None:
    kept: dict[str, tuple[str, str]] = {}
    for cookie in ("nl", "ar", "easy", "en", "uk"):
        answer = reads(client, town, cookie).get(address)
        assert {"Cookie", "Accept-Language"} <= {one.strip() for one in answer.headers["Vary"].split(",")}
        assert answer.headers["Cache-Control"] == "public, no-cache"
        kept[cookie] = (answer.headers["ETag"], without_nonce(answer.text))
    assert len({tag for tag, _page in kept.values()}) == len(kept)
    for cookie in reversed(kept):
        visitor = reads(client, town, cookie)
        assert without_nonce(visitor.get(address).text) == kept[cookie][1]
        for other, (tag, _page) in kept.items():
            status = visitor.get(address, headers={"If-None-Match": tag}).status_code
            assert status == (304 if other == cookie else 200), (cookie, other)


def without_nonce(page: str) -> str:
    return re.sub(r'nonce="[^"]*"', "", page)


def test_a_chart_turns_round_and_says_each_line_from_the_right(client: Visitor, town: Municipality) -> None:
    arabic = json.loads(reads(client, town, "ar").get("/uitslag/de-bus/grafiek/bus").data)
    dutch = json.loads(reads(client, town, "nl").get("/uitslag/de-bus/grafiek/bus").data)
    assert arabic["layout"]["xaxis"]["range"] == dutch["layout"]["xaxis"]["range"][::-1]
    assert [one["x"] for one in arabic["data"]] == [one["x"] for one in dutch["data"]]
    assert {note["xanchor"] for note in arabic["layout"]["annotations"]} == {"right"}
    texts = [text for one in arabic["data"] for text in (*one["text"], *one["hovertext"])]
    assert all(text.startswith("\u2067") and text.endswith("\u2069") for text in texts)


def test_a_number_in_a_bar_is_the_share_whatever_the_order_of_words(client: Visitor, town: Municipality) -> None:
    """Turkish says first of how many: the number in a bar is not the first word of its text."""
    address = "/uitslag/de-bus/grafiek/safe?uitsplitsing=age"
    drawn = {}
    for language in ("nl", "tr"):
        figure = json.loads(reads(client, town, language).get(address).data)
        drawn[language] = [text for one in figure["data"] for text in one["text"]]
    assert drawn["tr"] == drawn["nl"]
    assert any(drawn["nl"])


def test_files_the_card_the_method_and_what_others_embed_stay_dutch(client: Visitor, town: Municipality) -> None:
    addresses = ("/uitslag/de-bus/deelkaart", "/uitslag/de-bus/ingebed", "/uitslag/de-bus/bestanden/cijfers.csv",
                 "/hoe-we-meten", "/api/v1/uitslagen/de-bus")  # fmt: skip
    for address in addresses:
        dutch, arabic = (reads(client, town, one).get(address) for one in ("nl", "ar"))
        assert dutch.status_code == arabic.status_code == 200, address
        assert re.sub(rb'nonce="[^"]*"', b"", dutch.data) == re.sub(rb'nonce="[^"]*"', b"", arabic.data), address
    page = reads(client, town, "ar").get("/uitslag/de-bus").text
    assert '<div class="mp-card" lang="nl" dir="ltr">' in page
    assert "هذه الملفات باللغة الهولندية." in page
    assert "og:image" not in page


def test_a_page_offers_the_language_of_the_browser(client: Visitor, town: Municipality) -> None:
    visitor = reads(client, town, "nl")
    page = visitor.get("/uitslag/de-bus", headers={"Accept-Language": "pl"})
    assert re.search(r'<a href="/leeshulp[^"]*" rel="nofollow" lang="pl" dir="ltr">.*Polski</a>', page.text)
    assert page.headers["ETag"] != visitor.get("/uitslag/de-bus", headers={"Accept-Language": "nl"}).headers["ETag"]
