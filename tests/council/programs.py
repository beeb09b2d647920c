"""How programs read published outcomes, and what they get when something is not there."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.test import TestResponse

from panel.core.problem import MEDIA_TYPE, VERSION
from tests.support.visitor import Visitor


def read(visitor: Visitor, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.content_type == "application/json"
    return answer.get_json()


def is_problem(answer: TestResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.content_type == MEDIA_TYPE
    assert answer.headers["API-Version"] == VERSION
    told: dict[str, Any] = json.loads(answer.data)
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert "<" not in answer.get_data(as_text=True)
    return told
