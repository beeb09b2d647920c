"""How often one address may be wrong before it is slowed: about codes and about three words, all counted together."""

from __future__ import annotations

from panel.core.effort import Allowance

# Wrong ones count together, wherever they are tried: a door with a count of its own would double what a guesser gets.
# Only wrong ones count, and right ones still get in when there were many: docs/adr/0014 has the sum.
WRONG = "wrong-codes"
WRONG_CODES = Allowance(free_minute=60, free_hour=400, worked_minute=30, waited_minute=10, wait=10)
