"""On what ground answers are asked, how long they are kept, and why something private is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from panel.consultations.forms.base import DeskForm, EditionField, WholeNumberField, sized, words
from panel.consultations.models import Consultation, PrivacyGround
from panel.consultations.private_words import PrivateFinding
from panel.consultations.service.privacy import LEAST_MONTHS, MOST_MONTHS, USUAL_MONTHS
from panel.consultations.service.texts import limit_of

MOST_REASONS = 40


class ReasonForm(Form):
    """Why one question that touches private life is asked as it is."""

    part = HiddenField()
    reason = TextAreaField(
        _l("Waarom vraag je dit?"),
        description=_l("De tweede lezer leest dit, en het blijft in het logboek. Laat leeg als je de vraag verandert."),
        validators=[sized(limit_of(Consultation.untested_reason))],
    )


class PrivacyForm(DeskForm):
    """The privacy choices of one consultation."""

    edition = EditionField()
    ground = RadioField(
        _l("Op welke grond vraag je antwoorden?"),
        choices=[one.value for one in PrivacyGround],
        validators=[Optional()],
    )
    retention_months = WholeNumberField(
        _l("Hoeveel maanden bewaar je losse antwoorden?"),
        description=_l("Na het sluiten. Daarna wist het systeem ze vanzelf. De uitslag en het antwoord blijven."),
    )
    dpia_reference = StringField(
        _l("Nummer of plek van de DPIA"),
        description=_l("Een DPIA is een onderzoek vooraf naar risico’s voor privacy."),
        validators=words(Consultation.dpia_reference),
    )
    reasons = FieldList(FormField(ReasonForm), max_entries=MOST_REASONS)

    def validate_retention_months(self, field: WholeNumberField) -> None:
        if field.errors:
            return
        if field.data is not None and not LEAST_MONTHS <= field.data <= MOST_MONTHS:
            raise ValidationError(_("Kies 1 tot en met 120 maanden."))

    @classmethod
    def stored(cls, consultation: Consultation) -> dict[str, object]:
        """Return what is stored, by the names of the fields; the reasons apart."""
        ground = consultation.privacy_ground
        return {
            "ground": ground.value if ground else "",
            "retention_months": consultation.retention_months,
            "dpia_reference": consultation.dpia_reference,
        }

    @classmethod
    def from_consultation(cls, consultation: Consultation, findings: Sequence[PrivateFinding]) -> PrivacyForm:
        """Return the form filled with what is stored; a new one proposes to keep answers for twelve months."""
        stored = cls.stored(consultation) | {"edition": str(consultation.edition)}
        if consultation.privacy_ground is None and stored["retention_months"] is None:
            stored["retention_months"] = USUAL_MONTHS
        kept = stored_reasons(consultation)
        rows = [{"part": one.part, "reason": kept.get(one.part, "")} for one in findings]
        return cls(data=stored | {"reasons": rows})

    def given_reasons(self) -> dict[str, str]:
        """Return what was typed, by part."""
        return {str(entry.form.part.data): str(entry.form.reason.data or "") for entry in self.reasons.entries}

    def add_new(self, findings: Sequence[PrivateFinding], kept: Mapping[str, str]) -> None:
        """Add rows for what was found since the page was opened, so that none is forgotten."""
        known = set(self.given_reasons())
        for one in findings:
            if one.part not in known and len(self.reasons.entries) < MOST_REASONS:
                self.reasons.append_entry({"part": one.part, "reason": kept.get(one.part, "")})

    def row_of(self, part: str) -> ReasonForm | None:
        """Return the row of one part, else None."""
        return next((entry.form for entry in self.reasons.entries if entry.form.part.data == part), None)

    @property
    def chosen_ground(self) -> PrivacyGround | None:
        return PrivacyGround(self.ground.data) if self.ground.data else None


def stored_reasons(consultation: Consultation) -> dict[str, str]:
    """Return the reasons that are stored, by part."""
    return {part: str(one.get("reason", "")) for part, one in (consultation.privacy_reasons or {}).items()}
