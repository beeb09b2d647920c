"""The differences between groups that are worth knowing, as bars in words."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import EvidenceKind
from panel.results.amounts import in_words, share_of
from panel.results.differences import Difference, Side, worth_knowing
from panel.results.labels import Labels
from panel.results.presenters.views import Bar, Contrast, DifferencesView
from panel.stats.published import Published


def present_differences(kind: EvidenceKind, published: Published, labels: Labels) -> DifferencesView:
    """Return what to show on the outcome page; nothing when no difference is worth a line."""
    found = [_contrast(one, labels) for one in worth_knowing(kind, published)]
    if not found:
        return DifferencesView()
    if kind is EvidenceKind.SAMPLE:
        return DifferencesView([_("Deze verschillen zijn groter dan toeval meestal geeft.")], found)
    sentences = [_("Dit zijn de grootste verschillen."), _("Het gaat alleen over de mensen die meededen.")]
    return DifferencesView(sentences, found)


def _contrast(difference: Difference, labels: Labels) -> Contrast:
    question = labels.questions[difference.question]
    sides = [_bar(side, difference, labels) for side in (difference.more, difference.less)]
    return Contrast(question.text, question.option(difference.option), sides)


def _bar(side: Side, difference: Difference, labels: Labels) -> Bar:
    share = share_of(side.option, side.table.unit)
    name = labels.breakdowns[difference.breakdown].group(side.group)
    return Bar(difference.option, name, share.of_hundred, in_words(share), "plain")
