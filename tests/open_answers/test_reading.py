"""Open answers after closing: masked before they are stored, laid out by chance, read, and never under ten."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from panel.core.db import Database
from panel.core.keys import KeyDirectory
from panel.masking.kinds import Hidden, mark
from panel.open_answers.models import CodedTheme, Coding, OpenAnswer, Proposal, Reader, ThemeState
from panel.open_answers.queries import (
    answer_by_key,
    next_for_second,
    next_to_read,
    published_question,
    reading_of,
    text_of,
    texts_of,
    themes_of,
)
from panel.open_answers.service import (
    OpenAnswerError,
    StaleError,
    add_theme,
    change_theme,
    hide_in_answer,
    prepare_reading,
    propose_themes,
    remove_theme,
    save_reading,
)
from panel.results.models import Answer, Submission
from panel.stats.proposals import Sureness
from tests.factories import UserFactory
from tests.open_answers.making import NAME, closed_with, many, prepared, read_all, themes_for, tip_of


def test_a_name_that_someone_wrote_is_nowhere_in_the_database_after_closing(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    words = [f"Ik ben {NAME}, bel 0612345678", *many(10, 5)]
    made = closed_with(session, database, keys, words)
    stored = [str(row) for row in session.scalars(select(Answer.value))]
    assert any(mark(Hidden.NAME) in one for one in stored)
    everything = " ".join(
        str(row)
        for table in ("answer", "submission", "published_outcome", "audit_event", "sealed_submission", "draft")
        for row in session.execute(text(f"SELECT * FROM {table}"))
    )
    for gone in (*NAME.split(), "0612345678"):
        assert gone not in everything
    question = prepared(session, made)
    assert not any(gone in " ".join(texts_of(session, question).values()) for gone in NAME.split())


def test_no_page_of_the_file_of_the_database_holds_the_name(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    closed_with(session, database, keys, [f"Ik heet {NAME}", *many(10, 5)])
    if database.is_sqlite:
        name = str(database.engine.url.database)
        session.commit()
        for file in (name, f"{name}-wal"):
            with open(file, "rb") as content:
                assert NAME.split()[0].encode() not in content.read()


def test_what_was_stored_before_names_were_hidden_is_hidden_when_it_is_laid_out(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    row = session.scalars(select(Answer).where(Answer.question_id == tip_of(made).id)).first()
    assert row is not None
    row.value = f"Ik ben {NAME}"
    session.commit()
    question = prepared(session, made)
    assert NAME.split()[0] not in " ".join(texts_of(session, question).values())


def test_the_list_is_in_the_order_of_names_that_no_submission_has(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    question = prepared(session, closed_with(session, database, keys, many()))
    rows = list(session.scalars(select(OpenAnswer)))
    assert len(rows) == 50
    assert not {row.key for row in rows} & set(session.scalars(select(Submission.key)))
    in_list = [session.get_one(OpenAnswer, key).submission_key for key in texts_of(session, question)]
    assert in_list != sorted(in_list, key=lambda key: key or b"")


def test_laying_out_again_adds_nothing(session: Session, database: Database, keys: KeyDirectory) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    prepared(session, made)
    assert prepare_reading(session, made, by=None) == 0


@pytest.mark.parametrize("words", [many(5, 4), [*many(5, 4), *[""] * 12]])
def test_under_ten_answers_nobody_reads_anything(
    session: Session, database: Database, keys: KeyDirectory, words: list[str]
) -> None:
    made = closed_with(session, database, keys, words)
    assert published_question(session, made, tip_of(made)) is None
    assert prepare_reading(session, made, by=None) == 0
    assert not list(session.scalars(select(OpenAnswer)))


def test_an_answer_gets_several_themes_or_none_and_a_colleague_is_not_overwritten(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    key = next_to_read(session, question)
    assert key is not None
    answer, by = session.get_one(OpenAnswer, key), made.created_by_id
    about = {"reader": Reader.FIRST, "by": by}
    save_reading(session, question, answer, themes={light.id, field.id}, edition=0, **about)
    # The same choice again is no clash; another one on an old page is.
    save_reading(session, question, answer, themes={light.id, field.id}, edition=0, **about)
    with pytest.raises(StaleError):
        save_reading(session, question, answer, themes=set(), edition=0, **about)
    save_reading(session, question, answer, themes=set(), edition=1, **about)
    read = reading_of(session, key, Reader.FIRST)
    assert read is not None
    assert (read.themes, read.edition) == (frozenset(), 2)
    assert next_to_read(session, question) != key
    with pytest.raises(OpenAnswerError):
        save_reading(session, question, answer, themes={9999}, edition=2, **about)


def test_a_theme_is_a_candidate_until_confirmed_and_stays_while_used(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    made_up = add_theme(session, question, name="licht", belongs="lampen", example="bij Fatima is het donker")
    assert (made_up.state, "Fatima" in made_up.example) == (ThemeState.CANDIDATE, False)
    for refused in ({"name": ""}, {"belongs": " "}, {"name": "LICHT"}):
        with pytest.raises(OpenAnswerError):
            add_theme(session, question, **{"name": "x", "belongs": "y", "example": "", **refused})
    change_theme(session, question, made_up, edition=1, name="lampen", belongs="alles met licht", example="")
    with pytest.raises(StaleError):
        change_theme(session, question, made_up, edition=1, name="licht", belongs="x", example="")
    (other,) = themes_for(session, made, ["sport"])
    read_all(session, made, other, other)
    with pytest.raises(OpenAnswerError, match="IN_USE"):
        remove_theme(session, other, edition=2)
    remove_theme(session, made_up, edition=2)
    assert [one.name for one in themes_of(session, question)] == ["sport"]


def test_proposals_come_from_what_was_read_and_count_for_nothing(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many())
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    texts = texts_of(session, question)
    for theme, word in ((light, "lampen"), (field, "veld")):
        for key in [key for key, words in texts.items() if word in words][:5]:
            answer = session.get_one(OpenAnswer, key)
            save_reading(
                session, question, answer, reader=Reader.FIRST, themes={theme.id}, edition=0, by=made.created_by_id
            )
    before = len(list(session.scalars(select(CodedTheme))))
    assert propose_themes(session, question) >= 40
    for row in session.scalars(select(Proposal).where(Proposal.sureness != Sureness.GUESS)):
        assert (row.theme_id == light.id) == ("lampen" in texts[row.answer_key])
    assert len(list(session.scalars(select(CodedTheme)))) == before


def test_a_second_reader_is_someone_else_and_gets_a_draw(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many())
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    read_all(session, made, light, field)
    assert next_for_second(session, question, made.created_by_id, 20) is None
    other = UserFactory(municipality_id=made.municipality_id)
    session.commit()
    assert next_for_second(session, question, other.id, 20) == next(iter(texts_of(session, question)))


def test_a_person_hides_what_the_rules_missed(session: Session, database: Database, keys: KeyDirectory) -> None:
    made = closed_with(session, database, keys, ["bij de fietsenmaker qwertzuiop is het donker", *many(10, 5)])
    question = prepared(session, made)
    key = next(key for key, words in texts_of(session, question).items() if "qwertzuiop" in words)
    answer = answer_by_key(session, question, key.hex())
    assert answer is not None
    assert hide_in_answer(session, made, answer, "Qwertzuiop", by=made.created_by_id)
    assert not hide_in_answer(session, made, answer, "Qwertzuiop", by=made.created_by_id)
    session.commit()
    assert text_of(session, answer) == f"bij de fietsenmaker {mark(Hidden.PERSON_CHOSE)} is het donker"


def test_withdrawn_or_past_its_time_it_is_gone_from_the_list_too(
    session: Session, database: Database, keys: KeyDirectory
) -> None:
    made = closed_with(session, database, keys, many(10, 5))
    question = prepared(session, made)
    light, field = themes_for(session, made, ["licht", "sport"])
    read_all(session, made, light, field)
    one = session.scalars(select(OpenAnswer)).first()
    assert one is not None
    gone, submission = one.key, one.submission_key
    session.execute(delete(Answer).where(Answer.submission_key == submission))
    session.execute(delete(Submission).where(Submission.key == submission))
    session.commit()
    session.expire_all()
    assert session.scalar(select(OpenAnswer).where(OpenAnswer.key == gone)) is None
    for table in (Coding, CodedTheme):
        assert session.scalar(select(table).where(table.answer_key == gone)) is None
    assert len(texts_of(session, question)) == 14
