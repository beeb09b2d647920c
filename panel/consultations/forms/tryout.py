"""What an officer fills in around a test round: a link, a note, the public reason, and a test from paper."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from panel.consultations.forms.base import DeskForm, sized, words
from panel.consultations.models import Consultation, Remark
from panel.consultations.service import LONGEST_REMARK, PaperRemark, fingerprint

BETWEEN_WORDS = re.compile(r"[\s,;]+")
LONGEST_LIST = 1_000
MOST_ROWS = 60
TOKEN = re.compile(r"[0-9a-f]{64}")


class LinkForm(DeskForm):
    """Starting, renewing and stopping the link; `mark` is that of the link that was seen."""

    mark = HiddenField()


class ReasonForm(DeskForm):
    """Why the questions were not tested with enough people, for everybody to read."""

    mark = HiddenField()
    untested_reason = TextAreaField(
        _l("Waarom is er niet genoeg getest?"),
        description=_l("Iedereen kan dit lezen, ook de raad. Laat leeg als je genoeg mensen laat testen."),
        validators=words(Consultation.untested_reason),
    )


class SettleForm(DeskForm):
    """What was done with one point."""

    mark = HiddenField()
    note = StringField(
        _l("Wat deed je ermee?"),
        validators=words(Remark.settled, _l("Schrijf kort op wat je ermee deed.")),
    )


class PaperRow(Form):
    """What stands on paper of one question."""

    question_id = HiddenField()
    mark = HiddenField()
    minus = StringField(_l("Woorden met een −"), validators=[sized(LONGEST_LIST)])
    plus = StringField(_l("Woorden met een +"), validators=[sized(LONGEST_LIST)])
    own_words = TextAreaField(_l("Wat wordt hier gevraagd, in eigen woorden"), validators=[sized(LONGEST_REMARK)])
    not_understood = BooleanField(_l("Snapte de vraag niet"))

    @property
    def id(self) -> int:
        typed = str(self.question_id.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 9 else 0

    @property
    def remark(self) -> PaperRemark:
        """Return what was typed; words may stand between commas, spaces or on lines of their own."""
        minus, plus = (
            [one for one in BETWEEN_WORDS.split(field.data or "") if one] for field in (self.minus, self.plus)
        )
        return PaperRemark(plus, minus, self.own_words.data or "", bool(self.not_understood.data))

    def tell(self, word: str) -> None:
        """Say at the field where it was typed that a word does not stand in the question."""
        field = self.minus if word in BETWEEN_WORDS.split(self.minus.data or "") else self.plus
        field.errors = [_("‘%(word)s’ staat niet in deze vraag. Typ het woord precies over.", word=word[:80])]


class PaperTestForm(DeskForm):
    """One tester's remarks from paper or from a talk. `token` makes sending twice harmless."""

    token = HiddenField()
    target = RadioField(
        _l("Hoort deze tester bij de doelgroep?"),
        choices=["YES", "NO", "UNKNOWN"],
        validators=[InputRequired(_l("Kies wat de tester zei."))],
    )
    rows = FieldList(FormField(PaperRow), max_entries=MOST_ROWS)

    @classmethod
    def empty(cls, consultation: Consultation) -> PaperTestForm:
        """Return a form for one more tester."""
        made = cls(formdata=None, data={"token": secrets.token_hex(32)})
        made.bring_up_to_date(consultation)
        return made

    @property
    def secret(self) -> bytes:
        """Return the 32 bytes that this sheet is known by; of something else than ours, new ones."""
        typed = str(self.token.data or "")
        return bytes.fromhex(typed) if TOKEN.fullmatch(typed) else secrets.token_bytes(32)

    def bring_up_to_date(self, consultation: Consultation) -> None:
        """Give every question of now a row, in order, with what was typed for it."""
        typed = {row.id: row for row in self.sheet}
        rows = [
            _row(typed.get(one.id)) | {"question_id": one.id, "mark": fingerprint(one)}
            for one in consultation.questions
        ]
        while self.rows.entries:
            self.rows.pop_entry()
        for row in rows:
            self.rows.append_entry(row)

    @property
    def sheet(self) -> Sequence[PaperRow]:
        return [entry.form for entry in self.rows.entries]


def _row(typed: PaperRow | None) -> dict[str, object]:
    names = ("minus", "plus", "own_words", "not_understood")
    return {} if typed is None else {name: typed[name].data for name in names}
