"""What is due, and the library of plays, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.output import fitted_table, wrapped
from foundation.money import count, short_amount

if TYPE_CHECKING:
    from playbooks.play_library import HeldPlay
    from workspace.play_board import DueBoard


def due_text(board: DueBoard, limit: int) -> str:
    """One line a play, what is urgent first."""
    held = bool(board.lines and board.lines[0].held)
    if not board.lines:
        waits = f" {count(board.waiting, 'play')} waits: --held." if board.waiting else ""
        return f"No play is due on {board.as_of}.{waits}"
    rows = [
        (
            "!" if one.urgent else "",
            one.due.isoformat(),
            one.name,
            one.tier,
            short_amount(one.arr, board.currency),
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
        "plays": [
            {
                "account": one.account,
                "name": one.name,
                "tier": one.tier,
                "arr": one.arr,
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
                "figures": {"arr": one.arr_figure},
            }
            for one in board.lines
        ],
    }


def library_text(held: dict[str, HeldPlay]) -> str:
    """Every play in a line."""
    rows = [
        (name, f"{len(one.play.step)}", f"{one.play.measure_days} d", one.source, one.play.audience)
        for name, one in held.items()
    ]
    return fitted_table(("Play", "Steps", "Measured", "From", "For"), rows, "lrrll")


def play_text(held: HeldPlay) -> str:
    """One play whole, its messages as they are written in the file."""
    play = held.play
    lines = [
        f"{play.name} ({held.source})",
        "",
        wrapped(f"For: {play.audience}"),
        wrapped(f"Goal: {play.goal}"),
    ]
    lines += [
        wrapped(f"Works if: {play.measure} (after {play.measure_days} days)"),
        wrapped(f"Ends if: {play.leave}"),
    ]
    for step in play.step:
        lines += ["", wrapped(f"Day {step.day}, {step.who}: {step.do}", "  ")]
        if step.message is not None:
            lines += [f"  {step.message.kind}: {step.message.subject}"]
            lines += [
                wrapped(f"  | {line}", "  | ") for block in step.message.blocks for line in block.splitlines()
            ]
    for head, texts in (
        ("Talk track", play.talk),
        ("Questions", play.questions),
        ("Ask inside", play.asks),
        ("Risks", play.risks),
    ):
        lines += ["", head, *(wrapped(f"- {text}", "  ") for text in texts)] if texts else []
    return "\n".join(lines)


def library_shape(held: dict[str, HeldPlay]) -> dict[str, Any]:
    """``nrr plays library --json``: every play whole."""
    return {
        "count": len(held),
        "plays": [
            {"source": one.source, "replaces": one.replaces} | one.play.model_dump(mode="json")
            for one in held.values()
        ],
    }
