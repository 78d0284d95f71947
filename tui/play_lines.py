"""Rows of plays, drafts, promises and leavers as one text to filter by, and as a line of Markdown to copy: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foundation.text import one_line
from tui import play_words

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from tui.widgets.due_table import DueRow
    from tui.widgets.loop_table import LoopRow
    from tui.widgets.winback_table import LeaverRow
    from workspace.promises import LedgerLine


def due_text(row: DueRow) -> str:
    """What the filter looks in."""
    line = row.line
    kept = row.kept.status.value if row.kept else ""
    return " ".join((line.name, line.account, line.tier, line.play, line.owner, line.why, line.held, kept))


def due_line(row: DueRow) -> str:
    """A line of Markdown."""
    line = row.line
    why = line.held or line.why
    return one_line(f"**{line.name}** ({line.account}): {line.play}, {line.owner}, by {line.due}: {why}")


def kept_text(kept: KeptDraft) -> str:
    """What the filter looks in."""
    draft = kept.draft
    owners: Sequence[str] = [step.who for step in draft.steps]
    return " ".join((draft.name, kept.account, draft.play, kept.kind, kept.status.value, kept.id, *owners))


def kept_line(kept: KeptDraft, currency: str) -> str:
    """A line of Markdown."""
    last = play_words.change_words(kept.changes[-1], currency)
    return one_line(f"**{kept.draft.name}** ({kept.account}): {kept.draft.play}, {kept.status.value}: {last}")


def promise_text(line: LedgerLine) -> str:
    """What the filter looks in."""
    promise = line.promise
    return " ".join((line.name, line.owner, promise.turn.who, promise.what, line.standing.state.value))


def promise_line(line: LedgerLine) -> str:
    """A line of Markdown."""
    due = line.promise.day or "no day"
    return one_line(f"**{line.name}**: “{line.promise.what}” ({play_words.promise_state(line)}, {due})")


def loop_text(row: LoopRow) -> str:
    """What the filter looks in."""
    return " ".join(
        (row.raised.name, row.raised.account, row.raised.owner, row.theme.label, row.raised.said.text)
    )


def loop_line(row: LoopRow) -> str:
    """A line of Markdown."""
    return one_line(f"**{row.raised.name}**: {row.theme.label}, {play_words.raised_state(row.raised)}")


def leaver_text(row: LeaverRow) -> str:
    """What the filter looks in."""
    line = row.line
    left = line.departure
    return " ".join((line.name, left.account, line.owner, left.reason, left.code, *line.verdict.reasons))


def leaver_line(row: LeaverRow) -> str:
    """A line of Markdown."""
    line = row.line
    may = "may be asked" if line.verdict.eligible else "not now"
    return one_line(
        f"**{line.name}** ({line.departure.account}), left {line.departure.day} for "
        f"{line.departure.reason or 'no reason on record'}: {may}; {'; '.join(line.verdict.reasons)}"
    )
