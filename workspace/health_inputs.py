"""What health looks at, read from the store in one moment: the book, feedback, statements with their themes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from accounts.figures import SaidSignal
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.store import feedback_views, runs, said_views
from workspace.themes import shown
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.health.context import HealthFeedback
    from accounts.health.scores import HealthParams


@dataclass(frozen=True, slots=True)
class HealthInputs:
    """The book and the feedback known by ``as_of``; ``last_heard`` is each account's latest day of feedback."""

    as_of: date
    book: AccountBook
    feedback: HealthFeedback
    last_heard: dict[str, date]


def read_inputs(workspace: Workspace, connection: Connection, as_of: date) -> HealthInputs:
    """Everything known by ``as_of``, with subsidiaries counted for the account that the settings say."""
    from accounts.health.context import HealthFeedback

    book = load_book(workspace, connection)
    if not book.account_ids():
        raise SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
    signals = [
        replace(one, account_id=book.members.get(one.account_id, one.account_id))
        for one in feedback_views.feedback_signals(connection, as_of)
    ]
    themes = _theme_names(connection, as_of)
    said = [
        SaidSignal(
            account_id=book.members.get(one.account_id, one.account_id),
            day=one.day,
            kind=one.kind,
            severity=one.severity,
            item=one.item,
            theme=themes.get(one.theme, ""),
        )
        for one in said_views.said_signals(connection, as_of)
    ]
    heard: dict[str, date] = {}
    for one in signals:
        heard[one.account_id] = max(one.day, heard.get(one.account_id, one.day))
    return HealthInputs(as_of, book, HealthFeedback.of(signals, said), heard)


def health_params(workspace: Workspace, *, undated: bool = True, trends: bool = True) -> HealthParams:
    """The settings that scores are computed with."""
    from accounts.health.scores import HealthParams

    settings = workspace.settings
    return HealthParams(settings.health, settings.coverage, undated, trends)


def _theme_names(connection: Connection, as_of: date) -> dict[str, str]:
    """Names of the themes, as people want them, of the latest run that is not after ``as_of``'s month."""
    month = max((one for one in runs.months(connection) if one <= Month.of(as_of)), default=None)
    run = runs.load_run(connection, month) if month else None
    if run is None:
        return {}
    return {one.theme.id: one.theme.label for one in shown(connection, run).themes}
