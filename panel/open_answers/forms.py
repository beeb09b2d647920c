"""The forms with which an officer reads: a theme, what an answer is about, words to hide, and what is quoted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from panel.core.kept_form import EditedForm
from panel.open_answers.service.quotations import LONGEST as LONGEST_QUOTATION
from panel.open_answers.service.themes import LONGEST_MEANING, LONGEST_NAME


class ThemeForm(EditedForm):
    """One theme in the codebook."""

    name = StringField(
        _l("Naam van het thema"),
        description=_l("Kort, zoals het straks op de uitslagpagina staat. Bijvoorbeeld: meer licht op straat."),
        render_kw={"maxlength": LONGEST_NAME},
    )
    belongs = TextAreaField(
        _l("Wat hoort erbij, en wat niet?"),
        description=_l("Zo precies dat een collega dezelfde keuze maakt."),
        render_kw={"maxlength": LONGEST_MEANING},
    )
    example = TextAreaField(_l("Een voorbeeld"), render_kw={"maxlength": LONGEST_MEANING})


class HideForm(EditedForm):
    """Words that should not have been there."""

    words = StringField(
        _l("Welke woorden moeten weg?"),
        description=_l("Typ ze precies over. Ze worden voorgoed gewist, ook voor jou."),
        render_kw={"maxlength": 200, "autocomplete": "off"},
    )


class QuotationForm(EditedForm):
    """Words to be quoted."""

    text = TextAreaField(
        _l("Het citaat"),
        description=_l("Laat weg waaraan iemand te herkennen is. Zeg het liever in andere woorden."),
        render_kw={"maxlength": LONGEST_QUOTATION},
    )
    theme = SelectField(_l("Bij welk thema?"), validate_choice=False)
    paraphrased = BooleanField(_l("Dit zijn onze woorden, niet die van de deelnemer."))


class ReleaseForm(EditedForm):
    """Asks for a last look before everybody can read it."""

    looked = BooleanField(_l("Ik heb gekeken: niemand is hieraan te herkennen."))


class TakeBackForm(EditedForm):
    """Why a quotation goes away."""

    reason = TextAreaField(
        _l("Waarom haal je het weg?"),
        description=_l("Eén of twee korte zinnen. Iedereen kan ze lezen, ook wie meedeed."),
    )
