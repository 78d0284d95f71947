"""Use case: who may be won back and who not, with every reason, and how many came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from playbooks.winning_back import Leaver, WinBackVerdict, Windows, judged
from workspace.mended import MendedThemes
from workspace.own_files import plays_of
from workspace.silenced import accounts_not_contacted
from workspace.tools.session import Session

if TYPE_CHECKING:
    from accounts.departures import Departure, Return

WIN_BACK = "win-back"
RETURN_MONTHS = 24
_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class WinBackLine:
    """An account that left. ``arr``: what it paid a year before it left, opened by ``figure``; empty without."""

    departure: Departure
    name: str
    owner: str
    arr: float
    figure: str
    verdict: WinBackVerdict


@dataclass(frozen=True, slots=True)
class Returns:
    """Accounts that stopped paying in the last ``months`` months, those of them that pay again, and their MRR now;
    ``low`` and ``high``: 95 % Wilson interval of the share. ``asked``: how many of them a win-back was run on, and
    ``asked_returned`` of those."""

    months: int
    stopped: int
    returned: int
    mrr: float
    share: float | None
    low: float | None
    high: float | None
    asked: int
    asked_returned: int


@dataclass(frozen=True, slots=True)
class WinBackBoard:
    """All who left, those who may be asked first, then by ARR."""

    as_of: date
    currency: str
    lines: tuple[WinBackLine, ...]
    returns: Returns


def winback(session: Session) -> WinBackBoard:
    """The board on the day that the data reaches. Raises SettingsError without accounts or revenue."""
    session.need_accounts()
    if not session.book.has_revenue:
        raise SettingsError("there is no revenue data", hint="Import it: nrr import subscriptions FILE.")
    lines = sorted(
        session.leavers.values(),
        key=lambda one: (not one.verdict.eligible, -one.arr, one.departure.account),
    )
    return WinBackBoard(session.day, session.currency, tuple(lines), returns(session))


def verdicts(session: Session) -> dict[str, WinBackLine]:
    """What is said of each account that left, by id."""
    settings = session.workspace.settings.plays
    play = plays_of(session.workspace).get(WIN_BACK)
    windows = Windows(settings.windows, settings.window_days, play.play.trigger.again_days if play else 0)
    asked, silenced = last_asked(session), accounts_not_contacted(session)
    mended = MendedThemes(session)
    found = {}
    for account, left in session.departures.items():
        own = session.accounts[account]
        leaver = Leaver(
            account=account,
            left=left.day,
            reason=left.reason,
            code=left.code,
            poor_fit=left.poor_fit,
            mended=mended.for_leaver(account),
            no_contact=silenced.get(account, ""),
            asked=asked.get(account),
        )
        found[account] = WinBackLine(
            left,
            session.name(account),
            own.owner,
            12 * left.mrr,
            f"arr:{account}@{left.month}" if left.month else "",
            judged(leaver, windows, session.day),
        )
    return found


def last_asked(session: Session) -> dict[str, date]:
    """When each account was last asked to come back, by its plays."""
    found: dict[str, date] = {}
    for row in session.book.plays.to_dict("records"):
        started = row["started"].date()
        if str(row["play"]).strip().casefold() == WIN_BACK and started <= session.day:
            account = str(row["account"])
            found[account] = max(found.get(account, started), started)
    return found


def returns(session: Session) -> Returns:
    """How many of those that stopped paying in the last two years pay again."""
    from accounts.departures import stops_and_returns
    from accounts.outcomes.intervals import wilson

    found = stops_and_returns(session.book, session.day, RETURN_MONTHS)
    back = [one for one in found if one.back]
    asked = set(last_asked(session))
    share = len(back) / len(found) if found else None
    low, high = wilson(share, len(found), _Z95) if share is not None else (None, None)
    return Returns(
        months=RETURN_MONTHS,
        stopped=len(found),
        returned=len(back),
        mrr=sum(one.mrr for one in back),
        share=share,
        low=low,
        high=high,
        asked=_asked(found, asked),
        asked_returned=_asked(back, asked),
    )


def _asked(among: list[Return] | tuple[Return, ...], asked: set[str]) -> int:
    return sum(one.account in asked for one in among)
