"""The first screen of the phone is light: counted from the page and the built files, without a browser or a clock."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from panel.core.keys import KeyDirectory
from tests.support.house import PANEL
from tests.support.scene import GROUP_CODE, open_class_consultation
from tests.support.visitor import Visitor

DIST = PANEL / "static" / "dist"
MOST_BYTES = 40_000
MOST_REQUESTS = 6
# What the headers of a request and a reply take at most.
HEADERS = 1_000
LOADED = re.compile(r'(?:href|src)="/static/([^"#]+)')


def loaded_files(page: str) -> set[Path]:
    """Return the built files that a browser fetches for a page: styles, scripts, icons, sheets of pictograms."""
    # What stands in a template is loaded only when it is shown.
    return {DIST / name for name in LOADED.findall(re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL))}


def size_on_the_line(file: Path) -> int:
    packed = file.with_name(file.name + ".gz")
    return min(file.stat().st_size, packed.stat().st_size) if packed.exists() else file.stat().st_size


@pytest.mark.parametrize("address", ["/meedoen", f"/meedoen/{GROUP_CODE}"])
def test_the_first_screen_weighs_at_most_40_kilobytes_in_6_requests_with_what_it_keeps_for_later(
    address: str, client: Visitor, session: Session, keys: KeyDirectory
) -> None:
    open_class_consultation(session, keys)
    session.commit()
    page = client.get(address).get_data(as_text=True)
    files = loaded_files(page)
    assert {file.name.split("-")[0] for file in files} == {"phone", "icons"}, "its script and its icons"
    assert page.count("<style ") == 2, "theme and styles stand in the page"
    # What the browser keeps for when the network goes, once this screen stands there; styles and script are there.
    behind = [client.get("/meedoen/dienst.js"), client.get("/meedoen/zonder-netwerk")]
    assert [one.status_code for one in behind] == [200, 200]
    files |= {file for file in DIST.glob("pictograms-*.svg") if file.name in behind[0].get_data(as_text=True)}
    pages = [page.encode(), *(one.get_data() for one in behind)]
    assert len(pages) + len(files) <= MOST_REQUESTS
    weights = [*(len(gzip.compress(one)) for one in pages), *(size_on_the_line(file) for file in files)]
    assert sum(weights) + HEADERS * len(weights) <= MOST_BYTES


def test_a_question_without_scripts_loads_the_styles_once_and_its_pictures(
    client: Visitor, session: Session, keys: KeyDirectory
) -> None:
    open_class_consultation(session, keys)
    session.commit()
    first = loaded_files(client.get(f"/meedoen/{GROUP_CODE}").get_data(as_text=True))
    client.post("/meedoen/start", data={"code": GROUP_CODE})
    question = loaded_files(client.get("/meedoen/vraag/1").get_data(as_text=True))
    styles = {file for file in question if file.suffix == ".css"}
    assert {file.name.split("-")[0] for file in question - first - styles} <= {"pictograms"}
    assert styles <= loaded_files(client.get("/meedoen/nakijken").get_data(as_text=True))
