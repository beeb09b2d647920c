"""Whatever is sent as a recording or photo: a 4xx with a sentence, nothing kept, and memory that stays what it was."""

from __future__ import annotations

import http.client
import json
import re
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from panel.answering.models import DraftMedia
from panel.core.db import Database
from panel.core.keys import KeyDirectory
from tests.answering.conftest import Phone
from tests.journeys.website import served
from tests.support.hostile import VOICE, Upload, hostile_uploads, shown, spoken
from tests.support.recordings import allow_media, photo, voice
from tests.support.scene import open_class_consultation
from tests.support.visitor import Visitor

UPLOADS = hostile_uploads()
MEGABYTE = 1024 * 1024
SENTENCE = re.compile(r"[A-Z][^<>{}]{5,}\.")


def memory() -> int:
    """Return the bytes of memory that this process, which serves, has in use."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


class Sender:
    """Sends raw requests with the cookie and the form token of a phone in the middle of its answers."""

    def __init__(self, address: str, client: Visitor) -> None:
        self.host = urlsplit(address).netloc
        token = client.form_token()
        jar = [client.get_cookie("meepraat"), client.get_cookie("meepraat-deelname", path="/meedoen")]
        self.headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in jar if one), "X-CSRFToken": token}

    def send(self, upload: Upload) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            headers = self.headers | {"Content-Type": upload.content_type} | upload.headers
            connection.request("POST", upload.address, upload.body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def sender(sqlite_app: flask.Flask, session: Session, keys: KeyDirectory, client: Visitor) -> Iterator[Sender]:
    """A phone on the last question of a class, at a site that is served."""
    allow_media(open_class_consultation(session, keys))
    session.commit()
    Phone(client).begin()
    with served(sqlite_app) as site:
        yield Sender(site.address, client)


def kept(database: Database) -> int:
    with database.session(reading=True) as session:
        return session.scalar(select(func.count()).select_from(DraftMedia)) or 0


def says_something(body: str) -> bool:
    """Return whether an answer has a sentence for a person: in its JSON, or as the text of a page."""
    said = (
        json.loads(body) if body.startswith("{") else {"page": re.sub(r"<(script|style).*?</\1>", "", body, flags=re.S)}
    )
    return any(SENTENCE.search(str(part)) for part in said.values())


def test_there_are_two_hundred_of_them_and_no_two_are_the_same() -> None:
    assert len(UPLOADS) >= 200
    assert len({(one.address, one.body, one.content_type) for one in UPLOADS}) >= 200


def test_good_files_are_taken_so_that_the_bad_ones_are_refused_for_what_they_are(
    sender: Sender, database: Database
) -> None:
    assert sender.send(spoken("good", voice()))[0] == 200
    assert sender.send(shown("good", photo()))[0] == 200
    assert kept(database) == 2


def test_every_hostile_upload_gets_a_4xx_with_a_sentence_and_leaves_nothing(sender: Sender, database: Database) -> None:
    # Everything is loaded and every thread has served once.
    for _ in range(8):
        sender.send(shown("warm", photo()[:900]))
    before, wrong = memory(), []
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(sender.send, UPLOADS))
    for upload, (status, body) in zip(UPLOADS, answers, strict=True):
        if not 400 <= status < 500 or not says_something(body):
            wrong.append(f"{upload.name}: {status} {body[:80]}")
    assert wrong == []
    assert kept(database) == 0
    assert memory() - before < 60 * MEGABYTE
    # The processes apart: none of them ever needed more than it was given.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 900 * MEGABYTE


def test_twenty_at_once_are_all_answered_and_memory_stays_bounded(sender: Sender, database: Database) -> None:
    bombs = [one for one in UPLOADS if "PNG of" in one.name or "five minutes" in one.name]
    crowd = (bombs * 20)[:20]
    before = memory()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(sender.send, crowd))
    assert {400 <= status < 500 for status, _ in answers} == {True}
    assert all(says_something(body) for _, body in answers)
    assert kept(database) == 0
    assert memory() - before < 150 * MEGABYTE


def test_without_a_token_or_a_cookie_nothing_is_even_looked_at(sender: Sender, database: Database) -> None:
    good = spoken("good", voice())
    sender.headers["X-CSRFToken"] = "anders"
    assert sender.send(good)[0] == 400
    sender.headers["Cookie"] = ""
    status, body = sender.send(good)
    assert (status, says_something(body)) == (400, True)
    assert kept(database) == 0


def test_a_body_that_says_it_is_huge_is_refused_unread(sender: Sender) -> None:
    connection = http.client.HTTPConnection(sender.host, timeout=20)
    connection.putrequest("POST", VOICE)
    for name, value in {**sender.headers, "Content-Type": "multipart/form-data; boundary=g"}.items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(3 * 1024 * MEGABYTE))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
