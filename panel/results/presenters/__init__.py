"""A published outcome as finished words and numbers for the pages: nothing is worked out in a template."""

from panel.results.presenters.outcomes import present_headline, present_outcome, published_of
from panel.results.presenters.questions import bar_looks, present_bars, present_question, present_table
from panel.results.presenters.views import Bar, GroupLine, OutcomeView, QuestionView, SplitView, Table

__all__ = [
    "Bar",
    "GroupLine",
    "OutcomeView",
    "QuestionView",
    "SplitView",
    "Table",
    "bar_looks",
    "present_bars",
    "present_headline",
    "present_outcome",
    "present_question",
    "present_table",
    "published_of",
]
