"""Opens how often an account spoke, for ``nrr explain``: ``said:ACCOUNT@2026-10`` are its statements in the window of
that month, ``said:ACCOUNT/ID@2026-10`` those in one theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from accounts.explanation import Explanation, Input, RowKey
from foundation.errors import SettingsError
from foundation.months import Month
from synthesis.theme_figures import SAID_FAMILY
from workspace.store import runs
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from synthesis.themes import Statement

ITEMS = "Each input is an item with that many statements; nrr explain ITEM shows it."


def explain_said(_workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT@YYYY-MM`` or ``ACCOUNT/THEME@YYYY-MM``: an account's statements in the window of a month's run."""
    named, at, month_text = subject.rpartition("@")
    if not at:
        raise SettingsError(
            f"{SAID_FAMILY}:{subject} names no month", hint=f"Write {SAID_FAMILY}:ACCOUNT@YYYY-MM."
        )
    run = finished_run(connection, Month.parse(month_text))
    said = runs.statements_of(connection, run.id, {named})
    title = f"Statements of {named} in the window of {run.month.title}"
    if not said and "/" in named:
        account, _, theme_id = named.rpartition("/")
        found = [one for one in run.themes if theme_id and one.theme.id.startswith(theme_id)]
        if len(found) != 1:
            return None
        members = set(found[0].theme.members)
        said = [one for one in runs.statements_of(connection, run.id, {account}) if one.id in members]
        title = f"Statements of {account} on “{found[0].theme.label}” in the window of {run.month.title}"
    if not said:
        return None
    inputs = by_item(said)
    return Explanation(
        figure=f"{SAID_FAMILY}:{subject}",
        title=title,
        value=float(len(said)),
        unit="statements",
        formula="sum(inputs)",
        inputs=inputs,
        rows=item_rows(said),
        words=ITEMS,
    )


def by_item(said: Iterable[Statement]) -> tuple[Input, ...]:
    """How many of the statements each item holds."""
    counted = Counter(one.item_id for one in said)
    return tuple(Input(item, float(times), "statements") for item, times in sorted(counted.items()))


def item_rows(said: Iterable[Statement]) -> tuple[RowKey, ...]:
    """The rows of the items that hold them."""
    return tuple(RowKey("feedback", (item,)) for item in sorted({one.item_id for one in said}))
