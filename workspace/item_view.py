"""Use case: one feedback item in full, with staff's words as context, so that a quote is read in place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foundation.errors import SettingsError
from ingest.items import FeedbackItem, Part
from workspace.store import feedback_views, tables
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ItemView:
    """A ticket, survey answer or call: its public parts in order, and its account's name (empty without)."""

    item: FeedbackItem
    parts: tuple[Part, ...]
    account_name: str


_ID = re.compile(r"[0-9a-f]{16}")


def is_item_id(text: str) -> bool:
    """Whether ``text`` is spelled as the id of an item."""
    return _ID.fullmatch(text.strip()) is not None


def open_item(workspace: Workspace, item_id: str) -> ItemView:
    """The item of this id. Raises SettingsError when the store has none. Private notes are left out."""
    with workspace.store().read() as connection:
        stored = feedback_views.item(connection, item_id)
        if stored is None:
            raise SettingsError(
                f"there is no feedback item {item_id!r}",
                hint="`nrr theme ID` lists items with their quotes; `nrr drafts show ID` reads a draft.",
            )
        names = {str(row["id"]): str(row["name"]) for row in tables.rows(connection, "accounts")}
    shown = tuple(part for part in stored.parts if part.public)
    return ItemView(stored.item, shown, names.get(stored.account_id or "", ""))
