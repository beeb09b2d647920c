"""Copying, taking from the library and loading from a file."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DeskForm, sized, words
from panel.consultations.gates import MOST_QUESTIONS
from panel.consultations.models import Consultation, PolicyQuestion

SAME, NEW = "SAME", "NEW"


class IntoDraftForm(DeskForm):
    """Into which draft a question goes, and why when it is the eleventh."""

    into = SelectField(_l("In welke vragenlijst?"), default="")
    reason_for_more = TextAreaField(
        _l("Waarom meer dan tien vragen?"),
        description=_l("Alleen nodig als er al tien zijn. Na tien vragen haken mensen af."),
        validators=[sized(2_000)],
    )

    def offer(self, drafts: Sequence[Consultation], chosen: int | None = None) -> None:
        """Let the officer choose from these drafts."""
        self.into.choices = {"": _("Kies een vragenlijst")} | {str(one.id): named(one) for one in drafts}
        if chosen is not None and not self.into.data and any(one.id == chosen for one in drafts):
            self.into.data = str(chosen)

    def validate_into(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError(_("Kies in welke vragenlijst de vraag komt."))

    def ask_reason(self) -> None:
        """Say that this draft has ten questions already."""
        self.reason_for_more.errors = [
            _("Er zijn al %(most)s vragen. Schrijf op waarom deze er toch bij moet.", most=MOST_QUESTIONS)
        ]


class CopyForm(DeskForm):
    """Whether a copied questionnaire belongs to the same policy question, or to a new one."""

    under = RadioField(_l("Bij welke beleidsvraag?"), default=NEW, validate_choice=True)
    title = TextAreaField(
        _l("Wat wil je nu weten?"),
        description=_l("Alleen bij een nieuwe beleidsvraag. Eén korte vraag, zoals een bewoner het zegt."),
        validators=words(PolicyQuestion.title),
    )

    def offer(self) -> None:
        """Let the officer choose."""
        self.under.choices = {NEW: _("Een nieuwe beleidsvraag"), SAME: _("Dezelfde beleidsvraag")}

    def validate_title(self, field: TextAreaField) -> None:
        if self.under.data == NEW and not field.data:
            raise ValidationError(_("Schrijf op wat je wilt weten."))


class RemoveFromLibraryForm(DeskForm):
    """A question leaves the library with a reason."""

    reason = TextAreaField(
        _l("Waarom gaat deze vraag weg?"),
        description=_l("Je collega’s kunnen dit teruglezen in het logboek."),
        validators=[sized(2_000, _l("Schrijf op waarom de vraag weg mag."))],
    )


class LoadForm(DeskForm):
    """Loading what was looked at; the reason is asked only above ten questions."""

    reason_for_more = TextAreaField(
        _l("Waarom meer dan tien vragen?"),
        description=_l("Na tien vragen haken mensen af. Schrijf op waarom dit er toch meer zijn."),
        validators=[sized(2_000)],
    )


def named(consultation: Consultation) -> str:
    """Return a draft as a choice: its question and what it is about."""
    return _("%(title)s (over %(topic)s)", title=consultation.policy_question.title, topic=consultation.topic)
