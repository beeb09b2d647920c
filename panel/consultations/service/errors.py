"""Why a change to a consultation was refused; the pages put each into words."""

from __future__ import annotations

from collections.abc import Sequence

from panel.consultations.gates import Missing
from panel.consultations.models import State


class ConsultationError(ValueError):
    """A change to a policy question or consultation that is not possible."""


class StaleEditionError(ConsultationError):
    """Someone else saved a change after this copy was opened; nothing was written."""


class ShutError(ConsultationError):
    """The consultation is no longer a draft, so what it asks cannot change. `state` is where it stands."""

    def __init__(self, state: State) -> None:
        super().__init__(f"cannot be changed in state {state}")
        self.state = state


class NotReadyError(ConsultationError):
    """The consultation cannot open yet. `missing` says what is not there."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(", ".join(one.code for one in missing))
        self.missing = tuple(missing)


class CodeError(ConsultationError):
    """A code cannot be used. `reason` is TAKEN or NOT_A_SLUG (which includes words that are addresses of our own)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TextError(ConsultationError):
    """A text cannot be stored. `field` is its column, `reason` EMPTY, TOO_LONG (above `limit`) or NOT_TEXT."""

    def __init__(self, field: str, reason: str, limit: int) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.limit = limit


class TooManyError(ConsultationError):
    """More questions than ten without a stated reason (QUESTIONS), or more than four breakdowns (BREAKDOWNS)."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"more than {limit} {what}")
        self.what = what
        self.limit = limit


class KeyTakenError(ConsultationError):
    """Two questions, options, breakdowns or classes were given the same key."""


class SecondEyesError(ConsultationError):
    """Who made a consultation cannot be its second pair of eyes; a refusal is never without a reason."""


class RoutingError(ConsultationError):
    """A change after which a condition would no longer be right. Nothing was written.

    `code` is NO_SUCH_QUESTION, NO_ANSWERS, ANSWERS_GONE or ALL_ANSWERS for a condition that cannot be stored; ORDER,
    STILL_NEEDED or ANSWERS_NEEDED when another question depends on what would change. `numbers` are places of the
    questions it is about, `answers` keys of the answers.
    """

    def __init__(self, code: str, numbers: Sequence[int] = (), answers: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = tuple(numbers)
        self.answers = tuple(answers)
