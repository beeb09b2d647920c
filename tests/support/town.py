"""A municipality with something of everything: drafts, running consultations and one that was counted."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from panel.accounts.models import User
from panel.answering.answers import Answers, Given
from panel.answering.media import STEP
from panel.answering.service import seal_given
from panel.consultations.models import (
    Breakdown,
    Consultation,
    EvidenceKind,
    Language,
    Question,
    QuestionKind,
    Remark,
    RemarkKind,
    Round,
    State,
    Tester,
)
from panel.consultations.service.exchange.waiting import WaitingFiles
from panel.consultations.service.library import add_to_library
from panel.core.access import Role
from panel.core.clock import now
from panel.core.db import Database
from panel.core.ids import random_key
from panel.core.keys import KeyDirectory, Pepper, lock, new_key_pair
from panel.invitations.letter_folder import new_name
from panel.invitations.service import add_group, create_invitations, order_stack
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile, MediaKind
from panel.municipalities.models import Municipality
from panel.open_answers.queries import open_questions, texts_of
from panel.open_answers.service import add_theme, confirm_theme, prepare_reading, save_quotation
from panel.replies.models import Decision, Reply
from panel.results.closing import begin_closing, begin_closing_round, finish_closing
from panel.results.models import Correction, PublishedOutcome, Recording, RecordingKind
from panel.speaking_minds.service import add_recommendation
from panel.stats.published import Published
from tests.factories import (
    BreakdownFactory,
    ConsultationFactory,
    MunicipalityFactory,
    PolicyQuestionFactory,
    QuestionFactory,
    RoundFactory,
    TermFactory,
    UserFactory,
)
from tests.results.samples import outcome_of

PEOPLE = 30


@dataclass
class Town:
    """A municipality, its staff by role, and the values that its pages take in their addresses."""

    municipality: Municipality
    staff: dict[Role, User]
    group_code: str = ""
    personal_code: str = ""
    places: list[dict[str, Any]] = field(default_factory=list)

    def addresses(self, rule: Rule) -> list[dict[str, Any]]:
        """Return values for the variable parts of a route, once for each consultation that has all of them."""
        found = [
            {name: place[name] for name in rule.arguments}
            for place in self.places
            if all(name in place for name in rule.arguments)
        ]
        assert found, f"{rule.rule}: tests.support.town does not know a value for {sorted(rule.arguments)}"
        return [one for at, one in enumerate(found) if one not in found[:at]]


def make_town(session: Session, database: Database, keys: KeyDirectory, pepper: Pepper, **about: Any) -> Town:
    """Build a municipality through the same services that its staff use."""
    municipality = MunicipalityFactory(**about)
    town = Town(municipality, {role: UserFactory(municipality=municipality, role=role) for role in Role})
    draft = _consultation(town, State.DRAFT, EvidenceKind.OPEN)
    waiting = _consultation(town, State.IN_REVIEW, EvidenceKind.OPEN)
    open_link = _consultation(town, State.OPEN, EvidenceKind.OPEN)
    open_round = RoundFactory(consultation=open_link, directory=keys)
    sample = _consultation(town, State.OPEN, EvidenceKind.SAMPLE)
    sample_round = RoundFactory(consultation=sample, directory=keys)
    town.personal_code = create_invitations(session, sample_round, 3, pepper)[0]
    group = _consultation(town, State.OPEN, EvidenceKind.GROUP)
    code = add_group(session, group, name="Klas 2b", seats=14, keys=keys)
    town.group_code = code.code
    stopped = add_group(session, group, name="Klas 3c", seats=14, keys=keys)
    begin_closing_round(session.get_one(Round, stopped.round_id), now(), dt.timedelta(0))
    session.commit()
    counted, counted_round = _counted(session, database, keys, town)
    reply = Reply(
        consultation_id=counted.id,
        subject="Een veld in de buurt",
        decision=Decision.DOING,
        reason="Er is plek en er is geld.",
        owner_name="S. Bos",
        due_on=dt.date(2027, 10, 1),
        published_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        author_id=town.staff[Role.POLICY_OFFICER].id,
    )
    session.add(reply)
    session.commit()
    picture = MediaFile(
        municipality_id=municipality.id,
        kind=MediaKind.PICTURE,
        name=f"{municipality.id:032x}.webp",
        content_type="image/webp",
        description="Een veld met gras",
    )
    session.add(picture)
    officer = town.staff[Role.POLICY_OFFICER]
    kept = add_to_library(session, counted, counted.questions[0], MediaFolder(keys.folder), by=officer.id)
    recording = _recording(counted, keys)
    session.add(recording)
    session.add(_own_outcome(group.id, stopped.round_id))
    town.places = [
        _place(
            session,
            draft,
            remark_id=_remark(session, draft),
            media_name=picture.name,
            library_question_id=kept.id,
            waiting_name="0" * 32,
        ),
        _place(session, waiting),
        _place(session, open_link, round_id=open_round.id),
        _place(
            session,
            sample,
            round_id=sample_round.id,
            stack_id=_stack(session, sample, sample_round, town),
            waiting_name=_figures(sample, keys, officer.id),
        ),
        _place(
            session,
            group,
            round_id=code.round_id,
            group_id=code.id,
            group_code_id=code.id,
            recommendation_id=_recommendation(session, group, code.round_id),
        ),
        _place(session, group, round_id=stopped.round_id, group_code_id=stopped.id, file_address="cijfers.csv"),
        _place(
            session,
            counted,
            round_id=counted_round.id,
            file_address="cijfers.xlsx",
            reply_id=reply.id,
            recording_key=recording.key.hex(),
        ),
        _place(session, counted, correction_id=_correction(session, counted, officer.id)),
        _place(session, counted, **_read(session, counted, officer.id)),
    ]
    session.commit()
    return town


def _own_outcome(consultation_id: int, round_id: int) -> PublishedOutcome:
    """Return what one group may see of itself: that fifteen people took part."""
    outcome = outcome_of(Published(10, weighted=False, shown=True, size=15))
    outcome.consultation_id, outcome.round_id = consultation_id, round_id
    return outcome


def _figures(sample: Consultation, keys: KeyDirectory, user_id: int) -> str:
    """Let an officer look at a file with population figures that is not kept yet; return its name."""
    counts = {one.key: {each.key: 1_000 for each in one.classes} for one in sample.breakdowns}
    waiting = WaitingFiles(keys.folder.parent / "waiting-files")
    return waiting.keep(json.dumps({"consultation": sample.id, "counts": counts}), user_id)


def _recommendation(session: Session, group: Consultation, round_id: int) -> int:
    """Let a group recommend something, which it did not agree to yet; return its id."""
    round_ = session.get_one(Round, round_id)
    advice = "Maak een veld waar iedereen mag sporten"
    return add_recommendation(session, group, round_, advice=advice, why="", by=group.created_by_id).id


def _stack(session: Session, sample: Consultation, round_: Round, town: Town) -> int:
    """Order a stack of letters that is never made; return its id."""
    stack = order_stack(
        session,
        sample,
        round_,
        count=3,
        language=Language.DUTCH,
        site="https://stad.example/meedoen",
        file_name=new_name(),
        public_key=new_key_pair()[1],
        by=town.staff[Role.POLICY_OFFICER].id,
        made_at=now(),
    )
    return stack.id


def _correction(session: Session, counted: Consultation, by: int) -> int:
    """Propose to take out what was sent many times; return the proposal that waits for a second person."""
    proposal = Correction(
        consultation_id=counted.id,
        question_id=counted.questions[0].id,
        mark=bytes(32),
        reason="Een programma stuurde dit.",
        proposed_by_id=by,
        proposed_at=now(),
    )
    session.add(proposal)
    session.flush()
    return proposal.id


def _read(session: Session, counted: Consultation, by: int) -> dict[str, int | str]:
    """Lay out the open answers with a theme and a quotation that waits; return what their pages are about."""
    prepare_reading(session, counted, by=by)
    question = open_questions(counted)[0]
    theme = add_theme(session, question, name="Licht", belongs="Alles over lampen.", example="")
    confirm_theme(session, counted, theme, edition=1, by=by)
    quoted = save_quotation(session, question, text="Licht", original="", theme_id=theme.id, paraphrased=True)
    key = next(iter(texts_of(session, question)))
    return {"answer_key": key.hex(), "theme_id": theme.id, "quotation_id": quoted.id, "question_key": question.key}


def _recording(consultation: Consultation, keys: KeyDirectory) -> Recording:
    """Return a spoken answer that waits to be written out."""
    name = keys.create_content_key()
    return Recording(
        key=random_key(),
        question_id=consultation.questions[0].id,
        kind=RecordingKind.SOUND,
        content_type="audio/mp4",
        box=lock(keys.content_key(name), b"a voice", STEP),
        key_name=name,
        delete_on=dt.date(2027, 10, 1),
    )


def _remark(session: Session, draft: Consultation) -> int:
    """Return a remark of someone who tested a draft."""
    question = draft.questions[0]
    remark = Remark(question_id=question.id, kind=RemarkKind.MINUS, words="Hoe", word_start=0, word_end=3)
    tester = Tester(
        consultation_id=draft.id,
        token_hash=f"{draft.id:064x}",
        of_target=True,
        edition=draft.edition,
        tested_on=dt.date(2027, 1, 5),
        remarks=[remark],
    )
    session.add(tester)
    session.flush()
    return remark.id


def _consultation(town: Town, state: State, kind: EvidenceKind) -> Consultation:
    officer = town.staff[Role.POLICY_OFFICER]
    question = PolicyQuestionFactory(municipality=town.municipality, officer=officer)
    made: Consultation = ConsultationFactory(
        municipality=town.municipality, policy_question=question, state=state, evidence_kind=kind
    )
    for one in QuestionKind:
        QuestionFactory(consultation=made, kind=one)
    BreakdownFactory(consultation=made)
    TermFactory(consultation=made)
    return made


def _counted(session: Session, database: Database, keys: KeyDirectory, town: Town) -> tuple[Consultation, Round]:
    made = _consultation(town, State.OPEN, EvidenceKind.OPEN)
    round_: Round = RoundFactory(consultation=made, directory=keys)
    session.refresh(made)
    for person in range(PEOPLE):
        given = {one.key: _answer(one, person) for one in made.questions}
        background = {one.key: one.classes[person % len(one.classes)].key for one in made.breakdowns}
        seal_given(session, round_, made, Answers(given, background))
    begin_closing(session, made, by=town.staff[Role.POLICY_OFFICER].id, grace=dt.timedelta(0))
    session.commit()
    assert finish_closing(database, keys, round_.id)
    session.expire_all()
    return made, round_


def _answer(question: Question, person: int) -> Given:
    if person % 7 == 6:
        return Given("DONT_KNOW")
    options = [one.key for one in question.options]
    match question.kind:
        case QuestionKind.CHOOSE_ONE | QuestionKind.CHOOSE_PICTURE | QuestionKind.SCALE:
            return Given("ANSWERED", options[person % 5 % len(options)])
        case QuestionKind.CHOOSE_SEVERAL:
            return Given("ANSWERED", options[: person % 3 + 1])
        case QuestionKind.TOP_THREE:
            return Given("ANSWERED", [*options[person % 4 :], *options][: person % 3 + 1])
        case QuestionKind.STATEMENT:
            return Given("ANSWERED", "AGREE" if person % 3 else "DISAGREE")
        case QuestionKind.NUMBER:
            return Given("ANSWERED", person % 20)
        case _:
            return Given("ANSWERED", f"Meer licht bij de kade, zegt deelnemer {person}.")


def _place(session: Session, consultation: Consultation, **more: int | str) -> dict[str, Any]:
    session.refresh(consultation)
    question: Question = consultation.questions[0]
    breakdown: Breakdown = consultation.breakdowns[0]
    return {
        "consultation_id": consultation.id,
        "policy_question_id": consultation.policy_question_id,
        "question_id": question.id,
        "option_id": question.options[0].id,
        "breakdown_id": breakdown.id,
        "term_id": consultation.glossary[0].id,
        "code": consultation.code,
        "question_key": question.key,
        "kind_address": "kies-een",
        "number": 1,
        "step_address": "waarom",
        "version": 1,
        "language": "ar",
        "document": "herinnering",
        **more,
    }
