"""Use case: what later imports and hand assignments changed of one item, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from foundation.errors import SettingsError
from foundation.text import one_line
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One change. ``field`` is ``account``, ``status``, ``priority``, ``score``, ``assignee``, ``date``,
    ``subject``, ``tags``, ``text``, ``part`` or ``item``; of words there is no before, and ``after`` is only
    ``changed``, ``redacted``, ``added`` or ``gone``. ``part_id`` is set for parts. ``when`` is when it was
    imported or assigned, ``version`` the version's time at its source (empty: not known), both in UTC."""

    field: str
    before: str
    after: str
    part_id: str
    when: datetime | None
    version: str
    by_hand: bool


def changes(workspace: Workspace, item_id: str) -> tuple[ItemChange, ...]:
    """The changes of an item, by its id or by what its source calls it. Raises SettingsError when the store
    never had it, or has several of that name."""
    from workspace.store import changes as store
    from workspace.store import imports, matches
    from workspace.store.values import time_of

    with workspace.store().read() as connection:
        found = matches.item_ids(connection, item_id.strip()) or [item_id.strip()]
        if len(found) > 1:
            raise SettingsError(
                f"{len(found)} items are called {one_line(item_id)!r}",
                hint=f"Give an id: {', '.join(found[:5])}.",
            )
        rows = store.changes_of(connection, found[0])
        if not rows and not matches.accounts_of(connection, found):
            raise SettingsError(
                f"no item is called {one_line(item_id)!r}", hint="`nrr theme ID --json` has items' ids."
            )
        times = {one.id: one.at for one in imports.imports(connection)}
    found_changes = [
        ItemChange(
            field=row.field,
            before=row.before,
            after=row.after,
            part_id=row.part_id,
            when=_by_hand(row.origin) or times.get(row.origin),
            version=time_of(row.at).isoformat() if row.at else "",
            by_hand=_by_hand(row.origin) is not None,
        )
        for row in rows
    ]
    return tuple(sorted(found_changes, key=lambda one: one.when.isoformat() if one.when else "~"))


def _by_hand(origin: str) -> datetime | None:
    hand = "by hand "
    return datetime.fromisoformat(origin.removeprefix(hand)) if origin.startswith(hand) else None
