"""Speaking an answer and showing a photo: kept locked, heard again only by who made it, sealed apart from the words."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.answering.answers import Answers, Given, box_size, decode
from panel.answering.media import LONGEST_SECONDS, STEP, GivenMedia, clean, media_given, pack, unpack
from panel.answering.models import DraftMedia, SealedMedia, SealedSubmission
from panel.answering.participant import new_participant
from panel.answering.service import NotStartedError, forget, save_answers, save_media, seal, start
from panel.consultations.kinds import BadAnswerError, Extra, kind_of
from panel.consultations.models import Consultation
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper, open_sealed
from panel.media.problems import BadMediaError
from tests.answering.conftest import Phone
from tests.support.recordings import MAKER, allow_media, noise, photo, voice
from tests.support.scene import open_class_consultation, the_round

VOICE = "/meedoen/bijlage/tip/stem"
PHOTO = "/meedoen/bijlage/tip/foto"


@pytest.fixture
def consultation(session: Session, keys: KeyDirectory) -> Consultation:
    """The class consultation, whose last question may be spoken and shown."""
    made = allow_media(open_class_consultation(session, keys))
    session.commit()
    return made


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_empty_text_is_an_answer_only_where_it_may_be_spoken_or_shown(consultation: Consultation) -> None:
    (tip,) = [one for one in consultation.questions if one.key == "tip"]
    assert kind_of(tip).check("", tip) == ""
    assert kind_of(tip).read([" "], tip) == ""
    tip.settings = {}
    with pytest.raises(BadAnswerError, match="EMPTY"):
        kind_of(tip).check("", tip)


def test_a_recording_is_sealed_apart_from_the_answers(
    session: Session, consultation: Consultation, keys: KeyDirectory, pepper: Pepper
) -> None:
    round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
    start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
    for content in (b"first", b"second"):
        media = GivenMedia("tip", Extra.VOICE, "audio/mp4", content)
        save_media(session, someone, round_, media, pepper=pepper, now=now())
    assert count(session, DraftMedia) == 1
    assert media_given(session, someone, consultation, pepper) == {"tip": {Extra.VOICE}}
    given = Answers({"tip": Given("ANSWERED", "")})
    save_answers(session, someone, round_, consultation, given, pepper=pepper, now=now(), seat_minutes=120)
    seal(session, someone, round_, consultation, pepper=pepper, now=now())
    assert count(session, DraftMedia) == 0
    private = keys.load(round_.key_name)
    (sealed,) = session.scalars(select(SealedMedia))
    assert unpack(open_sealed(private, sealed.box, STEP)).content == b"second"
    assert b"second" not in sealed.box
    (box,) = session.scalars(select(SealedSubmission.box))
    assert decode(open_sealed(private, box, box_size(consultation))).given["tip"] == Given("ANSWERED", "")


def test_the_longest_and_loudest_recording_and_a_photo_have_boxes_of_one_length(
    session: Session, consultation: Consultation, pepper: Pepper
) -> None:
    round_, tip = the_round(consultation), next(one for one in consultation.questions if one.key == "tip")
    loud, large = (
        clean(tip, Extra.VOICE, noise(LONGEST_SECONDS + 1.9)),
        clean(tip, Extra.PHOTO, photo(size=(1600, 1200))),
    )
    assert len(pack(loud)) > 500_000
    for media in (loud, large, GivenMedia("tip", Extra.VOICE, "audio/mp4", b"ja")):
        someone = new_participant(round_.id)
        start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
        save_media(session, someone, round_, media, pepper=pepper, now=now())
        given = Answers({"tip": Given("ANSWERED", "")})
        save_answers(session, someone, round_, consultation, given, pepper=pepper, now=now(), seat_minutes=120)
        assert len({len(box) for box in session.scalars(select(DraftMedia.box))}) == 1
        seal(session, someone, round_, consultation, pepper=pepper, now=now())
    assert count(session, SealedMedia) == 3
    assert len({len(box) for box in session.scalars(select(SealedMedia.box))}) == 1


def test_an_empty_answer_without_a_recording_was_skipped(
    session: Session, consultation: Consultation, keys: KeyDirectory, pepper: Pepper
) -> None:
    round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
    start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
    given = Answers({"tip": Given("ANSWERED", "")})
    save_answers(session, someone, round_, consultation, given, pepper=pepper, now=now(), seat_minutes=120)
    seal(session, someone, round_, consultation, pepper=pepper, now=now())
    (box,) = session.scalars(select(SealedSubmission.box))
    found = decode(open_sealed(keys.load(round_.key_name), box, box_size(consultation)))
    assert found.given["tip"] == Given("SKIPPED")


def test_what_belongs_to_a_skipped_question_is_not_sealed(
    session: Session, consultation: Consultation, pepper: Pepper
) -> None:
    round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
    start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
    media = GivenMedia("tip", Extra.PHOTO, "image/webp", b"photo")
    save_media(session, someone, round_, media, pepper=pepper, now=now())
    given = Answers({"tip": Given("SKIPPED")})
    save_answers(session, someone, round_, consultation, given, pepper=pepper, now=now(), seat_minutes=120)
    seal(session, someone, round_, consultation, pepper=pepper, now=now())
    assert (count(session, DraftMedia), count(session, SealedMedia)) == (0, 0)


def test_nobody_records_without_a_draft(session: Session, consultation: Consultation, pepper: Pepper) -> None:
    round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
    media = GivenMedia("tip", Extra.VOICE, "audio/mp4", b"x")
    with pytest.raises(NotStartedError):
        save_media(session, someone, round_, media, pepper=pepper, now=now())


def test_leaving_takes_the_recording_along(session: Session, consultation: Consultation, pepper: Pepper) -> None:
    round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
    start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
    media = GivenMedia("tip", Extra.VOICE, "audio/mp4", b"x")
    save_media(session, someone, round_, media, pepper=pepper, now=now())
    forget(session, someone, pepper)
    assert count(session, DraftMedia) == 0


def test_boxes_of_short_and_shorter_recordings_are_as_long(
    session: Session, consultation: Consultation, pepper: Pepper
) -> None:
    lengths = set()
    for content in (b"", bytes(60_000)):
        round_, someone = the_round(consultation), new_participant(the_round(consultation).id)
        start(session, someone, round_, consultation, pepper=pepper, now=now(), seat_minutes=120)
        media = GivenMedia("tip", Extra.VOICE, "audio/mp4", content)
        save_media(session, someone, round_, media, pepper=pepper, now=now())
        box = session.scalars(select(DraftMedia.box).where(DraftMedia.token_hash == someone.token_hash(pepper))).one()
        lengths.add(len(box))
    assert len(lengths) == 1


def bring(phone: Phone, address: str, name: str, content: bytes, file_name: str = "antwoord") -> TestResponse:
    return phone.client.post(address, data={name: (io.BytesIO(content), file_name)})


def test_a_phone_brings_a_recording_hears_it_again_and_throws_it_away(phone: Phone, session: Session) -> None:
    phone.begin()
    assert bring(phone, VOICE, "voice", voice()).get_json() == {"status": "KEPT"}
    assert bring(phone, VOICE, "voice", voice()).get_json() == {"status": "KEPT"}
    assert count(session, DraftMedia) == 1
    heard = phone.client.get(VOICE)
    assert heard.mimetype == "audio/mp4"
    assert heard.headers["Cache-Control"] == "no-store"
    assert MAKER.encode() not in heard.data
    part = phone.client.get(VOICE, headers={"Range": "bytes=0-99"})
    assert (part.status_code, part.data) == (206, heard.data[:100])
    assert phone.client.post(f"{VOICE}/weg").get_json() == {"status": "KEPT"}
    assert count(session, DraftMedia) == 0
    assert phone.client.get(VOICE).status_code == 404


def test_nobody_else_hears_it(phone: Phone, session: Session) -> None:
    phone.begin()
    bring(phone, PHOTO, "photo", photo())
    assert phone.client.get(PHOTO).mimetype == "image/webp"
    phone.client.delete_cookie("meepraat-deelname", path="/meedoen")
    phone.begin()
    assert phone.client.get(PHOTO).status_code == 404


def test_no_byte_of_a_recording_can_be_read_in_the_database(phone: Phone, session: Session) -> None:
    phone.begin()
    bring(phone, PHOTO, "photo", photo())
    (box,) = session.scalars(select(DraftMedia.box))
    # Long enough signs that noise does not happen to hold one.
    assert re.search(rb"RIFF.{4}WEBP|image/webp|\"photo\"", box, re.DOTALL) is None


def test_a_page_without_scripts_takes_files_and_keeps_what_was_typed(phone: Phone, session: Session) -> None:
    phone.begin()
    phone.open("/meedoen/vraag/6")
    assert 'enctype="multipart/form-data"' in phone.page
    assert 'type="file" name="voice" accept="audio/*" capture' in phone.page
    phone.tap("/meedoen/vraag/6", answer="Meer bomen", do="KEEP", voice=(io.BytesIO(voice()), "a.webm"))
    assert "De opname is bewaard." in phone.page
    assert "Meer bomen" in phone.page
    phone.tap("/meedoen/vraag/6", answer="Meer bomen", do="NEXT", photo=(io.BytesIO(photo()), "a.jpg"))
    phone.open("/meedoen/nakijken")
    assert "Met een opname" in phone.page
    assert "Met een foto" in phone.page
    phone.open("/meedoen/vraag/6")
    phone.tap("/meedoen/vraag/6", answer="Meer bomen", do="DROP:voice")
    assert "De opname is bewaard." not in phone.page
    assert count(session, DraftMedia) == 1


def test_a_spoken_answer_needs_no_words_and_no_words_need_a_spoken_answer(phone: Phone, session: Session) -> None:
    phone.begin()
    assert phone.tap("/meedoen/vraag/6", answer="", do="NEXT").status_code == 400
    assert "Er staat nog niets." in phone.page
    phone.tap("/meedoen/vraag/6", answer="", do="NEXT", voice=(io.BytesIO(voice()), "a.webm"))
    phone.open("/meedoen/nakijken")
    assert "Met een opname" in phone.page


def test_a_wrong_file_gets_a_sentence_and_nothing_typed_is_lost(phone: Phone, session: Session) -> None:
    phone.begin()
    sent = {"answer": "Meer bomen", "do": "NEXT", "voice": (io.BytesIO(b"<svg/>"), "a.webm")}
    assert phone.tap("/meedoen/vraag/6", **sent).status_code == 422
    assert "Deze opname werkt niet." in phone.page
    assert "Meer bomen" in phone.page
    assert count(session, DraftMedia) == 0


def test_a_question_without_it_takes_no_recording(phone: Phone) -> None:
    phone.begin()
    assert bring(phone, "/meedoen/bijlage/wishes/stem", "voice", voice()).status_code == 404
    assert bring(phone, "/meedoen/bijlage/niets/stem", "voice", voice()).status_code == 404


def test_someone_who_never_began_is_told_to_begin(phone: Phone) -> None:
    answer = bring(phone, VOICE, "voice", voice())
    assert (answer.status_code, answer.get_json()["status"]) == (401, "NOBODY")


def test_when_all_hands_are_full_the_phone_is_told_to_wait(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object, **_more: object) -> None:
        raise BadMediaError("BUSY")

    phone.begin()
    monkeypatch.setattr("panel.answering.media.clean_sound", busy)
    answer = bring(phone, VOICE, "voice", voice())
    assert (answer.status_code, answer.get_json()["status"]) == (429, "BUSY")
    assert "druk" in answer.get_json()["sentence"]
