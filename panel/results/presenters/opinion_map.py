"""The opinion map in plain words: what all groups share, what each group stands for, and where it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from panel.consultations.kinds import Stance
from panel.results import words
from panel.results.amounts import about, in_figures, in_words, share_of
from panel.results.labels import BreakdownLabels, Labels
from panel.results.map_shapes import Crowd, Frame, crowds, frame_of, nearest_group
from panel.results.opinion_story import Shared, Trait, shared_statements, traits
from panel.results.presenters.splits import present_split
from panel.results.presenters.views import Block, GroupTable, SplitView
from panel.stats.map_as_breakdown import MAP, with_map_as_breakdown
from panel.stats.published import Published
from panel.stats.published_map import NOT_ON_MAP, MapArea, MapReason, PublishedMap
from panel.stats.published_tables import Edge


@dataclass(frozen=True)
class SharedView:
    """A statement on which all groups think alike, and how many of each group do at least."""

    number: int
    text: str
    sentence: str


@dataclass(frozen=True)
class GroupView:
    """One group: its letter and name, about how many people, what sets it apart, and where it lies."""

    letter: str
    name: str
    size: str
    sentences: list[str]
    area: MapArea


@dataclass(frozen=True)
class StatementView:
    """One statement, with what each group thinks of it."""

    number: int
    key: str
    text: str
    split: SplitView


@dataclass(frozen=True)
class OpinionMapView:
    """The section about who thinks alike; without groups it holds only `why_not`."""

    why_not: list[str]
    shared: list[SharedView]
    groups: list[GroupView]
    frame: Frame | None
    crowds: list[Crowd]
    said: str
    left_out: str
    # What is typical of each group as rows of a table, by letter.
    typical: dict[str, list[list[str]]]
    table: GroupTable
    statements: list[StatementView]


def present_opinion_map(published: Published, labels: Labels) -> OpinionMapView | None:
    """Word the opinion map of an outcome; None when it has none and needs none."""
    shown = published.opinion_map
    if shown is None:
        return None
    if not shown.shown:
        return OpinionMapView(_why_not(shown.reason, published), [], [], None, [], "", "", {}, GroupTable([], []), [])
    everything = with_map_labels(labels, shown)
    told = traits(shown)
    typical = {letter: [_row(each, labels) for each in found] for letter, found in told.items()}
    groups = [
        GroupView(
            one.key, group_name(one.key), about(one.size), [_trait(each, labels) for each in told[one.key]], one.area
        )
        for one in shown.groups
    ]
    return OpinionMapView(
        why_not=[],
        shared=[_shared(one, labels) for one in shared_statements(shown)],
        groups=groups,
        frame=frame_of(shown),
        crowds=crowds(shown),
        said=_("Kaart met %(number)s groepen. De lijst zegt hetzelfde in woorden.", number=len(groups)),
        left_out=_left_out(shown),
        typical=typical,
        table=_table(shown, groups, typical),
        statements=_statements(with_map_as_breakdown(published), everything),
    )


def _table(shown: PublishedMap, groups: list[GroupView], typical: dict[str, list[list[str]]]) -> GroupTable:
    """The figures of the drawing and of the chart: what is typical of each group, and how crowded each place is."""
    blocks = [Block(f"{one.name} · {one.size}", typical[one.letter]) for one in groups]
    places = [[crowd_name(shown, number), about(one.count)] for number, one in enumerate(shown.cells, 1)]
    return GroupTable(
        [_("Kenmerkend"), _("Deel")], [*blocks, Block(_("Mensen in elk vlak"), places)] if places else blocks
    )


def crowd_name(shown: PublishedMap, number: int) -> str:
    """Return what a part of the map is called in the table and in the chart: counted from 1, with the nearest group."""
    letter = nearest_group(shown, shown.cells[number - 1])
    return _("Vlak %(number)s, bij groep %(letter)s", number=number, letter=letter)


def group_name(letter: str) -> str:
    """Return what a group of the map is called: nobody gives it another name than a letter."""
    return _("Groep %(letter)s", letter=letter)


def with_map_labels(labels: Labels, shown: PublishedMap) -> Labels:
    """Return the words of a consultation with the groups of its map as one more breakdown."""
    names = {one.key: group_name(one.key) for one in shown.groups} | {NOT_ON_MAP: _("Niet op de kaart")}
    return replace(labels, breakdowns={**labels.breakdowns, MAP: BreakdownLabels(MAP, _("Groepen op de kaart"), names)})


def _why_not(reason: MapReason | None, published: Published) -> list[str]:
    if reason is MapReason.TOO_FEW_PEOPLE:
        return [_("Te weinig mensen gaven antwoord op genoeg stellingen."), _("Daarom is er geen kaart.")]
    if reason is MapReason.PROOF:
        return [
            _("Een kaart zou te veel zeggen over wie wat vindt."),
            _("Daarom laten we hem niet zien."),
        ]
    if reason is MapReason.CORRECTED:
        return [_("Deze uitslag is verbeterd."), _("Een nieuwe kaart zegt te veel over wie wat vindt.")]
    if reason is MapReason.ONE_GROUP:
        return [_("Van één groep laten we geen kaart zien."), _("Wie elkaar kent, kan dan raden wie wat vindt.")]
    return [
        _("We zochten groepen mensen die hetzelfde denken."),
        _("Duidelijke groepen vonden we niet."),
        _("Eén antwoord zegt hier weinig over de andere antwoorden."),
    ]


def _shared(one: Shared, labels: Labels) -> SharedView:
    about_it = labels.questions[one.key]
    option, table = one.least
    share = share_of(option, table.unit)
    agree = one.stance is Stance.AGREE
    if share.edge is Edge.EVERYONE:
        said = (
            _("In elke groep vindt bijna iedereen dit ook.")
            if agree
            else _("In elke groep vindt bijna iedereen dit niet.")
        )
    elif agree:
        said = _("In elke groep vinden minstens %(share)s mensen dit ook.", share=in_words(share))
    else:
        said = _("In elke groep vinden minstens %(share)s mensen dit niet.", share=in_words(share))
    return SharedView(about_it.number, about_it.text, said)


def _trait(one: Trait, labels: Labels) -> str:
    return words.answer_sentence(labels.questions[one.key], one.option, one.table)


def _row(one: Trait, labels: Labels) -> list[str]:
    about_it = labels.questions[one.key]
    return [f"{about_it.option(one.option.key)}: {about_it.text}", in_figures(share_of(one.option, one.table.unit))]


def _left_out(shown: PublishedMap) -> str:
    """Who is not on the map; after a correction also that the groups are those of before."""
    same = [_("De groepen zijn dezelfde als vóór de verbetering.")] if shown.groups_kept else []
    return " ".join([_not_on_map(shown), *same])


def _not_on_map(shown: PublishedMap) -> str:
    if not shown.left_out:
        return _("Iedereen gaf genoeg antwoorden en telt mee.")
    return _("%(about)s staan niet op de kaart. Zij gaven de minste antwoorden.", about=_upper(about(shown.left_out)))


def _statements(folded: Published, labels: Labels) -> list[StatementView]:
    found = []
    for question in folded.questions:
        split = question.split(MAP)
        if split is not None:
            about_it = labels.questions[question.key]
            view = present_split(split, question, about_it, labels, folded)
            found.append(StatementView(about_it.number, question.key, about_it.text, view))
    return found


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def typical_sentences(published: Published, labels: Labels) -> dict[str, Sequence[str]]:
    """Return what sets each group apart in sentences, by letter, for the chart to explore."""
    shown = published.opinion_map
    if shown is None or not shown.shown:
        return {}
    return {letter: [_trait(one, labels) for one in found] for letter, found in traits(shown).items()}
