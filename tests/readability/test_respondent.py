"""Screens for respondents keep to short sentences, whatever tags and placeholders they hold."""

from panel.readability import respondent_sentences_over


def test_ten_words_pass_and_eleven_do_not() -> None:
    assert respondent_sentences_over("Een twee drie vier vijf zes zeven acht negen tien.") == []
    (long,) = respondent_sentences_over("Een twee drie vier vijf zes zeven acht negen tien elf.")
    assert long.words == 11


def test_a_placeholder_is_one_word_and_a_tag_is_none() -> None:
    message = "Dag <strong class='a b c d e'>%(name)s</strong>, u heeft {aantal} vragen."
    (found,) = respondent_sentences_over(message, limit=5)
    assert found.words == 6
    assert message[found.start : found.end] == found.text
    assert respondent_sentences_over(message, limit=6) == []


def test_only_the_long_sentence_is_returned() -> None:
    message = "Dit is kort.<br>Deze zin heeft echt meer woorden dan vijf. Klaar!"
    assert [one.text for one in respondent_sentences_over(message, limit=5)] == [
        "Deze zin heeft echt meer woorden dan vijf."
    ]
