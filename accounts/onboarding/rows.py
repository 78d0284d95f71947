"""The milestones table as days since each account's start, laid along the account's path.

Keeps two rules: what happened after the day asked for is not there; a milestone's name in a table is matched with
the path by its name or its other names, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accounts.onboarding.paths import OnboardingPath, path_of
from accounts.revenue.standing import plans_on

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """One row an account of the book, in its order.

    ``reached`` (accounts, places of the longest path): days from the start, NaN where not reached; ``due``: the
    same of the day that the table plans it for. ``day``: days from the start to the day asked for; ``seen``: to
    that day or the day the account left, the earlier. ``here``: started and not left. ``recorded``: whether any
    milestone of its path is on record. ``places``: by milestone, its place in each path, -1 where the path has
    none. ``sticky_kept``: its driver is in use, by the metric where the path names one; ``sticky_use``: that
    metric's mean reading, NaN where none is known.
    """

    accounts: tuple[str, ...]
    paths: tuple[OnboardingPath, ...]
    path_index: NDArray[np.int64]
    segments: NDArray[np.object_]
    started: NDArray[np.datetime64]
    day: NDArray[np.float64]
    seen: NDArray[np.float64]
    here: NDArray[np.bool_]
    recorded: NDArray[np.bool_]
    reached: NDArray[np.float64]
    due: NDArray[np.float64]
    length: NDArray[np.int64]
    sticky: NDArray[np.int64]
    sticky_kept: NDArray[np.bool_]
    sticky_use: NDArray[np.float64]
    places: Mapping[str, NDArray[np.int64]]

    def path(self, row: int) -> OnboardingPath:
        """The path of the account in this row."""
        return self.paths[int(self.path_index[row])]

    def targets(self, place: NDArray[np.int64]) -> NDArray[np.float64]:
        """The day that each account's milestone at ``place`` is wanted by: its own plan's where the table has
        one, else the path's; NaN where ``place`` is -1."""
        width = self.reached.shape[1] + 1
        days = np.full((len(self.paths), width), np.nan)
        for index, path in enumerate(self.paths):
            days[index, : len(path.milestones)] = [one.day for one in path.milestones]
        rows = np.arange(len(place))
        own = np.where(place < 0, np.nan, self.due[rows, place])
        return np.where(np.isnan(own), days[self.path_index, np.where(place < 0, width - 1, place)], own)

    def passed(self, rows: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each account got beyond ``place`` without a record of it. The sticky driver is the exception:
        without a record it is not in use, whatever came after."""
        there = ~np.isnan(self.reached[rows])
        later = np.arange(self.reached.shape[1])[None, :] > place[:, None]
        return np.asarray((there & later).any(axis=1) & (place != self.sticky[rows]))


def progress(book: AccountBook, as_of: date, paths: Sequence[OnboardingPath], sticky_days: int) -> Progress:
    """The table of ``book`` as it stood on ``as_of``; accounts without a start date are not here."""
    today = np.datetime64(as_of, "D")
    started = book.accounts["started"].to_numpy(dtype="datetime64[D]")
    churned = book.accounts["churned"].to_numpy(dtype="datetime64[D]")
    left = ~np.isnat(churned) & (churned <= today)
    begun = ~np.isnat(started) & (started <= today)
    path_index = _path_index(book, as_of, paths)
    reached, due, recorded = _laid_out(book, today, paths, path_index, started)
    day = _days(started, np.full(len(started), today))
    sticky = np.array([_sticky_place(path) for path in paths], dtype=np.int64)[path_index]
    kept, use = _sticky_use(book, as_of, paths, path_index, day, sticky_days)
    kept &= ~np.isnan(reached[np.arange(len(started)), sticky])
    return Progress(
        accounts=book.account_ids(),
        paths=tuple(paths),
        path_index=path_index,
        segments=np.array([str(one).strip() or "unknown" for one in book.accounts["segment"]], dtype=object),
        started=started,
        day=day,
        seen=np.maximum(0.0, np.where(left, _days(started, churned), day)),
        here=begun & ~left,
        recorded=recorded & begun,
        reached=reached,
        due=due,
        length=np.array([len(path.milestones) for path in paths], dtype=np.int64)[path_index],
        sticky=sticky,
        sticky_kept=kept,
        sticky_use=use,
        places=_places(paths),
    )


def milestone_places(path: OnboardingPath, names: Sequence[str]) -> list[int]:
    """The place of each name in ``path``, -1 for names of something else."""
    return [-1 if (place := path.place(name)) is None else place for name in names]


def _path_index(book: AccountBook, as_of: date, paths: Sequence[OnboardingPath]) -> NDArray[np.int64]:
    """Which path each account follows; looked up once for each kind of account that there is."""
    import pandas as pd

    kinds = pd.DataFrame(
        {
            "segment": book.accounts["segment"].astype(str),
            "industry": book.accounts["industry"].astype(str),
            "plan": plans_on(book, as_of),
        }
    )
    codes, uniques = pd.factorize(pd.MultiIndex.from_frame(kinds))
    order = {path.id: index for index, path in enumerate(paths)}
    chosen = [
        order[path_of(paths, dict(zip(("segment", "industry", "plan"), map(str, kind), strict=True))).id]
        for kind in uniques
    ]
    return np.array(chosen, dtype=np.int64)[codes] if len(codes) else np.zeros(0, dtype=np.int64)


def _laid_out(
    book: AccountBook,
    today: np.datetime64,
    paths: Sequence[OnboardingPath],
    path_index: NDArray[np.int64],
    started: NDArray[np.datetime64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Days until reached, days until planned, and which accounts have any milestone of their path on record."""
    import pandas as pd

    shape = (len(started), max(len(path.milestones) for path in paths))
    recorded = np.zeros(len(started), dtype=np.bool_)
    rows = _known_rows(book.milestones, today)
    if rows.empty:
        return np.full(shape, np.nan), np.full(shape, np.nan), recorded
    owner = pd.Index(book.accounts["id"].astype(object)).get_indexer(rows["account"].astype(object))
    codes, names = pd.factorize(rows["milestone"].astype(str))
    places = np.array([milestone_places(path, list(map(str, names))) for path in paths], dtype=np.int64)
    place = places[path_index[owner], codes]
    kept = place >= 0
    owner, place = owner[kept], place[kept]
    recorded[owner] = True
    laid = [
        _first(shape, owner, place, _days(started[owner], rows[column].to_numpy()[kept]))
        for column in ("reached", "due")
    ]
    return laid[0], laid[1], recorded


def _first(
    shape: tuple[int, int],
    owner: NDArray[np.int64],
    place: NDArray[np.int64],
    days: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The smallest of the days by account and place, NaN where there is none."""
    first = np.full(shape, np.inf)
    np.minimum.at(first, (owner, place), np.where(np.isnan(days), np.inf, days))
    return np.where(np.isinf(first), np.nan, first)


def _known_rows(milestones: pd.DataFrame, today: np.datetime64) -> pd.DataFrame:
    """Rows that were there on the day: planned, or reached by then; what was reached later is not reached."""
    later = milestones["reached"].notna() & (milestones["reached"] > today)
    known = milestones.loc[~later | milestones["due"].notna()]
    return known.assign(reached=known["reached"].where(known["reached"] <= today))


def _sticky_use(
    book: AccountBook,
    as_of: date,
    paths: Sequence[OnboardingPath],
    path_index: NDArray[np.int64],
    day: NDArray[np.float64],
    sticky_days: int,
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Whether the path's metric is in use, True where the path names none or the account is over a year old:
    what an old customer uses is a matter of its health."""
    kept = np.ones(len(day), dtype=np.bool_)
    use = np.full(len(day), np.nan)
    if not any(path.sticky.metric for path in paths):
        return kept, use
    from accounts.readings import windows

    read = windows(book, as_of, days=sticky_days, count=1)
    for index, path in enumerate(paths):
        if not path.sticky.metric:
            continue
        own = path_index == index
        if path.sticky.metric in read.metrics:
            use[own] = read.mean[own, read.metrics.index(path.sticky.metric), 0]
        kept[own] = (use[own] >= path.sticky.least) | (day[own] > _YEAR_DAYS)
    return kept, use


def _places(paths: Sequence[OnboardingPath]) -> dict[str, NDArray[np.int64]]:
    names = {one.name: None for path in paths for one in path.milestones}
    return {
        name: np.array([milestone_places(path, [name])[0] for path in paths], dtype=np.int64)
        for name in names
    }


def _sticky_place(path: OnboardingPath) -> int:
    return milestone_places(path, [path.sticky.milestone])[0]


def _days(start: NDArray[Any], end: NDArray[Any]) -> NDArray[np.float64]:
    """Whole days from ``start`` to ``end``, NaN where either is unknown."""
    gap = (end.astype("datetime64[D]") - start.astype("datetime64[D]")).astype("timedelta64[D]")
    return np.asarray(np.where(np.isnat(gap), np.nan, gap.astype(np.float64)))
