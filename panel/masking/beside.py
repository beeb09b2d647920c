"""Words that stand beside a name, and words that look like one and never are."""

from __future__ import annotations

from panel.masking.name_list import GREETINGS, RELATIONS, TITLES

# Names that are words in small letters, or parts of other words' phrases.
NOT_SMALL = frozenset("frank dick maria jack harry charlie anna george said demi rosario viktor mina".split())
# Of whom is said how they are called.
SUBJECTS = frozenset(
    "ik hij zij ze die dat ie zoon dochter man vrouw buurman buurvrouw broer zus vriend vriendin moeder vader".split()
)
# After these comes a name when it has a capital and is no place: who is greeted, asked or thanked.
CALLED = frozenset("beste hoi hallo hey hai lieve vraag vraagt bedankt geachte dear hello".split())
# After these stands a thing.
ARTICLES = frozenset("de het een deze die dit dat elke iedere geen onze jullie zo'n te veel meer the".split())
# Never part of a name.
STOP = frozenset(
    "ik je jij u hij zij ze wij we het de een en of maar dus want dat die dit deze als dan met van voor om te in "
    "op aan bij uit niet geen wel ook nog al heel erg meer veel is was ben bent zijn heb heeft had kan wil moet "
    "mag gaat graag er hier daar waar wie wat hoe mijn jouw uw onze haar hun naar over door tot ja nee bedankt "
    "dank alvast vanuit namens bewoner bewoners buurtbewoner iemand anoniem allemaal gemeente jullie succes".split()
)
# What begins a sentence before "woont" or "zegt" and is nobody's name.
NO_PERSON = frozenset(
    "iedereen niemand iemand hier daar wie alles politie gemeente wethouder burgemeester moeder vader buurman "
    "buurvrouw mama papa mevrouw meneer juf meester oma opa niets ieder elke soms vaak nu toen dan mijn men "
    "sommige veel niet jongeren ouderen kinderen buren mensen wijkagent dokter huisarts familie "
    "vandaag gisteren".split()
)
# Worth a look at the word that follows.
CUES = (
    TITLES
    | RELATIONS
    | GREETINGS
    | CALLED
    | frozenset(
        "heet heette heten genaamd is naam ben van en adim m'appelle llamo imie am اسمي зовут звати nazywam".split()
    )
)
