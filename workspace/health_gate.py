"""Health as the gates of other rooms look at it: a score and a band by account."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.expansion_inputs import HealthOf
    from workspace.workspace import Workspace


def health_of(_workspace: Workspace, _connection: Connection, _as_of: date) -> HealthOf:
    """Score and band of each account on a day; an account that is absent has no score, and its gate stays shut."""
    return {}
