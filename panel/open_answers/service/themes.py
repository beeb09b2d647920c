"""Keeps the codebook: a theme is a candidate until a person confirms what belongs to it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panel.audit.service import record
from panel.consultations.models import Consultation, Question
from panel.core.text import clean_text
from panel.masking.masking import mask
from panel.open_answers.models import CodedTheme, Theme, ThemeState
from panel.open_answers.queries import themes_of
from panel.open_answers.service.errors import OpenAnswerError, StaleError

LONGEST_NAME = 80
LONGEST_MEANING = 400
MOST = 20
"""More themes than this nobody keeps apart."""


def add_theme(session: Session, question: Question, *, name: str, belongs: str, example: str) -> Theme:
    """Write a candidate theme in the codebook.

    Raises OpenAnswerError without a name or meaning, with a name that exists, or when there are MOST themes.
    """
    there = themes_of(session, question)
    if len(there) >= MOST:
        raise OpenAnswerError("TOO_MANY")
    theme = Theme(question_id=question.id, **_words(there, name, belongs, example, None))
    session.add(theme)
    _stored(session)
    return theme


def change_theme(session: Session, question: Question, theme: Theme, *, edition: int, **words: str) -> None:
    """Change the words of a theme: `name`, `belongs`, `example`. Raises OpenAnswerError, and StaleError."""
    _hold(session, theme, edition)
    told = _words(themes_of(session, question), words["name"], words["belongs"], words["example"], theme.id)
    for field, text in told.items():
        setattr(theme, field, text)
    theme.edition += 1
    _stored(session)


def confirm_theme(session: Session, consultation: Consultation, theme: Theme, *, edition: int, by: int) -> None:
    """Say that a candidate is a theme: from now on answers can be sorted into it. Raises StaleError."""
    _hold(session, theme, edition)
    theme.state = ThemeState.CONFIRMED
    theme.edition += 1
    record(
        session,
        municipality_id=consultation.municipality_id,
        user_id=by,
        action="THEME_CONFIRMED",
        subject="theme",
        subject_id=theme.id,
    )
    session.flush()


def remove_theme(session: Session, theme: Theme, *, edition: int) -> None:
    """Take a theme that holds no answer out of the codebook. Raises OpenAnswerError when it does, and StaleError."""
    _hold(session, theme, edition)
    used = session.scalar(select(func.count()).select_from(CodedTheme).where(CodedTheme.theme_id == theme.id))
    if used:
        raise OpenAnswerError("IN_USE")
    session.delete(theme)
    session.flush()


def _hold(session: Session, theme: Theme, edition: int) -> None:
    session.refresh(theme, with_for_update=True)
    if theme.edition != edition:
        raise StaleError


def _words(there: list[Theme], name: str, belongs: str, example: str, own: int | None) -> dict[str, str]:
    told = {
        "name": clean_text(name, LONGEST_NAME),
        "belongs": clean_text(belongs, LONGEST_MEANING),
        # An example is often copied from an answer.
        "example": mask(clean_text(example, LONGEST_MEANING)).text[:LONGEST_MEANING],
    }
    if not told["name"]:
        raise OpenAnswerError("NO_NAME")
    if not told["belongs"]:
        raise OpenAnswerError("NO_MEANING")
    if any(one.name.casefold() == told["name"].casefold() and one.id != own for one in there):
        raise OpenAnswerError("SAME_NAME")
    return told


def _stored(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise OpenAnswerError("SAME_NAME") from error
