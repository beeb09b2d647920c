"""Says in one line whether real people tried the questions first, for the desk and for everybody."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from panel.consultations.gates import was_tested
from panel.consultations.models import Consultation
from panel.core.i18n import only_dutch


def tested_in_words(consultation: Consultation) -> str:
    """Return that it was tested and by how many, or the reason why not; empty while neither is known."""
    if was_tested(consultation):
        return tested_by(consultation.testers, consultation.testers_of_target)
    reason = consultation.untested_reason.strip()
    return _("Niet vooraf getest: %(reason)s", reason=only_dutch(reason)) if reason else ""


def tested_by(testers: int, of_target: int) -> str:
    """Return by how many people it was tested, and how many of them belong to who is asked."""
    people = ngettext("%(num)s mens", "%(num)s mensen", testers)
    return _("Getest met %(people)s. Zelf uit de groep: %(of_target)s.", people=people, of_target=of_target)
