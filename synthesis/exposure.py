"""Revenue behind the month's themes: ARR once an account, split over its themes, at risk with an interval.

Laws: an account counts once per theme; the splits of all themes and of the unclustered add up to the ARR
heard from; no theme's ARR exceeds the book's. The interval is explained in ``intervals``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from synthesis.figures import AccountShare, CutFigures
from synthesis.intervals import Amounts, at_risk_interval, reference
from synthesis.voices import Voice

_TOP_ACCOUNTS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """``accounts``: paying accounts heard from, sorted; ``arr`` and ``at_risk`` by account;
    ``counts``: their statements, shape (accounts, themes + 1), the last column unclustered;
    ``book_at_risk``: ARR at risk of every paying account, heard from or not."""

    accounts: tuple[str, ...]
    arr: Amounts
    at_risk: Amounts
    counts: NDArray[np.int64]
    book_at_risk: Amounts

    @property
    def heard(self) -> float:
        """ARR heard from."""
        return fsum(self.arr.tolist())

    @property
    def heard_at_risk(self) -> float:
        return fsum(self.at_risk.tolist())

    def theme_arr(self, column: int) -> float:
        """ARR of the accounts behind a column, each once."""
        return fsum(self.arr[self.counts[:, column] > 0].tolist())

    def theme_at_risk(self, column: int) -> float:
        return fsum(self.at_risk[self.counts[:, column] > 0].tolist())

    def splits(self) -> list[float]:
        """ARR by column, an account's ARR shared in proportion to its statements; adds up to ``heard``."""
        if not self.accounts:
            return [0.0] * self.counts.shape[1]
        parts = self.counts / self.counts.sum(axis=1, keepdims=True) * self.arr[:, None]
        return [fsum(column) for column in parts.T.tolist()]

    def largest_share(self, column: int) -> float:
        """The largest account's share of a column's ARR, 0 where it has none."""
        behind = self.arr[self.counts[:, column] > 0]
        return float(behind.max() / fsum(behind.tolist())) if behind.size else 0.0


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
    filled = filled_risk(arr, risk)
    at_risk = amounts * np.array([filled[account] for account in accounts], dtype=np.float64)
    book = np.array([arr[account] * filled[account] for account in sorted(filled)], dtype=np.float64)
    return Exposure(accounts, amounts, at_risk, counts, book)


def filled_risk(arr: Mapping[str, float], risk: Mapping[str, float]) -> dict[str, float]:
    """The risk of each account with ARR; those that nobody scored take the mean risk of those scored."""
    mean = fsum(risk.values()) / len(risk) if risk else 0.0
    return {account: risk.get(account, mean) for account, amount in arr.items() if amount > 0}


def at_risk_intervals(exposed: Exposure) -> list[tuple[float, float]]:
    """The 80 % interval of ARR at risk of each theme, in cents; (0, 0) where nothing is at risk."""
    book = reference(exposed.book_at_risk)
    themes = range(exposed.counts.shape[1] - 1)
    return [at_risk_interval(exposed.at_risk[exposed.counts[:, theme] > 0], book) for theme in themes]


def cuts(
    voices: Sequence[Voice], groups: Mapping[str, str], arr: Mapping[str, float], at_risk: Mapping[str, float]
) -> tuple[CutFigures, ...]:
    """One theme's voices by group of their accounts (``groups``: account id to name, ``""`` for none), most
    ARR first, then by name. ``arr`` and ``at_risk`` are amounts by account."""
    said: dict[str, dict[str, int]] = {}
    for voice in voices:
        account = voice.statement.account_id
        if account and (name := groups.get(account, "")):
            counts = said.setdefault(name, {})
            counts[account] = counts.get(account, 0) + 1
    found = [
        CutFigures(
            name=name,
            accounts=len(counts),
            statements=sum(counts.values()),
            arr=fsum(arr.get(account, 0.0) for account in counts),
            arr_at_risk=fsum(at_risk.get(account, 0.0) for account in counts),
        )
        for name, counts in said.items()
    ]
    return tuple(sorted(found, key=lambda cut: (-cut.arr, -cut.statements, cut.name)))


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
