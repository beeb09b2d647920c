"""What the desk calls the kinds of evidence, the kinds of question and the pictograms."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.models import AddressForm, EvidenceKind, QuestionKind

# What a kind of question is called in an address.
KIND_ADDRESSES = {
    "kies-een": QuestionKind.CHOOSE_ONE,
    "kies-meer": QuestionKind.CHOOSE_SEVERAL,
    "kies-een-plaatje": QuestionKind.CHOOSE_PICTURE,
    "top-3": QuestionKind.TOP_THREE,
    "schaal": QuestionKind.SCALE,
    "stelling": QuestionKind.STATEMENT,
    "getal": QuestionKind.NUMBER,
    "open": QuestionKind.OPEN_TEXT,
}
ADDRESS_OF_KIND = {kind: address for address, kind in KIND_ADDRESSES.items()}


@dataclass(frozen=True)
class KindWords:
    """A kind of question: its address, its name, when to use it, and an icon."""

    address: str
    name: str
    use: str
    icon: str


def evidence_name(kind: EvidenceKind) -> str:
    """Return the label that goes with every figure of this kind."""
    return {
        EvidenceKind.GROUP: _("Groep"),
        EvidenceKind.OPEN: _("Open vraag"),
        EvidenceKind.PANEL: _("Panel"),
        EvidenceKind.SAMPLE: _("Steekproef"),
    }[kind]


def evidence_choices() -> list[tuple[str, str, str]]:
    """Return the kinds of evidence as (value, name, what it means and what may be said with it)."""
    return [
        (
            EvidenceKind.GROUP.value,
            _("Groep"),
            _("Een klas of bijeenkomst, met een code van zes cijfers. Je hoort wat deze mensen vinden, niet de stad."),
        ),
        (
            EvidenceKind.OPEN.value,
            _("Open vraag"),
            _("Iedereen met de link kan meedoen. Je hoort alleen wie zelf de moeite nam."),
        ),
        (
            EvidenceKind.PANEL.value,
            _("Panel"),
            _("Mensen die zich eerder hebben opgegeven, elk met een eigen code. Het is geen steekproef."),
        ),
        (
            EvidenceKind.SAMPLE.value,
            _("Steekproef"),
            _("Mensen die door loting een brief krijgen, elk met een eigen code. Alleen dit zegt iets over iedereen."),
        ),
    ]


def address_choices() -> list[tuple[str, str]]:
    """Return the ways to speak to people."""
    return [(AddressForm.JE.value, _("je en jij")), (AddressForm.U.value, _("u"))]


def kind_words(kind: QuestionKind) -> KindWords:
    """Return how the desk speaks of a kind of question."""
    name, use, icon = {
        QuestionKind.CHOOSE_ONE: (_("Kies één"), _("Twee tot acht antwoorden, één mag."), "check"),
        QuestionKind.CHOOSE_SEVERAL: (_("Kies meer"), _("Twee tot tien antwoorden, meer mag."), "list"),
        QuestionKind.CHOOSE_PICTURE: (_("Kies een plaatje"), _("Twee tot zes foto’s of tekeningen, één mag."), "photo"),
        QuestionKind.TOP_THREE: (_("Top 3"), _("Drie tot tien antwoorden. Iemand kiest nummer 1, 2 en 3."), "numbers"),
        QuestionKind.SCALE: (_("Schaal"), _("Drie of vijf woorden, van het ene eind naar het andere."), "menu"),
        QuestionKind.STATEMENT: (_("Stelling"), _("Een zin, met eens en oneens."), "message"),
        QuestionKind.NUMBER: (_("Getal"), _("Een heel getal. De uitslag toont alleen groepen getallen."), "chart"),
        QuestionKind.OPEN_TEXT: (_("Open antwoord"), _("In eigen woorden. Een mens leest en ordent het."), "edit"),
    }[kind]
    return KindWords(ADDRESS_OF_KIND[kind], name, use, icon)


def all_kind_words() -> list[KindWords]:
    """Return all kinds of question in the order in which they are offered."""
    return [kind_words(kind) for kind in KIND_ADDRESSES.values()]
