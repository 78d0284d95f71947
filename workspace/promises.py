"""Use case: the ledger of what our staff promised, and people's word on what was kept.

Keeps the rule that nothing is kept by itself: only a person marks a promise, and undoing leaves what was said before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from foundation.text import one_line
from playbooks.promises.finding import promises_in
from playbooks.promises.standing import Mark, Says, Standing, State, claims_of, last_word, standing_of
from workspace import account_book
from workspace.as_of import chosen_day
from workspace.item_view import open_item
from workspace.search import resolve_account
from workspace.store import promises as stored
from workspace.store import tables
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.items import Part
    from playbooks.promises.promise import Promise

_CLOCK = SystemClock()
_SHORTEST_ID = 6
_AROUND = 2
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Which promises. ``undated``: those without a time too; ``month``: said in it; ``due_within``: days from the day
    that the data reaches."""

    account: str = ""
    owner: str = ""
    state: State | None = None
    due_within: int | None = None
    month: Month | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A promise with how it stands; ``name`` and ``owner`` of its account, empty where none is matched."""

    promise: Promise
    standing: Standing
    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class OpenedPromise:
    """A promise in its place: the parts of its item around it, and every mark that was made of it."""

    line: LedgerLine
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The promises asked for, overdue ones first, then by day. ``undated``: how many more were said without a time;
    ``unread``: items in which nobody can tell who spoke; ``counts``: of the lines by state."""

    as_of: date
    lines: tuple[LedgerLine, ...]
    undated: int
    unread: int
    counts: dict[str, int] = field(default_factory=dict)


_ALL = LedgerQuery()


def ledger(workspace: Workspace, query: LedgerQuery = _ALL, clock: Clock = _CLOCK) -> Ledger:
    """The ledger. Raises SettingsError for an unknown account or owner and without any data."""
    with workspace.store().read() as connection:
        day = chosen_day(connection, None, clock)
        names = account_book.account_names(connection)
        account = resolve_account(names, query.account.strip()) if query.account.strip() else ""
        owners = _owners(connection)
        if query.owner.strip():
            _check_owner(query.owner, owners)
        return _opened(connection, query, day, account, names, owners)


def ledger_of(workspace: Workspace, day: date, query: LedgerQuery) -> Ledger:
    """The ledger on a day that is known already; ``query`` names its account by id."""
    with workspace.store().read() as connection:
        names, owners = account_book.account_names(connection), _owners(connection)
        return _opened(connection, query, day, query.account, names, owners)


def mark(workspace: Workspace, wanted: str, says: Says, who: str, clock: Clock = _CLOCK) -> LedgerLine:
    """Write down that somebody says a promise was kept or broken, or takes their last word back; returns it as it then
    stands. Raises SettingsError for an unknown id, for nobody's word, and where nothing is to be taken back."""
    name = one_line(who, _LONGEST_NAME).strip()
    if not name:
        raise SettingsError("nobody says so", hint="Name who does: --by NAME.")
    with workspace.store().write("mark a promise") as connection:
        day = chosen_day(connection, None, clock)
        promise = _named(connection, wanted, day)
        if says is Says.UNDONE and last_word(stored.marks(connection).get(promise.id, ())) is None:
            raise SettingsError(f"nothing is said of promise {promise.id}", hint="There is nothing to undo.")
        stored.add_mark(connection, promise.id, promise.turn.item, Mark(says, name, clock.now()))
        return _line(connection, promise, day)


def open_promise(workspace: Workspace, wanted: str, clock: Clock = _CLOCK) -> OpenedPromise:
    """The promise whose id begins with ``wanted``, in its place. Raises SettingsError for an unknown id."""
    with workspace.store().read() as connection:
        day = chosen_day(connection, None, clock)
        promise = _named(connection, wanted, day)
        line = _line(connection, promise, day)
        made = stored.marks(connection).get(promise.id, ())
    parts = open_item(workspace, promise.turn.item).parts
    at = next((at for at, one in enumerate(parts) if one.id == promise.turn.part), 0)
    return OpenedPromise(line, parts[max(0, at - _AROUND) : at + _AROUND + 1], made)


def _line(connection: Connection, promise: Promise, day: date) -> LedgerLine:
    account = promise.turn.account
    spoken = claims_of(dict(stored.remarks(connection, {account} - {""}, day)).get(account, ()))
    standing = standing_of(promise, stored.marks(connection).get(promise.id, ()), spoken, day)
    name = account_book.account_names(connection).get(account, "")
    return LedgerLine(promise, standing, name, _owners(connection).get(account, ""))


def _opened(
    connection: Connection,
    query: LedgerQuery,
    day: date,
    account: str,
    names: dict[str, str],
    owners: dict[str, str],
) -> Ledger:
    found = [one for one in _found(connection, day, account) if _asked(one, query, day, owners)]
    dated = [one for one in found if one.due is not None]
    marked = stored.marks(connection)
    shown = found if query.undated else [one for one in found if one.due is not None or one.id in marked]
    spoken = {
        key: claims_of(said)
        for key, said in stored.remarks(connection, {one.turn.account for one in shown} - {""}, day)
    }
    lines = [
        LedgerLine(
            one,
            standing_of(one, marked.get(one.id, ()), spoken.get(one.turn.account, ()), day),
            names.get(one.turn.account, ""),
            owners.get(one.turn.account, ""),
        )
        for one in shown
    ]
    if query.state is not None:
        lines = [one for one in lines if one.standing.state is query.state]
    lines.sort(key=_rank)
    return Ledger(
        day,
        tuple(lines),
        0 if query.undated else len(found) - len(dated),
        stored.unknown_turns(connection, day, account),
        dict(Counter(one.standing.state.value for one in lines)),
    )


def _found(
    connection: Connection, day: date, account: str = "", items: Iterable[str] | None = None
) -> list[Promise]:
    return [
        promise
        for _, turns in stored.staff_turns(connection, day, account, items)
        for promise in promises_in(turns)
    ]


def _asked(promise: Promise, query: LedgerQuery, day: date, owners: dict[str, str]) -> bool:
    if (
        query.owner.strip()
        and owners.get(promise.turn.account, "").casefold() != query.owner.strip().casefold()
    ):
        return False
    if query.month is not None and Month.of(promise.turn.day) != query.month:
        return False
    if query.due_within is None:
        return True
    return promise.day is not None and day <= promise.day <= day + timedelta(days=query.due_within)


_ORDER = (State.OVERDUE, State.OPEN, State.SEEMS_KEPT, State.BROKEN, State.KEPT)


def _rank(line: LedgerLine) -> tuple[int, date, str, str]:
    due = line.promise.day or date.max
    return _ORDER.index(line.standing.state), due, line.promise.turn.account, line.promise.id


def _named(connection: Connection, wanted: str, day: date) -> Promise:
    """The promise whose id begins with ``wanted``."""
    start = wanted.strip().casefold()
    if len(start) < _SHORTEST_ID:
        raise SettingsError(
            f"{wanted!r} is too short for a promise's id",
            hint="Give at least six signs; nrr promises lists them.",
        )
    found = {one.id: one for one in _found(connection, day) if one.id.startswith(start)}
    if not found:
        raise SettingsError(
            f"there is no promise {wanted!r}", hint="nrr promises --undated lists all with their ids."
        )
    if len(found) > 1:
        raise SettingsError(
            f"{len(found)} promises begin with {wanted!r}", hint=f"Give more of: {', '.join(found)}."
        )
    return next(iter(found.values()))


def _owners(connection: Connection) -> dict[str, str]:
    return {str(row["id"]): str(row.get("owner") or "") for row in tables.rows(connection, "accounts")}


def _check_owner(owner: str, owners: dict[str, str]) -> None:
    known = sorted({one for one in owners.values() if one})
    if owner.strip().casefold() not in {one.casefold() for one in known}:
        raise SettingsError(
            f"no account is owned by {owner.strip()!r}", hint=f"There are: {', '.join(known[:12]) or 'none'}."
        )
