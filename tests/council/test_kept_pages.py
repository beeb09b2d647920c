"""A page is made once for what it is made of, and never kept longer than there is room."""

from __future__ import annotations

from panel.council.kept_pages import KeptPages


def test_a_page_is_made_once() -> None:
    made: list[str] = []
    pages = KeptPages(2)

    def make() -> str:
        made.append("x")
        return f"page {len(made)}"

    assert [pages.page("a", make), pages.page("a", make), pages.page("b", make)] == ["page 1", "page 1", "page 2"]
    assert len(made) == 2


def test_the_longest_unused_page_goes_first() -> None:
    pages = KeptPages(2)
    for mark in ("a", "b", "a", "c"):
        pages.page(mark, lambda mark=mark: mark)
    assert pages.page("a", lambda: "again") == "a"
    assert pages.page("b", lambda: "again") == "again"
