"""What is known of one account on the session's day, as plain values: for tools, briefs and plays alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import TYPE_CHECKING

from accounts.health.ticket_words import is_solved
from foundation.months import Month

if TYPE_CHECKING:
    from accounts.book import Account
    from accounts.coverage import AccountCoverage
    from accounts.figures import FeedbackSignal
    from accounts.onboarding.view import AccountOnboarding
    from synthesis.themes import Statement, WeightedTheme
    from workspace.tools.session import Session

_NO_USE = 0.5


@dataclass(frozen=True, slots=True)
class UsageLine:
    """A metric's mean reading in the last 90 days and in the 90 before, None where nothing was read; ``limit`` of the
    plan."""

    metric: str
    now: float | None
    before: float | None
    limit: float | None

    @property
    def change(self) -> float | None:
        """Now over before, less 1."""
        if self.now is None or not self.before:
            return None
        return self.now / self.before - 1

    @property
    def of_limit(self) -> float | None:
        """The share of the limit in use."""
        return None if self.now is None or not self.limit else self.now / self.limit


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that is not solved, with its priority as stored."""

    item: str
    day: date
    priority: str
    status: str
    days: int


@dataclass(frozen=True, slots=True)
class AccountTheme:
    """A theme with what the account itself said in it, newest first."""

    theme: WeightedTheme
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account. Amounts a year; ``arr`` None where it does not pay. ``answers``: NPS scores with their day, oldest
    first. ``heard``: days since it was last heard from. ``gone``: it paid once and pays no more."""

    account: Account
    tier: str
    arr: float | None
    arr_year_ago: float | None
    days_to_renewal: int | None
    gone: bool
    said: tuple[Statement, ...]
    items: int
    last_heard: date | None
    heard: int | None
    answers: tuple[tuple[date, float], ...]
    open_tickets: tuple[OpenTicket, ...]
    usage: tuple[UsageLine, ...]
    unused: tuple[str, ...]
    coverage: AccountCoverage | None
    onboarding: AccountOnboarding | None
    themes: tuple[AccountTheme, ...]


def facts_of(session: Session, account: str) -> AccountFacts:
    """What is known of ``account`` (an id of the book)."""
    own = session.accounts[account]
    signals = session.signals.get(account, [])
    last = session.inputs.last_heard.get(account)
    arr = session.arr.get(account)
    return AccountFacts(
        account=own,
        tier=session.tiers.get(account, ""),
        arr=arr,
        arr_year_ago=_year_ago(session, account),
        days_to_renewal=(own.renewal - session.day).days if own.renewal else None,
        gone=arr is None and (account in session.departures or _has_left(session, own)),
        said=session.by_account.get(account, ()),
        items=len(signals),
        last_heard=last,
        heard=(session.day - last).days if last else None,
        answers=tuple((one.day, one.score) for one in signals if one.score is not None),
        open_tickets=open_tickets(session, signals),
        usage=usage_of(session, account),
        unused=unused_features(session, account),
        coverage=next((one for one in session.coverage.accounts if one.account == account), None),
        onboarding=_onboarding(session, own),
        themes=themes_of(session, account),
    )


def _has_left(session: Session, account: Account) -> bool:
    return (account.churned is not None and account.churned <= session.day) or (
        account.status.casefold() in ("churned", "cancelled", "canceled", "left", "lost")
    )


def _year_ago(session: Session, account: str) -> float | None:
    from accounts.revenue.movements import arr_by_account

    return arr_by_account(session.book, Month.of(session.day).plus(-12)).get(account)


def open_tickets(session: Session, signals: list[FeedbackSignal]) -> tuple[OpenTicket, ...]:
    """Those of ``signals`` that are not solved, the oldest first."""
    found = [
        OpenTicket(one.item, one.day, one.priority, one.status, (session.day - one.day).days)
        for one in signals
        if one.source == "ticket" and one.status and not is_solved(one.status)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.item)))


def usage_of(session: Session, account: str) -> tuple[UsageLine, ...]:
    """How its use of each metric goes; none without readings."""
    read = session.usage
    if read is None or account not in read.accounts:
        return ()
    at = read.accounts.index(account)
    lines = []
    for place, metric in enumerate(read.metrics):
        now, before = (_plain(read.mean[at, place, window]) for window in (0, 1))
        if now is not None or before is not None:
            lines.append(UsageLine(metric, now, before, _plain(read.limit[at, place])))
    return tuple(lines)


def unused_features(session: Session, account: str) -> tuple[str, ...]:
    """Metrics that half of its paying peers use and that it does not use at all; logins are none."""
    from accounts.readings import counts_logins

    own = {line.metric: line.now for line in usage_of(session, account)}
    read = session.usage
    if not own or read is None:
        return ()
    found = []
    paying = [at for at, one in enumerate(read.accounts) if one in session.arr]
    for place, metric in enumerate(read.metrics):
        users = sum(read.mean[at, place, 0] > 0 for at in paying)
        if not own.get(metric) and not counts_logins(metric) and users >= _NO_USE * len(paying):
            found.append(metric)
    return tuple(found)


def _plain(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _onboarding(session: Session, account: Account) -> AccountOnboarding | None:
    from accounts.onboarding.view import account_onboarding

    board = session.onboarding
    if account.id not in board.progress.accounts:
        return None
    return account_onboarding(board, session.book, account)


def themes_of(session: Session, account: str) -> tuple[AccountTheme, ...]:
    """The themes it speaks of, those with most of its statements first, then by priority."""
    own: dict[str, list[Statement]] = {}
    themes: dict[str, WeightedTheme] = {}
    for one in session.by_account.get(account, ()):
        theme = session.theme_of.get(one.id)
        if theme is not None:
            own.setdefault(theme.theme.id, []).append(one)
            themes[theme.theme.id] = theme
    order = sorted(own, key=lambda key: (-len(own[key]), -themes[key].weights.priority, key))
    return tuple(AccountTheme(themes[key], tuple(own[key])) for key in order)
