"""Which rounded counts of people can stand behind a share in words."""

from tests.privacy.public_reader import Cell, Share


def steps_of(size: int) -> float:
    """How fine a share may be for this rounded number of people."""
    return 0.1 if size < 50 else 0.05 if size < 300 else 0.01


def says(share: Share, count: int, others: int, unit: float) -> bool:
    """Whether a share in words can come from a rounded count and the rounded count of all others."""
    if share.nearly:
        return count == 0 if share.nearly == "niemand" else others == 0
    exact = count / (count + others) if count else 0.0
    if share.below:
        return exact < share.value + 1e-9
    return abs(exact - share.value) <= unit / 2 + 1e-9


def others_of(cell: Cell, size: int) -> tuple[int, int] | None:
    """The rounded number who did not choose this: a choose-several share is the count out of itself and these."""
    if cell.nobody or not cell.count:
        return None
    near = [size - cell.count + step for step in (-5, 0, 5) if size - cell.count + step >= 0]
    fitting = [others for others in near if says(cell.share, cell.count, others, steps_of(size))]
    return (min(fitting), max(fitting)) if fitting else None


def said_count(share: Share, people: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many people a share in words can be, and how many others, of a rounded number of people."""
    fitting = [
        (count, others)
        for count in range(0, people + 6, 5)
        for others in (people - count - 5, people - count, people - count + 5)
        if others >= 0 and count + others and says(share, count, others, steps_of(people))
    ]
    counts, rest = [c for c, _ in fitting] or [0, people], [o for _, o in fitting] or [0, people]
    return (max(0, min(counts) - 2), max(counts) + 2), (max(0, min(rest) - 2), max(rest) + 2)
