"""How sure an outcome is, in a few sentences: only a sample gets a margin, and only when enough people answered."""

from __future__ import annotations

from flask_babel import gettext as _

from panel.consultations.models import EvidenceKind
from panel.stats.margins import finite_correction, margin_of_error, may_speak_for_municipality
from panel.stats.published import Published
from panel.stats.published_tables import Edge, PublishedOption, PublishedTable
from panel.stats.published_weighting import StopReason


def speaks_for_all(kind: EvidenceKind, table: PublishedTable | None) -> bool:
    """Whether a question's answers may be read as those of the whole municipality, judged by its rounded size."""
    if kind is not EvidenceKind.SAMPLE or table is None or table.size is None:
        return False
    return may_speak_for_municipality(table.size)


def margin(
    option: PublishedOption, table: PublishedTable, effect: float = 1.0, frame: int | None = None
) -> tuple[int, int] | None:
    """Return the 95% interval of an answer in whole percents, from rounded numbers; None when no share is shown.

    `effect` is the design effect of weighing, as published: how many answers are worth one. `frame` is how many people
    the sample was drawn from, when that is known.
    """
    if table.size is None or option.count is None or option.edge is not None:
        return None
    worth = table.size / (effect * finite_correction(table.size, frame))
    return margin_of_error(option.count, table.size, worth).whole_percents()


def effect_of(published: Published, option: PublishedOption, table: PublishedTable) -> float:
    """Return the published design effect of an answer in the totals of a question; 1 when nothing was weighed."""
    if not published.weighted or published.weighting is None:
        return 1.0
    key = next((one.key for one in published.questions if one.table == table), "")
    return published.weighting.effect(key, option.key)


def frame_of(published: Published) -> int | None:
    """Return how many people the sample was drawn from, when the outcome knows."""
    return published.weighting.frame if published.weighting is not None and published.weighting.sampled else None


def why_not_weighed(published: Published) -> str:
    """Return why a sample or panel was not weighed, as a sentence; empty when it was."""
    if published.weighted:
        return ""
    stopped = published.weighting.stopped if published.weighting is not None else None
    why = {
        None: _("Er zijn geen cijfers van de gemeente."),
        StopReason.TOO_HEAVY: _("Anders tellen enkele mensen te zwaar mee."),
        StopReason.NOT_FITTING: _("Wie meedeed verschilt te veel van de gemeente."),
        StopReason.EMPTY_CLASS: _("Van een hele groep deed niemand mee."),
    }[stopped]
    return " ".join([all_alike(), why])


def all_alike() -> str:
    """Return the sentence about answers that were not weighed."""
    return _("Elk antwoord telt even zwaar.")


def how_sure(
    kind: EvidenceKind, published: Published, option: PublishedOption | None, table: PublishedTable | None
) -> list[str]:
    """Return how sure the headline's answer is, as sentences for the first screen."""
    if kind is not EvidenceKind.SAMPLE:
        only = _("Dit zijn alleen de mensen die meededen.")
        return [_("Dit is geen steekproef."), only] if kind is EvidenceKind.PANEL else [only]
    if not speaks_for_all(kind, table):
        return [
            _("Dit zijn alleen de mensen die meededen."),
            _("Over de hele gemeente zegt dit niet genoeg."),
        ]
    sentences = [_sure_of(published, option, table)]
    if not published.weighted:
        sentences.append(why_not_weighed(published))
    return sentences


def _sure_of(published: Published, option: PublishedOption | None, table: PublishedTable | None) -> str:
    between = None
    if option is not None and table is not None:
        between = margin(option, table, effect_of(published, option, table), frame_of(published))
    if between is not None:
        return _(
            "Redelijk zeker. In de hele gemeente zijn het er %(low)s tot %(high)s. Dat is van elke 100 mensen.",
            low=between[0],
            high=between[1],
        )
    if option is not None and option.edge is Edge.EVERYONE:
        return _("Redelijk zeker. In de hele gemeente: ook bijna iedereen.")
    return _("Redelijk zeker. Het echte getal kan iets anders zijn.")


def chance_only(kind: EvidenceKind, table: PublishedTable | None) -> str:
    """Return what a margin does not say; empty when there is no margin."""
    if not speaks_for_all(kind, table):
        return ""
    return _("De marge is alleen toeval. Wie niet antwoordde, kan anders denken.")


def many_took_part(kind: EvidenceKind, published: Published, table: PublishedTable | None) -> str:
    """Return that so large a part took part that the margin is smaller; empty when it is not."""
    if not speaks_for_all(kind, table) or table is None or table.size is None:
        return ""
    if finite_correction(table.size, frame_of(published)) == 1.0:
        return ""
    return _("Zo veel mensen deden mee dat de marge kleiner is.")
