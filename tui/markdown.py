"""What the copy key puts on the clipboard: Markdown from domain values, made safe like everything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from foundation.text import one_line, safe_text
from tui import words

if TYPE_CHECKING:
    from synthesis.themes import WeightedTheme
    from workspace.item_view import ItemView


def theme_markdown(theme: WeightedTheme, names: Mapping[str, str], currency: str) -> str:
    """A theme with its figures and quotes."""
    weights = theme.weights
    low, high = weights.arr_at_risk_interval
    lines = [
        f"## {one_line(theme.theme.label)}",
        "",
        f"{theme.status.value} {theme.theme.kind.value}; {words.count(weights.accounts, 'account')}, "
        f"{words.count(weights.statements, 'statement')}; ARR {words.amount(weights.arr, currency)}, at risk "
        f"{words.amount(weights.arr_at_risk, currency)} ({words.interval(low, high, currency)}); "
        f"priority {weights.priority:.0f} of 100.",
        "",
    ]
    for quote in theme.quotes:
        account = one_line(names.get(quote.account_id or "", quote.account_id or "no account"))
        lines += [
            _quoted(quote.text),
            f">\n> {account}, {quote.day}, {quote.source.value} {quote.item_id}",
            "",
        ]
    return "\n".join(lines)


def item_markdown(view: ItemView) -> str:
    """An item with all its turns."""
    item = view.item
    account = one_line(view.account_name or item.account.account_id or "no account")
    lines = [
        f"## {item.source.value} {one_line(item.external_id or item.id)}, {item.occurred_at:%Y-%m-%d}",
        "",
        f"{account}. {one_line(item.subject)}".rstrip(),
        "",
    ]
    for part in view.parts:
        role = part.role.value if part.role else "unknown"
        lines += [f"**{role}** {one_line(part.speaker)}".rstrip(), _quoted(part.text), ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in safe_text(text).strip().splitlines())
