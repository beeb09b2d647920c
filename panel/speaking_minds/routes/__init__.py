"""The desk pages of what groups recommend: the list, writing one down, and how it will look."""

from panel.speaking_minds.routes import overview, writing
from panel.speaking_minds.routes.blueprint import speaking_minds

__all__ = ["overview", "speaking_minds", "writing"]
