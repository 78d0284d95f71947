"""Where reports of every kind go: a format by name or by the file's ending, a file or stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cli.output import narrate

FORMATS = ("md", "html", "pdf", "xlsx", "json")
_BINARY = ("pdf", "xlsx")
F = TypeVar("F", bound=Callable[..., Any])


def file_options(function: F) -> F:
    """``--format`` and ``--output``."""
    output = click.option(
        "-o",
        "--output",
        "--out",
        type=click.Path(path_type=Path),
        help="FILE.md, .html, .pdf, .xlsx or .json; without it: to stdout.",
    )
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="Default: the file's suffix, else md."
    )
    return form(output(function))


def chosen_format(form: str | None, output: Path | None, as_json: bool) -> str:
    """The format asked for. Raises UsageError where it cannot be told, and for a terminal that cannot show it."""
    if as_json and (output or form not in (None, "json")):
        raise click.UsageError("--json goes to stdout; -o FILE.json writes the same into a file")
    chosen = "json" if as_json else form or (_suffix(output) if output else "md")
    if output is None and chosen in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"a {chosen} is no text for a terminal; write it to a file: -o FILE.{chosen}")
    return chosen


def put(made: bytes, output: Path | None) -> None:
    """Write ``made`` to its file, or to stdout."""
    from workspace.whole_files import write_bytes

    if output is None:
        click.echo(made, nl=False)
        return
    narrate(f"Wrote {write_bytes(output, made, 'the report')}")


def _suffix(path: Path) -> str:
    found = path.suffix.lstrip(".").lower()
    if found not in FORMATS:
        raise click.UsageError(
            f"cannot tell a format from {path.name!r}; end it in one of {', '.join(f'.{one}' for one in FORMATS)}, "
            "or name one with --format"
        )
    return found
