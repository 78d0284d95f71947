"""The sums of the community plan opened, and what stands at one theme or one expert of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from accounts.community.contributed import community_rows
from accounts.community.figures import CommunityPlan, Expert
from accounts.community.members import Members
from accounts.community.people import helps
from accounts.explanation import Explanation, Input, RowKey
from accounts.tallied import tallied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.book import AccountBook

_MATCHED = "matched/"
_HELPED = {"answers/": "answer", "templates/": "template"}


def community_figure(name: str, as_of: date) -> str:
    """The id of a figure of the plan, such as ``community:lonely_arr@2026-10-31`` or ``community:depth/ACCOUNT@…``."""
    return f"community:{name}@{as_of.isoformat()}"


def expert_name(one: Expert, what: str) -> str:
    """The name of what an expert gave, ``answers`` or ``templates``: ``answers/TOPIC/PERSON/ACCOUNT``."""
    return f"{what}/{one.topic}/{one.person}/{one.account}"


def explain_community(
    book: AccountBook, plan: CommunityPlan, there: Members, name: str
) -> Explanation | None:
    """``paying``, ``arr``, ``lonely``, ``lonely_arr``, ``lonely_share``, ``matched/THEME``, or ``answers/`` and
    ``templates/`` of an expert; None for another name. ``there``: the book as the plan's day has it."""
    figure, day = community_figure(name, plan.as_of), plan.as_of
    if name.startswith(_MATCHED):
        return _matched(plan, name.removeprefix(_MATCHED), figure)
    lonely = {one.account: one.arr for one in plan.lonely}
    everybody = book.account_ids()
    looked_at = there.arr or everybody
    match name:
        case "paying":
            title = f"Accounts that pay on {day}"
            return tallied(figure, title, dict.fromkeys(there.arr, 1.0), "accounts", among=everybody)
        case "lonely":
            title = f"Accounts that pay on {day} and never took part"
            return tallied(figure, title, dict.fromkeys(lonely, 1.0), "accounts", among=looked_at)
        case "arr":
            opens = _opens(there.arr, day)
            return tallied(figure, f"ARR on {day}", there.arr, book.currency, opens, among=everybody)
        case "lonely_arr":
            title = f"ARR on {day} of accounts that never took part"
            return tallied(figure, title, lonely, book.currency, _opens(lonely, day), among=looked_at)
        case "lonely_share":
            return _lonely_share(book, plan, there, figure)
        case _:
            return _helped(plan, there, name, figure)


def _opens(accounts: Iterable[str], day: date) -> dict[str, str]:
    return {account: community_figure(f"account_arr/{account}", day) for account in accounts}


def _lonely_share(book: AccountBook, plan: CommunityPlan, there: Members, figure: str) -> Explanation | None:
    if not plan.arr:
        return None
    return Explanation(
        figure=figure,
        title=f"Share of ARR on {plan.as_of} of accounts that never took part",
        value=plan.lonely_arr / plan.arr,
        unit="share",
        formula="lonely_arr / arr",
        inputs=tuple(
            Input(name, value, book.currency, community_figure(name, plan.as_of))
            for name, value in (("lonely_arr", plan.lonely_arr), ("arr", plan.arr))
        ),
        rows=tuple(RowKey("accounts", (account,)) for account in sorted(there.arr)),
    )


def _matched(plan: CommunityPlan, theme: str, figure: str) -> Explanation | None:
    own = [match for match in plan.matches if match.theme == theme]
    if not own:
        return None
    hurting = dict.fromkeys((match.hurting for match in own), 1.0)
    opened = tallied(
        figure, f"Accounts that hurt from {own[0].label} and have a peer on {plan.as_of}", hurting, "accounts"
    )
    said = {RowKey("feedback", (item,)) for match in own for item in match.items}
    return replace(opened, rows=tuple(sorted({*opened.rows, *said})))


def _helped(plan: CommunityPlan, there: Members, name: str, figure: str) -> Explanation | None:
    """What an expert gave, by its name: a topic and a person may hold a stroke, so that names are compared."""
    lead = next((one for one in _HELPED if name.startswith(one)), "")
    one = next((one for one in plan.experts if lead and expert_name(one, lead.rstrip("/")) == name), None)
    if one is None:
        return None
    rows = helps(there)
    rows = rows[(rows["topic"] == one.topic) & (rows["who"] == one.person) & (rows["account"] == one.account)]
    own = rows[rows["kind"] == _HELPED[lead]]
    return Explanation(
        figure=figure,
        title=f"{lead.rstrip('/').capitalize()} of {one.person} on {one.topic} in the year up to {plan.as_of}",
        value=float(len(own)),
        unit=lead.rstrip("/"),
        formula="sum(inputs)",
        inputs=tuple(Input(f"{row.key[2]} {row.key[3]}", 1.0, "activity") for row in community_rows(own)),
        rows=community_rows(rows),
        words="Rows: all that this person gave on the topic.",
    )
