"""Use case: every account on one line, for a list that shows at once and fills in as more is reckoned.

What is reckoned first takes a moment (names, revenue, renewals, the last word heard), what comes after takes seconds on
a large book (health; then risk, what sets an account apart, and who may grow).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.store import account_items
from workspace.whose import own_name

if TYPE_CHECKING:
    from accounts.book import Account
    from workspace.tools.session import Session

_QUICK = ("accounts", "subscriptions", "mrr")


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account on the board's day. ``arr`` is None where it pays nothing; ``customer``: whether it pays, or of a book
    without any revenue whether it is here; ``days`` to the renewal are negative where it has passed; ``quiet``: days
    since it was last heard from. ``score``, ``band`` and ``trend`` (points in 30 days) are empty until health is known;
    ``risk`` (0-1) and ``marks`` until risk is, ``growth`` (families of signs) until that is.
    ``held_back``: why it is not to be grown now though there are signs."""

    id: str
    name: str
    tier: str
    segment: str
    owner: str
    status: str
    arr: float | None
    customer: bool
    renewal: date | None
    days: int | None
    last_heard: date | None
    quiet: int | None
    score: float | None = None
    band: str = ""
    trend: float | None = None
    weakest: str = ""
    risk: float | None = None
    marks: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountBoard:
    """Every account of the book, the largest ARR first. ``has_health``, ``has_risk``, ``has_growth``: whether these
    are in yet. ``calibrated``: whether a risk is a probability; ``high``: the risk from which an account is at risk.
    ``mine``: the owner who reads it, empty where nobody can tell; ``notes``: what could not be judged."""

    as_of: date
    currency: str
    entries: tuple[AccountEntry, ...]
    mine: str
    has_health: bool = False
    has_risk: bool = False
    has_growth: bool = False
    calibrated: bool = False
    horizon_days: int = 90
    high: float = 1.0
    notes: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Everybody who owns an account, sorted."""
        return tuple(sorted({one.owner for one in self.entries} - {""}))


def account_boards(session: Session) -> Iterator[AccountBoard]:
    """The board four times, each with more in it: what is quick, then health, then risk, then all. Raises
    SettingsError without accounts or any dated data."""
    session.need_accounts()
    board = _quick(session)
    yield board
    board = _with_health(session, board)
    yield board
    board = _with_risk(session, board)
    yield board
    yield _with_growth(session, board)


def _quick(session: Session) -> AccountBoard:
    from accounts.revenue.movements import arr_by_account
    from accounts.revenue.tiers import book_tiers

    settings, day = session.workspace.settings, session.day
    with session.workspace.store().read() as connection:
        book = load_book(session.workspace, connection, _QUICK)
        heard = account_items.last_heard(connection, day)
    arr = arr_by_account(book, Month.of(day))
    tiers = book_tiers(book, arr, settings.tiers)
    latest: dict[str, date] = {}
    for account, said in heard.items():
        counted = book.members.get(account, account)
        latest[counted] = max(said, latest.get(counted, said))
    here = set(arr) if book.has_revenue else set(book.active_accounts(day))
    found = [
        replace(_entry(one, day, tiers, latest), arr=arr.get(one.id), customer=one.id in here)
        for one in book.all_accounts()
    ]
    found.sort(key=lambda one: (-(one.arr or 0.0), one.id))
    owners = sorted({one.owner for one in found} - {""})
    return AccountBoard(day, book.currency, tuple(found), own_name(settings.accounts.me, owners))


def _entry(own: Account, day: date, tiers: Mapping[str, str], heard: Mapping[str, date]) -> AccountEntry:
    last = heard.get(own.id)
    return AccountEntry(
        id=own.id,
        name=own.name,
        tier=tiers.get(own.id, ""),
        segment=own.segment.strip(),
        owner=own.owner,
        status=own.status,
        arr=None,
        customer=False,
        renewal=own.renewal,
        days=None if own.renewal is None else (own.renewal - day).days,
        last_heard=last,
        quiet=None if last is None else (day - last).days,
    )


def _with_health(session: Session, board: AccountBoard) -> AccountBoard:
    lines = session.scored.lines
    entries = []
    for one in board.entries:
        line = lines.get(one.id)
        if line is not None:
            one = replace(one, score=line.score, band=line.band, trend=line.trend_30, weakest=line.weakest)
        entries.append(one)
    return replace(board, entries=tuple(entries), has_health=True)


def _with_risk(session: Session, board: AccountBoard) -> AccountBoard:
    from workspace.churn import Marks

    risks, settings = session.risks, session.workspace.settings.churn
    marks = Marks.of(session.workspace, session.churn_book, risks)
    known, place = risks.by_account(), {account: at for at, account in enumerate(risks.accounts)}
    entries = []
    for one in board.entries:
        if one.customer and one.id in place:
            first, risk = one.tier == "Tier 1", known.get(one.id)
            told = marks.at(place[one.id], session.accounts[one.id], first, risk or 0.0)
            one = replace(one, risk=risk, marks=told)
        entries.append(one)
    return replace(
        board,
        entries=tuple(entries),
        has_risk=True,
        calibrated=risks.calibrated,
        horizon_days=settings.horizon_days,
        high=marks.high,
    )


def _with_growth(session: Session, board: AccountBoard) -> AccountBoard:
    notes: tuple[str, ...] = ()
    try:
        growth = session.growth
    except SettingsError as error:
        growth, notes = None, (f"signs of expansion: {error.what}",)
    leads = {one.account: one for one in (*growth.leads, *growth.suppressed)} if growth else {}
    entries = []
    for one in board.entries:
        lead = leads.get(one.id) if one.customer else None
        entries.append(one if lead is None else replace(one, growth=lead.families, held_back=lead.reasons))
    return replace(board, entries=tuple(entries), has_growth=True, notes=notes)
