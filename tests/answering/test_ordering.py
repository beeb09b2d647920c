"""Answers in an order of each person's own: the same all the way, with and without scripts, known to nobody else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from panel.answering.answers import check_given
from panel.answering.ordering import arranged, draw_of, mixed
from panel.answering.participant import new_participant
from panel.consultations.kinds.order import OptionOrder, option_order
from panel.consultations.models import Consultation, EvidenceKind, Option, Question, QuestionKind, State
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from tests.answering.conftest import Phone
from tests.factories import ConsultationFactory, MunicipalityFactory, QuestionFactory, RoundFactory, UserFactory
from tests.support.house import PANEL
from tests.support.visitor import Visitor

NOMINAL = [QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL, QuestionKind.CHOOSE_PICTURE, QuestionKind.TOP_THREE]
KEYS = ["a", "b", "c", "d", "rest"]
PEOPLE = 600


def question(order: str, kind: QuestionKind = QuestionKind.CHOOSE_ONE) -> Question:
    words = dict.fromkeys(KEYS[:4], "Iets") | {"rest": "Anders, namelijk"}
    options = [Option(key=key, text=words[key], position=at) for at, key in enumerate(KEYS, 1)]
    return Question(key="q1", kind=kind, text="Wat?", settings={"order": order}, options=options)


def orders(asked: Question) -> Counter[str]:
    """Return how often each order was drawn by many people."""
    draws = (new_participant(1).draw for _ in range(PEOPLE))
    return Counter("".join(arranged([*KEYS, "DONT_KNOW"], str, asked, draw)) for draw in draws)


def test_every_order_is_drawn_about_as_often_and_what_is_left_over_stays_last() -> None:
    found = orders(question("RANDOM"))
    assert len(found) == 24
    assert all(one.endswith("restDONT_KNOW") for one in found)
    # 25 expected of each; chi-square with 23 degrees of freedom stays under 60 but for one time in 30,000.
    assert sum((times - 25) ** 2 / 25 for times in found.values()) < 60


def test_half_of_the_people_see_it_turned_round() -> None:
    found = orders(question("REVERSED"))
    assert set(found) == {"abcdrestDONT_KNOW", "dcbarestDONT_KNOW"}
    assert 220 < found["dcbarestDONT_KNOW"] < 380


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind not in NOMINAL])
def test_a_scale_a_statement_and_a_number_are_never_shuffled(kind: QuestionKind) -> None:
    assert option_order(question("RANDOM", kind)) is OptionOrder.FIXED
    assert arranged(KEYS, str, question("RANDOM", kind), "00000001") == KEYS


@pytest.mark.parametrize("broken", [None, "UPSIDE_DOWN", 3, ["RANDOM"], {}])
def test_a_setting_that_is_none_of_ours_leaves_the_order_as_written(broken: object) -> None:
    asked = question("RANDOM")
    asked.settings = {"order": broken}
    assert arranged(KEYS, str, asked, "00000001") == KEYS


def test_two_questions_of_one_person_are_drawn_apart() -> None:
    other = question("RANDOM")
    other.key = "q2"
    same = sum(arranged(KEYS, str, question("RANDOM"), d) == arranged(KEYS, str, other, d)
               for d in (new_participant(1).draw for _ in range(PEOPLE)))  # fmt: skip
    assert same < PEOPLE / 8


def test_the_phone_draws_exactly_as_the_server_does(tmp_path: Path) -> None:
    keys = [bytes(range(at, at + 32)).hex() for at in range(20)]
    texts = ["", "x", "e5f1a2b3 q1 o1", f"{'f' * 8} {'q' * 60} {'o' * 60}"]
    shutil.copytree(PANEL / "static" / "js" / "answering", tmp_path / "answering")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    script = (
        "import { drawOf } from './answering/ordering.js';"
        "import { sha256Start } from './answering/sha256.js';"
        f"console.log(JSON.stringify([{json.dumps(keys)}.map(drawOf), {json.dumps(texts)}.map((one) => "
        "sha256Start(one)('') >>> 0)]));"
    )
    (tmp_path / "main.js").write_text(script)
    node = shutil.which("node")
    assert node is not None
    said = subprocess.run([node, tmp_path / "main.js"], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == [[draw_of(bytes.fromhex(one)) for one in keys], [mixed(one) for one in texts]]


@pytest.fixture
def asked(session: Session, keys: KeyDirectory) -> Consultation:
    """An open link with a question of each kind whose answers have no order, all shuffled."""
    made: Consultation = ConsultationFactory(state=State.OPEN, evidence_kind=EvidenceKind.OPEN, code="het-plein")
    for kind in NOMINAL:
        one = QuestionFactory(consultation=made, kind=kind)
        one.settings = {**one.settings, "order": "RANDOM"}
    RoundFactory(consultation=made, directory=keys)
    session.commit()
    return made


def visitor(client: Visitor, token: bytes) -> Phone:
    """Someone without scripts whose phone has this key."""
    phone = Phone(client)
    phone.open("/meedoen/het-plein")
    phone.tap("/meedoen/start", code="het-plein", key=token.hex())
    return phone


def cards(page: str) -> list[str]:
    return re.findall(r'class="mp-answer[^>]*?data-answer="([^"]+)"', page)


def written(asked: Question) -> list[str]:
    return [*(one.key for one in asked.options), "DONT_KNOW"]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_without_scripts_it_stands_the_same_when_someone_goes_back_or_makes_a_mistake(
    client: Visitor, asked: Consultation, number: int
) -> None:
    shown = set()
    for person in range(6):
        token = bytes([person]) * 32
        phone = visitor(client, token)
        address = f"/meedoen/vraag/{number}"
        phone.open(address)
        mine = cards(phone.page)
        one = asked.questions[number - 1]
        assert mine == arranged(written(one), str, one, draw_of(token))
        phone.tap(address, do="NEXT")
        assert cards(phone.page) == mine
        phone.open(address)
        assert cards(phone.page) == mine
        shown.add(tuple(mine))
        client.delete_cookie("meepraat-deelname", path="/meedoen")
    assert len(shown) > 1


def test_looking_back_tells_several_answers_as_they_stood(client: Visitor, asked: Consultation) -> None:
    one = asked.questions[1]
    by_person = {bytes([at]) * 32: [] for at in range(40)}  # type: dict[bytes, list[str]]
    for token in by_person:
        by_person[token] = arranged(written(one), str, one, draw_of(token))[:2]
    token = next(token for token, first in by_person.items() if first != sorted(first, key=written(one).index))
    phone = visitor(client, token)
    phone.tap("/meedoen/vraag/2", answer=by_person[token], do="NEXT")
    phone.open("/meedoen/nakijken")
    words = {option.key: option.text for option in one.options}
    assert ", ".join(words[key] for key in by_person[token]) in phone.page


def test_what_phones_with_scripts_get_is_the_same_for_everybody(client: Visitor, asked: Consultation) -> None:
    page = client.get("/meedoen/het-plein").text
    sections = re.findall(r'<section data-screen="\d".*?</section>', page, re.DOTALL)
    assert [cards(one) for one in sections] == [written(one) for one in asked.questions]
    assert page.count('data-shuffles="RANDOM"') == 4
    assert 'data-last="DONT_KNOW"' in page
    assert 'data-draw=""' in page


def test_the_order_is_stored_nowhere_and_an_answer_does_not_tell_it(
    client: Visitor, session: Session, asked: Consultation, database: Database
) -> None:
    token = bytes(range(32))
    phone = visitor(client, token)
    one = asked.questions[1]
    mine = arranged(written(one), str, one, draw_of(token))[:3]
    phone.tap("/meedoen/vraag/2", answer=mine, do="NEXT")
    for kept in (check_given(one, "ANSWERED", mine, False), check_given(one, "ANSWERED", mine[::-1], False)):
        assert kept.value == [key for key in written(one) if key in mine]
    session.rollback()
    for table in inspect(database.engine).get_table_names():
        for row in session.execute(text(f'SELECT * FROM "{table}"')):
            assert draw_of(token) not in "|".join(map(str, row)), table


@pytest.mark.parametrize("order", ["FIXED", "REVERSED", "RANDOM"])
def test_the_order_is_chosen_at_the_desk(
    client: Visitor, session: Session, sign_in: Callable[..., Visitor], order: str
) -> None:
    town = MunicipalityFactory()
    officer = UserFactory(municipality=town)
    draft: Consultation = ConsultationFactory(municipality=town)
    one: Question = QuestionFactory(consultation=draft)
    session.commit()
    desk = sign_in(client, officer, town)
    address = f"/werkplek/raadplegingen/{draft.id}/vragen/{one.id}"
    page = desk.get(address).text
    mark = re.search(r'name="mark"[^>]*value="([^"]+)"', page)
    assert mark is not None
    fields = {"mark": mark[1], "text": one.text, "order": order}
    for at, option in enumerate(one.options):
        fields |= {f"options-{at}-key": option.key, f"options-{at}-text": option.text}
    assert desk.post(address, data=fields).status_code == 303
    session.expire_all()
    assert option_order(one) == order
    assert f'<option value="{order}" selected>' in desk.get(address).text
