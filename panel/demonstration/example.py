"""Loads the whole demonstration: two municipalities with consultations at every stage of their life."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.answering.models import Participation
from panel.answering.queries import sent_count
from panel.consultations.models import Consultation, EvidenceKind
from panel.consultations.queries import consultation_by_code
from panel.consultations.service import publish_consultation
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.core.clock import end_of_day, local, now, start_of_day
from panel.core.db import Database
from panel.core.keys import KeyDirectory, Pepper
from panel.demonstration.elsewhere import count, new_keys, seal_all
from panel.demonstration.example_plan import SHOWS, Show
from panel.demonstration.generator import make_people, read_profile
from panel.demonstration.own_words import read_own_words
from panel.demonstration.pictures import add_pictures
from panel.demonstration.places import PLACES, add_place
from panel.demonstration.population import add_population
from panel.demonstration.recommendations import add_recommendations
from panel.demonstration.sounds import add_sounds
from panel.invitations.models import Invitation
from panel.invitations.service import add_group, create_invitations
from panel.media.folder import MediaFolder
from panel.municipalities.queries import all_municipalities
from panel.replies.service import write_reply
from panel.results.closing import begin_closing
from panel.results.queries import latest_outcome

FOLDER = Path(__file__).parent / "examples"


class NotEmptyError(RuntimeError):
    """The database holds municipalities already: the demonstration never mixes with what is there."""


@dataclass(frozen=True)
class _Made:
    """A consultation that waits to be counted."""

    show: Show
    rounds: list[int]
    author_id: int


def load_example(database: Database, keys: KeyDirectory, pepper: Pepper, media: MediaFolder) -> None:
    """Fill an empty database with the demonstration. Raises NotEmptyError when it is not empty.

    All answers go through the real path: sealed for their round, closed, opened, counted, protected and frozen.
    """
    waiting: list[_Made] = []
    with new_keys(database, keys) as (session, made_keys):
        if all_municipalities(session):
            raise NotEmptyError
        for place in PLACES:
            municipality, staff = add_place(session, place)
            for show in SHOWS:
                if show.place == place.slug:
                    waiting += _add(session, show, municipality.id, staff, made_keys, pepper, media)
    for one in waiting:
        count(database, keys, one.rounds)
        with database.transaction() as session:
            _look_back(session, one, media)


def _add(
    session: Session,
    show: Show,
    municipality_id: int,
    staff: dict[str, User],
    keys: KeyDirectory,
    pepper: Pepper,
    media: MediaFolder,
) -> list[_Made]:
    """Add one consultation at its stage; return it when it has to be counted."""
    file = read_consultation_file((FOLDER / f"{show.name}.json").read_text(encoding="utf-8"))
    author = staff[show.author]
    consultation = load_consultation(session, file, municipality_id=municipality_id, by=author.id, example=True)
    add_pictures(session, media, consultation, FOLDER / f"{show.name}.pictures.json")
    add_sounds(session, media, consultation, FOLDER / f"{show.name}.sounds.json")
    add_population(session, consultation, FOLDER / f"{show.name}.population.json", by=author.id)
    if show.reply_in is not None:
        consultation.policy_question.reply_due_on = _day(show.reply_in)
    if show.decided_in is not None:
        consultation.policy_question.decision_on = _day(show.decided_in)
    if show.opened is None:
        return []
    for group in show.groups:
        add_group(session, consultation, name=group.name, seats=group.seats, keys=keys, code=group.code, by=author.id)
    publish_consultation(
        session,
        consultation,
        by=author.id,
        keys=keys,
        skip_second_eyes=True,
        opens_at=start_of_day(_day(show.opened)) + dt.timedelta(hours=8),
        closes_at=None if show.closes is None else end_of_day(_day(show.closes)),
    )
    session.flush()
    _answer(session, show, consultation, pepper)
    if show.closes is None or show.closes >= 0:
        return []
    _close(session, consultation, author.id, end_of_day(_day(show.closes)))
    return [_Made(show, [one.id for one in consultation.rounds], author.id)]


def _day(days_from_now: int) -> dt.date:
    return local(now()).date() + dt.timedelta(days=days_from_now)


def _answer(session: Session, show: Show, consultation: Consultation, pepper: Pepper) -> None:
    """Let made-up people answer in every round, and note for a sample or panel that they did."""
    profile = read_profile(FOLDER / f"{show.name}.answers.json")
    for number, round_ in enumerate(consultation.rounds):
        people = show.groups[number].people if show.groups else show.people
        seal_all(session, round_, consultation, make_people(consultation, profile, people, seed=show.seed + number))
    if consultation.evidence_kind not in (EvidenceKind.SAMPLE, EvidenceKind.PANEL):
        return
    round_ = consultation.rounds[0]
    create_invitations(session, round_, show.invited, pepper)
    invited = select(Invitation.id).where(Invitation.round_id == round_.id).limit(sent_count(session, round_.id))
    session.add_all(Participation(invitation_id=one) for one in session.scalars(invited))


def _close(session: Session, consultation: Consultation, by: int, moment: dt.datetime) -> None:
    begin_closing(session, consultation, by=by, grace=dt.timedelta(0))
    consultation.closed_at = moment
    for round_ in consultation.rounds:
        round_.closed_at = round_.grace_until = moment
    session.flush()


def _look_back(session: Session, made: _Made, media: MediaFolder) -> None:
    """Give the outcome of long ago its own date, and write the replies and recommendations that came after it."""
    show = made.show
    file = read_consultation_file((FOLDER / f"{show.name}.json").read_text(encoding="utf-8"))
    consultation = consultation_by_code(session, file.consultation.code)
    if consultation is None or consultation.closed_at is None:
        raise LookupError(show.name)
    outcome = latest_outcome(session, consultation.id)
    if outcome is None:
        raise LookupError(show.name)
    outcome.frozen_at = consultation.closed_at + dt.timedelta(hours=12)
    read_own_words(session, consultation, FOLDER / f"{show.name}.themes.json", by=made.author_id)
    for line in show.replies:
        reply = write_reply(
            session,
            consultation,
            subject=line.subject,
            decision=line.decision,
            reason=line.reason,
            owner_name=consultation.policy_question.owner_name,
            due_on=None if line.due_in is None else _day(line.due_in),
            author_id=made.author_id,
        )
        reply.published_at = start_of_day(_day(line.written)) + dt.timedelta(hours=10)
    add_recommendations(session, media, consultation, FOLDER / f"{show.name}.advice.json", by=made.author_id)
