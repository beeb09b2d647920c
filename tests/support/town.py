"""A municipality with something of everything: drafts, running consultations and one that was counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from panel.accounts.models import User
from panel.consultations.models import (
    Breakdown,
    Consultation,
    EvidenceKind,
    Question,
    Round,
    State,
)
from panel.consultations.service.library import add_to_library
from panel.core.access import Role
from panel.core.clock import now
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import add_group, create_invitations
from panel.media.folder import MediaFolder
from panel.media.models import MediaFile, MediaKind
from panel.municipalities.models import Municipality
from panel.replies.models import Decision, Reply
from panel.results.closing import begin_closing_round
from tests.factories import (
    MunicipalityFactory,
    RoundFactory,
    UserFactory,
)
from tests.support.town_counted import counted_consultation, town_consultation
from tests.support.town_work import correction, figures, own_outcome, reading, recommendation, recording, remark, stack


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
    officer = town.staff[Role.POLICY_OFFICER]
    counted, counted_round = counted_consultation(session, database, keys, municipality, officer)
    town.places = [
        _draft(session, town, keys, counted),
        _place(session, town_consultation(municipality, officer, State.IN_REVIEW, EvidenceKind.OPEN)),
        _open_link(session, town, keys),
        _sample(session, town, keys, pepper),
        *_groups(session, town, keys),
        _outcome(session, counted, counted_round, keys, officer.id),
        _place(session, counted, correction_id=correction(session, counted, officer.id)),
        _place(session, counted, **reading(session, counted, officer.id)),
    ]
    session.commit()
    return town


def _draft(session: Session, town: Town, keys: KeyDirectory, counted: Consultation) -> dict[str, Any]:
    officer = town.staff[Role.POLICY_OFFICER]
    draft = town_consultation(town.municipality, officer, State.DRAFT, EvidenceKind.OPEN)
    picture = MediaFile(
        municipality_id=town.municipality.id,
        kind=MediaKind.PICTURE,
        name=f"{town.municipality.id:032x}.webp",
        content_type="image/webp",
        description="Een veld met gras",
    )
    session.add(picture)
    kept = add_to_library(session, counted, counted.questions[0], MediaFolder(keys.folder), by=officer.id)
    return _place(
        session,
        draft,
        remark_id=remark(session, draft),
        media_name=picture.name,
        library_question_id=kept.id,
        waiting_name="0" * 32,
    )


def _open_link(session: Session, town: Town, keys: KeyDirectory) -> dict[str, Any]:
    officer = town.staff[Role.POLICY_OFFICER]
    made = town_consultation(town.municipality, officer, State.OPEN, EvidenceKind.OPEN)
    round_ = RoundFactory(consultation=made, directory=keys)
    return _place(session, made, round_id=round_.id)


def _sample(session: Session, town: Town, keys: KeyDirectory, pepper: Pepper) -> dict[str, Any]:
    officer = town.staff[Role.POLICY_OFFICER]
    made = town_consultation(town.municipality, officer, State.OPEN, EvidenceKind.SAMPLE)
    round_ = RoundFactory(consultation=made, directory=keys)
    town.personal_code = create_invitations(session, round_, 3, pepper)[0]
    session.refresh(made)
    return _place(
        session,
        made,
        round_id=round_.id,
        stack_id=stack(session, made, round_, officer.id),
        waiting_name=figures(made, keys, officer.id),
    )


def _groups(session: Session, town: Town, keys: KeyDirectory) -> list[dict[str, Any]]:
    """One group that answers, and one that stopped and may see its own outcome."""
    officer = town.staff[Role.POLICY_OFFICER]
    made = town_consultation(town.municipality, officer, State.OPEN, EvidenceKind.GROUP)
    code = add_group(session, made, name="Klas 2b", seats=14, keys=keys)
    town.group_code = code.code
    stopped = add_group(session, made, name="Klas 3c", seats=14, keys=keys)
    begin_closing_round(session.get_one(Round, stopped.round_id), now(), dt.timedelta(0))
    session.add(own_outcome(made.id, stopped.round_id))
    advice = recommendation(session, made, code.round_id)
    return [
        _place(
            session, made, round_id=code.round_id, group_id=code.id, group_code_id=code.id, recommendation_id=advice
        ),
        _place(session, made, round_id=stopped.round_id, group_code_id=stopped.id, file_address="cijfers.csv"),
    ]


def _outcome(session: Session, counted: Consultation, round_: Round, keys: KeyDirectory, by: int) -> dict[str, Any]:
    reply = Reply(
        consultation_id=counted.id,
        subject="Een veld in de buurt",
        decision=Decision.DOING,
        reason="Er is plek en er is geld.",
        owner_name="S. Bos",
        due_on=dt.date(2027, 10, 1),
        published_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        author_id=by,
    )
    spoken = recording(counted, keys)
    session.add_all([reply, spoken])
    session.flush()
    return _place(
        session,
        counted,
        round_id=round_.id,
        file_address="cijfers.xlsx",
        reply_id=reply.id,
        recording_key=spoken.key.hex(),
    )


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
