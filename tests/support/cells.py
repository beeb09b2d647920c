"""Every figure of an outcome as one cell, and what views say of it laid side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from panel.consultations.models import Breakdown, Consultation, Question, QuestionKind
from tests.support.figures_in_files import Place

FIXED = {
    "AGREE": "Eens", "DISAGREE": "Oneens", "DONT_KNOW": "Weet ik niet", "*OTHER": "Anders", "none": "Iets anders",
}  # fmt: skip
GROUPS = {"*OTHER": "Overige", "*NO_STATEMENT": "Geen opgave"}


class Said(NamedTuple):
    """What one view says in a cell: words, people, how long it is drawn when the whole is 100, and who did not.

    Nothing where the view leaves that out.
    """

    words: str = ""
    count: int | None = None
    length: int | None = None
    rest: int | None = None


Cells = dict[Place, Said]
Must = Callable[[Place], bool]


def frozen_cells(consultation: Consultation, content: Mapping[str, Any]) -> Cells:
    """Return what was frozen, straight from what is stored and in words of this test's own."""
    if not content["shown"]:
        return {}
    found = {Place("TOOK_PART"): Said(people(content["size"]), content["size"])}
    breakdowns = {one.key: one for one in consultation.breakdowns}
    for split in content["breakdowns"]:
        for group in split["groups"]:
            by = breakdowns[split["key"]]
            found[Place("GROUP", "", by.label, _group(by, group["key"]))] = Said(people(group["size"]), group["size"])
    questions = {one.key: one for one in consultation.questions}
    for asked in content["questions"]:
        if asked["table"] is not None:
            found |= dict(_of_question(questions[asked["key"]], asked, breakdowns))
    return found


def theme_cells(question: Question, content: Mapping[str, Any], names: Mapping[str, str]) -> Cells:
    """Return what was frozen of the themes of one open question."""
    table = content["questions"][0]["table"]
    words = {**FIXED, **names}
    return {
        Place("THEME", question.text, answer=words[one["key"]]): _option(one, table["unit"]) for one in table["options"]
    }


def _of_question(
    question: Question, asked: Mapping[str, Any], breakdowns: Mapping[str, Breakdown]
) -> Iterator[tuple[Place, Said]]:
    yield from table_cells(question, asked["table"], "", "Iedereen")
    for name in ("skipped", "not_understood"):
        if asked[name] is not None:
            counted = asked[name]
            words = in_words(counted["share"], counted["unit"])
            yield Place(name.upper(), question.text), Said(words, counted["count"], _hundredths(counted))
    if question.kind is QuestionKind.OPEN_TEXT:
        return
    for split in asked["splits"]:
        by = breakdowns[split["breakdown"]]
        for group in split["groups"]:
            if group["table"] is not None:
                yield from table_cells(question, group["table"], by.label, _group(by, group["key"]))


def table_cells(question: Question, table: Mapping[str, Any], by: str, group: str) -> Iterator[tuple[Place, Said]]:
    """Give the cells of one table: how many answered, and each answer."""
    if table["size"] is not None:
        yield Place("ANSWERED", question.text, by, group), Said(people(table["size"]), table["size"])
    if question.kind is not QuestionKind.OPEN_TEXT:
        words = {one.key: " ".join(one.text.split()) for one in question.options} | FIXED
        for one in table["options"]:
            answer = words.get(one["key"]) or _class(one["key"])
            yield Place("ANSWER", question.text, by, group, answer), _option(one, table["unit"])


def _option(one: Mapping[str, Any], unit: str) -> Said:
    if one["edge"] is not None:
        count = None if one["edge"] == "NOBODY" else one["count"]
        return Said("bijna niemand" if one["edge"] == "NOBODY" else "bijna iedereen", count)
    length = _hundredths({"share": one["share"], "unit": unit})
    return Said(in_words(one["share"], unit), one["count"], length, one["rest"])


def in_words(share: int, unit: str) -> str:
    """Return a share as everybody reads it."""
    whole, step = {"TENTHS": (10, 1), "PERCENT_5": (100, 5), "PERCENT": (100, 1)}[unit]
    if share == 0:
        return f"minder dan {step} van de {whole}"
    return f"meer dan {whole - step} van de {whole}" if share == whole else f"{share} van de {whole}"


def people(number: int) -> str:
    """Return a number of people as everybody reads it."""
    return f"ongeveer {number:,} mensen".replace(",", ".")


def _hundredths(counted: Mapping[str, Any]) -> int:
    return int(counted["share"]) * (10 if counted["unit"] == "TENTHS" else 1)


def _group(by: Breakdown, key: str) -> str:
    return GROUPS.get(key) or next(one.text for one in by.classes if one.key == key)


def _class(key: str) -> str:
    first, last = map(int, key.split("-"))
    if first == last:
        return str(first)
    return f"{first} of {last}" if last == first + 1 else f"{first} tot en met {last}"


def disagreements(frozen: Cells, views: Mapping[str, Cells], musts: Mapping[str, Must], exact: set[str]) -> list[str]:
    """Return in which cells a view says something else than what was frozen, leaves out a cell, or adds one.

    A view in `exact` must say everything in every cell; of the others what they say must be right.
    """
    found = []
    for name, cells in views.items():
        found += [f"{name} adds {place}" for place in cells.keys() - frozen.keys()]
        for place, wanted in frozen.items():
            said = cells.get(place)
            if said is None:
                if musts[name](place):
                    found.append(f"{name} leaves out {place}")
            elif not _agrees(said, wanted, exact=name in exact):
                found.append(f"{name} says {said} of {place}, and not {wanted}")
    return found


def _agrees(said: Said, wanted: Said, *, exact: bool) -> bool:
    if exact:
        return said == wanted
    # An edge is drawn as nothing or as the whole; its words say what it is.
    drawn = {"bijna niemand": 0, "bijna iedereen": 100}.get(wanted.words, wanted.length)
    wanted = wanted._replace(length=drawn)
    told = [(mine, theirs) for mine, theirs in zip(said, wanted, strict=True) if mine not in ("", None)]
    return bool(told) and all(mine == theirs for mine, theirs in told)
