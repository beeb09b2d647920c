"""Of many differences the page names the few that are worth knowing, and claims no more than may be claimed."""

from __future__ import annotations

import pytest

from panel.consultations.models import EvidenceKind
from panel.results.differences import worth_knowing
from panel.results.labels import labels_of
from panel.results.presenters import present_differences
from panel.stats.differences import differences_worth_knowing
from tests.results.samples import sample_consultation, sample_published

pytestmark = pytest.mark.usefixtures("in_dutch")


@pytest.mark.parametrize("kind", list(EvidenceKind))
@pytest.mark.parametrize("size", [12, 43, 187, 612])
def test_each_difference_is_wide_and_one_a_question(kind: EvidenceKind, size: int) -> None:
    found = worth_knowing(kind, sample_published(sample_consultation().questions, size))
    assert len(found) <= 3
    assert len({one.question for one in found}) == len(found)
    assert all(one.points >= 10 for one in found)
    assert all(one.points >= 20 for one in found if size < 50)


def test_a_sample_names_only_what_chance_rarely_gives() -> None:
    published = sample_published(sample_consultation().questions, 612)
    sure = {(one.question, one.option, one.more, one.less) for one in differences_worth_knowing(published)}
    found = worth_knowing(EvidenceKind.SAMPLE, published)
    assert found
    assert {(one.question, one.option, one.more.group, one.less.group) for one in found} <= sure


def test_only_a_sample_speaks_of_chance() -> None:
    consultation = sample_consultation()
    published, labels = sample_published(consultation.questions, 612), labels_of(consultation)
    for kind in EvidenceKind:
        said = " ".join(present_differences(kind, published, labels).sentences)
        assert said
        assert ("toeval" in said) == (kind is EvidenceKind.SAMPLE)
        assert ("alleen over de mensen die meededen" in said) == (kind is not EvidenceKind.SAMPLE)
        assert "significant" not in said


def test_the_bars_of_a_difference_are_those_of_the_groups() -> None:
    consultation = sample_consultation()
    published, labels = sample_published(consultation.questions, 612), labels_of(consultation)
    for difference, shown in zip(
        worth_knowing(EvidenceKind.OPEN, published),
        present_differences(EvidenceKind.OPEN, published, labels).found,
        strict=True,
    ):
        assert [bar.length for bar in shown.bars] == [difference.more.points, difference.less.points]
        assert shown.question == labels.questions[difference.question].text


def test_when_all_groups_answer_alike_nothing_is_named() -> None:
    consultation = sample_consultation()
    published = sample_published(consultation.questions, 7)
    assert present_differences(EvidenceKind.OPEN, published, labels_of(consultation)).found == []
