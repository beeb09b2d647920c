"""Fills a round with very many sealed submissions, made as a phone's are made, for measuring how they are counted."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from bench.ground import BACKGROUND
from panel.answering.answers import Answers, Given, box_size, encode
from panel.answering.models import Receipt, SealedSubmission
from panel.answering.receipt import HASH_BYTES, STEP
from panel.consultations.kinds import DONT_KNOW, kind_of
from panel.consultations.models import Consultation, Question, QuestionKind, Round
from panel.consultations.queries import consultation_by_id
from panel.core.bulk import insert_rows
from panel.core.db import Database
from panel.core.ids import random_key
from panel.core.keys import lock, seal_for

DIFFERENT = 5_000
"""So many boxes are sealed; a larger crowd gets copies of them under keys of their own, which opens as slowly."""


def fill_round(database: Database, people: int, seed: int = 5) -> str:
    """Put the boxes of so many people in the only round, with the receipts that belong to them; return its code."""
    with database.transaction() as session:
        round_ = session.scalars(select(Round)).one()
        consultation = consultation_by_id(session, round_.consultation.municipality_id, round_.consultation_id)
        if consultation is None:
            raise LookupError("there is no consultation to fill")
        sealed = _sealed(consultation, round_, min(people, DIFFERENT), random.Random(seed))
        keys = sorted(random_key() for _ in range(people))
        boxes = ((key, round_.id, sealed[index % len(sealed)]) for index, key in enumerate(keys))
        insert_rows(session, SealedSubmission.__table__, ("key", "round_id", "box"), boxes)  # type: ignore[arg-type]
        columns = ("receipt_hash", "sealed_key", "lasting", "media")
        insert_rows(session, Receipt.__table__, columns, _receipts(keys, round_))  # type: ignore[arg-type]
        return consultation.code


def _sealed(consultation: Consultation, round_: Round, number: int, chance: random.Random) -> list[bytes]:
    size = box_size(consultation)
    contents = [encode(_answers(consultation, chance)) for _ in range(number)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        return list(workers.map(lambda content: seal_for(round_.public_key, content, size), contents))


def _receipts(keys: list[bytes], round_: Round) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """A row for every box, as for people who never asked for words; each is found by something of its own."""
    media = lock(secrets.token_bytes(32), b"", STEP)
    hashes = sorted(secrets.token_bytes(HASH_BYTES) for _ in keys)
    for found_by, key in zip(hashes, keys, strict=True):
        lasting = seal_for(round_.public_key, secrets.token_bytes(HASH_BYTES), HASH_BYTES)
        yield found_by, key, lasting, media


def _answers(consultation: Consultation, chance: random.Random) -> Answers:
    given = {question.key: _given(question, chance) for question in consultation.questions}
    return Answers(given, {key: _skewed(classes, 0.4, chance) for key, classes in BACKGROUND.items()})


def _skewed(keys: Sequence[str], rate: float, chance: random.Random) -> str:
    return keys[min(int(chance.expovariate(rate)), len(keys) - 1)]


def _given(question: Question, chance: random.Random) -> Given:
    drawn = chance.random()
    if drawn < 0.04:
        return Given("SKIPPED", not_understood=drawn < 0.01)
    if drawn < 0.08:
        return Given("DONT_KNOW")
    if question.kind is QuestionKind.OPEN_TEXT:
        return Given(
            "ANSWERED", f"Meer bankjes en bomen bij het plein achter de school, nummer {chance.randrange(10**6)}"
        )
    if question.kind is QuestionKind.NUMBER:
        return Given("ANSWERED", min(int(chance.expovariate(0.3)), 40))
    options = [key for key in kind_of(question).classes(question) if key != DONT_KNOW]
    if question.kind is QuestionKind.CHOOSE_SEVERAL:
        return Given("ANSWERED", [key for key in options if chance.random() < 0.4] or options[:1])
    return Given("ANSWERED", _skewed(options, 0.8, chance))
