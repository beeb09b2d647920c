"""What a respondent's screen shows: finished words for one question, and the list of answers to look back on."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from panel.answering.answers import NO_STATEMENT, Answers, Given
from panel.answering.steps import Step, steps_of
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, Stance
from panel.consultations.kinds.number import bounds
from panel.consultations.kinds.open_text import LONGEST
from panel.consultations.models import AddressForm, Breakdown, Consultation, Question, QuestionKind

STANCE_PICTOGRAMS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree"}


@dataclass(frozen=True)
class AnswerView:
    """One card to tap."""

    value: str
    text: str
    pictogram: str = ""
    chosen: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class StepView:
    """One screen: a question with cards, a number, or a text to write."""

    number: int
    total: int
    key: str
    kind: str
    title: str
    hint: str = ""
    easy_text: str = ""
    cards: list[AnswerView] = field(default_factory=list)
    several: bool = False
    typed: str = ""
    unit: str = ""
    least: int | None = None
    most: int | None = None
    words: list[tuple[str, str]] = field(default_factory=list)
    marked: bool = False
    error: str = ""
    empty_error: str = ""
    limit_error: str = ""

    @property
    def is_background(self) -> bool:
        return self.kind == "BACKGROUND"


def present_step(
    consultation: Consultation,
    step: Step,
    answers: Answers,
    *,
    error: BadAnswerError | None = None,
    typed: list[str] | None = None,
) -> StepView:
    """Return the screen of one step, with what was answered before or what was typed just now."""
    if step.question is not None:
        return _question(consultation, step, step.question, answers.given.get(step.question.key), error, typed)
    if step.breakdown is not None:
        return _breakdown(step, step.breakdown, answers.background.get(step.breakdown.key), error)
    raise ValueError("a step asks something")


def _question(
    consultation: Consultation,
    step: Step,
    question: Question,
    given: Given | None,
    error: BadAnswerError | None,
    typed: list[str] | None,
) -> StepView:
    chosen = set(typed if typed is not None else _chosen(given))
    text = (
        (typed or [""])[0] if typed is not None else ("" if given is None or given.value is None else str(given.value))
    )
    written = question.kind in {QuestionKind.NUMBER, QuestionKind.OPEN_TEXT}
    least, most = bounds(question) if question.kind is QuestionKind.NUMBER else (None, None)
    return StepView(
        number=step.number,
        total=step.total,
        key=step.key,
        kind=question.kind.value,
        title=question.text,
        hint=question.hint,
        easy_text=question.easy_text if question.easy_text != question.text else "",
        cards=[] if written else _cards(question, chosen),
        several=question.kind is QuestionKind.CHOOSE_SEVERAL,
        typed=text if written else "",
        unit=str(question.settings.get("unit") or "") if question.kind is QuestionKind.NUMBER else "",
        least=least,
        most=LONGEST if question.kind is QuestionKind.OPEN_TEXT else most,
        words=[
            (term.word, term.explanation) for term in consultation.glossary if term.question_id in {None, question.id}
        ],
        marked=given is not None and given.not_understood,
        error=word_problem(_of_text(error) if written else error, consultation.address_form) if error else "",
        limit_error="" if least is None else _("Kies een getal van %(least)s tot %(most)s.", least=least, most=most),
        empty_error=word_problem(BadAnswerError("EMPTY_TEXT" if written else "EMPTY"), consultation.address_form),
    )


def _of_text(error: BadAnswerError) -> BadAnswerError:
    return BadAnswerError("EMPTY_TEXT") if error.code == "EMPTY" else error


def _chosen(given: Given | None) -> list[str]:
    if given is None:
        return []
    if given.state == "DONT_KNOW":
        return [DONT_KNOW]
    if isinstance(given.value, list):
        return given.value
    return [] if given.value is None else [str(given.value)]


def _cards(question: Question, chosen: set[str]) -> list[AnswerView]:
    cards = [AnswerView(one.key, one.text, one.pictogram, one.key in chosen) for one in question.options]
    if question.kind is QuestionKind.STATEMENT:
        words = {Stance.AGREE: _("Eens"), Stance.DISAGREE: _("Oneens")}
        cards = [
            AnswerView(key.value, word, STANCE_PICTOGRAMS[key], key.value in chosen) for key, word in words.items()
        ]
    pictogram = "unknown" if any(card.pictogram for card in cards) else ""
    return [*cards, AnswerView(DONT_KNOW, _("Weet ik niet"), pictogram, DONT_KNOW in chosen, quiet=True)]


def _breakdown(step: Step, breakdown: Breakdown, chosen: str | None, error: BadAnswerError | None) -> StepView:
    cards = [AnswerView(one.key, one.text, "", one.key == chosen) for one in breakdown.classes]
    return StepView(
        number=step.number,
        total=step.total,
        key=step.key,
        kind="BACKGROUND",
        title=breakdown.text,
        easy_text=breakdown.easy_text if breakdown.easy_text != breakdown.text else "",
        cards=[*cards, AnswerView(NO_STATEMENT, _("Zeg ik liever niet"), "", chosen == NO_STATEMENT, quiet=True)],
        error=_("Kies een antwoord. Of kies: Zeg ik liever niet.") if error else "",
        empty_error=_("Kies een antwoord. Of kies: Zeg ik liever niet."),
    )


@dataclass(frozen=True)
class ReviewItem:
    """One line of looking back: what was asked, and what this person answered."""

    number: int
    key: str
    title: str
    answer: str


def present_review(consultation: Consultation, answers: Answers) -> list[ReviewItem]:
    """Return what someone answered, screen by screen, in the words of the screens."""
    return [
        ReviewItem(step.number, step.key, view.title, _answer_in_words(step, answers, view))
        for step in steps_of(consultation)
        for view in [present_step(consultation, step, answers)]
    ]


def _answer_in_words(step: Step, answers: Answers, view: StepView) -> str:
    chosen = [card.text for card in view.cards if card.chosen]
    if chosen:
        return ", ".join(chosen)
    if step.question is not None:
        given = answers.given.get(step.question.key)
        if given is not None and given.state == "DONT_KNOW":
            return _("Weet ik niet")
        if view.typed:
            return f"{view.typed} {view.unit}".strip()
    return _("Overgeslagen")


def word_problem(problem: BadAnswerError, form: AddressForm) -> str:
    """Return what is wrong with an answer and what to do now, in words for the person who gave it."""
    polite = form is AddressForm.U
    sentences = {
        "EMPTY": _("Kies een antwoord. Overslaan mag ook."),
        "EMPTY_TEXT": _("Er staat nog niets. Overslaan mag ook."),
        "ONE_ONLY": _("Kies maar één antwoord."),
        "UNKNOWN_OPTION": _("Kies een van de antwoorden hier."),
        "UNKNOWN_STATE": _("Kies een van de antwoorden hier."),
        "TOO_MANY": _("Kies er niet meer dan %(limit)s.", limit=problem.limit),
        "TWICE": _("Kies elk antwoord maar één keer."),
        "NOT_A_NUMBER": _("Vul een getal in. Bijvoorbeeld: 3."),
        "TOO_LOW": _("Dit getal is te klein. Het kleinste is %(limit)s.", limit=problem.limit),
        "TOO_HIGH": _("Dit getal is te groot. Het grootste is %(limit)s.", limit=problem.limit),
        "NOT_TEXT": _("Deze tekst kunnen wij niet lezen. Typ gewone letters."),
        "TOO_LONG": _("Uw tekst is te lang. Maak de tekst korter.")
        if polite
        else _("Je tekst is te lang. Maak de tekst korter."),
    }
    return sentences[problem.code]
