"""Every name that a masked copy must not hold: of accounts, of people at them and of ours, and their domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workspace.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workspace.workspace import Workspace


def names_of_others(workspace: Workspace, account: str) -> frozenset[str]:
    """The names, ids and domains of every account but one, and of the people there: what a page for that one must not
    hold."""
    found: set[str] = set()
    own: set[str] = set()
    with workspace.store().read() as connection:
        for row in tables.rows(connection, "accounts"):
            held = own if row["id"] == account else found
            held.update(_texts((row["id"], row["name"])))
            for key in ("domains", "aliases"):
                held.update(_listed(row.get(key)))
        for row in tables.rows(connection, "contacts"):
            held = own if row["account"] == account else found
            held.update(_texts((row.get("name"), row.get("email"))))
    return frozenset(found - own)


def known_names(workspace: Workspace) -> frozenset[str]:
    """The names on record, by the tables that hold them."""
    company = workspace.settings.company
    found: set[str] = {*company.staff_domains, *company.staff_names}
    with workspace.store().read() as connection:
        for row in tables.rows(connection, "accounts"):
            found.update(_texts(row.get(key) for key in ("id", "name", "owner", "executive_sponsor")))
            for key in ("domains", "aliases"):
                found.update(_listed(row.get(key)))
        for row in tables.rows(connection, "contacts"):
            found.update(_texts((row.get("name"), row.get("email"))))
        for row in tables.rows(connection, "community"):
            found.update(_texts((row.get("person"),)))
    return frozenset(found)


def _listed(value: object) -> list[str]:
    """The texts of a cell that holds one or several."""
    return _texts(value if isinstance(value, list | tuple) else (value,))


def _texts(values: Iterable[object]) -> list[str]:
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]
