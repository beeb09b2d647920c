"""A stranger with all public pages of a generated consultation proves nothing about the people behind them."""

from collections.abc import Callable

import pytest

from tests.privacy.attacked_house import House
from tests.privacy.public_attacker import findings
from tests.privacy.stories import story


@pytest.fixture
def pages_of(house: House) -> Callable[[int], tuple[list[str], list[str]]]:
    """All pages of a generated consultation in the order of time, and whose each is."""

    def told(seed: int) -> tuple[list[str], list[str]]:
        tale = story(seed)
        house.tell(tale)
        return [str(house.freeze(shown).ask("page")) for shown in tale.shown], [s.audience for s in tale.shown]

    return told


Pages = Callable[[int], tuple[list[str], list[str]]]


@pytest.mark.parametrize("seed", range(400, 412))
def test_nothing_follows_from_the_pages_of_a_generated_consultation(pages_of: Pages, seed: int) -> None:
    pages, audiences = pages_of(seed)

    assert findings(pages, audiences) == []


@pytest.mark.attack
@pytest.mark.parametrize("seed", range(1000, 1060))
def test_nothing_follows_from_the_pages_of_many_generated_consultations(pages_of: Pages, seed: int) -> None:
    pages, audiences = pages_of(seed)

    assert findings(pages, audiences) == []
