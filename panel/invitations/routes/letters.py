"""Letters and paper at the desk: the list, and each document as it is printed."""

from __future__ import annotations

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.models import Consultation, EvidenceKind, Language, RoundState, State
from panel.consultations.policy import can_see_drafts, can_write
from panel.consultations.queries import consultation_to_translate
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.i18n import show_as
from panel.core.reading import LANGUAGE_NAMES, LANGUAGES, Reading
from panel.invitations.documents import ADDRESSES, PERSONAL, Document, documents_for
from panel.invitations.presenters.documents import document_name, present_documents, present_stack
from panel.invitations.presenters.letters import Entrance, Letter, entrance, in_two, present_letter
from panel.invitations.queries import changed_letters, groups_of, letter_text, municipality_of, stacks_of
from panel.invitations.routes.blueprint import PAGE, Answer, find_consultation, invitations

LETTERS = f"{PAGE}/brieven"
ONE_DOCUMENT = f"{LETTERS}/<any({', '.join(ADDRESSES)}):document>"
READERS = (Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FACILITATOR)
# No code of ours has a zero in it: this one opens nothing, and looks like the real ones.
EXAMPLE_CODE = "00000000"
OVER = frozenset({State.CLOSED, State.REPORTED, State.CANCELLED})


def find_to_print(consultation_id: int) -> Consultation:
    """Return a consultation whose letters this member of staff may see, else a 404."""
    found = find_consultation(consultation_id)
    if found.state in {State.DRAFT, State.IN_REVIEW} and not can_see_drafts(current_user.role):
        raise NotFound
    return found


def find_document(consultation: Consultation, address: str) -> Document:
    """Return a document that fits how people come in, else a 404."""
    found = ADDRESSES[address]
    if found not in documents_for(consultation.evidence_kind):
        raise NotFound
    return found


def language_asked() -> Language:
    """Return the language in the address of a page: Dutch unless it is another of ours."""
    asked = flask.request.args.get("taal", "")
    return Language(asked) if asked in LANGUAGES else Language.DUTCH


def site_address() -> str:
    """Return where a phone goes to type a code."""
    return flask.url_for("answering.code_page", _external=True)


@invitations.get(LETTERS)
@allow(*READERS)
def letters_page(consultation_id: int) -> Answer:
    """Show what can be printed, and the stacks that lie ready."""
    consultation = find_to_print(consultation_id)
    session = current_session()
    return flask.render_template(
        "invitations/letters.html",
        consultation=consultation,
        documents=present_documents(consultation, changed_letters(session, consultation.id)),
        stacks=[present_stack(one) for one in stacks_of(session, consultation.id)],
        personal=consultation.evidence_kind in PERSONAL,
        may_stack=consultation.evidence_kind in PERSONAL and consultation.state is State.OPEN,
        writes=can_write(current_user.role),
        over=consultation.state in OVER,
        who=municipality_of(session, consultation),
    )


@invitations.get(ONE_DOCUMENT)
@allow(*READERS)
def document_page(consultation_id: int, document: str) -> Answer:
    """Show a document as it comes out of the printer, in one language."""
    consultation = find_to_print(consultation_id)
    kind = find_document(consultation, document)
    language = language_asked()
    name = document_name(kind)
    show_as(Reading(language=language.value))
    letter = _letter(consultation_to_translate(current_session(), consultation), kind, language)
    return flask.render_template(
        "invitations/print.html",
        letter=letter,
        sheet=f"invitations/letters/{sheet_of(kind)}.html",
        document_name=name,
        document=document,
        language=language,
        languages=LANGUAGE_NAMES,
        large=kind is Document.POSTER and flask.request.args.get("formaat") == "a3",
        notices=_notices(consultation, kind, letter),
        writes=can_write(current_user.role),
    )


def sheet_of(document: Document) -> str:
    """Return which drawing a document has: groups and addresses get the same kind of letter."""
    return "invitation" if document is Document.GROUP_LETTER else document.value.lower()


def _letter(consultation: Consultation, document: Document, language: Language) -> Letter:
    session = current_session()
    outcome = flask.url_for("council.outcome_page", code=consultation.code, _external=True)
    return present_letter(
        consultation,
        document,
        language,
        municipality=municipality_of(session, consultation),
        changed=letter_text(session, consultation.id, document, language.value),
        entrances=_entrances(consultation, document),
        outcome_site=outcome.split("://", 1)[-1],
    )


def _entrances(consultation: Consultation, document: Document) -> list[Entrance]:
    """Return the ways in of the sheets of a document: one a group, the link, or an example where codes are secret."""
    address = site_address()
    site = address.split("://", 1)[-1]
    if consultation.evidence_kind is EvidenceKind.OPEN:
        return [entrance(f"{address}/{consultation.code}", f"{site}/{consultation.code}")]
    if consultation.evidence_kind is EvidenceKind.GROUP and document is not Document.PARENT_LETTER:
        open_groups = [(code, of) for code, of in groups_of(current_session(), consultation.id) if _takes(of.state)]
        asked = flask.request.args.get("groep", type=int)
        chosen = [(code, of) for code, of in open_groups if asked in (None, code.id)]
        found = [entrance(f"{address}/{code.code}", site, code=in_two(code.code), whose=of.name) for code, of in chosen]
        return found or [entrance(address, site, code=in_two(EXAMPLE_CODE[:6]))]
    if document is Document.INVITATION:
        return [entrance(address, site, code=in_two(EXAMPLE_CODE))]
    return [entrance(address, site)]


def _takes(state: RoundState) -> bool:
    return state is RoundState.OPEN


def _notices(consultation: Consultation, document: Document, letter: Letter) -> list[str]:
    """Return what the officer must know before printing. In Dutch: the page itself may be in another language."""
    found = []
    if document is Document.INVITATION and letter.is_personal:
        found.append(_("Dit is een voorbeeld. De echte codes komen op de brieven als je een stapel maakt."))
    elif letter.entrances[0].code == in_two(EXAMPLE_CODE[:6]):
        found.append(_("Dit is een voorbeeld. De echte code komt erop zodra er een groep is."))
    if letter.topic.lang or letter.influence.lang:
        found.append(_("Nog niet alles is vertaald. Wat ontbreekt, staat er in het Nederlands."))
    if consultation.state in {State.DRAFT, State.IN_REVIEW}:
        found.append(_("De vragenlijst is nog niet open. Wacht met printen: de teksten en de dagen veranderen nog."))
    if consultation.state in OVER:
        found.append(_("De vragenlijst is gesloten. Hang dit niet meer op."))
    if letter.last_day is None and consultation.state not in OVER:
        found.append(_("Er is nog geen laatste dag. Die kies je bij het publiceren."))
    if not letter.municipality.contact_phone:
        found.append(_("Er is geen telefoonnummer van de gemeente. Vraag de beheerder om het in te vullen."))
    return found
