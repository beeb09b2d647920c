"""Very many texts come out as one by one, whatever happens to the processes that help."""

from __future__ import annotations

import os
import signal

import pytest

from panel.masking import many
from panel.masking.many import MANY, ManyTexts
from panel.masking.masking import mask

TEXTS = [f"Bel Fatima de Vries op 06 {10_000_000 + number} over bankje {number}" for number in range(MANY)]


def test_many_texts_come_out_as_one_by_one() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        assert texts._begun
        assert [texts.hidden(text) for text in TEXTS] == [mask(text).text for text in TEXTS]


def test_a_text_that_was_not_begun_is_hidden_all_the_same() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS[:3])
        assert not texts._begun
        assert texts.hidden(TEXTS[0]) == mask(TEXTS[0]).text


def test_on_one_processor_no_process_is_started() -> None:
    with ManyTexts(workers=1) as texts:
        texts.begin(TEXTS)
        assert texts._workers is None
        assert texts.hidden(TEXTS[7]) == mask(TEXTS[7]).text


def test_a_process_that_is_killed_loses_nothing() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        assert texts._workers is not None
        for process in list(texts._workers._processes):
            os.kill(process, signal.SIGKILL)
        assert [texts.hidden(text) for text in TEXTS] == [mask(text).text for text in TEXTS]
        texts.begin(TEXTS)
        assert texts.hidden(TEXTS[0]) == mask(TEXTS[0]).text


def test_who_stops_half_way_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_PIECE", 10)
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        workers = texts._workers
    assert workers is not None
    assert not workers._processes
