"""The measures agree with counts made by hand."""

import pytest

from panel.readability import check
from panel.readability.lexicon import compound_parts, lemma, listed_zipf, zipf
from panel.readability.measures import flesch_douma
from panel.readability.syllables import count_syllables


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plein", 1), ("gemeente", 3), ("museum", 3), ("zeeën", 2), ("naaien", 2), ("één", 1), ("coördinatie", 5),
        ("systeem", 2), ("yoga", 2), ("aquarium", 4), ("nieuw", 1), ("beïnvloeden", 4), ("financieel", 4), ("idee", 2),
        ("BTW", 3), ("2026", 4), ("radio", 3), ("geuit", 2), ("moeilijk", 2),
    ],
)  # fmt: skip
def test_syllables_as_clapped_by_hand(word: str, expected: int) -> None:
    assert count_syllables(word) == expected


def test_flesch_douma_by_hand() -> None:
    # "De kat zit op de mat. Wij gaan naar huis." has 10 words, 2 sentences and 10 syllables.
    measures = check("De kat zit op de mat. Wij gaan naar huis.").measures
    assert (measures.words, measures.sentences, measures.syllables_per_word) == (10, 2, 1.0)
    assert measures.flesch_douma == pytest.approx(206.84 - 0.93 * 5 - 77 * 1)
    assert flesch_douma(32, 2.19) == pytest.approx(8.45, abs=0.01)


def test_an_unlisted_compound_scores_as_its_rarest_part() -> None:
    assert listed_zipf("beleidsvraag") == 0
    assert compound_parts("beleidsvraag") == ("beleid", "vraag")
    assert zipf("beleidsvraag") == pytest.approx(min(listed_zipf("beleid"), listed_zipf("vraag")))
    assert compound_parts("bewonersinitiatieven") == ("bewoners", "initiatieven")


def test_nonsense_has_no_parts_and_no_frequency() -> None:
    assert compound_parts("qwrtplkzzx") == ()
    assert zipf("qwrtplkzzx") == 0


def test_a_hyphen_makes_a_word_no_rarer() -> None:
    assert zipf("e-mailadres") == zipf("emailadres") > 3.4
    assert zipf("qwrt-plkzzx") == 0


def test_the_dictionary_form_is_found() -> None:
    assert lemma("kinderen") == "kind"
    assert lemma("ingediend") == "indienen"


def test_an_empty_text_measures_nothing_and_is_not_hard() -> None:
    report = check("")
    assert (report.score, report.sentences, report.measures.flesch_douma) == (100.0, (), 0.0)


def test_an_easy_text_scores_above_a_hard_one() -> None:
    easy = check("Wij maken een nieuw plein. Wat wilt u daar doen?")
    hard = check("Teneinde de verblijfskwaliteit te optimaliseren wordt de openbare ruimte heringericht.")
    assert easy.score > 85 > 50 > hard.score
