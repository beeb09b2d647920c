"""Outcomes as they may be frozen: every kind of question, and all that may stand in the place of a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from panel.consultations.kinds import DONT_KNOW
from panel.consultations.models import Consultation, EvidenceKind, Option, Question, QuestionKind
from panel.results.exports.own_words import InOwnWords, Quoted
from panel.results.exports.rows import Exported, Whose, exported
from panel.results.labels import QuestionLabels
from panel.stats.published import (
    OTHER,
    Form,
    GroupSize,
    Published,
    PublishedBreakdown,
    PublishedCount,
    PublishedQuestion,
    PublishedSplit,
    Reason,
)
from panel.stats.published_map import MapArea, MapGroup, MapStatement, PublishedMap
from panel.stats.published_tables import Edge, PublishedGroup, PublishedOption, PublishedTable, Unit
from panel.stats.publishing import publish
from tests.results.samples import outcome_of, sample_consultation, sample_microdata

THRESHOLD = 10
HERE = Whose("Voorbeeldstad", "voorbeeldstad.example/uitslag/de-bus")
SHARP = '=2+3;"kop"\n<b>-tekst'


def export_of(consultation: Consultation, published: Published, own_words: Sequence[InOwnWords] = ()) -> Exported:
    """Return an outcome ready for the files, without a database."""
    return exported(consultation, outcome_of(published), HERE, own_words)


def counted(size: int) -> Exported:
    """Return the outcome of `size` made-up people."""
    made = sample_consultation(EvidenceKind.SAMPLE)
    return export_of(made, publish(sample_microdata(made.questions, size), THRESHOLD))


def other_kinds() -> Exported:
    """Return the kinds of question that the sample lacks, with answers that a spreadsheet would take for formulas."""
    made = sample_consultation(EvidenceKind.GROUP)
    made.questions = [
        _question("picture", QuestionKind.CHOOSE_PICTURE, ("park", "square")),
        _question("three", QuestionKind.TOP_THREE, ("first", "second", "third", "fourth")),
    ]
    made.questions[0].options[0].text = SHARP
    table = PublishedTable(60, Unit.PERCENT_5, (_option("park", 40, 65), _option("square", 20, 35)))
    three = PublishedTable(
        60,
        Unit.PERCENT_5,
        tuple(_option(key, count, share, rest=60 - count) for key, count, share in
              (("first", 50, 85), ("second", 40, 65), ("third", 30, 50), ("fourth", 20, 35))),
    )  # fmt: skip
    return export_of(made, _published(60, _shown("picture", table), _shown("three", three, form=Form.SEVERAL)))


def edges() -> Exported:
    """Return an outcome with almost nobody, almost everyone, less than a step, and what was merged."""
    made = sample_consultation(EvidenceKind.PANEL)
    made.questions = made.questions[:2]
    bus = PublishedTable(
        60,
        Unit.PERCENT_5,
        (
            PublishedOption("more", 60, 100, Edge.EVERYONE),
            PublishedOption("same", 0, 0, Edge.NOBODY),
            PublishedOption(OTHER, 5, 0, merged=("less", DONT_KNOW)),
        ),
    )
    old = PublishedTable(10, Unit.TENTHS, (PublishedOption("more", 10, 10, Edge.EVERYONE), _option("same", 0, 0)))
    rest = PublishedTable(20, Unit.TENTHS, (_option("more", 15, 8), _option("same", 5, 2)))
    split = PublishedSplit("age", (PublishedGroup("old", old), PublishedGroup(OTHER, rest)))
    ages = PublishedBreakdown("age", True, groups=(GroupSize("old", 10), GroupSize(OTHER, 20, ("young", "middle"))))
    hidden = PublishedQuestion("safe", Form.SINGLE, True, False, False, Reason.TOO_FEW_ANSWERS)
    asked = _shown("bus", bus, splits=(split,), skipped=PublishedCount(10, 15, Unit.PERCENT_5))
    return export_of(made, _published(60, asked, hidden, breakdowns=(ages,)))


def routed() -> Exported:
    """Return an outcome with a question that not everybody was asked: shares, and nowhere a number of people."""
    made = sample_consultation()
    made.questions = made.questions[:2]
    asked = PublishedTable(120, Unit.PERCENT_5, (_option("more", 80, 65), _option("same", 40, 35)))
    places = (("very-unsafe", 35), ("fair", 45), ("very-safe", 20))
    shares = PublishedTable(None, Unit.PERCENT_5, tuple(_option(key, None, share) for key, share in places))
    group = PublishedGroup("young", shares)
    nobody = PublishedGroup("old", None)
    split = PublishedSplit("age", (group, nobody))
    ages = PublishedBreakdown("age", True, groups=(GroupSize("young", 60), GroupSize("old", 60)))
    followed = _shown("safe", shares, splits=(split,), routed=True, skipped=PublishedCount(None, 10, Unit.PERCENT_5))
    return export_of(made, _published(120, _shown("bus", asked), followed, breakdowns=(ages,)))


def weighted() -> Exported:
    """Return an outcome of which the shares are weighted."""
    made = sample_consultation(EvidenceKind.SAMPLE)
    made.questions = made.questions[:1]
    table = PublishedTable(610, Unit.PERCENT, (_option("more", 335, 55), _option("same", 275, 45)))
    return export_of(made, _published(610, _shown("bus", table), weighted=True))


def too_few() -> Exported:
    """Return an outcome of which nothing may be shown."""
    made = sample_consultation()
    return export_of(made, Published(THRESHOLD, False, False, None, Reason.TOO_FEW_ANSWERS))


def mapped(*, alike: bool = False) -> Exported:
    """Return an outcome with an opinion map: its groups answer a statement apart, as on the page, or `alike`."""
    made = sample_consultation()
    made.questions = [one for one in made.questions if one.key == "roof"]
    tables = {
        size: _agreeing(size, agree, share)
        for size, agree, share in ((120, 80, 65), (70, 65, 95), (50, 40, 80) if alike else (50, 15, 30))
    }
    areas = (MapGroup("A", 70, MapArea(40, 40, 20, 15, 0)), MapGroup("B", 50, MapArea(100, 90, 20, 10, 45)))
    statement = MapStatement("roof", (PublishedGroup("A", tables[70]), PublishedGroup("B", tables[50])))
    drawn = PublishedMap(True, groups=areas, statements=(statement,))
    return export_of(made, replace(_published(120, _shown("roof", tables[120])), opinion_map=drawn))


def in_own_words() -> Exported:
    """Return an outcome with themes and quotations beside an open question, of which one looks like a formula."""
    made = sample_consultation()
    made.questions = [one for one in made.questions if one.key == "tip"]
    asked = _shown("tip", PublishedTable(60, Unit.PERCENT_5, (PublishedOption("WRITTEN", 60, 100, Edge.EVERYONE),)))
    names = {"theme-1": "Vaker een bus", "theme-2": "Een dak", "none": "Iets anders"}
    labels = QuestionLabels("tip", 0, made.questions[0].text, QuestionKind.CHOOSE_SEVERAL, names)
    themes = PublishedTable(
        60,
        Unit.PERCENT_5,
        (_option("theme-1", 40, 65, rest=20), _option("theme-2", 10, 15, rest=50), _option("none", 15, 25, rest=45)),
    )
    quoted = (
        Quoted("Laat hem ook laat nog rijden.", "letterlijk", "Vaker een bus", literal=True),
        Quoted("=een dak graag", "in onze woorden", "", literal=False),
    )
    told = InOwnWords("tip", labels, themes, ("Een mens las elk antwoord.",), quoted)
    return export_of(made, _published(60, asked), [told])


OUTCOMES: dict[str, Callable[[], Exported]] = {
    "43 people": lambda: counted(43),
    "187 people": lambda: counted(187),
    "612 people": lambda: counted(612),
    "other kinds": other_kinds,
    "edges and merged": edges,
    "routed": routed,
    "weighted": weighted,
    "with a map": mapped,
    "in own words": in_own_words,
    "too few": too_few,
}


def _question(key: str, kind: QuestionKind, options: tuple[str, ...]) -> Question:
    made = [Option(key=one, text=one.capitalize(), position=at) for at, one in enumerate(options, 1)]
    return Question(position=1, key=key, kind=kind, text=f"+Wat kies je: {key}?", settings={}, options=made)


def _agreeing(size: int, agree: int, share: int) -> PublishedTable:
    options = (_option("AGREE", agree, share), _option("DISAGREE", size - agree, 100 - share))
    return PublishedTable(size, Unit.PERCENT_5, options)


def _option(key: str, count: int | None, share: int, rest: int | None = None) -> PublishedOption:
    return PublishedOption(key, count, share, rest=rest)


def _shown(
    key: str,
    table: PublishedTable,
    *,
    form: Form = Form.SINGLE,
    routed: bool = False,
    splits: tuple[PublishedSplit, ...] = (),
    skipped: PublishedCount | None = None,
) -> PublishedQuestion:
    return PublishedQuestion(key, form, False, routed, True, None, table, splits, skipped)


def _published(
    size: int,
    *questions: PublishedQuestion,
    breakdowns: tuple[PublishedBreakdown, ...] = (),
    weighted: bool = False,
) -> Published:
    return Published(THRESHOLD, weighted, True, size, None, breakdowns, questions)
