"""What a phone needs without network: the worker that keeps our files, and an empty page to show answers in."""

from __future__ import annotations

import json

import flask

from panel.answering.forms import StepForm
from panel.answering.routes.blueprint import answering
from panel.core.access import public
from panel.core.assets import asset_address, asset_text

# What every phone gets after the first screen, and what it gets when someone takes part.
FIRST = ("phone.css", "phone.js", "icons.svg")


@answering.get("/meedoen/dienst.js")
@public
def worker_script() -> flask.typing.ResponseReturnValue:
    """Give the service worker, with the names of the files that it keeps."""
    theme = f"themes/{flask.g.municipality.theme or 'voorbeeldstad'}.css"
    files = {
        "shell": flask.url_for("answering.shell_page"),
        "files": [asset_address(name) for name in (theme, *FIRST)],
    }
    response = flask.Response(
        f"self.meepraat={json.dumps(files)};\n{asset_text('worker.js')}", mimetype="text/javascript"
    )
    response.headers["Service-Worker-Allowed"] = flask.url_for("answering.code_page")
    response.headers["Cache-Control"] = "no-cache"
    return response


@answering.get("/meedoen/zonder-netwerk")
@public
def shell_page() -> flask.typing.ResponseReturnValue:
    """Give a page without anything of anybody: a phone without network shows its own screens in it."""
    return flask.render_template("answering/shell.html")


@answering.get("/meedoen/sleutel")
@public
def token_page() -> flask.typing.ResponseReturnValue:
    """Give a fresh form token to a page whose own is no longer good."""
    return flask.jsonify(token=StepForm(formdata=None).csrf_token.current_token)
