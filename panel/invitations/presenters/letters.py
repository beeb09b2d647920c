"""A letter in finished words, in one language: what an officer wrote, else the sentences that we propose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from flask_babel import gettext as _

from panel.consultations.models import (
    AddressForm,
    BreakdownSource,
    Consultation,
    EvidenceKind,
    Language,
    PrivacyGround,
)
from panel.consultations.routing import longest_path
from panel.core.clock import local
from panel.core.qr import qr_code
from panel.invitations.documents import PERSONAL, Document, has_salutation
from panel.invitations.models import LetterText
from panel.municipalities.models import Municipality

# A letter with more characters than this of the municipality's own is set a little smaller and stays on one page.
ROOMY, SNUG = 300, 540


@dataclass(frozen=True)
class Said:
    """A text, with its language when that is another than the letter's."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Entrance:
    """How the reader of one sheet comes in: where a phone goes, what is typed by hand, and the code as people read it.

    `whose` is the group it is for. Without a code the address alone is the way in.
    """

    address: str
    site: str
    code: str = ""
    whose: str = ""
    qr: str = ""


@dataclass(frozen=True)
class Letter:
    """Everything that a sheet says beside its entrance."""

    document: Document
    consultation: Consultation
    municipality: Municipality
    language: Language
    title: Said
    topic: Said
    influence: Said
    help_places: Said
    salutation: Said
    paragraph: Said
    owner: str
    questions: int
    # Some questions are for a part of the people: it is so many at most.
    not_for_all: bool
    last_day: dt.date | None
    reply_on: dt.date | None
    outcome_site: str = ""
    asked_about: str = ""
    consent: bool = False
    retention_months: int | None = None
    entrances: list[Entrance] = field(default_factory=list)

    @property
    def is_personal(self) -> bool:
        return self.consultation.evidence_kind in PERSONAL

    @property
    def size(self) -> str:
        """How much there is to say: roomy, snug or full."""
        own = (self.title, self.topic, self.influence, self.help_places, self.salutation, self.paragraph)
        length = sum(len(one.text) for one in own)
        return "roomy" if length <= ROOMY else "snug" if length <= SNUG else "full"


def present_letter(
    consultation: Consultation,
    document: Document,
    language: Language,
    *,
    municipality: Municipality,
    changed: LetterText | None,
    entrances: list[Entrance],
    outcome_site: str,
) -> Letter:
    """Return a letter in words; speak the language of the page while it is called. Needs the translations loaded."""
    asked = consultation.policy_question
    mine = next((one for one in consultation.translations if one.language == language.value), None)
    owner = ", ".join(part for part in (asked.owner_name, asked.owner_function) if part)
    about = [one.label for one in consultation.breakdowns if one.filled_by is BreakdownSource.ASKED]
    return Letter(
        document=document,
        consultation=consultation,
        municipality=municipality,
        language=language,
        title=_dutch(asked.title, language),
        topic=_translated(consultation.topic, mine.topic if mine else "", language),
        influence=_translated(asked.influence, mine.influence if mine else "", language),
        help_places=_dutch(consultation.help_places, language),
        salutation=Said(changed.salutation)
        if changed and changed.salutation
        else Said(_salutation(consultation, document)),
        paragraph=Said(changed.paragraph)
        if changed and changed.paragraph
        else Said(_paragraph(consultation, document, municipality.name)),
        owner=consultation.promised_by or owner,
        questions=len(longest_path(consultation.questions)) + len(about),
        not_for_all=any(one.only_if_question_id is not None for one in consultation.questions),
        last_day=local(consultation.closes_at).date() if consultation.closes_at else None,
        reply_on=consultation.promised_on or asked.reply_due_on,
        outcome_site=outcome_site,
        asked_about=", ".join(about) if language is Language.DUTCH else "",
        consent=consultation.privacy_ground is PrivacyGround.CONSENT,
        retention_months=consultation.retention_months,
        entrances=entrances,
    )


def entrance(address: str, site: str, *, code: str = "", whose: str = "") -> Entrance:
    """Return a way in with its square: with a wide quiet edge, and readable when almost a third is damaged."""
    return Entrance(address, site, code, whose, qr_code(address, _("QR-code om mee te doen"), correction="h"))


def in_two(code: str) -> str:
    """Return a code in two halves, as people read it aloud: 482 913, bcdf 2345."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"


def _dutch(text: str, language: Language) -> Said:
    return Said(text, "" if language is Language.DUTCH else Language.DUTCH.value)


def _translated(dutch: str, translated: str, language: Language) -> Said:
    if language is Language.DUTCH or not dutch:
        return Said(dutch)
    return Said(translated) if translated else Said(dutch, Language.DUTCH.value)


def _salutation(consultation: Consultation, document: Document) -> str:
    if not has_salutation(document):
        return ""
    if document is Document.PARENT_LETTER:
        return _("Beste ouder of verzorger,")
    if consultation.evidence_kind is EvidenceKind.PANEL:
        return _("Beste panellid,")
    return _("Beste inwoner,")


def _paragraph(consultation: Consultation, document: Document, name: str) -> str:
    """Return the paragraph that we propose."""
    polite = consultation.address_form is AddressForm.U
    if document is Document.PARENT_LETTER:
        why = _("De gemeente %(name)s wil weten wat jongeren vinden.", name=name)
        return f"{why}\n{_('Daarom vragen wij het aan de groep van uw kind.')}"
    wish = (
        _("De gemeente %(name)s wil graag weten wat u vindt.", name=name)
        if polite
        else _("De gemeente %(name)s wil graag weten wat jij vindt.", name=name)
    )
    if document is Document.REMINDER:
        return _("U kreeg al een bericht van ons.") if polite else _("Je kreeg al een bericht van ons.")
    if document is Document.POSTER:
        return wish
    return f"{wish}\n{_why_you(consultation, document, polite)}"


def _why_you(consultation: Consultation, document: Document, polite: bool) -> str:
    if document is Document.GROUP_LETTER:
        return _("Daarom vragen wij het aan deze groep.")
    if consultation.evidence_kind is EvidenceKind.SAMPLE:
        return (
            _("De computer koos adressen. Uw adres zat erbij.")
            if polite
            else _("De computer koos adressen. Jouw adres zat erbij.")
        )
    if consultation.evidence_kind is EvidenceKind.PANEL:
        return _("U zit in ons panel.") if polite else _("Jij zit in ons panel.")
    return _("Iedereen mag meedoen.")
