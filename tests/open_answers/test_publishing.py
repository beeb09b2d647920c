"""What everybody sees: counts of themes by the rules of every figure, and quotations that lead to nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from panel.consultations.changes import present_changes
from panel.consultations.queries import changes_of
from panel.consultations.service import ChangeError
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.open_answers.models import OpenAnswer, PublishedThemes, Quotation, QuotationState, Reader
from panel.open_answers.presenters import present_own_words
from panel.open_answers.queries import texts_of
from panel.open_answers.service import (
    CountError,
    OpenAnswerError,
    StaleError,
    count_themes,
    publish_themes,
    release_quotation,
    save_quotation,
    save_reading,
    take_back,
    throw_away,
)
from panel.stats.published import OTHER, Published
from tests.open_answers.making import closed_with, many, prepared, read_all, themes_for


def test_counts_are_of_people_rounded_and_small_themes_merge(
    session: Session, database: Database, keys: KeyDirectory, in_dutch: None
) -> None:
    made = closed_with(session, database, keys, [*many(31, 22), *["Weet niet zo goed"] * 12])
    question = prepared(session, made)
    light, field, small = themes_for(session, made, ["licht", "sport", "dieren"])
    texts = texts_of(session, question)
    for number, (key, words) in enumerate(texts.items()):
        mine = {light.id} if "lampen" in words else {field.id} if "veld" in words else set()
        if number < 4:
            mine.add(small.id)
        answer = session.get_one(OpenAnswer, key)
        save_reading(session, question, answer, reader=Reader.FIRST, themes=mine, edition=0, by=made.created_by_id)
    session.commit()
    edition = made.edition
    row = publish_themes(session, made, question, by=made.created_by_id)
    session.commit()
    published = Published.from_dict(row.content)
    (only,) = published.questions
    assert only.table is not None
    found = {one.key: one for one in only.table.options}
    assert found[f"theme-{light.id}"].count == 30
    assert found[f"theme-{field.id}"].count == 20
    assert f"theme-{small.id}" in found[OTHER].merged
    assert all(one.count is not None and one.count % 5 == 0 for one in found.values())
    assert not only.splits
    assert made.edition == edition + 1
    shown = present_own_words(session, made)
    assert [bar.label for bar in shown[0].bars][:2] == ["licht", "sport"]
    assert "dieren" not in [bar.label for bar in shown[0].bars]


def test_nothing_is_counted_before_it_is_read(session: Session, database: Database, keys: KeyDirectory) -> None:
    made = closed_with(session, database, keys, many())
    question = prepared(session, made)
    with pytest.raises(CountError, match="NO_THEMES"):
        count_themes(session, made, question)
    light, field = themes_for(session, made, ["licht", "sport"])
    with pytest.raises(CountError, match="TOO_FEW_READ"):
        count_themes(session, made, question)
    for key in list(texts_of(session, question))[:20]:
        answer = session.get_one(OpenAnswer, key)
        save_reading(
            session, question, answer, reader=Reader.FIRST, themes={light.id}, edition=0, by=made.created_by_id
        )
    with pytest.raises(CountError, match="NOT_ALL_READ"):
        count_themes(session, made, question)
    assert field.id


def test_a_new_version_never_shows_what_a_few_answers_said(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many(40, 30))
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    read_all(session, made, light, field)
    publish_themes(session, made, question, by=made.created_by_id)
    with pytest.raises(CountError, match="SAME"):
        publish_themes(session, made, question, by=made.created_by_id)
    moved = [key for key, words in texts_of(session, question).items() if "lampen" in words]

    def move(keys_: list[bytes]) -> None:
        for key in keys_:
            answer = session.get_one(OpenAnswer, key)
            save_reading(
                session, question, answer, reader=Reader.FIRST, themes={field.id}, edition=1, by=made.created_by_id
            )

    move(moved[:6])
    with pytest.raises(CountError, match="TOO_LITTLE_CHANGED"):
        publish_themes(session, made, question, by=made.created_by_id)
    move(moved[6:16])
    assert publish_themes(session, made, question, by=made.created_by_id).version == 2
    first = session.scalars(select(PublishedThemes).where(PublishedThemes.version == 1)).one()
    assert Published.from_dict(first.content).questions


def test_two_readers_who_agree_are_said_to(
    session: Session, database: Database, keys: KeyDirectory, in_dutch: None
) -> None:
    made = closed_with(session, database, keys, many())
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    read_all(session, made, light, field)
    read_all(session, made, light, field, Reader.SECOND)
    counted = count_themes(session, made, question)
    assert counted.method["kappa"] == 1.0
    publish_themes(session, made, question, by=made.created_by_id)
    assert "Ze kozen bijna altijd hetzelfde" in " ".join(present_own_words(session, made)[0].notes)


def test_a_quotation_has_no_way_back_to_an_answer() -> None:
    columns = {column.key for column in inspect(Quotation).columns}
    assert columns == {"id", "question_id", "theme_id", "text", "paraphrased", "state", "edition", "released_on"}
    tables = {key.column.table.name for column in inspect(Quotation).columns for key in column.foreign_keys}
    assert tables == {"question", "theme"}


def test_a_quotation_is_released_by_a_person_and_marked_for_whose_words_it_is(
    session: Session, database: Database, keys: KeyDirectory, in_dutch: None
) -> None:
    made = closed_with(session, database, keys, many())
    question = prepared(session, made)
    original = next(iter(texts_of(session, question).values()))
    own = save_quotation(session, question, text=original, original=original, theme_id=None, paraphrased=False)
    ours = save_quotation(session, question, text="Licht graag", original=original, theme_id=None, paraphrased=False)
    assert (own.paraphrased, ours.paraphrased) == (False, True)
    assert present_own_words(session, made) == []
    about = {"released_so_far": 0, "by": made.created_by_id}
    with pytest.raises(OpenAnswerError, match="NOT_LOOKED"):
        release_quotation(session, made, question, ours, edition=1, looked=False, **about)
    release_quotation(session, made, question, ours, edition=1, looked=True, **about)
    with pytest.raises(StaleError):
        release_quotation(session, made, question, ours, edition=1, looked=True, **about)
    (line,) = present_own_words(session, made)[0].quotations
    assert (line.text, line.marked) == ("Licht graag", "in onze woorden")
    throw_away(session, own, edition=1)


@pytest.mark.parametrize("text", ["Vraag Fatima maar", "Bel 0612345678", "⟦NAME⟧ wil licht", "  "])
def test_a_quotation_with_a_name_or_nothing_in_it_is_refused(
    session: Session, database: Database, keys: KeyDirectory, text: str
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    with pytest.raises(OpenAnswerError):
        save_quotation(session, question, text=text, original="", theme_id=None, paraphrased=True)


def test_taking_back_needs_a_reason_shows_it_to_all_and_deletes_the_words(
    session: Session, database: Database, keys: KeyDirectory, in_dutch: None
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    one = save_quotation(session, question, text="Licht graag", original="", theme_id=None, paraphrased=True)
    release_quotation(session, made, question, one, edition=1, looked=True, released_so_far=0, by=made.created_by_id)
    with pytest.raises(ChangeError):
        take_back(session, made, one, edition=2, reason=" ", by=made.created_by_id)
    take_back(session, made, one, edition=2, reason="Iemand was te herkennen.", by=made.created_by_id)
    session.commit()
    assert (one.state, one.text) == (QuotationState.TAKEN_BACK, "")
    assert present_own_words(session, made) == []
    (line,) = [change for change in present_changes(changes_of(session, made.id)) if "citaat" in change.what]
    assert line.reason == "Iemand was te herkennen."
