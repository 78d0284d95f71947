"""The community plan of a day, from the book, scores and themes; and what taking part in it goes with.

Participation is measured before what it is held against: of the accounts that paid on a landmark day in the past,
those that had taken part by then against the rest, kept until now. Were participation counted up to now, an account
that left early could not have taken part, and staying would seem to follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import hypot
from statistics import NormalDist

import numpy as np

from accounts.book import AccountBook
from accounts.community.figures import (
    CommunityPlan,
    Contributions,
    Lonely,
    Participation,
    ThemeWords,
    Voice,
)
from accounts.community.members import Members, depth, members, since
from accounts.community.peers import peer_matches
from accounts.community.people import BOARD_WANTED, Scores, board, champions, experts
from accounts.explanation import Explanation, Input, RowKey
from accounts.outcomes.intervals import LEVEL, wilson
from accounts.revenue.mrr_by_day import MrrByDay
from foundation.outcome_settings import CommunitySettings


def community_plan(
    book: AccountBook,
    as_of: date,
    scores: Scores,
    themes: Sequence[ThemeWords],
    voices: Sequence[Voice],
    params: CommunitySettings | None = None,
) -> CommunityPlan:
    """Everything that the plan of ``as_of`` says. ``scores`` are those of the recent days; ``themes`` come in the
    order in which they matter; what was said after ``as_of`` is not looked at."""
    chosen = params or CommunitySettings()
    there = members(book, as_of)
    depths = depth(book, as_of, there.arr)
    leaders = champions(there, scores, depths, chosen)
    seats = board(there, scores, depths, chosen)
    matches = peer_matches(there, themes, voices, chosen)
    return CommunityPlan(
        as_of=as_of,
        champions=leaders,
        board=seats,
        matches=matches,
        experts=experts(there, themes),
        participation=participation(book, as_of, chosen),
        contributions=_contributions(there, chosen.recent_days),
        lonely=_lonely(there),
        paying=len(there.arr),
        arr=float(sum(there.arr.values())),
        notes=_notes(scores, depths, len(seats), themes),
    )


def participation(book: AccountBook, as_of: date, params: CommunitySettings) -> Participation:
    """What having taken part goes with; refused below the least group or with too few losses on both sides."""
    landmark = as_of - timedelta(days=params.recent_days)
    paying = MrrByDay.of(book).on([landmark, as_of]) > 0
    rows = since(book.community, landmark, params.recent_days)
    took_part = book.accounts["id"].isin(rows[rows["date"] <= np.datetime64(landmark)]["account"]).to_numpy()
    there, kept = paying[:, 0], paying[:, 0] & paying[:, 1]
    n1, n2 = int((there & took_part).sum()), int((there & ~took_part).sum())
    k1, k2 = int((kept & took_part).sum()), int((kept & ~took_part).sum())
    lost = n1 + n2 - k1 - k2
    why_not = ""
    if min(n1, n2) < params.least_group:
        why_not = f"{n1} participants and {n2} others, each side takes {params.least_group}"
    elif min(lost, k1 + k2) < params.least_events:
        why_not = f"{lost} of {n1 + n2} accounts were lost, it takes {params.least_events}"
    difference, low, high = (None, None, None) if why_not else _newcombe(k1, n1, k2, n2)
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
    inputs = (
        Input("participants_kept", float(found.participants_kept), "accounts"),
        Input("participants", float(found.participants), "accounts"),
        Input("others_kept", float(found.others_kept), "accounts"),
        Input("others", float(found.others), "accounts"),
    )
    return Explanation(
        figure=participation_figure(found),
        title=f"Kept from {found.landmark} to {found.as_of}: participants of the community less others",
        value=found.difference,
        unit="share",
        formula="participants_kept / participants - others_kept / others",
        inputs=inputs,
        rows=_rows(book, found),
        words=(
            f"An association of n = {found.participants + found.others} accounts, {LEVEL:.0%} interval "
            f"{found.low:+.1%} to {found.high:+.1%}. Accounts that take part differ from others anyway; this does "
            "not say that taking part keeps them."
        ),
    )


def participation_figure(found: Participation) -> str:
    """``community:participation@2026-10-31``."""
    return f"community:participation@{found.as_of.isoformat()}"


def _newcombe(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float, float]:
    """Difference of two shares with Newcombe's hybrid score interval (Statistics in Medicine 17, 1998)."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    p1, p2 = k1 / n1, k2 / n2
    (low1, high1), (low2, high2) = wilson(p1, n1, z), wilson(p2, n2, z)
    return p1 - p2, p1 - p2 - hypot(p1 - low1, high2 - p2), p1 - p2 + hypot(high1 - p1, p2 - low2)


def _contributions(there: Members, days: int) -> Contributions:
    recent = since(there.community, there.as_of, days)
    both = since(there.community, there.as_of, 2 * days)
    before = both.drop(recent.index)
    return Contributions(
        recent={str(kind): int(count) for kind, count in recent["activity"].value_counts(sort=False).items()},
        before={str(kind): int(count) for kind, count in before["activity"].value_counts(sort=False).items()},
        people=int(recent["person"].nunique()),
        accounts=int(recent["account"].nunique()),
    )


def _lonely(there: Members) -> tuple[Lonely, ...]:
    belongs = set(there.community["account"])
    found = [
        Lonely(account, arr, next(iter(sorted(there.champions.get(account, ()))), ""))
        for account, arr in there.arr.items()
        if account not in belongs
    ]
    return tuple(sorted(found, key=lambda one: (-one.arr, one.account)))


def _notes(scores: Scores, depths: object, seats: int, themes: Sequence[ThemeWords]) -> tuple[str, ...]:
    notes = []
    if not scores:
        notes.append("No champions: no survey scores in the recent days. Import them: nrr import nps FILE.")
    if not depths:
        notes.append("No champions: no use of the product is known. Import it: nrr import usage FILE.")
    if seats < BOARD_WANTED:
        notes.append(f"The advisory board wants {BOARD_WANTED} to 15 executives; {seats} fit.")
    if not themes:
        notes.append("No peer matches: there are no themes by then. Make them: nrr synthesize.")
    return tuple(notes)


def _rows(book: AccountBook, found: Participation) -> tuple[RowKey, ...]:
    paying = MrrByDay.of(book).on([found.landmark])[:, 0] > 0
    there = book.accounts["id"][paying]
    done = since(book.community, found.landmark, found.days)
    done = done[(done["date"] <= np.datetime64(found.landmark)) & done["account"].isin(there)]
    rows = [RowKey("accounts", (str(account),)) for account in there]
    rows += [
        RowKey(
            "community",
            (str(row["account"]), str(row["person"]), str(row["date"].date()), str(row["activity"])),
        )
        for row in done.to_dict("records")
    ]
    return tuple(sorted(rows))
