"""Codes that people type and names that nobody can guess."""

from __future__ import annotations

import re
import secrets
import unicodedata

from panel.core.text import plain_digits

# No vowels (no words by accident) and nothing that looks like something else.
PERSONAL_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
PERSONAL_LENGTH = 8
# Words that are addresses of our own under /meedoen and can therefore not be the code of a consultation.
RESERVED_SLUGS = frozenset(
    "welkom invloed oefenen vraag vragen nakijken versturen bedankt niet-mee schermen sync iemand-anders start code "
    "later helper letters tablet".split()
)


def random_key() -> bytes:
    """Return 16 random bytes: a key that says nothing about order or person."""
    return secrets.token_bytes(16)


def new_group_code() -> str:
    """Return six digits, never starting with a zero, so that it can be read aloud and typed as a number."""
    return str(secrets.randbelow(900_000) + 100_000)


def new_personal_code() -> str:
    """Return eight characters for a letter to one person (about 38 bits)."""
    return "".join(secrets.choice(PERSONAL_ALPHABET) for _ in range(PERSONAL_LENGTH))


def tidy_code(typed: str) -> str:
    """Return a typed code without the spaces, dashes and capitals that people add, in digits 0 to 9.

    Slugs keep their dashes.
    """
    text = plain_digits(unicodedata.normalize("NFKC", typed)).strip().lower()
    bare = re.sub(r"[\s.\-–—]", "", text)
    if is_group_code(bare) or is_personal_code(bare):
        return bare
    return re.sub(r"\s+", "-", text)


def is_group_code(code: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{5}", code) is not None


def is_personal_code(code: str) -> bool:
    return len(code) == PERSONAL_LENGTH and set(code) <= set(PERSONAL_ALPHABET)


def is_slug(text: str) -> bool:
    """Return whether a text can be a consultation code: a word-like slug that no other kind of code can be."""
    return (
        re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None
        and 3 <= len(text) <= 60
        and not text.isdigit()
        and not is_personal_code(text)
        and text not in RESERVED_SLUGS
    )


def slugify(text: str) -> str:
    """Return a slug made from a title; it may still be taken or reserved."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "raadpleging"
