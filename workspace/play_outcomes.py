"""Use case: what the plays of the account book did, against untouched accounts like those they were run on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.as_of import chosen_day
from workspace.store import feedback_views
from workspace.stored_names import under_stored_names
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.explanation import Explanation
    from accounts.outcomes.effects import PlayOutcome
    from accounts.outcomes.matching import Bands
    from accounts.scorecard.signal_columns import SignalColumns
    from workspace.tools.session import Session

RISK_BANDS = (0.25, 0.5)
"""Risk from which an account is of the middle and of the high band."""


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """Outcomes by a day, all plays together first. ``outcomes`` is empty where no play started by then."""

    as_of: date
    outcomes: tuple[PlayOutcome, ...]


def outcomes(workspace: Workspace, as_of: date | None = None) -> OutcomesView:
    """What each kind of play did, by ``as_of`` (by default the latest day with data).

    Raises SettingsError without plays or revenue in the book.
    """
    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
        _need_plays(book)
        day = chosen_day(connection, as_of)
        return OutcomesView(day, _outcomes(workspace, connection, book, day))


def outcomes_of(session: Session) -> OutcomesView:
    """The same of what a session has read, on its day."""
    _need_plays(session.book)
    return OutcomesView(
        session.day, _by_signals(session.workspace, session.book, session.day, session.churn_book.signals)
    )


def _need_plays(book: AccountBook) -> None:
    if book.plays.empty:
        raise SettingsError("no play is known", hint="Import them: nrr import plays FILE.")
    if not book.has_revenue:
        raise SettingsError(
            "there is no revenue data to see outcomes by",
            hint="Import it: nrr import subscriptions FILE.",
        )


def explain_outcome(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``PLAY`` or ``PLAY/mrr``, of each ``…/treated``, ``…/others``, ``…/low``, ``…/high`` and
    ``…/expected_events``, and the counts of a play, such as ``PLAY/started``, with ``@YYYY-MM-DD`` after it or by the
    latest day; ``all plays`` is one too. A play whose own name ends like that is taken by its name."""
    wanted, asked = _dated(subject)
    book = load_book(workspace, connection)
    found = _outcomes(workspace, connection, book, chosen_day(connection, asked))
    return under_stored_names(connection, book, _opened(book, found, wanted.strip().casefold()))


def _opened(book: AccountBook, found: tuple[PlayOutcome, ...], wanted: str) -> Explanation | None:
    from accounts.outcomes.bounds import BOUNDS
    from accounts.outcomes.bounds_explained import EVENTS, explain_bound, explain_events
    from accounts.outcomes.counts import count_names, explain_count
    from accounts.outcomes.effects import SIDES, explain_side
    from accounts.outcomes.effects import explain_outcome as explained

    fits = [one for one in found if wanted.startswith(one.play.casefold())]
    for outcome in sorted(fits, key=lambda one: -len(one.play)):
        rest = wanted.removeprefix(outcome.play.casefold())
        for of_change, lead in ((False, ""), (True, "/mrr")):
            if rest == lead:
                return explained(book, outcome, of_change)
            side = next((side for side in SIDES if rest == f"{lead}/{side}"), None)
            if side:
                return explain_side(book, outcome, side, of_change)
            bound = next((bound for bound in BOUNDS if rest == f"{lead}/{bound}"), None)
            if bound:
                return explain_bound(book, outcome, bound, of_change)
            if rest == f"{lead}/{EVENTS}":
                return explain_events(book, outcome, of_change)
        name = next((name for name in count_names(outcome) if rest == f"/{name.casefold()}"), None)
        if name:
            return explain_count(book, outcome, name)
    return None


def _dated(subject: str) -> tuple[str, date | None]:
    """What a subject names and the day after its last @, if there is one."""
    name, at, day = subject.rpartition("@")
    if not at:
        return subject, None
    try:
        return name, date.fromisoformat(day)
    except ValueError:
        raise SettingsError(f"{day!r} is not a day", hint="Write outcome:PLAY@YYYY-MM-DD.") from None


def _outcomes(
    workspace: Workspace, connection: Connection, book: AccountBook, day: date
) -> tuple[PlayOutcome, ...]:
    from accounts.scorecard.signal_columns import SignalColumns

    signals = feedback_views.feedback_signals(connection, day, members=book.members)
    return _by_signals(workspace, book, day, SignalColumns.of(signals, book.account_ids()))


def _by_signals(
    workspace: Workspace, book: AccountBook, day: date, columns: SignalColumns
) -> tuple[PlayOutcome, ...]:
    from accounts.outcomes.effects import play_outcomes

    return play_outcomes(book, day, risk_bands(book, columns), workspace.settings.outcomes)


def risk_bands(book: AccountBook, columns: SignalColumns) -> Bands:
    """Bands of the scorecard's risk: 1 below 25 %, 2 below 50 %, 3 above; 0 where an account is not scored. Each
    day is scored as of the last month's end by then, without columns that say only how things stand today."""
    import numpy as np

    from accounts.scorecard.scores import risk_scores

    @cache
    def at_end(month: Month) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        risk = risk_scores(book, columns, month.last_day, looking_back=True).risk
        return np.where(np.isnan(risk), 0, 1 + np.searchsorted(RISK_BANDS, risk, side="right"))

    # The scorecard takes revenue at the end of its month, so a day is scored by the last month that was over.
    return lambda day: at_end(Month.of(day + timedelta(days=1)).plus(-1))


FAMILIES = {"outcome": explain_outcome}
