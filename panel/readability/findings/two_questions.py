"""Two questions in one: nobody knows which of them the answer is about."""

from collections.abc import Iterator
from itertools import pairwise

from panel.readability.finding import Code, Finding, Parameter, Reading, Severity
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import BEING, CONNECTORS, DETERMINERS, PREPOSITIONS, SUBJECTS

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
# "for parents and children": for whom or by whom, not what the opinion is about.
_FOR_WHOM = frozenset("voor tussen door uit".split())
_NO_VERB = CONNECTORS | DETERMINERS | PREPOSITIONS | SUBJECTS
_GOES_ON = frozenset("dus dan daarna toen zo".split())
_PAIRS = frozenset(
    [
        ("af", "toe"), ("meer", "meer"), ("in", "om"), ("jong", "oud"), ("man", "vrouw"), ("mannen", "vrouwen"),
        ("eens", "oneens"), ("van", "naar"), ("ja", "nee"), ("dag", "nacht"), ("voor", "nadelen"), ("tot", "met"),
        ("kinderen", "jongeren"), ("ouders", "kinderen"), ("vader", "moeder"), ("brood", "boter"),
        ("vrienden", "familie"), ("heen", "weer"), ("op", "neer"), ("over", "weer"), ("één", "ander"), ("een", "ander"),
        ("u", "uw"), ("jij", "je"), ("zo", "ja"), ("tussen", "met"), ("voors", "tegens"), ("jongens", "meisjes"),
        ("groente", "fruit"), ("hier", "daar"), ("nu", "dan"), ("eten", "drinken"), ("wonen", "werken"),
    ]
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "en" in a question that joins two questions, or two things of which an opinion is asked, and at a
    second question that goes on with "En ..." or asks "Waarom?"."""
    for before, sentence in pairwise((None, *reading.sentences)):
        if not sentence or not sentence.is_question:
            continue
        joint = _joint(sentence)
        if joint is not None:
            left, right = sentence.tokens[joint - 1], sentence.tokens[joint + 1]
            yield _finding(left.start, right.end, left.text, right.text)
        elif before is not None and before.is_question and _goes_on(sentence):
            yield _finding(sentence.start, sentence.end, before.tokens[0].text, sentence.tokens[0].text)


def _finding(start: int, end: int, first: str, second: str) -> Finding:
    parameters: dict[str, Parameter] = {"first": first, "second": second}
    return Finding(Code.TWO_QUESTIONS, start, end, Severity.WARN, parameters)


def _goes_on(sentence: Sentence) -> bool:
    """Whether a question leans on the one before it: "En wat hebben zij nodig?", "Waarom niet?"."""
    keys = [token.key for token in sentence.tokens]
    return (keys[0] == "en" and len(keys) > 1) or (keys[0] == "waarom" and len(keys) <= 4)


def _joint(sentence: Sentence) -> int | None:
    keys = [token.key for token in sentence.tokens]
    for index in range(1, len(keys) - 1):
        if keys[index] not in ("en", "alsmede") or (keys[index - 1], keys[index + 1]) in _PAIRS:
            continue
        if _asks_again(keys, index) or _joins_things(sentence, keys, index) or _joins_qualities(sentence, keys, index):
            return index
    return None


def _asks_again(keys: list[str], index: int) -> bool:
    """ "... en waarom?", "... en wilt u ...?"."""
    right, following = keys[index + 1], keys[index + 2] if index + 2 < len(keys) else ""
    if (
        right in _ASKING
        or (right in PREPOSITIONS and following in _ASKING)
        or (right in _VERBS and following in _AFTER_AND)
    ):
        return True
    return following in ("u", "jij", "jullie", "wij") and right not in _NO_VERB


def _joins_things(sentence: Sentence, keys: list[str], index: int) -> bool:
    """Whether an opinion is asked about two things, not about names, people or numbers, and not to choose from."""
    left, right = sentence.tokens[index - 1], sentence.tokens[index + 1]
    if not (left.is_word and right.is_word) or right.text[0].isupper() or keys[index + 1] in _GOES_ON:
        return False
    opinion = next((place for place in range(index) if keys[place] in _OPINION), None)
    if opinion is None or ":" in sentence.source[sentence.tokens[opinion].end : left.start]:
        return False
    head = index - 2 if index > 1 and keys[index - 2] not in DETERMINERS else index - 3
    return "," not in sentence.source[left.end : right.start] and (head < 0 or keys[head] not in _FOR_WHOM)


def _joins_qualities(sentence: Sentence, keys: list[str], index: int) -> bool:
    """ "Zijn de straten schoon en veilig?", "Hoe schoon en veilig is het?"."""
    if sentence.tokens[index + 1].text[0].isupper():
        return False
    if index > 1 and keys[index - 2] == "hoe":
        return True
    ends = index + 2 == len(keys) and keys[0] in BEING and keys[1] != "er"
    return ends and keys[index - 2] not in _NO_VERB
