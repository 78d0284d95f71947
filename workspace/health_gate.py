"""Health as the gates of other rooms look at it: a score and a band by account."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workspace.health import scored_book

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.expansion.inputs import HealthOf
    from workspace.workspace import Workspace


def health_of(workspace: Workspace, connection: Connection, as_of: date) -> HealthOf:
    """Score and band of each account that pays on a day; one that is absent or without enough data has no score,
    and its gate stays shut."""
    found = scored_book(workspace, connection, as_of)
    return {account: (line.score, line.band) for account, line in found.lines.items()}
