"""``nrr formats``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option
from cli.output import emit, emit_json, narrate, table


@click.command("formats")
@click.option(
    "--copy", "target", metavar="DIR", type=click.Path(path_type=Path), help="Copy the examples there."
)
@json_option
def command(target: Path | None, as_json: bool) -> None:
    """What can be imported: kind, format, how well it is known, and an example with its command."""
    from workspace.formats import EXAMPLES, READABLE, copy_examples

    folder = EXAMPLES if target is None else copy_examples(target)
    if as_json:
        emit_json(
            [
                {
                    "kind": one.kind,
                    "format": one.format,
                    "status": one.status.value,
                    "files": [str(path) for path in one.paths(folder)],
                    "command": one.command(folder),
                }
                for one in READABLE
            ]
        )
        return
    rows = [(one.kind, one.format, one.status.value, one.command(Path())) for one in READABLE]
    emit(f"The examples are in {folder}; run these commands there, with -w WORKSPACE:")
    emit()
    emit(table(("Kind", "Format", "Status", "Example and command"), rows, "llll"))
    emit()
    emit("Every table may be CSV, TSV, XLSX, JSON, JSONL or Parquet; --map field=column names other columns.")
    if target is None:
        narrate("Copy the examples out: nrr formats --copy DIR")
