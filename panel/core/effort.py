"""Trying again and again costs a phone a little work or time, instead of a puzzle for people or a locked door."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import flask
from flask_limiter.util import get_remote_address
from itsdangerous import BadData, URLSafeSerializer
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from config import Settings
from panel.core.clock import now

# A phone without network may claim its seat days after it saw the first screen.
LIFE = 7 * 24 * 3600
# A double tap, or a reply that got lost, may send the same piece of work twice.
MOST_USES = 2
HARDEST = 20
LONGEST_SOLUTION = 20
HOUSE_BITS = 64


@dataclass(frozen=True)
class Allowance:
    """What one address may do in a scope before tries cost something, and how many that cost something go through.

    `free` counts what `note` noted, by minute and by hour; `worked` and `waited` are tries a minute that brought a
    solution, or that were only sent after `wait` seconds.
    """

    free_minute: int
    free_hour: int
    worked_minute: int
    waited_minute: int
    wait: int


class Effort:
    """Challenges of one installation, and the counts that say when one is asked for (in memory or in Redis)."""

    def __init__(self, settings: Settings) -> None:
        self.on = settings.rate_limits
        self.bits = settings.effort_bits
        self._signer = URLSafeSerializer(settings.secret("secret_key"), salt="effort")
        storage = storage_from_string(settings.redis_url or "memory://")
        if not isinstance(storage, Storage):
            raise TypeError("counts are kept in memory or in Redis")
        self._storage = storage
        self._windows = MovingWindowRateLimiter(storage)

    def new_challenge(self, scope: str, *, harder: int = 0) -> str:
        """Return a text that says how many bits are asked, signed with its moment; each `harder` doubles the work."""
        bits = min(self.bits + harder, max(HARDEST, self.bits))
        # The moment is ours and not the signature's own, so that a test can set the clock.
        return f"{bits}-{self._signer.dumps([scope, bits, int(now().timestamp()), secrets.token_hex(8)])}"

    def age(self, scope: str, challenge: str) -> int | None:
        """Return how many seconds ago a challenge was given out for this scope, or None when it is not good."""
        read = self._read(scope, challenge)
        return None if read is None else read[1]

    def is_solved(self, scope: str, challenge: str, solution: str) -> bool:
        """Return whether SHA-256 of "challenge:solution" begins with the asked number of zero bits."""
        read = self._read(scope, challenge)
        if read is None or not solution or len(solution) > LONGEST_SOLUTION or not solution.isascii():
            return False
        digest = hashlib.sha256(f"{challenge}:{solution}".encode()).digest()
        return int.from_bytes(digest, "big") >> (256 - read[0]) == 0

    def use_up(self, challenge: str) -> bool:
        """Return whether this challenge may still be used, and count it."""
        name = hashlib.sha256(challenge.encode()).hexdigest()[:32]
        return self._storage.incr(f"effort/{name}", LIFE) <= MOST_USES

    def note(self, scope: str, address: str, allowance: Allowance) -> None:
        """Count a try of this address that should not come often, such as a wrong code."""
        if self.on:
            self._windows.hit(RateLimitItemPerMinute(allowance.free_minute), scope, address)
            self._windows.hit(RateLimitItemPerHour(allowance.free_hour), scope, address)

    def is_free(self, scope: str, address: str, allowance: Allowance) -> bool:
        """Return whether this address may try without paying for it."""
        if not self.on:
            return True
        a_minute, an_hour = RateLimitItemPerMinute(allowance.free_minute), RateLimitItemPerHour(allowance.free_hour)
        return self._windows.test(a_minute, scope, address) and self._windows.test(an_hour, scope, address)

    def is_paid(self, scope: str, address: str, allowance: Allowance, form: Mapping[str, str]) -> bool:
        """Return whether a form brought its work, or waited long enough, and went through in time for its address."""
        challenge = form.get("challenge", "")
        age = self.age(scope, challenge)
        if age is None:
            return False
        if self.is_solved(scope, challenge, form.get("effort", "")):
            window = RateLimitItemPerMinute(allowance.worked_minute)
            return self._may_use(challenge, window, scope, "worked", address)
        window = RateLimitItemPerMinute(allowance.waited_minute)
        return age >= allowance.wait and self._may_use(challenge, window, scope, "waited", address)

    def _may_use(self, challenge: str, window: RateLimitItemPerMinute, *of: str) -> bool:
        # The window first: a used challenge is remembered for a week, so that only few may ask for that.
        return self._windows.hit(window, *of) and self.use_up(challenge)

    def _read(self, scope: str, challenge: str) -> tuple[int, int] | None:
        """Return the bits and the age in seconds of a challenge of ours that is still good."""
        try:
            said, _, signed = challenge.partition("-")
            known, bits, made, _ = self._signer.loads(signed)
        except (BadData, ValueError, TypeError):
            return None
        age = int(now().timestamp()) - int(made)
        return (int(bits), age) if known == scope and said == str(bits) and 0 <= age <= LIFE else None


def init_effort(app: flask.Flask, settings: Settings) -> None:
    """Give the application its counts and challenges."""
    app.extensions["meepraat_effort"] = Effort(settings)


def effort() -> Effort:
    """Return the counts and challenges of the running application."""
    found: Effort = flask.current_app.extensions["meepraat_effort"]
    return found


def address_of_visitor() -> str:
    """Return the network address that tries are counted by, as it stands in no log and no database.

    Of IPv6 only the part that a house or a school has.
    """
    return part_that_counts(get_remote_address())


def part_that_counts(address: str) -> str:
    """Return an IPv4 address as it is, also when written as IPv6, and of any other IPv6 address the first half."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, HOUSE_BITS), strict=False))
