"""Counts the syllables of a Dutch word by its groups of vowels."""

import re
import unicodedata
from functools import lru_cache

# Longest first: "oei" is one sound, "io" is two. A trema always opens a new syllable.
_SOUNDS = re.compile(r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|ij|ei|eu|oe|ou|ui|au|[aeiouy]|[äëïöü]")
_CONSONANT_Y = re.compile(r"\by(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])")
_MUSEUM = re.compile(r"(?<=s)eum\b")
_DIGIT = re.compile(r"\d")
_ACCENTS = str.maketrans("àáâãåèéêìíîòóôõùúûýÿ", "aaaaaeeeiiioooouuuyy")


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Return the number of syllables of one word, at least 1.

    A word without vowels in capitals ("BTW") is spelled out: one syllable a letter. A number counts one a digit.
    """
    plain = unicodedata.normalize("NFC", word).lower().translate(_ACCENTS)
    digits = len(_DIGIT.findall(plain))
    if digits:
        return digits + len(_SOUNDS.findall(plain))
    plain = plain.replace("qu", "kw")
    plain = _CONSONANT_Y.sub("j", plain)
    plain = _MUSEUM.sub("e-um", plain)
    found = len(_SOUNDS.findall(plain))
    if found:
        return found
    letters = sum(letter.isalpha() for letter in plain)
    return max(1, letters if word.isupper() and letters <= 6 else 1)
