"""The size of files, and who imports what and where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import PANEL, ROOT, name_of, sources, templates, tree

MOST_LINES = 350
MOST_TEMPLATE_LINES = 180
# Rooms that put others together, or that every room stands on.
ABOVE = {"app.py", "cli", "tables.py", "demonstration"}
BELOW = {"core", "stats", "readability", "masking"}
SHELVES = {"service", "queries", "policy", "models"}
# What a room has more to offer to others: what a kind of question is and who gets it, what an answer looks like, and
# an outcome in words and drawings, which the council's pages show beside the reply.
MORE_SHELVES = {
    "consultations": {"kinds", "states", "changes", "retention", "tested", "routing", "forecast"},
    "answering": {"receipt", "answers", "guesses", "media", "modes", "wording"},
    "media": {"pictures", "sound", "problems", "presenters"},
    "results": {"presenters", "words", "charts", "opinion_chart", "labels", "exports", "hiding", "withdrawal"},
    "replies": {"presenters"},
    "open_answers": {"presenters"},
    "speaking_minds": {"presenters"},
}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_file_fits_in_the_head() -> None:
    ours = [*sources(PANEL), *sources(ROOT / "tools"), *sources(ROOT / "tests"), ROOT / "config.py", ROOT / "wsgi.py"]
    assert len(ours) > 100
    assert {name_of(path): lines(path) for path in ours if lines(path) > MOST_LINES} == {}


def test_a_template_fits_on_a_screen_or_three() -> None:
    assert {name_of(path): lines(path) for path in templates() if lines(path) > MOST_TEMPLATE_LINES} == {}


def nested_imports(module: ast.Module) -> list[int]:
    """Return the lines on which a function imports code of our own."""
    found = []
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if any(name.split(".")[0] in {"panel", "config", "tests", "tools"} for name in names):
                    found.append(node.lineno)
    return found


def test_no_function_imports_our_own_code() -> None:
    found = {name_of(path): nested_imports(tree(path)) for path in sources(PANEL, ROOT / "tests", ROOT / "tools")}
    assert {path: at for path, at in found.items() if at} == {}


def test_an_import_within_a_function_is_seen() -> None:
    assert nested_imports(ast.parse("def late():\n    from panel.core import db\n")) == [2]


def reaches(path: Path) -> Iterator[str]:
    """Give the modules of other rooms that a file imports past their doors."""
    room = path.relative_to(PANEL).parts[0]
    if room in ABOVE:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("panel."):
            parts = (node.module or "").split(".")[1:]
            wanted = [parts] if len(parts) > 1 else [[parts[0], alias.name] for alias in node.names]
        elif isinstance(node, ast.Import):
            wanted = [alias.name.split(".")[1:] for alias in node.names if alias.name.startswith("panel.")]
        else:
            continue
        for other, *shelf in wanted:
            if other not in {room, *BELOW} and not (shelf and shelf[0] in SHELVES | MORE_SHELVES.get(other, set())):
                yield f"{name_of(path)}:{node.lineno} {'.'.join(['panel', other, *shelf])}"


def test_rooms_enter_each_other_through_their_doors() -> None:
    assert [reach for path in sources() for reach in reaches(path)] == []


@pytest.mark.parametrize("room", sorted(path.name for path in PANEL.iterdir() if (path / "__init__.py").exists()))
def test_a_room_says_in_one_sentence_what_it_is(room: str) -> None:
    said = ast.get_docstring(tree(PANEL / room / "__init__.py"))
    assert said
    assert said.splitlines()[0].endswith(".")


def test_nothing_unfinished_is_left_behind() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX:")
    everything = [*sources(PANEL, ROOT / "tests", ROOT / "tools"), *templates()]
    found = [name_of(path) for path in everything if any(mark in path.read_text(encoding="utf-8") for mark in marks)]
    assert found == []
