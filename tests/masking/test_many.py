"""Very many texts come out as one by one, whatever happens to the processes that help."""

from __future__ import annotations

import pytest

from panel.masking import many
from panel.masking.many import MANY, ManyTexts
from panel.masking.masking import mask

TEXTS = [f"Bel Fatima de Vries op 06 {10_000_000 + number} over bankje {number}" for number in range(MANY)]


def test_many_texts_come_out_as_one_by_one() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        assert len(texts.processes) == 2
        assert [texts.hidden(text) for text in TEXTS] == [mask(text).text for text in TEXTS]


def test_a_text_that_was_not_begun_is_hidden_all_the_same() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS[:3])
        assert not texts.processes
        assert texts.hidden(TEXTS[0]) == mask(TEXTS[0]).text


def test_on_one_processor_no_process_is_started() -> None:
    with ManyTexts(workers=1) as texts:
        texts.begin(TEXTS)
        assert not texts.processes
        assert texts.hidden(TEXTS[7]) == mask(TEXTS[7]).text


def test_a_process_that_is_killed_loses_nothing() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        for process in texts.processes:
            process.kill()
        assert [texts.hidden(text) for text in TEXTS] == [mask(text).text for text in TEXTS]
        texts.begin(TEXTS)
        assert texts.hidden(TEXTS[0]) == mask(TEXTS[0]).text


def test_one_process_of_two_that_is_killed_loses_nothing() -> None:
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS * 3)
        texts.processes[0].kill()
        assert [texts.hidden(text) for text in TEXTS] == [mask(text).text for text in TEXTS]


def test_who_stops_half_way_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_PIECE", 10)
    with ManyTexts(workers=2) as texts:
        texts.begin(TEXTS)
        processes = list(texts.processes)
    assert processes
    assert not any(process.is_alive() for process in processes)
