"""One consultation as its own page and the page for the second pair of eyes show it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from panel.consultations.gates import condition_problems, question_problems
from panel.consultations.kinds import Extra, extras
from panel.consultations.kinds.number import bounds, limits
from panel.consultations.models import AddressForm, Breakdown, Consultation, Question, QuestionKind, State
from panel.consultations.presenters.conditions import OnlyIfLine, condition_line, few_asked, forecasts
from panel.consultations.presenters.hints import expectation, smallest_in_words
from panel.consultations.presenters.missing import question_words
from panel.consultations.presenters.privacy import erased_in_words, privacy_facts
from panel.consultations.presenters.words import evidence_choices, evidence_name, kind_words
from panel.consultations.routing import is_routed
from panel.consultations.tested import tested_in_words

Fact = tuple[str, str]


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list: its kind, its text, its answers in one line, who gets it, and what is wrong with it.

    `forecast` says how many people will get it, when that is too few (or nearly everybody) to show it.
    """

    id: int
    text: str
    kind: str
    icon: str
    answers: str
    problems: list[str]
    only_if: OnlyIfLine | None = None
    forecast: str = ""


@dataclass(frozen=True)
class BreakdownLine:
    """A background in the list, with how small its smallest group will be; empty while that is not known."""

    id: int
    label: str
    classes: str
    smallest: str
    is_too_small: bool


@dataclass(frozen=True)
class TermLine:
    """An explained word in the list: what it means, and the number of its question when it is of one only."""

    id: int
    word: str
    explanation: str
    number: int | None


@dataclass(frozen=True)
class Shown:
    """Everything that the page says of one consultation."""

    promise: list[Fact]
    people: list[Fact]
    questions: list[QuestionLine]
    breakdowns: list[BreakdownLine]
    terms: list[TermLine]
    groups: list[str]
    privacy: list[Fact]
    why_shut: str
    erased: str
    is_routed: bool = False


def present_consultation(consultation: Consultation) -> Shown:
    """Return the whole consultation in words."""
    return Shown(
        promise=_promise(consultation),
        people=_people(consultation),
        questions=_question_lines(consultation),
        breakdowns=[_breakdown_line(consultation, one) for one in consultation.breakdowns],
        terms=_term_lines(consultation),
        groups=[one.name for one in consultation.rounds],
        privacy=[*_tested(consultation), *privacy_facts(consultation)],
        why_shut=why_shut(consultation.state),
        erased=erased_in_words(consultation),
        is_routed=is_routed(consultation.questions),
    )


def _tested(consultation: Consultation) -> list[Fact]:
    return [(_("Testronde"), tested_in_words(consultation) or _("nog niet gedaan"))]


def _term_lines(consultation: Consultation) -> list[TermLine]:
    numbers = {one.id: one.position for one in consultation.questions}
    ordered = sorted(consultation.glossary, key=lambda one: one.word.casefold())
    return [TermLine(one.id, one.word, one.explanation, numbers.get(one.question_id or 0)) for one in ordered]


def why_shut(state: State) -> str:
    """Return why nothing may change any more; empty for a draft."""
    if state is State.DRAFT:
        return ""
    if state is State.IN_REVIEW:
        return _(
            "Een collega kijkt nu mee. Zolang verandert er niets. Trek de vragenlijst terug om verder te schrijven."
        )
    if state is State.SCHEDULED:
        return _("De vragenlijst staat klaar om open te gaan. Haal hem terug om nog iets te veranderen.")
    if state is State.OPEN:
        return _("Mensen geven nu antwoord. Iedereen krijgt dezelfde vragen. Daarom verandert er niets meer.")
    return _("De vragenlijst is gesloten. Wat er gevraagd is, blijft staan zoals het was.")


def _promise(consultation: Consultation) -> list[Fact]:
    asked = consultation.policy_question
    owner = ", ".join(part for part in (asked.owner_name, asked.owner_function) if part)
    due = consultation.promised_on or asked.reply_due_on
    nothing = _("nog niet ingevuld")
    decision_on = format_date(asked.decision_on, "d MMMM yyyy") if asked.decision_on else ""
    more = [
        (_("Besluit"), ", ".join(part for part in (asked.decision, decision_on) if part)),
        (_("Dit staat vast"), asked.fixed),
        (_("Meedenken over"), asked.open_points),
        (_("Dit doen we al"), asked.already_done),
    ]
    return [
        (_("Waarom nu"), asked.explanation or nothing),
        *(fact for fact in more if fact[1]),
        (_("Invloed"), asked.influence or nothing),
        (_("Wie antwoordt"), consultation.promised_by or owner or nothing),
        (_("Antwoord voor"), format_date(due, "d MMMM yyyy") if due else nothing),
        *([(_("Hoe mensen het horen"), asked.reply_channel)] if asked.reply_channel else []),
    ]


def _people(consultation: Consultation) -> list[Fact]:
    meaning = next(more for value, _name, more in evidence_choices() if value == consultation.evidence_kind.value)
    count = consultation.expected_responses or 0
    expected = " ".join((
        ngettext("%(num)s antwoord.", "%(num)s antwoorden.", count), expectation(consultation.evidence_kind, count)
    ))  # fmt: skip
    facts = [
        (_("Soort"), f"{evidence_name(consultation.evidence_kind)}. {meaning}"),
        *([(_("Wie zeker"), consultation.target_groups)] if consultation.target_groups else []),
        *([(_("Verwacht"), expected)] if consultation.expected_responses else []),
        *([(_("Hulp"), consultation.help_places)] if consultation.help_places else []),
        (_("Onderwerp"), _("Dit gaat over %(topic)s.", topic=consultation.topic or "…")),
        (_("Welkom"), consultation.welcome or _("nog niet ingevuld")),
        (_("Aanspreken"), _("met u") if consultation.address_form is AddressForm.U else _("met je en jij")),
        (_("Adres van de uitslag"), f"/uitslag/{consultation.code}"),
    ]
    return facts


def _question_lines(consultation: Consultation) -> list[QuestionLine]:
    conditions, told, few = condition_problems(consultation), forecasts(consultation), few_asked(consultation)
    lines = []
    for one in consultation.questions:
        words = kind_words(one.kind)
        problems = [question_words(code) for code in (*question_problems(one), *conditions.get(one.key, ()))]
        line = QuestionLine(
            id=one.id,
            text=one.text,
            kind=words.name,
            icon=words.icon,
            answers=answers_in_a_line(one),
            problems=problems,
            only_if=condition_line(one, consultation.questions),
            forecast=told[one.id] if one.id in few else "",
        )
        lines.append(line)
    return lines


def answers_in_a_line(question: Question) -> str:
    """Return what can be answered, in one line."""
    if question.kind is QuestionKind.STATEMENT:
        return _("Eens · Oneens · Weet ik niet")
    if question.kind is QuestionKind.OPEN_TEXT:
        words = {Extra.VOICE: _("inspreken mag"), Extra.PHOTO: _("foto mag")}
        return " · ".join([_("In eigen woorden"), *(words[one] for one in extras(question))])
    if question.kind is QuestionKind.NUMBER:
        return " · ".join(class_words(question))
    return " · ".join(option.text for option in question.options)


def class_words(question: Question) -> list[str]:
    """Return the classes in which numbers are shown, in words; empty while the numbers do not fit together."""
    if question_problems(question):
        return []
    least, most = bounds(question)
    starts = [least, *limits(question)]
    ends = [start - 1 for start in starts[1:]] + [most]
    return [
        str(start) if start == end else _("%(start)s tot en met %(end)s", start=start, end=end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _breakdown_line(consultation: Consultation, breakdown: Breakdown) -> BreakdownLine:
    smallest, is_too_small = smallest_in_words(consultation, breakdown)
    classes = " · ".join(
        one.text if one.share is None else _("%(class)s (%(share)s%%)", **{"class": one.text, "share": one.share})
        for one in breakdown.classes
    )
    return BreakdownLine(breakdown.id, breakdown.label, classes, smallest, is_too_small)
