"""The form with which the municipality answers."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, Form, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from panel.core.kept_form import KeptForm
from panel.core.text import NotTextError, TooLongError, clean_text
from panel.replies.models import Decision
from panel.replies.presenters import decision_words

LONGEST_REASON = 4000


def _text(missing: LazyString, limit: int) -> Callable[[Form, Field], None]:
    """Return a check that tidies a text and refuses what is empty, too long or not a text."""

    def check(_form: Form, field: Field) -> None:
        try:
            field.data = clean_text(field.data or "", limit)
        except NotTextError as error:
            raise ValidationError(_l("In deze tekst staan tekens die wij niet kunnen lezen.")) from error
        except TooLongError as error:
            raise ValidationError(
                _l("Dit is te lang. Gebruik hoogstens %(limit)s tekens.", limit=error.limit)
            ) from error
        if not field.data:
            raise ValidationError(missing)

    return check


class ReplyForm(KeptForm):
    """Subject, decision, reason, owner and day."""

    subject = StringField(
        _l("Waar gaat dit antwoord over?"),
        description=_l("Bijvoorbeeld: de bus vaker laten rijden."),
        validators=[_text(_l("Schrijf waar je antwoord over gaat."), 200)],
    )
    decision = RadioField(
        _l("Wat doet de gemeente?"),
        choices=[one.value for one in Decision],
        validators=[InputRequired(_l("Kies wat de gemeente doet."))],
    )
    reason = TextAreaField(
        _l("Waarom?"),
        description=_l("Schrijf het voor de mensen die meededen. Kort en zonder vaktaal."),
        validators=[_text(_l("Schrijf waarom. Een besluit zonder reden plaatsen we niet."), LONGEST_REASON)],
    )
    owner_name = StringField(_l("Wie zorgt hiervoor?"), validators=[_text(_l("Schrijf wie hiervoor zorgt."), 120)])
    due_on = DateField(
        _l("Wanneer is het klaar?"),
        description=_l("Weet je dat nog niet? Laat het dan leeg."),
        validators=[Optional()],
    )

    def decisions(self) -> list[tuple[str, str]]:
        """Return the choices with their words, in the visitor's language."""
        return [(one.value, decision_words(one)) for one in Decision]
