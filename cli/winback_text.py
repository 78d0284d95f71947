"""Who may be won back, as text and as JSON."""

from __future__ import annotations

from typing import Any

from cli.output import fitted_table, wrapped
from foundation.money import amount, count, short_amount
from workspace.winback import Returns, WinBackBoard, WinBackLine

_FEW = 20


def winback_text(board: WinBackBoard, eligible: bool, limit: int) -> str:
    """Those that may be asked, then those that may not, each with its reasons; then who came back."""
    lines = _lines(board, eligible)
    if not board.lines:
        return f"No account has left by {board.as_of}."
    rows = [
        (
            "yes" if one.verdict.eligible else "no",
            one.departure.day.isoformat(),
            one.name,
            short_amount(one.arr, board.currency) if one.arr else "–",
            one.departure.reason or "–",
            "; ".join(one.verdict.reasons),
        )
        for one in lines[:limit]
    ]
    may = sum(one.verdict.eligible for one in board.lines)
    text = [fitted_table(("Ask", "Left", "Account", "ARR then", "Left for", "Because"), rows, "lllrll"), ""]
    if len(lines) > limit:
        text.append(f"… and {count(len(lines) - limit, 'account')} more (--limit {len(lines)})")
    text.append(
        wrapped(
            f"{may} of {count(len(board.lines), 'account')} that left by {board.as_of} may be asked to come back now. "
            "Draft the campaign: nrr winback ACCOUNT"
        )
    )
    return "\n".join((*text, wrapped(returns_words(board.returns, board.currency))))


def returns_words(found: Returns, currency: str) -> str:
    """How many came back, against what the field expects, and how much that says."""
    if found.share is None or found.low is None or found.high is None:
        return f"Nobody stopped paying in the last {found.months} months."
    few = " (few: read it with care)" if found.stopped < _FEW else ""
    said = (
        f"Of {count(found.stopped, 'account')} that stopped paying in the last {found.months} months {found.returned} "
        f"pay again: {found.share:.0%}, 95 % interval {found.low:.0%} to {found.high:.0%}{few}, "
        f"{amount(12 * found.mrr, currency)} of ARR. The field expects 10 to 15 %."
    )
    asked = f" A win-back was run on {found.asked} of them; {found.asked_returned} of those came back."
    return said + (asked if found.asked else " No win-back is on record.")


def winback_shape(board: WinBackBoard, eligible: bool) -> dict[str, Any]:
    """``nrr winback --json``."""
    found = board.returns
    day = board.as_of.isoformat()
    return {
        "date": day,
        "currency": board.currency,
        "eligible": sum(one.verdict.eligible for one in board.lines),
        "accounts": [_line(one) for one in _lines(board, eligible)],
        "returns": {
            "months": found.months,
            "stopped": found.stopped,
            "returned": found.returned,
            "mrr": found.mrr,
            "share": found.share,
            "interval": [found.low, found.high],
            "asked": found.asked,
            "asked_returned": found.asked_returned,
            "expected": [0.10, 0.15],
            "figures": {
                name: f"winback_{name}:all@{day}" for name in ("stopped", "returned", "mrr", "share")
            },
        },
    }


def _lines(board: WinBackBoard, eligible: bool) -> list[WinBackLine]:
    return [one for one in board.lines if one.verdict.eligible or not eligible]


def _line(one: WinBackLine) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "account": one.departure.account,
        "name": one.name,
        "owner": one.owner,
        "left": one.departure.day.isoformat(),
        "reason": one.departure.reason,
        "reason_code": one.departure.code,
        "arr": one.arr,
        "eligible": verdict.eligible,
        "reasons": list(verdict.reasons),
        "window_until": verdict.until.isoformat() if verdict.until else None,
        "window_opens": verdict.opens.isoformat() if verdict.opens else None,
        "figures": {"arr": one.figure} if one.figure else {},
    }
