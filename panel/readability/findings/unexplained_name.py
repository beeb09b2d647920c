"""Names of plans, laws and programmes that a resident has never heard of."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.sentences import Sentence

_KINDS = frozenset(
    "programma project plan wet nota agenda akkoord regeling visie pact verordening taskforce actieplan deltaplan "
    "omgevingsvisie beleidsnota uitvoeringsprogramma coalitieakkoord".split()
)


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "programma Nieuwe Kansen" when no brackets or comma explain it; each name once."""
    seen: set[str] = set()
    for sentence in reading.sentences:
        for index, token in enumerate(sentence.tokens[:-1]):
            if token.key not in _KINDS:
                continue
            last = _end_of_name(sentence, index)
            if last == index:
                continue
            end = sentence.tokens[last].end
            name = sentence.source[token.start : end]
            if name not in seen and not sentence.source[end : end + 2].startswith((" (", ",", ":")):
                seen.add(name)
                yield Finding(Code.UNEXPLAINED_NAME, token.start, end, Severity.NOTE, {"word": name})


def _end_of_name(sentence: Sentence, index: int) -> int:
    last = index
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text[0].isupper():
        gap = sentence.source[sentence.tokens[last].end : sentence.tokens[last + 1].start]
        if gap.strip(" '\u2018\u201c\""):
            break
        last += 1
    return last
