"""Mended themes, who raised them and who was told, as text and as JSON."""

from __future__ import annotations

from typing import Any

from cli.output import fitted_table, wrapped
from foundation.money import count, short_amount
from foundation.months import day_title
from foundation.text import one_line
from workspace.loop import LoopBoard, MendedTheme, Raised


def loop_text(board: LoopBoard) -> str:
    """One line a theme."""
    if not board.themes:
        return wrapped(
            "No theme is marked as mended. When one is: nrr theme resolve THEME; then nrr loop lists who raised it."
        )
    rows = [
        (
            one.on.isoformat(),
            one.id[:8],
            one.label,
            f"{len(one.raised)}",
            f"{sum(line.told is not None for line in one.raised)}",
            f"{sum(line.waits for line in one.raised)}",
            f"{one.heard_since}",
        )
        for one in board.themes
    ]
    heads = ("Mended", "Id", "Theme", "Raised by", "Told", "Waiting", "Heard since")
    return f"{fitted_table(heads, rows, 'lllrrrr')}\n\nWho: nrr loop ID. A note to one of them: nrr loop ID ACCOUNT"


def raised_text(theme: MendedTheme, currency: str, limit: int) -> str:
    """Who raised ``theme``, those that wait first, each with its own words."""
    head = f"“{one_line(theme.label)}” is marked as mended since {day_title(theme.on)}."
    if theme.heard_since:
        head += f" {count(theme.heard_since, 'statement')} in it came after that day: read them first."
    if not theme.raised:
        return f"{head}\nNo account that is in the book raised it before."
    rows = [
        (
            _state(one),
            one.name,
            short_amount(one.arr, currency),
            one.owner,
            one.said.day.isoformat(),
            one.said.text,
        )
        for one in theme.raised[:limit]
    ]
    heads = ("State", "Account", "ARR", "Owner", "Said", "In its own words")
    lines = [head, "", fitted_table(heads, rows, "llrlll"), ""]
    if len(theme.raised) > limit:
        more = count(len(theme.raised) - limit, "account")
        lines.append(f"… and {more} more (--limit {len(theme.raised)})")
    waiting = sum(one.waits for one in theme.raised)
    lines.append(
        f"{waiting} of {count(len(theme.raised), 'account')} waiting to be told. A note: nrr loop {theme.id[:8]} "
        "ACCOUNT; for all of them: --all"
    )
    return "\n".join(lines)


def loop_shape(board: LoopBoard) -> dict[str, Any]:
    """``nrr loop --json``."""
    return {
        "date": board.as_of.isoformat(),
        "currency": board.currency,
        "themes": [theme_shape(one) for one in board.themes],
    }


def theme_shape(theme: MendedTheme) -> dict[str, Any]:
    """``nrr loop THEME --json``."""
    return {
        "id": theme.id,
        "label": theme.label,
        "mended": theme.on.isoformat(),
        "heard_since": theme.heard_since,
        "waiting": sum(one.waits for one in theme.raised),
        "accounts": [_shape(one) for one in theme.raised],
    }


def _shape(one: Raised) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": one.name,
        "owner": one.owner,
        "arr": one.arr,
        "statements": one.statements,
        "quote": {"item": one.said.item_id, "date": one.said.day.isoformat(), "text": one.said.text},
        "told": one.told.isoformat() if one.told else None,
        "draft": one.draft or None,
        "no_contact": one.silent or None,
    }


def _state(one: Raised) -> str:
    if one.told:
        return f"told {one.told.isoformat()}"
    if one.silent:
        return "no contact"
    return f"note {one.draft[:8]}" if one.draft else "waiting"
