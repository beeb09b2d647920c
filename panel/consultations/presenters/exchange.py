"""What is wrong with a file in words, and what a file holds before it is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from panel.consultations.models import Language
from panel.consultations.presenters.conditions import fixed_answer, only_if_sentence, quoted
from panel.consultations.presenters.translations import language_word
from panel.consultations.presenters.words import kind_words
from panel.consultations.service.exchange.problems import Problem
from panel.consultations.service.exchange.reading import files_in
from panel.consultations.service.exchange.schema import ConsultationFile, PicturePart, QuestionPart
from panel.media.presenters import picture_problem, recording_problem
from panel.media.service import MediaProblem

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def fill_in(sentence: str, details: Mapping[str, object]) -> str:
    """Return a sentence with its details; one that nobody gave shows as a question mark."""
    return sentence % _Known(details)


def file_sentences() -> dict[str, str]:
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
        "TOO_MUCH": _("er staat te veel in dit bestand"),
        "STRANGE_NUMBER": _("er staat een getal in dat niet kan"),
        "WRONG_FORMAT": _("dit is geen raadpleging; hier hoort te staan: %(wanted)s"),
        "WRONG_VERSION": _("deze versie kennen we niet; wel: %(wanted)s"),
        "MISSING": _("dit veld ontbreekt"),
        "UNKNOWN_FIELD": _("dit veld kennen we niet"),
        "WRONG_TYPE": _("hier hoort iets anders te staan (%(wanted)s)"),
        "NOT_ONE_OF": _("kies uit: %(allowed)s"),
        "NOT_BETWEEN": _("dit getal kan niet; kies een getal van %(least)s tot en met %(limit)s"),
        "TOO_MANY": _("dit zijn er te veel: hoogstens %(limit)s"),
        "TOO_FEW": _("dit zijn er te weinig: minstens %(limit)s"),
        "EMPTY": _("dit veld is leeg"),
        "TOO_LONG": _("deze tekst is te lang: hoogstens %(limit)s tekens"),
        "NOT_TEXT": _("dit is geen tekst: er staan tekens in die niet kunnen"),
        "NOT_A_DATE": _("dit is geen datum; schrijf 2027-05-12"),
        "NOT_MONTHS": _("dit is geen aantal maanden; schrijf een getal van 1 tot en met 120"),
        "NOT_A_KEY": _("gebruik letters, cijfers, - en _, en hoogstens 60 tekens"),
        "NOT_A_SLUG": _("dit kan geen code zijn; gebruik kleine letters, cijfers en streepjes"),
        "KEY_TWICE": _("%(key)s staat er twee keer"),
        "KEY_RESERVED": _("%(key)s gebruiken we zelf al; kies een andere sleutel"),
        "UNKNOWN_QUESTION": _("er is geen vraag met de sleutel %(key)s"),
        **_question_sentences(),
    }


def _question_sentences() -> dict[str, str]:
    """Return the words for what cannot be asked as it is, and for pictures and recordings inside a file."""
    return {
        "UNKNOWN_PICTOGRAM": _("dit plaatje kennen we niet"),
        **_condition_sentences(),
        "NOT_THE_MODES": _("hoe het antwoord binnenkwam heeft drie vaste groepen: %(allowed)s"),
        "MODE_TWICE": _("hoe het antwoord binnenkwam staat er twee keer"),
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
        "FILE_TOO_BIG": _("dit is te groot: hoogstens %(limit)s MB"),
        "NOT_BASE64": _("dit is geen bestand in base64"),
        "TOO_MANY_FILES": _("er zitten te veel plaatjes en opnamen in: hoogstens %(limit)s"),
        "CANNOT_KEEP": _("bewaren lukt nu niet; vraag je beheerder of de schijf vol is"),
        **{f"MEDIA_{one}": picture_problem(one) for one in MediaProblem},
        **{f"MEDIA_{one}": recording_problem(one) for one in (MediaProblem.NOT_SOUND, MediaProblem.TOO_LONG)},
    }


def _condition_sentences() -> dict[str, str]:
    """Return the words for who gets a question ("only_if")."""
    return {
        "ONLY_IF_LATER_QUESTION": _("vraag %(key)s hoort bij een vraag die later komt"),
        "ONLY_IF_CIRCLE": _("vraag %(key)s wacht op een vraag die op hem wacht"),
        "ONLY_IF_NO_CONDITION_KIND": _("vraag %(key)s hoort bij een open vraag, en dat kan niet"),
        "ONLY_IF_NO_ANSWERS": _("bij vraag %(key)s staat niet bij welk antwoord hij hoort"),
        "ONLY_IF_ANSWERS_GONE": _("vraag %(key)s hoort bij een antwoord dat er niet is"),
        "ONLY_IF_ALL_ANSWERS": _("vraag %(key)s hoort bij alle antwoorden; laat only_if dan weg"),
        "ONLY_IF_UNREACHABLE": _("niemand krijgt vraag %(key)s"),
    }


def problems_in_words(problems: tuple[Problem, ...]) -> list[str]:
    """Return what is wrong for an officer: "Vraag 3, antwoord 2: de tekst is te lang, er passen 200 tekens."."""
    return [_in_words(one) for one in problems]


def _in_words(problem: Problem) -> str:
    where, field = _place(problem.place)
    noun = _nouns().get(field, _("het veld ‘%(name)s’", name=field)) if field else _("dit")
    desk = {
        "MISSING": _("%(what)s ontbreekt."),
        "EMPTY": _("%(what)s is leeg."),
        "TOO_LONG": _("%(what)s is te lang. Er passen %(limit)s tekens."),
        "NOT_TEXT": _("in %(what)s staan tekens die geen tekst zijn."),
        "UNKNOWN_FIELD": _("%(what)s kennen we niet."),
        "FIELD_TWICE": _("%(what)s staat er twee keer."),
        "NOT_ONE_OF": _("%(what)s klopt niet. Kies uit: %(allowed)s."),
        "WRONG_TYPE": _("bij %(what)s hoort iets anders te staan."),
        "WRONG_FORMAT": _("dit bestand is geen vragenlijst uit Meepraat. Kies een ander bestand."),
        "WRONG_VERSION": _("dit bestand komt uit een nieuwere versie van Meepraat. Vraag om een ouder bestand."),
    }
    sentence = desk.get(problem.code) or file_sentences().get(problem.code, problem.code)
    told = fill_in(sentence, {"what": noun, **problem.details})
    if problem.code in {"WRONG_FORMAT", "WRONG_VERSION"}:
        where = ""
    if not where and problem.line is not None and problem.code == "NOT_JSON":
        where = _("Regel %(line)d", line=problem.line)
    whole = f"{where}: {told[:1].lower()}{told[1:]}" if where else told
    return whole[:1].upper() + whole[1:] + ("" if whole.endswith(".") else ".")


def _place(place: str) -> tuple[str, str]:
    """Return where in the questionnaire something is, in words, and the name of the field."""
    counted = {
        "questions": lambda n: _("vraag %(number)s", number=n),
        "options": lambda n: _("antwoord %(number)s", number=n),
        "breakdowns": lambda n: _("achtergrond %(number)s", number=n),
        "classes": lambda n: _("groep %(number)s", number=n),
        "glossary": lambda n: _("woord %(number)s", number=n),
    }
    where, field = [], ""
    for name, number in _STEP.findall(place):
        if number and name in counted:
            where.append(counted[name](int(number) + 1))
            field = ""
        else:
            field = name
    return ", ".join(where)[:1].upper() + ", ".join(where)[1:], field


def _nouns() -> dict[str, str]:
    return {
        "text": _("de tekst"),
        "easy_text": _("de makkelijke tekst"),
        "hint": _("de uitleg"),
        "kind": _("de soort vraag"),
        "key": _("de sleutel"),
        "title": _("de titel"),
        "topic": _("het onderwerp"),
        "welcome": _("het welkom"),
        "explanation": _("de uitleg"),
        "influence": _("de zin over invloed"),
        "label": _("de naam"),
        "word": _("het woord"),
        "words": _("de beschrijving van het plaatje"),
        "picture": _("het plaatje"),
        "audio": _("de opname"),
        "content": _("het bestand"),
        "options": _("de antwoorden"),
        "questions": _("de vragen"),
        "settings": _("de instellingen"),
        "translations": _("de vertalingen"),
        "source": _("de tekst waaruit vertaald is"),
        "only_if": _("wie de vraag krijgt"),
    }


@dataclass(frozen=True)
class QuestionInFile:
    """One question of a file: its kind, its text, its answers in one line, and who gets it unless that is everybody."""

    kind: str
    icon: str
    text: str
    answers: str
    only_if: str


@dataclass(frozen=True)
class FileShown:
    """What will be loaded: the title, the questions, and how much of the rest."""

    title: str
    topic: str
    questions: list[QuestionInFile]
    backgrounds: list[str]
    words: list[str]
    languages: list[str]
    pictures: int
    recordings: int


def present_file(file: ConsultationFile) -> FileShown:
    """Return what a file holds, to be looked at before it is loaded."""
    inside = [part for _path, part in files_in(file)]
    pictures = sum(isinstance(one, PicturePart) for one in inside)
    languages = {language for one in file.questions for language in one.translations}
    return FileShown(
        title=file.policy_question.title,
        topic=file.consultation.topic,
        questions=[_question(one, file) for one in file.questions],
        backgrounds=[one.label for one in file.breakdowns],
        words=[one.word for one in file.glossary],
        languages=[language_word(Language(one)) for one in sorted(languages | set(file.consultation.translations))],
        pictures=pictures,
        recordings=len(inside) - pictures,
    )


def _question(part: QuestionPart, file: ConsultationFile) -> QuestionInFile:
    words = kind_words(part.kind)
    answers = " · ".join(one.text for one in part.options)
    return QuestionInFile(words.name, words.icon, part.text, answers, _only_if(part, file))


def _only_if(part: QuestionPart, file: ConsultationFile) -> str:
    if part.only_if is None:
        return ""
    keys = [one.key for one in file.questions]
    number = keys.index(part.only_if.question)
    texts = {one.key: one.text for one in file.questions[number].options}
    given = quoted(texts.get(key) or fixed_answer(key) for key in part.only_if.answers)
    return only_if_sentence(number + 1, given)
