"""The outcome on one page: one page it is, tagged and in Dutch, with the words of the outcome page."""

from __future__ import annotations

import io
import re
import zlib
from ctypes.util import find_library
from dataclasses import replace

import pypdf
import pytest

from panel.results.exports.advice import Advised
from panel.results.exports.answered import LONGEST, Answered
from panel.results.exports.one_page import SAID_OF_QUESTIONS, NoDocumentProgramError, one_page_pdf, page_html
from panel.results.exports.rows import Exported
from panel.results.exports.slides import slides_pptx
from panel.results.exports.spreadsheet import figures_xlsx
from tests.results.exports.outcomes import OUTCOMES, counted, too_few
from tests.results.exports.test_files import allowed
from tests.support import figures_in_files as files

pytestmark = pytest.mark.usefixtures("in_dutch")
TAGS = re.compile(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", re.DOTALL)


@pytest.fixture(params=OUTCOMES)
def everything(request: pytest.FixtureRequest, in_dutch: None) -> Exported:
    return OUTCOMES[request.param]()


def objects_of(pdf: bytes) -> bytes:
    """Return a PDF with its streams unpacked where they are packed."""
    unpacked = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def pdf_of(everything: Exported) -> bytes | None:
    """Return the PDF; None on a machine without the program that lays out pages, where the error must say just that."""
    try:
        return one_page_pdf(everything)
    except NoDocumentProgramError:
        assert find_library("pango-1.0") is None
        return None


def pages_in(content: bytes | None) -> int:
    return 1 if content is None else len(re.findall(rb"/Type\s*/Page\b(?!s)", objects_of(content)))


def test_the_page_holds_the_words_of_the_outcome_and_no_other_number(everything: Exported) -> None:
    page = page_html(everything, SAID_OF_QUESTIONS[0])
    said = " ".join(TAGS.sub(" ", page).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').split())
    view = everything.view
    for text in (view.title, view.headline, *view.sure, *view.missing, *view.too_few, everything.promise):
        assert " ".join(text.split()) in said
    for bar in view.bars:
        assert bar.words in said
    assert files.numbers_in([said]) - allowed(everything) == set()


def test_the_pdf_itself_holds_the_words_of_the_outcome_and_no_other_number() -> None:
    everything = counted(187)
    content = pdf_of(everything)
    if content is None:
        return
    said = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    view = everything.view
    for text in (view.title, view.headline, view.size, *view.sure, *view.missing, everything.promise):
        assert text in said
    assert len(view.bars) > 2
    for bar in view.bars:
        assert f"{bar.label} {bar.words}" in said
    assert files.numbers_in([said]) - allowed(everything) == set()


def test_the_pdf_is_one_tagged_page_in_dutch() -> None:
    everything = counted(612)
    content = pdf_of(everything)
    if content is None:
        return
    told = objects_of(content)
    assert content.startswith(b"%PDF-1.7")
    assert pages_in(content) == 1
    assert re.search(rb"/Lang\s*\(nl\)", told)
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", told)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in told or b'pdfuaid:part="1"' in told
    for tag in (b"/H1", b"/Table", b"/TH"):
        assert tag in told


def test_a_long_outcome_still_fits_on_one_page() -> None:
    everything = counted(612)
    view = everything.view
    long = [
        replace(view.questions[1], number=at, text="Een lange vraag over de bus en de halte. " * 5)
        for at in range(2, 12)
    ]
    crowded = replace(everything, view=replace(view, questions=[view.questions[0], *long], sure=view.sure * 4))
    assert pages_in(pdf_of(crowded)) == 1


def test_too_few_answers_make_a_page_that_says_so() -> None:
    assert pages_in(pdf_of(too_few())) == 1


def answered(*, reasons: int = 1) -> Exported:
    """Return an outcome to which the municipality answered."""
    why = "We maken de halte veiliger, want veel mensen vroegen daarom. Daarna kijken we naar de bus. " * reasons
    given = (Answered("Doen we", "Een veilige halte", why), Answered("Doen we niet", "Een gratis bus", "Te duur."))
    return replace(counted(187), answers=given, promise="Wethouder J. Bos beloofde antwoord voor het eind van 1 mei.")


def test_with_an_answer_the_page_says_what_it_is_and_where_it_stands_instead_of_what_was_promised() -> None:
    everything = answered()
    said = " ".join(TAGS.sub(" ", page_html(everything, SAID_OF_QUESTIONS[0])).split())
    assert "Dit doet de gemeente" in said
    assert "Doen we: Een veilige halte We maken de halte veiliger, want veel mensen vroegen daarom. Doen" in said
    assert "Doen we niet: Een gratis bus Te duur." in said
    assert f"Het hele antwoord staat op {everything.address}." in said
    assert "beloofde" not in said
    assert "Daarna kijken" not in said
    waiting = " ".join(TAGS.sub(" ", page_html(replace(everything, answers=()), SAID_OF_QUESTIONS[0])).split())
    assert everything.promise in waiting
    assert "Dit doet de gemeente" not in waiting


def test_a_full_stop_in_an_abbreviation_does_not_end_what_is_told_of_an_answer() -> None:
    one = Answered("Doen we", "Een halte", "Dat kost ca. 5.000 euro, o.a. voor licht. Daarna kijken we verder.")
    assert one.in_short == "Dat kost ca. 5.000 euro, o.a. voor licht."


def test_also_long_answers_leave_it_one_page() -> None:
    many = Answered("Doen we deels", "Een onderwerp met een lange naam, " * 5, "Een zin zonder eind, " * 40)
    everything = replace(answered(reasons=9), answers=(many,) * 6)
    assert many.in_short.endswith("eind…")
    assert len(many.in_short) <= LONGEST + 1
    assert pages_in(pdf_of(everything)) == 1


def test_slides_and_workbook_tell_the_answer_as_well() -> None:
    everything = answered()
    for texts in (files.texts_in_slides(slides_pptx(everything)), files.texts_in_xlsx(figures_xlsx(everything))):
        said = " ".join(texts)
        assert "Doen we niet: Een gratis bus" in said
        assert "beloofde" not in said


def test_also_long_recommendations_leave_it_one_page() -> None:
    long = Advised("Laat jongeren zelf het rooster van de laatste bus maken. " * 6, "", "", "")
    assert pages_in(pdf_of(replace(answered(), advice=(long,) * 5))) == 1
