"""What a writer may ask of a form besides keeping it: check the words, or put a plainer word in its place."""

from __future__ import annotations

import re

import flask
from flask_babel import gettext as _
from wtforms import FieldList, Form, StringField

from panel.core.advice import with_suggestion

CHECK = "check"
# apply-easy_text-12-19-betalen: which field, from which position to which (code points), and the words to put there.
_APPLY = re.compile(
    r"apply-(?P<name>[a-z_]+(?:-\d{1,3}-[a-z_]+)?)-(?P<start>\d{1,6})-(?P<end>\d{1,6})-(?P<words>.{1,200})", re.DOTALL
)


def asks_for_advice(form: Form) -> bool:
    """Return whether the button that was pressed only asks for advice, so that nothing may be stored.

    Call it after `form.validate()`, which tidies the texts. A suggestion that was chosen is put in its field, if the
    reading check proposes it for the text as it was typed; a message says what happened.
    """
    action = flask.request.form.get("action", "")
    if action == CHECK:
        return True
    if not action.startswith("apply-"):
        return False
    wanted = _APPLY.fullmatch(action)
    field = _text_field(form, wanted["name"]) if wanted else None
    if wanted is None or field is None or not _is_applied(field, wanted):
        flask.flash(_("De tekst is intussen anders. Kijk naar de nieuwe tips."))
    return True


def _is_applied(field: StringField, wanted: re.Match[str]) -> bool:
    text = (field.data or "").replace("\r\n", "\n")
    start, end, words = int(wanted["start"]), int(wanted["end"]), wanted["words"]
    better = with_suggestion(text, start, end, words)
    if better is None:
        return False
    field.data = better
    flask.flash(_("Vervangen: ‘%(old)s’ door ‘%(new)s’. Bewaar je tekst nog.", old=text[start:end], new=words))
    return True


def _text_field(form: Form, name: str) -> StringField | None:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries:
                inner = _text_field(entry.form, name) if hasattr(entry, "form") else None
                if inner is not None:
                    return inner
        elif field.name == name and isinstance(field, StringField):
            return field
    return None
