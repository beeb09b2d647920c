"""Where the built style sheets, scripts and icons are found: names with a hash, so that they may be kept for a year."""

from __future__ import annotations

import json
import re
from pathlib import Path

import flask
from markupsafe import Markup
from whitenoise import WhiteNoise

SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>')


class AssetsMissingError(RuntimeError):
    """The front-end was not built."""


def init_assets(app: flask.Flask) -> None:
    """Serve `static/dist` (with ready-made gzip) and give templates `asset(name)`."""
    folder = Path(app.root_path) / "static" / "dist"
    manifest_file = folder / "manifest.json"
    manifest: dict[str, str] = {}

    def asset(name: str) -> str:
        """Return the address of a built file. Raises AssetsMissingError when it was not built."""
        if name not in manifest or app.debug:
            try:
                manifest.update(json.loads(manifest_file.read_text(encoding="utf-8")))
            except FileNotFoundError as error:
                raise AssetsMissingError("run `make assets` first") from error
        try:
            return f"/static/{manifest[name]}"
        except KeyError as error:
            raise AssetsMissingError(f"{name} is not among the built files") from error

    texts: dict[str, Markup] = {}

    def asset_text(name: str) -> Markup:
        """Return what stands in a built style sheet, for a page that cannot wait for another request."""
        address = asset(name)
        if address not in texts:
            built = folder / address.removeprefix("/static/")
            texts[address] = Markup(built.read_text(encoding="utf-8"))  # noqa: S704 - our own file
        return texts[address]

    drawings: dict[str, dict[str, str]] = {}

    def drawing(name: str) -> Markup:
        """Return the lines of one pictogram; nothing for a name that is not ours.

        They stand in the page itself: the handful that one page needs weighs less than the sheet that has them all.
        """
        address = asset("pictograms.svg")
        if address not in drawings:
            drawings[address] = dict(SYMBOL.findall(asset_text("pictograms.svg")))
        return Markup(drawings[address].get(name, ""))  # noqa: S704 - our own file

    app.jinja_env.globals["drawing"] = drawing
    app.jinja_env.globals["logo"] = logo_drawing
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["asset_text"] = asset_text
    app.extensions["meepraat_asset"] = asset
    server = WhiteNoise(
        app.wsgi_app, max_age=60, autorefresh=app.debug, immutable_file_test=r"^.+-[0-9a-f]{10}\.[a-z]+$"
    )
    if folder.is_dir():
        server.add_files(str(folder), prefix="static/")
    app.wsgi_app = server  # type: ignore[method-assign]


def logo_drawing(theme: str) -> Markup:
    """Return the mark of a municipality as a drawing in the page itself, for paper and files; nothing without one."""
    wanted = rf'<symbol id="logo-{re.escape(theme)}" (viewBox="[^"]+")>(.*?)</symbol>'
    found = re.search(wanted, asset_text("icons.svg"))
    # Black with white lines: what a PDF or a printer makes of the theme's own colours differs.
    lines = found[2].replace("var(--meepraat-on-action)", "#fff") if found else ""
    drawn = f'<svg class="mp-logo" aria-hidden="true" {found[1]}>{lines}</svg>' if found else ""
    return Markup(drawn)  # noqa: S704 - our own file


def asset_text(name: str) -> str:
    """Return what stands in a built file, for code that has no template."""
    found: Markup = flask.current_app.jinja_env.globals["asset_text"](name)  # type: ignore[operator]
    return str(found)


def asset_address(name: str) -> str:
    """Return the address of a built file, for code that has no template."""
    found: str = flask.current_app.extensions["meepraat_asset"](name)
    return found
