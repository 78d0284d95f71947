"""Churn risk as the gates of other rooms look at it: the one risk of the product, and whether it is a probability."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workspace.churn import risks_at
from workspace.store import feedback_views

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.expansion.inputs import RiskOf
    from workspace.workspace import Workspace


def risk_of(workspace: Workspace, connection: Connection, book: AccountBook, as_of: date) -> RiskOf:
    """The risk of each account on a day, by the method that has earned it; those without enough data are absent."""
    from accounts.expansion.inputs import RiskOf

    signals = feedback_views.feedback_signals(connection, as_of, members=book.members)
    found = risks_at(workspace, book, signals, as_of)
    return RiskOf(found.by_account(), found.calibrated)
