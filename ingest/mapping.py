"""Finds a table's fields in a file's columns: by the operator's word first, then by name and known aliases.

Names are compared without case, spaces and punctuation, never by position. A field that is required and not
found is an error that lists the columns there are and the option that settles it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from accounts.tables import Table
from foundation.errors import SettingsError, SourceError

_NOISE = re.compile(r"[\W_]+")


def plain_name(header: str) -> str:
    """A header without case, spaces and punctuation: ``Account ID`` and ``account_id`` are equal."""
    return _NOISE.sub("", header.casefold())


def check_fields(table: Table, mapping: Mapping[str, str], constants: Mapping[str, str]) -> None:
    """SettingsError when ``--map`` or ``--set`` names a field that the table does not have, or ``--set`` a value
    that the field cannot have."""
    known = [column.name for column in table.columns]
    for option, names in (("--map", mapping), ("--set", constants)):
        for name in names:
            if name not in known:
                raise SettingsError(
                    f"{option} names the field {name!r}, which {table.kind} do not have",
                    hint=f"Fields: {', '.join(known)}.",
                )
    for column in table.columns:
        said = constants.get(column.name)
        if said and column.choices and said.strip().casefold() not in column.choices:
            raise SettingsError(
                f"--set {column.name} cannot be {said!r}", hint=f"Say {' or '.join(column.choices)}."
            )


def resolve(table: Table, headers: Sequence[str], mapping: Mapping[str, str], place: str) -> dict[str, str]:
    """Field name to column header for every field found; SourceError when a mapped column is not there.
    A field that is mapped to nothing (``--map field=``) is left out, whatever columns there are."""
    by_plain: dict[str, str] = {}
    for header in headers:
        by_plain.setdefault(plain_name(header), header)
    found: dict[str, str] = {}
    for name, wanted in mapping.items():
        if not wanted:
            continue
        column = wanted if wanted in headers else by_plain.get(plain_name(wanted))
        if column is None:
            raise SourceError(
                f"there is no column {wanted!r} to map to {name}", path=place, hint=_columns(headers)
            )
        found[name] = column
    taken = set(found.values())
    exact = {column.name for column in table.columns}
    for column_ in table.columns:
        if column_.name in found or mapping.get(column_.name) == "":
            continue
        for alias in (column_.name, *column_.aliases):
            header_ = by_plain.get(plain_name(alias))
            is_other_field = alias != column_.name and alias in exact
            if header_ is not None and header_ not in taken and not is_other_field:
                found[column_.name] = header_
                taken.add(header_)
                break
    return found


def require(
    table: Table, found: Mapping[str, str], constants: Mapping[str, str], headers: Sequence[str], place: str
) -> None:
    """SourceError that names every required field without a column or constant."""
    missing = [
        column.name
        for column in table.columns
        if column.required and column.name not in found and column.name not in constants
    ]
    questions = [column.ask for column in table.columns if column.ask and missing == [column.name]]
    if questions:
        raise SourceError(questions[0], path=place)
    if missing:
        options = " ".join(f"--map {name}=COLUMN" for name in missing)
        raise SourceError(
            f"no column for {', '.join(missing)}", path=place, hint=f"{_columns(headers)} Use {options}."
        )


def _columns(headers: Sequence[str]) -> str:
    shown = ", ".join(header[:40] for header in headers[:30] if header)
    more = f" and {len(headers) - 30} more" if len(headers) > 30 else ""
    return f"Columns found: {shown}{more}."
