"""Revenue behind the month's themes: ARR once an account, split over its themes, at risk with an interval.

Laws: an account counts once per theme; the splits of all themes and of the unclustered add up to the ARR
heard from; no theme's ARR exceeds the book's.

The 80 % interval is a bootstrap over accounts: the paying accounts heard from this month are drawn with
replacement, as many as there are, 1,000 times; each draw's ARR at risk behind a theme is summed, and the 10th
and 90th percentiles are the interval. It says how much the figure hangs on which accounts happened to speak,
not how sure the risk scores are. The seed follows from month, accounts and ARR, so equal input gives equal
output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from foundation.ids import content_id
from foundation.months import Month
from synthesis.themes import AccountShare
from synthesis.voices import Voice

_RESAMPLES = 1000
_QUANTILES = (0.1, 0.9)
_DRAWS_AT_ONCE = 2_000_000
_TOP_ACCOUNTS = 10

Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """``accounts``: paying accounts heard from, sorted; ``arr`` and ``at_risk`` by account;
    ``counts``: their statements, shape (accounts, themes + 1), the last column unclustered."""

    accounts: tuple[str, ...]
    arr: Amounts
    at_risk: Amounts
    counts: NDArray[np.int64]

    @property
    def heard(self) -> float:
        """ARR heard from."""
        return fsum(self.arr)

    @property
    def heard_at_risk(self) -> float:
        return fsum(self.at_risk)

    def theme_arr(self, column: int) -> float:
        """ARR of the accounts behind a column, each once."""
        return fsum(self.arr[self.counts[:, column] > 0])

    def theme_at_risk(self, column: int) -> float:
        return fsum(self.at_risk[self.counts[:, column] > 0])

    def splits(self) -> Amounts:
        """ARR by column, an account's ARR shared in proportion to its statements; adds up to ``heard``."""
        if not self.accounts:
            return np.zeros(self.counts.shape[1])
        shares = self.counts / self.counts.sum(axis=1, keepdims=True)
        return np.asarray((shares * self.arr[:, None]).sum(axis=0), dtype=np.float64)

    def largest_share(self, column: int) -> float:
        """The largest account's share of a column's ARR, 0 where it has none."""
        behind = self.arr[self.counts[:, column] > 0]
        return float(behind.max() / fsum(behind)) if behind.size else 0.0


def exposure(
    voices: Sequence[Voice], themes: int, arr: Mapping[str, float], risk: Mapping[str, float]
) -> Exposure:
    """The exposure of one month's voices. Accounts that nobody scored take the mean risk of those scored."""
    paying = [voice for voice in voices if arr.get(voice.statement.account_id or "", 0.0) > 0]
    accounts = tuple(sorted({voice.statement.account_id or "" for voice in paying}))
    row = {account: index for index, account in enumerate(accounts)}
    counts = np.zeros((len(accounts), themes + 1), dtype=np.int64)
    for voice in paying:
        # NO_THEME is -1, the last column.
        counts[row[voice.statement.account_id or ""], voice.theme] += 1
    amounts = np.array([arr[account] for account in accounts], dtype=np.float64)
    mean = fsum(risk.values()) / len(risk) if risk else 0.0
    risks = np.array([risk.get(account, mean) for account in accounts], dtype=np.float64)
    return Exposure(accounts, amounts, amounts * risks, counts)


def at_risk_intervals(exposed: Exposure, month: Month) -> list[tuple[float, float]]:
    """The 80 % interval of ARR at risk of each theme, in cents; (0, 0) where no paying account spoke."""
    themes = exposed.counts.shape[1] - 1
    size = len(exposed.accounts)
    if not size:
        return [(0.0, 0.0)] * themes
    parts = (f"{account}={arr:.2f}" for account, arr in zip(exposed.accounts, exposed.arr, strict=True))
    rng = np.random.default_rng(int(content_id(str(month), *parts), 16))
    members = [np.flatnonzero(exposed.counts[:, theme]) for theme in range(themes)]
    totals = np.zeros((_RESAMPLES, themes))
    block = max(1, _DRAWS_AT_ONCE // size)
    for start in range(0, _RESAMPLES, block):
        rows = min(block, _RESAMPLES - start)
        drawn = rng.integers(0, size, size=(rows, size)) + np.arange(rows)[:, None] * size
        times = np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
        for theme, who in enumerate(members):
            totals[start : start + rows, theme] = (times[:, who] * exposed.at_risk[who]).sum(axis=1)
    low, high = np.quantile(totals, _QUANTILES, axis=0).round(2)
    return [(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def account_shares(
    voices: Sequence[Voice], arr: Mapping[str, float], *, by_statements: bool = False
) -> tuple[AccountShare, ...]:
    """The ten accounts behind the voices with the most ARR (or the most statements), ties by id."""
    counts: dict[str, int] = {}
    for voice in voices:
        if account := voice.statement.account_id:
            counts[account] = counts.get(account, 0) + 1
    shares = [AccountShare(account, arr.get(account, 0.0), count) for account, count in counts.items()]
    if by_statements:
        shares.sort(key=lambda share: (-share.statements, -share.arr, share.account_id))
    else:
        shares.sort(key=lambda share: (-share.arr, -share.statements, share.account_id))
    return tuple(shares[:_TOP_ACCOUNTS])
