"""Measures the opinion map: are the groups those that Polis published, how quickly, and for a hundred thousand people.

Usage: python -m bench.opinions [FOLDER]; FOLDER holds conversations as Polis exports them (default
../shared/data/polis). The published groups are the column group-id of participants-votes.csv.

Method: votes.csv without the statements that a moderator left out (comments.csv, moderated -1); everybody with at
least 7 votes is grouped by `panel.stats.opinions.opinion_groups`, which chooses the number of groups itself; the
adjusted Rand index (Hubert and Arabie 1985) compares ours and theirs on the people who are in both. Times are the
middle one of five, after reading the file and loading the libraries; aims are held against processor time, which a
busy machine does not lengthen (all is done in one thread). The hundred thousand are drawn from four made-up
camps with a third of the votes missing; their silhouettes come from a drawn part of 3,000.
"""

import argparse
import csv
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score

from panel.cli.votes_file import Votes, read_moderated_out, read_votes
from panel.stats.opinions import NO_STANCE, NOT_GROUPED, Stances, opinion_groups

ROOT = Path(__file__).resolve().parent.parent
CONVERSATIONS = ROOT.parent / "shared" / "data" / "polis"
# What an independent implementation of the same method reaches; None where it is only reported.
AIMS: dict[str, float | None] = {
    "brexit-consensus": 0.63,
    "canadian-electoral-reform": 0.99,
    "scoop-hivemind.biodiversity": 0.95,
    "vtaiwan.uberx": 0.82,
    "15-per-hour-seattle": 0.45,
    "bg2050-volunteers": 0.19,
    "london.youth.policing": None,
    "scoop-hivemind.ubi": None,
}
SECONDS = {"vtaiwan.uberx": 0.3}
REPEATS = 5
MANY, STATEMENTS = 100_000, 100
MOST_SECONDS, MOST_MEGABYTES = 60, 2000


@dataclass(frozen=True)
class Measured:
    """One conversation: its size, how many groups there are and were, how alike they are, and how long that took."""

    people: int
    statements: int
    groups: int
    published: int
    alike: float
    seconds: float
    processor: float


def read_conversation(folder: Path) -> Votes:
    """Return the votes of a conversation without what its moderator left out."""
    left_out, _texts = read_moderated_out(folder / "comments.csv")
    return read_votes(folder / "votes.csv").without(left_out)


def published_groups(folder: Path) -> dict[str, str]:
    """Return the group in which Polis put each person."""
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as source:
        return {row["participant"]: row["group-id"] for row in csv.DictReader(source) if row["group-id"]}


def alike(votes: Votes, labels: list[int], published: dict[str, str]) -> float:
    """Return the adjusted Rand index of our groups and theirs, on the people who are in both."""
    ours = dict(zip(votes.people, labels, strict=True))
    both = [person for person in published if ours.get(person, NOT_GROUPED) != NOT_GROUPED]
    return float(adjusted_rand_score([published[one] for one in both], [ours[one] for one in both]))


def measure(folder: Path) -> Measured:
    """Group the people of one conversation a few times and compare."""
    votes, published = read_conversation(folder), published_groups(folder)
    seconds, processor = [], []
    for _ in range(REPEATS):
        started, before = time.perf_counter(), time.process_time()
        found = opinion_groups(votes.stances, moderated_out=votes.moderated_out)
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - before)
    return Measured(
        people=len(votes.people),
        statements=len(votes.statements),
        groups=found.groups,
        published=len(set(published.values())),
        alike=alike(votes, found.labels.tolist(), published),
        seconds=statistics.median(seconds),
        processor=statistics.median(processor),
    )


def many_people(people: int = MANY, statements: int = STATEMENTS) -> Stances:
    """Return made-up stances: four camps that differ on some statements, a third of the votes missing."""
    rng = np.random.default_rng(7)
    camps = rng.integers(0, 4, people)
    agree = rng.uniform(0.15, 0.85, (4, statements))
    drawn = rng.random((people, statements))
    stances = np.where(drawn < agree[camps], 1, -1).astype(np.int8)
    stances[rng.random((people, statements)) < 0.08] = 0
    stances[rng.random((people, statements)) < 0.33] = NO_STANCE
    return stances


def measure_many() -> tuple[float, float]:
    """Return the seconds and the megabytes at most for a hundred thousand people, all in this process."""
    stances = many_people()
    started = time.perf_counter()
    opinion_groups(stances)
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print one line per conversation and one for many people; return 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CONVERSATIONS)
    parser.add_argument("--many", action="store_true", help="only the hundred thousand people")
    chosen = parser.parse_args()
    if chosen.many:
        print(*measure_many())
        return 0
    missed = []
    print((__doc__ or "").split("Method: ", 1)[1])
    print(
        f"{'conversation':<28} {'people':>7} {'statements':>10} {'k':>2} {'theirs':>6} {'alike':>6} "
        f"{'aim':>5} {'s':>6} {'cpu s':>6}"
    )
    for name, aim in AIMS.items():
        if not (chosen.folder / name).is_dir():
            print(f"{name:<28} not there")
            continue
        found = measure(chosen.folder / name)
        shown = "-" if aim is None else f"{aim:.2f}"
        print(
            f"{name:<28} {found.people:>7} {found.statements:>10} {found.groups:>2} {found.published:>6} "
            f"{found.alike:>6.3f} {shown:>5} {found.seconds:>6.3f} {found.processor:>6.3f}"
        )
        if (aim is not None and found.alike < aim) or found.processor > SECONDS.get(name, float("inf")):
            missed.append(name)
    seconds, megabytes = map(float, _alone().split())
    print(f"{MANY} people x {STATEMENTS} statements: {seconds:.1f} s, {megabytes:.0f} MB at most")
    if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        missed.append("many people")
    print(f"Missed: {', '.join(missed)}." if missed else "Every aim is met.")
    return 1 if missed else 0


def _alone() -> str:
    """Measure many people in a process of their own, so that the memory is theirs."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.opinions", "--many"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
