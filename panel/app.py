"""Puts the house together: the only file that knows every room."""

from __future__ import annotations

import flask
from flask_babel import get_locale
from flask_compress import Compress

from config import Settings
from panel.accounts.routes import accounts
from panel.accounts.sign_in import init_sign_in
from panel.accounts.tasks import register_tasks as register_account_tasks
from panel.answering.routes import answering, assisting, tryouts
from panel.answering.sync import answering_sync
from panel.cli import readability as readability_cli
from panel.cli import setup as setup_cli
from panel.cli.consultation import consultation_group
from panel.cli.jobs import jobs_group
from panel.cli.outcome import outcome_group
from panel.cli.stats import stats_group
from panel.cli.submissions import submissions_group
from panel.consultations.routes import consultations
from panel.consultations.tasks import register_tasks as register_consultation_tasks
from panel.core.access import init_access
from panel.core.assets import init_assets
from panel.core.db import database, init_db
from panel.core.effort import init_effort
from panel.core.errors import error_page, init_errors
from panel.core.i18n import init_i18n
from panel.core.jobs import Jobs
from panel.core.keys import KeyDirectory, Pepper
from panel.core.logging import init_logging
from panel.core.security import init_security
from panel.council.files import outcome_files
from panel.council.group_files import group_files
from panel.council.open_data import open_data
from panel.council.routes import council
from panel.council.tasks import register_tasks as register_file_tasks
from panel.home.health import health
from panel.home.reading import reading_help
from panel.home.routes import home
from panel.invitations.routes import invitations
from panel.invitations.tasks import register_tasks as register_letter_tasks
from panel.media.routes import media
from panel.media.tasks import register_tasks as register_media_tasks
from panel.municipalities.queries import municipality_for_host
from panel.open_answers.routes import open_answers
from panel.open_answers.tasks import register_tasks as register_reading_tasks
from panel.replies.routes import replies
from panel.results.changing import changing
from panel.results.correcting_pages import correcting
from panel.results.desk_pages import desk_pages
from panel.results.group_pages import group_pages
from panel.results.receipts import receipts
from panel.results.routes import results
from panel.results.running import running
from panel.results.tasks import register_tasks
from panel.results.writing_out import writing_out
from panel.speaking_minds.routes import speaking_minds

COMMANDS = (
    *setup_cli.COMMANDS,
    consultation_group,
    submissions_group,
    outcome_group,
    jobs_group,
    readability_cli.readability_command,
    stats_group,
)
BLUEPRINTS = (
    home,
    reading_help,
    health,
    accounts,
    media,
    consultations,
    invitations,
    answering,
    assisting,
    tryouts,
    answering_sync,
    results,
    group_files,
    group_pages,
    correcting,
    running,
    changing,
    desk_pages,
    receipts,
    writing_out,
    open_answers,
    replies,
    speaking_minds,
    council,
    outcome_files,
    open_data,
)


def create_app(settings: Settings) -> flask.Flask:
    """Return the application for these settings. Raises MissingSecretError in production without secrets."""
    app = flask.Flask(__name__, static_folder=None)
    app.testing = settings.env == "test"
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.extensions["meepraat_settings"] = settings
    app.extensions["meepraat_keys"] = KeyDirectory(settings.keys)
    app.extensions["meepraat_pepper"] = Pepper(settings.secret("pepper").encode())
    init_logging(quiet=app.testing)
    init_db(app, settings.database)
    init_i18n(app)
    init_errors(app)
    # First of all checks: also the page that refuses something shows whose site this is.
    _choose_municipality(app, settings)
    init_security(app, settings)
    init_effort(app, settings)
    init_sign_in(app)
    init_access(app)
    app.extensions["meepraat_jobs"] = jobs = Jobs(app, settings)
    register_account_tasks(jobs)
    register_tasks(jobs)
    register_file_tasks(jobs)
    register_consultation_tasks(jobs)
    register_media_tasks(jobs)
    register_letter_tasks(jobs)
    register_reading_tasks(jobs)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    # Compressing pages with a form token is safe here: other sites cannot ask for them with our cookies (SameSite).
    app.config.update(COMPRESS_MIN_SIZE=500, COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_STREAMS=False)
    Compress(app)
    init_assets(app)
    return app


def _choose_municipality(app: flask.Flask, settings: Settings) -> None:
    """Find out for every page which municipality's address was typed."""

    @app.before_request
    def _by_host() -> flask.typing.ResponseReturnValue | None:
        if flask.request.endpoint in {"health.healthz", "health.metrics"}:
            return None
        # In a session of its own that only reads: on SQLite a request that writes takes its turn only when it must.
        with database().session(reading=True) as session:
            municipality = municipality_for_host(session, flask.request.host, settings.default_municipality)
        if municipality is None:
            return error_page(503)
        flask.g.municipality = municipality
        return None

    @app.context_processor
    def _surroundings() -> dict[str, object]:
        return {"municipality": flask.g.get("municipality"), "locale": get_locale()}
