"""Every error that a visitor can meet has a page that says what happened and what to do now."""

from __future__ import annotations

import ast
from http import HTTPStatus

import flask
import pytest
import werkzeug.exceptions
from werkzeug.exceptions import HTTPException

from panel.core.access import public
from panel.core.errors import PAGES
from tests.factories import MunicipalityFactory
from tests.support.house import name_of, sources, tree
from tests.support.visitor import Visitor


def statuses_in(module: ast.Module) -> set[int]:
    """Return the error statuses that a module raises: abort(404), error_page(404), werkzeug's NotFound."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"abort", "error_page"}:
                found.add(int(node.args[0].value))
        if isinstance(node, ast.ImportFrom) and node.module == "werkzeug.exceptions":
            kinds = [getattr(werkzeug.exceptions, alias.name) for alias in node.names]
            found |= {kind.code for kind in kinds if kind.code is not None}
    return found


def test_every_error_that_the_code_raises_has_a_page() -> None:
    raised = {status: name_of(path) for path in sources() for status in statuses_in(tree(path))}
    assert 404 in raised
    assert {status: where for status, where in raised.items() if status not in PAGES} == {}


def test_the_search_finds_each_way_to_raise() -> None:
    code = "from werkzeug.exceptions import ImATeapot\nflask.abort(406)\nerror_page(507)\n"
    assert statuses_in(ast.parse(code)) == {418, 406, 507}


@pytest.mark.parametrize("status", [*PAGES, 406, 418, 502, 504])
def test_an_error_has_a_page_with_a_way_on(status: int, client: Visitor, sqlite_app: flask.Flask) -> None:
    MunicipalityFactory()

    class Wanted(HTTPException):
        code = status

    @public
    def fails() -> str:
        raise Wanted

    sqlite_app.add_url_rule("/gaat-fout", "fails", fails)
    answer = client.get("/gaat-fout")
    page = answer.get_data(as_text=True)
    happened, advice = PAGES.get(status, PAGES[400 if status < 500 else 500])
    assert answer.status_code == status
    with sqlite_app.test_request_context():
        assert str(happened) in page
        assert str(advice) in page
    assert 'href="/"' in page
    assert 'href="/hulp"' in page


def test_a_broken_page_tells_nothing_of_what_broke(client: Visitor, sqlite_app: flask.Flask) -> None:
    MunicipalityFactory()

    @public
    def breaks() -> str:
        raise RuntimeError("wat iemand typte")

    sqlite_app.add_url_rule("/gaat-stuk", "breaks", breaks)
    answer = client.get("/gaat-stuk")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "wat iemand typte" not in answer.get_data(as_text=True)
    assert "Er ging iets mis bij ons." in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/bestaat-niet", "/uitslag/bestaat-niet", "/werkplek/raadplegingen/abc"])
def test_an_unknown_address_has_a_page(address: str, client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Deze pagina is er niet." in answer.get_data(as_text=True)


def test_a_wrong_method_has_a_page(client: Visitor) -> None:
    MunicipalityFactory()
    answer = client.post("/privacy")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "GET" in answer.headers["Allow"]
    assert "Dit kan hier niet." in answer.get_data(as_text=True)
