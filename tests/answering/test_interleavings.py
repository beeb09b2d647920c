"""Whatever happens to network, tabs and browser on the way: what someone answered is counted once, and whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
from sqlalchemy.orm import Session

from panel.answering.answers import Answers
from panel.answering.sync import given_to_phone
from panel.consultations.models import Consultation, EvidenceKind
from panel.core.keys import KeyDirectory, Pepper
from panel.invitations.service import create_invitations
from panel.municipalities.models import Municipality
from tests.answering.routed import ROUTES, put_routes, screens
from tests.factories import MunicipalityFactory
from tests.journeys.website import served
from tests.support.boxes import opened_boxes
from tests.support.scene import GROUP_CODE, open_class_consultation, the_round

PHONE = Path(__file__).parent / "phone" / "main.mjs"
STORIES = int(os.environ.get("MEEPRAAT_INTERLEAVINGS", "500"))
# Another seed gives other stories; one that failed is told again with its own seed and number.
SEED = int(os.environ.get("MEEPRAAT_INTERLEAVINGS_SEED", "1"))
FIRST = int(os.environ.get("MEEPRAAT_INTERLEAVINGS_FIRST", "0"))
AT_ONCE = 6
LONGEST = 900

pytestmark = pytest.mark.sqlite


@pytest.fixture
def address(sqlite_app: flask.Flask) -> Iterator[str]:
    with served(sqlite_app) as site:
        yield site.address


@pytest.fixture
def municipality(session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory()
    return made


@pytest.fixture
def group(session: Session, keys: KeyDirectory, municipality: Municipality) -> Consultation:
    """A group with room for everybody, in which some questions are not for everybody."""
    made = put_routes(session, open_class_consultation(session, keys, seats=None, municipality=municipality))
    session.commit()
    return made


@pytest.fixture
def invited(session: Session, keys: KeyDirectory, municipality: Municipality) -> Consultation:
    """The same questions for people with a letter."""
    made = open_class_consultation(
        session, keys, evidence_kind=EvidenceKind.SAMPLE, code="met-een-brief", municipality=municipality
    )
    put_routes(session, made)
    session.commit()
    return made


def number_of(answers: Answers) -> int:
    """Return whose story this is, which everybody names in the open answer; -1 when it is not there."""
    tip = answers.given.get("tip")
    return int(str(tip.value).split(",")[0].removeprefix("Verhaal ")) if tip is not None else -1


def tell(address: str, doors: list[dict[str, str]]) -> list[dict[str, Any]]:
    about: dict[str, Any] = {"address": address, "seed": SEED, "count": STORIES, "first": FIRST, "at_once": AT_ONCE}
    about |= {"screens": screens(), "doors": doors}
    node = shutil.which("node")
    assert node is not None
    told = subprocess.run(
        [node, PHONE, json.dumps(about)], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert told.returncode == 0, told.stderr[-3000:]
    found: list[dict[str, Any]] = json.loads(told.stdout)
    return found


def test_every_phone_is_counted_once_with_what_it_showed_last(
    address: str, session: Session, keys: KeyDirectory, pepper: Pepper, group: Consultation, invited: Consultation
) -> None:
    letters = create_invitations(session, the_round(invited), STORIES // 4 + 1, pepper)
    session.commit()
    doors = [
        {"kind": ("group", "personal", "group", "typed")[number % 4], "code": GROUP_CODE} for number in range(STORIES)
    ]
    for door, letter in zip(doors[1::4], letters, strict=False):
        door["code"] = letter
    told = tell(address, doors)
    assert len(told) == STORIES

    counted: dict[int, list[Answers]] = {}
    for answers in opened_boxes(session, group, keys) + opened_boxes(session, invited, keys):
        counted.setdefault(number_of(answers), []).append(answers)
    assert sum(key not in answers.given for of in counted.values() for answers in of for key in ROUTES) > STORIES / 4
    failures = []
    for story in told:
        found = [given_to_phone(answers) for answers in counted.pop(story["number"], [])]
        if len(found) != 1 or found[0] not in story["sealed"] or story["troubles"] or not story["thanked"]:
            failures.append(
                f"seed {SEED}, story {story['number']}: {len(found)} counted, {story['troubles']}\n  found {found}\n"
                f"  shown {story['sealed']}\n  {story['log']}"
            )
    assert not failures, f"{len(failures)} of {STORIES}:\n" + "\n".join(failures[:5])
    assert counted == {}, "counted, and of nobody"
