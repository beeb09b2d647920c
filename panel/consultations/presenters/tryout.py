"""The test round in words: how many tested and what is still needed, and what was remarked of every question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.gates import TESTERS, TESTERS_OF_TARGET
from panel.consultations.models import Consultation, Question, Remark, RemarkKind, Tester
from panel.consultations.service import Line, point_mark, tried_lines, words_by_place
from panel.core.i18n import spoken_list


@dataclass(frozen=True)
class Piece:
    """Some text of a question, with how many testers put a + and a − at it."""

    text: str
    plus: int = 0
    minus: int = 0


@dataclass(frozen=True)
class TriedLine:
    """One text of a question, cut where words were marked. `label` says which text it is; empty for the question."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Point:
    """One thing that testers say, to do something with. `remark_id` stands for all remarks that say the same."""

    remark_id: int
    sentence: str
    quote: str
    earlier: str
    settled: str
    mark: str
    icon: str


@dataclass(frozen=True)
class TriedQuestion:
    """A question with everything that was remarked of it; `earlier` holds marks on words that are gone."""

    id: int
    number: int
    text: str
    tested: str
    changed: bool
    lines: list[TriedLine]
    earlier: list[str]
    open: list[Point]
    settled: list[Point]

    @property
    def remarked(self) -> bool:
        return bool(self.open or self.settled or self.earlier or self.marked)

    @property
    def marked(self) -> bool:
        return any(piece.plus or piece.minus for line in self.lines for piece in line.pieces)


@dataclass(frozen=True)
class Tried:
    """All that the page of a test round says; `share` is what came of what is needed, for a bar."""

    counts: str
    needed: str
    enough: bool
    busy: str
    changed: str
    open_count: int
    questions: list[TriedQuestion]


def present_tryout(consultation: Consultation, testers: Sequence[Tester], words_since: Mapping[int, int]) -> Tried:
    """Return a test round in words; `words_since` says by question since which edition it has its words."""
    questions = [
        _question(number, question, testers, words_since.get(question.id, 0))
        for number, question in enumerate(consultation.questions, start=1)
    ]
    busy = sum(not one.finished for one in testers)
    needed = needed_in_words(consultation.testers, consultation.testers_of_target)
    return Tried(
        counts=counts_in_words(consultation.testers, consultation.testers_of_target),
        needed=needed or _("Dat is genoeg."),
        enough=not needed,
        busy=ngettext("%(num)s tester is nog bezig, of stopte.", "%(num)s testers zijn nog bezig, of stopten.", busy)
        if busy
        else "",
        changed=_changed([one.number for one in questions if one.changed]) if consultation.testers else "",
        open_count=sum(len(one.open) for one in questions),
        questions=questions,
    )


def counts_in_words(testers: int, of_target: int) -> str:
    """Return how many people tested, as a sentence."""
    if not testers:
        return _("Nog niemand heeft getest.")
    people = ngettext("%(num)s mens heeft getest", "%(num)s mensen hebben getest", testers)
    return _("%(people)s, %(of_target)s uit de doelgroep.", people=people, of_target=of_target)


def needed_in_words(testers: int, of_target: int) -> str:
    """Return how many testers are needed yet; empty when it is enough."""
    of_them = max(0, TESTERS_OF_TARGET - of_target)
    all_ = max(TESTERS - testers, of_them)
    if all_ <= 0:
        return ""
    if of_them == all_:
        return _("Nog %(count)s uit de doelgroep nodig.", count=all_)
    more = ngettext("Nog %(num)s mens nodig", "Nog %(num)s mensen nodig", all_)
    if of_them:
        return _("%(more)s, van wie %(of_them)s uit de doelgroep.", more=more, of_them=of_them)
    return f"{more}."


def _changed(numbers: list[int]) -> str:
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Vraag %(number)s is nieuw of veranderd na de laatste test.", number=numbers[0])
    named = spoken_list([str(one) for one in numbers])
    return _("Vraag %(numbers)s zijn nieuw of veranderd na de laatste test.", numbers=named)


def _question(number: int, question: Question, testers: Sequence[Tester], since: int) -> TriedQuestion:
    said = [(tester, one) for tester in testers for one in tester.remarks if one.question_id == question.id]
    known = {start: word.text for start, word in words_by_place(question).items()}
    marks = [one for _tester, one in said if one.word_start is not None]
    gone = [one for one in marks if known.get(one.word_start or 0) != one.words]
    points = _points(said, {one.id for one in gone}, since)
    ended = [one for one in testers if one.finished]
    current = sum(one.edition >= since for one in ended)
    return TriedQuestion(
        id=question.id,
        number=number,
        text=question.text,
        tested=_tested(current, len(ended)),
        changed=bool(ended) and current == 0,
        lines=_lines(question, [one for one in marks if one not in gone]),
        earlier=_earlier(one for one in gone if one.kind is RemarkKind.PLUS),
        open=[one for one in points if not one.settled],
        settled=[one for one in points if one.settled],
    )


def _tested(current: int, ended: int) -> str:
    if not ended:
        return ""
    if current == ended:
        return ngettext("Getest door %(num)s mens.", "Getest door %(num)s mensen.", ended)
    if current == 0:
        return _("Alleen getest in een eerdere versie.")
    people = ngettext("Getest door %(num)s mens.", "Getest door %(num)s mensen.", current)
    return f"{people} {_('Door %(count)s in een eerdere versie.', count=ended - current)}"


def _points(said: Sequence[tuple[Tester, Remark]], gone: set[int], since: int) -> list[Point]:
    """Return what to do something with: not understood, hard words from often to seldom, and own words."""
    groups: dict[tuple[object, ...], list[tuple[Tester, Remark]]] = {}
    for tester, one in said:
        if one.kind is not RemarkKind.PLUS:
            alone = one.id if one.kind is RemarkKind.OWN_WORDS else 0
            groups.setdefault((one.kind, one.word_start, one.word_end, one.words, alone), []).append((tester, one))
    order = [RemarkKind.NOT_UNDERSTOOD, RemarkKind.MINUS, RemarkKind.OWN_WORDS]
    # Own words by their letters: in the order of the testers, what one person wrote could be put together again.
    ranked = sorted(
        groups.values(), key=lambda one: (order.index(one[0][1].kind), -len(one), one[0][1].words.casefold())
    )
    return [_point(group, gone, since) for group in ranked]


def _point(group: Sequence[tuple[Tester, Remark]], gone: set[int], since: int) -> Point:
    remarks = [one for _tester, one in group]
    first, times = remarks[0], len(remarks)
    old = times if first.id in gone else sum(tester.edition < since for tester, _one in group)
    if first.kind is RemarkKind.MINUS:
        sentence, icon = (
            ngettext("%(num)s keer moeilijk", "%(num)s keer moeilijk", times),
            "warning",
        )
    elif first.kind is RemarkKind.NOT_UNDERSTOOD:
        sentence, icon = (
            ngettext("%(num)s mens snapt deze vraag niet", "%(num)s mensen snappen deze vraag niet", times),
            "help",
        )
    else:
        sentence, icon = _("Volgens een tester wordt dit gevraagd:"), "message"
    notes = {one.settled for one in remarks}
    return Point(
        remark_id=first.id,
        sentence=sentence,
        quote=first.words,
        earlier=_when(old, times),
        settled="" if "" in notes else "\n".join(sorted(notes)),
        mark=point_mark(remarks),
        icon=icon,
    )


def _when(old: int, times: int) -> str:
    if old == 0:
        return ""
    if old == times:
        return _("Getest in een eerdere versie.")
    return _("%(old)s van de %(times)s in een eerdere versie.", old=old, times=times)


def _earlier(gone: Iterable[Remark]) -> list[str]:
    counted = Counter(one.words for one in gone)
    return [f"‘{words}’ + {times}" for words, times in sorted(counted.items())]


def _lines(question: Question, marks: Sequence[Remark]) -> list[TriedLine]:
    signs = Counter((one.word_start, one.kind) for one in marks)
    return [TriedLine(_label(line), _pieces(line, signs)) for line in tried_lines(question)]


def _label(line: Line) -> str:
    if line.option:
        return _("Antwoord, makkelijk") if line.easy else _("Antwoord")
    if line.hint:
        return _("Uitleg bij de vraag")
    return _("Makkelijk") if line.easy else ""


def _pieces(line: Line, signs: Counter[tuple[int | None, RemarkKind]]) -> list[Piece]:
    pieces, end = [], line.start
    for word in line.words:
        plus, minus = signs[word.start, RemarkKind.PLUS], signs[word.start, RemarkKind.MINUS]
        if plus or minus:
            pieces.append(Piece(line.text[end - line.start : word.start - line.start]))
            pieces.append(Piece(word.text, plus, minus))
            end = word.end
    pieces.append(Piece(line.text[end - line.start :]))
    return [one for one in pieces if one.text]
