"""Finds what has a shape of its own: e-mail, telephone, bank account, postcode, address, birthday, account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel.masking.kinds import Hidden, Span

_ENDINGS = r"(?:nl|com|be|org|net|eu|de|fr|info|tr|ma|pl|uk)"
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SPOKEN_EMAIL = re.compile(
    rf"[\w.+-]+\s*(?:\(at\)|\[at\]|@|\bat\b|\bape?nstaartje\b)\s*[\w-]+\s*(?:\.|\(dot\)|\bpunt\b|\bdot\b)\s*{_ENDINGS}\b",
    re.IGNORECASE,
)
_SPELLED_AT = re.compile(r"at(?<!\wat)\b")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:facebook|instagram|tiktok|linkedin|twitter|snapchat|x|youtube)\.com/\S+", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w.@])@[\w.]{2,30}")
_PLATFORM = (
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|fb|twitter|linkedin|discord|telegram|gamertag|playstation)"
    r"(?:[- ]?(?:account|naam|pagina|profiel|id))?"
)
_DIGIT = re.compile(r"\d")
_ANY_PLATFORM = (
    "insta snap tiktok facebook fb twitter linkedin discord telegram gamertag playstation x.com youtube".split()
)
_ACCOUNT = re.compile(
    rf"{_PLATFORM}\s*(?:(?:naam\s+)?heet|account|onder|als|:|=|is)\s*[:=]?\s*[\"'‘“]?(@?[\w.-]{{3,40}})", re.IGNORECASE
)
_SURE_ACCOUNT = re.compile(rf"{_PLATFORM}\s*(?:account\s*)?[:=]", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z]{4})(?:\s?\d){10}\b|\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,7}\b", re.I)
_BEFORE_IBAN = re.compile(r"[a-z]{2}\s?\d\d")
_PHONE = re.compile(
    r"(?<![\d,.€])(?:\+|00)[1-9]\d{0,2}(?:[\s.()/-]{0,3}\d){7,11}(?!\d)|(?<!\d)\(?0(?:[\s.()/-]{0,3}\d){9}(?!\d)"
)
_LONG = re.compile(r"(?<![\d.,€])\d(?:[.\s-]?\d){6,}(?!\d)")
_AMOUNT_BEFORE = re.compile(r"(?:€|eur|euro)\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"^\s*(?:€|euro|eur\b|miljoen|mensen|inwoners|bewoners|keer|stuks|km|meter|m2|liter|kilo|kg|bomen|woningen|huizen)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi(?:nummer)?|(?:klant|dossier|zaak|polis|lid|pas|patiënt|cliënt|meldings?|melding|"
    r"paspoort|rijbewijs|rekening|kenteken|referentie|studenten|leerling|verzekerings|v-)[- ]?(?:nummer|nr)?|kenmerk)"
    r"\s*(?:nummer|nr\.?)?\s*(?:is|van mij is|:|=|#)?\s*((?=[\w./-]*\d)[\w][\w./-]{3,})",
    re.IGNORECASE,
)
_LABELS = (
    "bsn burgerservicenummer sofi klant dossier zaak polis lid pas patiënt cliënt melding rijbewijs rekening kenteken "
    "referentie studenten leerling verzekerings v- kenmerk".split()
)
_PLATE = re.compile(r"\b(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,2})\b")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b")
_SMALL_POSTCODE = re.compile(r"\b[1-9]\d{3}(?!de|km|kg|mm|cm|ml|en|er|st|ha)[a-z]{2}\b")
_SAID_POSTCODE = re.compile(r"postcode\s*(?:is|:|=)?\s*([1-9]\d{3}(?:\s?[a-z]{2}\b)?)", re.IGNORECASE)
# Two capitals after a year or an amount that are no part of a postcode when a blank stands between.
_NO_POSTCODE = frozenset("IK EN IN DE WE OV TV EU WC PC NS IS OP ER JE".split())
_MONTH = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*"
_BIRTHDAY = re.compile(
    rf"\b(?:geboren(?:\s+ben\s+ik)?(?:\s+op)?|geb\.?|geboortedatum(?:\s+is)?|jarig(?:\s+op)?|verjaardag(?:\s+is)?(?:\s+op)?)\s*:?\s*"
    rf"(\d{{1,2}}\s*[-/. ]\s*(?:\d{{1,2}}|{_MONTH})(?:\s*[-/. ]\s*(?:\d{{4}}|\d{{2}}))?)(?!\d)",
    re.IGNORECASE,
)
_STREET_ENDS = (
    r"(?:straat|str\.|laan|plein|kade|singel|gracht|dreef|steeg|plantsoen|boulevard|allee|weg|dijk|pad|markt|hof|"
    r"park|wal|ring|baan|erf|horst|burg|oord|akker|weide|veld|kamp|donk|wijk|hoeve|meent|zoom|stede|plaats)"
)
_HOUSE = (
    r"(?:nr\.?\s*|nummer\s*|no\.?\s*)?[1-9]\d{0,3}(?:\s?[a-zA-Z](?![\w'’]))?"
    r"(?:\s?[-/]\s?\d{1,3}|\s?-?(?:hs|huis|bis|II?I?|IV)\b)?"
)
_ADDRESS = re.compile(
    rf"(?:(?:[A-ZÀ-Ý][\w'’.-]*|de|den|der|het|van|ten|ter|'t|’t|la)\s+){{0,4}}?"
    rf"[\w'’.-]*{_STREET_ENDS}\s*,?\s*({_HOUSE})(?![\w%€])",
)
# Of a street with a number: its last letters, and the first digit.
_NUMBERED_STREET = re.compile(rf"{_STREET_ENDS}\s*,?\s*(?:nr\.?\s*|nummer\s*|no\.?\s*)?[1-9]")
_HOME = re.compile(
    r"\b(?:[Ww]oon|[Ww]oont|[Ww]onen|[Ww]onend|[Ww]oonachtig|[Aa]dres(?:\s+is|:)?)\s+"
    r"(?:(?:zelf|ook|al|nu|\d+ jaar)\s+)*(?:op|aan|in|bij)?\s*"
    rf"(?:de\s+|het\s+)?([A-ZÀ-Ý][\w'’.-]+(?:\s+[\w'’.-]+){{0,3}}?\s+{_HOUSE})(?![\w%€])"
)
# What may follow a house number; after a number of things comes a noun.
_AFTER_HOUSE = re.compile(
    r"^\s*(?:$|[.,;:!?()\n\"']|[1-9]\d{3}\s?[A-Za-z]{2}\b|(?:in|te|en|op|voor|is|heeft|was|bij|naast|aan|woont|woon|wonen|staat|van|of|met|"
    r"waar|daar|wil|kan|ligt|heb|tot|t/m|tegenover|achter|al|zit|dus|want|maar|om|als|hier|geeft|maakt|komt|moet|nog|sinds|ervaart|ervaar|krijgt)\b)"
)
_NUMBERED_DOOR = re.compile(r"(?:op|van|bij|aan)\s+(?:nummer\s*|nr\.?\s*)?\d")
_DOOR = re.compile(
    r"\b(?:huisnummer|huisnr\.?)\s*:?\s*\d+\s?[a-zA-Z]?\b|"
    r"\b(?:woon|woont|wonen|buren|buurman|buurvrouw|buur|mensen|bewoners?|huis|flat|die|man|vrouw|gezin|familie)\s+"
    r"(?:zelf\s+|ook\s+)?(?:op|van|bij|aan)\s+((?:nummer\s*|nr\.?\s*)?\d{1,4}\s?[a-zA-Z]?)(?![\w%€:])(?!\s+(?:jaar|meter|km|min|uur|keer|juni|juli|hoog|mei|maart|april))",
    re.IGNORECASE,
)


_FEWEST_OF_ACCOUNT = 2
_FEWEST_OF_POSTCODE = 4
_FEWEST_OF_LONG = 7
_FEWEST_OF_PHONE = 8
"""So many digits stand in each of these at least."""


def shaped(text: str) -> Iterator[Span]:
    """Yield what is hidden for its shape; spans may overlap. `text` is one answer of any length.

    Nearly all answers hold nothing of the kind. A pattern is tried only where what it cannot do without is there:
    looking for a few letters takes a tenth of the time.
    """
    low = text.casefold()
    if "@" in text:
        yield from _whole(text, Hidden.EMAIL, _EMAIL)
        yield from _whole(text, Hidden.ACCOUNT, _HANDLE)
    if "@ " in text or "staartje" in low or ("at" in low and _SPELLED_AT.search(low)):
        yield from _whole(text, Hidden.EMAIL, _SPOKEN_EMAIL)
    if _has(low, _ANY_PLATFORM):
        yield from _accounts(text)
    digits = len(_DIGIT.findall(text))
    if digits:
        yield from _numbers(text, low, digits)


def _numbers(text: str, low: str, digits: int) -> Iterator[Span]:
    """Yield what has a number in it; `low` is the text in small letters, `digits` how many there are."""
    if digits >= _FEWEST_OF_ACCOUNT and _BEFORE_IBAN.search(low):
        yield from _whole(text, Hidden.NUMBER, _IBAN)
    if digits >= _FEWEST_OF_PHONE:
        yield from _whole(text, Hidden.PHONE, _PHONE)
    if digits >= _FEWEST_OF_LONG:
        yield from _long_numbers(text)
    if _has(low, _LABELS):
        yield from _inner(text, Hidden.NUMBER, _LABELLED)
    if text.count("-") > 1:
        yield from _plates(text)
    if digits >= _FEWEST_OF_POSTCODE:
        yield from _postcodes(text)
    if "geb" in low or "jarig" in low or "verjaardag" in low:
        yield from _inner(text, Hidden.BIRTHDAY, _BIRTHDAY)
    yield from _addresses(text, low)


def _has(low: str, words: Sequence[str]) -> bool:
    return any(word in low for word in words)


def _whole(text: str, what: Hidden, *patterns: re.Pattern[str]) -> Iterator[Span]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), what)


def _inner(text: str, what: Hidden, pattern: re.Pattern[str]) -> Iterator[Span]:
    for found in pattern.finditer(text):
        yield Span(found.start(1), found.end(1), what)


def _accounts(text: str) -> Iterator[Span]:
    yield from _whole(text, Hidden.ACCOUNT, _PROFILE)
    for found in _ACCOUNT.finditer(text):
        name = found.group(1)
        is_odd = any(sign.isdigit() or sign in "_.@" for sign in name.rstrip(".-"))
        if is_odd or _SURE_ACCOUNT.match(found.group(0)) or " heet " in found.group(0).lower():
            yield Span(found.start(1), found.end(1), Hidden.ACCOUNT)


def _long_numbers(text: str) -> Iterator[Span]:
    for found in _LONG.finditer(text):
        looks_like_days = re.fullmatch(r"\d{1,2}[-. ]\d{1,2}[-. ]\d{4}|\d{4}\s?-\s?\d{4}", found.group(0))
        thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", found.group(0)) and len(found.group(0)) < 11
        years = re.fullmatch(r"(?:(?:19|20)\d\d[\s-]?)+", found.group(0))
        if looks_like_days or thousands or years:
            continue
        if not (_AMOUNT_BEFORE.search(text[: found.start()]) or _AMOUNT_AFTER.match(text[found.end() :])):
            yield Span(found.start(), found.end(), Hidden.NUMBER)


def _plates(text: str) -> Iterator[Span]:
    for found in _PLATE.finditer(text):
        signs = found.group(0).replace("-", "")
        if len(signs) == 6 and not signs.isdigit() and not signs.isalpha():
            yield Span(found.start(), found.end(), Hidden.NUMBER)


def _postcodes(text: str) -> Iterator[Span]:
    for found in _POSTCODE.finditer(text):
        if found.group(0)[4] == " " and found.group(0)[-2:] in _NO_POSTCODE:
            before = text[: found.start()].rstrip()
            if not before.endswith(",") and not before[-1:].isdigit():
                continue
        yield Span(found.start(), found.end(), Hidden.POSTCODE)
    yield from _whole(text, Hidden.POSTCODE, _SMALL_POSTCODE)
    yield from _inner(text, Hidden.POSTCODE, _SAID_POSTCODE)


def _addresses(text: str, low: str) -> Iterator[Span]:
    if _NUMBERED_STREET.search(text):
        yield from _streets(text)
    if "oon" in low or "dres" in low:
        for found in _HOME.finditer(text):
            if not re.search(r"(?:19|20)\d\d$", found.group(1)) and _AFTER_HOUSE.match(text[found.end() :]):
                yield Span(found.start(1), found.end(1), Hidden.ADDRESS)
    if "huisn" in low or _NUMBERED_DOOR.search(low):
        for found in _DOOR.finditer(text):
            start, end = found.span(1) if found.group(1) else found.span()
            yield Span(start, end, Hidden.ADDRESS)


def _streets(text: str) -> Iterator[Span]:
    for found in _ADDRESS.finditer(text):
        house = found.group(1)
        if re.fullmatch(r"(?:19|20)\d\d", house) or not _AFTER_HOUSE.match(text[found.end() :]):
            continue
        street = text[found.start() : found.start(1)].rstrip(" ,").split()[-1]
        # "De weg 3" and "in het park 2" are no address; a street has a name.
        if street.lower() in _BARE or (street[0].islower() and street.lower().endswith(_NEVER_SMALL)):
            continue
        yield Span(_street_start(text, found.start()), found.end(), Hidden.ADDRESS)


_BEFORE_STREET = re.compile(
    r"(?:(?:[Oo]p|[Ii]n|[Aa]an|[Bb]ij|[Ll]angs|[Vv]anaf|[Vv]oor|[Ii]k|[Ww]ij|[Mm]ijn|[Oo]nze|[Dd]e|[Dd]en|[Hh]et|van|ter|ten|der)\s+)+(?=\S)"
)
_BARE = frozenset(
    "straat laan plein kade singel gracht dreef steeg plantsoen boulevard allee weg dijk pad markt hof park wal ring "
    "baan erf horst burg oord akker weide veld kamp wijk plaats meent zoom fietspad snelweg voetpad sportveld "
    "busbaan".split()
)
_NEVER_SMALL = (
    "veld",
    "kamp",
    "wijk",
    "plaats",
    "park",
    "baan",
    "pad",
    "ring",
    "wal",
    "oord",
    "burg",
    "markt",
    "weide",
)


def _street_start(text: str, start: int) -> int:
    """Let the words before a street that are no part of its name stay: "in de", "van het"."""
    lead = _BEFORE_STREET.match(text, start)
    return lead.end() if lead else start
