"""What is due, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.output import fitted_table
from foundation.money import count, short_amount

if TYPE_CHECKING:
    from workspace.play_board import DueBoard


def due_text(board: DueBoard, limit: int) -> str:
    """One line a play, what is urgent first."""
    held = bool(board.lines and board.lines[0].held)
    if not board.lines:
        verb = "waits" if board.waiting == 1 else "wait"
        waits = f" {count(board.waiting, 'play')} {verb}: --held." if board.waiting else ""
        return f"No play is due on {board.as_of}.{waits}"
    rows = [
        (
            "!" if one.urgent else "",
            one.due.isoformat(),
            one.name,
            one.tier,
            short_amount(one.arr, board.currency) if one.arr_figure else "–",
            one.play,
            one.owner,
            one.held or ". Then ".join((one.why, *one.then)),
        )
        for one in board.lines[:limit]
    ]
    heads = ("", "Due", "Account", "Tier", "ARR", "Play", "Owner", "Waits because" if held else "Why")
    urgent = sum(one.urgent for one in board.lines)
    accounts = len({one.account for one in board.lines})
    lines = [fitted_table(heads, rows, "llllrlll"), ""]
    shown = f"{count(len(board.lines), 'play')} at {count(accounts, 'account')} on {board.as_of}; {urgent} urgent (!)."
    lines.append(f"{shown} These wait." if held else f"{shown} Draft one: nrr playbook ACCOUNT")
    if board.waiting and not held:
        lines.append(f"{count(board.waiting, 'play')} more called for, held back: nrr plays due --held")
    if len(board.lines) > limit:
        lines.append(f"… and {count(len(board.lines) - limit, 'play')} more (--limit {len(board.lines)})")
    return "\n".join(lines)


def due_shape(board: DueBoard) -> dict[str, Any]:
    """``nrr plays due --json``: all that is due."""
    return {
        "date": board.as_of.isoformat(),
        "currency": board.currency,
        "count": len(board.lines),
        "waiting": board.waiting,
        "warnings": list(board.warnings),
        "plays": [
            {
                "account": one.account,
                "name": one.name,
                "tier": one.tier,
                "arr": one.arr if one.arr_figure else None,
                "play": one.play,
                "owner": one.owner,
                "due": one.due.isoformat(),
                "urgent": one.urgent,
                "why": one.why,
                "in_library": one.in_library,
                "held": one.held,
                "then": list(one.then),
                "signs": [
                    {
                        "sign": sign.kind.value,
                        "why": sign.why,
                        "since": sign.day.isoformat(),
                        "figures": list(sign.figures),
                        "items": list(sign.items),
                    }
                    for sign in one.signs
                ],
                "figures": {"arr": one.arr_figure} if one.arr_figure else {},
            }
            for one in board.lines
        ],
    }
