"""A cookie of before opens nothing after signing out, a new password, or leaving: also when it was copied elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import flask
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.queries import signed_in_user
from panel.accounts.service import PasswordTooShortError, change_password, check_password, deactivate_user, end_sessions
from panel.audit.models import AuditEvent
from tests.factories import PASSWORD, UserFactory
from tests.support.visitor import Visitor

COOKIE = "meepraat"


def cookie_of(client: Visitor) -> str:
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    client: Visitor, session: Session, sign_in: Callable[..., Visitor]
) -> None:
    user = UserFactory()
    sign_in(client, user)
    copied = cookie_of(client)
    assert client.get("/werkplek").status_code == 200
    assert client.post("/uitloggen").status_code == 302
    client.set_cookie(COOKIE, copied)
    assert client.get("/werkplek").status_code == 302
    assert "SIGNED_OUT" in session.scalars(select(AuditEvent.action)).all()


def test_signing_in_again_opens_the_desk_again(client: Visitor, sign_in: Callable[..., Visitor]) -> None:
    user = UserFactory()
    sign_in(client, user)
    client.post("/uitloggen")
    sign_in(client, user)
    assert client.get("/werkplek").status_code == 200


@pytest.mark.parametrize("event", ["a new password", "leaving", "signing out elsewhere"])
def test_other_devices_are_out_at_once(
    event: str, client: Visitor, session: Session, sign_in: Callable[..., Visitor]
) -> None:
    user = UserFactory()
    sign_in(client, user)
    assert client.get("/werkplek").status_code == 200
    if event == "a new password":
        change_password(session, user, "een heel ander wachtwoord")
    elif event == "leaving":
        deactivate_user(session, user)
    else:
        end_sessions(session, user)
    session.commit()
    assert client.get("/werkplek").status_code == 302


def test_the_old_password_is_gone_with_its_sessions(session: Session) -> None:
    user = UserFactory()
    change_password(session, user, "een heel ander wachtwoord")
    session.commit()
    place = {"municipality_id": user.municipality_id, "email": user.email}
    assert check_password(session, password=PASSWORD, **place) is None
    assert check_password(session, password="een heel ander wachtwoord", **place) is not None
    with pytest.raises(PasswordTooShortError):
        change_password(session, user, "kort")


@pytest.mark.parametrize("name", ["", "1", ".", "1.", ".1", "1.2.3", "x.1", "1.x", "²." + "1", "9" * 30 + ".1", "-1.1"])
def test_a_cookie_that_is_none_of_ours_is_nobody(name: str, session: Session) -> None:
    UserFactory()
    assert signed_in_user(session, name) is None


def test_someone_who_left_is_out_from_the_command_line(sqlite_app: flask.Flask, session: Session) -> None:
    user = UserFactory()
    run = sqlite_app.test_cli_runner().invoke
    session.commit()
    assert run(args=["user", "password", user.email, "--password", "een heel ander wachtwoord"]).exit_code == 0
    assert run(args=["user", "leave", user.email]).exit_code == 0
    session.expire_all()
    assert (user.active, user.session_number) == (False, 3)
    assert run(args=["user", "leave", user.email]).exit_code != 0
    assert {"PASSWORD_CHANGED", "DEACTIVATED"} <= set(session.scalars(select(AuditEvent.action)))
