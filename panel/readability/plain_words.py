"""Finds official words that our own list knows, with the simpler words that may stand in their place."""

from collections.abc import Callable
from dataclasses import dataclass

from panel.readability.inflection import Slot, verb, with_e
from panel.readability.lexicon import lemma
from panel.readability.sentences import Sentence
from panel.readability.verb_forms import BEING, DETERMINERS, PREPOSITIONS, SUBJECTS, verb_clause
from panel.readability.word_list import (
    BEFORE_NOUN_MARK,
    HINT_MARK,
    Entry,
    Noun,
    WordKind,
    entries,
    entries_by_form,
    parse_noun,
)


@dataclass(frozen=True)
class PlainWords:
    """What may stand in the place of `length` tokens: `replacements` as they are, `hints` after rewriting."""

    length: int
    replacements: tuple[str, ...]
    hints: tuple[str, ...]


# Gives the form of a simpler word that fits in this place of the sentence, or None when none does.
Form = Callable[[str], str | None]

_AUXILIARIES = BEING | frozenset(
    "word wordt worden werd werden geworden geweest heb hebt heeft hebben had hadden".split()
)
_DEFINITE = frozenset("de het 't deze dit die dat".split())
# "het meest recente rapport" is "het nieuwste", not "het meest nieuwe".
_COMPARING = frozenset("meest minst".split())
_ALSO = frozenset(("en", "of"))
_WITH_DE, _WITH_HET = frozenset(("de", "deze", "die")), frozenset(("het", "dit", "dat"))
_INDEFINITE = frozenset("een geen".split())
_REFLEXIVE = frozenset("zich zichzelf mezelf jezelf onszelf".split())
_NEAR = 3
# A word glued to one of these is part of something longer: "subsidie(s)", "en/of", "advies-".
_GLUE_BEFORE, _GLUE_AFTER = "-/\u2013", "-/(\u2013"


def simpler_at(sentence: Sentence, index: int) -> PlainWords | None:
    """Return what our list offers for the word or phrase that starts at `sentence.tokens[index]`, or None."""
    key = sentence.tokens[index].key
    candidates = entries().get(key, ())
    base = lemma(key)
    if base != key:
        candidates += entries().get(base, ())
    for entry in (*candidates, *entries_by_form().get(key, ())):
        found = _offer(entry, sentence, index)
        if found is not None:
            return found
    return None


def _offer(entry: Entry, sentence: Sentence, index: int) -> PlainWords | None:
    if entry.kind in (WordKind.FIXED, WordKind.ADVERB) or len(entry.words) > 1:
        stands_here = _stands_at(entry, sentence, index)
        return _sorted_offer(entry, sentence, index, _fixed_form(entry, sentence, index)) if stands_here else None
    if entry.kind is WordKind.NOUN:
        known = entry.noun is not None and _key(sentence, index) in (entry.noun.singular, entry.noun.plural)
        return _sorted_offer(entry, sentence, index, _noun_form(entry, sentence, index)) if known else None
    if entry.kind is WordKind.ADJECTIVE:
        form = _adjective_form(entry, sentence, index)
        return None if form is None else _sorted_offer(entry, sentence, index, form)
    return _sorted_offer(entry, sentence, index, _verb_form(entry, sentence, index))


def _sorted_offer(entry: Entry, sentence: Sentence, index: int, form: Form) -> PlainWords:
    """Sort the simpler words into those with a form that fits here and those that ask for rewriting."""
    length = len(entry.words)
    glued = _is_glued(sentence, index, length)
    near = {token.key for token in sentence.tokens[max(0, index - _NEAR) : index + length + _NEAR]}
    replacements, hints = [], []
    for simple in entry.simpler:
        fitting = None if glued or simple.startswith(HINT_MARK) else form(simple)
        if fitting is not None:
            # "goede adviezen en aanbevelingen" does not become "goede adviezen en adviezen".
            replacements += [] if fitting in near else [fitting]
        else:
            hints.append(_bare(entry, simple))
    return PlainWords(length, tuple(replacements), tuple(hints))


def _bare(entry: Entry, simple: str) -> str:
    if simple.startswith(HINT_MARK):
        return simple[1:]
    return parse_noun(simple).singular if entry.kind is WordKind.NOUN else simple.rstrip(BEFORE_NOUN_MARK)


def _is_glued(sentence: Sentence, index: int, length: int) -> bool:
    start, end = sentence.tokens[index].start, sentence.tokens[index + length - 1].end
    before, after = sentence.source[max(0, start - 1) : start], sentence.source[end : end + 1]
    # "zorg- en dienstverlening": the first half lives on the second.
    halved = index > 1 and sentence.tokens[index - 1].key in _ALSO and _follows(sentence, index - 2) == "-"
    return halved or (bool(before) and before in _GLUE_BEFORE) or (bool(after) and after in _GLUE_AFTER)


def _follows(sentence: Sentence, index: int) -> str:
    end = sentence.tokens[index].end
    return sentence.source[end : end + 1]


def _key(sentence: Sentence, index: int) -> str:
    return sentence.tokens[index].key if 0 <= index < len(sentence.tokens) else ""


def _stands_at(entry: Entry, sentence: Sentence, index: int) -> bool:
    # Most phrases share their first word with many others, so this says no at once nearly always.
    return not any(_key(sentence, index + place) != word for place, word in enumerate(entry.words))


def _nothing(_simple: str) -> None:
    return None


def _fixed_form(entry: Entry, sentence: Sentence, index: int) -> Form:
    """Behind an article a word belongs to a noun: "de betreffende straat", "het jaarlijks feest"."""
    before = _key(sentence, index - 1)
    joined = before in PREPOSITIONS or before.endswith("e")
    if len(entry.words) == 1 and (before in DETERMINERS or (entry.kind is WordKind.ADVERB and joined)):
        return _nothing
    return lambda simple: simple


def _noun_form(entry: Entry, sentence: Sentence, index: int) -> Form:
    hard = entry.noun or Noun("", "", "")
    if _is_named(sentence, index + 1):
        return _nothing
    if _key(sentence, index) != hard.singular:
        return lambda simple: parse_noun(simple).plural or None
    before, after = _key(sentence, index - 1), _key(sentence, index + 1)
    counted = bool({before, _key(sentence, index - 2)} & _INDEFINITE)
    has_article = counted or before in DETERMINERS or before.endswith("e")
    shows_gender = _shows_gender(before) or after in ("die", "dat")
    # "ik overleg" is a verb, and "de concept visie" no noun with an article of its own.
    odd = before in SUBJECTS or before in (_WITH_HET if hard.article == "de" else _WITH_DE)

    def form(simple: str) -> str | None:
        plain = parse_noun(simple)
        if odd or (shows_gender and plain.article != hard.article):
            return None
        # No "een hulp" for "een ondersteuning", and no "in gesprek" or "gesprek plegen" for "overleg".
        fits = has_article if plain.plural else not counted
        return plain.singular if fits else None

    return form


def _is_named(sentence: Sentence, index: int) -> bool:
    """Whether a name follows: "programma Groen", "concept RES"."""
    return index < len(sentence.tokens) and sentence.tokens[index].text[0].isupper() and not sentence.text.isupper()


def _shows_gender(before: str) -> bool:
    """Whether the word before a noun depends on de or het; behind an adjective we cannot know, so we say yes."""
    return before in DETERMINERS - _INDEFINITE | _ALSO or (before not in _INDEFINITE | PREPOSITIONS and len(before) > 3)


def _adjective_form(entry: Entry, sentence: Sentence, index: int) -> Form | None:
    word, key = entry.words[0], _key(sentence, index)
    before, after = _key(sentence, index - 1), _key(sentence, index + 1)
    if key == with_e(word) != word:
        # "het complexe" and "in het bijzondere" stand for a noun.
        alone = (
            before in _COMPARING
            or not after
            or after in PREPOSITIONS | DETERMINERS
            or index + 1 >= sentence.clause(index)[1]
        )
        return _nothing if alone else lambda simple: with_e(simple.rstrip(BEFORE_NOUN_MARK))
    if key != word or before in _COMPARING:
        return _nothing
    if before in _DEFINITE:
        return None
    return lambda simple: None if simple.endswith(BEFORE_NOUN_MARK) else simple


def _verb_form(entry: Entry, sentence: Sentence, index: int) -> Form:
    hard = verb(entry.words[0])
    slots = hard.slots(_key(sentence, index)) if hard else frozenset()
    if hard is None or not slots:
        return _nothing
    first, last = verb_clause(sentence, index)
    slot = _slot(slots, sentence, first, index, last)
    if slot is None or _is_reflexive(sentence, first, last):
        return _nothing

    def form(simple: str) -> str | None:
        plain = verb(simple)
        if plain is None:
            return None
        # "wij delen uit" cannot take the place of "wij verstrekken"; "uitgedeeld" can take that of "verstrekt".
        fits = slot is Slot.PARTICIPLE or not plain.is_separable or hard.is_separable
        return plain.form(slot) if fits else None

    return form


def _is_reflexive(sentence: Sentence, first: int, last: int) -> bool:
    """ "zich realiseren" is no "maken"."""
    return any(token.key in _REFLEXIVE for token in sentence.tokens[first:last])


def _slot(slots: frozenset[Slot], sentence: Sentence, first: int, index: int, last: int) -> Slot | None:
    """Return which form a verb is in here, or None where that cannot be told."""
    before, after = _key(sentence, index - 1) if index > first else "", _key(sentence, index + 1)
    if Slot.PARTICIPLE in slots and len(slots) > 1:
        return _participle_or_not(slots, sentence, first, index, last)
    slot = min(slots, key=list(Slot).index)
    if slot in (Slot.PAST, Slot.PAST_PLURAL):
        # "de verstrekte gegevens" is an adjective that looks like a past tense.
        told = not after or after in DETERMINERS | PREPOSITIONS | SUBJECTS
        return slot if told and before not in DETERMINERS else None
    return slot


def _participle_or_not(slots: frozenset[Slot], sentence: Sentence, first: int, index: int, last: int) -> Slot | None:
    """ "wordt verstrekt" or "de gemeente verstrekt": a helping verb and a place at the end tell."""
    others = slots - {Slot.PARTICIPLE}
    other = min(others, key=list(Slot).index)
    before = _key(sentence, index - 1)
    helped = any(token.key in _AUXILIARIES for token in sentence.tokens[first:last])
    if not helped:
        # "het verstrekt advies" and "verstrekt door" without a helping verb are no present tense.
        unclear = before in DETERMINERS or before == "" or _key(sentence, index + 1) == "door"
        return None if unclear or other in (Slot.PAST, Slot.PAST_PLURAL) else other
    at_end = index + 1 >= last or _key(sentence, index + 1) in _AUXILIARIES | PREPOSITIONS | {"te"}
    return Slot.PARTICIPLE if at_end or before in _AUXILIARIES else None
