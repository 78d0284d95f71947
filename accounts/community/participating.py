"""What taking part in the community goes with: measured before what it is held against, and opened.

Of the accounts that paid on a landmark day in the past, those that had taken part by then are held against the rest,
kept until now. Were participation counted up to now, an account that left early could not have taken part, and
staying would seem to follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.community.contributed import community_rows
from accounts.community.figures import Participation
from accounts.community.members import since
from accounts.explanation import Explanation, Input, RowKey
from accounts.outcomes.bounds import BOUNDS, newcombe_formula
from accounts.outcomes.intervals import LEVEL, newcombe, z_of
from accounts.revenue.mrr_by_day import MrrByDay
from accounts.stored import own_rows
from accounts.tallied import tallied
from foundation.outcome_settings import CommunitySettings

SIDES = ("participants", "participants_kept", "others", "others_kept")
WHOLE = "participation_n"
_BOUND = "participation_"
BOUND_NAMES = tuple(f"{_BOUND}{bound}" for bound in BOUNDS)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """In the book's order of accounts: who paid on the landmark day, who of all pays now, who had taken part."""

    there: Flags
    kept: Flags
    took_part: Flags

    @classmethod
    def of(cls, book: AccountBook, landmark: date, as_of: date, days: int) -> _Sides:
        paying = MrrByDay.of(book).on([landmark, as_of]) > 0
        rows = since(book.community, landmark, days)
        named = rows[rows["date"] <= np.datetime64(landmark)]["account"]
        took_part = book.accounts["id"].isin(named).to_numpy(dtype=np.bool_)
        return cls(paying[:, 0], paying[:, 0] & paying[:, 1], took_part)

    def chosen(self, name: str) -> Flags:
        """Who counts in one of ``SIDES`` or in ``WHOLE``."""
        who = self.kept if name.endswith("_kept") else self.there
        if name == WHOLE:
            return who
        return who & (self.took_part if name.startswith(SIDES[0]) else ~self.took_part)


def participation(book: AccountBook, as_of: date, params: CommunitySettings) -> Participation:
    """What having taken part goes with; refused below the least group or with too few losses on both sides."""
    landmark = as_of - timedelta(days=params.recent_days)
    sides = _Sides.of(book, landmark, as_of, params.recent_days)
    n1, k1, n2, k2 = (int(sides.chosen(name).sum()) for name in SIDES)
    lost = n1 + n2 - k1 - k2
    why_not = ""
    if min(n1, n2) < params.least_group:
        why_not = f"{n1} participants and {n2} others, each side takes {params.least_group}"
    elif min(lost, k1 + k2) < params.least_events:
        why_not = f"{lost} of {n1 + n2} accounts were lost, it takes {params.least_events}"
    difference, low, high = None, None, None
    if not why_not:
        p1, p2 = k1 / n1, k2 / n2
        difference, (low, high) = p1 - p2, newcombe((p1, n1), (p2, n2), z_of(LEVEL))
    return Participation(
        as_of=as_of,
        landmark=landmark,
        days=params.recent_days,
        participants=n1,
        participants_kept=k1,
        others=n2,
        others_kept=k2,
        difference=difference,
        low=low,
        high=high,
        why_not=why_not,
    )


def explain_participation(book: AccountBook, found: Participation) -> Explanation | None:
    """The difference opened, None where there are too few. Rows: what was done in the community, and each account
    that paid on the landmark day."""
    if found.difference is None:
        return None
    counts = (found.participants_kept, found.participants, found.others_kept, found.others)
    names = ("participants_kept", "participants", "others_kept", "others")
    return Explanation(
        figure=participation_figure(found),
        title=f"Kept from {found.landmark} to {found.as_of}: participants of the community less others",
        value=found.difference,
        unit="share",
        formula="participants_kept / participants - others_kept / others",
        inputs=tuple(
            Input(name, float(number), "accounts", side_figure(found, name))
            for name, number in zip(names, counts, strict=True)
        ),
        rows=_rows(book, found, WHOLE),
        words=(
            f"An association of n = {found.participants + found.others} accounts, {LEVEL:.0%} interval "
            f"{found.low:+.1%} to {found.high:+.1%}. Accounts that take part differ from others anyway; this does "
            "not say that taking part keeps them."
        ),
    )


def bound_figures(found: Participation) -> list[str]:
    """``community:participation_low@2026-10-31`` and ``…_high@…``."""
    return [side_figure(found, f"{_BOUND}{bound}") for bound in BOUNDS]


def explain_bound(book: AccountBook, found: Participation, name: str) -> Explanation | None:
    """One of ``BOUND_NAMES``: an end of the interval of the difference, with its rows; None where there are too few."""
    whole = explain_participation(book, found)
    if whole is None:
        return None
    bound = name.removeprefix(_BOUND)
    shares = (
        ("(participants_kept / participants)", "participants"),
        ("(others_kept / others)", "others"),
    )
    return replace(
        whole,
        figure=side_figure(found, name),
        title=f"{whole.title}: {bound} end of the {LEVEL:.0%} interval",
        value=found.low if bound == BOUNDS[0] else found.high,
        formula=newcombe_formula(*shares, bound),
        inputs=(*whole.inputs, Input("z", z_of(LEVEL), f"of {LEVEL:.0%}")),
        words="Newcombe's hybrid of two Wilson intervals.",
    )


def explain_side(book: AccountBook, found: Participation, name: str) -> Explanation:
    """How many accounts count in one of ``SIDES``, or in both (``WHOLE``): each one, and what it did by then."""
    sides = _Sides.of(book, found.landmark, found.as_of, found.days)
    ids = book.accounts["id"][sides.chosen(name)]
    titles = {
        "participants": "that had taken part by then",
        "participants_kept": f"that had taken part by then and pay on {found.as_of}",
        "others": "that had not taken part by then",
        "others_kept": f"that had not taken part by then and pay on {found.as_of}",
        WHOLE: "with and without taking part by then",
    }
    opened = tallied(
        side_figure(found, name),
        f"Accounts that paid on {found.landmark} {titles[name]}",
        dict.fromkeys(map(str, ids), 1.0),
        "accounts",
        words=f"Taking part: an activity in the {found.days} days up to {found.landmark}.",
    )
    return replace(
        opened, rows=_rows(book, found, name) or _rows(book, found, WHOLE) or own_rows(book.account_ids())
    )


def participation_figure(found: Participation) -> str:
    """``community:participation@2026-10-31``."""
    return f"community:participation@{found.as_of.isoformat()}"


def side_figure(found: Participation, name: str) -> str:
    """``community:participants_kept@2026-10-31``."""
    return f"community:{name}@{found.as_of.isoformat()}"


def _rows(book: AccountBook, found: Participation, name: str) -> tuple[RowKey, ...]:
    """The accounts that count, and what was done of them in the days before the landmark."""
    chosen = _Sides.of(book, found.landmark, found.as_of, found.days).chosen(name)
    there = book.accounts["id"][chosen]
    done = since(book.community, found.landmark, found.days)
    done = done[(done["date"] <= np.datetime64(found.landmark)) & done["account"].isin(there)]
    rows = {RowKey("accounts", (str(account),)) for account in there}
    return tuple(sorted(rows | set(community_rows(done))))
