"""What can be used again: questionnaires to copy from, and the questions of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.gates import TESTERS, TESTERS_OF_TARGET
from panel.consultations.models import Consultation, LibraryQuestion, State
from panel.consultations.presenters.words import ADDRESS_OF_KIND, kind_words
from panel.core.i18n import long_day


@dataclass(frozen=True)
class SourceLine:
    """A questionnaire to take a question from."""

    id: int
    title: str
    facts: str


@dataclass(frozen=True)
class LibraryLine:
    """A question of the library: its kind, its text, where it is from and how it was tested."""

    id: int
    text: str
    kind: str
    icon: str
    address: str
    origin: str
    tested: str
    is_tested: bool
    added: str


def present_sources(found: Sequence[Consultation], draft: Consultation, looked_for: str) -> list[SourceLine]:
    """Return the other questionnaires that hold all words looked for, newest first."""
    wanted = looked_for.casefold().split()
    return [
        SourceLine(one.id, one.policy_question.title, " · ".join((state_word(one.state), one.topic)))
        for one in found
        if one.id != draft.id and all(word in f"{one.policy_question.title} {one.topic}".casefold() for word in wanted)
    ]


def state_word(state: State) -> str:
    """Return where a questionnaire stands, in a word or two."""
    return {
        State.DRAFT: _("Concept"),
        State.IN_REVIEW: _("Een collega kijkt mee"),
        State.SCHEDULED: _("Ingepland"),
        State.OPEN: _("Open"),
        State.CLOSED: _("Gesloten"),
        State.REPORTED: _("Met uitslag"),
        State.CANCELLED: _("Gaat niet door"),
    }[state]


def present_library(found: Sequence[LibraryQuestion]) -> list[LibraryLine]:
    """Return the questions of the library in words."""
    return [present_library_question(one) for one in found]


def present_library_question(kept: LibraryQuestion) -> LibraryLine:
    """Return one question of the library in words."""
    words = kind_words(kept.kind)
    return LibraryLine(
        id=kept.id,
        text=kept.text,
        kind=words.name,
        icon=words.icon,
        address=ADDRESS_OF_KIND[kept.kind],
        origin=kept.origin,
        tested=_tested(kept),
        is_tested=kept.testers >= TESTERS and kept.testers_of_target >= TESTERS_OF_TARGET,
        added=long_day(kept.added_on),
    )


def _tested(kept: LibraryQuestion) -> str:
    if not kept.testers:
        return _("Niet getest")
    people = ngettext("Getest door %(num)s mens", "Getest door %(num)s mensen", kept.testers)
    return _("%(people)s, van wie %(target)s uit de doelgroep", people=people, target=kept.testers_of_target)
