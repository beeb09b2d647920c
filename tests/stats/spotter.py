"""A second pair of eyes: searches shown figures, as plain data, for any number that was not rounded."""

from __future__ import annotations

from typing import Any

STEPS = {"TENTHS": (1, 10), "PERCENT_5": (5, 100), "PERCENT": (1, 100)}
COUNTS = ("size", "count", "rest", "left_out")
# Of the opinion map: steps, and degrees.
PLACES = ("x", "y", "long", "short", "turn", "wide", "high")


def suspicious_numbers(shown: Any, where: str = "", unit: str | None = None) -> list[str]:
    """The places of numbers that are no multiple of 5, no share in their unit, and not `format` or `threshold`."""
    if isinstance(shown, dict):
        unit = shown.get("unit", unit)
        return [
            place
            for name, value in shown.items()
            if not (where == "" and name in ("format", "threshold"))
            for place in suspicious_numbers(value, f"{where}.{name}", unit)
        ]
    if isinstance(shown, list):
        return [
            place for index, value in enumerate(shown) for place in suspicious_numbers(value, f"{where}[{index}]", unit)
        ]
    if shown is None or isinstance(shown, bool | str):
        return []
    name = where.rsplit(".", 1)[-1]
    if isinstance(shown, int) and name in (*COUNTS, *PLACES) and shown % 5 == 0 and shown >= 0:
        return []
    if isinstance(shown, int) and name == "share" and unit in STEPS:
        step, whole = STEPS[unit]
        if shown % step == 0 and 0 <= shown <= whole:
            return []
    return [where]
