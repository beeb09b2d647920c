"""One question: its text, its easy text, its answers or its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from panel.consultations.forms.base import DeskForm, WholeNumberField, sized, words
from panel.consultations.kinds import KINDS, Extra, extras
from panel.consultations.kinds.number import LARGEST, limits
from panel.consultations.kinds.order import WITHOUT_ORDER, OptionOrder, option_order
from panel.consultations.models import Option, Question, QuestionKind
from panel.consultations.presenters.pictograms import pictogram_choices
from panel.consultations.service import EVERYBODY, OnlyIf, OptionText

WITH_OPTIONS = tuple(key for key, kind in KINDS.items() if kind.most_options)
FIRST_ROWS = 3
_MOVE = re.compile(r"(up|down)-(\d{1,2})")
MOST_ROWS = 12
LONGEST_UNIT = 60


@dataclass(frozen=True)
class RowMoved:
    """An answer went from one row to another (counted from 1), by the button `up` or `down`."""

    before: int
    after: int
    direction: str


def _extras_in_words() -> dict[str, str]:
    return {
        Extra.VOICE.value: _("Het antwoord inspreken, tot twee minuten"),
        Extra.PHOTO.value: _("Een foto meesturen"),
    }


def _orders_in_words() -> dict[str, str]:
    return {
        OptionOrder.FIXED.value: _("vaste volgorde"),
        OptionOrder.REVERSED.value: _("omgekeerde volgorde, voor de helft van de mensen"),
        OptionOrder.RANDOM.value: _("willekeurige volgorde, voor iedereen anders"),
    }


class OptionForm(Form):
    """One answer. A row whose text is empty is left out."""

    key = HiddenField()
    text = StringField(_l("Antwoord"), validators=words(Option.text))
    easy_text = StringField(_l("Makkelijker gezegd"), validators=words(Option.easy_text))
    pictogram = SelectField(_l("Plaatje"), choices=pictogram_choices, default="")

    def validate_pictogram(self, field: SelectField) -> None:
        if field.data and not (self.text.data or "").strip():
            raise ValidationError(_("Schrijf bij dit plaatje ook een antwoord."))


class QuestionForm(DeskForm):
    """A question of any kind; what belongs to another kind is not shown and not read."""

    mark = HiddenField()
    text = TextAreaField(
        _l("De vraag"),
        description=_l("Eén ding tegelijk. Liefst niet meer dan tien woorden."),
        validators=words(Question.text, _l("Schrijf de vraag op.")),
    )
    easy_text = TextAreaField(
        _l("In makkelijke woorden"),
        description=_l("Alleen nodig als de vraag zelf niet makkelijk is."),
        validators=words(Question.easy_text),
    )
    hint = StringField(
        _l("Uitleg bij de vraag"),
        description=_l("Eén zin onder de vraag, als dat helpt."),
        validators=words(Question.hint),
    )
    options = FieldList(FormField(OptionForm), max_entries=MOST_ROWS)
    most_choices = WholeNumberField(
        _l("Hoeveel antwoorden mag iemand kiezen?"), description=_l("Leeg: zo veel als iemand wil.")
    )
    least = WholeNumberField(_l("Laagste getal"))
    most = WholeNumberField(_l("Hoogste getal"))
    unit = StringField(_l("Waarvan?"), description=_l("Bijvoorbeeld: keer per week."), validators=[sized(LONGEST_UNIT)])
    limits = StringField(
        _l("Waar begint een nieuwe groep?"),
        description=_l(
            "De uitslag toont groepen getallen. Met 1, 3, 8 zijn dat: 0 · 1 of 2 · 3 tot en met 7 · 8 of meer."
        ),
    )
    beside = SelectMultipleField(
        _l("Wat mag er nog meer dan typen?"),
        description=_l(
            "Een stem of foto kan verraden wie iemand is. Zet dit alleen aan als iemand na sluiting tijd heeft om "
            "alles uit te schrijven. Daarna wordt het gewist, uiterlijk 30 dagen na sluiting."
        ),
        choices=_extras_in_words,
    )
    order = SelectField(
        _l("Toon de antwoorden in"),
        description=_l("Wat bovenaan staat, wordt vaker gekozen. ‘Weet ik niet’ en ‘Anders’ blijven altijd onderaan."),
        choices=_orders_in_words,
        default=OptionOrder.FIXED.value,
    )
    # The id of the question on which this one depends, and the boxes ("id:key of the answer") of all earlier questions.
    only_if = StringField(_l("Wie krijgt deze vraag?"))
    only_if_answers = SelectMultipleField(validate_choice=False)
    reason_for_more = TextAreaField(
        _l("Waarom meer dan tien vragen?"),
        description=_l("Na tien vragen haken mensen af. Schrijf op waarom deze er toch bij moet."),
    )

    @classmethod
    def stored(cls, question: Question) -> dict[str, object]:
        """Return what is stored, by the names of the fields; the answers apart."""
        settings = question.settings
        number = question.kind is QuestionKind.NUMBER
        return {
            "text": question.text,
            "easy_text": question.easy_text,
            "hint": question.hint,
            "most_choices": None if number else settings.get("most"),
            "least": settings.get("least"),
            "most": settings.get("most") if number else None,
            "unit": settings.get("unit", ""),
            "limits": ", ".join(str(limit) for limit in limits(question)),
            "beside": [extra.value for extra in extras(question)],
            "order": option_order(question).value,
        }

    @classmethod
    def from_question(cls, question: Question, mark: str) -> QuestionForm:
        """Return the form filled with what is stored."""
        rows = [
            {"key": one.key, "text": one.text, "easy_text": one.easy_text, "pictogram": one.pictogram}
            for one in question.options
        ]
        needed = question.only_if_question_id
        asked = {
            "only_if": "" if needed is None else str(needed),
            "only_if_answers": [f"{needed}:{key}" for key in question.only_if_answers],
        }
        return cls(data=cls.stored(question) | asked | {"mark": mark, "options": rows})

    def wanted_condition(self) -> OnlyIf | None:
        """Return who should get the question; None when the page did not ask that."""
        if not self.only_if.raw_data:
            return None
        typed = (self.only_if.data or "").strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            return EVERYBODY
        ticked = [value.partition(":") for value in self.only_if_answers.data or []]
        return OnlyIf(int(typed), tuple(key for of, _colon, key in ticked if of == typed))

    def validate_limits(self, field: StringField) -> None:
        if any(not part.isdigit() or int(part) > LARGEST for part in _parts(field.data)):
            raise ValidationError(_("Schrijf hele getallen met een komma ertussen."))

    def add_rows(self, kind: QuestionKind, *, more: int = 0) -> None:
        """Make sure that there are rows to write answers in; `more` adds empty ones."""
        wanted = max(FIRST_ROWS, len(self.options.entries) + more) if kind in WITH_OPTIONS else 0
        while len(self.options.entries) < min(wanted, KINDS[kind].most_options):
            self.options.append_entry()

    def move_row(self, action: str) -> RowMoved | None:
        """Let two answers change places when `action` asks for it ("up-2", counted from 1); return how it went."""
        asked = _MOVE.fullmatch(action)
        rows = self.options.entries
        if asked is None:
            return None
        before = int(asked[2])
        after = before + (-1 if asked[1] == "up" else 1)
        if not (1 <= before <= len(rows) and 1 <= after <= len(rows)):
            return None
        one, other = rows[before - 1].form, rows[after - 1].form
        for field in one:
            twin = other[field.short_name]
            field.data, twin.data = twin.data, field.data
            field.raw_data, twin.raw_data = twin.raw_data, field.raw_data
            field.errors, twin.errors = twin.errors, field.errors
        return RowMoved(before, after, asked[1])

    def option_texts(self, kind: QuestionKind) -> list[OptionText]:
        """Return the rows that were filled in."""
        if kind not in WITH_OPTIONS:
            return []
        return [
            OptionText(row.text.data, row.easy_text.data or "", row.pictogram.data or "", row.key.data or None)
            for row in (entry.form for entry in self.options.entries)
            if (row.text.data or "").strip()
        ]

    def settings(self, kind: QuestionKind) -> dict[str, object]:
        """Return what this kind needs beyond its answers."""
        chosen = self.order.data
        order = {"order": chosen} if kind in WITHOUT_ORDER and chosen not in (None, OptionOrder.FIXED.value) else {}
        if kind is QuestionKind.CHOOSE_SEVERAL:
            return order | ({"most": self.most_choices.data} if self.most_choices.data is not None else {})
        if kind in WITHOUT_ORDER:
            return order
        if kind is QuestionKind.OPEN_TEXT:
            return dict.fromkeys(self.beside.data or [], True)
        if kind is not QuestionKind.NUMBER:
            return {}
        given = {"least": self.least.data, "most": self.most.data, "unit": self.unit.data}
        found: dict[str, object] = {name: value for name, value in given.items() if value not in (None, "")}
        found["limits"] = [int(part) for part in _parts(self.limits.data)]
        return found


def _parts(typed: str | None) -> list[str]:
    return [part.strip() for part in (typed or "").replace(";", ",").split(",") if part.strip()]
