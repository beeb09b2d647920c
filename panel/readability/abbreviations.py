"""The Dutch abbreviations we know: where their full stop ends no sentence, and what they stand for."""

import re

FULL_FORMS: dict[str, str] = {
    "a.d.h.v.": "met",
    "a.g.v.": "door",
    "a.s.": "aanstaande",
    "a.u.b.": "alstublieft",
    "afd.": "afdeling",
    "art.": "artikel",
    "b.g.g.": "als niemand opneemt",
    "betr.": "over",
    "b.v.": "bijvoorbeeld",
    "bijv.": "bijvoorbeeld",
    "blz.": "bladzijde",
    "bv.": "bijvoorbeeld",
    "c.q.": "of",
    "ca.": "ongeveer",
    "cf.": "volgens",
    "conf.": "volgens",
    "d.d.": "van",
    "d.m.v.": "door",
    "d.w.z.": "dat betekent",
    "dhr.": "de heer",
    "dir.": "directeur",
    "div.": "verschillende",
    "e.a.": "en anderen",
    "e.d.": "en zulke dingen",
    "e.e.a.": "dit alles",
    "enz.": "enzovoort",
    "etc.": "enzovoort",
    "evt.": "misschien",
    "excl.": "zonder",
    "fam.": "familie",
    "gem.": "gemiddeld",
    "i.c.m.": "samen met",
    "i.h.a.": "meestal",
    "i.h.b.": "vooral",
    "i.h.k.v.": "voor",
    "i.i.g.": "in elk geval",
    "i.o.": "in opleiding",
    "i.o.m.": "samen met",
    "i.p.v.": "in plaats van",
    "i.s.m.": "samen met",
    "i.t.t.": "anders dan",
    "i.v.m.": "door",
    "incl.": "met",
    "inz.": "over",
    "jl.": "afgelopen",
    "m.a.w.": "dus",
    "m.b.t.": "over",
    "m.b.v.": "met",
    "m.i.v.": "vanaf",
    "m.n.": "vooral",
    "m.u.v.": "behalve",
    "max.": "hoogstens",
    "mbt": "over",
    "mevr.": "mevrouw",
    "min.": "minstens",
    "mw.": "mevrouw",
    "n.a.v.": "door",
    "n.v.t.": "past hier niet",
    "nl.": "namelijk",
    "nr.": "nummer",
    "nrs.": "nummers",
    "o.a.": "onder andere",
    "o.b.v.": "op basis van",
    "o.g.v.": "door",
    "o.i.d.": "of zoiets",
    "o.l.v.": "onder leiding van",
    "o.m.": "onder meer",
    "p.m.": "per maand",
    "p.p.": "per persoon",
    "p/a": "op het adres",
    "p.w.": "per week",
    "par.": "paragraaf",
    "pp.": "bladzijden",
    "resp.": "en",
    "s.v.p.": "alstublieft",
    "t.a.v.": "voor",
    "t.b.v.": "voor",
    "t.g.v.": "door",
    "t.h.v.": "bij",
    "t.m.": "tot en met",
    "t.n.v.": "op naam van",
    "t.o.v.": "vergeleken met",
    "t.w.": "namelijk",
    "t.z.t.": "later",
    "t/m": "tot en met",
    "tel.": "telefoon",
    "telnr.": "telefoonnummer",
    "v.a.": "vanaf",
    "v.d.": "van de",
    "v.w.b.": "over",
    "vgl.": "vergelijk",
    "vlg.": "en verder",
    "w.o.": "zoals",
    "z.o.z.": "kijk ook achterop",
    "z.s.m.": "zo snel mogelijk",
    "zgn.": "zogenaamde",
}

# Titles and measures: short for everybody, so no finding, but their full stop ends no sentence either.
_NO_FINDING = frozenset(
    "dr. drs. ds. ir. ing. mr. mrs. ms. prof. st. sr. jr. b.v. n.v. km. vs. vr. za. zo. ma. wo. do. mgr. "
    "wnd. red. lid. hfst. bijl. aug. sept. okt. nov. dec. jan. feb. febr. apr. v.chr. n.chr.".split()
)
_WORDS_TOO = frozenset("lid. do. zo. dir. min. gem. red. par. za. ma. wo. vr. st. nl. conf. max.".split())

# After these a capital may well start a new sentence.
_CLOSING = frozenset("enz. etc. e.d. e.a. a.u.b. s.v.p. jl. a.s. o.i.d. n.v.t. b.v. n.v. z.s.m. p.m. p.p. p.w.".split())


# Written without stops too: "ivm", "i.v.m". Those that are words themselves are left out.
SHORT_FORMS: dict[str, str] = {
    letters: full
    for short, full in FULL_FORMS.items()
    if re.fullmatch(r"(?:[a-z]\.){3,}", short)
    for letters in (short.replace(".", ""), short[:-1])
    if letters not in ("dat", "zoz")
}


def is_abbreviation(word_with_stop: str) -> bool:
    """Whether this lower-case word with its full stop is an abbreviation that we know."""
    return word_with_stop in FULL_FORMS or word_with_stop in _NO_FINDING


def may_end_a_sentence(word_with_stop: str) -> bool:
    """Whether a capital after this abbreviation starts a new sentence ("enz. Daarna")."""
    return word_with_stop in _CLOSING or word_with_stop in _WORDS_TOO
