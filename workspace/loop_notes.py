"""Use case: a note kept for each account that waits to hear that what it raised was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbooks.styles import Style
from workspace.composing import PLAIN
from workspace.drafts import keep
from workspace.loop import KIND, MendedTheme, note_of

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from workspace.tools.session import Session


def keep_notes(
    session: Session, theme: MendedTheme, style: Style = PLAIN, by: str = ""
) -> tuple[KeptDraft, ...]:
    """The notes that were kept now, composed by rule; those that wait and have a note already keep theirs."""
    waiting = [one for one in theme.raised if one.waits and not one.draft]
    return tuple(keep(session.workspace, note_of(session, theme, one, style), KIND, by) for one in waiting)
