"""One scripted phone that answers ten questions again and again, each time as somebody new.

Usage: python -m bench.phone PORT scripts|pages SECONDS WARM_UP; prints how it went as JSON. Nothing heavy is imported
here, because eight of these run beside the server that they measure.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import brotli  # type: ignore[import-untyped]

HOST = "127.0.0.1"
CODE = "482913"
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
HEAD_TOKEN = re.compile(rb'data-token="([^"]+)"')
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"set-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
PACKED = re.compile(rb"content-encoding: *br", re.IGNORECASE)

# What is answered, question by question, in the order of bench/ten_questions.json.
ANSWERS: dict[str, str | list[str]] = {
    "travel": "bike",
    "like": "middle",
    "dark": "DISAGREE",
    "wishes": ["light", "meet"],
    "outside": "sometimes",
    "hours": "4",
    "litter": "AGREE",
    "first": "park",
    "heard": "bit",
    "idea": "Meer lampen bij het veld, zodat wij ook in de winter kunnen sporten.",
}


class WrongReplyError(Exception):
    """The server said something else than it should."""


@dataclass
class Reply:
    """Status and page of a reply."""

    status: int
    body: bytes


@dataclass
class Phone:
    """A connection that stays open, with the cookies of one visitor."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    took: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connect()

    def _connect(self) -> None:
        self.line = socket.create_connection((HOST, self.port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, content: bytes = b"", *, kind: str = "", token: str = "") -> Reply:
        """Send a request, and note when it began and how many seconds its reply took."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept-Encoding: br"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
        if token:
            lines.append(f"X-CSRFToken: {token}")
        packet = ("\r\n".join(lines) + "\r\n\r\n").encode() + content
        begun = time.perf_counter()
        head, body = self._exchange(packet)
        self.took.append((begun, time.perf_counter() - begun))
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode().strip()] = value.decode()
        return Reply(int(head[9:12]), brotli.decompress(body) if PACKED.search(head) else body)

    def _exchange(self, packet: bytes) -> tuple[bytes, bytes]:
        """Send and read one reply; a connection that the server had just closed is opened again, as browsers do."""
        self.line.sendall(packet)
        received = self.line.recv(65536)
        if not received:
            self._connect()
            self.line.sendall(packet)
            received = self.line.recv(65536)
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        wanted = int(found.group(1)) if found else 0
        while len(body) < wanted:
            body += self._more()
        return head + b"\r\n", body

    def _more(self) -> bytes:
        part = self.line.recv(65536)
        if not part:
            raise WrongReplyError("the connection ended half-way")
        return part

    def get(self, path: str) -> bytes:
        reply = self.ask("GET", path)
        if reply.status != 200:
            raise WrongReplyError(f"GET {path}: {reply.status}")
        return reply.body

    def post(self, path: str, **fields: str | list[str]) -> None:
        """Send a form, which leads on to another page."""
        content = urlencode(fields, doseq=True).encode()
        reply = self.ask("POST", path, content, kind="application/x-www-form-urlencoded")
        if reply.status not in (302, 303):
            raise WrongReplyError(f"POST {path}: {reply.status}")

    def sync(self, token: str, some: list[str], *, send: bool) -> None:
        """Bring some answers as the phone's script does."""
        given = {key: {"state": "ANSWERED", "value": ANSWERS[key], "not_understood": False} for key in some}
        content = json.dumps({"answers": given, "background": {}, "send": send}).encode()
        reply = self.ask("POST", "/meedoen/sync", content, kind="application/json", token=token)
        wanted = "SENT" if send else "SAVED"
        if reply.status != 200 or json.loads(reply.body)["status"] != wanted:
            raise WrongReplyError(f"sync: {reply.status} {reply.body[:80]!r}")

    def begin(self) -> str:
        """Come in as somebody new; return the form token."""
        self.cookies.clear()
        token = _token(TOKEN, self.get(f"/meedoen/{CODE}"))
        self.post("/meedoen/start", csrf_token=token, code=CODE)
        return token


def _token(pattern: re.Pattern[bytes], page: bytes) -> str:
    found = pattern.search(page)
    if found is None:
        raise WrongReplyError("a page without a form token")
    return found.group(1).decode()


def with_scripts(phone: Phone) -> None:
    """Answer as a phone with scripts does: all screens in one page, answers in three parts."""
    phone.begin()
    token = _token(HEAD_TOKEN, phone.get("/meedoen/invloed"))
    keys = list(ANSWERS)
    phone.sync(token, keys[:4], send=False)
    phone.sync(token, keys[4:8], send=False)
    phone.sync(token, keys[8:], send=True)
    phone.get("/meedoen/bedankt")


def with_pages(phone: Phone) -> None:
    """Answer as a phone without scripts does: every screen is a page, every answer a form."""
    token = phone.begin()
    phone.get("/meedoen/invloed")
    phone.get("/meedoen/oefenen")
    phone.post("/meedoen/oefenen", csrf_token=token, practice="nice")
    for number, value in enumerate(ANSWERS.values(), start=1):
        phone.get(f"/meedoen/vraag/{number}")
        phone.post(f"/meedoen/vraag/{number}", csrf_token=token, answer=value, do="NEXT")
    phone.get("/meedoen/nakijken")
    phone.post("/meedoen/versturen", csrf_token=token)
    phone.get("/meedoen/bedankt")


PATHS = {"scripts": with_scripts, "pages": with_pages}


def main() -> None:
    """Answer until the time is over; what was finished in the warm-up counts as sent, but not for the figures."""
    port, path, seconds, warm_up = int(sys.argv[1]), PATHS[sys.argv[2]], float(sys.argv[3]), float(sys.argv[4])
    phone = Phone(port)
    counts_from = time.perf_counter() + warm_up
    until = counts_from + seconds
    sent = counted = 0
    while time.perf_counter() < until:
        path(phone)
        sent += 1
        counted += counts_from <= time.perf_counter() <= until
    took = [seconds for begun, seconds in phone.took if counts_from <= begun <= until]
    json.dump({"sent": sent, "counted": counted, "took": took}, sys.stdout)


if __name__ == "__main__":
    main()
