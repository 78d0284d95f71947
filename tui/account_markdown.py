"""What the copy key of the accounts' room puts on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.plain_markdown import safe
from tui import account_words, words
from tui.account_order import flags_of

if TYPE_CHECKING:
    from workspace.account_page import AccountPage
    from workspace.account_rows import AccountBoard, AccountEntry


def accounts_markdown(entries: Sequence[AccountEntry], board: AccountBoard, title: str) -> str:
    """The accounts listed, as a table under a head that says which and of what day."""
    lines = [
        f"## {title}, {board.as_of}",
        "",
        "| Account | Id | Tier | Owner | ARR | Health | Risk | Renewal | Last heard | Flags |",
        "|---|---|---|---|---:|---|---:|---|---|---|",
    ]
    for one in entries:
        health = "" if one.score is None else f"{words.whole(one.score)} {one.band} {words.moved(one.trend)}"
        cells = (
            safe(one.name),
            safe(one.id),
            safe(one.tier),
            safe(one.owner),
            "" if one.arr is None else words.amount(one.arr, board.currency),
            health.strip(),
            words.risk(one.risk, board.calibrated) if board.has_risk else "",
            str(one.renewal or ""),
            str(one.last_heard or "never"),
            account_words.flag_words(flags_of(one)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    kind = account_words.risk_named(board.calibrated, board.horizon_days)
    return "\n".join([*lines, "", f"{kind[:1].upper()}{kind[1:]}."]) + "\n"


def page_markdown(page: AccountPage) -> str:
    """The brief, and what happened."""
    from reports.brief_markdown import brief_markdown

    lines = [
        f"- {one.day}, {one.kind.value}{f' ({safe(one.what)})' if one.what else ''}: {safe(one.text)}"
        for one in page.timeline.moments
    ]
    return brief_markdown(page.brief) + "\n".join(["", "## What happened", "", *lines, ""])
