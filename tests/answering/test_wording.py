"""A reader gets each text in their own language where a person wrote that, else in Dutch with a mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panel.answering.wording import Wording, Words
from panel.consultations.models import (
    Breakdown,
    BreakdownTranslation,
    Consultation,
    ConsultationTranslation,
    GlossaryTerm,
    GlossaryTermTranslation,
    Option,
    OptionTranslation,
    PolicyQuestion,
    Question,
    QuestionTranslation,
)

SOME_TEXT = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)
NO_TEXT = st.just("")


def consultation(**about: object) -> Consultation:
    return Consultation(
        topic="de bus", welcome="Welkom", policy_question=PolicyQuestion(influence="U geeft advies."), **about
    )


def asked() -> Question:
    return Question(
        text="Hoe vaak neemt u de bus?",
        easy_text="Neemt u de bus?",
        hint="Een schatting is goed.",
        settings={"unit": "keer"},
        translations=[
            QuestionTranslation(language="en", text="How often?", easy_text="", hint="", unit="times"),
            QuestionTranslation(language="ar", text="كم مرة؟", easy_text="كم؟", hint="تقريبًا", unit="مرات"),
        ],
    )


def test_dutch_readers_get_the_dutch_texts_without_any_mark() -> None:
    words = Wording(consultation(), "nl").question(asked())
    assert words == Words("Hoe vaak neemt u de bus?", "", "Neemt u de bus?")


def test_easy_readers_get_the_easy_text_and_keep_the_official_one_at_hand() -> None:
    words = Wording(consultation(), "nl", easy=True).question(asked())
    assert words == Words("Neemt u de bus?", "", "Hoe vaak neemt u de bus?")


def test_a_question_without_an_easy_text_is_shown_as_it_is() -> None:
    question = Question(text="Waar?", easy_text="", translations=[])
    assert Wording(consultation(), "nl", easy=True).question(question) == Words("Waar?")


def test_a_translated_question_has_its_own_easy_text() -> None:
    arabic = Wording(consultation(), "ar", easy=True)
    assert arabic.question(asked()) == Words("كم؟", "", "كم مرة؟")
    assert arabic.hint(asked()) == Words("تقريبًا")
    assert arabic.unit(asked()) == Words("مرات")
    english = Wording(consultation(), "en", easy=True)
    assert english.question(asked()) == Words("How often?")


def test_what_nobody_translated_stays_dutch_with_a_mark() -> None:
    turkish = Wording(consultation(), "tr", easy=True)
    assert turkish.question(asked()) == Words("Neemt u de bus?", "nl", "Hoe vaak neemt u de bus?")
    assert Wording(consultation(), "en").hint(asked()) == Words("Een schatting is goed.", "nl")
    assert turkish.topic == Words("de bus", "nl")


def test_topic_welcome_and_influence_have_translations_of_their_own() -> None:
    mine = ConsultationTranslation(language="en", topic="the bus", welcome="", influence="You give advice.")
    english = Wording(consultation(translations=[mine]), "en")
    assert (english.topic, english.influence) == (Words("the bus"), Words("You give advice."))
    assert english.welcome == Words("Welkom", "nl")


def test_an_explained_word_is_translated_word_and_all() -> None:
    mine = GlossaryTermTranslation(language="en", word="stop", explanation="")
    term = GlossaryTerm(word="halte", explanation="Hier stopt de bus.", translations=[mine])
    assert Wording(consultation(), "en").term(term) == (Words("stop"), Words("Hier stopt de bus.", "nl"))


def test_the_share_of_translated_questions_is_known() -> None:
    told = Breakdown(text="Hoe oud bent u?", translations=[BreakdownTranslation(language="en", text="How old?")])
    made = consultation(questions=[asked(), Question(text="Waar?", translations=[])], breakdowns=[told])
    assert Wording(made, "nl").share_translated() == 1
    assert Wording(made, "en").share_translated() == 2 / 3
    assert Wording(made, "pl").share_translated() == 0
    assert Wording(consultation(), "pl").share_translated() == 1


@given(
    dutch=SOME_TEXT,
    easy_dutch=SOME_TEXT | NO_TEXT,
    translated=SOME_TEXT | NO_TEXT,
    easy_translated=SOME_TEXT | NO_TEXT,
    language=st.sampled_from(["nl", "en", "ar", "uk"]),
    easy=st.booleans(),
)
def test_there_is_always_a_text_and_the_mark_tells_the_truth(
    dutch: str, easy_dutch: str, translated: str, easy_translated: str, language: str, easy: bool
) -> None:
    mine = OptionTranslation(language="ar", text=translated, easy_text=easy_translated)
    option = Option(text=dutch, easy_text=easy_dutch, translations=[mine])
    words = Wording(consultation(), language, easy).option(option)
    has_own = language == "ar" and translated
    assert words.text in ({translated, easy_translated} if has_own else {dutch, easy_dutch}) - {""}
    assert words.lang == ("nl" if language != "nl" and not has_own else "")
    assert words.other != words.text or not words.other
