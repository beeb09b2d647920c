"""Translating a consultation: choose a language, and write each text beside the Dutch one."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.consultations.forms.translations import TranslationsForm
from panel.consultations.models import Consultation, Language
from panel.consultations.presenters.conflict import Clash
from panel.consultations.presenters.translations import (
    Row,
    language_word,
    present_language,
    present_languages,
    present_rows,
)
from panel.consultations.queries import consultation_to_translate
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, go_to
from panel.consultations.service import (
    SHUT,
    ShutError,
    StaleEditionError,
    parts_of,
    save_translations,
    translations_fingerprint,
)
from panel.core.access import Role, allow
from panel.core.db import current_session
from panel.core.security import csrf

TRANSLATIONS = "/werkplek/raadplegingen/<int:consultation_id>/vertalingen"
ONE_LANGUAGE = f"{TRANSLATIONS}/<any(en, ar, tr, pl, uk):language>"


def _find(consultation_id: int) -> Consultation:
    """Return a consultation that can still be translated, with all its texts; raises ShutError when it cannot."""
    found = find_consultation(consultation_id)
    if found.state in SHUT:
        raise ShutError(found.state)
    return consultation_to_translate(current_session(), found)


@consultations.get(TRANSLATIONS)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def translations_page(consultation_id: int) -> Answer:
    """Show the languages, and how far each is."""
    consultation = _find(consultation_id)
    return flask.render_template(
        "consultations/translations.html", consultation=consultation, languages=present_languages(consultation)
    )


@consultations.get(ONE_LANGUAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def translation_page(consultation_id: int, language: str) -> Answer:
    """Show every text beside its translation."""
    consultation, wanted = _find(consultation_id), Language(language)
    form = TranslationsForm(mark=translations_fingerprint(consultation, wanted))
    return _page(form, consultation, wanted)


@consultations.post(ONE_LANGUAGE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def save_translation_page(consultation_id: int, language: str) -> Answer:
    """Save the texts of one language, unless a colleague saved them in the meantime."""
    consultation, wanted = _find(consultation_id), Language(language)
    form = TranslationsForm()
    if not form.validate() or not form.check(parts_of(consultation, wanted)):
        return _page(form, consultation, wanted, status=400)
    try:
        save_translations(
            current_session(),
            consultation,
            wanted,
            form.texts(),
            mark=form.mark.data or "",
            still_good=flask.request.form,
        )
    except StaleEditionError:
        clashes = [
            Clash(row.label, row.part.translated, row.value)
            for row in present_rows(parts_of(consultation, wanted), form.texts())
            if row.part.translated != row.value.strip()
        ]
        form.mark.data = translations_fingerprint(consultation, wanted)
        return _page(form, consultation, wanted, conflict=clashes, status=409)
    current_session().commit()
    flask.flash(_("Bewaard."))
    return go_to("consultations.translation_page", consultation_id=consultation.id, language=language)


def _page(
    form: TranslationsForm,
    consultation: Consultation,
    language: Language,
    *,
    conflict: list[Clash] | None = None,
    status: int = 200,
) -> Answer:
    typed = form.texts() if form.holds_typed else None
    rows: list[Row] = present_rows(parts_of(consultation, language), typed)
    page = flask.render_template(
        "consultations/translation.html",
        consultation=consultation,
        form=form,
        line=present_language(consultation, language),
        language_word=language_word(language),
        rows=rows,
        conflict=conflict,
    )
    return page, status
