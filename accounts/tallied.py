"""Counts and sums over accounts opened: what each account adds, its own figure where it has one, and its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum

from accounts.explanation import Explanation, Input, RowKey

_NONE = "There is none; the rows are those of the accounts looked at."


def tallied(
    figure: str,
    title: str,
    adds: Mapping[str, float],
    unit: str,
    opens: Mapping[str, str] | None = None,
    words: str = "",
    among: Iterable[str] = (),
) -> Explanation:
    """The sum of what each account adds (1 in a count), with ``opens`` the figure of an account's part; its rows
    are those of the accounts table; of none, those of the accounts looked at, ``among``."""
    figures = opens or {}
    looked_at = adds or set(among)
    return Explanation(
        figure=figure,
        title=title,
        value=fsum(adds.values()),
        unit=unit,
        formula="sum(inputs)",
        inputs=tuple(Input(one, value, unit, figures.get(one, "")) for one, value in sorted(adds.items())),
        rows=tuple(RowKey("accounts", (one,)) for one in sorted(looked_at)),
        words=words or ("" if adds else _NONE),
    )
