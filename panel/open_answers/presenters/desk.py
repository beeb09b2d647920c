"""Words for who reads open answers: how far it is, what is proposed, how far two readers agree, what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import Consultation, Question
from panel.masking.kinds import Hidden, parts
from panel.open_answers.models import PublishedThemes, Theme
from panel.open_answers.service.counting import ENOUGH_READ
from panel.open_answers.service.quotations import LONGEST, MOST_RELEASED
from panel.open_answers.service.themes import LONGEST_MEANING, LONGEST_NAME, MOST
from panel.stats.disclosure import THRESHOLD
from panel.stats.proposals import Sureness


@dataclass(frozen=True)
class QuestionCard:
    """One open question in the list. `why_not` says why its answers may not be read; `part` is hundredths read."""

    key: str
    text: str
    why_not: str = ""
    ready: bool = False
    part: int = 0
    progress: str = ""
    themes: str = ""
    published: str = ""
    all_read: bool = False
    can_count: bool = False
    has_themes: bool = False


@dataclass(frozen=True)
class ThemeChoice:
    """One theme that an answer can get, the key that ticks it, and what is proposed, in words."""

    id: int
    name: str
    belongs: str
    chosen: bool
    shortcut: str
    proposed: str = ""


def present_card(
    question: Question,
    *,
    readable: bool,
    there: int,
    read: int,
    themes: Sequence[Theme],
    published: PublishedThemes | None,
) -> QuestionCard:
    if not readable:
        why = _("Minder dan %(least)s mensen gaven hier antwoord. Daarom leest niemand ze.", least=THRESHOLD)
        return QuestionCard(question.key, question.text, why_not=why)
    if not there:
        return QuestionCard(question.key, question.text)
    names = (
        _("Nog geen thema’s") if not themes else _("Thema’s: %(names)s", names=", ".join(one.name for one in themes))
    )
    return QuestionCard(
        question.key,
        question.text,
        ready=True,
        part=100 * read // there,
        progress=left_in_words(there, read),
        themes=names,
        published=_("De telling staat op de uitslagpagina (versie %(version)s).", version=published.version)
        if published
        else "",
        all_read=read >= there,
        can_count=read >= there or read >= ENOUGH_READ,
        has_themes=bool(themes),
    )


def left_in_words(there: int, read: int) -> str:
    """Say how far reading is, in rounded numbers: exact ones would tell how many people answered."""
    left = there - read
    if left <= 0:
        return _("Alles is gelezen.")
    if left < THRESHOLD:
        return _("Nog een paar te lezen.")
    return _("Nog ongeveer %(left)s van de %(there)s te lezen.", left=5 * round(left / 5), there=5 * round(there / 5))


def present_text(text: str) -> list[tuple[bool, str]]:
    """Return an answer in pieces: (hidden or not, words)."""
    return [(True, hidden_in_words(piece)) if isinstance(piece, Hidden) else (False, piece) for piece in parts(text)]


def hidden_in_words(what: Hidden) -> str:
    return {
        Hidden.NAME: _("naam"),
        Hidden.PHONE: _("telefoonnummer"),
        Hidden.EMAIL: _("e-mailadres"),
        Hidden.ADDRESS: _("adres"),
        Hidden.POSTCODE: _("postcode"),
        Hidden.NUMBER: _("nummer"),
        Hidden.ACCOUNT: _("account"),
        Hidden.BIRTHDAY: _("geboortedag"),
        Hidden.PERSON_CHOSE: _("weggehaald"),
    }[what]


def present_theme_choices(
    themes: Sequence[Theme], chosen: frozenset[int], proposed: Mapping[int, Sureness]
) -> list[ThemeChoice]:
    """Return the themes that can be ticked, in the order of the codebook: a proposal never moves or ticks one."""
    return [
        ThemeChoice(
            one.id,
            one.name,
            one.belongs,
            one.id in chosen,
            str(place) if place <= 9 else "",
            sureness_in_words(proposed[one.id]) if one.id in proposed else "",
        )
        for place, one in enumerate(themes, start=1)
    ]


def sureness_in_words(sureness: Sureness) -> str:
    return {
        Sureness.SURE: _("Voorstel: meestal goed"),
        Sureness.LIKELY: _("Voorstel: vaak goed"),
        Sureness.GUESS: _("Voorstel: een gok"),
    }[sureness]


def agreement_in_words(kappa: float | None, twice: int) -> str:
    """Say how far two readers agree; the words follow Landis and Koch (1977), the number stands beside them."""
    if twice < THRESHOLD:
        return _("Nog te weinig antwoorden zijn door twee mensen gelezen.")
    if kappa is None:
        return _("Beide lezers kozen steeds hetzelfde. Daar valt niets over te zeggen.")
    number = f"{kappa:.1f}".replace(".", ",")
    if kappa >= 0.8:
        return _("Twee lezers zijn het bijna altijd eens (kappa %(number)s).", number=number)
    if kappa >= 0.6:
        return _("Twee lezers zijn het meestal eens (kappa %(number)s).", number=number)
    if kappa >= 0.4:
        return _(
            "Twee lezers zijn het vaak oneens (kappa %(number)s). Maak de uitleg bij de thema’s scherper.",
            number=number,
        )
    return _(
        "Twee lezers zijn het te vaak oneens (kappa %(number)s). Pas de thema’s aan en lees opnieuw.", number=number
    )


def word_problem(reason: str, consultation: Consultation | None = None) -> str:
    """Say what is in the way and what to do now."""
    return {
        "STALE": _(
            "Een collega was je net voor. Hieronder staat het zoals het nu is. Kijk nog een keer en bewaar opnieuw."
        ),
        "NOT_READABLE": _("Minder dan %(least)s mensen gaven antwoord. Daarom blijft dit dicht.", least=THRESHOLD),
        "NO_NAME": _("Geef het thema een naam."),
        "NO_MEANING": _("Schrijf op wat er bij dit thema hoort."),
        "SAME_NAME": _("Dit thema is er al. Kies een andere naam."),
        "TOO_MANY": _(
            "Dit zijn er te veel om uit elkaar te houden: hoogstens %(themes)s thema’s en %(quotations)s citaten.",
            themes=MOST,
            quotations=MOST_RELEASED,
        ),
        "IN_USE": _("Dit thema hoort al bij antwoorden. Haal het daar eerst weg."),
        "UNKNOWN_THEME": _("Dit thema is er niet meer. Kies een ander."),
        "EMPTY": _("Schrijf eerst het citaat op."),
        "TOO_LONG": _(
            "Dit is te lang. Een naam past in %(name)s tekens, een uitleg in %(meaning)s, een citaat in %(quotation)s.",
            name=LONGEST_NAME,
            meaning=LONGEST_MEANING,
            quotation=LONGEST,
        ),
        "NOT_TEXT": _("Hier staan tekens in die geen tekst zijn. Haal ze weg."),
        "STILL_MARKED": _("Hier staat nog een naam, nummer of adres in. Schrijf het citaat zonder."),
        "NOT_LOOKED": _("Zet een vinkje als je zeker weet dat niemand te herkennen is."),
        "NOT_RELEASED": _("Dit citaat staat nog niet op de uitslagpagina."),
        "NO_REASON": _("Schrijf op waarom. Zonder reden verandert er niets."),
        "NOT_THERE": _("Die woorden staan niet in dit antwoord. Typ ze precies over."),
        "NO_THEMES": _("Er zijn nog geen thema’s. Maak eerst de lijst met thema’s."),
        "TOO_FEW_READ": _("Er zijn nog te weinig antwoorden gelezen."),
        "NOT_ALL_READ": _(
            "Nog niet alles is gelezen. Lees verder, of lees er minstens %(enough)s.", enough=ENOUGH_READ
        ),
        "NOT_SAFE": _("Deze telling zou iets over één mens kunnen verraden. Voeg kleine thema’s samen."),
        "SAME": _("Er is niets veranderd sinds de vorige telling."),
        "TOO_LITTLE_CHANGED": _(
            "Er zijn te weinig antwoorden anders ingedeeld. Een nieuwe telling zou verraden wat die mensen zeiden."
        ),
    }[reason]
