"""Names of plans, laws and programmes that a resident has never heard of."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.sentences import Sentence

_KINDS = frozenset(
    "programma project plan wet nota agenda akkoord regeling visie pact verordening taskforce actieplan deltaplan "
    "omgevingsvisie beleidsnota uitvoeringsprogramma coalitieakkoord pilot campagne fonds platform stichting netwerk "
    "coalitie alliantie beweging initiatief".split()
)
# Municipalities like to call their programmes after what they hope for.
_HOPEFUL = frozenset(
    "samen sterk sterke nieuw nieuwe beter betere veilig veilige groen groene gezond gezonde buurt buurten wijk wijken "
    "stad jong jonge meedoen kans kansen kansrijk kansrijke werk werken wonen zorg sociaal sociale actief actieve fit "
    "schoon schone duurzaam duurzame leven toekomst talent talenten jeugd gezin gezinnen school sport energie vitaal "
    "krachtig krachtige open iedereen hart huis huizen aanpak impuls offensief beweging noord zuid oost west beeld zet "
    "thuis elkaar dichtbij dichterbij mensen kracht krachten trots meer verder vooruit morgen later één wij ons onze "
    "mij jou mijn jouw iedereen meetellen meepraten meedenken geluk gelukkig welkom warm warme slim slimme groei "
    "plein straat dorp kern inwoners bewoners ouders kinderen jongeren ouderen route punt loket lokaal".split()
)
_LINKS = frozenset("in van voor en de het met aan op naar".split())
# What every resident has heard of.
_FAMILIAR = frozenset(("veilig thuis", "tweede kamer", "eerste kamer", "rode kruis"))


def find(reading: Reading) -> Iterator[Finding]:
    """Point at "programma Nieuwe Kansen" and "Samen Sterk Noord" when no brackets or comma explain it; each once."""
    seen: set[str] = set()
    for sentence in reading.sentences:
        done = -1
        for index, token in enumerate(sentence.tokens[:-1]):
            last = _end_of_name(sentence, index) if index > done else index
            if last == index:
                continue
            done, end = last, sentence.tokens[last].end
            name = sentence.source[token.start : end]
            if name not in seen and not sentence.source[end : end + 2].startswith((" (", ",", ":")):
                seen.add(name)
                yield Finding(Code.UNEXPLAINED_NAME, token.start, end, Severity.NOTE, {"word": name})


def _end_of_name(sentence: Sentence, index: int) -> int:
    """Return the last token of the name that starts here, or `index` itself when none does."""
    if sentence.tokens[index].key in _KINDS:
        return _end_of_capitals(sentence, index)
    return _end_of_hopeful_name(sentence, index) if index > 0 and sentence.tokens[index].text[0].isupper() else index


def _end_of_hopeful_name(sentence: Sentence, index: int) -> int:
    last, ahead = index, index + 1
    while ahead < min(len(sentence.tokens), index + 7):
        token = sentence.tokens[ahead]
        if token.text[0].isupper():
            last = ahead
        elif token.key not in _LINKS:
            break
        ahead += 1
    words = [token.key for token in sentence.tokens[index : last + 1]]
    hopeful = sum(word in _HOPEFUL for word in words)
    return last if hopeful > 1 and " ".join(words) not in _FAMILIAR and not sentence.text.isupper() else index


def _end_of_capitals(sentence: Sentence, index: int) -> int:
    last = index
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text[0].isupper():
        gap = sentence.source[sentence.tokens[last].end : sentence.tokens[last + 1].start]
        if gap.strip(" '\u2018\u201c\""):
            break
        last += 1
    return last
