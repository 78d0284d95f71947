"""How an import would be read, as a person reads it and as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from cli.output import table
from workspace.import_plan import ImportPlan


def plan_text(plan: ImportPlan, files: Sequence[Path]) -> str:
    """Kind, fields with their columns, and the command that does it."""
    more = f" and {plan.files - 1:,} more" if plan.files > 1 else ""
    lines = [
        f"{plan.file}{more}: {plan.kind or 'no kind that is known'} ({plan.kind_confidence:.2f}), "
        f"{plan.format}; {plan.kind_why}"
    ]
    if plan.kinds:
        lines.append("  or: " + ", ".join(f"{kind} ({sure:.2f})" for kind, sure in plan.kinds[:3]))
    if plan.saved:
        lines.append(f"  read with the saved mapping {plan.saved!r}")
    if plan.system:
        lines.append("  its own reader knows the fields; no mapping is needed")
    if plan.fields:
        lines += ["", _fields(plan)]
        used = {field.column for field in plan.fields}
        unused = [(header, sample) for header, sample in plan.columns if header not in used]
        if unused:
            lines += ["", table(("Columns not used", "Looks like"), [_cells(*one) for one in unused], "ll")]
    if plan.missing:
        lines += ["", f"Not sure of: {', '.join(plan.missing)}. Confirm or correct with --map."]
    if plan.kind:
        lines += ["", command_line(plan, files)]
    return "\n".join(lines)


def command_line(plan: ImportPlan, files: Sequence[Path]) -> str:
    """The import command with the proposed mapping and the values for every row, ready to be run."""
    names = shlex.join(str(file) for file in files)
    mapping = f" --map {plan.map_option}" if plan.map_option else ""
    values = "".join(f" --set {shlex.quote(f'{name}={value}')}" for name, value in plan.constants)
    return f"nrr import {plan.kind} {names}{mapping}{values}"


def plan_shape(plan: ImportPlan, files: Sequence[Path]) -> dict[str, object]:
    """``nrr import --propose --json``."""
    return {
        "file": plan.file,
        "files": plan.files,
        "kind": plan.kind,
        "kind_confidence": plan.kind_confidence,
        "kind_why": plan.kind_why,
        "other_kinds": [{"kind": kind, "confidence": sure} for kind, sure in plan.kinds],
        "format": plan.format,
        "system": plan.system,
        "saved_mapping": plan.saved,
        "fields": [
            {
                "field": field.field,
                "required": field.required,
                "column": field.column,
                "confidence": field.confidence,
                "why": field.why,
                "sample": field.sample,
            }
            for field in plan.fields
        ],
        "columns": [{"column": header, "sample": sample} for header, sample in plan.columns],
        "missing": list(plan.missing),
        "map": plan.map_option,
        "command": command_line(plan, files) if plan.kind else "",
    }


def _fields(plan: ImportPlan) -> str:
    rows = [
        (
            f"{field.field}{'*' if field.required else ''}",
            field.column or "–",
            f"{field.confidence:.2f}" if field.confidence else "",
            field.sample,
            field.why,
        )
        for field in plan.fields
    ]
    return table(("Field", "Column", "Sure", "Looks like", "Why"), [_cells(*row) for row in rows], "llrll")


def _cells(*cells: str) -> tuple[str, ...]:
    return tuple(cell if len(cell) <= 48 else cell[:47] + "…" for cell in cells)
