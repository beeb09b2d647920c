"""What a respondent's screen shows: finished words for one question, and the list of answers to look back on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from panel.answering.answers import NO_STATEMENT, Answers, Given, question_screen
from panel.answering.glossary import Term, terms_in
from panel.answering.only_for import only_for
from panel.answering.ordering import arranged, stay_last
from panel.answering.picking import is_full, kept_order
from panel.answering.refusals import full_sentence, word_problem
from panel.answering.steps import Step, steps_of
from panel.answering.views import AnswerView, StepView
from panel.answering.wording import Wording, Words
from panel.consultations.kinds import DONT_KNOW, BadAnswerError, Extra, Stance, extras
from panel.consultations.kinds.number import bounds
from panel.consultations.kinds.open_text import LONGEST
from panel.consultations.kinds.order import OptionOrder, option_order
from panel.consultations.models import Breakdown, Consultation, Option, Question, QuestionKind
from panel.core.reading import reading_preferences
from panel.media.queries import Shown

STANCE_PICTOGRAMS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree"}


def wording_for_reader(consultation: Consultation) -> Wording:
    """Return the texts of a consultation as the reader of this page gets them."""
    reading = reading_preferences()
    return Wording(consultation, reading.language, reading.easy)


def present_step(
    consultation: Consultation,
    step: Step,
    answers: Answers,
    *,
    error: BadAnswerError | None = None,
    typed: list[str] | None = None,
    tapped: str = "",
    media: Mapping[int, Shown] | None = None,
    draw: str = "",
) -> StepView:
    """Return the screen of one step, with what was answered before or what was typed just now.

    `tapped` is the card of a top three that was tapped last, when `typed` is what that left. `media` are the
    pictures and the sound of the questionnaire by id; without them its cards have words only. `draw` is what this
    person's order of answers comes from; without it they stand as the officer wrote them.
    """
    wording = wording_for_reader(consultation)
    if step.question is not None:
        view = _question(wording, step, step.question, answers.given.get(step.question.key), error, typed, media or {})
        view = replace(view, cards=arranged(view.cards, _key_of, step.question, draw))
        return replace(view, full_at=tapped) if is_full(view.order, tapped) else view
    if step.breakdown is not None:
        return _breakdown(wording, step, step.breakdown, answers.background.get(step.breakdown.key), error)
    raise ValueError("a step asks something")


def _key_of(card: AnswerView) -> str:
    return card.value


def _question(
    wording: Wording,
    step: Step,
    question: Question,
    given: Given | None,
    error: BadAnswerError | None,
    typed: list[str] | None,
    media: Mapping[int, Shown],
) -> StepView:
    chosen = typed if typed is not None else _chosen(given)
    text = (
        (typed or [""])[0] if typed is not None else ("" if given is None or given.value is None else str(given.value))
    )
    written = question.kind in {QuestionKind.NUMBER, QuestionKind.OPEN_TEXT}
    least, most = bounds(question) if question.kind is QuestionKind.NUMBER else (None, None)
    title, hint, unit = wording.question(question), wording.hint(question), wording.unit(question)
    form, picture = wording.consultation.address_form, media.get(question.picture_id or 0)
    cards = [] if written else _cards(wording, question, chosen, media)
    order = option_order(question)
    shuffles = "" if order is OptionOrder.FIXED else order.value
    return StepView(
        place=step.place,
        number=step.number,
        total=step.total,
        total_is_open=step.is_open,
        key=step.key,
        kind=question.kind.value,
        title=title.text,
        title_lang=title.lang,
        audio=_recording(question, title, media),
        picture=picture.address if picture else "",
        picture_alt=picture.words if picture else "",
        hint=hint.text,
        hint_lang=hint.lang,
        other_text=title.other,
        cards=cards,
        order=kept_order(chosen, {card.value for card in cards}) if question.kind is QuestionKind.TOP_THREE else [],
        several=question.kind is QuestionKind.CHOOSE_SEVERAL,
        typed=text if written else "",
        unit=unit.text,
        unit_lang=unit.lang,
        least=least,
        most=LONGEST if question.kind is QuestionKind.OPEN_TEXT else most,
        full_sentence=full_sentence(form) if question.kind is QuestionKind.TOP_THREE else "",
        terms=_terms(wording, question),
        marked=given is not None and given.not_understood,
        extras=extras(question),
        shuffles=shuffles,
        last=stay_last(question) if shuffles else [],
        question_key=question.key,
        only_if=_condition(wording.consultation, question),
        only_answers=tuple(question.only_if_answers),
        only_for=only_for(wording, question),
        error=word_problem(BadAnswerError("EMPTY_TEXT") if written and error.code == "EMPTY" else error, form)
        if error
        else "",
        limit_error=""
        if least is None
        else _("Kies een getal van %(least)s tot en met %(most)s.", least=least, most=most),
        empty_error=word_problem(BadAnswerError("EMPTY_TEXT" if written else "EMPTY"), form),
    )


def _condition(consultation: Consultation, question: Question) -> str:
    """Return the screen on whose answer it depends who gets this question; empty when everybody does."""
    needed = question.only_if_question_id
    return next((question_screen(one.key) for one in consultation.questions if needed and one.id == needed), "")


def _recording(said: Question | Option, words: Words, media: Mapping[int, Shown]) -> str:
    """Return where the municipality's recording is, when it says what stands on the screen: the text as it wrote it."""
    recording = media.get(said.audio_id or 0)
    return recording.address if recording is not None and words.text == said.text else ""


def _terms(wording: Wording, question: Question) -> list[Term]:
    """Return the words that are explained on this screen: those of this question, and others that stand in it."""
    title = wording.question(question)
    texts = [title.text, title.other, wording.hint(question).text]
    texts += [wording.option(one).text for one in question.options]
    terms = [
        Term(word.text, explanation.text, one.question_id is not None, word.lang or explanation.lang)
        for one in wording.consultation.glossary
        if one.question_id in {None, question.id}
        for word, explanation in [wording.term(one)]
    ]
    return terms_in(terms, texts)


def _chosen(given: Given | None) -> list[str]:
    if given is None:
        return []
    if given.state == "DONT_KNOW":
        return [DONT_KNOW]
    if isinstance(given.value, list):
        return given.value
    return [] if given.value is None else [str(given.value)]


def _cards(wording: Wording, question: Question, chosen: Sequence[str], media: Mapping[int, Shown]) -> list[AnswerView]:
    ranked = question.kind is QuestionKind.TOP_THREE
    cards = [
        AnswerView(
            one.key,
            words.text,
            one.pictogram,
            one.key in chosen,
            lang=words.lang,
            place=chosen.index(one.key) + 1 if ranked and one.key in chosen else 0,
            photo=shown.address if shown else "",
            photo_alt=shown.words if shown else "",
            audio=_recording(one, words, media),
        )
        for one in question.options
        for words, shown in [(wording.option(one), media.get(one.picture_id or 0))]
    ]
    statement = question.kind is QuestionKind.STATEMENT
    if statement:
        words = {Stance.AGREE: _("Eens"), Stance.DISAGREE: _("Oneens")}
        cards = [
            AnswerView(key.value, word, STANCE_PICTOGRAMS[key], key.value in chosen) for key, word in words.items()
        ]
    pictogram = "unknown" if any(card.pictogram for card in cards) else ""
    return [*cards, AnswerView(DONT_KNOW, _("Weet ik niet"), pictogram, DONT_KNOW in chosen, quiet=not statement)]


def _breakdown(
    wording: Wording, step: Step, breakdown: Breakdown, chosen: str | None, error: BadAnswerError | None
) -> StepView:
    cards = [
        AnswerView(one.key, words.text, "", one.key == chosen, lang=words.lang)
        for one in breakdown.classes
        for words in [wording.class_(one)]
    ]
    title = wording.breakdown(breakdown)
    return StepView(
        place=step.place,
        number=step.number,
        total=step.total,
        total_is_open=step.is_open,
        key=step.key,
        kind="BACKGROUND",
        title=title.text,
        title_lang=title.lang,
        other_text=title.other,
        cards=[*cards, AnswerView(NO_STATEMENT, _("Zeg ik liever niet"), "", chosen == NO_STATEMENT, quiet=True)],
        error=_("Kies een antwoord. Of kies: Zeg ik liever niet.") if error else "",
        empty_error=_("Kies een antwoord. Of kies: Zeg ik liever niet."),
    )


@dataclass(frozen=True)
class ReviewItem:
    """One line of looking back: what was asked, and what this person answered."""

    place: int
    number: int
    key: str
    title: str
    answer: str
    title_lang: str = ""
    answer_lang: str = ""


def present_review(
    consultation: Consultation, answers: Answers, beside: Mapping[str, set[Extra]] | None = None, *, draw: str = ""
) -> list[ReviewItem]:
    """Return what someone answered, screen by screen, in the words of the screens; only of the screens they get.

    `beside`: by question key what was recorded or photographed. `draw`: as for `present_step`.
    """
    return [
        ReviewItem(
            step.place,
            step.number,
            step.key,
            view.title,
            _answer_in_words(step, answers, view, (beside or {}).get(view.question_key, set())),
            view.title_lang,
            next((card.lang for card in view.cards if card.chosen and card.lang), ""),
        )
        for step in steps_of(consultation, answers)
        for view in [present_step(consultation, step, answers, draw=draw)]
    ]


def _answer_in_words(step: Step, answers: Answers, view: StepView, beside: set[Extra]) -> str:
    chosen = [card.text for card in view.cards if card.chosen]
    if any(card.place for card in view.cards):
        placed = sorted((card.place, card.text) for card in view.cards if card.place)
        return "\n".join(f"{place}. {text}" for place, text in placed)
    if chosen:
        return ", ".join(chosen)
    if step.question is not None:
        given = answers.given.get(step.question.key)
        if given is not None and given.state == "DONT_KNOW":
            return _("Weet ik niet")
        if given is not None and given.state == "ANSWERED":
            words = {Extra.VOICE: _("Met een opname"), Extra.PHOTO: _("Met een foto")}
            said = [f"{view.typed} {view.unit}".strip(), *(words[one] for one in view.extras if one in beside)]
            if any(said):
                return "\n".join(one for one in said if one)
    return _("Overgeslagen")
