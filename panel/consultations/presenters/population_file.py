"""What is wrong with a table of population figures, as sentences that say in which row and what to do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from panel.consultations.models import Breakdown, PopulationFigures
from panel.consultations.service.exchange.problems import Problem
from panel.consultations.service.population_file import FileFigures

MOST_SHOWN = 20
_LONGEST_NAME = 60


@dataclass(frozen=True)
class FileTable:
    """What was read for one background: rows of class, number, share, and the number that is kept now, if any."""

    label: str
    rows: list[list[str]]
    replaces: bool


def present_file_counts(
    breakdowns: Sequence[Breakdown],
    counts: Mapping[str, Mapping[str, int]],
    figures: Mapping[str, PopulationFigures],
) -> list[FileTable]:
    """Return the backgrounds of the file in the order of the questionnaire."""
    return [_table(one, counts[one.key], figures.get(one.key)) for one in breakdowns if one.key in counts]


def left_alone(breakdowns: Sequence[Breakdown], found: FileFigures) -> list[str]:
    """Return the backgrounds of which the file changes nothing."""
    return [one.label for one in breakdowns if one.key not in found.counts]


def _table(breakdown: Breakdown, counts: Mapping[str, int], kept: PopulationFigures | None) -> FileTable:
    total = sum(counts.values())
    rows = []
    for one in breakdown.classes:
        row = [one.text, str(format_decimal(counts[one.key])), f"{round(100 * counts[one.key] / total)}%"]
        if kept is not None:
            row.append(str(format_decimal(kept.counts[one.key])) if one.key in kept.counts else "")
        rows.append(row)
    return FileTable(breakdown.label, rows, kept is not None)


def file_problems_in_words(problems: Sequence[Problem]) -> list[str]:
    """Return the first problems, each as a sentence; the last one counts the others."""
    said = [_in_words(one) for one in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        said.append(_("En nog %(number)s.", number=len(problems) - MOST_SHOWN))
    return said


def _in_words(problem: Problem) -> str:
    told = {key: _shown(value) for key, value in problem.details.items()}
    row = problem.line or 0
    return {
        "TOO_BIG": lambda: _("Dit bestand is te groot. Er past %(limit)s kB: alleen de tabel met aantallen.", **told),
        "SPREADSHEET": lambda: _(
            "Dit is een Excel-bestand. Kies in Excel ‘Opslaan als’ en dan ‘CSV’. Stuur dat bestand."
        ),
        "NO_TABLE": lambda: _("Dit is geen tabel met tekst. Stuur een csv-bestand."),
        "EMPTY_FILE": lambda: _("Dit bestand is leeg. Kies een bestand met aantallen."),
        "TOO_MANY_ROWS": lambda: _("Er staan te veel rijen in. Hooguit %(limit)s, één per klasse.", **told),
        "NO_COLUMNS": lambda: _("Zet in de eerste rij de namen van de kolommen: kenmerk, klasse en aantal."),
        "NO_ROWS": lambda: _("Onder de namen van de kolommen staat nog niets. Zet op elke rij een klasse."),
        "UNKNOWN_VARIABLE": lambda: _(
            "Rij %(row)s: het kenmerk ‘%(name)s’ kennen we hier niet. Gebruik: %(known)s.", row=row, **told
        ),
        "UNKNOWN_CLASS": lambda: _(
            "Rij %(row)s: ‘%(name)s’ is geen klasse van %(variable)s. Gebruik: %(known)s.", row=row, **told
        ),
        "NO_NUMBER": lambda: _(
            "Rij %(row)s: ‘%(name)s’ is geen heel aantal mensen. Schrijf het als 12500 of 12.500.", row=row, **told
        ),
        "CLASS_TWICE": lambda: _(
            "Rij %(row)s: ‘%(name)s’ van %(variable)s staat er al. Haal een van de twee rijen weg.", row=row, **told
        ),
        "CLASSES_MISSING": lambda: _("Bij %(variable)s ontbreekt nog: %(known)s. Zet daar rijen voor bij.", **told),
        "SAME_VARIABLE": lambda: _("Rij %(row)s: kenmerk en kenmerk 2 zijn hetzelfde. Kies er een ander bij.", row=row),
        "OTHER_PAIR": lambda: _(
            "Rij %(row)s: dit zijn andere kenmerken dan in de rijen erboven. Hooguit één paar past in een bestand.",
            row=row,
        ),
        "PAIR_TWICE": lambda: _("Rij %(row)s: dit paar klassen staat er al. Haal een van de twee rijen weg.", row=row),
        "PAIRS_MISSING": lambda: _(
            "Bij %(variable)s en %(beside)s samen ontbreekt nog: %(known)s. Zet daar rijen voor bij.", **told
        ),
        "PAIRS_DIFFER": lambda: _(
            "%(about)s ‘%(name)s’: met %(variable)s en %(beside)s samen zijn het %(together)s mensen, los zijn het er "
            "%(alone)s. Kijk na welk aantal klopt.",
            **told,
        ),
        "NO_PEOPLE": lambda: _("Bij %(variable)s zijn alle aantallen 0. Vul in hoeveel mensen het zijn.", **told),
        "TOO_MANY_PEOPLE": lambda: _(
            "Bij %(variable)s zijn het meer mensen dan er in Nederland wonen. Kijk de aantallen na.", **told
        ),
    }[problem.code]()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    text = str(format_decimal(value)) if isinstance(value, int) else str(value)
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
