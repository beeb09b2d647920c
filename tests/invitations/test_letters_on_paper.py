"""Letters and paper at the desk: what each says, in je and u, whose page it is, and where its square leads."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from html import unescape

import flask
import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, PrivacyGround, State
from panel.core.access import Role
from panel.core.clock import end_of_day, today
from panel.core.keys import KeyDirectory, Pepper
from panel.core.qr import qr_code
from panel.invitations.models import LetterStack, StackState
from panel.invitations.queries import invitation_count
from panel.invitations.service import add_group, create_invitations
from panel.municipalities.models import Municipality
from tests.factories import MunicipalityFactory, UserFactory
from tests.support.scene import GROUP_CODE, open_class_consultation, the_round
from tests.support.visitor import Visitor


class Office:
    """An officer at the desk of a municipality, with one running consultation."""

    def __init__(self, client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]) -> None:
        self.client, self.session, self.keys, self._sign_in = client, session, keys, sign_in
        self.municipality: Municipality = MunicipalityFactory(contact_name="Anja de Wit", contact_phone="0800-1234")
        self.officer: User = UserFactory(municipality=self.municipality)

    def opens(self, kind: EvidenceKind, form: AddressForm = AddressForm.JE, **about: object) -> Consultation:
        """Open the questions, with a last day and a place with help."""
        made = open_class_consultation(
            self.session,
            self.keys,
            evidence_kind=kind,
            municipality=self.municipality,
            officer=self.officer,
            with_breakdown=True,
        )
        made.address_form, made.help_places = form, "bibliotheek, dinsdag 10 tot 12 uur"
        made.closes_at = end_of_day(today() + dt.timedelta(days=30))
        for name, value in about.items():
            setattr(made, name, value)
        self.session.commit()
        return made

    def comes(self, role: Role = Role.POLICY_OFFICER) -> None:
        user = self.officer if role is Role.POLICY_OFFICER else UserFactory(municipality=self.municipality, role=role)
        self.session.commit()
        self._sign_in(self.client, user, self.municipality)

    def reads(self, consultation: Consultation, path: str = "", status: int = 200) -> str:
        """Return the words of a page below "brieven", as one line."""
        answer = self.client.get(f"/werkplek/raadplegingen/{consultation.id}/{path}")
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        return words_of(answer.text)


def words_of(page: str) -> str:
    plain = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain).replace("\u200b", ""))


def drawing_of(svg: str) -> list[str]:
    """Return the modules of a square as they are drawn."""
    return re.findall(r'd="([^"]+)"', svg)


@pytest.fixture
def office(client: Visitor, session: Session, keys: KeyDirectory, sign_in: Callable[..., Visitor]) -> Office:
    return Office(client, session, keys, sign_in)


@pytest.mark.parametrize(("form", "mine", "other"), [(AddressForm.JE, "jij", "u"), (AddressForm.U, "u", "jij")])
def test_an_invitation_speaks_as_the_consultation_does(
    office: Office, form: AddressForm, mine: str, other: str
) -> None:
    made = office.opens(EvidenceKind.SAMPLE, form)
    office.comes()
    said = office.reads(made, "brieven/uitnodiging")
    assert f"wil graag weten wat {mine} vindt." in said
    assert f"wat {other} vindt" not in said
    for sentence in (
        "Dit gaat over sporten in je buurt.",
        "Het zijn 7 vragen.",
        "Bel Anja de Wit: 0800-1234",
        "Of kom langs: bibliotheek, dinsdag 10 tot 12 uur",
        "Meedoen mag, het hoeft niet.",
        "Noor Bos, wethouder sport",
        "Wat de gemeente doet",
    ):
        assert sentence in said, sentence


def test_an_example_shows_no_code_that_works(office: Office, session: Session, pepper: Pepper) -> None:
    made = office.opens(EvidenceKind.SAMPLE)
    code = create_invitations(session, the_round(made), 1, pepper)[0]
    office.comes()
    said = office.reads(made, "brieven/uitnodiging")
    assert "0000 0000" in said
    assert "Dit is een voorbeeld." in said
    assert code not in said.replace(" ", "")


def test_the_square_of_each_group_leads_to_its_own_code(office: Office, session: Session, keys: KeyDirectory) -> None:
    made = office.opens(EvidenceKind.GROUP)
    add_group(session, made, name="Klas 4A", seats=10, keys=keys, code="555111")
    office.comes()
    page = office.client.get(f"/werkplek/raadplegingen/{made.id}/brieven/groepsbrief").text
    address = f"http://{office.municipality.host}/meedoen"
    for code in (GROUP_CODE, "555111"):
        square = qr_code(f"{address}/{code}", "x", correction="h")
        assert all(path in page for path in drawing_of(square)), code
    assert "482 913" in words_of(page)
    only = office.client.get(f"/werkplek/raadplegingen/{made.id}/brieven/groepsbrief?groep=0").text
    assert "482 913" not in words_of(only)


def test_a_square_on_paper_survives_more_damage_than_one_on_a_screen() -> None:
    screen, paper = (qr_code("https://stad.example/meedoen/482913", "x", correction=one) for one in ("m", "h"))
    sides = [int(re.findall(r'viewBox="0 0 (\d+)', one)[0]) for one in (screen, paper)]
    assert sides[1] > sides[0]
    assert 'd="M4 4.5h7' in paper, "four quiet modules before the first dark one"


def test_a_reminder_is_the_same_for_everybody(office: Office, session: Session, pepper: Pepper) -> None:
    made = office.opens(EvidenceKind.PANEL, AddressForm.U)
    office.comes()
    before = office.reads(made, "brieven/herinnering")
    create_invitations(session, the_round(made), 5, pepper)
    assert office.reads(made, "brieven/herinnering") == before
    for sentence in ("Deed u al mee? Dank u wel!", "Dan hoeft u niets te doen.", "Wij weten niet wie al meedeed."):
        assert sentence in before


def test_parents_read_what_why_that_no_is_fine_and_whom_to_call(office: Office) -> None:
    made = office.opens(EvidenceKind.GROUP, retention_months=12)
    office.comes()
    said = office.reads(made, "brieven/ouderbrief")
    for sentence in (
        "Uw kind mag meepraten",
        "Hoe kunnen jongeren meer sporten?",
        "Wij vragen geen naam en geen adres.",
        "Dit vragen wij wel: Leeftijd.",
        "Na 12 maanden gooien wij de antwoorden weg.",
        "Wilt u niet dat uw kind meedoet?",
        "Een reden hoeft niet.",
        "Bel Anja de Wit: 0800-1234",
    ):
        assert sentence in said, sentence
    assert "handtekening" not in said
    assert GROUP_CODE not in said.replace(" ", ""), "parents get no code"


def test_parents_sign_when_consent_is_the_ground(office: Office) -> None:
    made = office.opens(EvidenceKind.GROUP, privacy_ground=PrivacyGround.CONSENT)
    office.comes()
    said = office.reads(made, "brieven/ouderbrief")
    assert "Is uw kind jonger dan 16 jaar? Dan moet u eerst ja zeggen." in said
    assert "Uw handtekening:" in said


def test_a_poster_has_the_link_and_the_last_day_on_a4_and_a3(office: Office) -> None:
    made = office.opens(EvidenceKind.OPEN)
    office.comes()
    page = office.client.get(f"/werkplek/raadplegingen/{made.id}/brieven/poster")
    assert "@page{size:A4" in page.text
    assert f"{office.municipality.host}/meedoen/{made.code}" in words_of(page.text)
    large = office.client.get(f"/werkplek/raadplegingen/{made.id}/brieven/poster?formaat=a3")
    assert "@page{size:A3" in large.text
    assert "mp-poster--large" in large.text


def test_a_letter_in_arabic_runs_from_right_to_left(office: Office) -> None:
    made = office.opens(EvidenceKind.OPEN)
    office.comes()
    page = office.client.get(f"/werkplek/raadplegingen/{made.id}/brieven/uitnodiging?taal=ar").text
    assert re.search(r'<html lang="ar" dir="rtl"', page)
    assert 'lang="nl" dir="ltr">Hoe kunnen jongeren' in page
    assert "Nog niet alles is vertaald." in words_of(page)


def test_only_what_fits_can_be_printed(office: Office) -> None:
    made = office.opens(EvidenceKind.SAMPLE)
    office.comes()
    listed = office.reads(made, "brieven")
    assert "Uitnodiging" in listed
    assert "Brief voor ouders" not in listed
    office.reads(made, "brieven/ouderbrief", status=404)
    office.reads(made, "brieven/niets", status=404)


def test_who_runs_a_meeting_prints_and_does_not_change(office: Office) -> None:
    made = office.opens(EvidenceKind.GROUP)
    office.comes(Role.FACILITATOR)
    assert "Verander" not in office.reads(made, "brieven")
    office.reads(made, "brieven/ouderbrief")
    office.reads(made, "brieven/ouderbrief/tekst", status=403)
    made.state = State.DRAFT
    office.session.commit()
    office.reads(made, "brieven", status=404)


def test_a_draft_says_to_wait_and_a_closed_one_that_it_is_over(office: Office) -> None:
    made = office.opens(EvidenceKind.OPEN)
    office.comes()
    for state, sentence in ((State.DRAFT, "Wacht met printen"), (State.CLOSED, "Hang dit niet meer op.")):
        made.state = state
        office.session.commit()
        assert sentence in office.reads(made, "brieven/poster")
        office.reads(made, "brieven")


def test_sentences_of_an_officer_stand_in_the_letter_and_a_clash_shows_both(office: Office) -> None:
    made = office.opens(EvidenceKind.OPEN)
    office.comes()
    address = f"/werkplek/raadplegingen/{made.id}/brieven/uitnodiging/tekst"
    first = {"edition": "0", "salutation": "Beste buren,", "paragraph": "Er komt <b>een</b> nieuw plein."}
    assert office.client.post(address, data=first).status_code == 303
    said = office.reads(made, "brieven/uitnodiging")
    assert "Beste buren, Er komt <b>een</b> nieuw plein." in said
    clash = office.client.post(address, data={"edition": "0", "salutation": "Dag,", "paragraph": "Iets anders."})
    assert clash.status_code == 409
    assert "Een collega bewaarde dit net voor jou" in clash.text
    for one in ("Beste buren,", "Dag,", "Iets anders."):
        assert one in unescape(clash.text)
    long = office.client.post(address, data={"edition": "1", "salutation": "", "paragraph": "x" * 501})
    assert long.status_code == 400
    assert "Er passen 500 tekens." in long.text
    assert "x" * 501 in long.text


def test_a_stack_is_opened_by_who_ordered_it_and_by_nobody_else(
    office: Office, app: flask.Flask, session: Session, sign_in: Callable[..., Visitor]
) -> None:
    made = office.opens(EvidenceKind.SAMPLE)
    office.comes()
    ordered = office.client.post(f"/werkplek/raadplegingen/{made.id}/brieven/stapel", data={"count": "3"})
    assert ordered.status_code == 303
    where = ordered.headers["Location"]
    assert "De brieven liggen klaar" in office.client.get(where).text
    printed = office.client.get(f"{where}/printen")
    assert printed.status_code == 200
    assert printed.headers["Cache-Control"] == "no-store"
    assert printed.text.count("<article") == 3
    assert invitation_count(session, the_round(made).id) == 3
    colleague = app.test_client()
    assert isinstance(colleague, Visitor)
    colleague.session_of_test = session
    sign_in(colleague, UserFactory(municipality=office.municipality), office.municipality)
    assert colleague.get(f"{where}/printen").status_code == 303
    assert "Deze brieven kun je hier niet openen" in colleague.get(where).text
    assert office.client.post(f"{where}/weg").status_code == 303
    assert session.query(LetterStack).count() == 0
    assert office.client.get(where).status_code == 404


def test_a_stack_can_be_made_for_a_list_and_a_wrong_list_says_where(
    office: Office, session: Session, pepper: Pepper
) -> None:
    made = office.opens(EvidenceKind.SAMPLE)
    codes = create_invitations(session, the_round(made), 2, pepper)
    office.comes()
    address = f"/werkplek/raadplegingen/{made.id}/brieven/stapel/lijst"

    def sends(content: bytes) -> tuple[int, str]:
        file = (io.BytesIO(content), "codes.csv")
        answer = office.client.post(address, data={"codes": file}, content_type="multipart/form-data")
        return answer.status_code, unescape(answer.text)

    for content, sentence in (
        (b"", "Kies een bestand met codes."),
        (b"\xff\xfe\x00", "Dit is geen tekstbestand."),
        (b"x" * 210_000, "Dit bestand is te groot"),
        (f"{codes[0]}\nniets\n".encode(), "Op regel 2 staat geen code."),
        (f"{codes[0]}\nbcdfbcdf".encode(), "De code op regel 2 hoort niet bij deze raadpleging."),
    ):
        status, page = sends(content)
        assert (status, sentence in page) == (400, True), sentence
        assert codes[0] not in page
    assert sends("\n".join(codes).encode())[0] == 303
    (stack,) = session.query(LetterStack).all()
    assert (stack.count, stack.state, stack.own_codes) == (2, StackState.READY, True)


def test_no_stack_is_made_for_groups_or_after_closing(office: Office) -> None:
    made = office.opens(EvidenceKind.SAMPLE)
    office.comes()
    address = f"/werkplek/raadplegingen/{made.id}/brieven/stapel"
    for typed in ("", "0", "5001", "veel"):
        assert office.client.post(address, data={"count": typed}).status_code == 400
    made.evidence_kind = EvidenceKind.OPEN
    office.session.commit()
    assert office.client.post(address, data={"count": "3"}).status_code == 404
