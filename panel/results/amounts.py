"""One rounded number in words and in figures: how many people, and which part of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal, format_percent, ngettext
from flask_babel import gettext as _

from panel.stats.published import PublishedCount
from panel.stats.published_tables import Edge, PublishedOption, Unit


@dataclass(frozen=True)
class Share:
    """A share as it may be shown: `share` of `whole`, in steps of `step`; `edge` when it reads nobody or everybody."""

    share: int
    unit: Unit
    edge: Edge | None = None

    @property
    def whole(self) -> int:
        return 10 if self.unit is Unit.TENTHS else 100

    @property
    def step(self) -> int:
        return 5 if self.unit is Unit.PERCENT_5 else 1

    @property
    def of_hundred(self) -> int:
        """The length of its bar when the whole is 100."""
        return self.share * 100 // self.whole

    @property
    def too_small(self) -> bool:
        """Some people, but fewer than one step of the unit."""
        return self.edge is None and self.share == 0

    @property
    def too_large(self) -> bool:
        """Not everybody, but less than one step of the unit is missing."""
        return self.edge is None and self.share == self.whole

    @property
    def is_one(self) -> bool:
        """Whether a verb after it is singular: 1 van de 10 mensen kiest."""
        number = self.step if self.too_small else self.share
        return self.edge is not None or number == 1


def share_of(option: PublishedOption, unit: Unit) -> Share:
    return Share(option.share, unit, option.edge)


def share_of_count(count: PublishedCount) -> Share:
    return Share(count.share, count.unit)


def in_words(share: Share) -> str:
    """Return a share as people say it: 7 van de 10, 65 van de 100, bijna niemand."""
    if share.edge is Edge.NOBODY:
        return _("bijna niemand")
    if share.edge is Edge.EVERYONE:
        return _("bijna iedereen")
    if share.too_small:
        return _("minder dan %(share)s van de %(whole)s", share=share.step, whole=share.whole)
    if share.too_large:
        return _("meer dan %(share)s van de %(whole)s", share=share.whole - share.step, whole=share.whole)
    return _("%(share)s van de %(whole)s", share=share.share, whole=share.whole)


def in_figures(share: Share) -> str:
    """Return a share as a table shows it: 65%. Below 50 people it stays 7 van de 10: a percentage promises more."""
    if share.edge is not None or share.unit is Unit.TENTHS:
        return in_words(share)
    if share.too_small:
        return _("< %(part)s", part=percent(share.step))
    if share.too_large:
        return _("> %(part)s", part=percent(share.whole - share.step))
    return percent(share.share)


def subject(share: Share) -> str:
    """Return a share as the beginning of a sentence: 7 van de 10 mensen, Bijna niemand."""
    words = in_words(share)
    start = words[0].upper() + words[1:]
    if share.edge is not None:
        return start
    return ngettext("%(start)s mens", "%(start)s mensen", share.whole, start=start)


def number(amount: int) -> str:
    """Return a whole number with Dutch separators: 1.250."""
    return str(format_decimal(amount))


def percent(part: int) -> str:
    """Return a whole percentage as a language writes it: 65%."""
    return str(format_percent(part / 100))


def about(size: int) -> str:
    """Return a rounded number of people in words: ongeveer 610 mensen."""
    return ngettext("ongeveer %(size)s mens", "ongeveer %(size)s mensen", size, size=number(size))


def count_in_figures(count: int | None, edge: Edge | None) -> str:
    """Return the number of people of a table cell; a dash when it may not be shown."""
    if count is None:
        return "–"
    if edge is Edge.NOBODY:
        return _("bijna niemand")
    return number(count)
