"""Use case: onboarding. Where each account stands, who has stalled, and how long it takes by segment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from workspace.account_book import account_names, counting_account, load_book
from workspace.as_of import chosen_day
from workspace.own_files import onboarding_paths
from workspace.search import resolve_account
from workspace.stored_names import under_stored_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.explanation import Explanation
    from accounts.onboarding.progress import OnboardingBoard, ReachTimes
    from accounts.onboarding.view import AccountOnboarding
    from workspace.workspace import Workspace

_IN_ONBOARDING = ("stalled", "late", "on track")


@dataclass(frozen=True, slots=True)
class OnboardingQuery:
    """``account``: id or name, None for all that are in onboarding; ``as_of`` None: the latest day known."""

    account: str | None = None
    as_of: date | None = None
    stalled: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OnboardingView:
    """``accounts``: those asked for, stalled first, longest past the day they are held to first. ``more``: how
    many the limit left out. ``counts`` by stage over the whole book; ``times`` by segment."""

    as_of: date
    accounts: tuple[AccountOnboarding, ...]
    more: int
    counts: dict[str, int]
    times: dict[str, tuple[ReachTimes, ...]]
    min_reached: int


def onboarding(workspace: Workspace, query: OnboardingQuery) -> OnboardingView:
    """The accounts in onboarding, or one account in whatever stage. Raises SettingsError for an unknown account
    and without any milestone on record."""
    from accounts.onboarding.view import account_onboarding, segment_times

    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
        day = chosen_day(connection, query.as_of)
        wanted = _wanted(workspace, connection, query.account)
    board = onboarding_board(workspace, book, day)
    if wanted is None and not board.progress.recorded.any():
        raise SettingsError(
            f"no milestone is on record by {day}", hint="Import them: nrr import milestones FILE."
        )
    ids = [wanted] if wanted else _listed(board, query.stalled)
    shown = ids[: query.limit]
    return OnboardingView(
        as_of=day,
        accounts=tuple(account_onboarding(board, book, book.account(one)) for one in shown),
        more=len(ids) - len(shown),
        counts=board.counts(),
        times=dict(segment_times(board)),
        min_reached=workspace.settings.onboarding.min_reached,
    )


def onboarding_board(workspace: Workspace, book: AccountBook, day: date) -> OnboardingBoard:
    """The board of a day by the workspace's paths and settings."""
    from accounts.onboarding.progress import onboarding as judge

    return judge(book, day, onboarding_paths(workspace), workspace.settings.onboarding)


def explain_ttv(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ttv:SUBJECT``, with ``SEGMENT[/MILESTONE][/p75]@DATE`` for subject; None where there is no such time."""
    from accounts.onboarding.explained import explain_time

    name, _, day = subject.rpartition("@")
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    book = load_book(workspace, connection)
    opened = explain_time(onboarding_board(workspace, book, as_of), book, name)
    return under_stored_names(connection, book, opened)


def _wanted(workspace: Workspace, connection: Connection, account: str | None) -> str | None:
    if account is None:
        return None
    found = resolve_account(account_names(connection), account)
    return counting_account(workspace, connection, found)


def _listed(board: OnboardingBoard, stalled_only: bool) -> list[str]:
    stages = _IN_ONBOARDING[:1] if stalled_only else _IN_ONBOARDING
    over = board.progress.day - board.held_to
    rows = [
        (stages.index(stage), -float(over[row]), board.progress.accounts[row])
        for row, stage in enumerate(board.stage)
        if stage in stages
    ]
    return [account for *_, account in sorted(rows)]
