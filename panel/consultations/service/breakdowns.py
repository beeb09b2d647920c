"""The backgrounds by which an outcome may be split: announced before opening, at most four."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from panel.consultations.gates import MOST_BREAKDOWNS
from panel.consultations.models import Breakdown, BreakdownClass, BreakdownSource, Consultation
from panel.consultations.service.drafting import hold
from panel.consultations.service.errors import KeyTakenError, StaleEditionError, TooManyError
from panel.consultations.service.population import forget_population_figures
from panel.consultations.service.texts import check_keys_differ, next_key, tidy

# How answers came in: on someone's own screen, in a talk, from paper. The answering room writes one of these.
MODE_KEYS = ("SELF", "CONVERSATION", "PAPER")


@dataclass(frozen=True)
class ClassText:
    """One class of a breakdown, such as "18 tot 30 jaar". `key` is given when it comes from a file.

    `share` is its part of the people who are asked, in percent, when the municipality knows it.
    """

    text: str
    key: str | None = None
    share: int | None = None


def breakdown_fingerprint(breakdown: Breakdown) -> str:
    """Return a short mark of all that a breakdown says: another mark means that somebody changed it."""
    classes = [[one.key, one.text, one.share] for one in breakdown.classes]
    content = json.dumps([breakdown.label, breakdown.text, breakdown.easy_text, classes])
    return hashlib.blake2b(content.encode(), digest_size=12).hexdigest()


def add_breakdown(
    session: Session,
    consultation: Consultation,
    *,
    label: str,
    text: str,
    classes: Sequence[ClassText],
    easy_text: str = "",
    key: str | None = None,
    filled_by: BreakdownSource = BreakdownSource.ASKED,
) -> Breakdown:
    """Announce a breakdown: `label` for the outcome ("Leeftijd"), `text` for the participant ("Hoe oud ben je?").

    With `filled_by` MODE nobody is asked and its classes have the keys of MODE_KEYS; one of these is enough.
    Raises ShutError, TooManyError above four, TextError, KeyTakenError.
    """
    hold(session, consultation)
    if filled_by is BreakdownSource.MODE:
        if any(one.filled_by is BreakdownSource.MODE for one in consultation.breakdowns):
            raise KeyTakenError("filled_by")
        if tuple(one.key for one in classes) != MODE_KEYS:
            raise ValueError("how answers came in has three fixed classes")
    taken = [one.key for one in consultation.breakdowns]
    if len(taken) >= MOST_BREAKDOWNS:
        raise TooManyError("BREAKDOWNS", MOST_BREAKDOWNS)
    breakdown = Breakdown(
        consultation_id=consultation.id,
        position=len(taken) + 1,
        key=tidy(Breakdown.key, key, required=True) if key is not None else next_key("b", taken),
        label=tidy(Breakdown.label, label, required=True),
        text=tidy(Breakdown.text, text, required=True),
        easy_text=tidy(Breakdown.easy_text, easy_text),
        filled_by=filled_by,
        classes=_classes(classes),
    )
    check_keys_differ([*taken, breakdown.key])
    consultation.breakdowns.append(breakdown)
    consultation.edition += 1
    session.flush()
    return breakdown


def change_breakdown(
    session: Session,
    consultation: Consultation,
    breakdown: Breakdown,
    *,
    mark: str,
    label: str,
    text: str,
    classes: Sequence[ClassText],
    easy_text: str = "",
) -> None:
    """Save a breakdown of a draft that was opened when its fingerprint was `mark`.

    Raises StaleEditionError, ShutError, TextError, KeyTakenError.
    """
    hold(session, consultation)
    session.expire_all()
    if breakdown_fingerprint(breakdown) != mark:
        raise StaleEditionError
    breakdown.label = tidy(Breakdown.label, label, required=True)
    breakdown.text = tidy(Breakdown.text, text, required=True)
    breakdown.easy_text = tidy(Breakdown.easy_text, easy_text)
    fresh = _classes(classes)
    if [(one.key, one.text) for one in fresh] != [(one.key, one.text) for one in breakdown.classes]:
        forget_population_figures(session, breakdown)
    breakdown.classes.clear()
    session.flush()
    breakdown.classes.extend(fresh)
    consultation.edition += 1
    session.flush()


def remove_breakdown(session: Session, consultation: Consultation, breakdown: Breakdown) -> None:
    """Take back a breakdown of a draft and close the gap. Raises ShutError."""
    hold(session, consultation)
    consultation.breakdowns.remove(breakdown)
    session.flush()
    # Going up the list, each next position is free by the time it is taken.
    for position, one in enumerate(consultation.breakdowns, start=1):
        one.position = position
        session.flush()
    consultation.edition += 1
    session.flush()


def _classes(classes: Sequence[ClassText]) -> list[BreakdownClass]:
    check_keys_differ(one.key for one in classes if one.key is not None)
    keys = [one.key for one in classes if one.key is not None]
    made = []
    for position, one in enumerate(classes, start=1):
        key = one.key if one.key is not None else next_key("c", keys)
        keys.append(key)
        made.append(
            BreakdownClass(
                position=position,
                key=tidy(BreakdownClass.key, key, required=True),
                text=tidy(BreakdownClass.text, one.text, required=True),
                share=one.share,
            )
        )
    return made
