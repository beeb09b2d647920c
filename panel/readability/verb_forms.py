"""Tells whether a word looks like a Dutch past participle, infinitive or helping verb."""

import re

from panel.readability.lexicon import lemma, listed_zipf
from panel.readability.sentences import Sentence

PASSIVE_HELPERS = frozenset("word wordt worden werd werden geworden".split())
BEING = frozenset("ben bent is zijn was waren".split())
HELPERS = (
    PASSIVE_HELPERS
    | BEING
    | frozenset(
        "heb hebt heeft hebben had hadden zal zult zullen zou zouden kan kunt kunnen kon konden moet moeten "
        "moest moesten mag mogen mocht mochten wil wilt willen wilde wilden".split()
    )
)
DETERMINERS = frozenset(
    "de het 't een geen deze dit die dat mijn jouw je uw zijn haar ons onze hun welk welke elk elke ieder iedere alle "
    "beide enkele".split()
)
SUBJECTS = frozenset("ik jij je u hij zij ze wij we jullie men".split())
PREPOSITIONS = frozenset(
    "aan achter bij binnen boven buiten door in langs met na naar naast om onder op over per rond sinds te tegen ten "
    "ter tijdens tot tussen uit van vanaf via volgens voor zonder".split()
)
CONNECTORS = frozenset(
    "en of maar want dus dat die als indien wanneer omdat zodat hoewel terwijl nadat voordat doordat tenzij mits om "
    "waarbij waardoor waarin waarop waaraan waarmee waarvoor waaruit "
    "waarvan waarover waar wat wie hoe alsmede dan".split()
)
_SEPARABLE = (
    "aan|achter|af|bij|binnen|boven|buiten|dicht|door|goed|in|klaar|los|mede|mee|na|neer|om|onder|op|open|over|plaats|"
    "samen|schoon|tegen|terug|thuis|toe|tegemoet|uit|vast|vol|voor|voort|vrij|waar|weg"
)
_WITH_GE = re.compile(rf"(?P<before>{_SEPARABLE})?ge[^\W\d_]+(?:d|t|en|aan|ien)\Z")
_WITHOUT_GE = re.compile(rf"(?:{_SEPARABLE})?(?:be|ver|ont|her|er|mis)[^\W\d_]{{3,}}(?:d|t|en)\Z")
_NO_PARTICIPLE = frozenset(
    "bedrag bereid bestand beleid bewust bekend berucht beroemd geen geld gebied gebieden geduld "
    "gelegenheid gemiddeld gevat gewicht gezicht gezond gerecht gevecht geluid geschikt gesprekken "
    "gevolgen gegevens gemeenten gemeente gebouwen gevallen geboden ernst verdriet verstand verband "
    "verbod verlies overheid omgeving bewoners begin bericht besluit beeld best beste beter bent "
    "bedrijven belangen berichten besluiten vermoeid verkeerd vereist tegen "
    "afgelopen aangezien ingewikkeld uitgebreid opgewekt aangelegen gedicht gebed gelaat geschrift geweld geboorte "
    "verliefd beducht bejaard bewind herfst verwend".split()
)


# "en" and "of" join words as often as sentences: "tussen 1 en 3 mei bezorgd".
_STRONG_CONNECTORS = CONNECTORS - {"en", "of"}


def verb_clause(sentence: Sentence, index: int, *, across_and: bool = False) -> tuple[int, int]:
    """Return the first token and the one past the last around a verb: from comma or connecting word to the next."""
    parting = _STRONG_CONNECTORS if across_and else CONNECTORS
    first, last = sentence.clause(index)
    for place in range(index, first, -1):
        if sentence.tokens[place].key in parting:
            first = place
            break
    for place in range(index + 1, last):
        if sentence.tokens[place].key in parting:
            last = place
            break
    return first, last


def is_participle(key: str, *, expected: bool = False) -> bool:
    """Whether a lower-case word is, as far as its form tells, a past participle ("gevraagd", "ingediend").

    Beside "worden" or "zijn ... door" one is `expected`, so that there the form alone is enough ("wordt bezorgd").
    """
    if key in _NO_PARTICIPLE:
        return False
    base = lemma(key)
    with_ge = _WITH_GE.match(key)
    if with_ge:
        return expected or bool(with_ge["before"]) or (base != key and base.endswith("n")) or listed_zipf(key) == 0.0
    if not _WITHOUT_GE.match(key):
        return False
    return (expected and not key.endswith("en")) or (base.endswith("n") and (base != key or key.endswith("en")))
