"""Words the soft advice of the desk, and what may be said with the number of answers that is expected."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.forecast import ONE_DISTRICT, SMALLEST_SHOWN, WHOLE_MUNICIPALITY, smallest_group
from panel.consultations.hints import Hint
from panel.consultations.models import Breakdown, Consultation, EvidenceKind


def hint_sentences(hints: Iterable[Hint]) -> list[str]:
    """Return each piece of advice as a sentence."""
    words = _on_the_question() | _on_the_people()
    return [words[one] for one in hints]


def _on_the_question() -> dict[Hint, str]:
    return {
        Hint.TWO_QUESTIONS: _("Dit lijken twee vragen. Stel er één, en maak van de andere een nieuwe vraag."),
        Hint.NO_DECISION: _("Schrijf op welk besluit er volgt. Dan weten mensen waar hun antwoord voor is."),
        Hint.NO_DECISION_DAY: _("Vul in wanneer het besluit valt."),
        Hint.DECISION_FAR: _(
            "Het besluit valt pas over meer dan een half jaar. De gemeente doet er dan pas laat iets mee."
        ),
        Hint.DECISION_PASSED: _("De dag van het besluit is voorbij. Kunnen mensen nog iets veranderen?"),
        Hint.NOTHING_OPEN: _(
            "Er staat nog niet waarover mensen kunnen meedenken. Is alles al besloten? Vraag het dan niet."
        ),
        Hint.NOTHING_FIXED: _("Schrijf ook op wat al vaststaat. Dan hoopt niemand op iets dat niet kan."),
        Hint.NOTHING_DONE: _("Schrijf op wat je al doet. Dan adviseren mensen niet wat er al is."),
        Hint.NO_LEVEL: _("Kies ook hoe ver de invloed gaat."),
    }


def _on_the_people() -> dict[Hint, str]:
    return {
        Hint.NO_TARGET_GROUPS: _("Schrijf op wie je zeker wilt horen. Anders hoor je vooral wie er altijd al is."),
        Hint.NO_EXPECTED: _("Vul in hoeveel antwoorden je verwacht. Dan zie je wat je ermee mag zeggen."),
        Hint.NO_HELP: _("Noem een plek waar iemand helpt met invullen. Niet iedereen kan het alleen."),
        Hint.SMALL_GROUP: _("Een groep wordt kleiner dan 10 mensen. Die groep is straks niet te zien."),
        Hint.FEW_ASKED: _(
            "Een vraag gaat naar minder dan 10 mensen, of naar bijna iedereen. In de uitslag is hij dan niet te zien."
        ),
        Hint.NO_CHANNEL: _("Schrijf op hoe mensen het antwoord te horen krijgen. Zelf zoeken ze het niet op."),
    }


# For each kind of evidence: from how many answers on (ascending) which sentence holds.
Levels = list[tuple[int, str]]


def expectations() -> dict[str, Levels]:
    """Return what may be said with how many answers, by kind of evidence."""
    nothing = (0, _("Bij minder dan 10 antwoorden is er niets te zien. Zo weet niemand wie wat zei."))
    only_these = _("Genoeg voor een uitslag. Je hoort wat deze mensen vinden. Over anderen zegt het niets.")
    split = _("Genoeg om ook groepen te vergelijken. Het blijft wat deze mensen vinden. Over anderen zegt het niets.")
    panel = _("Je hoort wat het panel vindt. Je mag het wegen, maar het blijft geen steekproef.")
    few = _(
        "Te weinig voor een uitspraak over de hele gemeente. Daarvoor zijn minstens %(whole)s antwoorden nodig.",
        whole=WHOLE_MUNICIPALITY,
    )
    whole = _(
        "Genoeg voor een uitspraak over de hele gemeente. Per wijk heb je ongeveer %(district)s antwoorden nodig.",
        district=ONE_DISTRICT,
    )
    return {
        EvidenceKind.GROUP.value: [nothing, (SMALLEST_SHOWN, only_these), (100, split)],
        EvidenceKind.OPEN.value: [nothing, (SMALLEST_SHOWN, only_these), (100, split)],
        EvidenceKind.PANEL.value: [nothing, (SMALLEST_SHOWN, panel)],
        EvidenceKind.SAMPLE.value: [nothing, (SMALLEST_SHOWN, few), (WHOLE_MUNICIPALITY, whole)],
    }


def expectation(kind: EvidenceKind, expected: int | None) -> str:
    """Return what may be said with so many answers of this kind; empty while the number is not known."""
    if not expected:
        return ""
    return next(text for least, text in reversed(expectations()[kind.value]) if expected >= least)


def smallest_in_words(consultation: Consultation, breakdown: Breakdown) -> tuple[str, bool]:
    """Return how small the smallest group of a background will be, and whether that is too small to be shown."""
    found = smallest_group(breakdown, consultation.expected_responses)
    if found is None:
        return "", False
    expected = consultation.expected_responses or 0
    people = ngettext("ongeveer %(num)s mens", "ongeveer %(num)s mensen", found.people)
    if found.known:
        words = _(
            "Je verwacht %(expected)s antwoorden. De kleinste groep is ‘%(group)s’, met %(people)s.",
            expected=expected,
            group=found.text,
            people=people,
        )
    else:
        words = _(
            "Je verwacht %(expected)s antwoorden. Zijn de groepen even groot, dan heeft elke groep %(people)s.",
            expected=expected,
            people=people,
        ) if all(one.share is None for one in breakdown.classes) else _(
            "Je verwacht %(expected)s antwoorden. De kleinste groep is waarschijnlijk ‘%(group)s’, met %(people)s.",
            expected=expected,
            group=found.text,
            people=people,
        )  # fmt: skip
    if found.is_too_small:
        words += " " + _("Dat is minder dan 10. De groep gaat dan samen met een andere. Maak liever grovere klassen.")
    return words, found.is_too_small
