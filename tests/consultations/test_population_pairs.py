"""Population figures of two backgrounds together: from a file, agreeing with each background, and gone in time."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy.orm import Session

from panel.accounts.models import User
from panel.consultations.models import Consultation, CrossedFigures, EvidenceKind, PopulationFigures
from panel.consultations.service import (
    ClassText,
    FiguresError,
    StaleEditionError,
    add_breakdown,
    change_breakdown,
    figures_fingerprint,
    keep_population_figures,
)
from panel.consultations.service.breakdowns import breakdown_fingerprint
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.population import joint_fingerprint, keep_counts_of_file
from panel.consultations.service.population_file import read_population_file
from panel.consultations.service.population_pairs import PairCounts
from tests.consultations.making import ready_consultation
from tests.consultations.test_population_file import TYPED, kept, look, page_of, send
from tests.support.visitor import Visitor

HEAD = "kenmerk;klasse;kenmerk 2;klasse 2;aantal\n"
PAIRS = (
    "Leeftijd;Jong;Wijk;Noord;7.500\nLeeftijd;Jong;Wijk;Zuid;5.000\n"
    "Wijk;Noord;Leeftijd;Oud;22.500\nWijk;Zuid;Leeftijd;Oud;17.600\n"
)
SINGLES = "Leeftijd;Jong;;;12.500\nLeeftijd;Oud;;;40.100\nWijk;Noord;;;30.000\nWijk;Zuid;;;22.600\n"
COUNTS = {"c1": {"c1": 7500, "c2": 5000}, "c2": {"c1": 22500, "c2": 17600}}


@pytest.fixture
def sample(session: Session, officer: User) -> Consultation:
    made = ready_consultation(session, officer, EvidenceKind.SAMPLE)
    add_breakdown(session, made, label="Wijk", text="Waar?", classes=[ClassText("Noord"), ClassText("Zuid")])
    session.commit()
    return made


def keep(session: Session, sample: Consultation, counts: dict[str, dict[str, int]] | None = None) -> None:
    """Keep the pairs with the sums of each background beside them, as a file without other rows does."""
    pairs = PairCounts(sample.breakdowns[0].key, sample.breakdowns[1].key, counts or COUNTS)
    keep_counts_of_file(
        session,
        sample,
        pairs.of_each(),
        by=None,
        mark=joint_fingerprint({}, pairs.of_each()),
        source="CBS",
        counted_on=dt.date(2026, 1, 1),
        pairs=pairs,
    )
    session.commit()


def pairs_kept(session: Session, sample: Consultation) -> dict[str, dict[str, int]] | None:
    session.expire_all()
    found = session.get(CrossedFigures, sample.id)
    return None if found is None else found.counts


@pytest.mark.parametrize("rows", [PAIRS, SINGLES + PAIRS])
def test_pairs_are_looked_at_and_kept_with_the_figures_of_each(
    desk: Visitor, session: Session, sample: Consultation, rows: str
) -> None:
    address, page, mark = look(desk, sample, HEAD + rows)
    assert "Leeftijd en Wijk samen" in page
    assert "17.600" in page
    assert pairs_kept(session, sample) is None
    assert desk.post(address, data=TYPED | {"mark": mark}).status_code == 303
    assert pairs_kept(session, sample) == COUNTS
    ages, districts = (one.key for one in sample.breakdowns)
    assert kept(session, sample) == {ages: {"c1": 12500, "c2": 40100}, districts: {"c1": 30000, "c2": 22600}}
    page = desk.get(page_of(sample).removesuffix("/bestand")).text
    assert "Leeftijd en Wijk samen" in page
    found = re.search(r'name="mark" value="([0-9a-f]+)"', page)
    assert found is not None
    away = page_of(sample).replace("/bestand", "/samen-weghalen")
    desk.post(away, data={"mark": "iets anders"})
    assert pairs_kept(session, sample) == COUNTS
    desk.post(away, data={"mark": found[1]})
    assert pairs_kept(session, sample) is None
    assert len(kept(session, sample)) == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (SINGLES.replace("12.500", "12.600") + PAIRS,
         "Leeftijd ‘Jong’: met Leeftijd en Wijk samen zijn het 12.500 mensen, los zijn het er 12.600."),
        (PAIRS.replace("Wijk;Zuid;Leeftijd;Oud;17.600\n", ""),
         "Bij Leeftijd en Wijk samen ontbreekt nog: Oud + Zuid."),
        (PAIRS + "Leeftijd;Oud;Wijk;Zuid;1\n", "Rij 6: dit paar klassen staat er al."),
        ("Wijk;Noord;Wijk;Zuid;1\n", "Rij 2: kenmerk en kenmerk 2 zijn hetzelfde."),
        ("Wijk;Noord;Leeftijd;;1\n", "Rij 2: ‘’ is geen klasse van Leeftijd."),
        ("Wijk;Noord;;Jong;1\n", "Rij 2: het kenmerk ‘’ kennen we hier niet."),
    ],
)  # fmt: skip
def test_pairs_that_are_wrong_say_so_and_leave_nothing(
    desk: Visitor, session: Session, sample: Consultation, rows: str, sentence: str
) -> None:
    answer = send(desk, sample, HEAD + rows)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert kept(session, sample) == {}
    assert pairs_kept(session, sample) is None


def test_rounding_of_statistics_is_no_disagreement_and_what_was_kept_before_counts(
    session: Session, sample: Consultation
) -> None:
    ages = sample.breakdowns[0].key
    before = {ages: {"c1": 12505, "c2": 40095}}
    found = read_population_file((HEAD + PAIRS).encode(), sample.breakdowns, before)
    assert list(found.counts) == [sample.breakdowns[1].key]
    assert found.pairs is not None
    assert found.pairs.counts == COUNTS
    with pytest.raises(FileError, match="PAIRS_DIFFER"):
        read_population_file((HEAD + PAIRS).encode(), sample.breakdowns, {ages: {"c1": 12000, "c2": 40100}})


def test_the_service_refuses_pairs_that_disagree_and_a_stale_mark(session: Session, sample: Consultation) -> None:
    pairs = PairCounts(sample.breakdowns[0].key, sample.breakdowns[1].key, COUNTS)
    wrong = pairs.of_each() | {pairs.first: {"c1": 1, "c2": 2}}
    when = dt.date(2026, 1, 1)
    fresh = joint_fingerprint({}, wrong)
    with pytest.raises(FiguresError, match="PAIRS_DIFFER"):
        keep_counts_of_file(session, sample, wrong, by=None, mark=fresh, source="CBS", counted_on=when, pairs=pairs)
    session.rollback()
    keep(session, sample)
    with pytest.raises(StaleEditionError):
        keep_counts_of_file(session, sample, wrong, by=None, mark=fresh, source="CBS", counted_on=when, pairs=pairs)


def test_pairs_go_when_a_background_says_otherwise_or_gets_other_classes(
    session: Session, sample: Consultation
) -> None:
    keep(session, sample)
    first, second = sample.breakdowns
    for counts, left in (({"c1": 12510, "c2": 40090}, COUNTS), ({"c1": 20000, "c2": 30000}, None)):
        assert pairs_kept(session, sample) == COUNTS
        keep_population_figures(
            session,
            sample,
            first,
            by=None,
            mark=figures_fingerprint(session.get(PopulationFigures, first.id)),
            counts=counts,
            source="CBS",
            counted_on=dt.date(2026, 1, 1),
        )
        assert pairs_kept(session, sample) == left
    session.rollback()
    assert pairs_kept(session, sample) == COUNTS
    change_breakdown(
        session,
        sample,
        second,
        mark=breakdown_fingerprint(second),
        label="Wijk",
        text="Waar?",
        classes=[ClassText("Noord", key="c1"), ClassText("West")],
    )
    assert pairs_kept(session, sample) is None
