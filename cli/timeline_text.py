"""How ``nrr timeline`` prints what happened at an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import fitted_table, wrapped
from foundation.money import count

if TYPE_CHECKING:
    from workspace.timeline import Timeline


def timeline_text(found: Timeline, name: str, limit: int) -> str:
    """A line a moment under what there is of each kind."""
    if not found.moments:
        return wrapped(f"Nothing is on record of {name} ({found.account}) up to {found.as_of}.")
    kinds = ", ".join(f"{kind.value} {number:,}" for kind, number in found.counts.items())
    head = wrapped(f"{name} ({found.account}) up to {found.as_of}: {kinds}.")
    rows = [
        (str(one.day), one.kind.value, one.what, one.text, one.item or one.draft[:8])
        for one in found.moments[:limit]
    ]
    lines = [head, "", fitted_table(("Day", "Kind", "What", "Words", "Opens"), rows, "llllr")]
    more = len(found.moments) - len(rows)
    return "\n".join([*lines, *([f"… and {count(more, 'moment')} more (--limit)"] if more > 0 else [])])


def timeline_shape(found: Timeline, limit: int | None) -> dict[str, object]:
    """``nrr timeline --json``; ``item`` is the id of the feedback, ``draft`` of the draft, null where it is neither."""
    return {
        "account": found.account,
        "date": found.as_of,
        "counts": {kind.value: number for kind, number in found.counts.items()},
        "moments": [
            {
                "date": one.day,
                "kind": one.kind.value,
                "what": one.what,
                "text": one.text,
                "item": one.item or None,
                "draft": one.draft or None,
            }
            for one in found.moments[:limit]
        ],
        "more": max(0, len(found.moments) - (len(found.moments) if limit is None else limit)),
    }
