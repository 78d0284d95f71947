"""A what-if as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cli.output import table, wrapped
from foundation.money import count, percent, short_amount
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
    """One sentence on what the change does."""
    shifts = view.found.shifts
    staying = [shift for shift in shifts if shift.after is not None]
    moved = [shift for shift in staying if shift.rank_after != shift.rank_before]
    parts = [f"{_wish(view, currency)}: {len(moved):,} of {count(len(staying), 'theme')} change rank"]
    if view.resolved and not view.without and view.weights == view.baseline.inputs.params:
        # Everything below moves up by one, which says nothing.
        parts = [f"{_wish(view, currency)}: the other themes keep their order"]
    if staying and shifts:
        first, was = staying[0], next((shift for shift in shifts if shift.rank_before == 1), None)
        label = one_line(first.before.theme.label, 40)
        same = was is not None and was.before.theme.id == first.before.theme.id
        parts.append(f"“{label}” stays first" if same else f"“{label}” comes first (was {first.rank_before})")
    old, new = view.baseline.run.coverage, view.found.coverage
    if view.without:
        parts.append(
            f"ARR heard from {short_amount(old.arr, currency)} -> {short_amount(new.arr, currency)}, in no theme "
            f"{percent(view.baseline.run.unclustered.arr_share)} -> {percent(view.found.unclustered.arr_share)} of it"
        )
    if view.resolved:
        freed = view.found.freed_accounts
        parts.append(
            f"{count(freed, 'account')} with {short_amount(view.found.freed_arr, currency)} of ARR raised no "
            "other theme"
            if freed
            else "each of its accounts raised another theme too"
        )
    lines = [wrapped("; ".join(parts) + ".")]
    if view.hidden:
        lines.append(f"Hidden by hand: {count(len(view.hidden), 'theme')}, left out of the table only.")
    return "\n".join(lines)


def _wish(view: WhatIfView, currency: str) -> str:
    run, inputs = view.baseline.run, view.baseline.inputs
    words = []
    before, after = inputs.params.model_dump(), view.weights.model_dump()
    changed = [f"{name} {value:g}" for name, value in after.items() if value != before[name]]
    if changed:
        words.append("with " + ", ".join(changed))
    if view.without:
        named = [
            f"{view.names.get(one, one)} ({short_amount(inputs.arr_by_account.get(one, 0.0), currency)})"
            for one in view.without
        ]
        words.append("without " + ", ".join(named))
    if view.resolved:
        labels = {theme.theme.id: theme.theme.label for theme in run.themes}
        words.append("resolved " + ", ".join(f"“{one_line(labels[one], 40)}”" for one in view.resolved))
    text = ", ".join(words) or "with nothing changed"
    return text[0].upper() + text[1:]


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
