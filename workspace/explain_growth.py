"""Opens the counts and sums of ``nrr expansion``, ``nrr onboarding`` and ``nrr coverage``.

Each names the day: ``expansion_leads:all@2026-10-31``, ``onboarding_stage:stalled@2026-10-31``,
``onboarding_time:smb/first value/n@2026-10-31``, ``onboarding_held:TF-0093@2026-10-31``,
``coverage_count:top@2026-10-31``, ``coverage_lacking:TF-0093@2026-10-31``,
``coverage_people:TF-0093/cell/user/business@2026-10-31``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from accounts.explanation import Explanation, Input, RowKey
from accounts.tallied import tallied
from foundation.errors import SettingsError
from workspace.account_book import load_book
from workspace.coverage import coverage_on
from workspace.expansion import day_context
from workspace.onboarding import onboarding_board
from workspace.stored_names import under_stored_names
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.coverage import AccountCoverage

    Opener = Callable[[Workspace, Connection, str, date, str], Explanation | None]


def expansion_figures(day: date) -> dict[str, object]:
    """The ids of the counts of ``nrr expansion --json``, by field."""
    from accounts.expansion.inputs import Family

    return {
        "leads": f"expansion_leads:all@{day}",
        "suppressed": f"expansion_leads:held@{day}",
        "estimated_mrr": f"expansion_worth:all@{day}",
        "families": {one.value: f"expansion_leads:{one.value}@{day}" for one in Family},
    }


def coverage_figures(day: date) -> dict[str, str]:
    """The ids of the counts of ``nrr coverage --json``, by field."""
    return {name: f"coverage_count:{name}@{day}" for name in _COUNTED}


def _expansion(
    worth: bool, workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    from accounts.expansion.explained import expansion_figure
    from accounts.expansion.inputs import Family
    from accounts.expansion.leads import board as judge

    book = load_book(workspace, connection)
    if not book.has_revenue:
        return None
    board = judge(day_context(workspace, connection, book, day)[0])
    chosen = {
        "all": board.leads,
        "held": board.suppressed,
        **{
            family.value: tuple(
                one for one in (*board.leads, *board.suppressed) if family.value in one.families
            )
            for family in Family
        },
    }
    if name not in chosen or (worth and name != "all"):
        return None
    opens = {one.account: expansion_figure(one.account, day) for one in chosen[name]}
    everybody = book.account_ids()
    if worth:
        adds = {one.account: one.estimate.mrr for one in chosen[name] if one.estimate.mrr is not None}
        return tallied(
            figure,
            f"Estimated expansion MRR of all leads on {day}",
            adds,
            f"{book.currency} a month",
            opens,
            among=everybody,
        )
    title = {"all": "Leads", "held": "Accounts with a trigger that are held back"}.get(
        name, f"Accounts with a trigger of the {name} family"
    )
    return tallied(figure, f"{title} on {day}", dict.fromkeys(opens, 1.0), "accounts", opens, among=everybody)


def _stage(
    workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    board = onboarding_board(workspace, load_book(workspace, connection), day)
    if name not in board.counts():
        return None
    own = [one for one, stage in zip(board.progress.accounts, board.stage, strict=True) if stage == name]
    return tallied(
        figure,
        f"Accounts whose onboarding is {name} on {day}",
        dict.fromkeys(own, 1.0),
        "accounts",
        among=board.progress.accounts,
    )


def _day(
    workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    board = onboarding_board(workspace, load_book(workspace, connection), day)
    if name not in board.progress.accounts:
        return None
    at = board.progress.accounts.index(name)
    if not board.progress.here[at]:
        return None
    started: date = board.progress.started[at].astype(object)
    return Explanation(
        figure=figure,
        title=f"Days of {name} since its start on {started}, on {day}",
        value=float(board.progress.day[at]),
        unit="days",
        formula="today - started",
        inputs=(
            Input("today", float(day.toordinal()), f"{day} as a number of days"),
            Input("started", float(started.toordinal()), f"{started} as a number of days"),
        ),
        rows=(RowKey("accounts", (name,)),),
    )


def _time(
    workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    from accounts.onboarding.explained import explain_count

    book = load_book(workspace, connection)
    opened = explain_count(onboarding_board(workspace, book, day), book, name, figure)
    return under_stored_names(connection, book, opened)


def _reached(
    held: bool, workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    from accounts.onboarding.account_days import explain_held, explain_reached

    book = load_book(workspace, connection)
    board = onboarding_board(workspace, book, day)
    opened = (explain_held if held else explain_reached)(board, book, name, figure)
    return under_stored_names(connection, book, opened)


_COUNTED: Mapping[str, tuple[str, Callable[[AccountCoverage], bool]]] = {
    "accounts_paying": ("Accounts that pay", lambda _line: True),
    "top": ("The top accounts by ARR", lambda line: line.top),
    "top_with_gaps": ("Top accounts with a gap", lambda line: line.top and bool(line.gaps)),
    "top_without_sponsor": (
        "Top accounts without an executive sponsor",
        lambda line: line.top and not line.executive_sponsor,
    ),
}


def _counted(
    workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    if name not in _COUNTED:
        return None
    title, holds = _COUNTED[name]
    lines = coverage_on(workspace, connection, day)[0].accounts
    return tallied(
        figure,
        f"{title} on {day}",
        {one.account: 1.0 for one in lines if holds(one)},
        "accounts",
        {one.account: f"coverage_lacking:{one.account}@{day}" for one in lines},
        among=[one.account for one in lines],
    )


def _of_account(
    exposed: bool, workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    from accounts.coverage_explained import explain_exposed, explain_lacking

    found, book = coverage_on(workspace, connection, day)
    line = next((one for one in found.accounts if one.account == name), None)
    if line is None:
        return None
    lacking = explain_lacking(book, line, day, figure)
    opened = explain_exposed(lacking, line, day, figure, book.currency) if exposed else lacking
    return under_stored_names(connection, book, opened)


def _people(
    workspace: Workspace, connection: Connection, name: str, day: date, figure: str
) -> Explanation | None:
    from accounts.coverage_people import explain_people

    found, book = coverage_on(workspace, connection, day)
    fits = [line for line in found.accounts if name.startswith(f"{line.account}/")]
    for line in sorted(fits, key=lambda one: -len(one.account)):
        what = name.removeprefix(f"{line.account}/")
        opened = explain_people(book, line, workspace.settings.coverage, what, (figure, day))
        if opened is not None:
            return under_stored_names(connection, book, opened)
    return None


def _opened(
    opener: Opener, family: str, workspace: Workspace, connection: Connection, subject: str
) -> Explanation | None:
    name, at, written = subject.rpartition("@")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date.min
    if not at or day == date.min:
        raise SettingsError(f"{family}:{subject} names no day", hint=f"Write {family}:NAME@YYYY-MM-DD.")
    return opener(workspace, connection, name, day, f"{family}:{subject}")


_OPENERS: Mapping[str, Opener] = {
    "expansion_leads": partial(_expansion, False),
    "expansion_worth": partial(_expansion, True),
    "onboarding_stage": _stage,
    "onboarding_day": _day,
    "onboarding_time": _time,
    "onboarding_reached": partial(_reached, False),
    "onboarding_held": partial(_reached, True),
    "coverage_count": _counted,
    "coverage_lacking": partial(_of_account, False),
    "coverage_exposed": partial(_of_account, True),
    "coverage_people": _people,
}
FAMILIES = {family: partial(_opened, opener, family) for family, opener in _OPENERS.items()}
