"""Entry point of ``nrr``. Commands load only when asked for, so that ``nrr --help`` is instant."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from foundation.errors import NrrError

# name -> (module under cli.commands, one line of help); the order is that of a first day's work
COMMANDS = {
    "demo": ("demo", "Build the demo workspace, run its last months, write the report."),
    "init": ("init", "Make a workspace."),
    "import": ("importing", "Import accounts, revenue, usage, tickets, survey answers or calls."),
    "mappings": ("mappings", "Saved column mappings: list, show, delete."),
    "pull": ("pull", "Fetch feedback from Zendesk, Intercom, HubSpot, Delighted or Gong."),
    "formats": ("formats", "What can be imported, with an example each."),
    "synthesize": ("synthesize", "Turn a month's feedback into weighted themes."),
    "themes": ("themes", "The month's themes by priority; two months compared; a registry."),
    "theme": ("theme", "One theme with its quotes; rename, merge, split, pin, hide, resolve, undo."),
    "what-if": ("what_if", "The ranking with other weights, without an account, or with a theme resolved."),
    "report": ("report", "The monthly report as a document."),
    "review": ("review", "Who is at risk and who is ripe to grow, a page each for the account review."),
    "qbr": ("qbr", "The pack for a customer's business review."),
    "metrics": ("metrics", "NRR, GRR and what moved."),
    "accounts": ("accounts", "Accounts by ARR, renewal or risk; the renewal calendar; the book's problems."),
    "explain": ("explain", "Open a printed figure: its formula, inputs, rows and files."),
    "health": ("health", "How healthy each account is, why, and what to do."),
    "coverage": ("coverage", "Who is known at the top accounts, and who is missing."),
    "expansion": ("expansion", "Accounts ripe to grow, what for, and who must be helped first."),
    "onboarding": ("onboarding", "Accounts in onboarding, who has stalled, time to value."),
    "churn": ("churn", "Who may leave and why; what past departures teach."),
    "silent": ("silent", "Accounts that used to talk and stopped."),
    "plays": ("plays", "What is due, the library of plays, and what they did."),
    "playbook": ("playbook", "Draft a play for an account from its facts and words."),
    "winback": ("winback", "Who left and may be asked to come back; a campaign for one of them."),
    "loop": ("loop", "Mended themes, who raised them, and who was not told yet."),
    "drafts": ("drafts", "Drafts that were kept: edit, approve, export, and what came of them."),
    "no-contact": ("no_contact", "Who asked not to be contacted: list, note, lift."),
    "promises": ("promises", "What our staff promised: by when, overdue, kept or not."),
    "community": ("community", "Who leads, advises and helps whom among customers."),
    "ask": ("ask", "Ask about customers; answered with evidence, with a model or without."),
    "asked": ("asked", "What was asked in the app's Assistant, and the answers."),
    "brief": ("brief", "One page on an account: how it stands, what it says, what to ask."),
    "timeline": ("timeline", "What happened at an account, in one list by date."),
    "search": ("search", "Find what customers said, by meaning."),
    "mcp": ("mcp", "Read-only tools for other assistants, over MCP on stdio."),
    "index": ("index", "Rebuild the search index from the store."),
    "forget": ("forget", "Erase an account or a contact everywhere."),
    "doctor": ("doctor", "What works here, what does not, and what to do."),
}


class _Lazy(click.Group):
    """A group whose commands are imported when they run; listing them imports nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"cli.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            if near:
                raise click.UsageError(
                    f"No such command {args[0]!r}. Did you mean {near[0]!r}?", ctx
                ) from error
            raise


@click.command(
    cls=_Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(None, "-V", "--version", package_name="nrr-engine", prog_name="nrr")
@click.option(
    "-w",
    "--workspace",
    "workspace_dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Workspace folder of the app. Default: $NRR_WORKSPACE, or where you are.",
)
@click.pass_context
def nrr(ctx: click.Context, workspace_dir: Path | None) -> None:
    """Turns what customers say into the plays that keep and grow revenue.

    Without a command: the terminal app. Try it: nrr demo
    """
    if ctx.invoked_subcommand is not None and workspace_dir is not None:
        command = f"nrr {ctx.invoked_subcommand} -w {workspace_dir}"
        raise click.UsageError(f"-w stands after the command: {command}", ctx)
    if ctx.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError("the app needs a terminal; give a command, for example: nrr themes", ctx)
        gc.disable()  # what is imported stays; the app turns it on again once it is up
        from tui.app import run

        run(_workspace_for_app(workspace_dir))


def _workspace_for_app(chosen: Path | None) -> Path | None:
    from workspace.finding import NoWorkspace, find_root

    try:
        return find_root(chosen)
    except NoWorkspace:
        return None


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 done, 1 the operator must act, 2 wrong usage, 3 a check
    failed, 4 a service failed, 130 stopped. A user's mistake never ends in a traceback."""
    try:
        result = nrr.main(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except NrrError as error:
        from foundation.text import one_line

        click.echo(f"nrr: {one_line(str(error))}", err=True)
        return error.exit_code
    except OSError as error:
        from foundation.text import one_line

        place = f" ({error.filename})" if error.filename else ""
        words = f"{(error.strerror or str(error)).lower()}{place}"
        click.echo(f"nrr: {one_line(words)}. Check the rights and the space left there.", err=True)
        return 1
    return result if isinstance(result, int) else 0


def entry() -> None:
    """The console script."""
    sys.exit(main())
