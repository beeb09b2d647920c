"""Turns a real consultation on research money (De Jonge Akademie, 2022) into a closed consultation of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from panel.answering.answers import Answers, Given
from panel.audit.service import record
from panel.consultations.models import Consultation
from panel.consultations.service.exchange.loading import load_consultation
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.exchange.reading import read_consultation_file
from panel.core.clock import end_of_day, start_of_day
from panel.core.keys import KeyDirectory
from panel.demonstration.csv_text import read_table
from panel.demonstration.elsewhere import begin_closed

QUESTIONS = Path(__file__).parent / "exports" / "pve2022.json"
ASKED_FROM, ASKED_UNTIL = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
SKIPPED = Given("SKIPPED")

# The numbers of the file and the answers they stand for. A fraction was filled in by a computer, not by a person.
CHOICES: dict[str, tuple[str, dict[int, str]]] = {
    "wijzigingen": ("major_changes", {1: "none", 2: "some", 3: "much"}),
    "geluk": ("award_lottery", {1: "not_at_all", 2: "not", 3: "between", 4: "yes", 5: "very"}),
    "samenleving": ("who_society", {1: "nothing", 2: "neutral", 3: "some", 4: "much"}),
}
NEEDS = {
    "need_no": "nothing",
    "need_security": "job",
    "need_team": "team",
    "need_freedom": "time",
    "need_equipment": "equipment",
}
NEVER_APPLIED = "grant_no"
APPLIED = (
    "grant_pers_nl",
    "grant_pers_foreign",
    "grant_consortium",
    "grant_faculty",
    "grant_university",
    "grant_foundation",
    "grant_private",
)
AGES = {1: "to30", 2: "31to40", 3: "41to50", 4: "from51", 5: "from51", 6: "from51"}
FIELDS = {
    "Beta and medicine": "science",
    "Humanities and social sciences": "humanities",
    "Economy, business, law": "economy",
}
NUMBERS = ("age", *(column for column, _ in CHOICES.values()), *NEEDS, NEVER_APPLIED, *APPLIED)

Numbers = Mapping[str, int]


@dataclass(frozen=True)
class Kept:
    """The people whose answers are their own, and how many rows were left out because a computer filled them in."""

    people: list[Answers]
    rows: int
    left_out: int


def read_people(folder: Path) -> Kept:
    """Return the answers in `df_imp.csv`. Raises FileError for missing columns and cells that are no number."""
    table = read_table(folder / "df_imp.csv", needed=(*NUMBERS, "discipline"))
    places = {name: table.place(name) for name in (*NUMBERS, "discipline")}
    people: list[Answers] = []
    problems: list[Problem] = []
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            details = {"found": len(row.cells), "wanted": len(table.columns)}
            problems.append(Problem("WRONG_LENGTH", "df_imp.csv", row.line, details))
            continue
        cells = {name: row.cells[place].strip() for name, place in places.items()}
        try:
            numbers = {name: float(cells[name]) for name in NUMBERS}
        except ValueError:
            problems.append(Problem("NOT_A_NUMBER", _first_strange(cells), row.line))
            continue
        if all(number.is_integer() for number in numbers.values()):
            people.append(_person({name: int(number) for name, number in numbers.items()}, cells["discipline"]))
    if problems:
        raise FileError(problems)
    return Kept(people, len(table.rows), len(table.rows) - len(people))


def _first_strange(cells: Mapping[str, str]) -> str:
    return next((name for name in NUMBERS if not cells[name].replace(".", "", 1).lstrip("-").isdigit()), "df_imp.csv")


def _person(numbers: Numbers, discipline: str) -> Answers:
    given = {key: _chosen(words.get(numbers[column])) for key, (column, words) in CHOICES.items()}
    needs = [word for column, word in NEEDS.items() if numbers[column] == 1]
    given["nodig"] = Given("ANSWERED", needs) if needs else SKIPPED
    applied = sum(numbers[column] == 1 for column in APPLIED)
    # Nothing ticked at all means that the question was left open.
    given["aanvragen"] = Given("ANSWERED", applied) if applied or numbers[NEVER_APPLIED] == 1 else SKIPPED
    background = {
        "leeftijd": AGES.get(numbers["age"], "NO_STATEMENT"),
        "vakgebied": FIELDS.get(discipline, "NO_STATEMENT"),
    }
    return Answers(given, background)


def _chosen(key: str | None) -> Given:
    return SKIPPED if key is None else Given("ANSWERED", key)


def store_people(
    session: Session,
    kept: Kept,
    *,
    municipality_id: int,
    by: int,
    keys: KeyDirectory,
    source_note: Callable[[int, int], str],
    reply_due_on: dt.date,
    code: str | None = None,
) -> Consultation:
    """Store them as a consultation that is closing, in the caller's transaction; `elsewhere.count` finishes it.

    `source_note` words the note from the rounded numbers of rows in the file and of rows used.
    Raises FileError when the code is taken.
    """
    file = read_consultation_file(QUESTIONS.read_text(encoding="utf-8"))
    consultation = load_consultation(session, file, municipality_id=municipality_id, by=by, code=code)
    consultation.policy_question.reply_due_on = reply_due_on
    consultation.source_note = source_note(5 * round(kept.rows / 5), 5 * round(len(kept.people) / 5))
    record(
        session,
        municipality_id=municipality_id,
        user_id=by,
        action="LOADED_FROM_PVE",
        subject="consultation",
        subject_id=consultation.id,
    )
    begin_closed(
        session,
        consultation,
        kept.people,
        by=by,
        keys=keys,
        opens_at=start_of_day(ASKED_FROM),
        closes_at=end_of_day(ASKED_UNTIL),
    )
    return consultation
