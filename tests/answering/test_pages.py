"""The phone without scripts: coming in, answering, looking back, sending, and everything that can go wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.models import Draft, SealedSubmission
from panel.answering.participant import new_participant
from panel.answering.service import start
from panel.consultations.models import AddressForm, Consultation, EvidenceKind
from panel.core.clock import now
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.models import GroupCode
from panel.results.cancelling import cancel_consultation
from panel.results.closing import begin_closing
from tests.answering.conftest import Phone
from tests.support.scene import open_class_consultation, the_round
from tests.support.visitor import Visitor


def sealed(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SealedSubmission)) or 0


def test_a_pupil_answers_from_code_to_thank_you(phone: Phone, session: Session) -> None:
    phone.open("/meedoen")
    welcome = phone.tap("/meedoen", code="482 913")
    assert welcome.request.path == "/meedoen/welkom"
    assert "sporten in je buurt" in phone.page
    influence = phone.tap("/meedoen/start")
    assert influence.request.path == "/meedoen/invloed"
    assert "De gemeente beslist." in phone.page
    phone.open("/meedoen/oefenen")
    first = phone.tap("/meedoen/oefenen", practice="nice")
    assert first.request.path == "/meedoen/vraag/1"
    assert "Vraag 1 van 6" in phone.page
    phone.answer_everything()
    phone.open("/meedoen/nakijken")
    assert "Een veld, Lampen" in phone.page
    assert "3 keer per week" in phone.page
    thanks = phone.tap("/meedoen/versturen")
    assert thanks.request.path == "/meedoen/bedankt"
    assert "482 913" in phone.page
    assert sealed(session) == 1


def test_looking_at_an_invitation_uses_nothing_up(phone: Phone, session: Session) -> None:
    for _ in range(20):
        assert phone.open("/meedoen/482913").status_code == 200
    assert session.scalar(select(func.count()).select_from(Draft)) == 0
    assert "Set-Cookie" not in phone.open("/meedoen/482913").headers or "meepraat-deelname" not in str(
        phone.open("/meedoen/482913").headers
    )


def test_after_the_tap_the_address_is_clean(phone: Phone) -> None:
    phone.open("/meedoen/482913")
    response = phone.tap("/meedoen/start", code="482913")
    assert response.request.path == "/meedoen/invloed"
    assert "482913" not in response.request.url


def test_the_cookie_is_unreadable_for_scripts_and_stays_with_the_answering_pages(phone: Phone) -> None:
    response = phone.client.post("/meedoen/start", data={"code": "482913"})
    (cookie,) = [line for line in response.headers.getlist("Set-Cookie") if line.startswith("meepraat-deelname")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/meedoen" in cookie


@pytest.mark.parametrize("code", ["482914", "12", "zomaar-iets", "abc def", "' OR 1=1 --", "9" * 80])
def test_a_wrong_code_gets_its_own_sentence_and_stays_typed(phone: Phone, code: str) -> None:
    response = phone.tap("/meedoen", code=code)
    assert response.status_code == 404
    assert "Deze code klopt niet." in phone.page
    assert 'name="code"' in phone.page


def test_no_code_at_all_asks_for_one(phone: Phone) -> None:
    assert phone.tap("/meedoen", code="  ").status_code == 400
    assert "Vul eerst de code in." in phone.page


def test_a_full_group_says_so(phone: Phone, consultation: Consultation, session: Session, pepper: Pepper) -> None:
    for _ in range(14):
        start(
            session,
            new_participant(the_round(consultation).id),
            the_round(consultation),
            consultation,
            pepper=pepper,
            now=now(),
            seat_minutes=120,
        )
    assert phone.tap("/meedoen", code="482913").status_code == 409
    assert "Deze groep is vol." in phone.page
    assert "Andere code" in phone.page


def test_a_closed_group_says_so_and_says_when_people_hear(
    phone: Phone, consultation: Consultation, session: Session
) -> None:
    begin_closing(session, session.get_one(Consultation, consultation.id), by=None, grace=dt.timedelta(0))
    assert phone.tap("/meedoen", code="482913").status_code == 410
    assert "Deze groep is klaar." in phone.page
    assert "staat hier wat er is gedaan" in phone.page


def test_a_group_that_is_addressed_as_u_is_told_so_as_well_that_it_is_closed(
    phone: Phone, consultation: Consultation, session: Session
) -> None:
    found = session.get_one(Consultation, consultation.id)
    found.address_form = AddressForm.U
    begin_closing(session, found, by=None, grace=dt.timedelta(0))
    phone.tap("/meedoen", code="482913")
    assert "Vraag uw begeleider om hulp." in phone.page


def test_who_declines_on_a_page_that_stood_open_is_not_asked_to_send(phone: Phone) -> None:
    phone.open("/meedoen/482913")
    answer = phone.tap("/meedoen/niet-mee", token=False)
    assert answer.status_code == 400
    assert "Druk nog een keer" in phone.page
    assert "Verstuur" not in phone.page


def test_a_group_that_is_not_open_yet_says_so(phone: Phone, session: Session) -> None:
    session.scalars(select(GroupCode)).one().opens_at = now() + dt.timedelta(days=1)
    assert phone.tap("/meedoen", code="482913").status_code == 403
    assert "Deze groep begint op" in phone.page


def test_a_cancelled_consultation_says_why(phone: Phone, consultation: Consultation, session: Session) -> None:
    held = session.get_one(Consultation, consultation.id)
    cancel_consultation(session, held, by=None, edition=held.edition, reason="Het plan gaat niet door.")
    assert phone.tap("/meedoen", code="482913").status_code == 410
    assert "Het plan gaat niet door." in phone.page


def test_without_a_cookie_every_page_of_the_flow_leads_to_the_code(client: Visitor, consultation: Consultation) -> None:
    for address in ("welkom", "invloed", "oefenen", "vraag/1", "nakijken", "bedankt"):
        response = client.get(f"/meedoen/{address}", follow_redirects=True)
        assert response.request.path == "/meedoen"


@pytest.mark.parametrize(
    ("number", "answer", "sentence"),
    [
        (1, [], "Kies een antwoord."),
        (1, ["elke-dag"], "Kies een van de antwoorden hier."),
        (1, ["weekly", "never"], "Kies maar één antwoord."),
        (2, ["field", "castle"], "Kies een van de antwoorden hier."),
        (4, ["PASS"], "Kies een van de antwoorden hier."),
        (5, ["veel"], "Vul een getal in."),
        (5, ["-3"], "Dit getal is te klein."),
        (5, ["15"], "Dit getal is te groot."),
        (5, ["99999999999999999999"], "Vul een getal in."),
        (6, ["x" * 1001], "Je tekst is te lang."),
        (6, ["a\x00b"], "Deze tekst kunnen wij niet lezen."),
        (6, ["   "], "Er staat nog niets."),
    ],
)
def test_an_answer_that_cannot_be_taken_gets_a_sentence_and_stores_nothing(
    phone: Phone, session: Session, number: int, answer: list[str], sentence: str
) -> None:
    phone.begin()
    before = session.scalars(select(Draft.box)).one()
    response = phone.tap(f"/meedoen/vraag/{number}", answer=answer, do="NEXT")
    assert response.status_code == 400
    assert sentence in phone.page
    assert session.scalars(select(Draft.box)).one() == before


def test_a_too_long_text_is_still_there_to_be_made_shorter(phone: Phone) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/6", answer="lampen " * 200, do="NEXT")
    assert "lampen lampen lampen" in phone.page


def test_markup_in_an_answer_is_shown_as_text(phone: Phone) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/6", answer="<script>alert(1)</script>", do="NEXT")
    phone.open("/meedoen/nakijken")
    assert "<script>alert(1)</script>" not in phone.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in phone.page


def test_broken_utf8_gets_a_sentence(phone: Phone) -> None:
    phone.begin()
    token = phone.client.form_token()
    body = b"csrf_token=" + token.encode() + b"&do=NEXT&answer=caf\xe9"
    response = phone.client.open(
        "/meedoen/vraag/6", method="POST", data=body, content_type="application/x-www-form-urlencoded", token=False
    )
    assert response.status_code == 422
    assert "Dit kunnen wij niet lezen." in response.get_data(as_text=True)


def test_a_body_of_ten_megabytes_is_refused_in_plain_dutch(phone: Phone, session: Session) -> None:
    phone.begin()
    response = phone.tap("/meedoen/vraag/6", answer="x" * 10_000_000, do="NEXT")
    assert response.status_code == 413
    assert "Dit is te groot." in phone.page


@pytest.mark.parametrize("tapped", ["SKIP", "DONT_KNOW", "NOT_UNDERSTOOD", "BACK"])
def test_nobody_is_held_up_by_a_question_without_an_answer(phone: Phone, tapped: str) -> None:
    phone.begin()
    assert phone.tap("/meedoen/vraag/2", do=tapped).status_code == 200


def test_i_do_not_understand_this_stays_with_the_question_and_says_thank_you(phone: Phone) -> None:
    phone.begin()
    response = phone.tap("/meedoen/vraag/1", do="NOT_UNDERSTOOD")
    assert response.request.path == "/meedoen/vraag/1"
    assert "data-not-understood>" in phone.page
    assert "Sport je vaak buiten?" in phone.page


def test_back_goes_one_question_back_and_keeps_what_was_chosen(phone: Phone) -> None:
    phone.begin()
    response = phone.tap("/meedoen/vraag/2", answer=["pool"], do="BACK")
    assert response.request.path == "/meedoen/vraag/1"
    phone.open("/meedoen/vraag/2")
    assert 'value="pool" checked' in phone.page


def test_changing_an_answer_from_the_review_leads_back_to_the_review(phone: Phone) -> None:
    phone.begin()
    phone.answer_everything()
    response = phone.tap("/meedoen/vraag/1?terug=nakijken", answer="never", do="NEXT")
    assert response.request.path == "/meedoen/nakijken"
    assert "Nooit" in phone.page


def test_a_closed_browser_goes_on_where_it_was(phone: Phone) -> None:
    phone.begin()
    phone.tap("/meedoen/vraag/1", answer="weekly", do="NEXT")
    phone.open("/meedoen/482913")
    phone.tap("/meedoen/start", code="482913")
    response = phone.tap("/meedoen/oefenen")
    assert response.request.path == "/meedoen/vraag/2"


def test_an_expired_form_token_brings_the_question_back_with_the_answer_still_typed(phone: Phone) -> None:
    phone.begin()
    response = phone.tap("/meedoen/vraag/6", token=False, answer="Meer bankjes", do="NEXT")
    assert response.status_code == 400
    assert "Meer bankjes" in phone.page
    assert "Dat duurde even." in phone.page


def test_an_expired_form_token_never_sends(phone: Phone, session: Session) -> None:
    phone.begin()
    response = phone.tap("/meedoen/versturen", token=False)
    assert response.status_code == 400
    assert sealed(session) == 0


def test_a_double_tap_sends_once(phone: Phone, session: Session) -> None:
    phone.begin()
    phone.answer_everything()
    phone.tap("/meedoen/versturen")
    again = phone.tap("/meedoen/versturen")
    assert again.request.path == "/meedoen/bedankt"
    assert sealed(session) == 1


def test_after_sending_the_questions_lead_to_the_thank_you(phone: Phone) -> None:
    phone.begin()
    phone.tap("/meedoen/versturen")
    for address in ("/meedoen/vraag/3", "/meedoen/nakijken", "/meedoen/invloed", "/meedoen/welkom"):
        phone.client.get(address)
        assert phone.client.get(address, follow_redirects=True).request.path == "/meedoen/bedankt"


def test_someone_else_on_this_phone_starts_anew_and_counts_as_another(phone: Phone, session: Session) -> None:
    phone.begin()
    phone.tap("/meedoen/versturen")
    response = phone.tap("/meedoen/iemand-anders")
    assert response.request.path == "/meedoen"
    assert phone.client.get_cookie("meepraat-deelname", path="/meedoen") is None
    phone.begin()
    phone.tap("/meedoen/versturen")
    assert sealed(session) == 2


def test_who_does_not_want_to_take_part_leaves_nothing(phone: Phone, session: Session) -> None:
    phone.begin()
    response = phone.tap("/meedoen/niet-mee")
    assert "Prima." in phone.page
    assert response.status_code == 200
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_group_code_of_another_municipality_is_not_known_here(
    client: Visitor, session: Session, keys: KeyDirectory
) -> None:
    open_class_consultation(session, keys)
    there = open_class_consultation(session, keys, code="elders", group_code="777111")
    session.commit()
    assert there.municipality_id != 1
    assert Phone(client).open("/meedoen/777111").status_code == 404


def test_an_open_consultation_is_entered_by_its_link(client: Visitor, session: Session, keys: KeyDirectory) -> None:
    made = open_class_consultation(session, keys, evidence_kind=EvidenceKind.OPEN, code="praat-mee-over-de-bus")
    session.commit()
    phone = Phone(client)
    phone.open(f"/meedoen/{made.code}")
    phone.tap("/meedoen/start", code=made.code)
    phone.open("/meedoen/nakijken")
    phone.tap("/meedoen/versturen")
    assert "praat-mee-over-de-bus" in phone.page
    assert sealed(session) == 1


def test_a_changed_cookie_is_nobody(phone: Phone) -> None:
    phone.begin()
    phone.client.set_cookie("meepraat-deelname", "WzEsIkFBQUEiLG51bGxd.changed", path="/meedoen")
    assert phone.client.get("/meedoen/vraag/1", follow_redirects=True).request.path == "/meedoen"
