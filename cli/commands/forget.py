"""``nrr forget --account A`` and ``nrr forget --contact C``: erase them from the workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate

if TYPE_CHECKING:
    from workspace.forget import ForgetReport


@click.command("forget")
@click.option("--account", default="", help="The account, by id or name.")
@click.option(
    "--contact",
    multiple=True,
    help="The person, by address, full name or help-desk id; give all that is known, one option each.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be erased; erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@workspace_option
@json_option
def command(
    account: str,
    contact: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> int:
    """Erase an account or a contact everywhere in the workspace, for good. Importing the same exports again
    does not bring them back."""
    from foundation.clock import SystemClock
    from workspace.forget import ForgetRequest, forget
    from workspace.workspace import find_workspace

    if bool(account.strip()) == bool(contact):
        raise click.UsageError("give --account or --contact.")
    workspace = find_workspace(workspace_dir)
    if not (dry_run or yes):
        if not sys.stdin.isatty():
            raise click.UsageError("this erases for good: add --yes, or --dry-run to see what.")
        planned = forget(workspace, ForgetRequest(account, contact, dry_run=True), SystemClock())
        narrate(_text(planned, dry_run=True))
        click.confirm("Erase this for good?", abort=True, err=True)
    report = forget(workspace, ForgetRequest(account, contact, dry_run), SystemClock())
    if as_json:
        emit_json(
            {
                "dry_run": dry_run,
                "erased": report.counts,
                "cannot_be_told": list(report.untold),
                "not_covered": list(report.not_covered),
                "open": list(report.open),
            }
        )
    else:
        emit(_text(report, dry_run))
    return 1 if report.open else 0


def _text(report: ForgetReport, dry_run: bool) -> str:
    verb = "would be erased" if dry_run else "erased"
    lines = [f"{count:,} {what} {verb}" for what, count in report.counts.items()]
    if not lines:
        lines.append(_finished(report) if report.already else "Nothing was found.")
    lines += [f"cannot be told from here: {line}" for line in report.untold]
    lines += [f"not covered: {line}" for line in report.not_covered]
    lines += [f"still open: {line}" for line in report.open]
    return "\n".join(lines)


def _finished(report: ForgetReport) -> str:
    """What to say where nothing more was found; an all-clear only where there is nothing that cannot be told."""
    left = "nothing more was found." if report.untold else "nothing of it is left."
    return f"Forgotten before; {left}"
