"""What groups recommend, for who writes it down: each group with what it said, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.models import Consultation
from panel.core.i18n import long_day
from panel.media.queries import Shown
from panel.media.service import MOST_WORDS
from panel.speaking_minds.models import Recommendation, RecommendationState
from panel.speaking_minds.policy import MOST_OF_A_GROUP
from panel.speaking_minds.service import LONGEST_ADVICE, LONGEST_WHY, names_seen


@dataclass(frozen=True)
class DeskLine:
    """One recommendation at the desk. `seen` warns of what looks like a name; `agreed` says when the group said yes."""

    id: int
    edition: int
    advice: str
    why: str
    picture: Shown | None
    agreed: str
    seen: str
    is_first: bool
    is_last: bool
    reply_id: int | None


@dataclass(frozen=True)
class GroupCard:
    """One group, by the name that only staff know, with what it recommends."""

    round_id: int
    name: str
    lines: list[DeskLine]
    withdrawn: str

    @property
    def has_room(self) -> bool:
        return len(self.lines) < MOST_OF_A_GROUP


@dataclass(frozen=True)
class Clash:
    """What a colleague saved beside what was typed here."""

    label: str
    stored: str
    typed: str


def present_groups(
    consultation: Consultation,
    found: Sequence[Recommendation],
    pictures: Mapping[int, Shown],
    withdrawn: Mapping[int, int],
) -> list[GroupCard]:
    """Return every group of a consultation in the order in which they were added."""
    cards = []
    for round_ in consultation.rounds:
        own = [one for one in found if one.round_id == round_.id]
        lines = [_line(one, pictures.get(one.picture_id or 0), at, len(own)) for at, one in enumerate(own)]
        cards.append(GroupCard(round_.id, round_.name, lines, _gone(withdrawn.get(round_.id, 0))))
    return cards


def _line(one: Recommendation, picture: Shown | None, at: int, of: int) -> DeskLine:
    is_agreed = one.state is RecommendationState.AGREED
    return DeskLine(
        id=one.id,
        edition=one.edition,
        advice=one.advice,
        why=one.why,
        picture=picture,
        agreed=_("De groep zei ja op %(day)s", day=long_day(one.agreed_on)) if is_agreed else "",
        seen=present_seen(names_seen(one.advice, one.why, picture.words if picture else "")),
        is_first=at == 0,
        is_last=at == of - 1,
        reply_id=one.reply_id,
    )


def present_seen(words: Sequence[str]) -> str:
    """Warn of words that look like a name, a number or an address; empty when there are none."""
    if not words:
        return ""
    told = ", ".join(f"‘{one}’" for one in words)
    return _(
        "Dit lijkt op een naam, nummer of adres: %(words)s. Haal weg waaraan een jongere te herkennen is.", words=told
    )


def _gone(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(num)s advies is weggehaald op verzoek van de groep.",
        "%(num)s adviezen zijn weggehaald op verzoek van de groep.",
        number,
    )


def present_clash(stored: Recommendation, advice: str, why: str) -> list[Clash]:
    """Return what differs between what a colleague saved and what was typed here."""
    pairs = [(_("Het advies"), stored.advice, advice), (_("Waarom?"), stored.why, why)]
    return [Clash(label, now_there, typed) for label, now_there, typed in pairs if now_there != typed]


def word_problem(reason: str, field: str = "") -> str:
    """Say why a change was refused, and what to do now."""
    limit = {"why": LONGEST_WHY, "picture_words": MOST_WORDS}.get(field, LONGEST_ADVICE)
    return {
        "NOT_NOW": _("Dat kan nu niet meer. Laad de pagina opnieuw."),
        "FULL": _("Deze groep heeft al %(most)s adviezen. Haal er eerst een weg.", most=MOST_OF_A_GROUP),
        "EMPTY": _("Schrijf het advies op in één zin."),
        "TOO_LONG": _("Dit is te lang. Er passen %(limit)s tekens.", limit=limit),
        "NOT_TEXT": _("Hier staan tekens in die geen tekst zijn. Haal ze weg."),
        "NOT_AGREED": _("Vraag het eerst aan de groep. Zet dan een vinkje dat de groep het ermee eens is."),
        "NAMES_SEEN": _("Kijk eerst of er geen naam of adres in staat. Zet dan een vinkje dat je keek."),
        "UNKNOWN_REPLY": _("Dat antwoord is er niet. Kies een ander antwoord."),
        "NOT_SHOWN": _("De groep zei hier nog geen ja op. Je kunt het gewoon weghalen."),
        "STALE": _("Een collega was net voor jou. Kijk wat er nu staat en probeer het opnieuw."),
    }[reason]
