"""Copying a question or a whole questionnaire: what is asked, never what was answered, approved or promised."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, ConsultationTranslation, GlossaryTerm, Option, Question
from panel.consultations.service.conditions import condition_part, found_condition, put_condition
from panel.consultations.service.drafting import create_consultation, create_policy_question, hold
from panel.consultations.service.exchange.making import (
    Keeper,
    give_translations,
    make_breakdown,
    make_question,
    make_term,
)
from panel.consultations.service.exchange.saving import saved_breakdown, saved_question, saved_term, saved_topic
from panel.consultations.service.exchange.schema import BreakdownPart, QuestionPart, TermPart, TopicTranslation
from panel.consultations.service.questions import check_number, put_in_order
from panel.consultations.service.texts import next_key

# What goes along to a policy question of its own: what it is about, not who answers, when, and how.
ASKED = ("explanation", "decision", "fixed", "open_points", "already_done", "influence_level", "influence")
SETTINGS = (
    "welcome",
    "address_form",
    "target_groups",
    "expected_responses",
    "help_places",
    "privacy_ground",
    "retention_months",
)


def copy_question(
    session: Session,
    original: Question,
    source: Consultation,
    into: Consultation,
    *,
    by: int,
    reason_for_more: str = "",
) -> Question:
    """Copy a question of `source`, in any state, into the draft `into` of the same municipality; return the copy.

    In its own consultation it comes right after the original, elsewhere at the end. Its answers, pictures, recordings,
    translations with their marks and explained words come along, and so does its condition where the question that it
    depends on is there too; else everybody gets it. From the eleventh question on `reason_for_more` must say why.
    Raises ShutError, TooManyError, and ValueError for another municipality.
    """
    _same_municipality(source, into)
    hold(session, into)
    check_number(session, into, reason_for_more, by)
    taken = [one.key for one in into.questions]
    made = _copied(session, original, into, position=max((one.position for one in into.questions), default=0) + 1)
    made.key = next_key("q", taken) if original.key in taken else original.key
    if source is into:
        made.only_if_question_id, made.only_if_answers = original.only_if_question_id, list(original.only_if_answers)
    else:
        put_condition(made, found_condition(condition_part(original, source.questions), into.questions), into.questions)
    into.questions.append(made)
    session.flush()
    if source is into:
        ordered = [one for one in into.questions if one is not made]
        ordered.insert(ordered.index(original) + 1, made)
        put_in_order(session, ordered)
        session.expire(into, ["questions"])
    into.glossary.extend(_terms_for(original, source, into, made.id))
    into.edition += 1
    session.flush()
    return made


def lost_condition(original: Question, copy: Question) -> bool:
    """Return whether everybody gets a copy of what only some people got."""
    return original.only_if_question_id is not None and copy.only_if_question_id is None


def copy_consultation(session: Session, source: Consultation, *, by: int, title: str | None = None) -> Consultation:
    """Copy a whole questionnaire, in any state, into a new draft of officer `by`, and return that.

    With `title` it gets a policy question of its own, without a promise; otherwise it comes under the same one.
    Raises TextError for the title.
    """
    asked = source.policy_question
    if title is not None:
        fresh = create_policy_question(session, municipality_id=source.municipality_id, created_by_id=by, title=title)
        for name in ASKED:
            setattr(fresh, name, getattr(asked, name))
        asked = fresh
    made = create_consultation(session, asked, created_by_id=by, evidence_kind=source.evidence_kind, topic=source.topic)
    for name in SETTINGS:
        setattr(made, name, getattr(source, name))
    topics = {language: TopicTranslation.model_validate(one) for language, one in saved_topic(source).items()}
    give_translations(made, ConsultationTranslation, topics)
    made.questions = [_copied(session, one, made, position=one.position) for one in source.questions]
    _copy_conditions(source, made)
    made.breakdowns = [
        make_breakdown(one.position, BreakdownPart.model_validate(saved_breakdown(one))) for one in source.breakdowns
    ]
    session.flush()
    new_ids = {old.id: new.id for old, new in zip(source.questions, made.questions, strict=True)}
    made.glossary = [_term(one, new_ids.get(one.question_id or 0)) for one in source.glossary]
    record(
        session,
        municipality_id=made.municipality_id,
        user_id=by,
        action="COPIED",
        subject="consultation",
        subject_id=made.id,
        reason=source.code,
    )
    session.flush()
    return made


def _same_municipality(source: Consultation, into: Consultation) -> None:
    if source.municipality_id != into.municipality_id:
        raise ValueError("a question of another municipality travels in a file")


def _copied(session: Session, original: Question, into: Consultation, *, position: int) -> Question:
    """Return a copy that points at the same pictures and recordings; it is not yet among the questions of `into`."""
    part = QuestionPart.model_validate(saved_question(original, {}))
    made = make_question(position, part, Keeper(session, into.municipality_id, None), "")
    made.consultation_id = into.id
    before: list[Question | Option] = [original, *original.options]
    after: list[Question | Option] = [made, *made.options]
    for old, new in zip(before, after, strict=True):
        new.picture_id, new.audio_id = old.picture_id, old.audio_id
    return made


def _copy_conditions(source: Consultation, made: Consultation) -> None:
    """Let the conditions of a copied questionnaire be about its own questions."""
    copies = {old.id: new for old, new in zip(source.questions, made.questions, strict=True)}
    for old in source.questions:
        if old.only_if_question_id is not None:
            copies[old.id].only_if = copies[old.only_if_question_id]
            copies[old.id].only_if_answers = list(old.only_if_answers)


def _terms_for(original: Question, source: Consultation, into: Consultation, question_id: int) -> list[GlossaryTerm]:
    """Return the words that are explained at a question, and those for all questions that stand in its texts."""
    known = {one.word.casefold() for one in into.glossary if one.question_id is None}
    own = [_term(one, question_id) for one in source.glossary if one.question_id == original.id]
    if source is into:
        return own
    parts: list[Question | Option] = [original, *original.options]
    texts = " ".join(text for part in parts for text in (part.text, part.easy_text))
    general = [
        _term(one, None)
        for one in source.glossary
        if one.question_id is None and one.word.casefold() not in known and _stands_in(one.word, texts)
    ]
    return [*own, *general]


def _stands_in(word: str, texts: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", texts, re.IGNORECASE) is not None


def _term(original: GlossaryTerm, question_id: int | None) -> GlossaryTerm:
    return make_term(TermPart.model_validate(saved_term(original, None)), question_id)
