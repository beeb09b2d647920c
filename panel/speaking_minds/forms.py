"""The forms with which what a group recommends is written down, and with which the group's consent is noted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from panel.core.kept_form import EditedForm
from panel.media.service import MOST_WORDS
from panel.speaking_minds.service import LONGEST_ADVICE, LONGEST_WHY


class RecommendationForm(EditedForm):
    """One recommendation: the advice, why, and words for a picture. The picture itself is a file beside it."""

    advice = TextAreaField(
        _l("Het advies"),
        description=_l("Eén zin, in de woorden van de groep. Bijvoorbeeld: maak een veld waar iedereen mag sporten."),
        render_kw={"maxlength": LONGEST_ADVICE},
    )
    why = TextAreaField(
        _l("Waarom?"),
        description=_l("Een paar korte zinnen. Wat zag de groep, en wat zou er beter worden?"),
        render_kw={"maxlength": LONGEST_WHY},
    )
    picture_words = StringField(
        _l("Wat is er te zien?"),
        description=_l("Nodig bij een foto, voor wie hem niet kan zien."),
        render_kw={"maxlength": MOST_WORDS},
    )
    drop_picture = BooleanField(_l("Haal deze foto weg"))


class AgreeForm(EditedForm):
    """The group's consent, and that a person looked at what seems a name."""

    read_by_group = BooleanField(_l("De groep heeft dit gelezen en is het ermee eens."))
    looked = BooleanField(_l("Ik keek het na: er staat geen naam, nummer of adres van een jongere in."))


class ReplyForm(EditedForm):
    """Which reply of the municipality is about this."""

    reply = SelectField(_l("Welk antwoord van de gemeente gaat hierover?"), validate_choice=False)
