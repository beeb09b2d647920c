"""Policy questions, consultations and questions to test with."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import factory
from nacl.public import PrivateKey

from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    Consultation,
    EvidenceKind,
    GlossaryTerm,
    Option,
    PolicyQuestion,
    PrivacyGround,
    Question,
    QuestionKind,
    Round,
    RoundState,
    State,
)
from panel.media.models import MediaFile, MediaKind
from tests.factories.accounts import UserFactory
from tests.factories.base import Factory
from tests.factories.municipalities import MunicipalityFactory
from tests.support.ready import MONTHS_KEPT, UNTESTED

CREATED = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
OPENED = {State.OPEN, State.CLOSED, State.REPORTED}
UNSEEN = {State.DRAFT, State.IN_REVIEW, State.CANCELLED}

# The answers (key, text) of each kind that has written answers.
ANSWERS: dict[QuestionKind, tuple[tuple[str, str], ...]] = {
    QuestionKind.CHOOSE_ONE: (("weekly", "Elke week"), ("sometimes", "Soms"), ("never", "Nooit")),
    QuestionKind.CHOOSE_SEVERAL: (
        ("walking", "Lopen"),
        ("cycling", "Fietsen"),
        ("bus", "Met de bus"),
        ("car", "Met de auto"),
    ),
    QuestionKind.CHOOSE_PICTURE: (("bench", "Een bank"), ("tree", "Een boom"), ("slide", "Een glijbaan")),
    QuestionKind.TOP_THREE: (("light", "Meer licht"), ("green", "Meer groen"), ("quiet", "Rust"), ("play", "Spelen")),
    QuestionKind.SCALE: (("bad", "Slecht"), ("fair", "Gaat wel"), ("good", "Goed")),
}
SETTINGS: dict[QuestionKind, dict[str, Any]] = {
    QuestionKind.CHOOSE_SEVERAL: {"most": 3},
    QuestionKind.NUMBER: {"least": 0, "most": 30, "limits": [1, 3, 8]},
}
TEXTS = {
    QuestionKind.CHOOSE_ONE: "Hoe vaak sport jij in jouw buurt?",
    QuestionKind.CHOOSE_SEVERAL: "Hoe ga jij naar school?",
    QuestionKind.CHOOSE_PICTURE: "Welk plein is het fijnst?",
    QuestionKind.TOP_THREE: "Wat is voor jou het belangrijkst?",
    QuestionKind.SCALE: "Hoe vind je het licht op straat?",
    QuestionKind.STATEMENT: "Er moet een veld bij komen.",
    QuestionKind.NUMBER: "Hoeveel dagen per maand ben je buiten?",
    QuestionKind.OPEN_TEXT: "Wat kan beter in jouw buurt?",
}


class PolicyQuestionFactory(Factory):
    """A policy question with an owner and a day for the answer."""

    class Meta:
        model = PolicyQuestion

    class Params:
        municipality = factory.SubFactory(MunicipalityFactory)
        officer = factory.SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))

    municipality_id = factory.SelfAttribute("municipality.id")
    title = factory.Sequence(lambda number: f"Hoe wordt buiten sporten leuker? ({number})")
    explanation = "Er komt geld voor sport in de buurt."
    influence = "Wat jullie kiezen, maken wij."
    owner_name = "S. Bos"
    owner_function = "wethouder"
    reply_due_on = dt.date(2027, 9, 1)
    created_by_id = factory.SelfAttribute("officer.id")
    created_at = CREATED


class ConsultationFactory(Factory):
    """A draft for an open link; other states get what the database asks of them."""

    class Meta:
        model = Consultation
        exclude = ("opened",)

    class Params:
        municipality = factory.SubFactory(MunicipalityFactory)
        opened = factory.LazyAttribute(lambda made: made.state in OPENED)

    policy_question = factory.SubFactory(PolicyQuestionFactory, municipality=factory.SelfAttribute("..municipality"))
    municipality_id = factory.SelfAttribute("policy_question.municipality_id")
    code = factory.Sequence(lambda number: f"buiten-sporten-{number}")
    evidence_kind = EvidenceKind.OPEN
    state = State.DRAFT
    topic = "sporten in jouw buurt"
    welcome = "Jouw mening telt."
    opens_at = factory.LazyAttribute(lambda made: CREATED + dt.timedelta(days=7) if made.opened else None)
    closed_at = factory.LazyAttribute(
        lambda made: CREATED + dt.timedelta(days=40) if made.state in {State.CLOSED, State.REPORTED} else None
    )
    promised_by = "S. Bos, wethouder"
    promised_on = dt.date(2027, 9, 1)
    created_by_id = factory.SelfAttribute("policy_question.created_by_id")
    created_at = CREATED
    second_eyes_skipped = factory.LazyAttribute(lambda made: made.state not in UNSEEN)
    privacy_ground = factory.LazyAttribute(lambda made: None if made.state in UNSEEN else PrivacyGround.PUBLIC_TASK)
    retention_months = factory.LazyAttribute(lambda made: None if made.state in UNSEEN else MONTHS_KEPT)
    untested_reason = factory.LazyAttribute(lambda made: "" if made.state in UNSEEN else UNTESTED)


class MediaFileFactory(Factory):
    """A picture of the municipality; the file itself is not there."""

    class Meta:
        model = MediaFile

    municipality_id = 0
    kind = MediaKind.PICTURE
    name = factory.Sequence(lambda number: f"picture-{number}")
    content_type = "image/webp"
    description = "Een plein met bomen."


class OptionFactory(Factory):
    """One answer that can be chosen."""

    class Meta:
        model = Option

    key = factory.Sequence(lambda number: f"option-{number}")
    position = factory.Sequence(lambda number: number + 1)
    text = factory.LazyAttribute(lambda made: f"Antwoord {made.key}")


class QuestionFactory(Factory):
    """A question of any kind, with the answers and settings that its kind needs.

    `QuestionFactory(consultation=..., kind=QuestionKind.SCALE)`; own answers: `answers=(("yes", "Ja"), ("no", "Nee"))`.
    """

    class Meta:
        model = Question

    class Params:
        consultation = factory.SubFactory(ConsultationFactory)
        answers = factory.LazyAttribute(lambda made: ANSWERS.get(made.kind, ()))

    consultation_id = factory.SelfAttribute("consultation.id")
    position = factory.LazyAttribute(lambda made: len(made.consultation.questions) + 1)
    key = factory.LazyAttribute(lambda made: f"question-{made.position}")
    kind = QuestionKind.CHOOSE_ONE
    text = factory.LazyAttribute(lambda made: TEXTS[made.kind])
    settings = factory.LazyAttribute(lambda made: dict(SETTINGS.get(made.kind, {})))
    options = factory.LazyAttribute(
        lambda made: [
            Option(key=key, text=text, position=at, picture_id=_picture(made, text))
            for at, (key, text) in enumerate(made.answers, 1)
        ]
    )

    @classmethod
    def _create(cls, model_class: type[Question], *args: Any, **kwargs: Any) -> Question:
        made: Question = super()._create(model_class, *args, **kwargs)
        _forget_list(made.consultation_id, "questions")
        return made


def _picture(made: Any, description: str) -> int | None:
    if made.kind is not QuestionKind.CHOOSE_PICTURE:
        return None
    file: MediaFile = MediaFileFactory(municipality_id=made.consultation.municipality_id, description=description)
    return file.id


class BreakdownFactory(Factory):
    """An announced breakdown by age; own classes: `ages=(("young", "Jong"), ...)`."""

    class Meta:
        model = Breakdown

    class Params:
        consultation = factory.SubFactory(ConsultationFactory)
        ages = (("under-13", "Jonger dan 13"), ("13-15", "13 tot en met 15"), ("16-up", "16 of ouder"))

    consultation_id = factory.SelfAttribute("consultation.id")
    position = factory.LazyAttribute(lambda made: len(made.consultation.breakdowns) + 1)
    key = factory.LazyAttribute(lambda made: "age" if made.position == 1 else f"breakdown-{made.position}")
    label = "Leeftijd"
    text = "Hoe oud ben je?"
    classes = factory.LazyAttribute(
        lambda made: [BreakdownClass(key=key, text=text, position=at) for at, (key, text) in enumerate(made.ages, 1)]
    )

    @classmethod
    def _create(cls, model_class: type[Breakdown], *args: Any, **kwargs: Any) -> Breakdown:
        made: Breakdown = super()._create(model_class, *args, **kwargs)
        _forget_list(made.consultation_id, "breakdowns")
        return made


class TermFactory(Factory):
    """A word that is explained in every question."""

    class Meta:
        model = GlossaryTerm

    class Params:
        consultation = factory.SubFactory(ConsultationFactory)

    consultation_id = factory.SelfAttribute("consultation.id")
    word = factory.Sequence(lambda number: f"voucher-{number}")
    explanation = "Een bon waarmee je kunt betalen."

    @classmethod
    def _create(cls, model_class: type[GlossaryTerm], *args: Any, **kwargs: Any) -> GlossaryTerm:
        made: GlossaryTerm = super()._create(model_class, *args, **kwargs)
        _forget_list(made.consultation_id, "glossary")
        return made


class RoundFactory(Factory):
    """A round with a public key; `directory=keys` keeps its private key, else nobody can open its boxes."""

    class Meta:
        model = Round
        exclude = ("pair",)

    class Params:
        directory = None

    consultation = factory.SubFactory(ConsultationFactory, state=State.OPEN)
    name = factory.Sequence(lambda number: f"Ronde {number}")
    state = RoundState.OPEN
    pair = factory.LazyAttribute(
        lambda made: (
            made.directory.create()
            if made.directory is not None
            else (os.urandom(16).hex(), bytes(PrivateKey.generate().public_key))
        )
    )
    key_name = factory.LazyAttribute(lambda made: made.pair[0])
    public_key = factory.LazyAttribute(lambda made: made.pair[1])


def _forget_list(consultation_id: int, name: str) -> None:
    """Let a consultation read its list again, so that the next one made gets the next place in it."""
    session = Factory._meta.sqlalchemy_session_factory()
    session.expire(session.get_one(Consultation, consultation_id), [name])
    session.commit()
