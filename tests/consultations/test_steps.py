"""The twelve steps: how far each is comes from what is stored, advice blocks nobody, colleagues keep their texts."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.forecast import smallest_group
from panel.consultations.hints import Hint, room_hints, title_hints, why_hints
from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    BreakdownSource,
    Consultation,
    EvidenceKind,
    InfluenceLevel,
    PolicyQuestion,
    QuestionKind,
)
from panel.consultations.service import (
    ClassText,
    add_breakdown,
    add_question,
    breakdown_fingerprint,
    change_breakdown,
    create_consultation,
    create_policy_question,
)
from panel.consultations.steps import StepKey, StepState, steps_of
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import UserFactory
from tests.support.visitor import Visitor

SignIn = Callable[..., Visitor]
TODAY = dt.date(2027, 3, 1)


@pytest.fixture
def begun(session: Session, officer: User) -> Consultation:
    """A draft of which only the title was written."""
    asked = create_policy_question(
        session, municipality_id=officer.municipality_id, created_by_id=officer.id, title="Wat mist er in het park?"
    )
    made = create_consultation(session, asked, created_by_id=officer.id, evidence_kind=EvidenceKind.OPEN)
    session.commit()
    return made


def states(consultation: Consultation) -> dict[StepKey, StepState]:
    return {one.key: one.state for one in steps_of(consultation, TODAY)}


def mark_on(page: str) -> str:
    return page.split('name="mark" type="hidden" value="')[1].split('"')[0]


def breakdown(*shares: int | None, source: BreakdownSource = BreakdownSource.ASKED) -> Breakdown:
    classes = [BreakdownClass(text=f"Groep {number}", share=one) for number, one in enumerate(shares, start=1)]
    return Breakdown(label="Leeftijd", filled_by=source, classes=classes)


def test_each_step_says_how_far_it_is_from_what_is_stored(session: Session, begun: Consultation) -> None:
    before = states(begun)
    assert before.pop(StepKey.ASKED) is StepState.DONE
    assert before.pop(StepKey.BACKGROUND) is StepState.DONE, "asking no background is allowed"
    assert set(before.values()) == {StepState.OPEN}
    asked = begun.policy_question
    asked.explanation, asked.decision, asked.decision_on = "Nu", "De raad kiest", dt.date(2027, 5, 1)
    asked.open_points = "De plek"
    asked.influence, asked.influence_level = "Jij geeft advies.", InfluenceLevel.ADVISE
    begun.topic, begun.target_groups, begun.expected_responses, begun.help_places = (
        "het park",
        "jongeren",
        80,
        "de bieb",
    )
    after = states(begun)
    done = {key for key, state in after.items() if state is StepState.DONE}
    assert done == {StepKey.ASKED, StepKey.WHY, StepKey.INFLUENCE, StepKey.PEOPLE, StepKey.BACKGROUND}
    assert after[StepKey.ROOM] is StepState.BETTER
    asked.explanation = ""
    assert states(begun)[StepKey.WHY] is StepState.OPEN


@pytest.mark.parametrize(
    ("title", "is_double"),
    [
        ("Hoe wordt sporten in de wijk leuker?", False),
        ("Wat vind je van brood en melk op school?", False),
        ("Hoe bereiken we jongeren? En wat hebben zij nodig?", True),
        ("Hoe wordt het plein veiliger en wat mag dat kosten?", True),
    ],
)
def test_two_questions_in_the_title_are_seen(title: str, is_double: bool) -> None:
    assert title_hints(PolicyQuestion(title=title)) == ([Hint.TWO_QUESTIONS] if is_double else [])


@pytest.mark.parametrize(
    ("day", "hints"),
    [
        (None, [Hint.NO_DECISION_DAY]),
        (dt.date(2027, 8, 31), []),
        (dt.date(2027, 9, 1), [Hint.DECISION_FAR]),
        (dt.date(2027, 2, 28), [Hint.DECISION_PASSED]),
        (TODAY, []),
    ],
)
def test_a_decision_more_than_half_a_year_away_is_too_far(day: dt.date | None, hints: list[Hint]) -> None:
    assert why_hints(PolicyQuestion(decision="De raad kiest", decision_on=day), TODAY) == hints


def test_nothing_to_think_along_about_is_the_first_advice() -> None:
    assert room_hints(PolicyQuestion(fixed="Alles", open_points="", already_done="Veel")) == [Hint.NOTHING_OPEN]


@pytest.mark.parametrize(
    ("shares", "expected", "people"),
    [
        ((50, 50), 120, 60),
        ((5, 95), 120, 6),
        ((80, None, None), 100, 10),
        ((None, None, None), 90, 30),
        ((100, None), 90, 0),
        ((33, 33, 34), 30, 9),
    ],
)
def test_the_smallest_group_is_predicted_from_shares(
    shares: tuple[int | None, ...], expected: int, people: int
) -> None:
    found = smallest_group(breakdown(*shares), expected)
    assert found is not None
    assert (found.people, found.is_too_small) == (people, people < 10)


def test_nothing_is_predicted_of_what_is_not_known() -> None:
    assert smallest_group(breakdown(50, 50), None) is None
    assert smallest_group(breakdown(None), 100) is None
    assert smallest_group(breakdown(None, None, source=BreakdownSource.MODE), 100) is None


def test_a_share_that_a_colleague_changed_is_not_overwritten(session: Session, officer: User) -> None:
    draft = ready_consultation(session, officer)
    one = draft.breakdowns[0]
    mark = breakdown_fingerprint(one)
    classes = [ClassText("Jong", share=30), ClassText("Oud", share=70)]
    change_breakdown(session, draft, one, mark=mark, label="Leeftijd", text="Hoe oud ben je?", classes=classes)
    assert [part.share for part in one.classes] == [30, 70]
    assert breakdown_fingerprint(one) != mark


def test_a_title_makes_a_draft_and_the_rest_may_wait(desk: Visitor, session: Session) -> None:
    page = desk.post("/werkplek/vragen/nieuw", data={"title": "Wat mist er in het park?", "action": "stop"}).location
    overview = desk.get(page).text
    assert "Ga verder met stap 2" in overview
    assert overview.count("nog doen") >= 8
    assert session.query(Consultation).one().policy_question.title == "Wat mist er in het park?"
    assert "Wat mist er in het park?" in desk.get("/werkplek").text


def test_saving_goes_on_or_stops_and_advice_keeps_nobody_back(desk: Visitor, begun: Consultation) -> None:
    address = f"/werkplek/raadplegingen/{begun.id}/stap/waarom"
    far = {"explanation": "Nu", "decision": "De raad kiest", "decision_on": "2099-05-12"}
    on = desk.post(address, data={**far, "mark": mark_on(desk.get(address).text), "action": "on"})
    assert on.location.endswith("/stap/ruimte")
    assert "pas laat iets mee" in desk.get(on.location).text
    stopped = desk.post(address, data={**far, "mark": mark_on(desk.get(address).text), "action": "stop"})
    assert stopped.location == f"/werkplek/raadplegingen/{begun.id}"
    assert "kan beter" in desk.get(stopped.location).text


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("wat", {"title": " "}, "Schrijf op wat je wilt weten."),
        ("wat", {"title": "x" * 201}, "Er passen 200 tekens."),
        ("waarom", {"explanation": "bel\x07"}, "tekens in die geen tekst zijn"),
        ("waarom", {"explanation": "Blijft staan", "decision_on": "volgend jaar"}, "Schrijf de dag als 31-12-2027."),
        ("ruimte", {"fixed": "x" * 301}, "Er passen 300 tekens."),
        ("invloed", {"influence_level": "KING", "influence": "Jij beslist."}, "Kies een van de vier."),
        ("wie", {"expected_responses": "honderd"}, "Vul een heel getal in."),
        ("wie", {"expected_responses": "0"}, "Vul een getal in van 1"),
        ("wie", {"code": "welkom"}, "Sommige woorden zijn al bezet."),
        ("antwoord", {"reply_due_on": "31-02-2027"}, "Schrijf de dag als 31-12-2027."),
    ],
)
def test_a_mistake_brings_the_step_back_with_everything(
    desk: Visitor, begun: Consultation, step: str, typed: dict[str, str], sentence: str
) -> None:
    address = f"/werkplek/raadplegingen/{begun.id}/stap/{step}"
    whole = {"evidence_kind": "OPEN", "address_form": "JE", "code": "park"} if step == "wie" else {}
    answer = desk.post(address, data={**whole, **typed, "mark": mark_on(desk.get(address).text)})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'href="#field-' in answer.text
    for name, value in typed.items():
        assert name == "influence_level" or html.escape(value.strip()) in answer.text


def test_the_second_officer_sees_both_texts_and_only_of_this_step(
    desk: Visitor, client: Visitor, sign_in: SignIn, session: Session, town: Municipality, begun: Consultation
) -> None:
    address = f"/werkplek/raadplegingen/{begun.id}/stap"
    mine = {step: mark_on(desk.get(f"{address}/{step}").text) for step in ("waarom", "ruimte")}
    colleague = sign_in(desk.application.test_client(), UserFactory(municipality=town), town)  # type: ignore[arg-type]
    colleague.session_of_test = session
    theirs = mark_on(colleague.get(f"{address}/waarom").text)
    colleague.post(f"{address}/waarom", data={"explanation": "Van mijn collega", "mark": theirs})
    late = desk.post(f"{address}/waarom", data={"explanation": "Van mij", "mark": mine["waarom"]})
    assert late.status_code == 409
    for text in ("Van mijn collega", "Van mij", "Een collega bewaarde dit net voor jou"):
        assert text in late.text
    session.expire_all()
    assert session.get_one(PolicyQuestion, begun.policy_question_id).explanation == "Van mijn collega"
    assert desk.post(f"{address}/ruimte", data={"open_points": "De plek", "mark": mine["ruimte"]}).status_code == 303
    again = {"explanation": "Samen geschreven", "mark": mark_on(late.text)}
    assert desk.post(f"{address}/waarom", data=again).status_code == 303


def test_a_level_without_a_sentence_gets_one_to_begin_with(
    desk: Visitor, session: Session, begun: Consultation
) -> None:
    address = f"/werkplek/raadplegingen/{begun.id}/stap/invloed"
    level = {"influence_level": "ADVISE", "influence": "", "mark": mark_on(desk.get(address).text)}
    back = desk.post(address, data={**level, "action": "on"})
    assert back.location == address
    page = desk.get(address).text
    assert "Jij geeft advies. De gemeente beslist en zegt waarom." in page
    assert "Er staat een beginzin klaar." in page
    session.expire_all()
    assert session.get_one(PolicyQuestion, begun.policy_question_id).influence == "", "kept only when it is saved"


def test_the_reply_is_proposed_three_months_after_closing(desk: Visitor, begun: Consultation, clock: object) -> None:
    assert 'value="2027-06-21"' in desk.get(f"/werkplek/raadplegingen/{begun.id}/stap/antwoord").text


def test_what_may_be_said_with_so_many_answers_stands_in_words(
    desk: Visitor, session: Session, begun: Consultation
) -> None:
    address = f"/werkplek/raadplegingen/{begun.id}/stap/wie"
    for kind, count, words in (
        (EvidenceKind.SAMPLE, 474, "Te weinig voor een uitspraak over de hele gemeente."),
        (EvidenceKind.SAMPLE, 475, "Genoeg voor een uitspraak over de hele gemeente."),
        (EvidenceKind.PANEL, 900, "het blijft geen steekproef"),
        (EvidenceKind.GROUP, 9, "Bij minder dan 10 antwoorden is er niets te zien."),
    ):
        begun.evidence_kind, begun.expected_responses = kind, count
        session.commit()
        shown = desk.get(address).text.split('role="status" data-expects=')[1].split("</p>")[0]
        assert words in shown.rsplit("<span>", 1)[1]


def test_a_class_takes_its_share_and_a_small_group_is_told(
    desk: Visitor, session: Session, begun: Consultation
) -> None:
    begun.expected_responses = 60
    page = f"/werkplek/raadplegingen/{begun.id}"
    typed = {"label": "Leeftijd", "text": "Hoe oud ben je?", "classes": "Tot 18 jaar = 10%\n18 jaar of ouder = 90 %"}
    assert desk.post(f"{page}/achtergrond/nieuw", data=typed).location == f"{page}/stap/achtergrond"
    listed = desk.get(f"{page}/stap/achtergrond").text
    assert "De kleinste groep is ‘Tot 18 jaar’, met ongeveer 6 mensen." in listed
    assert "Dat is minder dan 10." in listed
    session.expire_all()
    one = begun.breakdowns[0]
    assert [(part.text, part.share) for part in one.classes] == [("Tot 18 jaar", 10), ("18 jaar of ouder", 90)]
    assert "Tot 18 jaar = 10%" in desk.get(f"{page}/achtergrond/{one.id}").text
    too_much = desk.post(f"{page}/achtergrond/nieuw", data={**typed, "classes": "A = 60%\nB = 41%"})
    assert too_much.status_code == 400
    assert "samen meer dan 100%" in too_much.text


def test_a_question_of_before_without_consultation_is_taken_up(desk: Visitor, session: Session, officer: User) -> None:
    asked = create_policy_question(
        session, municipality_id=officer.municipality_id, created_by_id=officer.id, title="Van vroeger?"
    )
    address = f"/werkplek/vragen/{asked.id}"
    assert "nog niemand iets gevraagd" in desk.get(address).text
    made = desk.post(address).location
    assert desk.post(address).location == made, "tapped twice, made once"
    assert desk.get(address).location == made


def test_participants_read_what_is_fixed_and_what_is_open(desk: Visitor, session: Session, begun: Consultation) -> None:
    add_question(session, begun, kind=QuestionKind.OPEN_TEXT, text="Wat mis jij?")
    preview = f"/werkplek/raadplegingen/{begun.id}/telefoon/0"
    assert "staat vast" not in desk.get(preview).text
    begun.policy_question.fixed = "Het park blijft open.\nHet budget."
    begun.policy_question.open_points = "Waar de bankjes komen"
    session.commit()
    shown = desk.get(preview).text
    assert "Dit staat vast:" in shown
    assert "<p>Het budget.</p>" in shown
    assert shown.index("Hier kun je over meedenken:") < shown.index("Waar de bankjes komen")


def test_steps_of_another_kind_and_of_nowhere_do_not_exist(desk: Visitor, begun: Consultation) -> None:
    page = f"/werkplek/raadplegingen/{begun.id}/stap"
    for step in ("vragen", "achtergrond", "voorbeeld", "wat", "antwoord"):
        assert desk.get(f"{page}/{step}").status_code == 200
    assert desk.get(f"{page}/nergens").status_code == 404
    assert desk.post(f"{page}/vragen", data={"title": "x"}).status_code in (404, 405)


def test_an_added_breakdown_keeps_its_shares(session: Session, begun: Consultation) -> None:
    classes = [ClassText("Noord", share=40), ClassText("Zuid")]
    one = add_breakdown(session, begun, label="Wijk", text="Waar woon je?", classes=classes)
    assert [part.share for part in one.classes] == [40, None]
