"""What a tester's screen shows under the question itself: its words to tap, and what was remarked of it before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from panel.answering.answers import Answers
from panel.answering.presenters import present_step
from panel.answering.steps import Step
from panel.answering.views import StepView
from panel.answering.wording import DUTCH
from panel.consultations.models import Consultation, Question, Remark, RemarkKind, Tester
from panel.consultations.service import Line, PlaceError, tried_lines
from panel.core.reading import reading_preferences
from panel.media.queries import Shown

# What the button of a word sends: this with the place where the word begins.
WORD = "WORD:"
NEXT_SIGN = {None: RemarkKind.PLUS, RemarkKind.PLUS: RemarkKind.MINUS, RemarkKind.MINUS: None}


@dataclass(frozen=True)
class Bit:
    """A piece of a line: a word that can be tapped, or what stands between two words (`start` is -1)."""

    text: str
    start: int = -1
    sign: str = ""


@dataclass(frozen=True)
class Said:
    """What one tester says of one question, as it stands on the screen now."""

    words: dict[int, RemarkKind]
    own_words: str = ""
    not_understood: bool = False

    @property
    def marks(self) -> list[str]:
        """Return each marked word as the hidden fields of the screen hold it, such as "PLUS:12"."""
        return [f"{kind.value}:{start}" for start, kind in sorted(self.words.items())]


@dataclass(frozen=True)
class TryView:
    """One screen of a tester. `lines` is empty where the question is shown in another language than Dutch."""

    screen: StepView
    lines: list[list[Bit]]
    said: Said
    mark: str


def said_before(tester: Tester, question: Question) -> Said:
    """Return what a tester remarked of a question earlier, as far as its words still stand where they stood."""
    known = {word.start: word.text for line in tried_lines(question) for word in line.words}
    mine = [one for one in tester.remarks if one.question_id == question.id]
    return Said(
        {one.word_start: one.kind for one in mine if one.word_start is not None and _still_there(one, known)},
        next((one.words for one in mine if one.kind is RemarkKind.OWN_WORDS), ""),
        any(one.kind is RemarkKind.NOT_UNDERSTOOD for one in mine),
    )


def _still_there(remark: Remark, known: Mapping[int, str]) -> bool:
    return remark.word_start is not None and known.get(remark.word_start) == remark.words


def read_marks(sent: Iterable[str]) -> dict[int, RemarkKind]:
    """Return the marked words that a form sent. Raises PlaceError for what is no mark of ours."""
    found = {}
    for one in sent:
        kind, _, place = one.partition(":")
        if kind not in (RemarkKind.PLUS, RemarkKind.MINUS):
            raise PlaceError(kind[:20])
        found[_place(place)] = RemarkKind(kind)
    return found


def after_tap(words: Mapping[int, RemarkKind], tapped: str) -> dict[int, RemarkKind]:
    """Return the marks after a tap on one word: nothing becomes +, + becomes −, − becomes nothing."""
    start, changed = _place(tapped.removeprefix(WORD)), dict(words)
    sign = NEXT_SIGN[changed.pop(start, None)]
    return changed if sign is None else {**changed, start: sign}


def _place(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise PlaceError(text[:20])
    return int(text)


def present_try(
    consultation: Consultation,
    question: Question,
    said: Said,
    *,
    mark: str,
    typed: list[str] | None = None,
    tapped: str = "",
    media: Mapping[int, Shown] | None = None,
) -> TryView:
    """Return the screen of a question as participants see it, with what a tester adds to it.

    `mark` is the fingerprint of the question; `typed` and `tapped` are what was filled in on this very screen.
    """
    number, total = consultation.questions.index(question) + 1, len(consultation.questions)
    step = Step(number, number, total, question=question)
    screen = present_step(consultation, step, Answers(), typed=typed, tapped=tapped, media=media)
    reading = reading_preferences()
    lines = [_bits(one, said.words) for one in _shown(question, easy=reading.easy)]
    return TryView(
        replace(screen, marked=said.not_understood, extras=()),
        lines if reading.language == DUTCH else [],
        said,
        mark,
    )


def _shown(question: Question, *, easy: bool) -> list[Line]:
    """Return the lines that this reader sees, in the order of the screen, none of them twice."""
    lines = tried_lines(question)
    about = sorted((one for one in lines if not one.option), key=lambda one: (one.hint, one.easy is not easy))
    for option in question.options:
        mine = [one for one in lines if one.option == option.key]
        about.append(next((one for one in mine if one.easy is easy), mine[0]))
    return [one for at, one in enumerate(about) if one.text not in {earlier.text for earlier in about[:at]}]


def _bits(line: Line, words: Mapping[int, RemarkKind]) -> list[Bit]:
    bits, end = [], line.start
    for word in line.words:
        if word.start > end:
            bits.append(Bit(line.text[end - line.start : word.start - line.start]))
        sign = words.get(word.start)
        bits.append(Bit(word.text, word.start, sign.value if sign else ""))
        end = word.end
    rest = line.text[end - line.start :]
    return [*bits, Bit(rest)] if rest else bits
