"""Use case: an approved draft as files, or as text for the clipboard. Nothing is sent.

Keeps the rules that only what was approved as it stands leaves, that its checks are made once more before, and that
what was written is noted with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from playbooks.draft_export import json_of, markdown_of, merge_rows, messages_text
from playbooks.draft_life import Action, KeptDraft, permit
from playbooks.draft_mail import mails_of
from workspace.draft_refusals import DraftRefused
from workspace.drafts import change_of, findings, still
from workspace.store import drafts as store
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session

_CLOCK = SystemClock()
_TEXTS: dict[str, Callable[[KeptDraft], str]] = {".md": markdown_of, ".csv": merge_rows, ".json": json_of}
FORMS = (".md", ".eml", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Into which file (its ending says the form), or for the ``clipboard``: the messages of all or of ``step``."""

    path: Path | None = None
    clipboard: bool = False
    step: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; ``copied`` is the clipboard's text. ``notes``: what a person must know of it."""

    kept: KeptDraft
    paths: tuple[Path, ...] = ()
    copied: str = ""
    notes: tuple[str, ...] = ()


def export(
    workspace: Workspace,
    wanted: str,
    request: ExportRequest,
    clock: Clock = _CLOCK,
    session: Session | None = None,
) -> Exported:
    """Write an approved draft; ``session`` as for ``drafts.findings``. Raises DraftRefused with every finding;
    SettingsError where it is not approved, for a form that there is not, without any message to write, and where a file
    cannot be written."""
    kept, against = findings(workspace, wanted, clock, session)
    permit(kept, Action.EXPORT)
    if against:
        raise DraftRefused(kept, Action.EXPORT, against)
    files, notes = _files(kept, request.path) if request.path else ((), ())
    copied = _copied(kept, request.step) if request.clipboard else ""
    form = request.path.suffix.lower().removeprefix(".") if request.path else "text for the clipboard"
    with workspace.store().write("export a draft") as connection:
        kept = still(connection, kept)
        change = replace(change_of(kept, Action.EXPORT, request.by, clock), why=form)
        store.add_change(connection, kept.id, change)
        for path, text in files:
            write_whole(path, text, "the draft")
    exported = replace(kept, changes=(*kept.changes, change))
    return Exported(exported, tuple(path for path, _ in files), copied, notes)


def _files(kept: KeptDraft, path: Path) -> tuple[tuple[tuple[Path, str], ...], tuple[str, ...]]:
    form = path.suffix.lower()
    if form in _TEXTS:
        return ((path, _TEXTS[form](kept)),), ()
    if form != ".eml":
        raise SettingsError(
            f"there is no form {form or 'without an ending'!r}",
            where=str(path),
            hint=f"Write {', '.join(FORMS)}.",
        )
    mails = mails_of(kept)
    if not mails:
        raise SettingsError(f"draft {kept.id[:8]} has no e-mail", hint="Export it as .md.")
    alone = len(mails) == 1
    files = tuple((path if alone else path.with_stem(f"{path.stem}-{one.step}"), one.text) for one in mails)
    return files, tuple(one.lacks for one in mails if one.lacks)


def _copied(kept: KeptDraft, step: int | None) -> str:
    text = messages_text(kept, step)
    if not text:
        what = f"step {step} of draft {kept.id[:8]}" if step else f"draft {kept.id[:8]}"
        raise SettingsError(f"{what} says nothing to the account", hint=f"nrr drafts show {kept.id[:8]}.")
    return text
