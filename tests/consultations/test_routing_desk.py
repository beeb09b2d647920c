"""Choosing who gets a question at the desk: by boxes, without a script, with a clear sentence for what cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, Question, QuestionKind, State
from panel.consultations.service import add_question, fingerprint
from panel.core.access import Role
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import UserFactory
from tests.support.visitor import Visitor


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    """How often (1), what can be better (2, open), and why not (3), which is for everybody as yet."""
    made = ready_consultation(session, officer)
    add_question(session, made, kind=QuestionKind.OPEN_TEXT, text="Waarom niet?")
    session.commit()
    return made


def page_of(draft: Consultation, question: Question | None = None) -> str:
    page = f"/werkplek/raadplegingen/{draft.id}/vragen"
    return page if question is None else f"{page}/{question.id}"


def routed(session: Session, draft: Consultation) -> tuple[Question, Question]:
    """Let the third question depend on "Nooit" at the first, and return both."""
    first, third = draft.questions[0], draft.questions[2]
    third.only_if_question_id, third.only_if_answers = first.id, [first.options[2].key]
    session.commit()
    return first, third


def fields(question: Question, **more: object) -> dict[str, object]:
    rows = {f"options-{at}-{name}": getattr(one, name) for at, one in enumerate(question.options)
            for name in ("key", "text", "easy_text", "pictogram")}  # fmt: skip
    return {"mark": fingerprint(question), "text": question.text, **rows, **more}


def test_only_earlier_questions_with_answers_are_offered(desk: Visitor, draft: Consultation) -> None:
    first, second, third = draft.questions
    assert "Wie krijgt deze vraag?" not in desk.get(page_of(draft, first)).text
    shown = desk.get(page_of(draft, third)).text
    assert f'name="only_if" value="{first.id}"' in shown
    assert f'name="only_if" value="{second.id}"' not in shown
    assert shown.count('name="only_if_answers"') == len(first.options) + 1
    assert f'name="only_if" value="{first.id}"' in desk.get(f"{page_of(draft)}/nieuw/kies-een").text


def test_who_gets_a_question_is_kept_and_shown(desk: Visitor, session: Session, draft: Consultation) -> None:
    first, _second, third = draft.questions
    never = first.options[2].key
    chosen = {"only_if": first.id, "only_if_answers": [f"{first.id}:{never}", f"{first.id}:DONT_KNOW", "0:other"]}
    assert desk.post(page_of(draft, third), data=fields(third, **chosen)).status_code == 303
    assert (third.only_if_question_id, third.only_if_answers) == (first.id, [never, "DONT_KNOW"])
    shown = desk.get(page_of(draft, third)).text
    assert re.search(rf'value="{first.id}:{never}" checked', shown)
    listed = desk.get(f"/werkplek/raadplegingen/{draft.id}/stap/vragen").text
    assert "‘Nooit’ of ‘Weet ik niet’ antwoordt." in listed
    assert f"{page_of(draft)}/route" in listed
    assert desk.post(page_of(draft, third), data=fields(third)).status_code == 303
    assert third.only_if_question_id == first.id
    assert desk.post(page_of(draft, third), data=fields(third, only_if="")).status_code == 303
    assert (third.only_if_question_id, third.only_if_answers) == (None, [])


def test_a_new_question_can_have_a_condition_at_once(desk: Visitor, draft: Consultation) -> None:
    first = draft.questions[0]
    chosen = {"only_if": first.id, "only_if_answers": [f"{first.id}:{first.options[0].key}"]}
    said = {"text": "Waar sport jij dan?", **chosen}
    assert desk.post(f"{page_of(draft)}/nieuw/open", data=said).status_code == 303
    assert draft.questions[3].only_if_answers == [first.options[0].key]


@pytest.mark.parametrize(
    ("ticked", "sentence"),
    [
        ([], "Kruis aan bij welk antwoord deze vraag hoort"),
        (["o1", "o2", "o3", "DONT_KNOW"], "Dit zijn alle antwoorden."),
        (["o1", "o7"], "Een antwoord dat je aankruiste, is er niet meer."),
    ],
)
def test_a_choice_that_cannot_be_says_why_and_loses_nothing(
    desk: Visitor, draft: Consultation, ticked: list[str], sentence: str
) -> None:
    first, _second, third = draft.questions
    chosen = {"only_if": first.id, "only_if_answers": [f"{first.id}:{key}" for key in ticked]}
    for address in (page_of(draft, third), f"{page_of(draft)}/nieuw/open"):
        answer = desk.post(address, data=fields(third, **chosen) | {"text": "Net getypt?"})
        assert answer.status_code == 400
        assert sentence in answer.text
        assert 'href="#field-only_if"' in answer.text
        assert "Net getypt?" in answer.text
        assert all(f'value="{first.id}:{key}" checked' in answer.text for key in ticked if key != "o7")
    assert (third.text, third.only_if_question_id) == ("Waarom niet?", None)


def test_two_officers_see_each_others_choice(desk: Visitor, session: Session, draft: Consultation) -> None:
    mine = fields(draft.questions[2], only_if="")
    routed(session, draft)
    answer = desk.post(page_of(draft, draft.questions[2]), data=mine)
    assert answer.status_code == 409
    assert "Alleen wie bij vraag 1 ‘Nooit’ antwoordt." in answer.text
    assert draft.questions[2].only_if_question_id is not None


def test_moving_removing_and_changing_say_what_is_in_the_way(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    first, third = routed(session, draft)
    for _once in range(2):
        desk.post(f"{page_of(draft, third)}/omhoog", data={"at": third.position})
    assert third.position == 2
    told = desk.get(f"/werkplek/raadplegingen/{draft.id}/stap/vragen").text
    assert "Vraag 2 hoort bij een antwoord op vraag 1. Hij moet daar dus onder blijven." in told
    quickly = desk.post(f"{page_of(draft, first)}/omlaag", data={"at": 1}, headers={"Accept": "application/json"})
    assert quickly.status_code == 409
    asked = desk.get(f"{page_of(draft, first)}/weg").text
    assert "Vraag 2: Waarom niet?" in asked
    assert 'method="post"' not in asked.split("<main")[1]
    assert desk.post(f"{page_of(draft, first)}/weg").location.endswith("/weg")
    kept = {name: one for name, one in fields(first).items() if not name.startswith("options-2")}
    answer = desk.post(page_of(draft, first), data=kept | {"text": "Net getypt?"})
    assert answer.status_code == 400
    assert "Vraag 2 hoort bij het antwoord ‘Nooit’. Laat dat staan" in answer.text
    assert "Net getypt?" in answer.text
    session.expire_all()
    assert [one.text for one in first.options] == ["Elke week", "Soms", "Nooit"]
    assert first.text == "Hoe vaak sport jij?"


def test_a_condition_that_went_wrong_leads_from_the_gates_to_its_question(
    desk: Visitor, session: Session, draft: Consultation
) -> None:
    first, third = routed(session, draft)
    third.only_if_answers = [*(one.key for one in first.options), "DONT_KNOW"]
    session.commit()
    shown = desk.get(f"/werkplek/raadplegingen/{draft.id}/publiceren").text
    sentence = "Vraag 3: hij hoort bij alle antwoorden. Kies er minder, of vraag het aan iedereen."
    assert re.search(rf'<a href="{page_of(draft, third)}[^"]*">{sentence}</a>', shown)
    assert "hij hoort bij alle antwoorden" in desk.get(page_of(draft, third)).text


def test_the_path_is_drawn_and_told_in_words(desk: Visitor, session: Session, draft: Consultation) -> None:
    assert "Iedereen krijgt alle vragen" in desk.get(f"{page_of(draft)}/route").text
    routed(session, draft)
    draft.expected_responses = 20
    shown = desk.get(f"{page_of(draft)}/route").text
    assert "Iedereen krijgt 2 vragen. De langste route is 3 vragen." in shown
    assert "Wie ‘Nooit’ antwoordt, krijgt ook vraag 3." in shown
    assert "Alleen wie bij vraag 1 ‘Nooit’ antwoordt." in shown
    assert "Naar verwachting krijgen 5 mensen deze vraag, en 15 niet." in shown
    drawing = shown[shown.index('<svg class="mp-path"') :].split("</svg>")[0]
    assert 'role="img"' in drawing
    assert drawing.count("<circle") == 5
    assert "Na ‘Nooit’" in drawing


def test_who_reads_along_sees_the_path_but_changes_nothing(
    client: Visitor, sign_in: Callable[..., Visitor], session: Session, town: Municipality, draft: Consultation
) -> None:
    _first, third = routed(session, draft)
    draft.state = State.IN_REVIEW
    sign_in(client, UserFactory(municipality=town, role=Role.PRIVACY_OFFICER), town)
    shown = client.get(f"{page_of(draft)}/route").text
    assert page_of(draft, third) not in shown
    assert f"{page_of(draft)}/route" in client.get(f"/werkplek/raadplegingen/{draft.id}").text


def test_a_copy_into_a_draft_without_the_other_question_says_that_everybody_gets_it(
    desk: Visitor, session: Session, draft: Consultation, officer: User
) -> None:
    _first, third = routed(session, draft)
    other = ready_consultation(session, officer)
    other.questions[0].text = "Iets anders?"
    session.commit()
    copied = desk.post(f"{page_of(draft, third)}/kopie", data={"into": other.id})
    assert "Deze vraag is nu voor iedereen." in desk.get(copied.location).text
    taken = desk.post(
        f"/werkplek/raadplegingen/{other.id}/vragen/overnemen?uit={draft.id}", data={"question": [str(third.id)]}
    )
    assert "1 vraag is nu voor iedereen." in desk.get(taken.location).text


def test_the_library_says_who_got_a_question_and_gives_it_to_everybody_elsewhere(
    desk: Visitor, session: Session, draft: Consultation, officer: User
) -> None:
    _first, third = routed(session, draft)
    other = ready_consultation(session, officer)
    other.questions[0].text = "Iets anders?"
    session.commit()
    desk.post(f"{page_of(draft, third)}/bibliotheek")
    library = desk.get("/werkplek/vragen-bibliotheek").text
    kept = re.search(r'href="(/werkplek/vragen-bibliotheek/\d+)[^"]*">\s*Waarom niet', library)
    assert kept is not None
    assert "Alleen wie ‘Nooit’ antwoordt op ‘Hoe vaak sport jij?’" in desk.get(kept[1]).text
    taken = desk.post(kept[1], data={"into": other.id})
    assert "Deze vraag is nu voor iedereen." in desk.get(taken.location).text
