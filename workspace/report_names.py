"""Every name that a masked copy must not hold: of accounts, of people at them and of ours, and their domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.clues import called_after, short_name
from workspace.store import assignments, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workspace.workspace import Workspace


def names_of_others(workspace: Workspace, account: str) -> frozenset[str]:
    """The names, ids and domains of every account but one, and of the people there: what a page for that one must not
    hold."""
    found: set[str] = set()
    own: set[str] = set()
    with workspace.store().read() as connection:
        for row in tables.rows(connection, "accounts"):
            (own if row["id"] == account else found).update(_called(row))
        for kind, key, assigned in assignments.assigned_clues(connection):
            (own if assigned == account else found).update(_clue(kind, key))
        for row in tables.rows(connection, "contacts"):
            held = own if row["account"] == account else found
            held.update(_texts((row.get("name"), row.get("email"))))
    return frozenset(found - own)


def known_names(workspace: Workspace) -> frozenset[str]:
    """The names on record, by the tables that hold them, and what people assigned by hand or a help desk calls them."""
    company = workspace.settings.company
    found: set[str] = {*company.staff_domains, *company.staff_names}
    with workspace.store().read() as connection:
        for row in tables.rows(connection, "accounts"):
            found.update(_called(row), _texts(row.get(key) for key in ("owner", "executive_sponsor")))
        for kind, key, _ in assignments.assigned_clues(connection):
            found.update(_clue(kind, key))
        for one in assignments.organizations(connection):
            found.update(_names(one.name), *map(_domain, one.domains))
        for row in tables.rows(connection, "contacts"):
            found.update(_texts((row.get("name"), row.get("email"))))
        for row in tables.rows(connection, "community"):
            found.update(_texts((row.get("person"),)))
    return frozenset(found)


def _called(row: Mapping[str, object]) -> set[str]:
    """What an account is called: its id, its names with legal form and without, its domains and what stands in them."""
    found = set(_texts((row["id"],)))
    for name in (*_listed(row["name"]), *_listed(row.get("aliases"))):
        found.update(_names(name))
    for host in _listed(row.get("domains")):
        found.update(_domain(host))
    return found


def _clue(kind: str, key: str) -> set[str]:
    return _domain(key) if kind == "domain" else _names(key)


def _names(name: str) -> set[str]:
    return set(_texts((name, short_name(name))))


def _domain(host: str) -> set[str]:
    return set(_texts((host, called_after(host))))


def _listed(value: object) -> list[str]:
    """The texts of a cell that holds one or several."""
    return _texts(value if isinstance(value, list | tuple) else (value,))


def _texts(values: Iterable[object]) -> list[str]:
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]
