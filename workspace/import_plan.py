"""Use case: say what a file is and how it would be read, before anything is imported.

Samples are safe to show: redacted, or the shape of the value alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.errors import SettingsError, SourceError
from workspace.importing import AUTO, KINDS, expanded
from workspace.mappings import fitting, mapping_named, over
from workspace.store import assignments, tables
from workspace.store import mappings as stored
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.tables import Column
    from ingest.detection import Looked
    from ingest.files import SourceFile
    from ingest.proposals import Proposal

_SURE_KIND = 0.9
_LOOKED_AT = 50  # files of calls among which a manifest is looked for
_SHOWN = 0.5  # from this confidence on a column is shown


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A field and the column it would be read from (empty: none). ``confidence`` is 0 to 1; ``sample`` is
    safe to show; ``read`` says whether an import reads it as it stands, without being told."""

    field: str
    required: bool
    column: str = ""
    confidence: float = 0.0
    why: str = ""
    sample: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """How a file would be read. ``kinds`` are other kinds it may be with their confidence, ``system`` the
    reader that knows its format (empty: a plain table by its columns). ``columns`` are all headers with a
    sample that is safe to show. ``missing`` fields keep the import from starting; ``map_option`` is what
    stands after ``--map`` to confirm what is proposed; ``saved`` the mapping that was used, ``constants``
    the values for every row."""

    file: str
    files: int
    kind: str
    kind_confidence: float
    kind_why: str
    kinds: tuple[tuple[str, float], ...]
    format: str
    system: str
    fields: tuple[FieldPlan, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    map_option: str = ""
    saved: str = ""
    constants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What to plan for: ``kind`` may be ``auto``; ``mapping`` and ``constants`` as for an import."""

    kind: str
    files: tuple[Path, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    use_map: str = ""
    no_saved_map: bool = False


def plan_import(workspace: Workspace, request: PlanRequest) -> ImportPlan:
    """How the first of the files would be read, and what kind all of them are.

    Raises SettingsError for an unknown kind and for files of several kinds, SourceError for a file that cannot
    be read as a whole.
    """
    if request.kind not in (*KINDS, AUTO):
        raise SettingsError(f"there is no kind {request.kind!r}", hint=f"Kinds: {', '.join((AUTO, *KINDS))}.")
    from ingest.column_profile import KnownAccounts
    from ingest.detection import look

    files = _listed(request.files, request.kind)
    with workspace.store().read() as connection:
        book = assignments.directory(connection)
        people = [str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"]]
        known = stored.mappings(connection)
    wanted = None if request.kind == AUTO else request.kind
    looked = look(files[0], KnownAccounts.of(book), wanted)
    kind = wanted or (looked.kind.kind if looked.kind else "")
    mapping, constants, saved = dict(request.mapping), dict(request.constants), request.use_map
    base = mapping_named(workspace, saved) if saved else None
    if base is None and not request.no_saved_map:
        base = fitting(known, kind, expanded(request.files))
    if base is not None:
        mapping, constants = over(base, mapping, constants)
        saved = base.name
    constants = {name: value for name, value in constants.items() if value}
    return _planned(looked, kind, len(files), _Words(mapping, constants, saved, people, wanted is not None))


def detect_kind(workspace: Workspace, files: Sequence[Path]) -> tuple[str, str]:
    """The one kind that all ``files`` are and the line that says so.

    SettingsError when a file's kind is not sure or they are of several kinds: then each is named.
    """
    from ingest.column_profile import KnownAccounts
    from ingest.detection import look

    with workspace.store().read() as connection:
        known = KnownAccounts.of(assignments.directory(connection))
    found: dict[str, list[str]] = {}
    for file in _listed(files, AUTO):
        guess = look(file, known).kind
        if guess is None or guess.confidence < _SURE_KIND:
            may_be = (
                f"may be {guess.kind} ({guess.confidence:.2f})" if guess else "is of no kind that is known"
            )
            raise SettingsError(
                f"{file.name} {may_be}: not sure enough to import it as that",
                hint="Name the kind: nrr import KIND FILE.",
            )
        found.setdefault(guess.kind, []).append(f"{file.name} {guess.kind} ({guess.confidence:.2f})")
    if len(found) > 1:
        each = ", ".join(names[0] for names in found.values())
        raise SettingsError(f"the files are of several kinds: {each}", hint="Import each kind alone.")
    kind, names = next(iter(found.items()))
    return kind, f"read as {kind}: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}"


def apart_from_manifest(files: Sequence[Path]) -> tuple[tuple[Path, ...], Path | None]:
    """The files of calls, and the table among them that says whose they are and when, None where none does.

    SettingsError when there is only that table.
    """
    from ingest.detection import look
    from ingest.files import SourceFile

    for path in [path for path in files if path.is_file()][:_LOOKED_AT]:
        looked = look(SourceFile.at(path))
        if looked.system or looked.kind is None or looked.kind.kind != "calls":
            continue
        rest = tuple(other for other in files if other != path)
        if not rest:
            raise SettingsError(
                "this is the manifest of calls, without the calls",
                where=path.name,
                hint=f"nrr import calls FOLDER --manifest {path.name}; in the app mark both.",
            )
        return rest, path
    return tuple(files), None


def _listed(files: Sequence[Path], kind: str) -> list[SourceFile]:
    """The files meant; folders are looked into as an import of the kind would, and deeper where a folder of
    unknown kind holds none itself."""
    from ingest.files import listed_files

    found = expanded(files)
    try:
        return listed_files(found, deep=kind == "calls")
    except SourceError:
        if kind != AUTO:
            raise
        return listed_files(found, deep=True)


@dataclass(frozen=True, slots=True)
class _Words:
    mapping: Mapping[str, str]
    constants: Mapping[str, str]
    saved: str
    people: Sequence[str]
    named: bool


def _planned(looked: Looked, kind: str, count: int, said: _Words) -> ImportPlan:
    guess = next((guess for guess in looked.kinds if guess.kind == kind), None)
    others = tuple((guess.kind, guess.confidence) for guess in looked.kinds if guess.kind != kind)
    head = ImportPlan(
        file=looked.file.name,
        files=count,
        kind=kind,
        kind_confidence=1.0 if said.named else guess.confidence if guess else 0.0,
        kind_why="you said so" if said.named else guess.why if guess else "its columns tell no kind",
        kinds=others,
        format=looked.format,
        system=looked.system,
        saved=said.saved,
        constants=tuple(said.constants.items()),
    )
    return head if looked.system or not kind else _with_columns(head, looked, said)


def _with_columns(head: ImportPlan, looked: Looked, said: _Words) -> ImportPlan:
    from ingest.column_choice import map_option, missing_fields
    from ingest.field_shapes import KIND_TABLES
    from ingest.redaction import Redactor
    from ingest.shown_samples import samples

    table = KIND_TABLES[head.kind]
    proposals = {one.field: one for one in looked.proposals(head.kind, said.mapping)}
    chosen = {name: one.column for name, one in proposals.items() if one.confidence >= _SHOWN}
    shown = samples(looked.columns, looked.rows, chosen, Redactor(said.people))
    known = _known(looked, head)
    fields = [_field(column, proposals.get(column.name), known, shown, said) for column in table.columns]
    mapped = {one.field: one.column for one in fields if one.column and known.get(one.field) != one.column}
    mapped |= {name: "" for name, column in said.mapping.items() if not column}
    there = {one.field for one in fields if one.read} | set(said.constants)
    return replace(
        head,
        fields=tuple(fields),
        columns=tuple((header, shown[header]) for header in looked.columns),
        missing=tuple(missing_fields(table, there)),
        map_option=map_option(mapped) if mapped else "",
    )


def _field(
    column: Column,
    proposal: Proposal | None,
    known: Mapping[str, str],
    shown: Mapping[str, str],
    said: _Words,
) -> FieldPlan:
    """A field with the column that is named by hand, known by name or proposed, else without one."""
    from ingest.proposals import SURE

    name, required = column.name, column.required
    by_hand = bool(said.mapping.get(name))
    if proposal is None or (proposal.confidence < _SHOWN and not by_hand):
        why = "left out by you" if name in said.mapping else ""
        if value := said.constants.get(name, ""):
            why = f"always {value!r}"
        elif not why and column.choices:
            why = f"say it: --set {name}={' or '.join(column.choices)}"
        return FieldPlan(name, required, why=why)
    read = by_hand or known.get(name) == proposal.column or proposal.confidence >= SURE
    why = "the mapping says so" if by_hand else proposal.why
    sure = 1.0 if by_hand else proposal.confidence
    return FieldPlan(name, required, proposal.column, sure, why, shown[proposal.column], read)


def _known(looked: Looked, head: ImportPlan) -> dict[str, str]:
    """Fields whose columns are known by name and need no mapping."""
    from ingest.field_shapes import KIND_TABLES
    from ingest.mapping import resolve

    return resolve(KIND_TABLES[head.kind], list(looked.columns), {}, "")
