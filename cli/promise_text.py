"""The ledger of promises as text and as JSON: fields may be added, none renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.output import fitted_table, wrapped
from foundation.money import count
from foundation.months import day_title
from foundation.text import one_line
from playbooks.promises.standing import Says, State

if TYPE_CHECKING:
    from playbooks.promises.standing import Mark
    from workspace.promises import Ledger, LedgerLine, OpenedPromise

_ID = 8
_QUOTE = 300
_LONG = 1500


def ledger_text(ledger: Ledger, limit: int) -> str:
    """One line a promise, overdue ones first; below it where to read and how to mark them."""
    if not ledger.lines:
        return f"No such promise is found up to {ledger.as_of}."
    rows = [
        (
            line.promise.id[:_ID],
            _state(line),
            line.promise.day.isoformat() if line.promise.day else "-",
            line.promise.due.words if line.promise.due else "no time said",
            line.name or line.promise.turn.account or "no account",
            line.promise.turn.day.isoformat(),
            line.promise.what,
        )
        for line in ledger.lines[:limit]
    ]
    counted = ", ".join(
        f"{ledger.counts[one.value]} {one.value}" for one in State if one.value in ledger.counts
    )
    first = ledger.lines[0].promise
    lines = [
        fitted_table(("Id", "State", "Due", "By", "Account", "Said", "Promised"), rows, "lllllll"),
        "",
        f"{count(len(ledger.lines), 'promise')} up to {ledger.as_of}: {counted}.",
        wrapped(
            f"Read one in its place: nrr promises show {first.id[:_ID]}. Say what became of it: nrr promises kept "
            f"{first.id[:_ID]}, or broken, or undo."
        ),
    ]
    if len(ledger.lines) > limit:
        lines.append(
            f"… and {count(len(ledger.lines) - limit, 'promise')} more (--limit {len(ledger.lines)})"
        )
    return "\n".join(lines)


def notes(ledger: Ledger) -> list[str]:
    """What the list leaves out."""
    lines = []
    if ledger.undated:
        lines.append(f"{count(ledger.undated, 'promise')} more without a time: --undated lists them too")
    if ledger.unread:
        lines.append(
            f"{count(ledger.unread, 'item')} hold turns of which nobody can tell who spoke; no promise is read in those"
        )
    return lines


def marked_text(line: LedgerLine, says: Says) -> str:
    """What was noted, and how the promise stands now."""
    what = one_line(line.promise.what, _QUOTE)
    noted = "Taken back" if says is Says.UNDONE else "Noted"
    return f"{noted}: “{what}” ({line.promise.turn.item}) is {_state(line)}."


def opened_text(opened: OpenedPromise) -> str:
    """The promise, what was said around it, its marks and what speaks of it later."""
    line = opened.line
    promise = line.promise
    due = "no time was said" if promise.due is None else f"by “{one_line(promise.due.words, _QUOTE)}”"
    day = f" ({day_title(promise.day)})" if promise.day else ""
    lines = [
        f"Promise {promise.id}, {_state(line)}",
        wrapped(f"“{one_line(promise.what, _QUOTE)}”"),
        wrapped(
            f"{one_line(promise.turn.by)} to {one_line(line.name or promise.turn.account or 'no known account')} on "
            f"{day_title(promise.turn.day)}, {due}{day}"
        ),
        "",
        f"In {promise.turn.source} {promise.turn.item}:",
    ]
    for part in opened.parts:
        sign = ">" if part.id == promise.turn.part else " "
        who = one_line(part.speaker or (part.role.value if part.role else "unknown"))
        lines.append(wrapped(f"{sign} {who}: {one_line(part.text, _LONG)}", "    "))
    if opened.marks:
        lines += ["", "Marked:"]
        lines += [
            f"  {one.says.value} by {one_line(one.who)}, {one.at:%Y-%m-%d %H:%M} UTC" for one in opened.marks
        ]
    if line.standing.evidence:
        lines += ["", "Said later on the matter:"]
        lines += [
            wrapped(
                f"  {one.day}, {'as done' if one.kept else 'as not done'}: “{one_line(one.text, _QUOTE)}” ({one.item})",
                "    ",
            )
            for one in line.standing.evidence
        ]
    return "\n".join(lines)


def opened_shape(opened: OpenedPromise) -> dict[str, Any]:
    """``nrr promises show --json``."""
    return line_shape(opened.line) | {
        "around": [
            {"part": one.id, "role": one.role.value if one.role else None, "text": one.text}
            for one in opened.parts
        ],
        "marks": [{"says": one.says.value, "by": one.who, "at": one.at.isoformat()} for one in opened.marks],
    }


def ledger_shape(ledger: Ledger) -> dict[str, Any]:
    """``nrr promises --json``."""
    return {
        "date": ledger.as_of.isoformat(),
        "count": len(ledger.lines),
        "states": ledger.counts,
        "undated_left_out": ledger.undated,
        "items_with_unknown_speakers": ledger.unread,
        "promises": [line_shape(line) for line in ledger.lines],
    }


def line_shape(line: LedgerLine) -> dict[str, Any]:
    """One promise."""
    promise, standing = line.promise, line.standing
    return {
        "id": promise.id,
        "item": promise.turn.item,
        "part": promise.turn.part,
        "source": promise.turn.source,
        "account": promise.turn.account or None,
        "name": line.name or None,
        "owner": line.owner or None,
        "who": promise.turn.who,
        "said": promise.turn.day.isoformat(),
        "what": promise.what,
        "by": promise.due.words if promise.due else None,
        "due": promise.day.isoformat() if promise.day else None,
        "said_again": promise.again,
        "state": standing.state.value,
        "days_late": standing.late_days,
        "marked": _mark_shape(standing.mark),
        "evidence": [
            {"item": one.item, "date": one.day.isoformat(), "seems_kept": one.kept, "text": one.text}
            for one in standing.evidence
        ],
    }


def _mark_shape(mark: Mark | None) -> dict[str, str] | None:
    return None if mark is None else {"by": mark.who, "at": mark.at.isoformat()}


def _state(line: LedgerLine) -> str:
    standing = line.standing
    if standing.mark is not None:
        return f"{standing.state.value} ({one_line(standing.mark.who, 40)}, {day_title(standing.mark.at.date())})"
    if standing.state is State.OVERDUE:
        return f"overdue {standing.late_days} d"
    return standing.state.value
