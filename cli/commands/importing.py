"""``nrr import KIND FILE...``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands.import_words import ImportCommand
from cli.options import json_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate
from ingest.items import ImportReport

if TYPE_CHECKING:
    from workspace.import_plan import PlanRequest
    from workspace.workspace import Workspace

_NEXT_PAIR = re.compile(r",(?=\s*\w+\s*=)|,\s*$")  # a column's own comma parts nothing
_RECORDS = {"tickets": "tickets and comments", "nps": "answers", "calls": "calls"}


@click.command("import", cls=ImportCommand)
@click.argument("kind", metavar="KIND")
@click.argument("files", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--format", "format_name", help="The format, when it cannot be told from the content.")
@click.option(
    "--map", "mapping", metavar="field=column,...", multiple=True, help="Which column holds a field."
)
@click.option("--set", "constants", metavar="field=value", multiple=True, help="A value for every row.")
@click.option(
    "--manifest",
    type=click.Path(readable=False, path_type=Path),
    help="CSV with file, account, date of each call.",
)
@click.option("--staff", metavar="PATTERN", help="Regular expression: speakers who are your own people.")
@click.option("--use-map", metavar="NAME", default="", help="Read with a saved mapping.")
@click.option("--no-saved-map", is_flag=True, help="Read without the saved mapping that fits the columns.")
@click.option("--save-map", metavar="NAME", default="", help="Save the mapping that was read with.")
@click.option(
    "--propose", is_flag=True, help="Say which column would be read as which field; import nothing."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@workspace_option
@json_option
def command(
    kind: str,
    files: tuple[Path, ...],
    format_name: str | None,
    mapping: tuple[str, ...],
    constants: tuple[str, ...],
    manifest: Path | None,
    staff: str | None,
    use_map: str,
    no_saved_map: bool,
    save_map: str,
    propose: bool,
    dry_run: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> int:
    """Import FILEs of one KIND: tickets, nps, calls, accounts, subscriptions, mrr, usage, contacts,
    milestones, health, plays or community; auto when the files tell it themselves. Folders and patterns work;
    the same file again changes nothing."""
    from foundation.clock import SystemClock
    from workspace.importing import AUTO, ImportRequest, import_files
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if propose:
        from workspace.import_plan import PlanRequest

        said = (_pairs(mapping, "--map"), _pairs(constants, "--set"))
        return _propose(workspace, PlanRequest(kind, files, *said, use_map, no_saved_map), as_json)
    if kind == AUTO:
        from workspace.import_plan import apart_from_manifest, detect_kind

        kind, line = detect_kind(workspace, files)
        narrate(f"note: {line}")
        if kind == "calls" and manifest is None:
            files, manifest = apart_from_manifest(files)
    request = ImportRequest(
        kind=kind,
        files=files,
        format=format_name,
        mapping=_pairs(mapping, "--map"),
        constants=_pairs(constants, "--set"),
        manifest=manifest,
        staff_pattern=staff,
        dry_run=dry_run,
        use_map=use_map,
        save_map=save_map,
        no_saved_map=no_saved_map,
    )
    progress = ProgressLine()
    try:
        report = import_files(workspace, request, SystemClock(), progress)
    finally:
        progress.close()
    if as_json:
        from cli.shapes import import_shape

        emit_json(import_shape(report))
    else:
        emit(report_text(report, dry_run))
    return 1 if report.read and sum(report.dropped.values()) == report.read else 0


def _propose(workspace: Workspace, request: PlanRequest, as_json: bool) -> int:
    """Print how the files would be read; 1 where a required field has no sure column."""
    from cli.plan_text import plan_shape, plan_text
    from workspace.import_plan import plan_import

    plan = plan_import(workspace, request)
    if as_json:
        emit_json(plan_shape(plan, request.files))
    else:
        emit(plan_text(plan, request.files))
    return 1 if plan.missing or not plan.kind else 0


def report_text(report: ImportReport, dry_run: bool) -> str:
    """The report for people: one line of counts, then what was left out, where, and why."""
    verb = "would be " if dry_run else ""
    lines = [
        f"{report.kind} ({report.format}): {report.read:,} {_RECORDS.get(report.kind, 'rows')} read, "
        f"{report.kept:,} {verb}kept, "
        f"{report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{sum(report.dropped.values()):,} dropped"
    ]
    lines += [f"  dropped, {reason}: {count:,}" for reason, count in sorted(report.dropped.items())]
    for drop in report.drops[:5]:
        column = f" column {drop.column}" if drop.column else ""
        detail = f": {drop.detail}" if drop.detail else ""
        lines.append(f"    {drop.file} row {drop.row}{column}: {drop.reason.value}{detail}")
    if len(report.drops) > 5:
        lines.append(f"    … and {sum(report.dropped.values()) - 5:,} more (--json lists them)")
    if report.unmatched_accounts:
        lines.append(f"  not matched to an account: {report.unmatched_accounts:,}")
    if report.redacted:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(report.redacted.items()))
        lines.append(f"  redacted: {kinds}")
    if report.languages.keys() - {"en", ""}:
        lines.append(f"  languages: {_languages(report.languages)}")
    for line in report.warnings:
        narrate(f"note: {line}")
    return "\n".join(lines)


def _languages(counts: dict[str, int]) -> str:
    told = sorted((code for code in counts if code), key=lambda code: (-counts[code], code))
    words = [f"{code} {counts[code]:,}" for code in told]
    return ", ".join([*words, *([f"too short to tell {counts['']:,}"] if counts.get("") else [])])


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """``field=column,field=column`` options as one mapping."""
    pairs: dict[str, str] = {}
    for text in texts:
        for piece in _NEXT_PAIR.split(text) if option == "--map" else [text]:
            field, equals, value = piece.partition("=")
            if not equals or not field.strip():
                raise click.UsageError(
                    f"{option} {piece!r}: write field={'column' if option == '--map' else 'value'}."
                )
            pairs[field.strip()] = value.strip()
    return pairs
