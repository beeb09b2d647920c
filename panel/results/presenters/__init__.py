"""A published outcome as finished words and numbers for the pages: nothing is worked out in a template."""

from panel.results.presenters.differences import present_differences
from panel.results.presenters.outcomes import present_headline, present_outcome, published_of
from panel.results.presenters.questions import present_bars, present_question, present_table
from panel.results.presenters.views import (
    Bar,
    DifferencesView,
    GroupLine,
    OutcomeView,
    QuestionView,
    ScaleBar,
    SplitView,
    Table,
)

__all__ = [
    "Bar",
    "DifferencesView",
    "GroupLine",
    "OutcomeView",
    "QuestionView",
    "ScaleBar",
    "SplitView",
    "Table",
    "present_bars",
    "present_differences",
    "present_headline",
    "present_outcome",
    "present_question",
    "present_table",
    "published_of",
]
