"""Says what is wrong with a file: which line, which field, and what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import click
from flask_babel import gettext as _

from panel.consultations.presenters.exchange import file_sentences, fill_in
from panel.consultations.service.exchange.problems import FileError, Problem

MOST_SHOWN = 200


def stop_for(error: FileError) -> NoReturn:
    """Tell every problem on the error output, and that nothing was loaded; end with exit code 2."""
    tell_problems(error.problems)
    click.echo(_("Er is niets geladen."), err=True)
    raise click.exceptions.Exit(2)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Write each problem on a line of the error output; after the first 200 only how many more there are."""
    everything = list(problems)
    for one in everything[:MOST_SHOWN]:
        click.echo(in_words(one), err=True)
    if len(everything) > MOST_SHOWN:
        click.echo(_("... en nog %(number)d.", number=len(everything) - MOST_SHOWN), err=True)


def in_words(problem: Problem) -> str:
    """Return one problem as `regel 3, questions[0].text: dit veld is leeg`."""
    words = (_sentences() | _answer_sentences()).get(problem.code, problem.code)
    text = fill_in(words, {"place": problem.place, **problem.details})
    where = [_("regel %(line)d", line=problem.line)] if problem.line is not None else []
    where += [problem.place] if problem.place else []
    return f"{', '.join(where)}: {text}" if where else text


def _sentences() -> dict[str, str]:
    """Return the words of the desk, and those that name a choice of the command line."""
    return file_sentences() | {
        "CODE_TAKEN": _("de code %(code)s is al gebruikt; kies een andere met --code"),
        "MORE_QUESTIONS": _("er zijn meer dan %(limit)s vragen; zeg met --reason waarom dat nodig is"),
    }


def _answer_sentences() -> dict[str, str]:
    """Return the words for tables: heads, rows, votes and single answers."""
    return {
        "NO_HEAD": _("de eerste regel noemt geen kolommen"),
        "COLUMN_TWICE": _("deze kolom staat er twee keer"),
        "MISSING_COLUMN": _("deze kolom ontbreekt"),
        "UNKNOWN_COLUMN": _("deze kolom hoort niet bij deze raadpleging"),
        "BROKEN_CSV": _("dit is geen geldige CSV; een aanhalingsteken klopt niet"),
        "WRONG_LENGTH": _("deze rij heeft %(found)s vakken; het horen er %(wanted)s te zijn"),
        "NOT_A_NUMBER": _("dit is geen getal"),
        "NOT_A_MOMENT": _("dit is geen tijdstip"),
        "NOT_A_VOTE": _("een stem is 1, 0 of -1"),
        "UNKNOWN_STATEMENT": _("deze stelling staat niet in comments.csv"),
        "NO_STATEMENTS": _("er zijn geen stellingen"),
        "NO_VOTES": _("er zijn geen stemmen"),
        "ANSWER_UNKNOWN_OPTION": _("dit antwoord hoort niet bij deze vraag"),
        "ANSWER_EMPTY": _("er staat geen antwoord"),
        "ANSWER_TOO_MANY": _("dit zijn te veel antwoorden: hoogstens %(limit)s"),
        "ANSWER_NOT_A_NUMBER": _("dit is geen heel getal"),
        "ANSWER_TOO_LOW": _("dit getal is te laag: minstens %(limit)s"),
        "ANSWER_TOO_HIGH": _("dit getal is te hoog: hoogstens %(limit)s"),
        "ANSWER_TOO_LONG": _("dit antwoord is te lang: hoogstens %(limit)s tekens"),
        "ANSWER_NOT_TEXT": _("dit is geen tekst: er staan tekens in die niet kunnen"),
    }
