"""What a change to a running consultation means, in words for the officer who is about to make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import Consultation
from panel.core.clock import local
from panel.core.i18n import long_day


@dataclass(frozen=True)
class ChangePage:
    """One small page: what it is now, what the change means for people, and the word on the button."""

    title: str
    now: Sequence[tuple[str, str]]
    means: Sequence[str]
    button: str
    done: str


def present_extending(consultation: Consultation) -> ChangePage:
    return ChangePage(
        title=_("Langer open laten"),
        now=[*_closing(consultation), *_reply(consultation)],
        means=[
            _("Wie al antwoordde, hoeft niets te doen. Die antwoorden tellen gewoon mee."),
            _("Wie nog niet klaar was, kan verder met dezelfde code of link."),
            _("Bij de uitslag staat de oude dag, de nieuwe dag en jouw reden."),
        ],
        button=_("Laat langer open"),
        done=_("De nieuwe laatste dag staat vast. Iedereen kan de reden lezen."),
    )


def present_new_reply_date(consultation: Consultation, *, missed: bool) -> ChangePage:
    means = [
        _("Wie meedeed, rekent op de oude dag. Die blijft erbij staan, met jouw reden."),
        _("Op alle pagina's staat voortaan de nieuwe dag."),
    ]
    if missed:
        late = _("De beloofde dag is voorbij. Er blijft staan dat het antwoord te laat is, tot het er is.")
        means.insert(1, late)
    return ChangePage(
        title=_("Andere dag voor het antwoord"),
        now=_reply(consultation),
        means=means,
        button=_("Beloof de nieuwe dag"),
        done=_("De nieuwe dag staat er. De oude dag en de reden staan erbij."),
    )


def present_cancelling(consultation: Consultation) -> ChangePage:
    return ChangePage(
        title=_("Stopzetten"),
        now=_closing(consultation),
        means=[
            _("Niemand kan nog meedoen. Wie bezig is, leest dat het niet doorgaat, en waarom."),
            _("Wat mensen al antwoordden, wordt gewist. Niemand leest het."),
            _("Er komt geen uitslag en geen antwoord van de gemeente."),
        ],
        button=_("Stop voorgoed"),
        done=_("De raadpleging is gestopt. De antwoorden worden gewist."),
    )


def present_group_closing(name: str, consultation: Consultation, *, early: bool) -> ChangePage:
    means = [
        _("Vraag de groep eerst om te versturen. Wat niet verstuurd is, telt niet mee."),
        _("De antwoorden van deze groep worden geteld, samen met die van de andere groepen."),
        _("De uitslag komt pas als alle groepen dicht zijn."),
    ]
    if early:
        means.append(_("Dit is eerder dan afgesproken. Bij de uitslag staat jouw reden, zonder de naam van de groep."))
    return ChangePage(
        title=_("Groep sluiten: %(name)s", name=name),
        now=_closing(consultation),
        means=means,
        button=_("Sluit deze groep"),
        done=_("De groep is dicht."),
    )


def present_group_extending(name: str, until: str, consultation: Consultation) -> ChangePage:
    return ChangePage(
        title=_("Groep meer tijd geven: %(name)s", name=name),
        now=[(_("De code van deze groep werkt tot"), until), *_closing(consultation)],
        means=[
            _("Wie al antwoordde, hoeft niets te doen."),
            _("De code werkt tot het eind van de nieuwe dag."),
            _("Bij de uitslag staat jouw reden, zonder de naam van de groep."),
        ],
        button=_("Geef meer tijd"),
        done=_("De groep heeft meer tijd."),
    )


def word_refusal(reason: str, consultation: Consultation) -> str:
    """Return why a change was refused and what to do now."""
    reply = long_day(consultation.promised_on)
    closing = long_day(local(consultation.closes_at).date()) if consultation.closes_at else ""
    return {
        "NO_REASON": _("Schrijf op waarom. Zonder reden verandert er niets."),
        "NOT_OPEN": _("Deze raadpleging is niet meer open."),
        "NO_CLOSING_DAY": _("Er is geen laatste dag om te verschuiven. Je sluit zelf."),
        "NOT_LATER": _("Kies een latere dag dan nu."),
        "PASSED": _("Die dag is voorbij. Kies een dag in de toekomst."),
        "TOO_LONG": _("Zo blijft hij langer dan een jaar open. Kies een eerdere dag."),
        "AFTER_REPLY": _("Het antwoord is beloofd voor %(day)s. Kies een eerdere dag, of verander eerst die belofte.",
                         day=reply),
        "SAME": _("Dit is de dag die al beloofd is."),
        "BEFORE_CLOSING": _("Dan kunnen mensen nog meedoen. Kies een dag na het sluiten."),
        "TOO_FAR": _("Dat is langer dan twee jaar wachten. Kies een eerdere dag."),
        "REPLIED": _("Het antwoord is al gegeven. De dag verandert niet meer."),
        "LAST_GROUP": _("Dit is de laatste groep die nog open is. Sluit daarom de hele raadpleging."),
        "GROUP_SHUT": _("Deze groep is al dicht."),
        "PAST_CLOSING": _("De hele raadpleging sluit op %(day)s. Kies die dag of een eerdere.",
                          day=closing),
    }[reason]  # fmt: skip


def _closing(consultation: Consultation) -> list[tuple[str, str]]:
    if consultation.closes_at is None:
        return [(_("Laatste dag nu"), _("geen: je sluit zelf"))]
    return [(_("Laatste dag nu"), long_day(local(consultation.closes_at).date()))]


def _reply(consultation: Consultation) -> list[tuple[str, str]]:
    rows = [(_("Antwoord beloofd voor"), long_day(consultation.promised_on))]
    if consultation.missed_on is not None:
        rows.append((_("Eerder beloofd en gemist"), long_day(consultation.missed_on)))
    return rows
