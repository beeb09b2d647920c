"""A council member's phone: the list of outcomes, and one outcome in words, bars, figures and a chart."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.journeys.screen import Screen


class Reader(Screen):
    """Someone who reads what came out."""

    @property
    def headline(self) -> str:
        """The one sentence at the top of an outcome."""
        return self.page.locator(".mp-headline").inner_text().strip()

    def bars(self) -> list[tuple[str, str]]:
        """Return the bars of the first screen as (answer, how many in words)."""
        rows = self.page.locator(".mp-first .mp-bar")
        return [
            (row.locator(".mp-bar__label").inner_text().strip(), row.locator(".mp-bar__words").inner_text().strip())
            for row in rows.all()
        ]

    def question(self, text: str) -> Locator:
        """Return the part of the page about one question."""
        return self.page.locator(".mp-asked", has=self.page.get_by_role("heading", name=text))

    def opens_figures(self, question: str) -> list[list[str]]:
        """Open the figures of a question; return its table, row by row."""
        part = self.question(question)
        part.get_by_text("Bekijk de cijfers").click()
        table = part.get_by_role("table")
        expect(table).to_be_visible()
        return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]

    def sees_chart(self, question: str) -> None:
        """Wait until the chart of a question is drawn."""
        figure = self.question(question).locator("figure").first
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-chart-state", "drawn")
        expect(figure.locator("svg.main-svg").first).to_be_visible()

    def loaded_plotly(self) -> bool:
        """Return whether the chart library was fetched."""
        found: bool = self.page.evaluate(
            "() => performance.getEntriesByType('resource').some(one => one.name.includes('plotly'))"
        )
        return found
