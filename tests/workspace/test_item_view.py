"""Opening an item: all public turns, the account's name, and a clear word when it is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from ingest.items import Role
from tests.workspace.feedback_samples import alone, comment, ticket, with_text
from workspace.item_view import open_item
from workspace.store import tables
from workspace.store.feedback import upsert_feedback
from workspace.workspace import Workspace, init_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_workspace(tmp_path / "w")


def test_it_shows_customer_and_staff_turns_but_no_private_note(workspace: Workspace) -> None:
    item = ticket("7")
    answer = comment(item.id, "1", item.assignee, "We are on it.")
    note = replace(comment(item.id, "2", item.assignee, "He always shouts."), public=False)
    with workspace.store().write("test") as connection:
        tables.upsert_rows(connection, "accounts", [{"id": "acme", "name": "Acme Ltd"}], "imp")
        upsert_feedback(connection, [with_text(item), alone(answer, note)], "imp")
    view = open_item(workspace, item.id)
    assert view.account_name == "Acme Ltd"
    assert [(part.role, part.text) for part in view.parts] == [
        (Role.CUSTOMER, "The export times out."),
        (Role.STAFF, "We are on it."),
    ]


def test_an_unknown_item_is_refused_in_one_line(workspace: Workspace) -> None:
    with pytest.raises(SettingsError, match="no feedback item 'nope'"):
        open_item(workspace, "nope")
