"""What health looks at, read from the store in one moment: the book, feedback, statements with their themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.store import feedback_views, runs, said_views
from workspace.themes import RunOf, shown_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.figures import FeedbackSignal
    from accounts.health.context import HealthFeedback
    from accounts.health.scores import HealthParams


@dataclass(frozen=True, slots=True)
class HealthInputs:
    """The book and the feedback known by ``as_of``, as rows (``signals``, of the accounts that they count for) and as
    what health looks at; ``last_heard`` is each account's latest day of feedback."""

    as_of: date
    book: AccountBook
    signals: list[FeedbackSignal]
    feedback: HealthFeedback
    last_heard: dict[str, date]


def read_inputs(
    workspace: Workspace, connection: Connection, as_of: date, run_of: RunOf = shown_run
) -> HealthInputs:
    """Everything known by ``as_of``, with subsidiaries counted for the account that the settings say. ``run_of`` reads
    a month's run, or has it at hand."""
    from accounts.health.context import HealthFeedback

    book = load_book(workspace, connection)
    if not book.account_ids():
        raise SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
    signals = feedback_views.feedback_signals(connection, as_of, members=book.members)
    said = said_views.said_signals(connection, as_of, book.members, _theme_of(connection, as_of, run_of))
    heard: dict[str, date] = {}
    for one in signals:
        heard[one.account_id] = max(one.day, heard.get(one.account_id, one.day))
    return HealthInputs(as_of, book, signals, HealthFeedback.of(signals, said), heard)


def health_params(workspace: Workspace, *, undated: bool = True, trends: bool = True) -> HealthParams:
    """The settings that scores are computed with."""
    from accounts.health.scores import HealthParams

    settings = workspace.settings
    return HealthParams(settings.health, settings.coverage, undated, trends)


def _theme_of(connection: Connection, as_of: date, run_of: RunOf) -> dict[str, str]:
    """By statement the name of its theme, as people want it, in the latest run that is not after ``as_of``'s month."""
    month = max((one for one in runs.months(connection) if one <= Month.of(as_of)), default=None)
    run = run_of(connection, month) if month else None
    themes = [] if run is None else [one.theme for one in run.themes]
    return {key: one.label for one in themes for key in one.members}
