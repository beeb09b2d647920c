"""Makes questions, answers, backgrounds and explained words out of the parts of a file; nothing is stored yet."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from panel.consultations.models import (
    Breakdown,
    BreakdownClass,
    BreakdownClassTranslation,
    BreakdownTranslation,
    GlossaryTerm,
    GlossaryTermTranslation,
    Option,
    OptionTranslation,
    Question,
    QuestionTranslation,
)
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.exchange.schema import (
    BreakdownPart,
    ClassPart,
    OptionPart,
    PicturePart,
    QuestionPart,
    SoundPart,
    TermPart,
)
from panel.consultations.service.translations import source_of
from panel.media.problems import BadMediaError
from panel.media.service import MediaFolder, keep_picture, keep_sound


class Keeper:
    """Keeps pictures and recordings for a municipality through the same judge as uploads, and can take them all back.

    Without a folder they are left out: a copy points at the files that are there already.
    """

    def __init__(self, session: Session, municipality_id: int, folder: MediaFolder | None) -> None:
        self._session, self._municipality_id, self._folder = session, municipality_id, folder
        self._written: list[str] = []

    def picture(self, part: PicturePart | None, place: str) -> int | None:
        """Keep a picture and return its id. Raises FileError: MEDIA_ and what the judge found, or CANNOT_KEEP."""
        if part is None or self._folder is None:
            return None
        try:
            content = base64.b64decode(part.content)
            made = keep_picture(
                self._session,
                self._folder,
                municipality_id=self._municipality_id,
                content=content,
                description=part.words,
            )
        except BadMediaError as error:
            raise FileError([Problem(f"MEDIA_{error.code}", place)]) from error
        except OSError as error:
            raise FileError([Problem("CANNOT_KEEP", place)]) from error
        self._written.append(made.name)
        return made.id

    def sound(self, part: SoundPart | None, place: str) -> int | None:
        """Keep a recording and return its id. Raises FileError as for a picture."""
        if part is None or self._folder is None:
            return None
        try:
            content = base64.b64decode(part.content)
            made = keep_sound(self._session, self._folder, municipality_id=self._municipality_id, content=content)
        except BadMediaError as error:
            raise FileError([Problem(f"MEDIA_{error.code}", place)]) from error
        except OSError as error:
            raise FileError([Problem("CANNOT_KEEP", place)]) from error
        self._written.append(made.name)
        return made.id

    def take_back(self) -> None:
        """Remove what was written: the rows go with the caller's transaction."""
        if self._folder is not None:
            self._folder.remove(self._written)
        self._written.clear()


def give_translations(subject: Any, table: Any, parts: Mapping[Any, BaseModel]) -> None:
    """Give something its translations; one without its source was made from the texts as they are now."""
    for language, words in parts.items():
        columns = words.model_dump()
        if columns["source"] is None:
            columns["source"] = source_of(subject)
        subject.translations.append(table(language=language, **columns))


def make_question(position: int, part: QuestionPart, keeper: Keeper, place: str) -> Question:
    """Return a question with its answers; `place` is where it stands in the file. Raises FileError (`Keeper`)."""
    made = Question(
        position=position,
        key=part.key,
        kind=part.kind,
        text=part.text,
        easy_text=part.easy_text,
        hint=part.hint,
        settings=part.settings.model_dump(mode="json", exclude_none=True),
        picture_id=keeper.picture(part.picture, f"{place}.picture"),
        audio_id=keeper.sound(part.audio, f"{place}.audio"),
        options=[
            _option(number, one, keeper, f"{place}.options[{number - 1}]")
            for number, one in enumerate(part.options, start=1)
        ],
    )
    give_translations(made, QuestionTranslation, part.translations)
    return made


def _option(position: int, part: OptionPart, keeper: Keeper, place: str) -> Option:
    made = Option(
        position=position,
        key=part.key,
        text=part.text,
        easy_text=part.easy_text,
        pictogram=part.pictogram,
        picture_id=keeper.picture(part.picture, f"{place}.picture"),
        audio_id=keeper.sound(part.audio, f"{place}.audio"),
    )
    give_translations(made, OptionTranslation, part.translations)
    return made


def make_breakdown(position: int, part: BreakdownPart) -> Breakdown:
    """Return a background with its classes."""
    made = Breakdown(
        position=position,
        key=part.key,
        label=part.label,
        text=part.text,
        easy_text=part.easy_text,
        filled_by=part.filled_by,
        classes=[_class(number, one) for number, one in enumerate(part.classes, start=1)],
    )
    give_translations(made, BreakdownTranslation, part.translations)
    return made


def _class(position: int, part: ClassPart) -> BreakdownClass:
    made = BreakdownClass(position=position, key=part.key, text=part.text, share=part.share)
    give_translations(made, BreakdownClassTranslation, part.translations)
    return made


def make_term(part: TermPart, question_id: int | None) -> GlossaryTerm:
    """Return an explained word, of one question or of all."""
    made = GlossaryTerm(word=part.word, explanation=part.explanation, question_id=question_id)
    give_translations(made, GlossaryTermTranslation, part.translations)
    return made
