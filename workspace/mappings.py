"""Use cases: named column mappings of the workspace, and which of them an import is read with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.errors import SettingsError, SourceError
from foundation.text import one_line
from workspace.store import mappings as stored
from workspace.store.mappings import SavedMapping
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ingest.items import ImportReport
    from workspace.importing import ImportRequest

_LONGEST = 60
_LOOKED_AT = 50  # files whose columns are compared with saved mappings


def list_mappings(workspace: Workspace) -> list[SavedMapping]:
    """All saved mappings, by name."""
    with workspace.store().read() as connection:
        return stored.mappings(connection)


def mapping_named(workspace: Workspace, name: str) -> SavedMapping:
    """The mapping of this name; SettingsError with the nearest names when there is none."""
    return _named(list_mappings(workspace), name)


def delete_mapping(workspace: Workspace, name: str) -> SavedMapping:
    """Take a mapping away and return what it was; SettingsError when there is none."""
    with workspace.store().write("delete a mapping") as connection:
        saved = _named(stored.mappings(connection), name)
        stored.delete_mapping(connection, saved.name)
        return saved


def checked_name(name: str) -> str:
    """A name that a mapping may have; SettingsError for an empty, long or ambiguous one."""
    plain = one_line(name).strip()
    if not plain or len(plain) > _LONGEST or {"=", ","} & set(plain):
        raise SettingsError(
            f"a mapping cannot be called {plain[:_LONGEST]!r}",
            hint=f"Use 1 to {_LONGEST} characters without = and comma.",
        )
    return plain


def with_saved(
    workspace: Workspace, request: ImportRequest, files: Sequence[Path]
) -> tuple[ImportRequest, str]:
    """The request with a saved mapping in it, and the line that says so; the request as it is and nothing
    when none is asked for or fits. What the operator says goes before what is saved, field by field.

    SettingsError for a mapping that is not there or is for another kind.
    """
    if request.save_map:
        checked_name(request.save_map)
    if request.use_map:
        saved = mapping_named(workspace, request.use_map)
        if saved.kind != request.kind:
            raise SettingsError(
                f"the mapping {saved.name!r} is for {saved.kind}, not for {request.kind}",
                hint="List them with `nrr mappings`.",
            )
        return _applied(request, saved), f"read with the saved mapping {saved.name!r}"
    if request.no_saved_map:
        return request, ""
    looked = [request.manifest] if request.kind == "calls" and request.manifest else list(files)
    fits = fitting(list_mappings(workspace), request.kind, looked)
    if fits is None:
        return request, ""
    line = f"its columns are those of the saved mapping {fits.name!r}, which was used"
    said = "; what --map and --set say went before it" if request.mapping or request.constants else ""
    return _applied(request, fits), f"{line}{said}; --no-saved-map reads without it"


def fitting(known: Sequence[SavedMapping], kind: str, files: Sequence[Path]) -> SavedMapping | None:
    """The newest mapping of ``kind`` made on the very columns that all ``files`` have; None without one."""
    own = [saved for saved in known if saved.kind == kind and saved.headers]
    if not own or len(files) > _LOOKED_AT:
        return None
    prints = {headers_of_files([file]) for file in files}
    fits = [saved for saved in own if prints == {saved.headers}]
    return max(fits, key=lambda saved: (saved.at, saved.name), default=None)


def headers_of_files(files: Sequence[Path]) -> tuple[str, ...]:
    """The plain names of all columns of ``files``, sorted; empty where they cannot be read as tables."""
    from ingest.detection import fingerprint_of
    from ingest.files import listed_files
    from ingest.records import open_records
    from ingest.sources.typed_rows import sampled

    try:
        rows = [row for file in listed_files(files) for row in sampled(open_records(file))]
    except (SourceError, OSError):
        return ()
    return fingerprint_of(list(dict.fromkeys(header for row in rows for header in row)))


def keep(
    connection: Connection,
    request: ImportRequest,
    report: ImportReport,
    headers: tuple[str, ...],
    now: datetime,
) -> str:
    """Save the mapping that an import was read with under ``request.save_map``; returns the line to say,
    which for a trial is what would be.

    SettingsError when the name belongs to a mapping of another kind.
    """
    name = checked_name(request.save_map)
    used = {**report.proposed, **request.mapping}
    if not used and not request.constants:
        return "every column is known by name, so there was no mapping to save"
    before = next((saved for saved in stored.mappings(connection) if saved.name == name), None)
    if before is not None and before.kind != request.kind:
        raise SettingsError(
            f"the mapping {name!r} is for {before.kind}",
            hint=f"Choose another name, or `nrr mappings delete {name}`.",
        )
    saved = SavedMapping(name, request.kind, used, dict(request.constants), headers, now)
    stored.save_mapping(connection, saved)
    verb = f"{'would be ' if request.dry_run else ''}{'replaced' if before else 'saved'}"
    return f"mapping {name!r} {verb}: {described(used, request.constants)}"


def described(mapping: Mapping[str, str], constants: Mapping[str, str]) -> str:
    """A mapping on one line, as the options that say the same."""
    parts = [f"{field}={column}" for field, column in mapping.items()]
    parts += [f"{field} always {value!r}" for field, value in constants.items()]
    return one_line(", ".join(parts))


def over(
    saved: SavedMapping, mapping: Mapping[str, str], constants: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Columns and constants of ``saved`` with the operator's on top. A column that the operator gives to one
    field leaves the field it was saved for, and a constant of nothing is taken away."""
    from ingest.mapping import plain_name

    moved = {plain_name(column) for column in mapping.values() if column}
    kept = {field: column for field, column in saved.mapping.items() if plain_name(column) not in moved}
    values = {**saved.constants, **constants}
    return {**kept, **mapping}, {field: value for field, value in values.items() if value}


def _applied(request: ImportRequest, saved: SavedMapping) -> ImportRequest:
    mapping, constants = over(saved, request.mapping, request.constants)
    return replace(request, mapping=mapping, constants=constants)


def _named(known: Sequence[SavedMapping], name: str) -> SavedMapping:
    found = next((saved for saved in known if saved.name == name), None)
    if found is not None:
        return found
    near = get_close_matches(name, [saved.name for saved in known], n=1)
    hint = f"Did you mean {near[0]!r}?" if near else "List them with `nrr mappings`."
    raise SettingsError(f"there is no mapping {one_line(name)!r}", hint=hint)
