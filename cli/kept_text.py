"""Writes kept drafts for the terminal and as JSON: a list, one with where it stands, and what was done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cli.draft_text import draft_shape, draft_text
from cli.output import fitted_table, wrapped
from foundation.money import amount
from foundation.text import one_line
from playbooks.draft_life import Action, Change, KeptDraft, Status
from playbooks.draft_parts import parts_of
from playbooks.drafting import PlayDraft

if TYPE_CHECKING:
    from playbooks.guardrails.findings import Finding

SHORT = 8
"""Letters of an id that are shown."""


def kept_table(drafts: Sequence[KeptDraft], limit: int) -> str:
    """The drafts in a table, the newest first."""
    if not drafts:
        return "No draft fits. Keep one: nrr playbook ACCOUNT --keep"
    rows = [
        [
            one.id[:SHORT],
            one.status.value,
            one.changes[-1].at.date().isoformat(),
            one.draft.steps[0].who if one.draft.steps else "",
            one.kind,
            one.draft.play,
            f"{one.draft.name} ({one.account})",
        ]
        for one in drafts[:limit]
    ]
    text = fitted_table(["Draft", "Status", "Since", "Owner", "Kind", "Play", "Account"], rows, "lllllll")
    more = len(drafts) - limit
    return f"{text}\nand {more:,} more: --limit {len(drafts)}" if more > 0 else text


def kept_text(kept: KeptDraft, currency: str, width: int) -> str:
    """A draft whole: where it stands, then what it says."""
    return f"{stands(kept, currency)}\n\n{draft_text(kept.draft, width)}"


def stands(kept: KeptDraft, currency: str) -> str:
    """Where a draft stands, in a line."""
    head = f"{kept.id[:SHORT]}  {kept.kind}, {kept.status.value}, version {kept.version}"
    approval = kept.approval
    if approval is not None:
        head += f", approved by {approval.by} on {approval.at.date()}"
    if kept.status in (Status.REJECTED, Status.OUTCOME, Status.DONE):
        head += f"; {change_words(kept.changes[-1], currency)}"
    return wrapped(one_line(head), "  ")


def history_text(kept: KeptDraft, currency: str) -> str:
    """Everything that was done with a draft, the oldest first."""
    rows = [
        [f"{one.at:%Y-%m-%d %H:%M}", one.by, str(one.version), change_words(one, currency)]
        for one in kept.changes
    ]
    return fitted_table(["When (UTC)", "Who", "Version", "What"], rows, "llrl")


def change_words(change: Change, currency: str) -> str:
    """What was done, in words."""
    if change.action is Action.REJECT:
        return f"rejected: {change.why}"
    if change.action is Action.EXPORT:
        return f"exported as {change.why}"
    if change.action is Action.DONE:
        return f"done on {change.day}, begun on {change.started}"
    if change.action is Action.OUTCOME:
        paid = "" if change.amount is None else f", {amount(change.amount, currency)} a month"
        return f"{change.outcome}, {change.day}{paid}"
    if change.action is Action.ERASE:
        return "words of somebody who was forgotten were taken out"
    return change.action.value


def findings_text(found: Sequence[Finding]) -> list[str]:
    """A line for each finding: rule, part, words, why."""
    return [
        one_line(f"{one.rule}, {one.part}" + (f": “{one.words}”" if one.words else "") + f" ({one.why})")
        for one in found
    ]


def findings_shape(found: Sequence[Finding]) -> list[dict[str, str]]:
    """The findings as JSON."""
    return [{"rule": one.rule, "part": one.part, "words": one.words, "why": one.why} for one in found]


def line_shape(kept: KeptDraft) -> dict[str, Any]:
    """A draft as a line of the list, as JSON."""
    approval, rejected = kept.approval, kept.last(Action.REJECT)
    return {
        "id": kept.id,
        "status": kept.status.value,
        "kind": kept.kind,
        "play": kept.draft.play,
        "account": kept.account,
        "name": kept.draft.name,
        "owner": kept.draft.steps[0].who if kept.draft.steps else "",
        "version": kept.version,
        "kept": kept.changes[0].at.isoformat(),
        "changed": kept.changes[-1].at.isoformat(),
        "approved_by": approval.by if approval else None,
        "approved_at": approval.at.isoformat() if approval else None,
        "rejected_why": rejected.why if rejected else None,
        "done": _done(kept),
        "outcome": _outcome(kept),
    }


def kept_shape(kept: KeptDraft) -> dict[str, Any]:
    """A draft whole, as JSON: its line, its parts by name, and what it says."""
    parts = [{"name": one.name, "text": one.text, "outward": one.outward} for one in parts_of(kept.draft)]
    return line_shape(kept) | {
        "parts": parts,
        "draft": draft_shape(kept.draft) | {"status": kept.status.value},
    }


def history_shape(kept: KeptDraft, versions: Sequence[PlayDraft]) -> dict[str, Any]:
    """All changes and all versions, as JSON."""
    return {
        "id": kept.id,
        "status": kept.status.value,
        "changes": [_change_shape(one) for one in kept.changes],
        "versions": [
            {"version": at, "parts": {one.name: one.text for one in parts_of(draft)}}
            for at, draft in enumerate(versions, start=1)
        ],
    }


def _change_shape(change: Change) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(change, name)) else None for name in ("started", "day")}
    return asdict(change) | {"at": change.at.isoformat(), "action": change.action.value} | days


def _done(kept: KeptDraft) -> str | None:
    done = kept.last(Action.DONE)
    return done.day.isoformat() if done and done.day else None


def _outcome(kept: KeptDraft) -> dict[str, Any] | None:
    last = kept.last(Action.OUTCOME)
    if last is None or last.day is None:
        return None
    return {"outcome": last.outcome, "date": last.day.isoformat(), "amount": last.amount}
