"""The sheet that every slide is made on: in Dutch, in the letters and colours of the house, as wide as a projector."""

from __future__ import annotations

import re
from typing import Any

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.75
INSIDE = WIDTH - 2 * MARGIN
INK, SOFT, GREY, PAPER_EDGE, GROUND, ACTION = "15233B", "5B6472", "7B746A", "D9D2C7", "F6F3EE", "0A6B5E"
LETTERS = "Arial"
LANGUAGE = "nl-NL"
STRIP = 0.14
OPENING, ONLY_TITLE = "Title Slide", "Title Only"
KEPT = {OPENING: "Titeldia", "Title and Content": "Titel en inhoud", ONLY_TITLE: "Alleen titel"}
HOUSE_COLOURS = {
    "dk2": INK, "lt2": GROUND, "accent1": ACTION, "accent2": "24527A", "accent3": "8C3B1F", "accent4": GREY,
    "accent5": "3E8E82", "accent6": "6A87A8",
}  # fmt: skip
STRIP_ON_TOP = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="99" name="Streep"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
)


def empty_presentation() -> tuple[Any, dict[str, Any]]:
    """Return a presentation without slides, and its layouts by their first name."""
    import pptx  # noqa: PLC0415 - loads slowly, and only these modules make slides
    from pptx import util  # noqa: PLC0415
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415

    file = pptx.Presentation()
    wider = WIDTH / util.Emu(file.slide_width).inches
    file.slide_width, file.slide_height = util.Inches(WIDTH), util.Inches(HEIGHT)
    (master,) = file.slide_masters
    for layout in list(master.slide_layouts):
        if layout.name not in KEPT:
            master.slide_layouts.remove(layout)
    layouts = {layout.name: layout for layout in master.slide_layouts}
    for sheet in (master, *layouts.values()):
        _widen(sheet, wider)
        _speak_dutch(sheet._element)
    _speak_dutch(file.part._element)
    for name, layout in layouts.items():
        layout._element.cSld.set("name", KEPT[name])
    _strip(master)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _in_house(theme.blob.decode("utf-8")).encode("utf-8")
    return file, layouts


def _widen(sheet: Any, times: float) -> None:
    """Keep the places for who adds a slide inside the margins of the wider sheet."""
    for shape in sheet.placeholders:
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = round(shape.left * times), round(shape.width * times)


def _speak_dutch(element: Any) -> None:
    for one in element.iter():
        if one.get("lang"):
            one.set("lang", LANGUAGE)


def _strip(master: Any) -> None:
    from pptx import util  # noqa: PLC0415
    from pptx.oxml import parse_xml  # noqa: PLC0415

    drawn = STRIP_ON_TOP.format(width=util.Inches(WIDTH), height=util.Inches(STRIP), colour=ACTION)
    master._element.cSld.spTree.insert_element_before(parse_xml(drawn), "p:sp")


def _in_house(theme: str) -> str:
    theme = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{LETTERS}", theme)
    for name, colour in HOUSE_COLOURS.items():
        theme = re.sub(rf'(<a:{name}>\s*<a:srgbClr val=")[0-9A-Fa-f]+', rf"\g<1>{colour}", theme)
    return theme
