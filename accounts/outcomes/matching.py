"""Plays and the untouched accounts that each is compared with.

Rules, all as known on the day before the play started, so that neither side is chosen by what came later:
- both sides paid on the day before and on the day itself, and had not left;
- neither had another play running, or started within the quiet days before. A play that began *after* that day
  bars nobody, as an account that lived long enough to get one would else be missing from its like;
- alike means the same segment, the same band of risk and the same renewal window, each read for that day; where
  too few are alike the renewal window is let go of, then the segment, never the band.
A renewal date is known as it stands today; at an earlier day it is that date's return in the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.revenue.mrr_by_day import MrrByDay
from foundation.outcome_settings import OutcomeSettings

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Bands = Callable[[date], Counts]
"""The number of the band of risk or health of each account, in the book's order, as known at the end of a day;
0 where it is not known."""

LEVELS = ("segment, band and renewal window", "segment and band", "band")
_YEAR_DAYS = 365.25
_RENEWAL_WINDOWS = (90.0, 180.0)

TOO_YOUNG = "started too lately to be judged"
NOT_PAYING = "did not pay when it started"
ANOTHER_PLAY = "another play ran at the time"
NOBODY_ALIKE = "too few untouched accounts are like it"


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A play with its like. ``account`` and ``controls`` are positions in the book's order. ``kept`` is 1 where
    MRR was left at the horizon, ``change`` the change of MRR as a share, cut at +1; the same of the controls.
    ``later`` is the share of controls that got a play of their own before the horizon."""

    play: str
    account: int
    started: date
    level: str
    kept: float
    change: float
    controls: Counts
    controls_kept: Floats
    controls_change: Floats
    later: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A play that is not compared, and why; ``account`` is a position in the book's order."""

    play: str
    account: int
    started: date
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """``matches`` by start, account and play; ``skipped`` are the plays left out, in the same order."""

    matches: tuple[Match, ...]
    skipped: tuple[Skipped, ...]

    @property
    def left_out(self) -> Mapping[tuple[str, str], int]:
        """How many plays were left out, by (play, reason)."""
        return dict(sorted(Counter((one.play, one.reason) for one in self.skipped).items()))


def match_plays(book: AccountBook, as_of: date, bands: Bands, params: OutcomeSettings) -> Matching:
    """Each play that started by ``as_of`` with its untouched like; nothing after ``as_of`` is looked at."""
    stage = _Stage.of(book, as_of, bands, params)
    rows = book.plays[book.plays["started"] <= np.datetime64(as_of)].sort_values(
        ["started", "account", "play"]
    )
    at = stage.positions(rows["account"])
    skipped: list[Skipped] = []
    matches: list[Match] = []
    scene: _Scene | None = None
    for account, play, started in zip(at, rows["play"], rows["started"], strict=True):
        day = started.date()
        if day + timedelta(days=params.horizon_days) > as_of:
            skipped.append(Skipped(str(play), int(account), day, TOO_YOUNG))
            continue
        if scene is None or scene.day != day:
            scene = stage.on(day)
        found = scene.match(int(account), str(play))
        if isinstance(found, Match):
            matches.append(found)
        else:
            skipped.append(Skipped(str(play), int(account), day, found))
    return Matching(tuple(matches), tuple(skipped))


@dataclass(frozen=True, slots=True, eq=False)
class _Touches:
    """Every play as columns: the account's position, when it started and when it ended, if it did by then."""

    size: int
    account: Counts
    started: NDArray[np.datetime64]
    ended: NDArray[np.datetime64]

    @classmethod
    def of(cls, book: AccountBook, as_of: date) -> _Touches:
        import pandas as pd

        plays = book.plays[book.plays["started"] <= np.datetime64(as_of)]
        return cls(
            size=len(book.accounts),
            account=pd.Index(book.accounts["id"]).get_indexer(plays["account"]).astype(np.int64),
            started=plays["started"].to_numpy(dtype="datetime64[D]"),
            ended=plays["ended"].to_numpy(dtype="datetime64[D]"),
        )

    def at(self, day: date, quiet_days: int) -> Counts:
        """How many plays stand in the way of each account on ``day``: running, or begun in the quiet days."""
        now = np.datetime64(day)
        lately = self.started > now - np.timedelta64(quiet_days, "D")
        runs = ~np.isnat(self.ended) & (self.ended >= now)
        return self._count((self.started <= now) & (lately | runs | (self.started == now)))

    def after(self, day: date, days: int) -> Flags:
        """Which accounts got a play in the ``days`` after ``day``."""
        now = np.datetime64(day)
        return self._count((self.started > now) & (self.started <= now + np.timedelta64(days, "D"))) > 0

    def _count(self, chosen: Flags) -> Counts:
        return np.bincount(self.account[chosen], minlength=self.size).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Stage:
    """What is read of the book once for all days."""

    accounts: pd.Index[str]
    mrr: MrrByDay
    touches: _Touches
    segment: Counts
    renewal: NDArray[np.datetime64]
    left: NDArray[np.datetime64]
    bands: Bands
    params: OutcomeSettings

    @classmethod
    def of(cls, book: AccountBook, as_of: date, bands: Bands, params: OutcomeSettings) -> _Stage:
        import pandas as pd

        accounts = book.accounts
        return cls(
            accounts=pd.Index(accounts["id"]),
            mrr=MrrByDay.of(book),
            touches=_Touches.of(book, as_of),
            segment=pd.factorize(accounts["segment"].str.strip().str.casefold())[0].astype(np.int64),
            renewal=accounts["renewal"].to_numpy(dtype="datetime64[D]"),
            left=accounts["churned"].to_numpy(dtype="datetime64[D]"),
            bands=bands,
            params=params,
        )

    def positions(self, accounts: pd.Series[str]) -> Counts:
        import pandas as pd

        return self.accounts.get_indexer(pd.Index(accounts)).astype(np.int64)

    def on(self, day: date) -> _Scene:
        """All accounts on the day that plays started."""
        eve = day - timedelta(days=1)
        mrr = self.mrr.on([eve, day, day + timedelta(days=self.params.horizon_days)])
        before, now, after = mrr[:, 0], mrr[:, 1], mrr[:, 2]
        pays = (before > 0) & (now > 0) & (np.isnat(self.left) | (self.left > np.datetime64(day)))
        touched = self.touches.at(day, self.params.quiet_days)
        return _Scene(
            day=day,
            least=self.params.least_controls,
            pays=pays,
            touched=touched,
            free=pays & (touched == 0),
            later=self.touches.after(day, self.params.horizon_days),
            cells=self._cells(day, self.bands(eve)),
            kept=(after > 0).astype(np.float64),
            change=np.minimum(after / np.where(pays, before, 1.0) - 1, 1.0),
        )

    def _cells(self, day: date, band: Counts) -> tuple[Counts, ...]:
        """For each level the number of the group that every account belongs to."""
        days = np.floor(np.mod((self.renewal - np.datetime64(day)) / np.timedelta64(1, "D"), _YEAR_DAYS))
        window = np.where(np.isnan(days), 0, 1 + np.searchsorted(_RENEWAL_WINDOWS, days))
        both = band * (1 + int(self.segment.max(initial=0))) + self.segment
        return both * (len(_RENEWAL_WINDOWS) + 2) + window, both, band


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """All accounts on one day: which pay, which are free of plays, in which group each stands, what became of
    them by the horizon."""

    day: date
    least: int
    pays: Flags
    touched: Counts
    free: Flags
    later: Flags
    cells: tuple[Counts, ...]
    kept: Floats
    change: Floats

    def match(self, account: int, play: str) -> Match | str:
        """The play with its like, or why there is none."""
        if not self.pays[account]:
            return NOT_PAYING
        if self.touched[account] > 1:
            return ANOTHER_PLAY
        for level, cell in zip(LEVELS, self.cells, strict=True):
            controls = np.flatnonzero(self.free & (cell == cell[account]))
            if len(controls) >= self.least:
                return Match(
                    play=play,
                    account=account,
                    started=self.day,
                    level=level,
                    kept=float(self.kept[account]),
                    change=float(self.change[account]),
                    controls=controls,
                    controls_kept=self.kept[controls],
                    controls_change=self.change[controls],
                    later=float(self.later[controls].mean()),
                )
        return NOBODY_ALIKE
