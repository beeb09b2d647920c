"""The desk pages of open answers: who may see them, in what order, and that nobody's work is lost."""

from __future__ import annotations

from collections.abc import Callable

import flask
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation
from panel.core.access import Role
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.masking.kinds import Hidden, mark
from panel.municipalities.models import Municipality
from panel.open_answers.models import Coding, OpenAnswer, Proposal, Quotation, Reader, Theme, ThemeState
from panel.open_answers.queries import reading_of, texts_of
from panel.results.models import Answer
from tests.factories import UserFactory
from tests.open_answers.making import NAME, closed_with, many, read_all, tip_of
from tests.support.visitor import Visitor


@pytest.fixture
def counted(session: Session, database: Database, keys: KeyDirectory, sqlite_app: flask.Flask) -> Consultation:
    return closed_with(session, database, keys, [f"Ik ben {NAME}, meer lampen", *many(30, 20)])


@pytest.fixture
def here(counted: Consultation) -> str:
    return f"/werkplek/raadplegingen/{counted.id}/open-antwoorden"


@pytest.fixture
def officer(client: Visitor, counted: Consultation, session: Session, sign_in: Callable[..., Visitor]) -> Visitor:
    user = session.get_one(User, counted.created_by_id)
    return sign_in(client, user, session.get_one(Municipality, counted.municipality_id))


def first_answer(session: Session) -> OpenAnswer:
    return session.scalars(select(OpenAnswer).order_by(OpenAnswer.key)).first() or pytest.fail("nothing laid out")


def add_theme(officer: Visitor, here: str, session: Session, name: str) -> Theme:
    sent = {"name": name, "belongs": f"Alles over {name}", "example": ""}
    assert officer.post(f"{here}/tip/themas", data=sent).status_code == 303
    theme = session.scalars(select(Theme).where(Theme.name == name)).one()
    confirm = {"edition": theme.edition, "do": "CONFIRM"}
    assert officer.post(f"{here}/tip/themas/{theme.id}", data=confirm).status_code == 303
    session.expire_all()
    return theme


def test_from_closing_to_the_outcome_page(officer: Visitor, here: str, session: Session, counted: Consultation) -> None:
    assert "Begin met lezen" in officer.get(here).text
    assert officer.get(f"{here}/tip/lezen").status_code == 404
    officer.post(f"{here}/klaarzetten")
    assert officer.get(f"{here}/tip/lezen").headers["Location"].endswith("/themas")
    light, field = (add_theme(officer, here, session, name) for name in ("licht", "sport"))
    assert light.state is ThemeState.CONFIRMED
    page = officer.get(f"{here}/tip/lezen", follow_redirects=True)
    assert "Waar gaat dit over?" in page.text
    read_all(session, counted, light, field)
    assert "30 van de 50" not in officer.get(f"{here}/tip/telling").text
    assert "licht" in officer.get(f"{here}/tip/telling").text
    edition = {"edition": session.get_one(Consultation, counted.id).edition}
    assert officer.post(f"{here}/tip/telling", data=edition).status_code == 303
    assert officer.post(f"{here}/tip/telling", data=edition).status_code == 409
    key = first_answer(session).key.hex()
    sent = {"text": "Licht in elke straat", "theme": str(light.id)}
    assert officer.post(f"{here}/tip/lezen/{key}/citaat", data=sent).status_code == 303
    assert "Licht in elke straat" not in officer.get(f"/uitslag/{counted.code}").text
    quoted = session.scalars(select(Quotation)).one()
    release = {"edition": quoted.edition, "do": "RELEASE"}
    address = f"{here}/tip/citaten/{quoted.id}"
    assert officer.post(address, data=release).status_code == 400
    assert officer.post(address, data={**release, "looked": "y"}).status_code == 303
    public = officer.get(f"/uitslag/{counted.code}").text
    assert "In eigen woorden" in public
    assert "Licht in elke straat" in public
    session.expire_all()
    back = {"edition": session.get_one(Quotation, quoted.id).edition, "do": "TAKE_BACK", "reason": ""}
    assert officer.post(address, data=back).status_code == 400
    assert officer.post(address, data={**back, "reason": "Te herkennen."}).status_code == 303
    public = officer.get(f"/uitslag/{counted.code}").text
    assert "Licht in elke straat" not in public
    assert "Te herkennen." in public


def test_when_all_is_read_all_answers_can_be_gone_through_again(
    officer: Visitor, here: str, session: Session, counted: Consultation
) -> None:
    officer.post(f"{here}/klaarzetten")
    light, field = (add_theme(officer, here, session, name) for name in ("licht", "sport"))
    assert "Lees nog een keer" not in officer.get(here).text
    read_all(session, counted, light, field)
    assert officer.get(f"{here}/tip/lezen").headers["Location"] == here
    again = "/tip/lezen?opnieuw=ja"
    assert again in officer.get(here).text
    keys = list(session.scalars(select(OpenAnswer.key).order_by(OpenAnswer.key)))
    first = officer.get(here + again)
    assert first.headers["Location"].startswith(f"{here}/tip/lezen/{keys[0].hex()}?")
    page = officer.get(first.headers["Location"]).text
    assert "Volgende, zonder te bewaren" in page
    assert "Naar een antwoord dat nog niet gelezen is" not in page
    kept = reading_of(session, keys[0], Reader.FIRST)
    assert kept is not None
    sent = {"theme": [str(field.id)], "edition": str(kept.edition)}
    following = officer.post(first.headers["Location"], data=sent).headers["Location"]
    assert officer.get(following).headers["Location"].startswith(f"{here}/tip/lezen/{keys[1].hex()}?")
    last = officer.get(f"{here}{again}&na={keys[-1].hex()}", follow_redirects=True)
    assert "Dit was het laatste antwoord." in last.text


def test_the_name_is_on_no_page_but_that_there_was_one_is(
    officer: Visitor, here: str, session: Session, counted: Consultation
) -> None:
    officer.post(f"{here}/klaarzetten")
    add_theme(officer, here, session, "licht")
    key = next(key for key, words in texts_of(session, tip_of(counted)).items() if mark(Hidden.NAME) in words)
    for address in (f"{here}/tip/lezen/{key.hex()}", f"{here}/tip/lezen/{key.hex()}/citaat"):
        page = officer.get(address).text
        assert "naam" in page
        assert not any(part in page for part in (*NAME.split(), "⟦"))


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.FACILITATOR, Role.PANEL_WORKER])
def test_only_who_writes_questions_reads_answers(
    client: Visitor, counted: Consultation, here: str, session: Session, sign_in: Callable[..., Visitor], role: Role
) -> None:
    municipality = session.get_one(Municipality, counted.municipality_id)
    user = UserFactory(municipality=municipality, role=role)
    session.commit()
    sign_in(client, user, municipality)
    session.rollback()
    for path in ("", "/tip/themas", "/tip/lezen", "/tip/telling", "/tip/citaten"):
        assert client.get(f"{here}{path}").status_code == 403


def test_two_officers_at_one_answer_overwrite_nothing(
    officer: Visitor, here: str, session: Session, counted: Consultation
) -> None:
    officer.post(f"{here}/klaarzetten")
    light, field = (add_theme(officer, here, session, name) for name in ("licht", "sport"))
    answer = first_answer(session)
    address = f"{here}/tip/lezen/{answer.key.hex()}"
    assert officer.post(address, data={"edition": 0, "theme": [light.id]}).status_code == 303
    refused = officer.post(address, data={"edition": 0, "theme": [field.id]})
    assert refused.status_code == 409
    assert "Een collega was je net voor" in refused.text
    read = reading_of(session, answer.key, Reader.FIRST)
    assert read is not None
    assert read.themes == {light.id}
    assert officer.post(address, data={"edition": 0, "theme": ["99999", "x"]}).status_code == 400


def test_a_theme_on_an_old_page_is_refused_with_both_texts_kept(officer: Visitor, here: str, session: Session) -> None:
    officer.post(f"{here}/klaarzetten")
    theme = add_theme(officer, here, session, "licht")
    old = {"edition": 1, "name": "lampen", "belongs": "wat ik typte", "example": "", "do": "SAVE"}
    refused = officer.post(f"{here}/tip/themas/{theme.id}", data=old)
    assert refused.status_code == 409
    assert "wat ik typte" in refused.text
    long = officer.post(f"{here}/tip/themas", data={"name": "x" * 81, "belongs": "y", "example": ""})
    assert (long.status_code, "x" * 81 in long.text) == (400, True)


def test_words_that_were_missed_are_hidden_and_gone(officer: Visitor, here: str, session: Session) -> None:
    officer.post(f"{here}/klaarzetten")
    add_theme(officer, here, session, "licht")
    answer = first_answer(session)
    row = session.get_one(Answer, (answer.submission_key, answer.question_id))
    row.value = "vraag qwertzuiop maar"
    session.commit()
    address = f"{here}/tip/lezen/{answer.key.hex()}/verbergen"
    assert officer.post(address, data={"words": "staat er niet"}).status_code == 400
    assert officer.post(address, data={"words": "qwertzuiop"}).status_code == 303
    assert "qwertzuiop" not in officer.get(f"{here}/tip/lezen/{answer.key.hex()}").text


def test_a_second_reader_sees_no_choice_of_the_first_and_is_another_person(
    officer: Visitor, here: str, session: Session, counted: Consultation, sign_in: Callable[..., Visitor]
) -> None:
    officer.post(f"{here}/klaarzetten")
    light, field = (add_theme(officer, here, session, name) for name in ("licht", "sport"))
    read_all(session, counted, light, field)
    assert "Vraag een collega" in officer.get(f"{here}/tip/tweede-lezer", follow_redirects=True).text
    key = first_answer(session).key.hex()
    assert officer.post(f"{here}/tip/tweede-lezer/{key}", data={"edition": 0}).status_code == 409
    municipality = session.get_one(Municipality, counted.municipality_id)
    sign_in(officer, UserFactory(municipality=municipality, role=Role.POLICY_OFFICER), municipality)
    page = officer.get(f"{here}/tip/tweede-lezer", follow_redirects=True)
    assert "Wat die koos, zie je niet" in page.text
    assert " checked" not in page.text
    assert officer.post(f"{here}/tip/tweede-lezer/{key}", data={"edition": 0, "theme": [light.id]}).status_code == 303
    assert session.scalars(select(Coding).where(Coding.reader == Reader.SECOND)).one()


def test_after_ten_answers_the_machine_proposes_and_ticks_nothing(
    officer: Visitor, here: str, session: Session, counted: Consultation
) -> None:
    officer.post(f"{here}/klaarzetten")
    light, field = (add_theme(officer, here, session, name) for name in ("licht", "sport"))
    texts = texts_of(session, tip_of(counted))
    lamps = [key for key, words in texts.items() if "lampen" in words][:5]
    fields = [key for key, words in texts.items() if "veld" in words][:5]
    for theme, keys in ((light, lamps), (field, fields)):
        for key in keys:
            assert officer.post(
                f"{here}/tip/lezen/{key.hex()}", data={"edition": 0, "theme": [theme.id]}
            ).status_code == 303  # fmt: skip
    proposal = session.scalars(select(Proposal)).first()
    assert proposal is not None
    page = officer.get(f"{here}/tip/lezen/{proposal.answer_key.hex()}").text
    assert "Voorstel:" in page
    assert " checked" not in page
