"""The desk page of a test round: counts, points with notes, the link, tests from paper, and the public reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

import flask
import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, RemarkKind, State
from panel.consultations.presenters.tryout import counts_in_words, needed_in_words
from panel.consultations.queries import who_tested
from panel.consultations.service import (
    begin_test,
    change_question,
    fingerprint,
    finish_test,
    keep_remarks,
    point_mark,
    text_mark,
)
from panel.consultations.tasks import FORGET_TEST_ROUNDS
from panel.core.access import Role
from panel.core.jobs import Jobs
from panel.core.text import clean_text
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import UserFactory
from tests.support.visitor import Visitor

pytestmark = pytest.mark.sqlite
Enter = Callable[..., Visitor]


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer)
    made.untested_reason, made.target_groups = "", "jongeren"
    session.commit()
    return made


def page_of(draft: Consultation) -> str:
    return f"/werkplek/raadplegingen/{draft.id}/proefronde"


def someone_tests(
    session: Session,
    draft: Consultation,
    name: str,
    words: dict[int, RemarkKind] | None = None,
    own_words: str = "",
    *,
    of_target: bool = False,
    hard: bool = False,
) -> None:
    tester = begin_test(session, draft, token_hash=name.ljust(64, "0"), of_target=of_target)
    keep_remarks(
        session,
        draft,
        tester,
        draft.questions[0],
        mark=fingerprint(draft.questions[0]),
        words=words or {},
        own_words=own_words,
        not_understood=hard,
    )
    finish_test(session, draft, tester, edition=draft.edition)
    session.commit()


@pytest.mark.parametrize(
    ("testers", "of_target", "needed"),
    [
        (0, 0, "Nog 5 mensen nodig, van wie 2 uit de doelgroep."),
        (4, 1, "Nog 1 uit de doelgroep nodig."),
        (4, 2, "Nog 1 mens nodig."),
        (3, 3, "Nog 2 mensen nodig."),
        (9, 1, "Nog 1 uit de doelgroep nodig."),
        (9, 0, "Nog 2 uit de doelgroep nodig."),
        (5, 2, ""),
    ],
)
def test_what_is_needed_yet_is_said_in_one_sentence(
    sqlite_app: flask.Flask, testers: int, of_target: int, needed: str
) -> None:
    with sqlite_app.test_request_context():
        assert needed_in_words(testers, of_target) == needed


def test_so_many_tested_is_said_as_counts(sqlite_app: flask.Flask) -> None:
    with sqlite_app.test_request_context():
        assert counts_in_words(0, 0) == "Nog niemand heeft getest."
        assert counts_in_words(1, 1) == "1 mens heeft getest, 1 uit de doelgroep."
        assert counts_in_words(4, 1) == "4 mensen hebben getest, 1 uit de doelgroep."


def test_an_empty_round_says_what_to_do(session: Session, desk: Visitor, draft: Consultation) -> None:
    page = desk.get(page_of(draft)).text
    assert "Nog niemand heeft getest." in page
    assert "Maak de link" in page
    for question in list(draft.questions):
        session.delete(question)
    session.commit()
    assert "Er is nog niets om te testen" in desk.get(page_of(draft)).text


def test_the_link_is_made_renewed_and_stopped(session: Session, desk: Visitor, draft: Consultation) -> None:
    keys = []
    for do in ("START", "START", "STOP"):
        sent = {"do": do, "mark": text_mark(draft.test_key or "")}
        assert desk.post(f"{page_of(draft)}/link", data=sent).status_code == HTTPStatus.SEE_OTHER
        keys.append(draft.test_key)
    assert keys[2] is None
    assert len({*keys}) == 3
    stale = desk.post(f"{page_of(draft)}/link", data={"do": "START", "mark": text_mark("van eerder")})
    assert stale.status_code == HTTPStatus.CONFLICT
    assert draft.test_key is None


def test_the_page_shows_the_link_with_its_square(session: Session, desk: Visitor, draft: Consultation) -> None:
    desk.post(f"{page_of(draft)}/link", data={"do": "START", "mark": text_mark("")})
    page = desk.get(page_of(draft)).text
    assert f"/proef/{draft.test_key}" in page
    assert "mp-qr" in page


def test_marked_words_stand_in_the_text_with_how_often(session: Session, desk: Visitor, draft: Consultation) -> None:
    hard, good = RemarkKind.MINUS, RemarkKind.PLUS
    someone_tests(session, draft, "a", {4: hard}, "<b>Of</b> ik sport", of_target=True, hard=True)
    someone_tests(session, draft, "b", {4: hard, 0: good}, hard=True)
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", desk.get(page_of(draft)).text))
    assert "2 mensen hebben getest, 1 uit de doelgroep." in page
    assert "Hoe goed: +1 vaak moeilijk: −2 sport jij?" in page
    assert "2 mensen snappen deze vraag niet" in page
    assert "vaak: 2 keer moeilijk" in page
    assert "&lt;b&gt;Of&lt;/b&gt; ik sport" in page


def test_a_point_is_settled_with_a_note_and_opened_again(session: Session, desk: Visitor, draft: Consultation) -> None:
    someone_tests(session, draft, "a", hard=True)
    (remark,) = who_tested(session, draft.id)[0].remarks
    address = f"{page_of(draft)}/punt/{remark.id}"
    assert "1 open punt" in desk.get(page_of(draft)).text
    empty = desk.post(address, data={"mark": text_mark(), "note": " ", "do": "SETTLE"})
    assert empty.status_code == HTTPStatus.BAD_REQUEST
    assert "Schrijf kort op wat je ermee deed." in empty.text
    assert desk.post(address, data={"mark": text_mark(), "note": "Korter gemaakt"}).location.endswith("#vraag-1")
    page = desk.get(page_of(draft)).text
    assert "1 open punt" not in page
    assert "Korter gemaakt" in page
    desk.post(address, data={"mark": point_mark([remark]), "do": "REOPEN"})
    assert "1 open punt" in desk.get(page_of(draft)).text


def test_two_officers_settle_one_point_and_the_second_sees_both_notes(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    someone_tests(session, draft, "a", hard=True)
    (remark,) = who_tested(session, draft.id)[0].remarks
    address = f"{page_of(draft)}/punt/{remark.id}"
    desk.post(address, data={"mark": text_mark(), "note": "Van mijn collega"})
    late = desk.post(address, data={"mark": text_mark(), "note": "Van mij"})
    assert late.status_code == HTTPStatus.CONFLICT
    assert "Van mijn collega" in late.text
    assert "Van mij" in late.text
    assert remark.settled == "Van mijn collega"


def test_texts_that_changed_after_a_test_say_so(session: Session, desk: Visitor, draft: Consultation) -> None:
    someone_tests(session, draft, "a", {4: RemarkKind.MINUS})
    question = draft.questions[1]
    change_question(session, draft, question, mark=fingerprint(question), text="Wat moet anders?")
    session.commit()
    page = desk.get(page_of(draft)).text
    assert "Vraag 2 is nieuw of veranderd na de laatste test." in page
    assert "Alleen getest in een eerdere versie." in page
    someone_tests(session, draft, "b")
    page = desk.get(page_of(draft)).text
    assert "na de laatste test" not in page
    assert "Door 1 in een eerdere versie." in page


def test_the_public_reason_is_kept_and_a_colleagues_is_not_overwritten(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    address, mark = f"{page_of(draft)}/reden", text_mark("")
    desk.post(address, data={"mark": mark, "untested_reason": "Er is haast."})
    assert draft.untested_reason == "Er is haast."
    late = desk.post(address, data={"mark": mark, "untested_reason": "Iets anders."})
    assert late.status_code == HTTPStatus.CONFLICT
    assert "Er is haast." in late.text
    assert "Iets anders.</textarea>" in late.text
    long = desk.post(address, data={"mark": mark, "untested_reason": "x" * 100_000})
    assert long.status_code == HTTPStatus.BAD_REQUEST
    assert "Er passen 600 tekens." in long.text


def sheet(draft: Consultation, token: str = "ab" * 32, **fields: str) -> dict[str, str]:
    sent = {"token": token, "target": "YES"}
    for at, question in enumerate(draft.questions):
        sent |= {f"rows-{at}-question_id": str(question.id), f"rows-{at}-mark": fingerprint(question)}
    return sent | {name.replace("row", "rows-").replace("__", "-"): value for name, value in fields.items()}


def test_a_test_from_paper_counts_once_also_when_it_is_sent_twice(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    said = {"row0__minus": "vaak, Nooit", "row0__plus": "sport"}
    sent = sheet(draft, **said, row1__own_words="Wat beter kan", row1__not_understood="y")
    for _ in range(2):
        assert desk.post(f"{page_of(draft)}/papier", data=sent).status_code == HTTPStatus.SEE_OTHER
    assert (draft.testers, draft.testers_of_target) == (1, 1)
    (tester,) = who_tested(session, draft.id)
    assert sorted((one.kind.value, one.words) for one in tester.remarks) == [
        ("MINUS", "Nooit"),
        ("MINUS", "vaak"),
        ("NOT_UNDERSTOOD", ""),
        ("OWN_WORDS", "Wat beter kan"),
        ("PLUS", "sport"),
    ]


@pytest.mark.parametrize("token", ["", "zz", "<script>"])
def test_a_sheet_without_a_good_token_is_a_new_tester(desk: Visitor, draft: Consultation, token: str) -> None:
    desk.post(f"{page_of(draft)}/papier", data=sheet(draft, token))
    desk.post(f"{page_of(draft)}/papier", data=sheet(draft, token))
    assert draft.testers == 2


def test_a_word_that_is_not_in_the_question_is_told_at_its_field(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    answer = desk.post(f"{page_of(draft)}/papier", data=sheet(draft, row0__minus="vaak <i>zwemmen"))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "staat niet in deze vraag" in answer.text
    assert "vaak &lt;i&gt;zwemmen" in answer.text
    assert who_tested(session, draft.id) == []
    assert draft.testers == 0


def test_a_sheet_asks_whether_the_tester_is_of_the_target_group(desk: Visitor, draft: Consultation) -> None:
    answer = desk.post(f"{page_of(draft)}/papier", data=sheet(draft) | {"target": ""})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Kies wat de tester zei." in answer.text


def test_questions_that_changed_while_typing_are_shown_with_what_was_typed(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    sent = sheet(draft, row0__own_words="Of ik sport")
    question = draft.questions[0]
    question.text = "Sport jij vaak?"
    session.commit()
    answer = desk.post(f"{page_of(draft)}/papier", data=sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Of ik sport</textarea>" in answer.text
    assert fingerprint(question) in answer.text
    assert draft.testers == 0


@pytest.mark.parametrize(
    ("role", "looks", "changes"),
    [
        (Role.ADMINISTRATOR, 200, 303),
        (Role.PRIVACY_OFFICER, 200, 403),
        (Role.COUNCIL_MEMBER, 403, 403),
        (Role.PANEL_WORKER, 403, 403),
    ],
)
def test_who_may_look_and_who_may_change(
    client: Visitor, sign_in: Enter, town: Municipality, draft: Consultation, role: Role, looks: int, changes: int
) -> None:
    sign_in(client, UserFactory(municipality_id=town.id, role=role), town)
    answer = client.get(page_of(draft))
    assert answer.status_code == looks
    assert ("Maak de link" in answer.text) == (role is Role.ADMINISTRATOR)
    sent = {"do": "START", "mark": text_mark("")}
    assert client.post(f"{page_of(draft)}/link", data=sent).status_code == changes


def test_what_is_no_draft_shows_its_counts_and_takes_no_change(
    session: Session, desk: Visitor, draft: Consultation
) -> None:
    someone_tests(session, draft, "a", hard=True)
    (remark,) = who_tested(session, draft.id)[0].remarks
    draft.state = State.IN_REVIEW
    session.commit()
    page = desk.get(page_of(draft)).text
    assert "1 mens heeft getest" in page
    assert "Afgehandeld</button>" not in page
    for address in ("link", "reden", "papier", f"punt/{remark.id}"):
        sent = {"note": "Mijn tekst", "untested_reason": "Mijn tekst"}
        refused = desk.post(f"{page_of(draft)}/{address}", data=sent)
        assert refused.status_code == HTTPStatus.CONFLICT
        assert "Mijn tekst" in refused.text, "nothing typed is lost"


def test_the_job_forgets_remarks_once_it_is_cancelled(
    session: Session, desk: Visitor, sqlite_app: flask.Flask, draft: Consultation
) -> None:
    someone_tests(session, draft, "a", own_words="Ik heet Ali")
    draft.state = State.CANCELLED
    session.commit()
    jobs: Jobs = sqlite_app.extensions["meepraat_jobs"]
    jobs.enqueue(FORGET_TEST_ROUNDS)
    session.expire_all()
    assert who_tested(session, draft.id) == []
    assert draft.testers == 1
    assert "Ik heet Ali" not in desk.get(page_of(draft)).text


def test_the_sheet_for_paper_has_every_text_and_room_to_write(desk: Visitor, draft: Consultation) -> None:
    page = desk.get(page_of(draft)).text
    paper = page[page.index('class="mp-testsheet"') :]
    for text in ("Hoe vaak sport jij?", "Elke week", "Wat kan beter?", "Zet een + boven een goed woord.", "jongeren"):
        assert clean_text(text, 100) in paper
    assert paper.count("mp-testsheet__write") == 4
