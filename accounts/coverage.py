"""Who is known at each account, and who is missing: three levels by three functions, sponsor, executive contact.

The top accounts by ARR need it all: somebody at each level and in each function, an executive spoken to within
a quarter, and an executive sponsor of one's own. What they lack is listed as gaps; of other accounts the same
is shown, and only what breaks the footing (nobody left, a champion who left) is called a gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.health.context import scored_accounts
from accounts.revenue.tiers import top_count
from accounts.stakeholders import FUNCTIONS, LEVELS, last_executive_contact, stakeholders
from foundation.health_settings import CoverageSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

_LEAST_CHAMPIONS = 2  # one is a risk in itself: one departure from churn


@dataclass(frozen=True, slots=True)
class Departure:
    """A contact who left, and when. ``level`` is empty where it was not told."""

    name: str
    level: str
    function: str
    champion: bool
    left: date


@dataclass(frozen=True, slots=True)
class AccountCoverage:
    """One account. ``cells`` counts contacts by level and function, ``levels`` and ``functions`` by one alone;
    ``top`` is whether it is one of those that need full coverage; ``gaps`` in words, gravest first. ``needs`` is
    what full coverage takes and whether it is there: a sponsor of ours, each level and each function, two champions
    (where the book marks any), an executive spoken to within the quarter."""

    account: str
    name: str
    owner: str
    arr: float | None
    top: bool
    executive_sponsor: str
    contacts: int
    champions: int | None
    levels: Mapping[str, int]
    functions: Mapping[str, int]
    cells: Mapping[str, Mapping[str, int]]
    left: tuple[Departure, ...]
    last_executive_contact: date | None
    last_heard: date | None
    gaps: tuple[str, ...]
    needs: Mapping[str, bool]

    @property
    def lacking(self) -> int:
        """How many of the needs are not met."""
        return sum(not met for met in self.needs.values())

    @property
    def exposed(self) -> float | None:
        """ARR x the share of the needs that is not met; None without revenue data."""
        return None if self.arr is None else self.arr * self.lacking / len(self.needs)

    @property
    def filled(self) -> int:
        """How many of the nine cells hold somebody."""
        return sum(count > 0 for row in self.cells.values() for count in row.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """Accounts that pay on ``as_of``: the top ones first, then by ARR x share of needs not met, the largest first,
    so that the most valuable with the worst gaps lead; ties by ARR and id. ``unread`` are texts of level or function
    that were not understood, ``contacts`` whether the book holds any contact."""

    as_of: date
    accounts: tuple[AccountCoverage, ...]
    top: int
    unread: tuple[str, ...]
    contacts: bool


def coverage(
    book: AccountBook, last_heard: Mapping[str, date], as_of: date, settings: CoverageSettings | None = None
) -> Coverage:
    """Coverage of every account that pays on ``as_of``. The top ones are ``top_share`` of them
    (``top_count``); ties by id. Contacts who left within ``left_days`` are listed. Nothing dated after ``as_of``
    counts."""
    settings = settings or CoverageSettings()
    places, mrr = scored_accounts(book, as_of)
    frame = book.accounts.iloc[places].reset_index(drop=True)
    ids = pd.Index(frame["id"])
    found = stakeholders(book.contacts, ids, as_of, settings)
    executive = last_executive_contact(found, as_of, len(ids))
    order = np.lexsort((np.arange(len(ids)), -np.nan_to_num(mrr)))
    top = top_count(len(ids), settings.top_share)
    departed = _departures(found.people, as_of, settings.left_days)
    here = found.people["here"].to_numpy(dtype=bool)
    contacts = _counts(found.people, here, len(ids))
    marked = here & found.people["champion"].eq(True).to_numpy(dtype=bool)
    flagged = bool(book.contacts["champion"].notna().any())
    champions = _counts(found.people, marked, len(ids)) if flagged else [None] * len(ids)
    rows = frame[["id", "name", "owner", "executive_sponsor"]].astype(str).values.tolist()
    lines = []
    for rank, at in enumerate(order.tolist()):
        line = _line(rows[at], contacts[at] or 0, champions[at])
        day = executive[at]
        line = replace(
            line,
            arr=None if np.isnan(mrr[at]) else round(12 * float(mrr[at]), 2),
            top=rank < top,
            levels=dict(zip(LEVELS, found.levels[at].tolist(), strict=True)),
            functions=dict(zip(FUNCTIONS, found.functions[at].tolist(), strict=True)),
            cells={
                level: dict(zip(FUNCTIONS, found.cells[at, place].tolist(), strict=True))
                for place, level in enumerate(LEVELS)
            },
            left=departed.get(at, ()),
            last_executive_contact=None if np.isnat(day) else day.astype("datetime64[D]").item(),
            last_heard=last_heard.get(line.account),
        )
        lines.append(_with_gaps(line, as_of, settings))
    lines.sort(key=_urgent)
    return Coverage(as_of, tuple(lines), top, found.unread, not book.contacts.empty)


def _urgent(line: AccountCoverage) -> tuple[bool, float, float]:
    weight = line.exposed if line.exposed is not None else float(line.lacking)
    return (not line.top, -weight, -(line.arr or 0.0))


def _counts(people: pd.DataFrame, which: NDArray[np.bool_], accounts: int) -> list[int | None]:
    """How many of the people chosen there are, by the account's place."""
    found: list[int | None] = np.bincount(people["at"].to_numpy()[which], minlength=accounts).tolist()
    return found


def _line(row: Sequence[str], contacts: int, champions: int | None) -> AccountCoverage:
    """What the account's own rows say; ``row`` is its id, name, owner and executive sponsor, ``champions`` None where
    the book marks none at all."""
    account, name, owner, executive_sponsor = row
    return AccountCoverage(
        account=account,
        name=name,
        owner=owner,
        arr=None,
        top=False,
        executive_sponsor=executive_sponsor,
        contacts=contacts,
        champions=champions,
        levels={},
        functions={},
        cells={},
        left=(),
        last_executive_contact=None,
        last_heard=None,
        gaps=(),
        needs={},
    )


def _departures(people: pd.DataFrame, as_of: date, days: int) -> dict[Any, tuple[Departure, ...]]:
    """Who left within ``days``, by the account's place, the latest first; of the whole book at once, as a frame that is
    cut and sorted for each account takes longer than all the rest."""
    now = pd.Timestamp(as_of)
    gone = people[(people["left"] <= now) & (people["left"] > now - pd.Timedelta(days=days))]
    found: dict[Any, list[Departure]] = {}
    for row in gone.sort_values(["left", "name"], ascending=[False, True], kind="stable").to_dict("records"):
        found.setdefault(row["at"], []).append(_departure(row))
    return {at: tuple(own) for at, own in found.items()}


def _departure(row: Mapping[Any, Any]) -> Departure:
    return Departure(
        name=str(row["name"]),
        level=str(row["level"]),
        function=str(row["function"]),
        champion=row["champion"] is True,
        left=row["left"].date(),
    )


def _with_gaps(line: AccountCoverage, as_of: date, settings: CoverageSettings) -> AccountCoverage:
    gaps = []
    if not line.contacts:
        gaps.append("nobody is known there any more" if line.left else "no contact is known")
    if any(one.champion for one in line.left):
        gaps.append("a champion left" + ("" if line.champions else ", and no other is there"))
    if line.top:
        gaps += _top_gaps(line, as_of, settings)
    return replace(line, gaps=tuple(gaps), needs=_needs(line, as_of, settings))


def _needs(line: AccountCoverage, as_of: date, settings: CoverageSettings) -> dict[str, bool]:
    latest = line.last_executive_contact
    champions = {} if line.champions is None else {"two champions": line.champions >= _LEAST_CHAMPIONS}
    return {
        "executive sponsor": bool(line.executive_sponsor),
        **{level: count > 0 for level, count in line.levels.items()},
        **{function: count > 0 for function, count in line.functions.items()},
        **champions,
        "executive contact": latest is not None and (as_of - latest).days <= settings.executive_days,
    }


def _top_gaps(line: AccountCoverage, as_of: date, settings: CoverageSettings) -> list[str]:
    gaps = []
    if not line.executive_sponsor:
        gaps.append("no executive sponsor of ours")
    if line.contacts:
        gaps += [f"no {level}" for level, count in line.levels.items() if not count]
        gaps += [f"nobody in {function}" for function, count in line.functions.items() if not count]
        if line.champions == 1:
            gaps.append("a single champion")
        if line.champions == 0 and not any(one.champion for one in line.left):
            gaps.append("no champion")
    latest = line.last_executive_contact
    if line.levels["executive"]:
        if latest is None:
            gaps.append("no day of contact with an executive is known")
        elif (as_of - latest).days > settings.executive_days:
            gaps.append(f"no executive spoken to for {(as_of - latest).days} days")
    elif line.contacts:
        gaps.append("no executive contact")
    return gaps
