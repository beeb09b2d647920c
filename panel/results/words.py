"""A published outcome as sentences in plain Dutch: what was said, by how many, and why some things are not shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from panel.consultations.kinds import DONT_KNOW, Stance
from panel.consultations.models import EvidenceKind, QuestionKind
from panel.core.i18n import spoken_choice
from panel.results.amounts import Share, about, share_of, share_of_count, subject
from panel.results.labels import Labels, QuestionLabels
from panel.stats.published import OTHER, Published, PublishedCount, PublishedQuestion, Reason
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable


@dataclass(frozen=True)
class Headline:
    """The message of an outcome: one sentence, perhaps a second, and the answer that they are about (if one)."""

    sentence: str
    remark: str
    question_key: str
    option_key: str | None


@dataclass(frozen=True)
class Forms:
    """One sentence in three forms: of almost nobody (many languages deny that twice), of one and of many people."""

    nobody: str
    one: str
    many: str


def evidence_label(kind: EvidenceKind) -> str:
    """Return the one word for how people came in."""
    return {
        EvidenceKind.SAMPLE: _("Steekproef"),
        EvidenceKind.PANEL: _("Panel"),
        EvidenceKind.OPEN: _("Open vraag"),
        EvidenceKind.GROUP: _("Groep"),
    }[kind]


def evidence_explained(kind: EvidenceKind) -> str:
    """Return how people came in, as a sentence."""
    return {
        EvidenceKind.SAMPLE: _("Mensen kregen een brief. Het lot bepaalde wie."),
        EvidenceKind.PANEL: _("De vraag ging naar het panel. Mensen geven zich daar zelf voor op."),
        EvidenceKind.OPEN: _("Iedereen kon meedoen, met een link of een poster."),
        EvidenceKind.GROUP: _("Groepen deden samen mee, bijvoorbeeld in de klas."),
    }[kind]


def headline(published: Published, labels: Labels) -> Headline | None:
    """Word the answer that most people gave to the first question; None when no question can be shown."""
    shown = [question for question in published.questions if question.shown and question.table is not None]
    # What only a part of the people were asked says nothing of all of them.
    shown = [question for question in shown if not question.routed] or shown
    closed = [one for one in shown if labels.questions[one.key].kind is not QuestionKind.OPEN_TEXT]
    for question in closed or shown:
        if question.table is not None:
            return _headline(question, question.table, labels.questions[question.key])
    return None


def _headline(question: PublishedQuestion, table: PublishedTable, words: QuestionLabels) -> Headline:
    if words.kind is QuestionKind.OPEN_TEXT:
        return Headline(written_sentence(table), "", question.key, None)
    sentence, top = most_given_sentence(words, table), most_given(table)
    remark = _unknown(table, words, top[0]) if top and len(top) <= 2 and top[0].key != DONT_KNOW else ""
    return Headline(sentence, remark, question.key, top[0].key if len(top) == 1 else None)


def most_given(table: PublishedTable) -> list[PublishedOption]:
    """Return the answers that a sentence is about: the largest, or "weet ik niet" when almost nobody gave another."""
    first = largest(table)
    if first and first[0].edge is not Edge.NOBODY:
        return first
    return [option for option in table.options if option.key == DONT_KNOW] or first[:1]


def most_given_sentence(words: QuestionLabels, table: PublishedTable) -> str:
    """Return what most people answered, of everybody or of one group."""
    first = most_given(table)
    if len(first) == 1:
        return answer_sentence(words, first[0], table)
    if len(first) == 2:
        return _tie(words, first[0], first[1], table)
    return _("Geen van de antwoorden is het meest gekozen.")


def largest(table: PublishedTable) -> list[PublishedOption]:
    """Return the most given answers, several when equal; never "weet ik niet", and "anders" only when it is alone."""
    chosen = [option for option in table.options if option.key not in (DONT_KNOW, OTHER)]
    chosen = chosen or [option for option in table.options if option.key != DONT_KNOW]
    most = max((option.share for option in chosen), default=0)
    return [option for option in chosen if option.share == most]


def _tie(words: QuestionLabels, one: PublishedOption, other: PublishedOption, table: PublishedTable) -> str:
    return _(
        "‘%(one)s’ en ‘%(other)s’ zijn even vaak gekozen: %(share)s.",
        one=quoted(words.option(one.key)),
        other=quoted(words.option(other.key)),
        share=_lower_start(subject(share_of(one, table.unit))),
    )


def _unknown(table: PublishedTable, words: QuestionLabels, top: PublishedOption) -> str:
    """Say it when more people do not know than gave the most given answer."""
    unknown = next((option for option in table.options if option.key == DONT_KNOW), None)
    if unknown is None or unknown.share <= top.share:
        return ""
    return _("Let op: nog meer mensen weten het niet.") + " " + answer_sentence(words, unknown, table)


def answer_sentence(words: QuestionLabels, option: PublishedOption, table: PublishedTable) -> str:
    """Return how many people gave one answer, as a sentence that fits the kind of question."""
    return said_of(share_of(option, table.unit), _forms(words, option.key), _answer(words, option.key))


def _forms(words: QuestionLabels, key: str) -> Forms:
    if key == DONT_KNOW:
        return Forms(
            _("Bijna niemand zegt: ik weet het niet."), _("%(who)s weet het niet."), _("%(who)s weten het niet.")
        )
    if words.kind is QuestionKind.STATEMENT:
        return _of_a_statement(key)
    if key == OTHER:
        return Forms(
            _("Bijna niemand kiest iets anders."), _("%(who)s kiest iets anders."), _("%(who)s kiezen iets anders.")
        )
    return _of_an_answer(words.kind)


def _of_a_statement(key: str) -> Forms:
    if key == Stance.AGREE:
        return Forms(
            _("Bijna niemand vindt: ‘%(answer)s’"),
            _("%(who)s vindt ook: ‘%(answer)s’"),
            _("%(who)s vinden ook: ‘%(answer)s’"),
        )
    return Forms(
        _("Bijna niemand is tegen: ‘%(answer)s’"),
        _("%(who)s vindt niet: ‘%(answer)s’"),
        _("%(who)s vinden niet: ‘%(answer)s’"),
    )


def _of_an_answer(kind: QuestionKind) -> Forms:
    match kind:
        case QuestionKind.CHOOSE_SEVERAL:
            return Forms(
                _("Bijna niemand kiest onder andere ‘%(answer)s’."),
                _("%(who)s kiest onder andere ‘%(answer)s’."),
                _("%(who)s kiezen onder andere ‘%(answer)s’."),
            )
        case QuestionKind.TOP_THREE:
            return Forms(
                _("Bijna niemand heeft ‘%(answer)s’ in de top 3."),
                _("%(who)s heeft ‘%(answer)s’ in de top 3."),
                _("%(who)s hebben ‘%(answer)s’ in de top 3."),
            )
        case QuestionKind.NUMBER:
            return Forms(
                _("Bijna niemand noemt %(answer)s."), _("%(who)s noemt %(answer)s."), _("%(who)s noemen %(answer)s.")
            )
        case QuestionKind.OPEN_TEXT:
            return Forms(
                _("Bijna niemand schreef een antwoord."),
                _("%(who)s schreef een antwoord."),
                _("%(who)s schreven een antwoord."),
            )
        case _:
            return Forms(
                _("Bijna niemand kiest ‘%(answer)s’."),
                _("%(who)s kiest ‘%(answer)s’."),
                _("%(who)s kiezen ‘%(answer)s’."),
            )


def _answer(words: QuestionLabels, key: str) -> str:
    return words.text.strip() if words.kind is QuestionKind.STATEMENT else quoted(words.option(key))


def said_of(share: Share, forms: Forms, answer: str = "") -> str:
    """Return the sentence that goes with a share."""
    form = forms.nobody if share.edge is Edge.NOBODY else forms.one if share.is_one else forms.many
    return form % {"who": subject(share), "answer": answer}


def written_sentence(table: PublishedTable) -> str:
    """Return how many people wrote an answer in their own words."""
    if table.size is None:
        return _("Mensen schreven een antwoord in hun eigen woorden.")
    return _("%(about)s schreven een antwoord in hun eigen woorden.", about=_upper_start(about(table.size)))


def skipped_sentence(count: PublishedCount) -> str:
    one, many = _("%(who)s sloeg deze vraag over."), _("%(who)s sloegen deze vraag over.")
    return said_of(share_of_count(count), Forms("", one, many))


def not_understood_sentence(count: PublishedCount) -> str:
    one, many = _("%(who)s snapte deze vraag niet."), _("%(who)s snapten deze vraag niet.")
    return said_of(share_of_count(count), Forms("", one, many))


def only_for_sentence(key: str, published: Published, labels: Labels) -> str:
    """Return which people got a question; empty when everybody did."""
    route = next((one for one in published.routes if one.question == key), None)
    if route is None or route.of not in labels.questions:
        return ""
    needed = labels.questions[route.of]
    told = spoken_choice([in_quotes(needed.option(one)) for one in route.answers])
    return _("Alleen voor wie bij vraag %(number)s dit koos: %(answers)s.", number=needed.number, answers=told)


def size_sentence(size: int) -> str:
    return _("%(about)s deden mee.", about=_upper_start(about(size)))


def too_few_title() -> str:
    return _("Er zijn te weinig antwoorden voor een uitslag.")


def too_few_sentences(published: Published) -> list[str]:
    """Say why nothing is shown, and why that is right."""
    if published.reason is Reason.REST:
        # Groups that were shown already, taken from the whole, would leave fewer than ten.
        return [_("Groepen zagen al hun eigen uitslag."), _("Met deze erbij kun je raden wie wat zei.")]
    return [
        _("Bij minder dan %(threshold)s antwoorden laten we niets zien.", threshold=published.threshold),
        _("Anders kun je raden wie wat zei. En we beloofden: niemand weet wie wat zei."),
    ]


def reason_sentence(reason: Reason | None, published: Published) -> str:
    """Return why one question or breakdown is not shown."""
    match reason:
        case Reason.TOO_FEW_ANSWERS:
            return _(
                "Minder dan %(threshold)s mensen gaven antwoord. Met zo weinig kun je raden wie wat zei.",
                threshold=published.threshold,
            )
        case Reason.ROUTING:
            return _("Deze vraag was niet voor iedereen. Met deze cijfers kun je raden wie hem wel kreeg.")
        case Reason.TOO_SCATTERED:
            return _("De antwoorden lopen te ver uiteen. Per antwoord blijven er te weinig mensen over.")
        case Reason.TOO_FEW_GROUPS:
            return _("De groepen zijn te klein om apart te laten zien.")
        case _:
            return _("Met deze cijfers kun je uitrekenen wie wat zei. Daarom laten we ze niet zien.")


def in_quotes(answer: str) -> str:
    """Return an answer between the quotation marks of the page's language."""
    return _("‘%(answer)s’", answer=quoted(answer))


def quoted(answer: str) -> str:
    """Return an answer ready to stand between quotation marks in a sentence: without its own full stop."""
    return answer.strip().removesuffix(".")


def _upper_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower_start(words: str) -> str:
    return words[:1].lower() + words[1:]
