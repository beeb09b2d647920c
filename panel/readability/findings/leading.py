"""Words that push the reader towards an answer."""

from collections.abc import Iterator

from panel.readability.finding import Code, Finding, Reading, Severity
from panel.readability.phrases import by_first_word, occurrences

_ALWAYS = by_first_word(
    (
        "vindt u ook", "vind je ook", "vind jij ook", "vinden jullie ook", "bent u ook van mening", "vindt u het ook",
        "vind je het ook", "vindt u niet dat", "vind je niet dat", "vindt u niet ook", "vindt u toch", "denkt u ook",
        "denk je ook", "u vindt toch", "je vindt toch", "toch zeker", "wilt u ook niet", "wil je ook niet",
        "wilt u toch", "zoals iedereen weet", "iedereen weet", "zoals bekend", "zoals u weet", "zoals je weet",
        "de meeste mensen vinden", "de meeste inwoners vinden", "deskundigen zeggen", "experts zeggen",
        "steeds meer mensen vinden", "het is duidelijk dat", "het spreekt vanzelf", "vanzelfsprekend", "uiteraard",
        "ongetwijfeld", "natuurlijk", "gelukkig", "eindelijk", "helaas", "bent u het ermee eens dat",
        "ben je het ermee eens dat", "bent u het met ons eens", "ben je het met ons eens", "bent u bereid om", "gunt u",
        "verdient het niet", "is het niet zo dat", "is het niet beter", "zou het niet", "is het niet tijd",
        "niet liever", "ook niet liever", "ook zo blij", "bent u ook", "ben je ook", "ben jij ook", "wilt u ook",
        "wil je ook", "wil jij ook", "mist u ook", "mis je ook", "stoort u zich ook", "erger je je ook",
        "ergert u zich ook", "het is belangrijk dat", "het is logisch dat", "iedereen wil", "niemand wil",
    )
)  # fmt: skip
_IN_QUESTIONS = by_first_word(
    (
        "prachtig", "prachtige", "geweldig", "geweldige", "fantastisch", "fantastische", "unieke", "vreselijk",
        "vreselijke", "schandalig", "schandalige", "belachelijk", "belachelijke", "overlastgevende", "noodzakelijke",
        "broodnodige", "toch", "mooie nieuwe", "verstandig plan", "goede plan", "goede plannen", "mooie plan",
        "mooie plannen", "onnodige", "dure", "ons mooie", "onze mooie", "prachtig nieuw",
        "lelijke", "saaie", "rommelige", "schitterende", "perfecte", "ideale", "verschrikkelijke", "terechte",
        "succesvolle", "succesvol", "schitterend", "waardevolle", "verstandige", "slimme", "zinloze", "nutteloze",
        "gevaarlijke", "vervelende", "irritante", "asociale", "hinderlijke", "hoognodige", "zinvolle", "bijzondere",
        "geslaagde", "mislukte", "beruchte", "levensgevaarlijke", "hopeloze", "oneerlijke", "idiote", "heerlijke",
    )
)  # fmt: skip


def find(reading: Reading) -> Iterator[Finding]:
    """Point at leading phrases anywhere, and at praising or scolding words inside a question."""
    for sentence in reading.sentences:
        for start, end, phrase in occurrences(_ALWAYS, sentence):
            yield Finding(Code.LEADING, start, end, Severity.WARN, {"word": phrase})
        if sentence.is_question:
            for start, end, phrase in occurrences(_IN_QUESTIONS, sentence):
                yield Finding(Code.LEADING, start, end, Severity.WARN, {"word": phrase})
