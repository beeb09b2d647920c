"""Two questions in one: nobody knows which of them the answer is about."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence

_ASKING = frozenset("wat waarom hoe wie waar wanneer welk welke hoeveel hoelang waarmee waarvoor waarover".split())
_VERBS = frozenset(
    "vind vindt wil wilt kun kunt kan ga gaat ben bent heb hebt heeft moet moeten mag zou zouden is zijn "
    "komt kom doet doe ervaart ervaar denkt denk gebruikt gebruik weet voelt voel".split()
)
_OPINION = frozenset(
    "vind vindt vinden tevreden ontevreden blij mening eens oneens belangrijk denkt denk beoordeelt "
    "beoordeel ervaart ervaar voelt voel last".split()
)
_AFTER_AND = frozenset("u je jij jullie wij we ze zij de het uw jouw er".split())
_PAIRS = frozenset(
    [
        ("af", "toe"), ("meer", "meer"), ("in", "om"), ("jong", "oud"), ("man", "vrouw"), ("mannen", "vrouwen"),
        ("eens", "oneens"), ("van", "naar"), ("ja", "nee"), ("dag", "nacht"), ("voor", "nadelen"), ("tot", "met"),
        ("kinderen", "jongeren"), ("ouders", "kinderen"), ("vader", "moeder"), ("brood", "boter"),
        ("vrienden", "familie"), ("heen", "weer"), ("op", "neer"), ("over", "weer"), ("één", "ander"), ("een", "ander"),
        ("u", "uw"), ("jij", "je"), ("zo", "ja"), ("tussen", "met"), ("voors", "tegens"),
    ]
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "en" (or "en/of") in a question that joins two questions, or two things of which an opinion is asked."""
    for sentence in reading.sentences:
        if sentence.is_question:
            joint = _joint(sentence)
            if joint is not None:
                left, right = sentence.tokens[joint - 1], sentence.tokens[joint + 1]
                parameters: dict[str, Parameter] = {"first": left.text, "second": right.text}
                yield Finding(Code.TWO_QUESTIONS, left.start, right.end, Severity.WARN, parameters)


def _joint(sentence: Sentence) -> int | None:
    keys = [token.key for token in sentence.tokens]
    opinion = not _OPINION.isdisjoint(keys)
    for index in range(1, len(keys) - 1):
        if keys[index] not in ("en", "alsmede") or (keys[index - 1], keys[index + 1]) in _PAIRS:
            continue
        following = keys[index + 2] if index + 2 < len(keys) else ""
        if keys[index + 1] in _ASKING or (keys[index + 1] in _VERBS and following in _AFTER_AND):
            return index
        if opinion and _joins_things(sentence, keys, index):
            return index
    return None


def _joins_things(sentence: Sentence, keys: list[str], index: int) -> bool:
    """Whether "en" stands between two words for things or qualities, not between names, people or numbers."""
    left, right = sentence.tokens[index - 1], sentence.tokens[index + 1]
    if not (left.is_word and right.is_word) or right.text[0].isupper():
        return False
    start = 0
    while start < index and keys[start] not in _OPINION:
        start += 1
    between = sentence.source[left.end : right.start]
    return start < index and "," not in between and keys[index + 1] not in ("dus", "dan", "daarna", "toen")
