"""The list of first names and surnames, and of words that stand beside a name: written by hand for this purpose."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


class Sure(IntEnum):
    """How surely a listed word is a name: no name, also an ordinary word, or hardly anything but a name."""

    NO = 0
    MAYBE = 1
    YES = 2


# Words between a first name and a surname.
PARTICLES = frozenset(
    "van de der den het 't ter ten te in op el al ait ben bin ibn abu da dos das do di du del la le von zu st".split()
)
# After these comes a name, listed or not.
TITLES = frozenset(
    "mevrouw mevr mw mvr mej mejuffrouw meneer mijnheer menheer dhr heer dr drs ir ing prof professor mr dokter juf "
    "juffrouw meester wethouder dominee pastoor zuster oom ome tante opa oma familie fam buurman buurvrouw "
    "buurmeisje buurjongen wijkagent mrs miss mister bay hanim abla abi".split()
)
# After these comes a name when it has a capital or is listed.
RELATIONS = frozenset(
    "zoon dochter zoontje dochtertje man vrouw broer broertje zus zusje zuster moeder vader mama papa kleinzoon "
    "kleindochter kleinkind vriend vriendin vriendje vriendinnetje collega neef neefje nicht nichtje partner ex kind "
    "kindje baby buur buren huisarts tandarts begeleider begeleidster mentor docent leraar lerares trainer coach agent "
    "conciërge directeur rector burgemeester raadslid leerling cliënt patiënt verhuurder huisbaas imam schoonmoeder "
    "schoonvader schoonzus zwager stiefvader stiefmoeder jongen meisje dame".split()
)
GREETINGS = frozenset("groet groeten groetjes groetje gr grtjes grtz mvg liefs hoogachtend greetings regards".split())
# Words with which a sentence about a person goes on.
PERSON_DOES = frozenset(
    "woont woonde werkt werkte zei vertelt vertelde belt belde vroeg vraagt heet helpt hielp durft kent studeert "
    "fietst wandelt zit zat vindt denkt zegt".split()
)
# A name that ends in one of these is that of a street or a building.
PLACE_ENDS = (
    "straat", "laan", "weg", "plein", "park", "kade", "singel", "gracht", "buurt", "wijk", "school", "kerk", "college",
    "lyceum", "ziekenhuis", "centrum", "tunnel", "museum", "bibliotheek", "stichting", "moskee", "polder", "plantsoen",
    "markt", "stadion", "arena", "toernooi", "boulevard", "dreef", "instituut", "gymnasium", "buurthuis", "steeg",
    "flat", "court", "hospice", "kliniek", "dijkje", "pad", "brug", "sluis", "haven", "route", "fonds", "bos",
)  # fmt: skip
# Well known for something else than being a person: what is asked about in a town.
KEPT = (
    ("albert", "heijn"), ("albert", "hein"), ("anne", "frank"), ("jan", "linders"), ("johan", "cruijff"),
    ("albert", "schweitzer"), ("sint", "jan"), ("sint", "maarten"), ("sint", "joris"), ("sint", "nicolaas"),
    ("ronald", "mcdonald"), ("maria", "montessori"), ("rudolf", "steiner"), ("jeroen", "bosch"), ("koning", "willem"),
    ("bob", "campagne"), ("leger", "des"), ("dirk", "supermarkt"), ("de", "dirk"), ("kruidvat",), ("black", "friday"),
)  # fmt: skip
# With a capital in the middle of a sentence these are a month, a season, a town or a river sooner than a person.
THINGS = frozenset(
    "mei april juni lente summer paris milan florence chelsea sidney maas isis corona sultan elf door an beau ad rijk "
    "imam can made ion nana sabah ege job ab co han jo frans spaans selam winter zomer".split()
)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in small letters without accents and without "'s" at its end."""
    low = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ł", "l").replace("Ł", "L").lower())
    plain = "".join(sign for sign in low if not unicodedata.combining(sign)).replace("’", "'")
    return plain.removesuffix("'s").removesuffix("'")


def first_name(word: str) -> Sure:
    """Return how surely a folded word is a first name; also two joined by a hyphen, and with an s for "of"."""
    return _sure(_first_names(), word)


def surname(word: str) -> Sure:
    """Return how surely a folded word is a surname."""
    return _sure(_surnames(), word)


def is_place(word: str) -> bool:
    """Return whether a folded word is named after someone but is a street or a building."""
    return word.endswith(PLACE_ENDS) and surname(word) is not Sure.YES


def _sure(names: dict[str, Sure], word: str) -> Sure:
    found = names.get(word)
    if found is not None:
        return found
    return _built(word) if names is _first_names() and ("-" in word or word.endswith("s")) else Sure.NO


@lru_cache(maxsize=10_000)
def _built(word: str) -> Sure:
    """Return how surely a word is made of first names: two with a hyphen, or one with an s for "of"."""
    names = _first_names()
    if "-" in word:
        pieces = word.split("-")
        if all(piece in names or piece in PARTICLES or len(piece) == 1 for piece in pieces) and pieces[0] in names:
            return Sure.YES
    if word.endswith("s") and len(word) > 4 and names.get(word[:-1]) is Sure.YES:
        return Sure.YES
    return Sure.NO


@lru_cache(maxsize=1)
def _first_names() -> dict[str, Sure]:
    return _read("first_names.txt")


@lru_cache(maxsize=1)
def _surnames() -> dict[str, Sure]:
    return _read("surnames.txt")


def _read(file: str) -> dict[str, Sure]:
    names: dict[str, Sure] = {}
    for line in (FOLDER / file).read_text("utf-8").splitlines():
        for word in [] if line.startswith("#") else line.split():
            sure = Sure.MAYBE if word.startswith("~") else Sure.YES
            key = fold(word.removeprefix("~"))
            names[key] = min(sure, names.get(key, sure))
    return names
