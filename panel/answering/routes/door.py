"""Coming in: a code that is typed or scanned becomes a cookie by a tap, and the address is clean from then on."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from panel.answering.cookie import remember
from panel.answering.forms import CodeForm
from panel.answering.routes.blueprint import answering
from panel.answering.routes.doorway import door_of, known_draw, page_of, participant_at, shut_at
from panel.answering.routes.effort import note_wrong_code, slow_down
from panel.answering.routes.welcome import welcome
from panel.core.access import public
from panel.core.ids import tidy_code
from panel.core.security import csrf


@answering.get("/meedoen")
@public
def code_page() -> flask.typing.ResponseReturnValue:
    """Ask for the code."""
    return flask.render_template("answering/code.html", form=CodeForm(), error="")


@answering.post("/meedoen")
@csrf.exempt
@public
def code_post() -> flask.typing.ResponseReturnValue:
    """Take a typed code: it is exchanged for a cookie at once, so that it never stands in an address."""
    form = CodeForm()
    typed = form.code.data or ""
    if not form.validate():
        return code_again(form, _("Dat duurde even. Druk nog een keer op Verder."), 400)
    if not tidy_code(typed):
        return code_again(form, _("Vul eerst de code in."), 400)
    slowed = slow_down()
    if slowed is not None:
        return slowed
    door = door_of(typed)
    if door is None:
        note_wrong_code()
        return code_again(form, _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    shut = shut_at(door)
    if shut is not None:
        return page_of(door, shut)
    response = flask.redirect(flask.url_for("answering.welcome_page"))
    remember(response, participant_at(door, typed))
    return response


def code_again(form: CodeForm, error: str, status: int) -> flask.typing.ResponseReturnValue:
    return flask.render_template("answering/code.html", form=form, error=error), status


@answering.get("/meedoen/<string:code>")
@public
def invited_page(code: str) -> flask.typing.ResponseReturnValue:
    """Show what a scanned code leads to. Looking, as preview robots do, uses nothing up."""
    slowed = slow_down(code)
    if slowed is not None:
        return slowed
    door = door_of(code)
    if door is None:
        note_wrong_code()
        return code_again(CodeForm(), _("Deze code klopt niet. Kijk nog een keer goed."), 404)
    shut = shut_at(door)
    if shut is not None:
        return page_of(door, shut)
    return welcome(door.consultation, door.round, code=code, draw=known_draw(door, code))
