"""The forms of the steps of asking well: each holds a few fields, and only the first must be filled in to begin."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from panel.consultations.forms.base import DayField, DeskForm, WholeNumberField, sized, words
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, InfluenceLevel, PolicyQuestion

# What participants read on one small screen stays short.
LONGEST_ON_PHONE = 300
MOST_RESPONSES = 1_000_000


class StepForm(DeskForm):
    """A few columns of a policy question or a consultation. `mark` says what stood in them when they were opened."""

    COLUMNS: ClassVar[tuple[str, ...]] = ()
    OF_CONSULTATION: ClassVar[bool] = False

    mark = HiddenField()

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: self[name].data for name in self.COLUMNS}


class TitleForm(StepForm):
    """What the municipality wants to know."""

    COLUMNS = ("title",)

    title = StringField(
        _l("Jouw vraag aan de stad"),
        description=_l(
            "Eén korte vraag, zoals een bewoner het zegt. Bijvoorbeeld: Hoe wordt sporten in de wijk leuker?"
        ),
        validators=words(PolicyQuestion.title, _l("Schrijf op wat je wilt weten.")),
    )


class WhyForm(StepForm):
    """Why now, which decision follows, and when."""

    COLUMNS = ("explanation", "decision", "decision_on")

    explanation = TextAreaField(
        _l("Waarom vraag je dit nu?"),
        description=_l("Wat gebeurt er in de stad, waardoor dit nu een vraag is?"),
        validators=words(PolicyQuestion.explanation),
    )
    decision = StringField(
        _l("Welk besluit volgt er?"),
        description=_l("Bijvoorbeeld: de raad kiest wat er op het veld komt."),
        validators=words(PolicyQuestion.decision),
    )
    decision_on = DayField(_l("Wanneer valt dat besluit?"), description=_l("Liefst binnen een half jaar."))


class RoomForm(StepForm):
    """What is settled, what can still change, and what is done already."""

    COLUMNS = ("fixed", "open_points", "already_done")

    fixed = TextAreaField(
        _l("Dit staat vast"),
        description=_l("Waar valt niet meer over te praten? Eén ding op een regel. Deelnemers lezen dit."),
        validators=[sized(LONGEST_ON_PHONE)],
    )
    open_points = TextAreaField(
        _l("Hier kun je over meedenken"),
        description=_l("Wat kan nog anders worden? Eén ding op een regel. Deelnemers lezen dit."),
        validators=[sized(LONGEST_ON_PHONE)],
    )
    already_done = TextAreaField(
        _l("Dit doen we al"),
        description=_l("Dan hoeft niemand te adviseren wat er al is."),
        validators=words(PolicyQuestion.already_done),
    )


class InfluenceForm(StepForm):
    """How far the say of people reaches, and the sentence about it that they read."""

    COLUMNS = ("influence_level", "influence")

    influence_level = RadioField(
        _l("Hoe ver gaat de invloed?"), choices=[one.value for one in InfluenceLevel], validators=[Optional()]
    )
    influence = TextAreaField(
        _l("Deze zin lezen deelnemers"),
        description=_l("Eerlijk en kort: één of twee zinnen van hooguit tien woorden. Pas de beginzin aan."),
        validators=words(PolicyQuestion.influence),
    )

    def values(self) -> dict[str, Any]:
        chosen = self.influence_level.data
        return super().values() | {"influence_level": InfluenceLevel(chosen) if chosen else None}


class PeopleForm(StepForm):
    """Who is asked, how many answers are expected, and how people are spoken to."""

    COLUMNS = (
        "evidence_kind", "target_groups", "expected_responses", "help_places", "topic", "welcome", "address_form",
    )  # fmt: skip
    OF_CONSULTATION = True

    evidence_kind = RadioField(_l("Hoe komen mensen binnen?"), choices=[one.value for one in EvidenceKind])
    target_groups = StringField(
        _l("Wie wil je zeker horen?"),
        description=_l("Bijvoorbeeld: jongeren uit Noord, en ouders van kleine kinderen."),
        validators=words(Consultation.target_groups),
    )
    expected_responses = WholeNumberField(_l("Hoeveel antwoorden verwacht je?"))
    help_places = StringField(
        _l("Waar helpt iemand met invullen?"),
        description=_l("Bijvoorbeeld: bibliotheek Noord, dinsdag van 10 tot 12 uur."),
        validators=words(Consultation.help_places),
    )
    topic = StringField(
        _l("Dit gaat over …"),
        description=_l("Maak de zin af, met een kleine letter en zonder punt. Bijvoorbeeld: sporten in jouw buurt."),
        validators=words(Consultation.topic),
    )
    welcome = TextAreaField(
        _l("Welkom"),
        description=_l("Eén of twee korte zinnen op het eerste scherm."),
        validators=words(Consultation.welcome),
    )
    address_form = RadioField(_l("Hoe spreek je mensen aan?"), choices=[one.value for one in AddressForm])
    code = StringField(
        _l("Het adres van de uitslag"),
        description=_l(
            "Kleine letters, cijfers en streepjes. Het staat achter /uitslag/ en verandert later niet meer."
        ),
        validators=words(Consultation.code, _l("Vul een adres in.")),
    )

    def validate_expected_responses(self, field: WholeNumberField) -> None:
        if field.data is not None and not 1 <= field.data <= MOST_RESPONSES:
            raise ValidationError(_("Vul een getal in van 1 tot en met 1000000."))

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "evidence_kind": EvidenceKind(self.evidence_kind.data),
            "address_form": AddressForm(self.address_form.data),
        }


class PromiseForm(StepForm):
    """Who answers, when, and how people hear it."""

    COLUMNS = ("owner_name", "owner_function", "reply_due_on", "reply_channel")

    owner_name = StringField(
        _l("Wie geeft antwoord?"),
        description=_l("De naam van één mens. Die naam is voor iedereen te zien."),
        validators=words(PolicyQuestion.owner_name),
    )
    owner_function = StringField(
        _l("Welke functie?"),
        description=_l("Bijvoorbeeld: wethouder jeugd en sport."),
        validators=words(PolicyQuestion.owner_function),
    )
    reply_due_on = DayField(
        _l("Wanneer krijgen mensen antwoord?"),
        description=_l("Meestal drie maanden na het sluiten. Te laat is voor iedereen te zien."),
    )
    reply_channel = StringField(
        _l("Hoe horen mensen het?"),
        description=_l("Bijvoorbeeld: wij komen terug in de klas, en het staat op de uitslagpagina."),
        validators=words(PolicyQuestion.reply_channel),
    )
