"""Staff sign in with address and password; nobody else gets in, and nobody is sent elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.service import PasswordTooShortError, check_password, create_user
from panel.audit.models import AuditEvent
from panel.core.access import Role
from tests.factories import PASSWORD, MunicipalityFactory, UserFactory
from tests.support.visitor import Visitor

WRONG = "horen niet bij elkaar"


def test_the_right_password_opens_the_desk(client: Visitor, session: Session) -> None:
    user = UserFactory()
    answer = client.post("/inloggen", data={"email": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/werkplek"
    assert client.get("/werkplek").status_code == 200
    assert session.scalars(select(AuditEvent.action)).all() == ["SIGNED_IN"]


def test_capitals_and_spaces_in_the_address_do_not_matter(client: Visitor) -> None:
    user = UserFactory()
    answer = client.post("/inloggen", data={"email": f" {user.email.upper()} ", "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_keeps_the_address_and_the_door_shut(client: Visitor, session: Session) -> None:
    user = UserFactory()
    answer = client.post("/inloggen", data={"email": user.email, "password": "niet dit wachtwoord"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert WRONG in page
    assert user.email in page
    assert "niet dit wachtwoord" not in page
    assert client.get("/werkplek").status_code == 302
    assert session.scalars(select(AuditEvent)).all() == []


def test_an_unknown_address_gets_the_same_sentence(client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.post("/inloggen", data={"email": "niemand@proefstad.example", "password": PASSWORD})
    assert answer.status_code == 400
    assert WRONG in answer.get_data(as_text=True)


def test_an_empty_form_says_what_is_missing(client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.post("/inloggen", data={"email": "", "password": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Vul je e-mailadres in." in page
    assert "Vul je wachtwoord in." in page


def test_someone_who_left_does_not_come_in(client: Visitor) -> None:
    user = UserFactory(active=False)
    assert client.post("/inloggen", data={"email": user.email, "password": PASSWORD}).status_code == 400


def test_someone_who_is_made_inactive_is_out_at_once(
    client: Visitor, session: Session, sign_in: Callable[..., Visitor]
) -> None:
    user = UserFactory()
    sign_in(client, user)
    assert client.get("/werkplek").status_code == 200
    user.active = False
    session.commit()
    assert client.get("/werkplek").status_code == 302


def test_an_account_opens_its_own_municipality_only(client: Visitor) -> None:
    ours, theirs = MunicipalityFactory(), MunicipalityFactory()
    user = UserFactory(municipality=theirs)
    answer = client.visit(ours).post("/inloggen", data={"email": user.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert client.visit(theirs).post("/inloggen", data={"email": user.email, "password": PASSWORD}).status_code == 302


def test_the_same_address_may_work_for_two_municipalities(session: Session) -> None:
    first, second = MunicipalityFactory(), MunicipalityFactory()
    one = UserFactory(municipality=first, email="inhuur@bureau.example")
    other = UserFactory(municipality=second, email="inhuur@bureau.example")
    found = check_password(session, municipality_id=second.id, email="inhuur@bureau.example", password=PASSWORD)
    assert found is not None
    assert (found.id, found.id != one.id) == (other.id, True)


def test_someone_goes_on_where_they_were_going(client: Visitor) -> None:
    user = UserFactory()
    asked = client.get("/werkplek?bladzijde=2")
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/inloggen?terug=/werkplek?bladzijde%3D2"
    answer = client.post(asked.headers["Location"], data={"email": user.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/werkplek?bladzijde=2"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elders.example", "//elders.example", "/\\elders.example", "\\\\elders.example", "javascript:alert(1)",
        "/%09/elders.example", "http:/elders.example", " //elders.example", "/\t/elders.example", "elders.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(elsewhere: str, client: Visitor) -> None:
    user = UserFactory()
    answer = client.post(
        "/inloggen", query_string={"terug": elsewhere}, data={"email": user.email, "password": PASSWORD}
    )
    target = answer.headers["Location"]
    assert answer.status_code == 302
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\", "/\t"))


def test_an_expired_page_keeps_the_address(client: Visitor) -> None:
    user = UserFactory()
    answer = client.post("/inloggen", data={"email": user.email, "password": PASSWORD}, token=False)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert user.email in page
    assert "stond te lang open" in page
    assert PASSWORD not in page


def test_who_signed_in_sees_no_sign_in_form(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    sign_in(client, UserFactory())
    assert client.get("/inloggen").headers["Location"] == "/werkplek"


def test_signing_out_shuts_the_door(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    sign_in(client, UserFactory())
    assert client.post("/uitloggen").headers["Location"] == "/"
    assert client.get("/werkplek").status_code == 302


def test_the_session_of_before_does_not_live_on(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    """Whoever planted a cookie before someone signed in knows nothing of the session after it."""
    user = UserFactory()
    client.get("/inloggen")
    with client.session_transaction() as planted:
        planted["planted"] = "here"
    sign_in(client, user)
    with client.session_transaction() as after:
        assert "planted" not in after


def test_a_role_opens_only_its_own_pages(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    sign_in(client, UserFactory(role=Role.COUNCIL_MEMBER))
    answer = client.get("/werkplek/vragen/nieuw")
    assert answer.status_code == 403
    assert "Deze pagina is niet voor jou." in answer.get_data(as_text=True)


def test_a_new_account_gets_a_hash_and_a_tidy_address(session: Session) -> None:
    municipality = MunicipalityFactory()
    user = create_user(
        session,
        municipality_id=municipality.id,
        email=" Sam@Proefstad.example ",
        name=" Sam ",
        role=Role.POLICY_OFFICER,
        password="lang genoeg wachtwoord",
    )
    session.commit()
    assert (user.email, user.name) == ("sam@proefstad.example", "Sam")
    assert user.password_hash.startswith("$argon2id$")
    found = check_password(
        session, municipality_id=municipality.id, email=user.email, password="lang genoeg wachtwoord"
    )
    assert found is not None
    assert found.id == user.id


def test_a_short_password_is_refused(session: Session) -> None:
    with pytest.raises(PasswordTooShortError):
        create_user(session, municipality_id=1, email="a@b.example", name="A", role=Role.ADMINISTRATOR, password="kort")
