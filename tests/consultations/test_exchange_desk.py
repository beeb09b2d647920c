"""A file of another municipality: looked at first, loaded whole or not at all, and never trusted."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from panel.accounts.models import User
from panel.consultations.models import Consultation, PolicyQuestion, QuestionKind
from panel.consultations.presenters.exchange import problems_in_words
from panel.consultations.service import OptionText, add_question
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.consultations.service.exchange.schema import ConsultationFile
from panel.consultations.service.exchange.waiting import WaitingFiles
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile
from panel.media.service import keep_picture, keep_sound
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.demonstration.files import as_text, whole
from tests.media.making import drawing, tone
from tests.support.visitor import Visitor

PAGE = "/werkplek/vragenlijst-laden"


def sends(desk: Visitor, content: str | bytes) -> TestResponse:
    """Choose a file and press the button."""
    sent = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    file = (io.BytesIO(sent), "C:\\bestanden\\vragen.json")
    return desk.post(PAGE, data={"file": file}, content_type="multipart/form-data")


def stored(session: Session) -> tuple[int, int, int]:
    return tuple(session.scalar(select(func.count()).select_from(one)) or 0
                 for one in (Consultation, PolicyQuestion, MediaFile))  # type: ignore[return-value]  # fmt: skip


def test_saving_here_and_loading_there_gives_the_same_questionnaire(
    desk: Visitor, session: Session, town: Municipality, officer: User, settings: Settings
) -> None:
    folder = MediaFolder(settings.media)
    mine = ready_consultation(session, officer)
    question = add_question(
        session, mine, kind=QuestionKind.CHOOSE_PICTURE, text="Welk plein?", settings={"order": "REVERSED"},
        options=[OptionText("Een <b>veld</b>"), OptionText("مرحبا 🌳")],
    )  # fmt: skip
    for option in question.options:
        kept = keep_picture(session, folder, municipality_id=town.id, content=drawing(), description=option.text)
        option.picture_id = kept.id
    question.audio_id = keep_sound(session, folder, municipality_id=town.id, content=tone()).id
    session.commit()
    saved = desk.get(f"/werkplek/raadplegingen/{mine.id}/bestand")
    assert saved.headers["Content-Disposition"] == f'attachment; filename="vragenlijst-{mine.code}.json"'
    assert "S. Bos" not in saved.text
    before = stored(session)
    looked = sends(desk, saved.text)
    assert looked.status_code == 303
    page = desk.get(looked.location).text
    assert "Er is nog niets bewaard." in page
    assert "Een &lt;b&gt;veld&lt;/b&gt; · مرحبا 🌳" in page
    assert stored(session) == before
    loaded = desk.post(looked.location)
    assert loaded.status_code == 303
    session.expire_all()
    assert stored(session) == (before[0] + 1, before[1] + 1, before[2] + 3)
    number = int(loaded.location.split("/")[-1])
    copy = session.get_one(Consultation, number)
    assert copy.policy_question.owner_name == ""
    again = json.loads(desk.get(f"/werkplek/raadplegingen/{number}/bestand").text)
    asked = json.loads(saved.text)
    assert without_content(again) == without_content(asked)
    # It waits no longer.
    assert desk.get(looked.location).status_code == 404


def without_content(part: Any) -> Any:
    """Leave out the pictures themselves: each is made anew when it is kept."""
    if isinstance(part, dict):
        return {name: without_content(value) for name, value in part.items() if name != "content"}
    return [without_content(one) for one in part] if isinstance(part, list) else part


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    content = whole()
    change(content)
    return as_text(content)


PICTURE = {"words": "Een plein", "content": base64.b64encode(b"no picture at all").decode()}
WRONG = [
    ("", "Kies eerst een bestand", None),
    ("[]", "Dit bestand is geen vragenlijst uit Meepraat.", None),
    ('{"a":' * 100_000, "Er zitten te veel lagen in dit bestand.", None),
    ("[" * 900 + "]" * 900, "Er zitten te veel lagen in dit bestand.", None),
    ("[" + "0," * 400_000 + "0]", "Er staat te veel in dit bestand.", None),
    ('{"format": NaN}', "Er staat een getal in dat niet kan.", None),
    ('{"format": ' + "9" * 6_000 + "}", "Er staat een getal in dat niet kan.", None),
    ('{"format": 1, "format": 2}', "‘format’ staat er twee keer.", None),
    ('{"a\\ud800": 1, "a\\ud800": 2}', "‘a?’ staat er twee keer.", None),
    (b"\xff\xfe\x00", "Dit is geen UTF-8-tekst", None),
    ("", "antwoord 2: de tekst is te lang. Er passen 200 tekens.",
     lambda c: c["questions"][0]["options"][1].update(text="x" * 201)),
    ("", "Vraag 3: de tekst is te lang. Er passen 600 tekens.", lambda c: c["questions"][2].update(text="é" * 100_000)),
    ("", "Vraag 1: het veld ‘&lt;script&gt;’ kennen we niet.", lambda c: c["questions"][0].update({"<script>": 1})),
    ("", "Vraag 4: getalvraag keren: settings.least en settings.most kloppen niet.",
     lambda c: c["questions"][3]["settings"].update(most=10**30)),
    ("", "Vraag 1: de soort vraag klopt niet. Kies uit:", lambda c: c["questions"][0].update(kind="RANK_ALL")),
    ("", "Vraag 1: de titel kennen we niet.", lambda c: c["questions"][0].update(title="x")),
    ("", "een vraag van de soort STATEMENT heeft deze instelling niet",
     lambda c: c["questions"][2].update(settings={"order": "RANDOM"})),
    ("", "Vraag 1, antwoord 2: dit plaatje kennen we niet.",
     lambda c: c["questions"][0]["options"][1].update(pictogram="<b>")),
    ("", "Vraag 1, antwoord 1: dit is geen bestand in base64.", lambda c: c["questions"][0]["options"][0].update(
        picture={"words": "x", "content": "not base 64!"})),
    ("", "Vraag 1: dit bestand is geen foto die wij kunnen", lambda c: c["questions"][0].update(picture=PICTURE)),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence", "change"), WRONG, ids=[one[1][:40] for one in WRONG])
def test_a_wrong_file_is_told_where_and_nothing_is_stored(
    desk: Visitor, session: Session, content: str | bytes, sentence: str, change: Any
) -> None:
    before = stored(session)
    text = changed(change) if change is not None else content
    answer = sends(desk, text) if text else desk.post(PAGE, data={}, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Er is niets geladen." in answer.text
    assert stored(session) == before


def test_an_expired_page_a_colleagues_file_and_an_old_one_are_told(
    desk: Visitor, session: Session, settings: Settings, officer: User
) -> None:
    file = (io.BytesIO(as_text(whole()).encode()), "a.json")
    expired = desk.post(PAGE, data={"file": file, "csrf_token": "old"}, content_type="multipart/form-data", token=False)
    assert expired.status_code == 400
    assert "De pagina stond te lang open." in expired.text
    waiting = WaitingFiles(settings.instance_dir / "waiting-files")
    theirs = waiting.keep(as_text(whole()), officer.id + 1)
    for name in (theirs, "0" * 32, "..%2f..%2fconfig"):
        for ask in (desk.get, desk.post):
            assert ask(f"{PAGE}/{name}").status_code == 404
    assert stored(session)[0] == 0


def test_eleven_questions_ask_why_and_a_new_address_is_made(desk: Visitor, session: Session) -> None:
    content = whole()
    content["questions"] += [{"key": f"s{number}", "kind": "STATEMENT", "text": "Zo is het."} for number in range(6)]
    place = sends(desk, as_text(content)).location
    refused = desk.post(place)
    assert refused.status_code == 400
    assert "Schrijf op waarom er meer dan tien vragen zijn." in refused.text
    loaded = desk.post(place, data={"reason_for_more": "Ze horen bij elkaar."})
    made = session.get_one(Consultation, int(loaded.location.split("/")[-1]))
    assert (len(made.questions), made.code) == (11, "wat-doen-we-met-het-plein")
    assert (made.policy_question.owner_name, made.policy_question.reply_due_on) == ("", None)


def test_what_waits_goes_after_an_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = WaitingFiles(tmp_path / "files")
    first = waiting.keep("first", 7)
    assert (waiting.read(first, 7), waiting.read(first, 8)) == ("first", None)
    monkeypatch.setattr("panel.consultations.service.exchange.waiting.WAITS_AT_MOST", -1.0)
    second = waiting.keep("second", 7)
    assert (waiting.read(first, 7), waiting.read(second, 7)) == (None, "second")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4),
    max_leaves=12,
)


def places(part: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to every value of a file."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [way, *(found for name, value in inside for found in places(value, (*way, name)))]


@given(way=st.sampled_from(places(whole())[1:]), value=ANYTHING)
@rules(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_stands_somewhere_in_a_file_is_read_or_refused_in_dutch(
    app: Any, way: tuple[str | int, ...], value: Any
) -> None:
    content: Any = whole()
    part = content
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = value
    try:
        assert isinstance(read_consultation_file(json.dumps(content)), ConsultationFile)
    except FileError as error:
        with app.test_request_context():
            for sentence in problems_in_words(error.problems):
                assert sentence.endswith(".")
                sentence.encode()


@given(text=st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
@rules(max_examples=200, deadline=None)
def test_no_text_at_all_gets_past_the_reader(text: str) -> None:
    with pytest.raises(FileError):
        read_consultation_file(text)
