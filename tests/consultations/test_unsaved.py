"""What someone types at the desk is not lost: not on another device, not when the session ends; colleagues are told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import flask
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from panel.accounts.models import UnsavedText, User
from panel.accounts.queries import colleagues_writing, unsaved_text
from panel.accounts.service import TooMuchError, drop_unsaved, forget_old_unsaved, keep_unsaved
from panel.accounts.tasks import forget_unsaved_texts
from panel.consultations.models import Consultation, PolicyQuestion
from panel.core.access import Role
from panel.municipalities.models import Municipality
from tests.consultations.making import officer_of, ready_consultation
from tests.factories import PASSWORD, MunicipalityFactory, UserFactory
from tests.support.time import SetClock
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]
NOON = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
TYPED = "Er komt geld voor\nnieuwe lampen."


@pytest.fixture
def page(draft: Consultation) -> str:
    return f"/werkplek/raadplegingen/{draft.id}/stap/waarom"


def keep(desk: Visitor, user: User, page: str, *fields: list[str]) -> TestResponse:
    sent = {"page": page, "user": user.id, "fields": list(fields)}
    return desk.post("/werkplek/niet-bewaard", json=sent)


def mark_on(page: str) -> str:
    return page.split('name="mark" type="hidden" value="')[1].split('"')[0]


def left_by(session: Session, user: User, page: str) -> dict[str, list[str]] | None:
    session.expire_all()
    found = unsaved_text(session, user.id, page)
    return None if found is None else found.fields


def test_the_last_typed_replaces_what_was_typed_before(session: Session, officer: User) -> None:
    for number, text in enumerate(("Een", "Twee")):
        fields = {"title": [text], "csrf_token": ["t"], "password": ["p"], "broken": ["a\x00b\ud800c"]}
        keep_unsaved(session, user_id=officer.id, page="/werkplek/x", fields=fields, at=NOON + dt.timedelta(number))
    session.commit()
    (kept,) = session.scalars(select(UnsavedText))
    assert kept.fields == {"title": ["Twee"], "broken": ["abc"]}
    assert kept.touched_at == NOON + dt.timedelta(1)
    drop_unsaved(session, user_id=officer.id, page="/werkplek/x")
    assert session.scalars(select(UnsavedText)).all() == []


@pytest.mark.parametrize(
    "fields", [{"a": ["x" * 200_001]}, {f"f{number}": ["x"] for number in range(501)}], ids=["long", "many"]
)
def test_more_than_any_page_takes_is_refused(session: Session, officer: User, fields: dict[str, list[str]]) -> None:
    with pytest.raises(TooMuchError):
        keep_unsaved(session, user_id=officer.id, page="/werkplek/x", fields=fields, at=NOON)


def test_after_thirty_days_it_is_gone(session: Session, officer: User) -> None:
    for days, page in ((29, "/werkplek/new"), (31, "/werkplek/old")):
        keep_unsaved(session, user_id=officer.id, page=page, fields={"a": ["b"]}, at=NOON - dt.timedelta(days))
    forget_old_unsaved(session, at=NOON)
    assert session.scalars(select(UnsavedText.page)).all() == ["/werkplek/new"]


def test_the_nightly_job_forgets_too(app: flask.Flask, session: Session, officer: User, clock: SetClock) -> None:
    keep_unsaved(session, user_id=officer.id, page="/werkplek/old", fields={}, at=clock.now() - dt.timedelta(31))
    session.commit()
    with app.app_context():
        forget_unsaved_texts()
    session.expire_all()
    assert session.scalars(select(UnsavedText)).all() == []


def test_only_colleagues_of_the_last_minutes_are_named(session: Session, officer: User, town: Municipality) -> None:
    now_there = UserFactory(municipality=town, name="Fatima Bakker")
    earlier = UserFactory(municipality=town, name="Jan Eerder")
    stranger = officer_of(MunicipalityFactory())
    for user, minutes in ((now_there, 1), (earlier, 3), (stranger, 0), (officer, 0)):
        keep_unsaved(session, user_id=user.id, page="/werkplek/x", fields={}, at=NOON - dt.timedelta(minutes=minutes))
    since = NOON - dt.timedelta(minutes=2)
    assert colleagues_writing(session, town.id, "/werkplek/x", since=since, except_id=officer.id) == ["Fatima Bakker"]
    assert colleagues_writing(session, town.id, "/werkplek/y", since=since, except_id=officer.id) == []


def test_what_was_left_comes_back_in_the_form_and_not_saved(
    desk: Visitor, session: Session, officer: User, page: str, draft: Consultation, clock: SetClock
) -> None:
    mark = mark_on(desk.get(page).text)
    assert keep(desk, officer, page, ["explanation", TYPED], ["mark", mark]).status_code == 200
    clock.forward(days=1)
    shown = desk.get(page).text
    assert "Dit had je nog niet bewaard (gisteren 13:00)" in shown
    assert "nieuwe lampen." in shown
    assert "nieuwe lampen." not in shown.split("<form class=", 1)[1].split("<textarea", 1)[1]
    filled = desk.get(f"{page}?verder=ja").text
    assert "nieuwe lampen." in filled.split("<textarea", 1)[1]
    assert "Je tekst staat weer in het formulier." in filled
    session.expire_all()
    assert session.get_one(PolicyQuestion, draft.policy_question_id).explanation == "Er komt geld voor sport."
    saved = desk.post(page, data={"explanation": TYPED, "mark": mark_on(filled), "decision": "De raad kiest"})
    assert saved.status_code == 303
    assert left_by(session, officer, page) is None
    assert "niet bewaard (" not in desk.get(page).text


@pytest.mark.parametrize(
    ("path", "name", "text"),
    [
        ("vragen/nieuw/open", "text", "Wat wil jij nog kwijt?"),
        ("vragen/nieuw/kies-een", "options-1-text", "Een tweede antwoord"),
        ("achtergrond/nieuw", "classes", "Noord\nZuid"),
        ("woorden/nieuw", "explanation", "Een plek om te zitten."),
        ("vertalingen/en", None, "How often do you play outside?"),
    ],
)
def test_every_form_of_the_desk_comes_back_filled(
    desk: Visitor, officer: User, draft: Consultation, path: str, name: str | None, text: str
) -> None:
    address = f"/werkplek/raadplegingen/{draft.id}/{path}"
    empty = desk.get(address).text
    if name is None:
        name = re.findall(r'<(?:textarea|input)[^>]* name="([^"]*text[^"]*)"', empty)[0]
    assert "data-keeps" in empty
    assert keep(desk, officer, address, [name, text]).status_code == 200
    assert text not in empty
    filled = desk.get(f"{address}?verder=ja").text
    assert text.splitlines()[-1] in filled.split("data-keeps", 1)[1]


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_by_what_was_left(
    desk: Visitor, session: Session, officer: User, page: str, draft: Consultation
) -> None:
    keep(desk, officer, page, ["explanation", TYPED], ["mark", mark_on(desk.get(page).text)])
    draft.policy_question.explanation = "Van mijn collega"
    session.commit()
    late = desk.post(page, data={"explanation": TYPED, "mark": mark_on(desk.get(f"{page}?verder=ja").text)})
    assert late.status_code == 409
    assert "Van mijn collega" in late.text
    assert left_by(session, officer, page) is not None, "kept until it is saved or thrown away"


def test_it_is_thrown_away_when_asked(desk: Visitor, session: Session, officer: User, page: str) -> None:
    keep(desk, officer, page, ["explanation", TYPED])
    assert desk.post("/werkplek/niet-bewaard/weg", data={"pagina": page}).location == page
    assert left_by(session, officer, page) is None
    assert desk.post("/werkplek/niet-bewaard/weg", data={"pagina": "//elders.example/"}).status_code == 404


def test_a_mistake_in_the_form_keeps_what_was_left(desk: Visitor, session: Session, officer: User, page: str) -> None:
    keep(desk, officer, page, ["explanation", TYPED])
    assert desk.post(page, data={"explanation": "x" * 5_001}).status_code == 400
    assert left_by(session, officer, page) == {"explanation": [TYPED]}


def test_pages_of_others_are_not_kept(desk: Visitor, session: Session, officer: User, page: str) -> None:
    theirs = ready_consultation(session, officer_of(MunicipalityFactory()))
    for path in (
        f"/werkplek/raadplegingen/{theirs.id}/stap/waarom", f"/werkplek/vragen/{theirs.policy_question_id}",
        "/werkplek/nergens", "/uitslagen", "//elders.example/werkplek/", "https://elders.example/", "", None, 7,
        "/werkplek/a\x00b",
    ):  # fmt: skip
        assert keep(desk, officer, path, ["a", "b"]).status_code == 404, path  # type: ignore[arg-type]
    someone_else = {"page": page, "user": officer.id + 1, "fields": [["a", "b"]]}
    assert desk.post("/werkplek/niet-bewaard", json=someone_else).status_code == 409
    for fields in ("text", [["a"]], [["a", 1]], {"a": "b"}):
        assert desk.post(
            "/werkplek/niet-bewaard", json={"page": page, "user": officer.id, "fields": fields}
        ).status_code == 400  # fmt: skip
    assert session.scalars(select(UnsavedText)).all() == []


def test_a_page_for_other_roles_is_not_kept(client: Visitor, sign_in: SignIn, town: Municipality, page: str) -> None:
    council = UserFactory(municipality=town, role=Role.COUNCIL_MEMBER)
    assert keep(sign_in(client, council, town), council, page, ["a", "b"]).status_code == 404


def test_the_second_officer_is_told_who_writes_here(
    desk: Visitor, session: Session, town: Municipality, page: str
) -> None:
    fatima = UserFactory(municipality=town, name="Fatima Bakker")
    assert "schrijft hier nu ook" not in desk.get(page).text
    keep_unsaved(session, user_id=fatima.id, page=page, fields={"explanation": [TYPED]}, at=dt.datetime.now(dt.UTC))
    session.commit()
    shown = desk.get(page).text
    assert "Fatima Bakker schrijft hier nu ook." in shown
    assert "nieuwe lampen" not in shown, "what she writes is hers until she saves it"
    told = desk.get("/werkplek/niet-bewaard", query_string={"pagina": page}).get_json()
    assert told["writing"] == "Fatima Bakker schrijft hier nu ook."
    assert told["token"]


def test_a_form_sent_after_the_session_ended_comes_back_filled_after_signing_in(
    client: Visitor, session: Session, officer: User, town: Municipality, page: str, draft: Consultation
) -> None:
    client.visit(town)
    asked = client.post(page, data={"explanation": TYPED, "mark": "m", "action": "on"})
    assert asked.status_code == 401
    assert "Log opnieuw in" in asked.text
    assert 'name="kept-explanation"' in asked.text
    sent = {"kept-explanation": TYPED, "kept-mark": "m", "email": officer.email}
    wrong = client.post(f"/inloggen?terug={page}", data={**sent, "password": "niet goed genoeg"})
    assert wrong.status_code == 400
    assert 'name="kept-explanation"' in wrong.text, "a wrong password loses nothing either"
    back = client.post(f"/inloggen?terug={page}", data={**sent, "password": PASSWORD})
    assert back.location == f"{page}?verder=ja"
    assert "nieuwe lampen." in client.get(back.location).text.split("<textarea", 1)[1]
    session.expire_all()
    assert session.get_one(PolicyQuestion, draft.policy_question_id).explanation == "Er komt geld voor sport."


@pytest.mark.parametrize(
    "where", ["https://elders.example/", "//elders.example/werkplek/", "/uitslagen", "/werkplek/nergens", ""]
)
def test_what_was_typed_goes_to_no_other_place(
    client: Visitor, session: Session, officer: User, town: Municipality, where: str
) -> None:
    client.visit(town)
    typed = {"kept-explanation": TYPED, "email": officer.email, "password": PASSWORD}
    answer = client.post("/inloggen", query_string={"terug": where}, data=typed)
    assert answer.status_code == 302
    assert answer.location.startswith("/")
    assert "elders" not in answer.location
    assert session.scalars(select(UnsavedText)).all() == []


def test_an_answer_of_a_resident_is_never_among_it(client: Visitor, session: Session, town: Municipality) -> None:
    client.visit(town)
    assert client.post("/werkplek/niet-bewaard", json={"page": "/meedoen/vraag/1", "fields": []}).status_code in {
        302, 401,
    }  # fmt: skip
    assert session.scalars(select(UnsavedText)).all() == []
