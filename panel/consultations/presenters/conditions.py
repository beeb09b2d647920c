"""Who gets a question in words, what can be chosen for that, and why a change to it was refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.forecast import Asked, expected_asked
from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import Consultation, Question
from panel.consultations.routing import condition_answers, longest_path
from panel.consultations.service import OnlyIf, RoutingError
from panel.consultations.service.exchange.library_part import ConditionPart
from panel.core.i18n import spoken_list


@dataclass(frozen=True)
class OnlyIfLine:
    """The condition of one question: the place of the question it depends on, its id, and the answers in words."""

    question_id: int
    number: int
    answers: str


@dataclass(frozen=True)
class Offer:
    """An earlier question on which this one may depend, with its answers as (value of the box, text)."""

    question_id: int
    number: int
    text: str
    answers: list[tuple[str, str]]


def offers(earlier: Sequence[Question]) -> list[Offer]:
    """Return the earlier questions on which one may depend; a box is worth "id of the question:key of the answer"."""
    return [
        Offer(
            one.id,
            one.position,
            one.text,
            [(f"{one.id}:{key}", answer_word(one, key)) for key in condition_answers(one)],
        )
        for one in earlier
        if condition_answers(one)
    ]


def answer_word(question: Question, key: str) -> str:
    """Return an answer on which a question may depend, as the desk says it."""
    own = next((option.text for option in question.options if option.key == key), None)
    return own or fixed_answer(key)


def fixed_answer(key: str) -> str:
    """Return the words of an answer that no officer wrote: eens, oneens, weet ik niet, or the class of a number."""
    words = {Stance.AGREE.value: _("Eens"), Stance.DISAGREE.value: _("Oneens"), DONT_KNOW: _("Weet ik niet")}
    if key in words:
        return words[key]
    start, _dash, end = key.partition("-")
    return start if start == end else _("%(start)s tot en met %(end)s", start=start, end=end)


def quoted(words: Iterable[str]) -> str:
    """Return answers between quotes, with "of" before the last: ‘Soms’, ‘Nooit’ of ‘Weet ik niet’."""
    marked = [f"‘{one}’" for one in words]
    if len(marked) < 2:
        return "".join(marked)
    return _("%(first)s of %(last)s", first=", ".join(marked[:-1]), last=marked[-1])


def only_if_sentence(number: object, answers: str) -> str:
    """Say who gets a question."""
    return _("Alleen wie bij vraag %(number)s %(answers)s antwoordt.", number=number, answers=answers)


def condition_line(question: Question, questions: Sequence[Question]) -> OnlyIfLine | None:
    """Return the condition of a question in words, or None when everybody gets it."""
    needed = next((one for one in questions if one.id == question.only_if_question_id), None)
    if needed is None:
        return None
    answers = quoted(answer_word(needed, key) for key in question.only_if_answers)
    return OnlyIfLine(needed.id, needed.position, answers)


def who_gets(wanted: OnlyIf, questions: Sequence[Question]) -> str:
    """Say who gets a question, also when that is everybody."""
    needed = next((one for one in questions if one.id == wanted.question_id), None)
    if needed is None:
        return _("Iedereen")
    return only_if_sentence(needed.position, quoted(answer_word(needed, key) for key in wanted.answers))


def number_in_words(questions: Sequence[Question]) -> str:
    """Say how many questions there are, and how many one person gets at most when not everybody gets all."""
    told = ngettext("%(num)s vraag", "%(num)s vragen", len(questions))
    most = len(longest_path(questions))
    if most == len(questions):
        return told
    return _("%(questions)s, hoogstens %(most)s per persoon", questions=told, most=most)


def kept_condition(part: ConditionPart) -> str:
    """Say who got a question of the library in the questionnaire that it came from."""
    answers = quoted(one.text or fixed_answer(one.key) for one in part.answers)
    return _("Alleen wie %(answers)s antwoordt op ‘%(question)s’", question=part.text, answers=answers)


def refusal(error: RoutingError, question: Question | None = None) -> str:
    """Say why a change was refused, and what to do now; `question` is the one whose answers would go."""
    answers = quoted(answer_word(question, key) for key in error.answers) if question is not None else ""
    return (_refused_choice() | _refused_change(error, answers))[error.code]


def _refused_choice() -> dict[str, str]:
    return {
        "NO_SUCH_QUESTION": _("Die vraag is er niet meer, of staat nu later. Kies opnieuw wie deze vraag krijgt."),
        "NO_ANSWERS": _("Kruis aan bij welk antwoord deze vraag hoort, of kies ‘Iedereen’."),
        "ANSWERS_GONE": _("Een antwoord dat je aankruiste, is er niet meer. Kies opnieuw."),
        "ALL_ANSWERS": _("Dit zijn alle antwoorden. Kruis er minder aan, of kies ‘Iedereen’."),
    }


def _refused_change(error: RoutingError, answers: str) -> dict[str, str]:
    numbers = spoken_list([str(one) for one in error.numbers])
    return {
        "ORDER": _("Vraag %(number)s hoort bij een antwoord op vraag %(needed)s. Hij moet daar dus onder blijven.",
                   number=error.numbers[0], needed=error.numbers[-1]),
        "ANSWERS_NEEDED": ngettext(
            "Vraag %(numbers)s hoort bij het antwoord %(answers)s. "
            "Laat dat staan, of kies daar eerst wie die vraag krijgt.",
            "Vraag %(numbers)s horen bij het antwoord %(answers)s. "
            "Laat dat staan, of kies daar eerst wie die vragen krijgt.",
            len(error.numbers),
            numbers=numbers,
            answers=answers,
        ),
    } if error.numbers else {}  # fmt: skip


def forecasts(consultation: Consultation) -> dict[int, str]:
    """Return by the id of each routed question how many people will get it, and whether that can be shown."""
    return {number: _forecast(one) for number, one in expected_asked(consultation).items()}


def few_asked(consultation: Consultation) -> set[int]:
    """Return the ids of routed questions that too few people get, or do not get."""
    return {number for number, one in expected_asked(consultation).items() if one.is_too_small}


def _forecast(found: Asked) -> str:
    told = ngettext(
        "Naar verwachting krijgt %(num)s mens deze vraag, en %(rest)s niet.",
        "Naar verwachting krijgen %(num)s mensen deze vraag, en %(rest)s niet.",
        found.asked,
        rest=found.not_asked,
    )
    if found.is_too_small:
        return f"{told} " + _("Allebei moeten minstens 10 zijn. Anders is de vraag niet te zien in de uitslag.")
    if found.group_is_too_small:
        return f"{told} " + _(
            "In de groep ‘%(group)s’ zijn het er minder dan 10. De uitslag voegt dan groepen samen.", group=found.group
        )
    return told
