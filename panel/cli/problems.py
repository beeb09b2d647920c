"""Says what is wrong with a file: which line, which field, and what it should be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

import click
from flask_babel import gettext as _

from panel.demonstration.problems import FileError, Problem

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
    details: dict[str, Any] = {"place": problem.place, **problem.details}
    text = words % _Known(details)
    where = [_("regel %(line)d", line=problem.line)] if problem.line is not None else []
    where += [problem.place] if problem.place else []
    return f"{', '.join(where)}: {text}" if where else text


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _sentences() -> dict[str, str]:
    """Return the words for files as a whole, JSON, texts, keys and questions."""
    # gettext gets no values here: they are filled in afterwards, so a percent sign stays what it is.
    return {
        "NO_FILE": _("dit bestand is er niet"),
        "CANNOT_READ": _("dit bestand mag niet gelezen worden"),
        "TOO_BIG": _("dit bestand is te groot: het mag hoogstens %(limit)s MB zijn"),
        "EMPTY_FILE": _("dit bestand is leeg"),
        "NOT_UTF8": _("dit is geen UTF-8-tekst; bewaar het bestand opnieuw als UTF-8"),
        "NOT_JSON": _("dit is geen geldige JSON, bij teken %(column)s van deze regel"),
        "FIELD_TWICE": _("dit veld staat er twee keer"),
        "TOO_DEEP": _("er zitten te veel lagen in dit bestand"),
        "STRANGE_NUMBER": _("er staat een getal in dat niet kan"),
        "WRONG_FORMAT": _("dit is geen raadpleging; hier hoort te staan: %(wanted)s"),
        "WRONG_VERSION": _("deze versie kennen we niet; wel: %(wanted)s"),
        "MISSING": _("dit veld ontbreekt"),
        "UNKNOWN_FIELD": _("dit veld kennen we niet"),
        "WRONG_TYPE": _("hier hoort iets anders te staan (%(wanted)s)"),
        "NOT_ONE_OF": _("kies uit: %(allowed)s"),
        "TOO_MANY": _("dit zijn er te veel: hoogstens %(limit)s"),
        "TOO_FEW": _("dit zijn er te weinig: minstens %(limit)s"),
        "EMPTY": _("dit veld is leeg"),
        "TOO_LONG": _("deze tekst is te lang: hoogstens %(limit)s tekens"),
        "NOT_TEXT": _("dit is geen tekst: er staan tekens in die niet kunnen"),
        "NOT_A_DATE": _("dit is geen datum; schrijf 2027-05-12"),
        "NOT_A_KEY": _("gebruik letters, cijfers, - en _, en hoogstens 60 tekens"),
        "NOT_A_SLUG": _("dit kan geen code zijn; gebruik kleine letters, cijfers en streepjes"),
        "CODE_TAKEN": _("de code %(code)s is al gebruikt; kies een andere met --code"),
        "MORE_QUESTIONS": _("er zijn meer dan %(limit)s vragen; zeg met --reason waarom dat nodig is"),
        "KEY_TWICE": _("%(key)s staat er twee keer"),
        "KEY_RESERVED": _("%(key)s gebruiken we zelf al; kies een andere sleutel"),
        "UNKNOWN_QUESTION": _("er is geen vraag met de sleutel %(key)s"),
        "SETTING_NOT_USED": _("een vraag van de soort %(kind)s heeft deze instelling niet"),
        "OPTIONS_NOT_USED": _("een vraag van de soort %(kind)s heeft geen eigen antwoorden"),
        "TOO_FEW_OPTIONS": _("vraag %(key)s heeft te weinig antwoorden"),
        "TOO_MANY_OPTIONS": _("vraag %(key)s heeft te veel antwoorden"),
        "OPTIONS_ALIKE": _("vraag %(key)s heeft twee dezelfde antwoorden"),
        "SCALE_NOT_3_OR_5": _("schaal %(key)s heeft geen 3 of 5 woorden"),
        "MOST_OUT_OF_RANGE": _("vraag %(key)s: settings.most past niet bij het aantal antwoorden"),
        "NUMBER_WITHOUT_BOUNDS": _("getalvraag %(key)s heeft settings.least en settings.most nodig"),
        "NUMBER_BOUNDS_WRONG": _("getalvraag %(key)s: settings.least en settings.most kloppen niet"),
        "NUMBER_CLASSES_WRONG": _("getalvraag %(key)s: settings.limits klopt niet"),
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
