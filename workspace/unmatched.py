"""Use case: feedback that found no account, and what a person says it belongs to.

An assignment holds for all items that fit, now and in later imports, and beats everything that was learnt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.text import one_line
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.matching import AccountDirectory
    from ingest.nearest import Candidate
    from workspace.store.matches import Unmatched, UnmatchedItem

CLUES = ("organization", "name", "domain", "external", "account")
"""What groups can be assigned by, best first; ``item`` assigns a single one."""

_WORDS = {"external": "external id", "name": "organization", "account": "account column"}


@dataclass(frozen=True, slots=True)
class UnmatchedGroup:
    """Unmatched items with the same best clue. ``kind`` is one of ``CLUES`` or ``none``, where items name
    nothing that an account can be told by and are assigned one by one; ``value`` goes back to ``assign``;
    ``title`` is for people. ``first`` and ``last`` are days in UTC. ``examples`` are item ids."""

    kind: str
    value: str
    title: str
    items: int
    sources: tuple[str, ...]
    first: date
    last: date
    reason: str
    nearest: tuple[Candidate, ...]
    examples: tuple[str, ...]

    @property
    def words(self) -> str:
        """``domain kestrel-robotics.example``."""
        return "no clue" if self.kind == "none" else f"{_WORDS.get(self.kind, self.kind)} {self.title}"


def unmatched(workspace: Workspace, limit: int | None = 20) -> tuple[UnmatchedGroup, ...]:
    """Unmatched feedback by its best clue, the most items first, ties by clue."""
    from workspace.store import assignments, matches

    with workspace.store().read() as connection:
        directory = assignments.directory(connection)
        groups: dict[tuple[str, str], list[Unmatched]] = {}
        for found in matches.unmatched_by_hints(connection):
            groups.setdefault(_best(found.hints), []).append(found)
    groups = _under_their_host(groups)
    order = sorted(groups, key=lambda clue: (-sum(one.items for one in groups[clue]), clue))
    return tuple(_group(directory, clue, groups[clue]) for clue in order[:limit])


def clueless(workspace: Workspace, limit: int | None = None) -> tuple[UnmatchedItem, ...]:
    """Unmatched items that name nothing an account can be told by, the latest first: each is assigned on its own."""
    from workspace.store import matches

    with workspace.store().read() as connection:
        found = (one for one in matches.unmatched_items(connection) if _best(one.hints)[0] == "none")
        return tuple(islice(found, limit))


def assign(workspace: Workspace, clue_kind: str, clue_value: str, account_id: str, clock: Clock) -> int:
    """Give all items with this clue to the account (its id or name), now and in later imports; returns how
    many items changed their account.

    ``clue_kind``: ``domain``, ``organization`` (an id, or a name), ``name``, ``external``, ``account``, or
    ``item`` for the one item of this id. Raises SettingsError for an account that is not in the book, a
    free-mail domain, an item that is not there.
    """
    from workspace.account_book import account_names
    from workspace.search import resolve_account
    from workspace.store import assignments
    from workspace.store.values import time_text

    with workspace.store().write("assign feedback") as connection:
        account = resolve_account(account_names(connection), account_id)
        kind, key = _clue(connection, clue_kind, clue_value)
        if kind == "item":
            assignments.assign_item(connection, key, account, clock.now())
        else:
            assignments.assign_clue(connection, kind, key, account)
        return settle_accounts(connection, f"by hand {time_text(clock.now())}")


def unassign(workspace: Workspace, clue_kind: str, clue_value: str, clock: Clock) -> int:
    """Take an assignment back; returns how many items changed their account. Raises SettingsError when
    nothing was assigned by this clue."""
    from workspace.store import assignments
    from workspace.store.values import time_text

    with workspace.store().write("take an assignment back") as connection:
        kind, key = _clue(connection, clue_kind, clue_value)
        if kind == "item":
            found = assignments.unassign_item(connection, key)
        else:
            found = assignments.unassign_clue(connection, kind, key)
        if not found:
            raise SettingsError(
                f"nothing was assigned by hand for {clue_kind} {one_line(clue_value)!r}",
                hint="`nrr import unmatched --assigned` lists what was.",
            )
        return settle_accounts(connection, f"by hand {time_text(clock.now())}")


def assigned(workspace: Workspace) -> tuple[tuple[str, str, str], ...]:
    """All hand assignments: kind of clue (or ``item``), its value, the account's id."""
    from workspace.store import assignments

    with workspace.store().read() as connection:
        items = sorted(assignments.assigned_items(connection).items())
        clues = assignments.assigned_clues(connection)
    return (*clues, *(("item", item_id, account) for item_id, account in items))


def settle_accounts(connection: Connection, origin: str) -> int:
    """Work out every item's account from what is known now; returns how many changed. ``origin`` is what
    their history says did it: an import's id, or ``by hand`` and when."""
    from ingest.context import hint_of_stored
    from workspace.store import assignments, changes, matches

    directory = assignments.directory(connection)
    moved = matches.rematch(connection, lambda hints: directory.match(hint_of_stored(hints)), everything=True)
    changes.save_changes(
        connection,
        (
            changes.Change(one.item_id, origin, "account", one.before or "", one.after or "", "")
            for one in moved
        ),
    )
    return len(moved)


def _best(hints: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The clue that a person can tell most by; free mail tells nothing."""
    from ingest.free_mail import is_free_mail

    known = dict(hints)
    for kind in CLUES:
        value = known.get(kind, "")
        if value and not (kind == "domain" and is_free_mail(value)):
            return kind, value
    return "none", ""


def _under_their_host(
    groups: dict[tuple[str, str], list[Unmatched]],
) -> dict[tuple[str, str], list[Unmatched]]:
    """Groups of hosts below another group's host join it, as one assignment gives away both."""
    from ingest.clues import upward

    joined: dict[tuple[str, str], list[Unmatched]] = {}
    for (kind, value), found in groups.items():
        above = [host for host in upward(value) if ("domain", host) in groups] if kind == "domain" else []
        joined.setdefault((kind, above[-1] if above else value), []).extend(found)
    return joined


def _group(directory: AccountDirectory, clue: tuple[str, str], found: list[Unmatched]) -> UnmatchedGroup:
    from ingest.nearest import nearest

    kind, value = clue
    organization = directory.organizations.get(value) if kind == "organization" else None
    title = organization.name if organization is not None and organization.name else value
    ids = sorted({item_id for one in found for item_id in one.ids})
    return UnmatchedGroup(
        kind=kind,
        value=value,
        title=one_line(title),
        items=sum(one.items for one in found),
        sources=tuple(sorted({one.source for one in found})),
        first=date.fromisoformat(min(one.first for one in found)),
        last=date.fromisoformat(max(one.last for one in found)),
        reason=max(found, key=lambda one: (one.items, one.reason)).reason,
        nearest=() if kind == "none" else nearest(directory, kind, value, title),
        examples=tuple(ids[:3]),
    )


def _clue(connection: Connection, kind: str, value: str) -> tuple[str, str]:
    """The clue as it is kept. An organization is known by its id where there is one of this id, else by its
    name. Raises SettingsError for what cannot be assigned."""
    from ingest.clues import clue_key
    from ingest.free_mail import is_free_mail
    from workspace.store import assignments

    if kind == "item":
        return kind, _item(connection, value)
    if kind not in CLUES:
        raise SettingsError(f"there is no clue {kind!r}", hint=f"Clues: {', '.join(CLUES)}, item.")
    if kind == "organization":
        wanted = clue_key(kind, value)
        ids = {clue_key(kind, one.id) for one in assignments.organizations(connection)}
        kind = kind if wanted in ids or wanted.isdigit() else "name"
    key = clue_key(kind, value)
    if not key or ("@" in value and kind != "domain"):
        raise SettingsError(f"{one_line(value)!r} is no {kind}", hint="`nrr import unmatched` lists clues.")
    if kind == "domain" and ("." not in key or is_free_mail(key)):
        raise SettingsError(
            f"{key} is {'a free-mail domain' if '.' in key else 'no domain'}, which tells no account",
            hint="Assign its items one by one: nrr import assign --item ID ACCOUNT.",
        )
    return kind, key


def _item(connection: Connection, wanted: str) -> str:
    from workspace.store import matches

    found = matches.item_ids(connection, wanted.strip())
    if len(found) != 1:
        raise SettingsError(
            f"{len(found) or 'no'} items are called {one_line(wanted)!r}",
            hint=f"Give an id: {', '.join(found[:5])}."
            if found
            else "`nrr import unmatched --json` has ids.",
        )
    return found[0]
