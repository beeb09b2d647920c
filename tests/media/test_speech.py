"""The server reads its own screens aloud with espeak-ng: only those, once each, and never so that a page breaks."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import av
import flask
import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy.orm import Session

from config import Settings
from panel.app import create_app
from panel.consultations.models import Consultation
from panel.core.keys import KeyDirectory
from panel.media.routes import speech
from panel.media.speech import LONGEST_TEXT, VOICES, Speech, SpeechError, Spoken
from tests.support.scene import GROUP_CODE, open_class_consultation
from tests.support.visitor import Visitor

SENTENCES = {
    "nl": "Hoe vaak sport jij in jouw buurt?",
    "en": "How often do you play sports?",
    "ar": "كم مرة تمارس الرياضة؟",
    "tr": "Ne sıklıkla spor yapıyorsun?",
    "pl": "Jak często uprawiasz sport?",
    "uk": "Як часто ти займаєшся спортом?",
}


@pytest.fixture
def voice(tmp_path: Path) -> Speech:
    """The real program; a machine without it fails these tests with what to do."""
    if shutil.which("espeak-ng") is None:
        pytest.fail("these tests listen to espeak-ng: install it; `make test` does so where it can", pytrace=False)
    return Speech(tmp_path / "speech", "espeak-ng")


def seconds_of(content: bytes) -> float:
    with av.open(io.BytesIO(content)) as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


@pytest.mark.parametrize("language", VOICES)
def test_every_language_of_ours_is_spoken_in_a_form_that_all_phones_play(voice: Speech, language: str) -> None:
    said = voice.say([(language, SENTENCES[language])])
    assert said.content_type == "audio/mp4"
    assert 1 < seconds_of(said.content) < 8
    assert len(said.content) < 60_000


def test_the_same_words_are_spoken_once(voice: Speech, monkeypatch: pytest.MonkeyPatch) -> None:
    first = voice.say([("nl", "Elke week")])
    monkeypatch.setattr("panel.media.speech.subprocess.run", lambda *_args, **_more: pytest.fail("spoken again"))
    again = voice.say([("nl", "Elke week")])
    assert (first.is_new, again.is_new) == (True, False)
    assert (first.content, first.name) == (again.content, again.name)


def test_two_languages_go_in_one_sound(voice: Speech) -> None:
    dutch = seconds_of(voice.say([("nl", SENTENCES["nl"])]).content)
    both = seconds_of(voice.say([("nl", SENTENCES["nl"]), ("ar", SENTENCES["ar"])]).content)
    assert both > dutch + 1


def test_what_was_made_longest_ago_goes_when_the_folder_is_full(voice: Speech) -> None:
    oldest = voice.say([("nl", "een")])
    (kept,) = voice.folder.iterdir()
    os.utime(kept, (1, 1))
    voice.most_bytes = len(oldest.content) * 5 // 2
    for word in ("twee", "drie", "vier", "vijf"):
        voice.say([("nl", word)])
    files = list(voice.folder.iterdir())
    assert sum(file.stat().st_size for file in files) <= voice.most_bytes
    assert kept not in files
    assert voice.say([("nl", "vijf")]).is_new is False


def test_a_full_disk_only_means_that_nothing_is_kept(voice: Speech, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert seconds_of(voice.say([("nl", "Elke week")]).content) > 0.3
    assert list(voice.folder.iterdir()) == []


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "exit 0",
        "echo geen geluid",
        "head -c 100 /dev/urandom",
        "kill -SEGV $$",
        "printf 'RIFF1234WAVEdata1234'",
    ],
)
def test_a_program_that_fails_is_told_as_such(tmp_path: Path, script: str) -> None:
    program = tmp_path / "broken"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    with pytest.raises(SpeechError):
        Speech(tmp_path / "speech", str(program)).say([("nl", "Elke week")])


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr("panel.media.speech.SECONDS_ALLOWED", 0.2)
    with pytest.raises(SpeechError):
        Speech(tmp_path / "speech", str(program)).say([("nl", "Elke week")])


@pytest.mark.parametrize("program", ["", "espeak-that-is-not-there"])
def test_without_the_program_nothing_is_spoken(tmp_path: Path, program: str) -> None:
    silent = Speech(tmp_path, program)
    assert not silent.speaks("nl")
    with pytest.raises(SpeechError):
        silent.say([("nl", "Elke week")])


def test_words_cannot_be_taken_for_an_option_or_for_other_sounds(voice: Speech) -> None:
    for words in ("-f /etc/passwd", "--version", "[[h@'loU]]", "<audio src='/etc/passwd'/>", "$(id)"):
        assert seconds_of(voice.say([("nl", words)]).content) > 0.3


def test_only_so_much_is_spoken_and_never_an_unknown_language(voice: Speech) -> None:
    assert not voice.speaks("xx")
    for parts in (
        [],
        [("nl", "  ")],
        [("nl", "x" * (LONGEST_TEXT + 1))],
        [("xx", "woord")],
        [("nl", "ja"), ("xx", "x")],
    ):
        with pytest.raises(SpeechError):
            voice.say(parts)


@pytest.fixture
def consultation(session: Session, keys: KeyDirectory) -> Consultation:
    made = open_class_consultation(session, keys)
    session.commit()
    return made


def heard(client: Visitor, path: str) -> dict[str, str]:
    """Return what a page offers to listen to: addresses by words."""
    answer = client.get(f"{path}?voorlezen=lijst")
    assert answer.mimetype == "application/json"
    return {words: address for _language, words, address in json.loads(answer.data)}


def test_a_page_says_what_it_can_be_heard_as(client: Visitor, consultation: Consultation) -> None:
    client.post("/meedoen", data={"code": GROUP_CODE}, follow_redirects=True)
    client.post("/meedoen/start")
    said = heard(client, "/meedoen/vraag/1")
    wanted = ["Vraag 1 van 6", "Hoe vaak sport jij in jouw buurt?", "Elke week", "Soms", "Nooit", "Weet ik niet"]
    assert [words for words in said if words in wanted] == wanted
    assert "Knop: Volgende" in said
    sound = client.get(said["Elke week"])
    assert (sound.status_code, sound.mimetype) == (200, "audio/mp4")
    assert seconds_of(sound.data) > 0.3
    part = client.get(said["Elke week"], headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, sound.data[:2])


def test_the_whole_page_is_one_sound_for_a_browser_without_scripts(client: Visitor, consultation: Consultation) -> None:
    page = client.get("/meedoen").get_data(as_text=True)
    assert 'src="/meedoen?voorlezen=geluid"' in page.split("<noscript>")[1]
    sound = client.get("/meedoen?voorlezen=geluid", follow_redirects=True)
    assert sound.mimetype == "audio/mp4"
    assert seconds_of(sound.data) > 3


def test_answers_are_never_spoken_by_the_server(client: Visitor, consultation: Consultation) -> None:
    client.post("/meedoen", data={"code": GROUP_CODE}, follow_redirects=True)
    client.post("/meedoen/start")
    client.post("/meedoen/vraag/1", data={"answer": "weekly", "do": "NEXT"})
    client.post("/meedoen/vraag/6", data={"answer": "Mijn eigen woorden", "do": "NEXT"})
    assert "Mijn eigen woorden" in client.get("/meedoen/nakijken").get_data(as_text=True)
    said = heard(client, "/meedoen/nakijken")
    assert "Kijk het na" in said
    assert "Elke week" not in said
    assert not any("Mijn eigen woorden" in words for words in [*said, *heard(client, "/meedoen/vraag/6")])


def test_nobody_has_us_say_something_of_their_own(
    client: Visitor, app: flask.Flask, consultation: Consultation
) -> None:
    token = parse_qs(urlsplit(heard(client, "/meedoen")["Doe mee."]).query)["tekst"][0]
    forged = URLSafeSerializer("another secret", salt="read-aloud").dumps([["nl", "Iets anders"]])
    other_salt = URLSafeSerializer(app.config["SECRET_KEY"], salt="participant").dumps([["nl", "Iets anders"]])
    for text in ("", "Iets anders", token[:-1], f"{token}x", str(forged), str(other_salt)):
        assert client.get("/voorlezen", query_string={"tekst": text}).status_code == 404
    odd = str(URLSafeSerializer(app.config["SECRET_KEY"], salt="read-aloud").dumps(7))
    assert client.get("/voorlezen", query_string={"tekst": odd}).status_code == 404


def test_only_pages_of_respondents_are_read(client: Visitor, consultation: Consultation) -> None:
    assert client.get("/uitslagen?voorlezen=lijst").get_json() == []
    assert client.get("/uitslagen?voorlezen=geluid").status_code == 404
    assert client.get("/meedoen?voorlezen=anders").mimetype == "text/html"
    assert client.get("/bestaat-niet?voorlezen=lijst").status_code == 404
    assert client.get("/healthz?voorlezen=lijst").mimetype == "application/json"


def test_making_new_sound_is_limited_and_listening_again_is_not(
    settings: Settings, session: Session, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = create_app(settings.model_copy(update={"rate_limits": True}))
    limited.test_client_class = Visitor
    client = limited.test_client()
    assert isinstance(client, Visitor)
    said = heard(client, "/meedoen")["Doe mee."]
    assert [client.get(said).status_code for _ in range(5)] == [200] * 5
    made = [
        client.get("/voorlezen", query_string={"tekst": _signed(limited, f"zin {number}")}).status_code
        for number in range(3)
    ]
    assert made == [200, 200, 200]
    monkeypatch.setattr("panel.media.speech.Speech.say", _always_new)
    statuses = [client.get(said).status_code for _ in range(260)]
    assert statuses[:200] == [200] * 200
    assert statuses[-1] == 429


def _signed(app: flask.Flask, words: str) -> str:
    return str(URLSafeSerializer(app.config["SECRET_KEY"], salt="read-aloud").dumps([["nl", words]]))


def _always_new(_self: Speech, _parts: object) -> Spoken:
    return Spoken(b"x", "audio/mp4", "x", is_new=True)


def test_without_a_voice_pages_have_no_plain_player_and_all_stay_whole(
    settings: Settings, session: Session, consultation: Consultation
) -> None:
    silent = create_app(settings.model_copy(update={"speech_program": ""}))
    client = silent.test_client()
    page = client.get("/meedoen").get_data(as_text=True)
    assert "<audio" not in page
    assert " data-server" not in page
    assert client.get("/meedoen?voorlezen=lijst").get_json() == []
    assert client.get("/meedoen?voorlezen=geluid").status_code == 404
    assert client.get("/voorlezen", query_string={"tekst": _signed(silent, "Doe mee.")}).status_code == 503


def test_a_crash_of_the_voice_is_a_page_and_not_an_error_of_ours(
    client: Visitor, app: flask.Flask, consultation: Consultation, tmp_path: Path
) -> None:
    said = heard(client, "/meedoen")["Doe mee."]
    with app.app_context():
        speech().program = str(tmp_path / "gone")
    assert client.get(said).status_code == 503
    assert client.get("/meedoen").status_code == 200
