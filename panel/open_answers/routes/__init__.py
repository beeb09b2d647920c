"""The desk pages of open answers: overview, codebook, reading, counting and quotations."""

from panel.open_answers.routes import counting, overview, quotations, reading, themes
from panel.open_answers.routes.blueprint import open_answers

__all__ = ["counting", "open_answers", "overview", "quotations", "reading", "themes"]
