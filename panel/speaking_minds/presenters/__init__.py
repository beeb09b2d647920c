"""What groups recommend, worded for the outcome page and for the desk."""

from panel.speaking_minds.presenters.desk import GroupCard, present_clash, present_groups, present_seen, word_problem
from panel.speaking_minds.presenters.public import GroupAdvice, present_recommendations, preview_recommendations

__all__ = [
    "GroupAdvice",
    "GroupCard",
    "present_clash",
    "present_groups",
    "present_recommendations",
    "present_seen",
    "preview_recommendations",
    "word_problem",
]
