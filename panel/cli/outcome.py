"""Shows the published outcome of a consultation as data or in words, and writes its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from panel.cli.say import chosen_consultation, stop
from panel.consultations.changes import ChangeLine, present_changes
from panel.consultations.models import Consultation, PublicChange
from panel.consultations.queries import changes_of
from panel.core.db import database
from panel.council.everything import everything_of
from panel.municipalities.models import Municipality
from panel.results.exports.keeping import WRITERS
from panel.results.exports.models import FileKind
from panel.results.exports.one_page import NoDocumentProgramError
from panel.results.exports.progress import nobody_waits
from panel.results.labels import fixed_option, labels_of
from panel.results.models import PublishedOutcome
from panel.results.presenters import OutcomeView, present_outcome
from panel.results.queries import latest_outcome

outcome_group = AppGroup("outcome", help="Published outcomes.")


@outcome_group.command("show")
@click.argument("code")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
def show(code: str, form: str) -> None:
    """Print what everybody may see of a consultation: rounded and protected figures only."""
    with database().session(reading=True) as session:
        consultation = chosen_consultation(session, code)
        outcome = latest_outcome(session, consultation.id)
        if outcome is None:
            stop(_("Er is nog geen uitslag van %(code)s.", code=consultation.code))
        municipality = session.get_one(Municipality, consultation.municipality_id)
        changes = changes_of(session, consultation.id)
        if form == "json":
            found = _as_data(consultation, outcome, municipality) | {"changes": [_change(one) for one in changes]}
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            lines = [*_as_text(present_outcome(consultation, outcome)), *_told(present_changes(changes))]
            click.echo("\n".join(lines))


@outcome_group.command("export")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--format", "form", type=click.Choice([kind.value.lower() for kind in FileKind]), required=True)
def export(code: str, file: Path, form: str) -> None:
    """Write one file of the published outcome of a consultation, as everybody may download it."""
    with database().session(reading=True) as session:
        consultation = chosen_consultation(session, code)
        outcome = latest_outcome(session, consultation.id)
        if outcome is None:
            stop(_("Er is nog geen uitslag van %(code)s.", code=consultation.code))
        everything = everything_of(session, consultation, outcome)
    try:
        content = WRITERS[FileKind(form.upper())](everything, nobody_waits)
    except NoDocumentProgramError:
        stop(_("Op deze machine kan geen PDF gemaakt worden. Installeer libpango, of kies een andere vorm."))
    file.write_bytes(content)
    click.echo(_("Geschreven: %(file)s", file=file))


def _as_data(consultation: Consultation, outcome: PublishedOutcome, municipality: Municipality) -> dict[str, object]:
    """Return the frozen outcome as it is stored, with the words that its keys stand for."""
    labels = labels_of(consultation)
    return {
        "format": "meepraat-outcome",
        "version": 1,
        "code": consultation.code,
        "municipality": municipality.slug,
        "title": consultation.policy_question.title,
        "evidence_kind": consultation.evidence_kind.value,
        "example": consultation.example,
        "outcome_version": outcome.version,
        "frozen_at": outcome.frozen_at.isoformat(),
        "method": outcome.method,
        "content": outcome.content,
        "words": {
            "questions": {
                key: {"text": one.text, "kind": one.kind.value, "options": dict(one.options)}
                for key, one in labels.questions.items()
            },
            "breakdowns": {
                key: {"label": one.label, "classes": dict(one.classes)} for key, one in labels.breakdowns.items()
            },
            "fixed": {key: fixed_option(key) for key in ("AGREE", "DISAGREE", "DONT_KNOW", "WRITTEN", "*OTHER")},
        },
    }


def _change(change: PublicChange) -> dict[str, object]:
    """Return what changed after people had the link; `of_one_group` when it was not about everybody."""
    return {
        "kind": change.kind.value,
        "changed_at": change.changed_at.isoformat(),
        "reason": change.reason,
        "before": change.before,
        "after": change.after,
        "of_one_group": change.round_id is not None,
    }


def _told(changes: list[ChangeLine]) -> Iterator[str]:
    if changes:
        yield from ("", _("Wat is er veranderd?"))
    for one in changes:
        yield " ".join(filter(None, [f"{one.day}:", one.what, one.detail, *(one.texts or ()), one.reason]))


def _as_text(view: OutcomeView) -> Iterator[str]:
    yield view.title
    yield f"{view.label}, {view.size}" if view.size else view.label
    yield ""
    yield view.headline
    yield from filter(None, [view.remark, *view.too_few, *view.sure, *view.missing])
    for question in view.questions:
        yield ""
        yield f"{question.number}. {question.text}"
        yield from (f"   {one}" for one in (question.why_hidden, question.sentence) if one)
        for row in question.table.rows if question.table else ():
            yield "   " + "   ".join([f"{row[0]:<36}", *row[1:]]).rstrip()
        for split in question.splits:
            yield f"   {split.label}"
            for group in split.groups:
                yield f"     {group.label} ({group.size}): {group.sentence}" if group.size else f"     {group.label}"
        yield from (f"   {note}" for note in question.notes)
    yield ""
    yield from (f"{name} {value}" for name, value in view.method)
