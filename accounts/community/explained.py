"""The sums of the community plan and the points of its board candidates opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounts.community.figures import CommunityPlan
from accounts.explanation import Explanation, Input, RowKey
from accounts.revenue.standing import running_on
from accounts.tallied import tallied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.book import AccountBook

_BOARD = "board/"


def community_figure(name: str, as_of: date) -> str:
    """The id of a figure of the plan, such as ``community:lonely_arr@2026-10-31`` or ``community:board/ACCOUNT@…``."""
    return f"community:{name}@{as_of.isoformat()}"


def explain_community(
    book: AccountBook, plan: CommunityPlan, arr: Mapping[str, float], name: str
) -> Explanation | None:
    """``paying``, ``arr``, ``lonely``, ``lonely_arr``, or ``board/ACCOUNT``; None for another name. ``arr`` is that of
    the accounts that pay on the plan's day."""
    figure, day = community_figure(name, plan.as_of), plan.as_of
    if name.startswith(_BOARD):
        return _board(book, plan, name.removeprefix(_BOARD), figure)
    lonely = {one.account: one.arr for one in plan.lonely}
    match name:
        case "paying":
            return tallied(figure, f"Accounts that pay on {day}", dict.fromkeys(arr, 1.0), "accounts")
        case "lonely":
            title = f"Accounts that pay on {day} and never took part"
            return tallied(figure, title, dict.fromkeys(lonely, 1.0), "accounts")
        case "arr":
            return tallied(figure, f"ARR on {day}", arr, book.currency)
        case "lonely_arr":
            title = f"ARR on {day} of accounts that never took part"
            return tallied(figure, title, lonely, book.currency)
        case _:
            return None


def _board(book: AccountBook, plan: CommunityPlan, account: str, figure: str) -> Explanation | None:
    one = next((one for one in plan.board if one.account == account), None)
    if one is None:
        return None
    running = running_on(book, plan.as_of)
    own = running[running["account"] == account]
    paid = [
        RowKey("subscriptions", (payer, name, start, bought))
        for payer, name, start, bought in zip(
            own["payer"], own["id"], own["started"].dt.strftime("%Y-%m-%d"), own["plan"], strict=True
        )
    ]
    score = "not known, half is given" if one.score is None else f"{one.score:.1f} on average"
    depth = "not known, half is given" if one.depth is None else f"deeper than {one.depth:.0%} of its segment"
    return Explanation(
        figure=figure,
        title=f"Points of {one.person} of {account} for the advisory board on {plan.as_of}",
        value=one.points,
        unit="points",
        formula="sum(inputs)",
        inputs=tuple(Input(name, value, "points") for name, value in one.parts.items()),
        rows=tuple(sorted({RowKey("accounts", (account,)), *paid})),
        words=f"Score: {score}. Use: {depth}. {'Took part' if one.took_part else 'Did not take part'} lately.",
    )
