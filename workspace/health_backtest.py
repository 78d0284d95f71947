"""Use case: health held against the workspace's own churn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock
from workspace.as_of import chosen_day
from workspace.figure_subjects import name_and_day
from workspace.health_inputs import health_params, read_inputs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation
    from accounts.health.backtest import Backtest


def backtest_health(workspace: Workspace, until: date | None, clock: Clock) -> Backtest:
    """The back-test over everything up to ``until`` (default: the latest day of data). Under thirty churned
    accounts its ``enough`` is False and its ``reason`` says so."""
    from accounts.health.backtest import backtest

    with workspace.store().read() as connection:
        last = chosen_day(connection, until, clock)
        inputs = read_inputs(workspace, connection, last)
    return backtest(inputs.book, inputs.feedback, last, health_params(workspace))


def explain_backtest(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``NAME@YYYY-MM-DD``; the names stand in ``accounts.health.backtest_explained``."""
    from accounts.health.backtest_explained import explain_backtest as explained
    from accounts.health.past import ground

    name, last = name_and_day("backtest", subject, "NAME")
    inputs = read_inputs(workspace, connection, last)
    return explained(inputs.book, ground(inputs.book, inputs.feedback, last, health_params(workspace)), name)


FAMILIES = {"backtest": explain_backtest}
