"""The outcome on one page of paper: a tagged PDF that a screen reader reads in order."""

from __future__ import annotations

import logging
from typing import Any

from panel.core.printing import render_for_paper
from panel.core.reading import DUTCH
from panel.results.exports.advice import MOST_IN_SHORT
from panel.results.exports.answered import MOST_ANSWERS
from panel.results.exports.progress import Progress, nobody_waits
from panel.results.exports.rows import Exported

SAID_OF_QUESTIONS = (8, 5, 3, 0)
"""How many questions are told in one line each: fewer when the page would grow to two."""
SAID_OF_ADVICE = (3, 1)
"""How many recommendations are left where they are so long that the page still grows to two."""


class NoDocumentProgramError(RuntimeError):
    """This machine has no program that lays out pages (libpango)."""


def one_page_pdf(everything: Exported, progress: Progress = nobody_waits) -> bytes:
    """Return a PDF/UA-1 of one page, in Dutch. Raises NoDocumentProgramError where it cannot be made."""
    try:
        import weasyprint  # noqa: PLC0415 - loads for seconds, and is not to be had everywhere
    except OSError as error:
        raise NoDocumentProgramError from error
    for chatter in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(chatter).setLevel(logging.ERROR)
    parts = 3
    progress(1, parts)
    document = _fitted(weasyprint, everything)
    progress(2, parts)
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    progress(parts, parts)
    return content


def page_html(everything: Exported, lines: int, advice: int = MOST_IN_SHORT) -> str:
    """Return the page as HTML, with so many other questions told in one line each, and so many recommendations."""
    view = everything.view
    others = [one for one in view.questions if one.number != view.first_number and one.bars]
    return str(
        render_for_paper(
            "results/one_page.html",
            DUTCH,
            everything=everything,
            view=view,
            others=others[:lines],
            most_advice=advice,
            most_answers=MOST_ANSWERS,
            with_reasons=lines > 0,
        )
    )


def _fitted(weasyprint: Any, everything: Exported) -> Any:
    document = None
    tries = [*((lines, MOST_IN_SHORT) for lines in SAID_OF_QUESTIONS), *((0, advice) for advice in SAID_OF_ADVICE)]
    for lines, advice in tries:
        document = weasyprint.HTML(string=page_html(everything, lines, advice)).render(
            pdf_variant="pdf/ua-1", pdf_tags=True
        )
        if len(document.pages) == 1:
            break
    return document
