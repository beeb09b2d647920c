"""A copy asks the same and promises nothing; what was answered, tested or approved stays where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.audit.queries import last_event
from panel.consultations.gates import missing_for_opening
from panel.consultations.models import (
    Consultation,
    InfluenceLevel,
    Language,
    PrivacyGround,
    QuestionKind,
    State,
)
from panel.consultations.service import (
    OptionText,
    ShutError,
    TooManyError,
    add_question,
    add_term,
    parts_of,
    save_translations,
    translations_fingerprint,
)
from panel.consultations.service.copying import copy_consultation, copy_question
from panel.consultations.service.exchange.saving import save_consultation
from panel.core.clock import today
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile
from panel.media.service import describe_picture, keep_picture
from panel.municipalities.models import Municipality
from tests.consultations.making import ready_consultation
from tests.factories import ConsultationFactory, QuestionFactory
from tests.media.making import drawing


@pytest.fixture
def draft(session: Session, officer: User) -> Consultation:
    """A questionnaire with all that can be copied: translations (one stale), words, settings, test numbers."""
    made = ready_consultation(session, officer)
    add_question(session, made, kind=QuestionKind.TOP_THREE, text="Wat eerst?", settings={"order": "RANDOM"},
                 options=[OptionText("Licht"), OptionText("Groen"), OptionText("Anders")])  # fmt: skip
    add_term(session, made, word="sport", explanation="Bewegen voor je plezier.")
    add_term(session, made, word="vaak", explanation="Meer dan soms.", question_id=made.questions[0].id)
    typed = {part.name: f"en {part.source}"[: part.limit] for part in parts_of(made, Language.ENGLISH)}
    save_translations(session, made, Language.ENGLISH, typed, mark=translations_fingerprint(made, Language.ENGLISH))
    made.questions[1].text = "Wat kan er beter?"
    made.testers, made.testers_of_target, made.untested_reason = 6, 3, "Geen tijd."
    made.privacy_ground, made.retention_months, made.target_groups = PrivacyGround.CONSENT, 6, "jongeren"
    made.policy_question.influence_level, made.policy_question.fixed = InfluenceLevel.ADVISE, "De plek."
    session.commit()
    return made


def stale(consultation: Consultation) -> list[str]:
    return [part.source for part in parts_of(consultation, Language.ENGLISH) if part.stale]


def test_a_copied_questionnaire_asks_the_same(session: Session, draft: Consultation, officer: User) -> None:
    copy = copy_consultation(session, draft, by=officer.id, title="Hoe gaat het nu?")
    session.commit()
    assert save_consultation(copy) == save_consultation(draft).replace(draft.policy_question.title, "Hoe gaat het nu?")
    assert [one.key for one in copy.questions] == [one.key for one in draft.questions]
    assert {one.id for one in copy.questions}.isdisjoint(one.id for one in draft.questions)
    assert stale(copy) == stale(draft) == ["Wat kan er beter?"]
    assert {one.question_id for one in copy.glossary} == {None, copy.questions[0].id}


@pytest.mark.parametrize("state", [State.CLOSED, State.OPEN, State.CANCELLED])
def test_a_copy_of_any_state_is_an_untested_draft_without_a_promise(
    session: Session, town: Municipality, officer: User, state: State
) -> None:
    source = ConsultationFactory(municipality=town, state=state, testers=5, testers_of_target=2)
    QuestionFactory(consultation=source)
    copy = copy_consultation(session, source, by=officer.id, title="Nieuw?")
    assert (copy.state, copy.rounds, copy.code != source.code) == (State.DRAFT, [], True)
    assert (copy.testers, copy.testers_of_target, copy.untested_reason, copy.test_key) == (0, 0, "", None)
    assert (copy.promised_by, copy.promised_on, copy.approved_by_id, copy.opens_at, copy.closes_at) == (
        "", None, None, None, None,
    )  # fmt: skip
    asked = copy.policy_question
    assert (asked.owner_name, asked.owner_function, asked.reply_due_on, asked.reply_channel) == ("", "", None, "")
    assert {"NO_OWNER", "NO_REPLY_DATE"} <= {one.code for one in missing_for_opening(copy, on=today())}
    event = last_event(session, subject="consultation", subject_id=copy.id, action="COPIED")
    assert event is not None
    assert event.reason == source.code


def test_a_copy_under_the_same_policy_question_shares_its_promise(
    session: Session, draft: Consultation, officer: User
) -> None:
    copy = copy_consultation(session, draft, by=officer.id)
    assert copy.policy_question_id == draft.policy_question_id


def test_a_copied_question_stands_right_after_the_original(
    session: Session, draft: Consultation, officer: User
) -> None:
    first = draft.questions[0]
    copy = copy_question(session, first, draft, draft, by=officer.id)
    session.commit()
    session.expire_all()
    assert [one.id for one in draft.questions][:2] == [first.id, copy.id]
    assert [one.position for one in draft.questions] == [1, 2, 3, 4]
    assert copy.key not in {one.key for one in draft.questions if one is not copy}
    assert [one.text for one in copy.options] == [one.text for one in first.options]
    assert [one.text for one in copy.translations] == [one.text for one in first.translations]
    assert [one.word for one in draft.glossary if one.question_id == copy.id] == ["vaak"]


def test_a_question_goes_into_another_draft_with_the_words_that_stand_in_it(
    session: Session, town: Municipality, draft: Consultation, officer: User
) -> None:
    other = ConsultationFactory(municipality=town)
    made = copy_question(session, draft.questions[0], draft, other, by=officer.id)
    copy_question(session, draft.questions[2], draft, other, by=officer.id)
    assert {one.word: one.question_id for one in other.glossary} == {"sport": None, "vaak": made.id}
    assert other.questions[1].settings == {"order": "RANDOM"}


def test_only_a_draft_of_the_same_municipality_takes_a_copy(
    session: Session, town: Municipality, draft: Consultation, officer: User
) -> None:
    running = ConsultationFactory(municipality=town, state=State.OPEN)
    with pytest.raises(ShutError):
        copy_question(session, draft.questions[0], draft, running, by=officer.id)
    elsewhere = ConsultationFactory()
    with pytest.raises(ValueError, match="another municipality"):
        copy_question(session, draft.questions[0], draft, elsewhere, by=officer.id)


def test_the_eleventh_question_needs_a_reason_also_as_a_copy(
    session: Session, draft: Consultation, officer: User
) -> None:
    for _ in range(7):
        copy_question(session, draft.questions[0], draft, draft, by=officer.id)
    with pytest.raises(TooManyError):
        copy_question(session, draft.questions[0], draft, draft, by=officer.id)
    copy_question(session, draft.questions[0], draft, draft, by=officer.id, reason_for_more="Het hoort bij elkaar.")
    event = last_event(session, subject="consultation", subject_id=draft.id, action="MORE_QUESTIONS")
    assert event is not None


def test_other_words_for_a_picture_of_a_copy_leave_the_original_as_it_was(
    session: Session, draft: Consultation, officer: User, tmp_path: Path
) -> None:
    folder = MediaFolder(tmp_path / "media")
    option = draft.questions[0].options[0]
    kept = keep_picture(
        session, folder, municipality_id=draft.municipality_id, content=drawing(), description="Een veld"
    )
    option.picture_id = kept.id
    copy = copy_question(session, draft.questions[0], draft, draft, by=officer.id)
    assert copy.options[0].picture_id == kept.id
    changed = describe_picture(session, folder, draft.municipality_id, kept.id, "Een grasveld")
    assert changed is not None
    assert changed.id != kept.id
    assert session.get_one(MediaFile, kept.id).description == "Een veld"
    assert folder.path(changed.name) is not None
    # What stands in one place only is changed there.
    copy.options[0].picture_id = changed.id
    session.flush()
    again = describe_picture(session, folder, draft.municipality_id, changed.id, "Gras")
    assert again is changed
