"""A word that is explained on tap."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from panel.consultations.forms.base import DeskForm, sized, words
from panel.consultations.models import Consultation, GlossaryTerm

LONGEST_EXPLANATION = 300


class TermForm(DeskForm):
    """The word, what it means, and where it is explained."""

    mark = HiddenField()
    word = StringField(
        _l("Welk woord?"),
        description=_l("Schrijf het zoals het in de vraag staat."),
        validators=words(GlossaryTerm.word, _l("Schrijf het woord op.")),
    )
    explanation = TextAreaField(
        _l("Wat betekent het?"),
        description=_l("Eén of twee korte zinnen. Liefst met een voorbeeld."),
        validators=[sized(LONGEST_EXPLANATION, _l("Schrijf op wat het woord betekent."))],
    )
    question = SelectField(
        _l("Bij welke vraag?"),
        description=_l("Bij alle vragen: het woord krijgt uitleg overal waar het staat."),
        default="",
        validate_choice=True,
    )

    def offer_questions(self, consultation: Consultation) -> None:
        """Let the officer choose from the questions of this consultation."""
        numbered = {
            str(one.id): _("Vraag %(number)s: %(text)s", number=one.position, text=one.text)
            for one in consultation.questions
        }
        self.question.choices = {"": _("Bij alle vragen")} | numbered

    @property
    def question_id(self) -> int | None:
        return int(self.question.data) if self.question.data else None
