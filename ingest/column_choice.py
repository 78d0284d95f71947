"""Settles which column of a file each field is read from: by the operator's word, by known names, by proposal.

A proposal that is sure is used and said; one that is only possible stops the import where the field is
required, with the option to confirm it. Nothing is guessed in silence.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.tables import Table
from foundation.errors import SourceError
from ingest.mapping import require, resolve

if TYPE_CHECKING:
    from ingest.matching import AccountDirectory
    from ingest.proposals import Proposal

SAMPLE = 300
"""Rows that a proposal looks at."""
_HINTED = 0.65  # from here on an optional field's column is named in a note
_ONE_OF = {"nps": ("score", "comment")}


@dataclass(frozen=True, slots=True)
class Choice:
    """``found``: field to column. ``proposed`` are those of them that a sure proposal gave; ``notes`` are the
    lines that say so, and what else may be meant."""

    found: dict[str, str]
    proposed: dict[str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator said of a file: its name and place for people, fields to columns, values for every
    row, and the accounts that its values may name."""

    name: str
    place: str
    mapping: dict[str, str]
    constants: dict[str, str]
    directory: AccountDirectory | None = None


def choose(
    table: Table, headers: Sequence[str], rows: Iterable[Mapping[str, object]], asked: Asked
) -> Choice:
    """Columns of every field that has one. ``rows`` are a few hundred of the file's, read only when a field
    has no column yet and a column no field.

    SourceError for a mapped column that is not there and for a required field without a sure column.
    """
    found = resolve(table, headers, asked.mapping, asked.place)
    free = [header for header in headers if header and header not in found.values()]
    open_fields = [
        column.name
        for column in table.columns
        if column.name not in found and column.name not in (asked.constants | asked.mapping)
    ]
    if not free or not open_fields:
        require(table, found, asked.constants, headers, asked.place)
        return Choice(found, {}, ())
    offered = _offered(table, headers, rows, found, asked)
    wanted = [proposal for proposal in offered if proposal.field in open_fields]
    return _chosen(table, headers, found, wanted, asked)


def _offered(
    table: Table,
    headers: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    found: Mapping[str, str],
    asked: Asked,
) -> tuple[Proposal, ...]:
    from ingest.column_profile import KnownAccounts, profiles
    from ingest.proposals import propose_fields

    known = None if asked.directory is None else KnownAccounts.of(asked.directory)
    without = [name for name, column in asked.mapping.items() if not column]
    return propose_fields(table.kind, profiles(headers, rows, known), found, without)


def _chosen(
    table: Table, headers: Sequence[str], found: dict[str, str], wanted: Sequence[Proposal], asked: Asked
) -> Choice:
    from ingest.proposals import POSSIBLE, SURE

    sure = {proposal.field: proposal.column for proposal in wanted if proposal.confidence >= SURE}
    notes = [
        f"{asked.name}: column {proposal.column!r} read as {proposal.field} ({proposal.confidence:.2f})"
        for proposal in wanted
        if proposal.field in sure
    ]
    whole = found | sure
    possible = [proposal for proposal in wanted if POSSIBLE <= proposal.confidence < SURE]
    missing = missing_fields(table, {*whole, *asked.constants})
    confirm = [proposal for proposal in possible if proposal.field in missing]
    if confirm:
        raise _unsure(
            table, missing, [proposal for proposal in wanted if proposal.confidence >= POSSIBLE], asked
        )
    require(table, whole, asked.constants, headers, asked.place)
    notes += [
        f"{asked.name}: column {proposal.column!r} may be {proposal.field} ({proposal.confidence:.2f}); "
        f"to read it: --map {map_option({proposal.field: proposal.column})}"
        for proposal in possible
        if proposal.confidence >= _HINTED
    ]
    return Choice(whole, sure, tuple(notes))


def missing_fields(table: Table, there: Iterable[str]) -> list[str]:
    """Fields without which a file of this kind is worth nothing and that are not ``there``."""
    has = set(there)
    missing = [column.name for column in table.columns if column.required and column.name not in has]
    either = _ONE_OF.get(table.kind, ())
    return missing if has.intersection(either) else [*missing, *either]


def map_option(fields: Mapping[str, str]) -> str:
    """What stands after ``--map`` for these fields and columns, quoted for a shell."""
    return shlex.quote(",".join(f"{field}={column}" for field, column in fields.items()))


def _unsure(table: Table, missing: Sequence[str], offered: Sequence[Proposal], asked: Asked) -> SourceError:
    """The error whose last words are the option with every column that is ``offered``: nothing that was
    proposed is lost by following it, and no full stop sticks to it."""
    from ingest.proposals import SURE

    shown = ", ".join(
        f"{proposal.column[:60]!r} may be {proposal.field} ({proposal.confidence:.2f})"
        for proposal in sorted(offered, key=lambda proposal: proposal.field not in missing)
        if proposal.confidence < SURE
    )
    line = map_option({**asked.mapping, **{proposal.field: proposal.column for proposal in offered}})
    covered = {proposal.field for proposal in offered}
    either = _ONE_OF.get(table.kind, ())
    rest = [name for name in missing if name not in covered and name not in either]
    more = f"Nothing looks like {', '.join(rest)}: add it with {rest[0]}=COLUMN. " if rest else ""
    return SourceError(
        f"no sure column for {', '.join(missing)}",
        path=asked.place,
        hint=f"{shown}. {more}If that is right, use: --map {line}",
    )
