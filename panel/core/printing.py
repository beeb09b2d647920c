"""Pages for paper: made outside a request too, and as a PDF where WeasyPrint is installed."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from typing import Any

import flask
from flask_babel import force_locale
from markupsafe import Markup


def render_for_paper(template: str, language: str, **values: Any) -> Markup:
    """Return a template filled in, in one of our languages, with nothing of a request: who asks, or for which page."""
    with force_locale(language):
        drawn = flask.current_app.jinja_env.get_template(template).render(**values)
    return Markup(drawn)  # noqa: S704 - our own template


@cache
def can_make_pdf() -> bool:
    """Return whether WeasyPrint and the drawing library that it needs (Pango) are there."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    try:
        _weasyprint()
    except (ImportError, OSError):
        # Without Pango it fails while it is being loaded.
        return False
    return True


def pdf_of(page: str) -> bytes:
    """Return a whole page (HTML with its styles in it) as a tagged PDF. Nothing is fetched for it but our own files.

    Raises ImportError or OSError where `can_make_pdf` is False.
    """
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=page, base_url="meepraat:", url_fetcher=_fetch)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _weasyprint() -> Any:
    # It takes seconds to load, and it is not always there.
    return importlib.import_module("weasyprint")


def _fetch(address: str, *_more: Any, **_named: Any) -> dict[str, Any]:
    """Give WeasyPrint a picture of ours that stands in the page itself, and refuse every other address."""
    if not address.startswith("data:"):
        raise ValueError("nothing is fetched for a PDF")
    fetched: dict[str, Any] = _weasyprint().default_url_fetcher(address)
    return fetched
