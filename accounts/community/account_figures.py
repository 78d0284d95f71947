"""What the community plan prints of one account, opened: its scores, depth of use, ARR and points.

The caller names the rows of use and of feedback, as they are stored: in a book whose subsidiaries are rolled up they
stand under other names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from accounts.community.explained import community_figure
from accounts.community.figures import BoardCandidate, CommunityPlan
from accounts.community.members import DEPTH_DAYS, Members, depth_by_metric
from accounts.explanation import Explanation, Input, RowKey
from accounts.revenue.mrr_by_day import MrrByDay
from accounts.revenue.standing import month_known_on, running_on
from accounts.stored import revenue_rows
from foundation.outcome_settings import CommunitySettings

if TYPE_CHECKING:
    from accounts.book import AccountBook

OF_SCORES = ("score", "score_latest", "score_answers")
BOARD_PARTS = ("arr", "score", "depth", "taking_part")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What an account gave on the NPS scale, and the item that holds it."""

    item: str
    score: float


def explain_score(
    answers: Sequence[Answer], account: str, what: str, as_of: date, days: int
) -> Explanation | None:
    """One of ``OF_SCORES``: the mean of an account's answers of the last ``days``, oldest first, the latest of them, or
    how many there are. None without any."""
    if not answers or what not in OF_SCORES:
        return None
    given = [one.score for one in answers]
    titles = {
        "score": ("Mean score", sum(given) / len(given), "mean(inputs)"),
        "score_latest": ("Latest score", given[-1], "latest"),
        "score_answers": ("Survey answers", float(len(given)), "sum(inputs)"),
    }
    title, value, formula = titles[what]
    inputs = {
        "score": tuple(Input(one.item, one.score, "of 10") for one in answers),
        "score_latest": (Input("latest", given[-1], f"of 10, item {answers[-1].item}"),),
        "score_answers": tuple(Input(one.item, 1.0, "answer") for one in answers),
    }
    return Explanation(
        figure=community_figure(f"{what}/{account}", as_of),
        title=f"{title} of {account} in the {days} days up to {as_of}",
        value=value,
        unit="answers" if what == "score_answers" else "of 10",
        formula=formula,
        inputs=inputs[what],
        rows=tuple(sorted(RowKey("feedback", (one.item,)) for one in answers)),
    )


def explain_depth(
    book: AccountBook, there: Members, account: str, use: Sequence[RowKey]
) -> Explanation | None:
    """How deeply an account uses the product; ``use``: its own readings as they are stored. None where it is not
    known."""
    shares = depth_by_metric(book, there.as_of, there.arr)
    if account not in shares.index:
        return None
    known = shares.loc[[account]].iloc[0].dropna()
    own = {str(metric): float(share) for metric, share in known.items()}
    if not own:
        return None
    segment = there.segments.get(account, "").casefold()
    beside = [one for one in there.arr if there.segments.get(one, "").casefold() == segment]
    return Explanation(
        figure=community_figure(f"depth/{account}", there.as_of),
        title=f"Share of its segment that uses the product less deeply than {account}, at {there.as_of}",
        value=fsum(own.values()) / len(own),
        unit="share",
        formula="mean(inputs)",
        inputs=tuple(Input(metric, share, "share that reads lower") for metric, share in own.items()),
        rows=tuple(sorted({*use, *(RowKey("accounts", (one,)) for one in beside)})),
        words=f"By each metric's mean of {DEPTH_DAYS} days, of those with a plan limit their share of it; ties count "
        f"half. Rows: its own readings, and the {len(beside)} accounts of its segment that pay, whose readings of the "
        "same days it is held against.",
    )


def explain_arr(book: AccountBook, there: Members, account: str) -> Explanation | None:
    """12 x what an account pays a month on the day; None where it does not pay."""
    if account not in there.arr:
        return None
    by_day = MrrByDay.of(book)
    month = month_known_on(there.as_of)
    if book.account_ids().index(account) in by_day.monthly:
        inputs: tuple[Input, ...] = (
            Input("mrr", there.arr[account] / 12, f"{book.currency} a month at the end of {month}"),
        )
        formula, rows = "12 * mrr", revenue_rows(book, [account], month.last_day)
    else:
        running = running_on(book, there.as_of)
        own = running[running["account"] == account]
        rows = tuple(
            RowKey("subscriptions", key)
            for key in zip(
                own["payer"], own["id"], own["started"].dt.strftime("%Y-%m-%d"), own["plan"], strict=True
            )
        )
        formula = "12 * sum(inputs)"
        inputs = tuple(
            Input(" ".join((*row.key, str(at))), float(paid), f"{book.currency} a month")
            for at, (row, paid) in enumerate(zip(rows, own["mrr"], strict=True))
        )
    return Explanation(
        figure=community_figure(f"account_arr/{account}", there.as_of),
        title=f"ARR of {account} on {there.as_of}",
        value=there.arr[account],
        unit=book.currency,
        formula=formula,
        inputs=inputs,
        rows=tuple(sorted(set(rows))),
    )


def board_figures(one: BoardCandidate, as_of: date) -> dict[str, object]:
    """The ids of a candidate's figures, by the field that holds them."""
    names = {"points": "board", "arr": "account_arr"}
    if one.score is not None:
        names["score"] = "score"
    if one.depth is not None:
        names["depth"] = "depth"
    parts = {part: community_figure(f"board_{part}/{one.account}", as_of) for part in BOARD_PARTS}
    return {field: community_figure(f"{name}/{one.account}", as_of) for field, name in names.items()} | {
        "parts": parts
    }


def explain_board(
    plan: CommunityPlan, account: str, opened: Sequence[Explanation | None]
) -> Explanation | None:
    """A candidate's points; ``opened`` are the account's own ARR, score and depth, whose rows these rest on. None for
    an account without a seat."""
    one = next((one for one in plan.board if one.account == account), None)
    if one is None:
        return None
    score = "not known, half is given" if one.score is None else f"{one.score:.1f} on average"
    depth = "not known, half is given" if one.depth is None else f"deeper than {one.depth:.0%} of its segment"
    rows = {RowKey("accounts", (account,)), *(row for found in opened if found for row in found.rows)}
    return Explanation(
        figure=community_figure(f"board/{account}", plan.as_of),
        title=f"Points of {one.person} of {account} for the advisory board on {plan.as_of}",
        value=one.points,
        unit="points",
        formula="sum(inputs)",
        inputs=tuple(
            Input(name, value, "points", community_figure(f"board_{name}/{account}", plan.as_of))
            for name, value in one.parts.items()
        ),
        rows=tuple(sorted(rows)),
        words=f"Score: {score}. Use: {depth}. {'Took part' if one.took_part else 'Did not take part'} lately.",
    )


def explain_part(
    whole: Explanation, one: BoardCandidate, part: str, there: Members, params: CommunitySettings
) -> Explanation:
    """One of ``BOARD_PARTS`` of the points in ``whole``."""
    rows = set(whole.rows)
    match part:
        case "arr":
            no_larger = sum(paid for paid in there.arr.values() if paid <= one.arr)
            formula, weight = "weight * no_larger / arr", params.board_arr
            inputs = [
                Input("no_larger", no_larger, "ARR of accounts that pay no more"),
                Input("arr", sum(there.arr.values()), "ARR of all", community_figure("arr", there.as_of)),
            ]
            rows.update(RowKey("accounts", (account,)) for account in there.arr)
        case "score":
            formula, weight = "weight * score / 10", params.board_score
            inputs = [_or_half("score", one.account, one.score, 10.0, there.as_of)]
        case "depth":
            formula, weight = "weight * depth", params.board_depth
            inputs = [_or_half("depth", one.account, one.depth, 1.0, there.as_of)]
        case _:
            formula, weight = "weight * took_part", params.board_taking_part
            inputs = [Input("took_part", float(one.took_part), "1 where it did lately")]
    return replace(
        whole,
        figure=community_figure(f"board_{part}/{one.account}", there.as_of),
        title=f"{whole.title}: those for {part.replace('_', ' ')}",
        value=one.parts[part],
        formula=formula,
        inputs=(Input("weight", weight, "points"), *inputs),
        rows=tuple(sorted(rows)),
    )


def _or_half(name: str, account: str, value: float | None, of: float, as_of: date) -> Input:
    """A score or depth with its figure; half of what it could be, where it is not known."""
    if value is None:
        return Input(name, _HALF * of, "not known: half")
    return Input(name, value, f"of {of:g}", community_figure(f"{name}/{account}", as_of))
