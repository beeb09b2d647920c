"""The page where someone chooses how to read: letters, language, easy words, contrast and calm."""

from __future__ import annotations

import flask

from panel.core.access import public
from panel.core.reading import inside_address, own_preferences, read_by_respondents, remember_reading

reading_help = read_by_respondents(flask.Blueprint("reading_help", __name__))


@reading_help.get("/leeshulp")
@public
def reading_page() -> flask.typing.ResponseReturnValue:
    """Show what can be chosen, and what this device has now."""
    return flask.render_template("home/reading.html", back=_back(flask.request.args.get("terug")))


@reading_help.post("/leeshulp")
@public
def reading_post() -> flask.typing.ResponseReturnValue:
    """Keep a choice on the device and go back; a choice made on the page itself stays there, to choose more.

    Form: any of letters (normal, large, largest), language, easy, contrast, calm (yes, no); `terug` an address within
    this site; `stay` on the page itself.
    """
    back = _back(flask.request.form.get("terug"))
    stays = "stay" in flask.request.form
    response = flask.redirect(flask.url_for("reading_help.reading_page", terug=back) if stays else back)
    remember_reading(response, own_preferences().changed(flask.request.form))
    return response


def _back(address: str | None) -> str:
    """Return where someone came from, or the first page of the phone when that cannot be told."""
    inside = inside_address(address)
    here = flask.url_for("reading_help.reading_page")
    return flask.url_for("answering.code_page") if inside is None or inside.split("?")[0] == here else inside
