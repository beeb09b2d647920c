"""What is read, counted and quoted, in finished words for the desk and for the outcome page."""

from panel.open_answers.presenters.desk import (
    QuestionCard,
    ThemeChoice,
    agreement_in_words,
    hidden_in_words,
    left_in_words,
    present_card,
    present_text,
    present_theme_choices,
    sureness_in_words,
    word_problem,
)
from panel.open_answers.presenters.own_words import OwnWords, present_counted, present_own_words, theme_labels

__all__ = [
    "OwnWords", "QuestionCard", "ThemeChoice", "agreement_in_words", "hidden_in_words", "left_in_words",
    "present_card", "present_counted", "present_own_words", "present_text", "present_theme_choices",
    "sureness_in_words", "theme_labels", "word_problem",
]  # fmt: skip
