"""The opinion map on the command line, for researchers: groups by person, common ground, what tells groups apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from panel.cli.problems import tell_problems
from panel.cli.votes_file import Votes, read_moderated_out, read_votes
from panel.consultations.service.exchange.problems import FileError
from panel.stats.characteristic import common_ground, stance_counts, typical_statements
from panel.stats.opinions import NOT_GROUPED, OpinionGroups, opinion_groups


def as_document(votes: Votes, found: OpinionGroups, texts: dict[str, str]) -> dict[str, Any]:
    """Return the groups as plain values for JSON; groups are numbered from 0, the largest first."""
    counts = stance_counts(votes.stances, found.labels, found.groups)

    def named(index: int) -> dict[str, Any]:
        name = votes.statements[index]
        return {"comment-id": name, **({"text": texts[name]} if name in texts else {})}

    return {
        "k": found.groups,
        "silhouette": round(found.silhouette, 6),
        "people": len(votes.people),
        "grouped": int((found.labels != NOT_GROUPED).sum()),
        "statements": len(votes.statements),
        "groups": {
            person: label
            for person, label in zip(votes.people, found.labels.tolist(), strict=True)
            if label != NOT_GROUPED
        },
        "common_ground": [
            {**named(one.statement), "agree": round(one.agree, 6), "disagree": round(one.disagree, 6)}
            for one in (common_ground(counts) if found.groups else [])
        ],
        "distinguishing": {
            str(group): [
                {
                    **named(one.statement),
                    "stance": "agree" if one.agree else "disagree",
                    "chance": round(one.chance, 6),
                    "times_others": round(one.times, 6),
                    "strength": round(one.strength, 6),
                }
                for one in typical
            ]
            for group, typical in enumerate(typical_statements(counts) if found.groups > 1 else [])
        },
    }


@click.command("opinion-map")
@click.argument("votes", type=click.Path(path_type=Path))
@click.option("--comments", type=click.Path(path_type=Path), help="comments.csv: statements moderated -1 are left out.")
def opinion_map_command(votes: Path, comments: Path | None) -> None:
    """Group the people in VOTES by what they agree with, and print one JSON object.

    VOTES is a CSV file with the columns voter-id, comment-id and vote (1 agree, -1 disagree, 0 pass), or a matrix
    with a column participant and one column per statement. Who answered fewer than 7 statements is in no group.
    """
    try:
        left_out, texts = read_moderated_out(comments) if comments is not None else (set(), {})
        read = read_votes(votes).without(left_out)
    except FileError as error:
        tell_problems(error.problems)
        raise click.exceptions.Exit(2) from error
    click.echo(
        json.dumps(
            as_document(read, opinion_groups(read.stances, moderated_out=read.moderated_out), texts), ensure_ascii=False
        )
    )
