"""An officer adds photos and recordings to a question: good ones are kept, bad ones get a sentence, nothing is lost."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from panel.consultations.models import Consultation, Question, State
from panel.consultations.service import fingerprint
from panel.media.models import MediaFile
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import MunicipalityFactory
from tests.media.making import drawing, tone
from tests.support.visitor import Visitor

QUESTION = "media-question"


class Editor:
    """The page of one question, at the desk of an officer who is signed in."""

    def __init__(self, desk: Visitor, question: Question) -> None:
        self.desk = desk
        self.question = question
        self.address = f"/werkplek/raadplegingen/{question.consultation_id}/vragen/{question.id}"

    def sends(self, files: dict[str, bytes], **more: str) -> TestResponse:
        """Press "Bewaar" with these files chosen; the rest stands as it was, unless `more` says otherwise."""
        fields: dict[str, Any] = {"mark": fingerprint(self.question), "text": self.question.text, "action": "save"}
        for row, option in enumerate(self.question.options):
            fields |= {f"options-{row}-key": option.key, f"options-{row}-text": option.text}
            fields |= {f"options-{row}-pictogram": option.pictogram}
        named = {name: (io.BytesIO(content), "C:\\fotos\\IMG 1.png") for name, content in files.items()}
        return self.desk.post(self.address, data={**fields, **more, **named}, content_type="multipart/form-data")

    def page(self) -> str:
        return self.desk.get(self.address).text


@pytest.fixture
def editor(client: Visitor, session: Session, sign_in: Callable[..., Visitor]) -> Editor:
    town = MunicipalityFactory()
    officer = officer_of(town)
    draft = ready_consultation(session, officer)
    return Editor(sign_in(client, officer, town), draft.questions[0])


def files_of(settings: Settings) -> list[Path]:
    return sorted(settings.media.iterdir()) if settings.media.is_dir() else []


def rows(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(MediaFile)) or 0


def test_a_photo_and_a_recording_are_kept_and_shown(editor: Editor, session: Session, settings: Settings) -> None:
    answer = editor.sends(
        {f"{QUESTION}-picture": drawing(), f"{QUESTION}-recording": tone()}, **{f"{QUESTION}-words": "Een veld"}
    )
    assert answer.status_code == 303
    picture = session.get_one(MediaFile, editor.question.picture_id or 0)
    sound = session.get_one(MediaFile, editor.question.audio_id or 0)
    page = editor.page()
    assert f'<img class="mp-media__picture" src="/media/{picture.name}" alt="Een veld">' in page
    assert f'src="/media/{sound.name}"' in page
    assert "Foto en geluid: foto, opname" in page
    assert len(files_of(settings)) == 2


def test_each_answer_has_its_own(editor: Editor, session: Session) -> None:
    first, second, third = editor.question.options
    names = [f"media-option-{one.key}" for one in (first, second)]
    answer = editor.sends(
        {f"{names[0]}-recording": tone(), f"{names[1]}-picture": drawing()}, **{f"{names[1]}-words": "Soms"}
    )
    assert answer.status_code == 303
    assert (first.audio_id is None, first.picture_id) == (False, None)
    assert (second.audio_id, second.picture_id is None) == (None, False)
    assert (third.audio_id, third.picture_id) == (None, None)


def test_another_file_takes_its_place_and_the_old_one_is_erased(
    editor: Editor, session: Session, settings: Settings
) -> None:
    editor.sends({f"{QUESTION}-recording": tone()})
    (before,) = files_of(settings)
    editor.sends({f"{QUESTION}-recording": tone(0.5)})
    (after,) = files_of(settings)
    assert before != after
    assert rows(session) == 1


def test_what_is_taken_away_is_erased(editor: Editor, session: Session, settings: Settings) -> None:
    editor.sends(
        {f"{QUESTION}-picture": drawing(), f"{QUESTION}-recording": tone()}, **{f"{QUESTION}-words": "Een veld"}
    )
    answer = editor.sends({}, **{f"{QUESTION}-drop-recording": "ja", f"{QUESTION}-words": "Een veld"})
    assert answer.status_code == 303
    assert (editor.question.audio_id, editor.question.picture_id is None) == (None, False)
    editor.sends({}, **{f"{QUESTION}-drop-picture": "ja"})
    assert editor.question.picture_id is None
    assert (files_of(settings), rows(session)) == ([], 0)


def test_an_answer_that_goes_takes_its_files_with_it(editor: Editor, session: Session, settings: Settings) -> None:
    editor.sends({f"media-option-{editor.question.options[2].key}-recording": tone()})
    assert len(files_of(settings)) == 1
    editor.sends({}, **{"options-2-text": "", "options-2-pictogram": ""})
    assert len(editor.question.options) == 2
    assert (files_of(settings), rows(session)) == ([], 0)


def test_other_words_for_a_photo_are_kept(editor: Editor, session: Session) -> None:
    editor.sends({f"{QUESTION}-picture": drawing()}, **{f"{QUESTION}-words": "Een veld"})
    kept = editor.question.picture_id
    editor.sends({}, **{f"{QUESTION}-words": "Een veld met gras"})
    assert editor.question.picture_id == kept
    assert session.get_one(MediaFile, kept or 0).description == "Een veld met gras"
    refused = editor.sends({}, **{f"{QUESTION}-words": ""})
    assert refused.status_code == 400
    assert "Schrijf op wat er op de foto te zien is." in refused.text


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_a_photo_of_another_kind_gets_a_sentence(editor: Editor, form: str) -> None:
    answer = editor.sends({f"{QUESTION}-picture": drawing(form=form)}, **{f"{QUESTION}-words": "Een veld"})
    assert answer.status_code == 400
    assert "Dit bestand is geen foto die wij kunnen lezen. Kies een JPEG, PNG of WebP." in answer.text


HOSTILE = {
    "nothing": b"",
    "noise": os.urandom(3000),
    "page": b"<html><script>alert(1)</script>",
    "drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "half a photo": drawing()[:700],
    "program": b"\x7fELF" + os.urandom(500),
    "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "bomb": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00" + b"\x00" * 99,
    "header of a recording": tone()[:44],
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_bad_file_gets_a_sentence_and_nothing_is_stored_or_lost(
    editor: Editor, session: Session, settings: Settings, content: bytes
) -> None:
    files = {f"{QUESTION}-picture": content, f"{QUESTION}-recording": content}
    answer = editor.sends(files, **{f"{QUESTION}-words": "Net getypt", "text": "Een heel andere vraag?"})
    assert answer.status_code == 400
    assert answer.text.count("mp-errors__list") == 1
    assert answer.text.count('class="utrecht-form-field-error-message"') == 2
    assert 'value="Net getypt"' in answer.text
    assert "Een heel andere vraag?" in answer.text
    assert editor.question.text == "Hoe vaak sport jij?"
    assert (files_of(settings), rows(session)) == ([], 0)


def test_a_good_file_beside_a_bad_one_has_to_be_chosen_again(editor: Editor, settings: Settings) -> None:
    answer = editor.sends(
        {f"{QUESTION}-picture": b"nee", f"{QUESTION}-recording": tone()}, **{f"{QUESTION}-words": "Ja"}
    )
    assert answer.status_code == 400
    assert "Het bestand is nog niet bewaard. Kies het nog een keer." in answer.text
    assert files_of(settings) == []


def test_a_file_beside_a_mistake_in_the_text_has_to_be_chosen_again(editor: Editor, settings: Settings) -> None:
    answer = editor.sends({f"{QUESTION}-recording": tone()}, text="")
    assert answer.status_code == 400
    assert "Schrijf de vraag op." in answer.text
    assert "Het bestand is nog niet bewaard. Kies het nog een keer." in answer.text
    assert files_of(settings) == []


def test_a_photo_needs_words_for_who_cannot_see_it(editor: Editor, settings: Settings) -> None:
    answer = editor.sends({f"{QUESTION}-picture": drawing()})
    assert answer.status_code == 400
    assert "Schrijf op wat er op de foto te zien is. Niet iedereen kan hem zien." in answer.text
    assert "#field-media-question-words" in answer.text
    assert files_of(settings) == []


def test_a_file_that_is_too_large_or_too_long_says_what_fits(editor: Editor) -> None:
    large = editor.sends({f"{QUESTION}-recording": b"RIFF" + b"\0" * 12_100_000})
    assert (large.status_code, "Er past hooguit 12 MB." in large.text) == (400, True)
    long = editor.sends({f"{QUESTION}-recording": tone(200, hertz=8000)})
    assert (long.status_code, "Hij mag 3 minuten duren." in long.text) == (400, True)


def test_a_colleague_who_was_first_keeps_the_last_word(editor: Editor, settings: Settings) -> None:
    answer = editor.sends({f"{QUESTION}-recording": tone()}, mark="older")
    assert answer.status_code == 409
    assert "Het bestand is nog niet bewaard." in answer.text
    assert files_of(settings) == []


def test_what_is_asked_already_keeps_its_media(editor: Editor, session: Session, settings: Settings) -> None:
    consultation = session.get_one(Consultation, editor.question.consultation_id)
    consultation.state = State.IN_REVIEW
    session.commit()
    answer = editor.sends({f"{QUESTION}-recording": tone()})
    assert answer.status_code == 409
    assert files_of(settings) == []


def test_a_disk_that_is_full_gets_a_sentence(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: object, _content: bytes, _type: str) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr("panel.media.folder.MediaFolder.write", full)
    answer = editor.sends({f"{QUESTION}-recording": tone()})
    assert (answer.status_code, "Bewaren lukt nu niet." in answer.text) == (400, True)


def test_a_new_question_says_nothing_of_media_yet(editor: Editor, app: flask.Flask) -> None:
    page = editor.desk.get(f"{editor.address.rsplit('/', 1)[0]}/nieuw/kies-een").text
    assert "Foto en geluid" not in page
    assert "multipart/form-data" not in page
