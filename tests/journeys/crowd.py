"""Other participants, who answer through the same pages but without a browser, because that is quicker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.support.visitor import Visitor


def answer_over_http(visitor: Visitor, code: str, screens: Iterable[Sequence[str]]) -> None:
    """Go from the code to the thanks; `screens` holds the values of each screen, empty for one that is skipped."""
    assert visitor.post("/meedoen", data={"code": code}).status_code == 302
    started = visitor.post("/meedoen/start", data={})
    assert started.location == "/meedoen/invloed", started.text
    for number, values in enumerate(screens, start=1):
        form = {"answer": list(values), "do": "NEXT"} if values else {"do": "SKIP"}
        answered = visitor.post(f"/meedoen/vraag/{number}", data=form)
        assert answered.status_code == 302, answered.text
    sent = visitor.post("/meedoen/versturen", data={})
    assert sent.location == "/meedoen/bedankt", sent.text
    assert "Bedankt." in visitor.get("/meedoen/bedankt").text
