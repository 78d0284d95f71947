"""Opens the figures of ``nrr community`` for ``nrr explain``: ``community:NAME@YYYY-MM-DD``, or by the latest day.

Names of the whole plan: ``participation``, its sides and bounds, ``people``, ``accounts``, ``done/KIND``, ``paying``,
``arr``, ``lonely`` and more. Names of one account end in ``/ACCOUNT``: ``score``, ``depth``, ``board`` and their like.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from workspace.account_book import load_book
from workspace.as_of import chosen_day
from workspace.churn_rows import family_of
from workspace.community import answers_by_account, plan_of
from workspace.store import book_keys
from workspace.stored_names import under_stored_names
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.explanation import Explanation, RowKey


def explain_community(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """The figure of a subject; None where the plan of that day prints none such."""
    name, asked = _dated(subject)
    book = load_book(workspace, connection)
    day = chosen_day(connection, asked)
    found = _of_the_whole(workspace, book, day, name)
    if found is None:
        found = _of_an_account(workspace, connection, book, day, name)
    if found is None:
        found = _of_the_plan(workspace, connection, book, day, name)
    return under_stored_names(connection, book, found)


def _dated(subject: str) -> tuple[str, date | None]:
    name, at, written = subject.rpartition("@")
    if not at:
        return subject.strip(), None
    try:
        return name.strip(), date.fromisoformat(written)
    except ValueError:
        raise SettingsError(
            f"{written!r} is not a day", hint="Write community:participation@YYYY-MM-DD."
        ) from None


def _of_the_whole(workspace: Workspace, book: AccountBook, day: date, name: str) -> Explanation | None:
    """What taking part goes with, and what was done: neither needs the plan."""
    from accounts.community.contributed import explain_contributions
    from accounts.community.explained import community_figure
    from accounts.community.members import members
    from accounts.community.participating import (
        BOUND_NAMES,
        SIDES,
        WHOLE,
        explain_bound,
        explain_participation,
        explain_side,
        participation,
    )
    from accounts.stored import own_rows

    settings = workspace.settings.community
    if name == "participation":
        return explain_participation(book, participation(book, day, settings))
    if name in BOUND_NAMES:
        return explain_bound(book, participation(book, day, settings), name)
    if name in (*SIDES, WHOLE):
        return explain_side(book, participation(book, day, settings), name)
    figure = community_figure(name, day)
    opened = explain_contributions(members(book, day), settings.recent_days, name, figure)
    if opened is None or opened.rows:
        return opened
    return replace(
        opened, rows=own_rows(book.account_ids()), words="Nothing was done in the community by then."
    )


def _of_an_account(
    workspace: Workspace, connection: Connection, book: AccountBook, day: date, name: str
) -> Explanation | None:
    """Scores, depth and ARR of ``NAME/ACCOUNT``."""
    from accounts.community.account_figures import OF_SCORES, explain_arr, explain_depth, explain_score
    from accounts.community.members import members

    what, _, account = name.partition("/")
    if what in OF_SCORES:
        days = workspace.settings.community.recent_days
        answers = answers_by_account(connection, book, day, days).get(account, [])
        return explain_score(answers, account, what, day, days)
    if what == "depth":
        return explain_depth(book, members(book, day), account, _use(connection, book, account, day))
    return explain_arr(book, members(book, day), account) if what == "account_arr" else None


def _use(connection: Connection, book: AccountBook, account: str, day: date) -> list[RowKey]:
    """The stored readings that depth looks at."""
    from accounts.community.members import DEPTH_DAYS
    from accounts.readings import counts_logins

    first, last = str(day - timedelta(days=DEPTH_DAYS - 1)), str(day)
    rows = book_keys.keys_of_accounts(connection, "usage", family_of(book, account))
    return [row for row in rows if first <= row.key[1] <= last and not counts_logins(row.key[2])]


def _of_the_plan(
    workspace: Workspace, connection: Connection, book: AccountBook, day: date, name: str
) -> Explanation | None:
    from accounts.community.account_figures import BOARD_PARTS, explain_board, explain_part
    from accounts.community.explained import explain_community as explained
    from accounts.community.members import members

    plan, _labels, _month = plan_of(workspace, connection, book, day)
    there = members(book, day)
    what, _, account = name.partition("/")
    part = what.removeprefix("board_")
    if what != "board" and (part == what or part not in BOARD_PARTS):
        return explained(book, plan, there, name)
    seats = {one.account: one for one in plan.board}
    if account not in seats:
        return None
    names = ("account_arr", "score", "depth")
    own = [_of_an_account(workspace, connection, book, day, f"{one}/{account}") for one in names]
    whole = explain_board(plan, account, own)
    if whole is None or what == "board":
        return whole
    return explain_part(whole, seats[account], part, there, workspace.settings.community)


FAMILIES = {"community": explain_community}
