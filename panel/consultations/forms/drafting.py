"""The policy question with its promise, and who is asked in what way."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from panel.consultations.forms.base import DayField, DeskForm, EditionField, words
from panel.consultations.models import AddressForm, Consultation, EvidenceKind, PolicyQuestion


class PolicyQuestionForm(DeskForm):
    """What the municipality wants to know, and what it promises to do with the answer."""

    edition = EditionField()
    title = StringField(
        _l("Wat wil je weten?"),
        description=_l(
            "Eén korte vraag, zoals een bewoner het zegt. Bijvoorbeeld: Hoe wordt sporten in de wijk leuker?"
        ),
        validators=words(PolicyQuestion.title, _l("Schrijf op wat je wilt weten.")),
    )
    explanation = TextAreaField(
        _l("Waarom vraag je dit nu?"),
        description=_l("Welk besluit volgt er? Wat staat al vast, en waarover kunnen mensen nog meedenken?"),
        validators=words(PolicyQuestion.explanation),
    )
    influence = TextAreaField(
        _l("Welke invloed hebben mensen?"),
        description=_l(
            "Eén eerlijke zin. Mensen lezen hem voor ze beginnen. Bijvoorbeeld: De raad kiest uit jullie drie ideeën."
        ),
        validators=words(PolicyQuestion.influence),
    )
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


class ConsultationForm(DeskForm):
    """Who is asked, and how people are spoken to."""

    edition = EditionField()
    evidence_kind = RadioField(
        _l("Wie doet mee?"),
        choices=[kind.value for kind in EvidenceKind],
        validate_choice=True,
    )
    topic = StringField(
        _l("Dit gaat over …"),
        description=_l("Maak de zin af, met een kleine letter en zonder punt. Bijvoorbeeld: sporten in jouw buurt."),
        validators=words(Consultation.topic, _l("Maak de zin af: dit gaat over …")),
    )
    welcome = TextAreaField(
        _l("Welkom"),
        description=_l("Eén of twee korte zinnen op het eerste scherm."),
        validators=words(Consultation.welcome),
    )
    address_form = RadioField(_l("Hoe spreek je mensen aan?"), choices=[form.value for form in AddressForm])
    code = StringField(
        _l("Het adres van de uitslag"),
        description=_l(
            "Kleine letters, cijfers en streepjes. Het staat achter /uitslag/ en verandert later niet meer."
        ),
        validators=words(Consultation.code, _l("Vul een adres in.")),
    )
