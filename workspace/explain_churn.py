"""Opens the figures of ``nrr churn`` and of its cohorts for ``nrr explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.churn import load_churn_book, risks_of
from workspace.churn_rows import risk_rows
from workspace.figure_subjects import name_and_day
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation


def explain_churn(
    family: str, workspace: Workspace, connection: Connection, subject: str
) -> Explanation | None:
    """``ACCOUNT@YYYY-MM-DD``: a risk, ARR at risk, or how much is known."""
    from accounts.churn.explained import explain_arr_at_risk, explain_coverage, explain_risk

    account, day = name_and_day(family, subject, "ACCOUNT")
    seen = load_churn_book(workspace, connection, day)
    counted = account_book.counting_account(workspace, connection, account)
    if counted not in seen.book.account_ids():
        return None
    opens = {"churn": explain_risk, "arr_at_risk": explain_arr_at_risk, "churn_coverage": explain_coverage}
    rows = risk_rows(connection, seen.book, counted, day)
    return opens[family](seen.book, risks_of(workspace, seen), counted, rows)


def _effect(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT/DRIVER@YYYY-MM-DD``."""
    from accounts.churn.explained import explain_effect

    named, day = name_and_day("churn_effect", subject, "ACCOUNT/DRIVER")
    seen = load_churn_book(workspace, connection, day)
    account = owner_of(named, seen.book.account_ids())
    if not account:
        return None
    rows = risk_rows(connection, seen.book, account, day)
    driver = (account, named.removeprefix(f"{account}/"))
    return explain_effect(seen.book, risks_of(workspace, seen), driver, rows)


def owner_of(named: str, accounts: tuple[str, ...]) -> str:
    """The account of ``ACCOUNT/…``: the longest one that fits, as ids may hold a stroke; ``""`` for none."""
    return max((one for one in accounts if named.startswith(f"{one}/")), key=len, default="")


def explain_cohort(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``YYYY-MM/accounts/6@YYYY-MM-DD``, ``YYYY-MM/revenue/6@…``, ``YYYY-MM/size@…`` or ``YYYY-MM/mrr@…``."""
    from accounts.churn import cohorts_explained as opened

    cohort, day = name_and_day("cohort", subject, "YYYY-MM/accounts/6")
    match cohort.split("/"):
        case ["older"]:
            return opened.explain_older(account_book.load_book(workspace, connection), day)
        case [start, what] if what in opened.STARTED:
            book = account_book.load_book(workspace, connection)
            return opened.explain_start(book, Month.parse(start), what, day)
        case [start, what, months] if what in opened.KEPT and months.isdecimal():
            book = account_book.load_book(workspace, connection)
            return opened.explain_cohort(book, Month.parse(start), int(months), what, day)
        case _:
            raise SettingsError(
                f"cohort:{subject} names no cohort",
                hint="Write cohort:YYYY-MM/accounts/6@YYYY-MM-DD, or revenue; size or mrr without months.",
            )


FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    **{family: partial(explain_churn, family) for family in ("churn", "arr_at_risk", "churn_coverage")},
    "churn_effect": _effect,
    "cohort": explain_cohort,
}
