"""``nrr pull VENDOR`` and ``nrr pull status``. Nothing is fetched unless this command is run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import json_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate, table

if TYPE_CHECKING:
    from workspace.pulling import Pulled
    from workspace.workspace import Workspace

_STATUS = "status"


class _Since(click.ParamType[datetime]):
    """A day or moment in ISO 8601, UTC where it has no zone."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD.", param, ctx)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@click.command("pull")
@click.argument("what", metavar="VENDOR|status")
@click.option("--since", type=_Since(), help="From when on; needed the first time, later an earlier one.")
@click.option("--streams", metavar="NAME,...", default="", help="Only these of the vendor's streams.")
@click.option("--base-url", default="", metavar="URL", help="Another address of the vendor (a region).")
@click.option("--dry-run", is_flag=True, help="Read one page of each stream; write nothing.")
@workspace_option
@json_option
def command(
    what: str,
    since: datetime | None,
    streams: str,
    base_url: str,
    dry_run: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> int:
    """Fetch feedback from a VENDOR: zendesk, intercom, hubspot, delighted or gong. Run it again to go on from
    where it stopped; "status" says how far each has come. Credentials come from the environment or the system
    keyring; docs/pulls.md names them."""
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if what == _STATUS:
        return _status(workspace, as_json)
    from workspace.pulling import Around, PullRequest, pull

    names = tuple(name.strip() for name in streams.split(",") if name.strip())
    progress = ProgressLine()

    def say(line: str) -> None:
        progress.close()
        narrate(line)

    try:
        pulled = pull(
            workspace,
            PullRequest(what, since, names, base_url, dry_run),
            Around(progress=progress, say=say),
        )
    finally:
        progress.close()
    _print(what, pulled, dry_run=dry_run, as_json=as_json)
    return 0


def _print(vendor: str, pulled: Pulled, *, dry_run: bool, as_json: bool) -> None:
    if not as_json:
        from cli.commands.importing import report_text

        emit(report_text(pulled.report, dry_run))
        return
    from cli.shapes import import_shape

    streams = [
        {"name": one.name, "pages": one.pages, "rows": one.rows, "complete": one.complete}
        for one in pulled.streams
    ]
    emit_json(import_shape(pulled.report) | {"vendor": vendor, "streams": streams})


def _status(workspace: Workspace, as_json: bool) -> int:
    from workspace.pulling import states

    found = states(workspace)
    if as_json:
        emit_json(
            [
                {
                    "vendor": one.system,
                    "stream": one.stream,
                    "site": one.site,
                    "since": one.since.isoformat(),
                    "at": one.at.isoformat(),
                    "complete": one.complete,
                }
                for one in found
            ]
        )
    elif not found:
        emit("Nothing has been pulled yet.")
    else:
        rows = [
            (
                one.system,
                one.stream,
                one.site,
                f"{one.since:%Y-%m-%d}",
                f"{one.at:%Y-%m-%d %H:%M}",
                "up to date then" if one.complete else "stopped half-way",
            )
            for one in found
        ]
        emit(table(("vendor", "stream", "site", "since", "last page", "state"), rows, "llllll"))
    return 0
