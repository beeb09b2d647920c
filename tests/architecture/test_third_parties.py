"""No page, style sheet or script asks another site for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import PANEL, name_of, templates

ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9][a-z0-9.-]*\.[a-z]{2,}", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)
# Names, not places to fetch from: nothing is asked of them.
NAMES = {"http://www.w3.org"}
# Where a link may lead when someone follows it.
LINKS: set[str] = set()


def written_by_us() -> list[Path]:
    """Return templates, style sheets, scripts and drawings, without what is built from them."""
    static = PANEL / "static"
    kinds = (".css", ".js", ".svg", ".json")
    return [
        *templates(),
        *sorted(path for path in static.rglob("*") if path.suffix in kinds and "dist" not in path.parts),
    ]


def addresses(text: str) -> Iterator[str]:
    """Give the addresses of other sites in a text, comments left out."""
    yield from (found for found in ADDRESS.findall(COMMENT.sub("", text)) if found not in NAMES | LINKS)


def test_nothing_that_we_wrote_names_another_site() -> None:
    files = written_by_us()
    assert {path.suffix for path in files} >= {".html", ".css", ".js"}
    found = {name_of(path): list(addresses(path.read_text(encoding="utf-8"))) for path in files}
    assert {path: sites for path, sites in found.items() if sites} == {}


def test_no_built_style_sheet_or_script_of_ours_names_another_site() -> None:
    built = [
        path
        for path in (PANEL / "static" / "dist").rglob("*")
        if path.suffix in {".css", ".js", ".svg"} and not path.name.startswith("plotly")
    ]
    assert built, "the front-end was not built"
    found = {name_of(path): list(addresses(path.read_text(encoding="utf-8"))) for path in built}
    assert {path: sites for path, sites in found.items() if sites} == {}


@pytest.mark.parametrize(
    "text",
    [
        "@import url(https://fonts.example.com/a.css)",
        '<img src="//cdn.example.org/a.png">',
        "fetch('http://a.example.net')",
    ],
)
def test_each_way_to_name_another_site_is_seen(text: str) -> None:
    assert len(list(addresses(text))) == 1
