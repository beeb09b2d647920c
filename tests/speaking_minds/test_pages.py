"""The pages of recommendations: who writes them down, what everybody reads, and that no kinds of evidence mix."""

from __future__ import annotations

import io
from collections.abc import Callable

import flask
import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, EvidenceKind, State
from panel.core.access import Role
from panel.media.models import MediaFile
from panel.municipalities.models import Municipality
from panel.replies.models import Decision
from panel.replies.service import write_reply
from panel.speaking_minds.models import Recommendation, RecommendationState
from panel.speaking_minds.service import withdraw
from tests.factories import UserFactory
from tests.speaking_minds.making import FIELD, LIGHT, WHY, advise, class_that_advises
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]


@pytest.fixture
def made(session: Session, sqlite_app: flask.Flask) -> Consultation:
    return class_that_advises(session)


@pytest.fixture
def here(made: Consultation) -> str:
    return f"/werkplek/raadplegingen/{made.id}/adviezen"


def someone(session: Session, made: Consultation, role: Role) -> User:
    user: User = UserFactory(municipality=session.get_one(Municipality, made.municipality_id), role=role)
    session.commit()
    return user


@pytest.fixture
def facilitator(client: Visitor, made: Consultation, session: Session, sign_in: SignIn) -> Visitor:
    user = someone(session, made, Role.FACILITATOR)
    return sign_in(client, user, session.get_one(Municipality, made.municipality_id))


def only(session: Session) -> Recommendation:
    session.expire_all()
    return session.scalars(select(Recommendation)).one()


def poster() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    content.seek(0)
    return content


def public(visitor: Visitor, made: Consultation) -> str:
    return visitor.get(f"/uitslag/{made.code}").text


def test_from_the_group_to_the_outcome_page(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    assert "Nog geen advies" in facilitator.get(here).text
    new = f"{here}/groep/{made.rounds[0].id}/nieuw"
    assert "Het advies" in facilitator.get(new).text
    assert facilitator.post(new, data={"advice": FIELD, "why": WHY}).status_code == 303
    found = only(session)
    assert FIELD in facilitator.get(here).text
    assert FIELD in facilitator.get(f"{here}/voorbeeld").text
    assert FIELD not in public(facilitator, made)
    stand, sent = f"{here}/{found.id}/stand", {"edition": found.edition, "do": "AGREE"}
    refused = facilitator.post(stand, data=sent)
    assert refused.status_code == 400
    assert "Vraag het eerst aan de groep" in refused.text
    assert facilitator.post(stand, data={**sent, "read_by_group": "y"}).status_code == 303
    page = public(facilitator, made)
    assert page.index("Advies van de groep") < page.index(FIELD) < page.index('id="per-vraag"')
    assert WHY in page
    assert "ongeveer 25 mensen" in page[page.index('id="advies"') : page.index(FIELD)]
    assert made.rounds[0].name not in page
    again = {"edition": only(session).edition, "do": "WITHDRAW"}
    assert facilitator.post(stand, data=again).status_code == 303
    page = public(facilitator, made)
    assert FIELD not in page
    assert "Een advies is weggehaald." in page
    assert "De groep vroeg dit." in page
    assert "1 advies is weggehaald" in facilitator.get(here).text
    assert facilitator.get(f"{here}/{found.id}").status_code == 404


def test_a_page_kept_before_is_not_shown_after_a_change(client: Visitor, made: Consultation, session: Session) -> None:
    client.visit(session.get_one(Municipality, made.municipality_id))
    before = client.get(f"/uitslag/{made.code}")
    found = advise(session, made)
    after = client.get(f"/uitslag/{made.code}", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert FIELD in after.text
    withdraw(session, made, found, edition=found.edition, reason="De groep vroeg dit.", by=made.created_by_id)
    session.commit()
    gone = client.get(f"/uitslag/{made.code}", headers={"If-None-Match": after.headers["ETag"]})
    assert gone.status_code == 200
    assert FIELD not in gone.text


def test_advice_of_one_consultation_never_stands_with_another(
    client: Visitor, made: Consultation, session: Session
) -> None:
    municipality = session.get_one(Municipality, made.municipality_id)
    client.visit(municipality)
    advise(session, made)
    other = class_that_advises(session, municipality=municipality, code="parken")
    advise(session, other, LIGHT)
    panel = class_that_advises(session, municipality=municipality, code="panel", kind=EvidenceKind.PANEL)
    pages = {one.code: public(client, one) for one in (made, other, panel)}
    assert [FIELD in page for page in pages.values()] == [True, False, False]
    assert [LIGHT in page for page in pages.values()] == [False, True, False]
    assert "Advies van de groep" not in pages["panel"]


def test_nothing_is_read_before_there_is_an_outcome(client: Visitor, session: Session, sqlite_app: flask.Flask) -> None:
    made = class_that_advises(session, state=State.CLOSED)
    client.visit(session.get_one(Municipality, made.municipality_id))
    advise(session, made)
    assert FIELD not in public(client, made)


def test_of_more_groups_none_is_named_and_only_proven_sizes_are_told(client: Visitor, session: Session) -> None:
    made = class_that_advises(session, groups=2)
    client.visit(session.get_one(Municipality, made.municipality_id))
    advise(session, made)
    advise(session, made, LIGHT, at=1)
    page = public(client, made)
    part = page[page.index('id="advies"') : page.index('id="per-vraag"')]
    assert part.index(FIELD) < part.index(LIGHT)
    assert "ongeveer" not in part
    assert not any(one.name in page for one in made.rounds)


def test_what_the_municipality_does_stands_beside_the_advice(
    client: Visitor, made: Consultation, session: Session, sign_in: SignIn, here: str
) -> None:
    user = someone(session, made, Role.POLICY_OFFICER)
    sign_in(client, user, session.get_one(Municipality, made.municipality_id))
    found = advise(session, made)
    reply = write_reply(
        session, made, subject="Een veld", decision=Decision.PARTLY, reason="Er is geld.", owner_name="S. Bos",
        due_on=None, author_id=user.id,
    )  # fmt: skip
    session.commit()
    sent = {"edition": found.edition, "do": "REPLY", "reply": reply.id}
    assert client.post(f"{here}/{found.id}/stand", data=sent).status_code == 303
    page = public(client, made)
    assert "Doen we deels" in page[page.index('id="advies"') : page.index('id="antwoord"')]
    assert client.post(f"{here}/{found.id}/stand", data={**sent, "reply": "4711"}).status_code == 409
    session.expire_all()
    none = {**sent, "edition": only(session).edition, "reply": ""}
    assert client.post(f"{here}/{found.id}/stand", data=none).status_code == 303
    assert only(session).reply_id is None


def test_a_facilitator_does_not_say_what_the_municipality_does(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    found = advise(session, made)
    assert facilitator.post(f"{here}/{found.id}/stand", data={"edition": 2, "do": "REPLY"}).status_code == 403
    assert facilitator.post(f"{here}/{found.id}/stand", data={"edition": 2, "do": "ELSE"}).status_code == 400


def test_a_poster_needs_words_and_goes_with_the_advice(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    new, texts = f"{here}/groep/{made.rounds[0].id}/nieuw", {"advice": FIELD, "why": ""}
    refused = facilitator.post(new, data={**texts, "picture": (poster(), "poster.png")})
    assert refused.status_code == 400
    assert FIELD in refused.text
    assert "Schrijf op wat er op de foto te zien is" in refused.text
    no_picture = facilitator.post(new, data={**texts, "picture_words": "x", "picture": (io.BytesIO(b"no"), "a.png")})
    assert "geen foto die wij kunnen lezen" in no_picture.text
    words = {"picture_words": "Een tekening van een veld"}
    assert facilitator.post(new, data={**texts, **words, "picture": (poster(), "p.png")}).status_code == 303
    found = only(session)
    (kept,) = session.scalars(select(MediaFile))
    assert (found.picture_id, kept.description) == (kept.id, words["picture_words"])
    stand = f"{here}/{found.id}/stand"
    agreed = {"edition": found.edition, "do": "AGREE", "read_by_group": "y"}
    assert facilitator.post(stand, data=agreed).status_code == 303
    assert f"/media/{kept.name}" in public(facilitator, made)
    assert facilitator.get(f"/media/{kept.name}").status_code == 200
    facilitator.post(stand, data={"edition": only(session).edition, "do": "WITHDRAW"})
    point = session.get_one(Recommendation, found.id)
    assert (point.picture_id, point.state) == (None, RecommendationState.WITHDRAWN)


def test_a_name_is_warned_of_and_not_shown_unseen(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    new = f"{here}/groep/{made.rounds[0].id}/nieuw"
    saved = facilitator.post(new, data={"advice": "Bel mij op 06 12345678", "why": ""}, follow_redirects=True)
    assert "Dit lijkt op een naam, nummer of adres: ‘06 12345678’" in saved.text
    found = only(session)
    sent = {"edition": found.edition, "do": "AGREE", "read_by_group": "y"}
    refused = facilitator.post(f"{here}/{found.id}/stand", data=sent)
    assert refused.status_code == 400
    assert "Kijk eerst of er geen naam" in refused.text
    assert facilitator.post(f"{here}/{found.id}/stand", data={**sent, "looked": "y"}).status_code == 303


def test_two_who_change_it_at_once_overwrite_nothing(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    found = advise(session, made, agreed=False)
    old = {"edition": found.edition, "why": ""}
    assert facilitator.post(f"{here}/{found.id}", data={**old, "advice": LIGHT}).status_code == 303
    second = facilitator.post(f"{here}/{found.id}", data={**old, "advice": "Bouw een zwembad"})
    assert second.status_code == 409
    assert LIGHT in second.text
    assert "Bouw een zwembad" in second.text
    assert only(session).advice == LIGHT
    assert facilitator.post(f"{here}/{found.id}/stand", data={**old, "do": "REMOVE"}).status_code == 409


def test_checking_the_words_keeps_nothing(
    facilitator: Visitor, here: str, made: Consultation, session: Session
) -> None:
    new = f"{here}/groep/{made.rounds[0].id}/nieuw"
    checked = facilitator.post(new, data={"advice": "Faciliteer de participatie", "why": "", "action": "check"})
    assert checked.status_code == 200
    assert "mp-advice__list" in checked.text
    assert session.scalars(select(Recommendation)).all() == []


@pytest.mark.parametrize("role", list(Role))
def test_who_leads_the_group_or_asked_the_question_writes_it_down(
    client: Visitor, made: Consultation, here: str, session: Session, sign_in: SignIn, role: Role
) -> None:
    sign_in(client, someone(session, made, role), session.get_one(Municipality, made.municipality_id))
    allowed = role in (Role.FACILITATOR, Role.POLICY_OFFICER, Role.ADMINISTRATOR)
    for path in ("", "/voorbeeld", f"/groep/{made.rounds[0].id}/nieuw"):
        assert client.get(f"{here}{path}").status_code == (200 if allowed else 403)


def test_only_a_group_has_these_pages(
    client: Visitor, made: Consultation, session: Session, sign_in: SignIn, here: str
) -> None:
    municipality = session.get_one(Municipality, made.municipality_id)
    sign_in(client, someone(session, made, Role.POLICY_OFFICER), municipality)
    other = class_that_advises(session, municipality=municipality, kind=EvidenceKind.OPEN, code="open")
    assert client.get(f"/werkplek/raadplegingen/{other.id}/adviezen").status_code == 404
    assert client.get(f"{here}/groep/{other.rounds[0].id}/nieuw").status_code == 404
    assert "Advies van de groep" in client.get(f"/werkplek/raadplegingen/{made.id}").text
    assert "Advies van de groep" not in client.get(f"/werkplek/raadplegingen/{other.id}").text


def test_who_guides_the_group_is_led_here_from_the_first_screen(facilitator: Visitor, here: str) -> None:
    assert here in facilitator.get("/werkplek").text
