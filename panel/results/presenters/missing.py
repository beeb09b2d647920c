"""Who is not in an outcome, as far as that is known, in short sentences."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import EvidenceKind
from panel.core.i18n import spoken_list
from panel.results.amounts import number
from panel.results.labels import Labels
from panel.results.models import PublishedOutcome
from panel.stats import representativeness
from panel.stats.published import Published

MOST_NAMED = 3


def who_is_missing(kind: EvidenceKind, outcome: PublishedOutcome, published: Published, labels: Labels) -> list[str]:
    """Say who is not in this outcome, as far as that is known: groups by name, how many answered, and who never can."""
    few = representativeness.who_is_missing(published)[:MOST_NAMED]
    names = [labels.breakdowns[one.breakdown].group(one.group) for one in few if one.breakdown in labels.breakdowns]
    named = [_("Weinig antwoorden van: %(groups)s.", groups=spoken_list(names))] if names else []
    fixed = {
        EvidenceKind.SAMPLE: _("Wie niet antwoordde, kan anders denken."),
        EvidenceKind.PANEL: _("Iedereen die geen lid is van het panel."),
        EvidenceKind.OPEN: _("Iedereen die de vraag niet zag of niet wilde meedoen."),
        EvidenceKind.GROUP: _("Iedereen buiten deze groepen."),
    }[kind]
    invited, took_part = outcome.method.get("invited_about"), outcome.method.get("took_part_about")
    if not invited or not took_part:
        return [*named, fixed]
    response = _(
        "Ongeveer %(took_part)s van de %(invited)s uitgenodigde mensen deden mee.",
        invited=number(int(invited)),
        took_part=number(int(took_part)),
    )
    return [*named, response, fixed]
