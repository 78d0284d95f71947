"""Counts and sums over accounts opened: what each account adds, its own figure where it has one, and its row."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from accounts.explanation import Explanation, Input, RowKey


def tallied(
    figure: str,
    title: str,
    adds: Mapping[str, float],
    unit: str,
    opens: Mapping[str, str] | None = None,
    words: str = "",
) -> Explanation:
    """The sum of what each account adds (1 in a count), with ``opens`` the figure of an account's part; its rows
    are those of the accounts table."""
    figures = opens or {}
    return Explanation(
        figure=figure,
        title=title,
        value=fsum(adds.values()),
        unit=unit,
        formula="sum(inputs)",
        inputs=tuple(Input(one, value, unit, figures.get(one, "")) for one, value in sorted(adds.items())),
        rows=tuple(RowKey("accounts", (one,)) for one in sorted(adds)),
        words=words,
    )
