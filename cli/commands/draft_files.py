"""``nrr drafts edit`` and ``nrr drafts export``: a draft's words from files and into files."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.draft_options import by_option, opened, refusals, say
from cli.options import NumberType, json_option, workspace_option
from cli.output import emit_json, narrate
from foundation.errors import SettingsError

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from workspace.workspace import Workspace


@click.command("edit")
@click.argument("draft_id", metavar="ID")
@click.option("--part", default="", help='The part that is said otherwise, such as "step 2 message".')
@click.option(
    "--file", "source", type=click.Path(path_type=Path), help="Where it is said; - for standard input."
)
@click.option("--text", default=None, help="What it shall say, in place of --file.")
@click.option(
    "--form",
    type=click.Path(path_type=Path),
    help="All that the account reads, from a file as nrr drafts show ID --form writes it; - for standard input.",
)
@click.option("--editor", is_flag=True, help="All that the account reads, in $EDITOR. Alone: the default.")
@by_option
@workspace_option
@json_option
@click.pass_obj
def edit_command(
    above: Path | None,
    draft_id: str,
    part: str,
    source: Path | None,
    text: str | None,
    form: Path | None,
    editor: bool,
    by: str,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Say parts of draft ID otherwise: one from a file, or all that the account reads in $EDITOR.

    The version before is kept; an approval falls.
    """
    from playbooks.draft_life import Action, permit
    from workspace.draft_texts import read_form
    from workspace.drafts import edit, show

    said = text is not None
    if (editor or form) and (part or source or said or (editor and form)):
        raise click.UsageError("--editor and --form are for all parts: leave the rest out.")
    if bool(part) != bool(source or said) or (source and said):
        raise click.UsageError("give --part with one of --file and --text; or --editor.")
    workspace = opened(above, workspace_dir)
    before = show(workspace, draft_id)
    if part:
        texts = {part: _read(source) if text is None else text}
    elif form:
        texts = read_form(before.draft, _read(form))
    else:
        permit(before, Action.EDIT)
        texts = _from_editor(workspace, before)
    kept = edit(workspace, draft_id, texts, by)
    if kept.version == before.version:
        narrate("No word differs; nothing is changed.")
    say(workspace, kept, as_json=as_json)


@click.command("export")
@click.argument("draft_id", metavar="ID")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="FILE.md, FILE.eml (a file for each e-mail), FILE.csv (for a mail merge) or FILE.json.",
)
@click.option("--clipboard", is_flag=True, help="The messages to the terminal's clipboard (OSC 52).")
@click.option("--step", type=NumberType(), help="With --clipboard: the message of this step alone.")
@by_option
@workspace_option
@json_option
@click.pass_obj
def export_command(
    above: Path | None,
    draft_id: str,
    output: Path | None,
    clipboard: bool,
    step: int | None,
    by: str,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Write approved draft ID into files that other programs take, or to the clipboard. Nothing is sent."""
    from workspace.draft_exports import ExportRequest, export

    if clipboard is (output is not None):
        raise click.UsageError("give -o FILE or --clipboard.")
    if step is not None and not clipboard:
        raise click.UsageError("--step goes with --clipboard.")
    if clipboard and (as_json or not sys.stdout.isatty()):
        raise click.UsageError("--clipboard needs a terminal; write a file: -o FILE.md")
    workspace = opened(above, workspace_dir)
    with refusals():
        done = export(workspace, draft_id, ExportRequest(output, clipboard, step, by))
    for note in done.notes:
        narrate(note)
    if done.copied:
        _to_clipboard(done.copied)
    if as_json:
        from cli.kept_text import line_shape

        emit_json(line_shape(done.kept) | {"files": [str(path) for path in done.paths]})
        return
    for path in done.paths:
        narrate(f"Wrote {path}")
    say(workspace, done.kept)


def _to_clipboard(text: str) -> None:
    """OSC 52. The text is the encoded one alone, so that nothing in it reaches the terminal as itself."""
    held = base64.b64encode(text.encode("utf-8")).decode("ascii")
    sys.stdout.write(f"\x1b]52;c;{held}\x07")
    sys.stdout.flush()
    first = text.splitlines()[0]
    narrate(f"Copied {len(text):,} characters, from “{first[:60]}” on, if the terminal takes OSC 52.")


def _read(source: Path | None) -> str:
    try:
        if source is None or str(source) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            "the file is not UTF-8 text", where=str(source), hint="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"cannot read it: {error.strerror}", where=str(source), hint="Check its name and rights."
        ) from error


def _from_editor(workspace: Workspace, kept: KeptDraft) -> dict[str, str]:
    """The parts as somebody left them in the editor. What cannot be read back is put into a file to be mended."""
    from workspace.draft_texts import form_of, read_form, said_otherwise
    from workspace.whole_files import write_whole

    form = form_of(kept.draft)
    left: str | None = click.edit(text=form, extension=".md")
    try:
        texts = read_form(kept.draft, form if left is None else left)
        said_otherwise(kept, texts)
    except SettingsError as error:
        path = write_whole(workspace.root / f"draft-{kept.id[:8]}.md", left or form, "the form")
        raise SettingsError(
            error.what,
            hint=f"What you wrote is in {path}: mend it, then nrr drafts edit {kept.id[:8]} --form FILE.",
        ) from error
    return texts
