"""Pictures and sound are kept converted, without a trace of when, and only found at their own municipality."""

from __future__ import annotations

import os
import stat

import pytest
from sqlalchemy.orm import Session

from config import Settings
from panel.core.jobs import Jobs
from panel.media.folder import COMMON_DATE, MediaFolder
from panel.media.models import MediaFile, MediaKind
from panel.media.queries import media_shown, picture_of
from panel.media.service import (
    ERASE_UNUSED,
    MOST_BYTES,
    BadMediaError,
    NoWordsError,
    describe_picture,
    erase_unused,
    keep_picture,
    keep_sound,
)
from tests.factories import ConsultationFactory, MunicipalityFactory, QuestionFactory
from tests.media.making import drawing, tone
from tests.support.visitor import Visitor


@pytest.fixture
def folder(settings: Settings) -> MediaFolder:
    return MediaFolder(settings.media)


@pytest.fixture
def sound(session: Session, folder: MediaFolder) -> MediaFile:
    """A recording of a municipality, on disk and in the database."""
    kept = keep_sound(session, folder, municipality_id=MunicipalityFactory().id, content=tone())
    session.commit()
    return kept


def test_a_recording_is_kept_in_another_form_under_a_name_that_says_nothing(
    session: Session, folder: MediaFolder
) -> None:
    sent = tone()
    first = keep_sound(session, folder, municipality_id=MunicipalityFactory().id, content=sent)
    second = keep_sound(session, folder, municipality_id=MunicipalityFactory().id, content=sent)
    assert first.name != second.name
    path = folder.path(first.name)
    assert path is not None
    assert path.read_bytes() != sent
    assert path.stat().st_mtime == COMMON_DATE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_picture_needs_words_and_keeps_them(session: Session, folder: MediaFolder) -> None:
    town = MunicipalityFactory()
    for words in ("", "   ", "x" * 301):
        with pytest.raises(NoWordsError):
            keep_picture(session, folder, municipality_id=town.id, content=drawing(), description=words)
    kept = keep_picture(session, folder, municipality_id=town.id, content=drawing(), description=" Een veld ")
    assert (kept.kind, kept.description, kept.content_type) == (MediaKind.PICTURE, "Een veld", "image/webp")
    shown = picture_of(session, town.id, kept.id)
    assert shown is not None
    assert (shown.address, shown.words) == (f"/media/{kept.name}", "Een veld")
    describe_picture(session, folder, town.id, kept.id, "Een grasveld")
    assert kept.description == "Een grasveld"
    with pytest.raises(NoWordsError):
        describe_picture(session, folder, town.id, kept.id, " ")


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 20, drawing(), tone()[:60]])
def test_what_is_no_sound_is_not_kept(session: Session, folder: MediaFolder, content: bytes) -> None:
    with pytest.raises(BadMediaError):
        keep_sound(session, folder, municipality_id=MunicipalityFactory().id, content=content)
    assert not folder.folder.exists() or not list(folder.folder.iterdir())


def test_a_file_that_is_too_large_is_not_even_opened(session: Session, folder: MediaFolder) -> None:
    with pytest.raises(BadMediaError, match="TOO_BIG"):
        keep_sound(session, folder, municipality_id=MunicipalityFactory().id, content=b"\0" * (MOST_BYTES + 1))


def test_media_of_another_municipality_are_not_shown(session: Session, sound: MediaFile) -> None:
    elsewhere = MunicipalityFactory()
    assert media_shown(session, sound.municipality_id, [sound.id, None]).keys() == {sound.id}
    assert media_shown(session, elsewhere.id, [sound.id]) == {}
    assert picture_of(session, elsewhere.id, sound.id) is None


def test_a_file_is_served_with_its_type_and_may_be_kept(client: Visitor, session: Session, sound: MediaFile) -> None:
    answer = client.get(f"/media/{sound.name}")
    assert answer.status_code == 200
    assert answer.mimetype == "audio/mp4"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Last-Modified" not in answer.headers
    assert answer.data[4:8] == b"ftyp"


def test_a_player_may_ask_for_a_part(client: Visitor, sound: MediaFile) -> None:
    whole = client.get(f"/media/{sound.name}").data
    first = client.get(f"/media/{sound.name}", headers={"Range": "bytes=0-1"})
    assert (first.status_code, first.data) == (206, whole[:2])
    assert first.headers["Content-Range"] == f"bytes 0-1/{len(whole)}"
    rest = client.get(f"/media/{sound.name}", headers={"Range": "bytes=100-"})
    assert (rest.status_code, rest.data) == (206, whole[100:])
    beyond = client.get(f"/media/{sound.name}", headers={"Range": "bytes=99999999-"})
    assert beyond.status_code == 416


def test_the_file_of_another_municipality_is_not_there(client: Visitor, session: Session, sound: MediaFile) -> None:
    elsewhere = MunicipalityFactory(host="elders.example")
    session.commit()
    client.visit(elsewhere)
    assert client.get(f"/media/{sound.name}").status_code == 404


@pytest.mark.parametrize("name", ["niets.m4a", "..%2f..%2fmeepraat.sqlite", "secret-key", "0" * 32 + ".m4a"])
def test_a_name_that_is_not_ours_finds_nothing(client: Visitor, sound: MediaFile, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


def test_a_row_whose_file_is_lost_answers_404(client: Visitor, folder: MediaFolder, sound: MediaFile) -> None:
    folder.remove([sound.name])
    assert client.get(f"/media/{sound.name}").status_code == 404


def test_what_nothing_points_at_is_erased_with_its_file(
    session: Session, folder: MediaFolder, sound: MediaFile
) -> None:
    used = keep_sound(session, folder, municipality_id=sound.municipality_id, content=tone(0.5))
    question = QuestionFactory(consultation=ConsultationFactory())
    question.audio_id = used.id
    session.flush()
    assert erase_unused(session) == [sound.name]
    assert session.get(MediaFile, used.id) is not None


def test_the_job_removes_files_and_leftovers_of_a_crash(
    app: object, session: Session, folder: MediaFolder, sound: MediaFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = sound.name
    fresh = folder.write(b"just written, its row is on its way", "audio/mp4")
    jobs: Jobs = app.extensions["meepraat_jobs"]  # type: ignore[attr-defined]
    jobs.enqueue(ERASE_UNUSED)
    assert folder.path(name) is None
    assert folder.path(fresh) is not None, "too young to be a leftover"
    monkeypatch.setattr("panel.media.folder.WAITS_AT_MOST", -1)
    jobs.enqueue(ERASE_UNUSED)
    assert folder.path(fresh) is None


def test_a_file_that_cannot_be_written_leaves_nothing(folder: MediaFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        folder.write(b"x", "audio/mp4")
    assert list(folder.folder.iterdir()) == []
