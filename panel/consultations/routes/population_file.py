"""Population figures out of a file: choosing it, looking at what was read, and keeping all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import flask
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from panel.consultations.forms.population import PopulationForm
from panel.consultations.models import Breakdown, BreakdownSource, Consultation
from panel.consultations.presenters.population_file import file_problems_in_words, left_alone, present_file_counts
from panel.consultations.presenters.population_pairs import present_pairs
from panel.consultations.queries import crossed_figures_of, population_figures_of
from panel.consultations.routes.blueprint import Answer, consultations, find_consultation, go_to
from panel.consultations.routes.population import POPULATION
from panel.consultations.service import WEIGHED, FiguresError, ShutError, StaleEditionError
from panel.consultations.service.exchange.problems import FileError
from panel.consultations.service.exchange.waiting import WaitingFiles
from panel.consultations.service.population import UNTIL_CLOSING, joint_fingerprint, keep_counts_of_file
from panel.consultations.service.population_file import LARGEST_TABLE, FileFigures, read_population_file
from panel.consultations.service.population_pairs import PairCounts
from panel.core.access import Role, allow
from panel.core.context import settings
from panel.core.db import current_session
from panel.core.security import csrf, takes_files

FILE = f"{POPULATION}/bestand"
# The file itself and what a form puts around it.
MOST_BYTES = LARGEST_TABLE + 100_000


@consultations.get(FILE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def population_file_page(consultation_id: int) -> Answer:
    """Ask for a file with figures, and show what it should look like."""
    return _choose_page(_find(consultation_id))


@consultations.post(FILE)
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
@takes_files(MOST_BYTES)
def take_population_file(consultation_id: int) -> Answer:
    """Read a file whole; what was understood waits to be looked at, and nothing is stored yet."""
    consultation = _find(consultation_id)
    form = _source_form()
    form.validate()
    if form.page_expired:
        return _choose_page(consultation, [_("De pagina stond te lang open. Kies het bestand nog een keer.")])
    sent = flask.request.files.get("file")
    if sent is None or not sent.filename:
        return _choose_page(consultation, [_("Kies eerst een bestand.")])
    try:
        kept = {key: one.counts for key, one in population_figures_of(current_session(), consultation).items()}
        found = read_population_file(sent.stream.read(LARGEST_TABLE + 1), _backgrounds(consultation), kept)
        waits = {"consultation": consultation.id} | asdict(found)
        name = _waiting().keep(json.dumps(waits), current_user.id)
    except FileError as error:
        return _choose_page(consultation, file_problems_in_words(error.problems))
    except OSError:
        return _choose_page(consultation, [_("Bewaren lukt nu niet. Vraag je beheerder of de schijf vol is.")])
    return go_to("consultations.look_at_population", consultation_id=consultation.id, waiting_name=name)


@consultations.get(f"{FILE}/<string:waiting_name>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
def look_at_population(consultation_id: int, waiting_name: str) -> Answer:
    """Show what was read, next to what is kept now."""
    consultation = _find(consultation_id)
    found = _read(consultation, waiting_name)
    return _gone(consultation) if found is None else _look_page(_filled_form(consultation, found), consultation, found)


@consultations.post(f"{FILE}/<string:waiting_name>")
@allow(Role.POLICY_OFFICER, Role.ADMINISTRATOR)
@csrf.exempt
def keep_population_file(consultation_id: int, waiting_name: str) -> Answer:
    """Keep everything that was read, with its source and day, unless a colleague was first."""
    consultation = _find(consultation_id)
    found = _read(consultation, waiting_name)
    if found is None:
        return _gone(consultation)
    form = _source_form()
    counted_on = form.counted_on.data if form.validate() else None
    if counted_on is None:
        return _look_page(form, consultation, found, status=400)
    try:
        keep_counts_of_file(
            current_session(),
            consultation,
            found.counts,
            by=current_user.id,
            mark=form.mark.data or "",
            source=form.source.data,
            counted_on=counted_on,
            pairs=found.pairs,
        )
    except StaleEditionError:
        current_session().rollback()
        form.mark.data = _mark(consultation, found)
        return _look_page(form, consultation, found, stale=True, status=409)
    except FiguresError as error:
        current_session().rollback()
        if error.reason == "PAIRS_DIFFER":
            return _choose_page(consultation, [_("Een collega veranderde aantallen. Kies het bestand opnieuw.")])
        changed = _("De klassen van een achtergrond zijn net veranderd. Kies het bestand nog een keer.")
        return _choose_page(consultation, [changed])
    current_session().commit()
    _waiting().remove(waiting_name, current_user.id)
    flask.flash(_("Bewaard."))
    return go_to("consultations.population_page", consultation_id=consultation.id)


def _find(consultation_id: int) -> Consultation:
    """Return a sample or panel whose figures may still change and that has a background people fill in."""
    consultation = find_consultation(consultation_id)
    if consultation.evidence_kind not in WEIGHED or not _backgrounds(consultation):
        raise NotFound
    if consultation.state not in UNTIL_CLOSING:
        raise ShutError(consultation.state)
    return consultation


def _backgrounds(consultation: Consultation) -> list[Breakdown]:
    return [one for one in consultation.breakdowns if one.filled_by is BreakdownSource.ASKED]


def _source_form() -> PopulationForm:
    """The form without the numbers themselves: those are in the file."""
    form = PopulationForm()
    del form.counts
    return form


def _mark(consultation: Consultation, found: FileFigures) -> str:
    """What stands there now of all that the file is about."""
    keys = {*found.counts, *(found.pairs.of_each() if found.pairs is not None else ())}
    pairs = crossed_figures_of(current_session(), consultation)
    return joint_fingerprint(population_figures_of(current_session(), consultation), keys, pairs)


def _filled_form(consultation: Consultation, found: FileFigures) -> PopulationForm:
    """The form as it opens: the source and day that stand there now, when all backgrounds have the same."""
    figures = population_figures_of(current_session(), consultation)
    form = _source_form()
    form.mark.data = _mark(consultation, found)
    known = {(figures[key].source, figures[key].counted_on) for key in found.counts if key in figures}
    if len(known) == 1 and not form.source.data:
        form.source.data, form.counted_on.data = known.pop()
    return form


def _read(consultation: Consultation, waiting_name: str) -> FileFigures | None:
    """Return what this officer sent for this consultation, or None when it waited too long."""
    text = _waiting().read(waiting_name, current_user.id)
    kept = None if text is None else json.loads(text)
    if not isinstance(kept, dict) or kept.get("consultation") != consultation.id:
        return None
    pairs = PairCounts(**kept["pairs"]) if kept.get("pairs") else None
    found = FileFigures(kept["counts"], pairs)
    classes = {one.key: {each.key for each in one.classes} for one in _backgrounds(consultation)}
    everything = [*found.counts.items(), *(pairs.of_each().items() if pairs is not None else ())]
    return found if all(set(people) == classes.get(key) for key, people in everything) else None


def _choose_page(consultation: Consultation, problems: Sequence[str] = (), *, status: int = 400) -> Answer:
    page = flask.render_template(
        "consultations/population_file.html",
        form=_source_form(),
        consultation=consultation,
        backgrounds=_backgrounds(consultation),
        problems=problems,
        most=LARGEST_TABLE // 1000,
    )
    return page, status if problems else 200


def _gone(consultation: Consultation) -> Answer:
    gone = _("Dit bestand is er niet meer: het wacht een uur. Kies het nog een keer.")
    return _choose_page(consultation, [gone], status=404)


def _look_page(
    form: PopulationForm, consultation: Consultation, found: FileFigures, *, stale: bool = False, status: int = 200
) -> Answer:
    backgrounds = _backgrounds(consultation)
    figures = population_figures_of(current_session(), consultation)
    page = flask.render_template(
        "consultations/population_look.html",
        form=form,
        consultation=consultation,
        tables=present_file_counts(backgrounds, found.counts, figures),
        pairs=present_pairs(backgrounds, found.pairs),
        left_alone=left_alone(backgrounds, found),
        stale=stale,
    )
    return page, status


def _waiting() -> WaitingFiles:
    return WaitingFiles(settings().instance_dir / "waiting-files")
