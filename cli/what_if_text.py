"""A what-if as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import count, short_amount
from foundation.text import one_line

if TYPE_CHECKING:
    from synthesis.figures import ThemeWeights
    from synthesis.what_if import Shift
    from workspace.what_if import WhatIfView


def what_if_table(view: WhatIfView, currency: str, limit: int | None) -> str:
    """One line a theme, in the new order: rank, priority, ARR and ARR at risk, before -> after."""
    rows = [
        (
            _pair(str(shift.rank_before), str(shift.rank_after) if shift.rank_after else None),
            _moved(shift),
            shift.before.theme.id[:8],
            one_line(shift.before.theme.label, 40),
            _pair(*_both(shift, lambda weights: f"{weights.priority:.0f}")),
            _pair(*_both(shift, lambda weights: short_amount(weights.arr, currency))),
            _pair(*_both(shift, lambda weights: short_amount(weights.arr_at_risk, currency))),
        )
        for shift in view.found.shifts[:limit]
    ]
    found = table(("Rank", "", "Id", "Theme", "Prio", "ARR", "At risk"), rows, "lrlllll")
    left = len(view.found.shifts) - len(rows)
    return found + (f"\nand {count(left, 'more theme')}" if left else "")


def change_line(view: WhatIfView, currency: str) -> str:
    """What the change does, in sentences as wide as a terminal."""
    from workspace.what_if_words import change_sentences

    return "\n".join(wrapped(line) for line in change_sentences(view, currency))


def _both(shift: Shift, words: Callable[[ThemeWeights], str]) -> tuple[str, str | None]:
    return words(shift.before.weights), words(shift.after.weights) if shift.after else None


def _pair(before: str, after: str | None) -> str:
    if after is None:
        return f"{before} -> –"
    return before if before == after else f"{before} -> {after}"


def _moved(shift: Shift) -> str:
    if shift.rank_after is None:
        return "out"
    by = shift.rank_before - shift.rank_after
    return f"{by:+d}" if by else ""
