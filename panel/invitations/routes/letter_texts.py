"""Changing the free sentences of a letter, beside what we propose."""

from __future__ import annotations

import flask
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from panel.consultations.models import Consultation, Language
from panel.consultations.queries import consultation_to_translate
from panel.consultations.service import StaleEditionError
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.i18n import TEXT_DIRECTIONS
from panel.core.reading import LANGUAGE_NAMES
from panel.core.security import csrf
from panel.invitations.documents import Document, has_salutation
from panel.invitations.forms import LetterTextForm
from panel.invitations.presenters.documents import document_name
from panel.invitations.presenters.letters import Letter, present_letter
from panel.invitations.queries import letter_text, municipality_of
from panel.invitations.routes.blueprint import Answer, find_consultation, invitations
from panel.invitations.routes.letters import ONE_DOCUMENT, find_document, language_asked
from panel.invitations.service import save_letter_text

TEXT = f"{ONE_DOCUMENT}/tekst"


@invitations.get(TEXT)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def letter_text_page(consultation_id: int, document: str) -> Answer:
    """Show what an officer changed in a letter."""
    consultation = find_consultation(consultation_id)
    kind, language = find_document(consultation, document), language_asked()
    stored = letter_text(current_session(), consultation.id, kind, language.value)
    form = LetterTextForm(
        edition=str(stored.edition if stored else 0),
        salutation=stored.salutation if stored else "",
        paragraph=stored.paragraph if stored else "",
    )
    return _page(form, consultation, document, language)


@invitations.post(TEXT)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def save_letter_text_page(consultation_id: int, document: str) -> Answer:
    """Save the free sentences of a letter, unless a colleague saved them in the meantime: then both are shown."""
    consultation = find_consultation(consultation_id)
    kind, language = find_document(consultation, document), language_asked()
    form = LetterTextForm()
    if not form.validate():
        return _page(form, consultation, document, language, status=400)
    try:
        save_letter_text(
            current_session(),
            consultation,
            kind,
            language,
            salutation=form.salutation.data or "",
            paragraph=form.paragraph.data or "",
            edition=form.opened_at,
            by=current_user.id,
        )
    except StaleEditionError:
        current_session().rollback()
        return _clash(form, consultation, document, language)
    current_session().commit()
    flask.flash(_("Bewaard."))
    address = flask.url_for(
        "invitations.letter_text_page", consultation_id=consultation.id, document=document, taal=_in_address(language)
    )
    return flask.redirect(address, 303)


def _clash(form: LetterTextForm, consultation: Consultation, document: str, language: Language) -> Answer:
    kind = find_document(consultation, document)
    stored = letter_text(current_session(), consultation.id, kind, language.value)
    now = {"salutation": stored.salutation if stored else "", "paragraph": stored.paragraph if stored else ""}
    nothing = _("(leeg)")
    rows = [
        {"label": field.label.text, "stored": now[field.name] or nothing, "typed": field.data or nothing}
        for field in (form.salutation, form.paragraph)
        if (field.data or "") != now[field.name]
    ]
    form.edition.data = str(stored.edition if stored else 0)
    return _page(form, consultation, document, language, conflict=rows, status=409)


def _page(
    form: LetterTextForm,
    consultation: Consultation,
    document: str,
    language: Language,
    *,
    conflict: object = None,
    status: int = 200,
) -> Answer:
    kind = find_document(consultation, document)
    page = flask.render_template(
        "invitations/letter_text.html",
        consultation=consultation,
        document=document,
        document_name=document_name(kind),
        form=form,
        conflict=conflict,
        proposal=_proposal(consultation, kind, language),
        has_salutation=has_salutation(kind),
        language=language,
        direction=TEXT_DIRECTIONS[language.value],
        languages=LANGUAGE_NAMES,
    )
    return page, status


def _proposal(consultation: Consultation, document: Document, language: Language) -> Letter:
    """Return the letter as it is when nobody changed it."""
    with force_locale(language.value):
        return present_letter(
            consultation_to_translate(current_session(), consultation),
            document,
            language,
            municipality=municipality_of(current_session(), consultation),
            changed=None,
            entrances=[],
            outcome_site="",
        )


def _in_address(language: Language) -> str | None:
    return None if language is Language.DUTCH else language.value
