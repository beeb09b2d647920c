"""Who watches the network sees how long a message is, and learns nothing of what it says."""

from __future__ import annotations

import json
import subprocess

from tests.answering.conftest import Phone
from tests.support.house import ROOT

BODY = ROOT / "panel" / "static" / "js" / "answering" / "body.js"
SCRIPT = """
const { evenLength } = await import(process.argv[1]);
console.log(JSON.stringify(JSON.parse(process.argv[2]).map((one) => evenLength(JSON.stringify(one)))));
"""


def as_sent(*bodies: object) -> list[str]:
    """Return bodies as a phone with scripts sends them."""
    command = ["node", "--input-type=module", "-e", SCRIPT, str(BODY), json.dumps(bodies)]
    sent: list[str] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return sent


def answer(value: object) -> dict[str, object]:
    return {"answers": {"safe": {"state": "ANSWERED", "value": value}}, "background": {}, "send": False}


def test_agreeing_and_disagreeing_are_sent_in_as_many_bytes() -> None:
    sent = as_sent(answer("AGREE"), answer("DISAGREE"), answer("é" * 100), answer(["field", "pool", "lamps"]))
    assert len({len(one.encode()) for one in sent}) == 1


def test_the_server_reads_a_body_with_spaces_behind_it(phone: Phone) -> None:
    phone.begin()
    (sent,) = as_sent(answer("AGREE"))
    response = phone.client.post("/meedoen/sync", data=sent, content_type="application/json")
    assert response.get_json() == {"status": "SAVED"}
