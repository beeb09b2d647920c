"""How an outcome was measured, as questions with a short answer."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _

from panel.consultations.models import Consultation
from panel.core.i18n import long_day, only_dutch
from panel.results import words
from panel.results.amounts import number
from panel.results.certainty import chance_only, many_took_part
from panel.results.models import PublishedOutcome
from panel.results.presenters.weighing import weighed_in_words
from panel.stats.published import Published
from panel.stats.published_tables import PublishedTable


def present_method(
    consultation: Consultation, outcome: PublishedOutcome, published: Published, table: PublishedTable | None
) -> list[tuple[str, str]]:
    """Return how people came in, when, how many, and what was done with their answers."""
    facts = [(_("Hoe kwamen mensen binnen?"), words.evidence_explained(consultation.evidence_kind))]
    came_in = _came_in(outcome.method.get("modes_about"))
    if came_in:
        facts.append((_("Hoe kwamen antwoorden binnen?"), came_in))
    period = _period(outcome.method.get("opened_on"), outcome.method.get("closed_on"))
    if period:
        facts.append((_("Wanneer?"), period))
    if published.size is not None:
        facts.append((_("Hoeveel mensen?"), words.size_sentence(published.size)))
    facts.append((_("Hoe zwaar telt een antwoord?"), weighed_in_words(consultation.evidence_kind, published)))
    if chance_only(consultation.evidence_kind, table):
        said = [
            chance_only(consultation.evidence_kind, table),
            many_took_part(consultation.evidence_kind, published, table),
        ]
        facts.append((_("Wat zegt de marge?"), " ".join(filter(None, said))))
    facts.append((
        _("Wie kan zien wat ik zei?"),
        _("Niemand. Wij ronden elk aantal af op %(step)s. Groepen onder %(threshold)s mensen laten we niet zien.",
          step=5, threshold=published.threshold),
    ))  # fmt: skip
    if outcome.method.get("small_group_left_out"):
        facts.append((_("Wie telt niet mee?"), _("Eén kleine groep. Zo weet niemand wat zij zeiden.")))
    if outcome.method.get("damaged_boxes"):
        facts.append((_("Ging alles goed?"), _("Enkele antwoorden waren beschadigd. Die tellen niet mee.")))
    if outcome.method.get("source_note"):
        facts.append((_("Waar komen de antwoorden vandaan?"), only_dutch(str(outcome.method["source_note"]))))
    if outcome.version > 1:
        note = outcome.method.get("correction")
        reason = str(note.get("reason", "")) if isinstance(note, dict) else ""
        told = _("Ja. Dit is versie %(version)s.", version=outcome.version)
        # Groups that are not told apart any more have a line of their own beside their name.
        changed = [_("We rekenden opnieuw hoe zwaar elke groep telt.")] if published.weighted else []
        facts.append((_("Verbeterd?"), " ".join(filter(None, [told, only_dutch(reason), *changed]))))
    return facts


def _came_in(modes: object) -> str:
    """Say how many answers were taken in a talk or from paper, as far as that may be said."""
    counts = modes if isinstance(modes, dict) else {}
    sentences = {
        "CONVERSATION": _("Ongeveer %(count)s in een gesprek.", count=number(int(counts.get("CONVERSATION", 0)))),
        "PAPER": _("Ongeveer %(count)s op papier.", count=number(int(counts.get("PAPER", 0)))),
    }
    said = [sentence for mode, sentence in sentences.items() if counts.get(mode)]
    return " ".join([*said, _("De andere kwamen anders binnen.")]) if said else ""


def _period(opened: object, closed: object) -> str:
    days = [dt.date.fromisoformat(day) if isinstance(day, str) else None for day in (opened, closed)]
    shown = [long_day(day) for day in days]
    if shown[0] and shown[1]:
        return _("Van %(first)s tot en met %(last)s.", first=shown[0], last=shown[1])
    return _("Tot en met %(last)s.", last=shown[1]) if shown[1] else ""
