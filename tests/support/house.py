"""What the architecture tests look at: the project's own files, and its routes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask
from werkzeug.routing import Rule

ROOT = Path(__file__).resolve().parents[2]
PANEL = ROOT / "panel"
READING = {"GET", "HEAD", "OPTIONS"}


def sources(*folders: Path) -> Iterator[Path]:
    """Give the Python files of our own in these folders."""
    for folder in folders or (PANEL,):
        yield from (path for path in sorted(folder.rglob("*.py")) if "dist" not in path.parts)


def templates() -> list[Path]:
    """Return the HTML templates of all rooms."""
    return sorted((PANEL / "templates").rglob("*.html"))


def tree(path: Path) -> ast.Module:
    """Return a Python file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """Return a file's name within the project."""
    return str(path.relative_to(ROOT))


def routes(app: flask.Flask) -> list[Rule]:
    """Return every route of the application."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def roles_of(app: flask.Flask, rule: Rule) -> Any:
    """Return the roles of a route: None for everybody. Raises AttributeError when it does not say."""
    return app.view_functions[rule.endpoint].meepraat_roles  # type: ignore[attr-defined]


def writing_methods(rule: Rule) -> list[str]:
    """Return the methods of a route that may change something."""
    return sorted((rule.methods or set()) - READING)
