"""The path of a consultation, from draft to reported, and which steps there are."""

from __future__ import annotations

from panel.consultations.models import State

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_REVIEW, State.SCHEDULED, State.OPEN, State.CANCELLED}),
    State.IN_REVIEW: frozenset({State.DRAFT, State.SCHEDULED, State.OPEN, State.CANCELLED}),
    State.SCHEDULED: frozenset({State.OPEN, State.DRAFT, State.CANCELLED}),
    State.OPEN: frozenset({State.CLOSED, State.CANCELLED}),
    State.CLOSED: frozenset({State.REPORTED}),
    State.REPORTED: frozenset(),
    State.CANCELLED: frozenset(),
}


class WrongStateError(ValueError):
    """A consultation cannot go from where it is to where it was asked to go."""

    def __init__(self, now: State, wanted: State) -> None:
        super().__init__(f"{now} cannot become {wanted}")
        self.now = now
        self.wanted = wanted


def check_step(now: State, wanted: State) -> None:
    """Raise WrongStateError unless `wanted` may follow on `now`."""
    if wanted not in NEXT[now]:
        raise WrongStateError(now, wanted)
