"""What changes while open answers are read: the list, the codebook, what was read, what is published and quoted."""

from panel.open_answers.service.counting import Counted, CountError, count_themes, publish_themes
from panel.open_answers.service.errors import OpenAnswerError, StaleError
from panel.open_answers.service.preparing import PREPARE_READING, PROPOSE_THEMES, prepare_reading, propose_themes
from panel.open_answers.service.quotations import release_quotation, save_quotation, take_back, throw_away
from panel.open_answers.service.reading import hide_in_answer, save_reading
from panel.open_answers.service.themes import add_theme, change_theme, confirm_theme, remove_theme

__all__ = [
    "PREPARE_READING", "PROPOSE_THEMES", "CountError", "Counted", "OpenAnswerError", "StaleError", "add_theme",
    "change_theme", "confirm_theme", "count_themes", "hide_in_answer", "prepare_reading", "propose_themes",
    "publish_themes", "release_quotation", "remove_theme", "save_quotation", "save_reading", "take_back", "throw_away",
]  # fmt: skip
