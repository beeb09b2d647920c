"""Reads the open answers of an example: sorts them into themes by words, counts them and releases some quotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from panel.consultations.models import Consultation, Question
from panel.open_answers.models import OpenAnswer, Reader, Theme
from panel.open_answers.queries import open_questions, texts_of
from panel.open_answers.service import (
    add_theme,
    confirm_theme,
    prepare_reading,
    publish_themes,
    release_quotation,
    save_quotation,
    save_reading,
)


def read_own_words(session: Session, consultation: Consultation, path: Path, *, by: int) -> None:
    """Do what an officer would do in an afternoon, as a file tells, when there is one."""
    if not path.is_file():
        return
    plan = json.loads(path.read_text(encoding="utf-8"))
    prepare_reading(session, consultation, by=by)
    question = next(one for one in open_questions(consultation) if one.key == plan["question"])
    themes = {one["name"]: _theme(session, consultation, question, one, by) for one in plan["themes"]}
    for key, words in texts_of(session, question).items():
        low = words.lower()
        found = [one["name"] for one in plan["themes"] if any(word in low for word in one["words"])]
        answer = session.get_one(OpenAnswer, key)
        ids = {themes[name].id for name in found}
        save_reading(session, question, answer, reader=Reader.FIRST, themes=ids, edition=0, by=by)
    publish_themes(session, consultation, question, by=by)
    for number, one in enumerate(plan["quotations"]):
        theme = themes[one["theme"]]
        quoted = save_quotation(session, question, text=one["text"], original="", theme_id=theme.id, paraphrased=True)
        release_quotation(
            session, consultation, question, quoted, edition=1, looked=True, released_so_far=number, by=by
        )


def _theme(session: Session, consultation: Consultation, question: Question, about: dict[str, Any], by: int) -> Theme:
    theme = add_theme(session, question, name=about["name"], belongs=about["belongs"], example=about["example"])
    confirm_theme(session, consultation, theme, edition=1, by=by)
    return theme
