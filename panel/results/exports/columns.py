"""The columns of a table of figures, the same in every file, and the codebook that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from panel.results.exports.row import Row, Subject
from panel.results.exports.rows import Exported
from panel.stats.map_as_breakdown import MAP
from panel.stats.published_map import NOT_ON_MAP
from panel.stats.published_tables import Unit

Cell = str | int | None

EVIDENCE = {
    "SAMPLE": "Steekproef: het lot bepaalde wie een uitnodiging kreeg",
    "PANEL": "Panel: mensen die zich er zelf voor opgaven",
    "OPEN": "Open vraag: iedereen kon meedoen",
    "GROUP": "Groep: groepen deden samen mee",
}
SUBJECTS = {
    Subject.TOOK_PART.value: "Hoeveel mensen meededen",
    Subject.GROUP.value: "Hoe groot een groep is",
    Subject.ANSWERED.value: "Hoeveel mensen deze vraag beantwoordden",
    Subject.ANSWER.value: "Hoeveel mensen dit antwoord gaven",
    Subject.SKIPPED.value: "Hoeveel mensen de vraag oversloegen",
    Subject.NOT_UNDERSTOOD.value: "Hoeveel mensen aangaven dat ze de vraag niet snapten",
    Subject.THEME.value: "Hoeveel mensen dit schreven: een mens las de antwoorden op een open vraag",
    Subject.QUOTATION.value: "Een citaat dat een mens vrijgaf; de woorden staan in in_woorden",
}
KINDS = {
    "CHOOSE_ONE": "Eén antwoord kiezen",
    "CHOOSE_SEVERAL": "Meer antwoorden kiezen",
    "CHOOSE_PICTURE": "Een plaatje kiezen",
    "TOP_THREE": "Een top 3 kiezen",
    "SCALE": "Schaal",
    "STATEMENT": "Stelling",
    "NUMBER": "Getal, in klassen",
    "OPEN_TEXT": "Open vraag",
}
EDGES = {"NOBODY": "Bijna niemand", "EVERYONE": "Bijna iedereen"}
SHARED = {
    "AGREE": "In elke groep op de kaart zijn de meeste mensen het eens",
    "DISAGREE": "In elke groep op de kaart zijn de meeste mensen het oneens",
}
EXPLAINED = {
    ("uitsplitsing", MAP): "mensen die vaak hetzelfde antwoord gaven op de stellingen. Een berekening zocht die "
    "groepen, niemand gaf ze op. De letters hebben geen betekenis en een volgende raadpleging heeft andere groepen",
    ("groep", NOT_ON_MAP): "wie de minste stellingen beantwoordde en daarom in geen groep zit",
}
"""What more the codebook says about a code than its words."""
YES_NO = {0: "Nee", 1: "Ja"}
WHOLE = {Unit.TENTHS: 10, Unit.PERCENT_5: 100, Unit.PERCENT: 100}
STEP = {Unit.TENTHS: 1, Unit.PERCENT_5: 5, Unit.PERCENT: 1}


@dataclass(frozen=True)
class Column:
    """One column: its name in files, what it means, how a cell is made, and what its codes stand for.

    `text_of` names the column that a code column is explained by, row by row; `codes` explain it once and for all.
    """

    name: str
    meaning: str
    cell: Callable[[Exported, Row], Cell]
    codes: Mapping[Any, str] | None = None
    text_of: str = ""

    @property
    def in_json(self) -> str:
        """The name in JSON: vraag_tekst is vraagTekst there."""
        first, *rest = self.name.split("_")
        return first + "".join(part.capitalize() for part in rest)


COLUMNS = (
    Column("raadpleging", "Code van de raadpleging, zoals in het adres van de uitslag", lambda all_, row: all_.code),
    Column("versie", "Versie van de uitslag; hoger dan 1 na een verbetering", lambda all_, row: all_.version),
    Column("bewijs", "Hoe mensen binnenkwamen", lambda all_, row: all_.evidence.value, EVIDENCE),
    Column("gewogen", "Of de delen gewogen zijn", lambda all_, row: int(all_.weighted), YES_NO),
    Column("soort", "Wat de rij telt", lambda all_, row: row.subject.value, SUBJECTS),
    Column("vraag_nummer", "Nummer van de vraag op de uitslagpagina", lambda all_, row: row.number or None),
    Column("vraag", "Code van de vraag", lambda all_, row: row.question, text_of="vraag_tekst"),
    Column("vraag_tekst", "De vraag, zoals die is gesteld", lambda all_, row: row.question_text),
    Column("vraag_soort", "Hoe de vraag beantwoord werd", lambda all_, row: row.question_kind, KINDS),
    Column("vraag_voor", "Voor wie de vraag was; leeg: voor iedereen", lambda all_, row: row.only_for),
    Column("uitsplitsing", "Code van de uitsplitsing; leeg: iedereen", lambda all_, row: row.breakdown,
           text_of="uitsplitsing_tekst"),
    Column("uitsplitsing_tekst", "Naar welk kenmerk is uitgesplitst", lambda all_, row: row.breakdown_text),
    Column("groep", "Code van de groep; leeg: iedereen", lambda all_, row: row.group, text_of="groep_tekst"),
    Column("groep_tekst", "De groep mensen van deze rij", lambda all_, row: row.group_text),
    Column("antwoord", "Code van het antwoord, het thema of het citaat", lambda all_, row: row.option,
           text_of="antwoord_tekst"),
    Column("antwoord_tekst", "Het antwoord of het thema; bij een citaat: het thema en van wie de woorden zijn",
           lambda all_, row: row.option_text),
    Column("aantal", "Ongeveer hoeveel mensen, afgerond op 5; leeg: niet te tonen", lambda all_, row: row.count),
    Column("aantal_niet", "Ongeveer hoeveel mensen dit antwoord niet kozen, bij meer antwoorden",
           lambda all_, row: row.rest),
    Column("deel", "Welk deel van de mensen; leeg: zie in_woorden", lambda all_, row: row.share),
    Column("deel_van", "Het geheel van deel: 10 (van de 10 mensen) of 100 (procent)",
           lambda all_, row: WHOLE[row.unit] if row.unit else None),
    Column("deel_stap", "Op hoeveel het deel is afgerond", lambda all_, row: STEP[row.unit] if row.unit else None),
    Column("rand", "Bijna niemand of bijna iedereen, in plaats van een deel",
           lambda all_, row: row.edge.value if row.edge else "", EDGES),
    Column("in_woorden", "Hetzelfde in woorden, zoals op de uitslagpagina; bij een citaat: het citaat",
           lambda all_, row: row.words),
    Column("samengevoegd", "Welke antwoorden of groepen zijn samengevoegd", lambda all_, row: "; ".join(row.merged)),
    Column("gedeeld", "Of alle groepen op de kaart hetzelfde vinden van deze stelling; leeg: nee, of geen kaart",
           lambda all_, row: all_.shared.get(row.question, ""), SHARED),
)  # fmt: skip


def cells(everything: Exported, row: Row) -> list[Cell]:
    """Return the cells of a row, in the order of COLUMNS; text that is not there is an empty text."""
    return [column.cell(everything, row) for column in COLUMNS]


def codebook(everything: Exported) -> list[tuple[str, str, str]]:
    """Return the codebook: name of a column, a code (or nothing), and what it means. Only codes that are used."""
    lines = []
    for column in COLUMNS:
        lines.append((column.name, "", column.meaning))
        for code, meaning in codes_in_use(everything, column).items():
            more = EXPLAINED.get((column.name, str(code)))
            if column.name == "gewogen":
                more = everything.weighing
            lines.append((column.name, str(code), f"{meaning}: {more}" if more else meaning))
    return lines


def codes_in_use(everything: Exported, column: Column) -> dict[str | int, str]:
    """Return what the codes of one column stand for in this outcome, in order of appearance."""
    found: dict[str | int, str] = {}
    texts = {one.name: one for one in COLUMNS}
    for row in everything.rows:
        code = column.cell(everything, row)
        if code is None or code == "":
            continue
        if column.codes is not None:
            found[code] = column.codes.get(code, str(code))
        elif column.text_of:
            text = str(texts[column.text_of].cell(everything, row))
            # An answer may have the same code in two questions and other words: both are told.
            known = found.get(code)
            found[code] = text if known in (None, text) else f"{known} / {text}" if text not in known else known
    return found
