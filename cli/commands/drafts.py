"""``nrr drafts``: the drafts that were kept, from the first word to what came of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.commands.draft_files import edit_command, export_command
from cli.draft_options import by_option, opened, refusals, say
from cli.options import DayType, NumberType, json_option, workspace_option
from cli.output import WIDTH, emit, emit_json, terminal_width

_STATUSES = ("draft", "edited", "approved", "exported", "done", "outcome", "rejected")
_KINDS = ("play", "win-back", "loop")
_OUTCOMES = ("saved", "expanded", "churned", "no answer", "returned")


class _DraftsGroup(click.Group):
    """Without a subcommand the words are options of the list."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = args[2:] if args and args[0] in ("-w", "--workspace") else args
        if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("drafts", cls=_DraftsGroup)
@workspace_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None) -> None:
    """Drafts that were kept: list, read, edit, approve, export, and note what came of them. Nothing is sent."""
    ctx.obj = workspace_dir


@command.command("list", short_help="The drafts, the newest first; nrr drafts does the same.")
@click.option("--status", type=click.Choice(_STATUSES), default=None, help="Only those that stand there.")
@click.option("--account", default="", help="Of this account alone (its id or name).")
@click.option("--owner", default="", help="Only those in which this person has a step.")
@click.option("--play", default="", help="Of this play alone.")
@click.option("--kind", type=click.Choice(_KINDS), default=None, help="Only of this kind.")
@click.option("--limit", type=NumberType(), default=50, show_default=True, help="Lines of text.")
@workspace_option
@json_option
@click.pass_obj
def list_command(
    above: Path | None,
    status: str | None,
    account: str,
    owner: str,
    play: str,
    kind: str | None,
    limit: int,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """The drafts that were kept, the newest first."""
    from cli.kept_text import kept_table, line_shape
    from workspace.drafts import DraftFilter, list_drafts

    wanted = DraftFilter(status or "", account, owner, play, kind or "")
    found = list_drafts(opened(above, workspace_dir), wanted)
    if as_json:
        emit_json({"count": len(found), "drafts": [line_shape(one) for one in found]})
    else:
        emit(kept_table(found, limit))


@command.command("show")
@click.argument("draft_id", metavar="ID")
@click.option(
    "--form", is_flag=True, help="All that the account reads, to be edited: nrr drafts edit ID --form FILE."
)
@workspace_option
@json_option
@click.pass_obj
def show_command(
    above: Path | None, draft_id: str, form: bool, workspace_dir: Path | None, as_json: bool
) -> None:
    """Draft ID whole, and where it stands. The beginning of an id is enough."""
    from cli.kept_text import kept_shape, kept_text
    from workspace.draft_texts import form_of
    from workspace.drafts import show

    workspace = opened(above, workspace_dir)
    kept = show(workspace, draft_id)
    if form:
        emit(form_of(kept.draft))
        return
    if as_json:
        emit_json(kept_shape(kept))
        return
    width = min(terminal_width() or WIDTH, WIDTH)
    emit(kept_text(kept, workspace.settings.company.currency, width))


@command.command("history")
@click.argument("draft_id", metavar="ID")
@workspace_option
@json_option
@click.pass_obj
def history_command(above: Path | None, draft_id: str, workspace_dir: Path | None, as_json: bool) -> None:
    """All that was done with draft ID, by whom and when; with --json every version of its words."""
    from cli.kept_text import history_shape, history_text
    from workspace.drafts import versions

    workspace = opened(above, workspace_dir)
    kept, held = versions(workspace, draft_id)
    if as_json:
        emit_json(history_shape(kept, held))
    else:
        emit(history_text(kept, workspace.settings.company.currency))


@command.command("check")
@click.argument("draft_id", metavar="ID")
@workspace_option
@json_option
@click.pass_obj
def check_command(above: Path | None, draft_id: str, workspace_dir: Path | None, as_json: bool) -> int:
    """What stands against approving draft ID; exit code 3 where anything does."""
    from cli.kept_text import findings_shape, findings_text
    from workspace.drafts import findings

    kept, found = findings(opened(above, workspace_dir), draft_id)
    if as_json:
        emit_json({"id": kept.id, "count": len(found), "findings": findings_shape(found)})
    else:
        emit("\n".join(findings_text(found)) or f"Nothing stands against draft {kept.id[:8]}.")
    return 3 if found else 0


@command.command("approve")
@click.argument("draft_id", metavar="ID")
@by_option
@workspace_option
@json_option
@click.pass_obj
def approve_command(
    above: Path | None, draft_id: str, by: str, workspace_dir: Path | None, as_json: bool
) -> None:
    """Approve draft ID as it stands. With a finding it is refused, and each finding is named."""
    from workspace.drafts import approve

    workspace = opened(above, workspace_dir)
    with refusals():
        kept = approve(workspace, draft_id, by)
    say(workspace, kept, as_json=as_json)


@command.command("reject")
@click.argument("draft_id", metavar="ID")
@click.option("--why", required=True, help="The reason; it is kept.")
@by_option
@workspace_option
@json_option
@click.pass_obj
def reject_command(
    above: Path | None, draft_id: str, why: str, by: str, workspace_dir: Path | None, as_json: bool
) -> None:
    """Reject draft ID, with the reason."""
    from workspace.drafts import reject

    workspace = opened(above, workspace_dir)
    say(workspace, reject(workspace, draft_id, why, by), as_json=as_json)


@command.command("put-back", short_help="The words of an earlier version, as a new one.")
@click.argument("draft_id", metavar="ID")
@click.argument("version", type=NumberType())
@by_option
@workspace_option
@json_option
@click.pass_obj
def put_back_command(
    above: Path | None, draft_id: str, version: int, by: str, workspace_dir: Path | None, as_json: bool
) -> None:
    """Take draft ID back to the words of VERSION (nrr drafts history): a new version; an approval falls."""
    from workspace.drafts import put_back

    workspace = opened(above, workspace_dir)
    say(workspace, put_back(workspace, draft_id, version, by), as_json=as_json)


@command.command("done")
@click.argument("draft_id", metavar="ID")
@click.option("--started", type=DayType(), help="When it was begun. Default: when it was first exported.")
@click.option("--on", "day", type=DayType(), help="When it was done. Default: today.")
@by_option
@workspace_option
@json_option
@click.pass_obj
def done_command(
    above: Path | None,
    draft_id: str,
    started: date | None,
    day: date | None,
    by: str,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Say that draft ID was carried out; from now on it counts among the plays that were run."""
    from workspace.drafts import done

    workspace = opened(above, workspace_dir)
    say(workspace, done(workspace, draft_id, started, day, by), as_json=as_json)


@command.command("outcome")
@click.argument("draft_id", metavar="ID")
@click.argument("kind", type=click.Choice(_OUTCOMES))
@click.option("--date", "day", type=DayType(), help="When it was known. Default: today.")
@click.option("--amount", type=float, help="What it is worth a month, in the workspace's currency.")
@by_option
@workspace_option
@json_option
@click.pass_obj
def outcome_command(
    above: Path | None,
    draft_id: str,
    kind: str,
    day: date | None,
    amount: float | None,
    by: str,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Say what came of draft ID; said again, it corrects what was said before, and both are kept."""
    from playbooks.draft_life import Outcome
    from workspace.drafts import OutcomeRequest, outcome

    workspace = opened(above, workspace_dir)
    kept = outcome(workspace, draft_id, OutcomeRequest(Outcome(kind), day, amount), by)
    say(workspace, kept, as_json=as_json)


for one in (edit_command, export_command):
    command.add_command(one)
