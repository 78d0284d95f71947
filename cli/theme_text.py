"""Themes as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import table
from foundation.money import amount, percent, short_amount
from foundation.text import one_line
from synthesis.overlay import decided, hidden_figures
from synthesis.themes import SynthesisRun, WeightedTheme

if TYPE_CHECKING:
    from workspace.themes import ThemeView


def themes_table(themes: tuple[WeightedTheme, ...], currency: str) -> str:
    """One line a theme; a theme without statements this month shows dashes."""
    rows = [
        (
            str(rank),
            item.theme.id[:8],
            one_line(item.theme.label, 44),
            item.status.value,
            item.theme.kind.value,
            short_amount(item.weights.arr, currency),
            short_amount(item.weights.arr_at_risk, currency),
            str(item.weights.accounts),
            str(item.weights.statements),
            _growth(item.weights.growth),
            f"{item.weights.priority:.0f}",
        )
        for rank, item in enumerate(themes, start=1)
    ]
    heads = ("#", "Id", "Theme", "Status", "Kind", "ARR", "At risk", "Accts", "Stmts", "Growth", "Prio")
    return table(heads, rows, "rllllrrrrrr")


def coverage_text(run: SynthesisRun, currency: str) -> str:
    """Two lines: who was heard, and what belongs to no theme; a third where themes are hidden."""
    coverage, out = run.coverage, run.unclustered
    return (
        f"{run.month.title}: heard from {coverage.accounts:,} of {coverage.accounts_total:,} accounts "
        f"({percent(coverage.arr_share, 0)} of ARR) in {coverage.statements:,} statements"
        + (f", and {coverage.copies:,} copies of them" if coverage.copies else "")
        + ".\n"
        f"In no theme: {out.statements:,} statements ({percent(out.share)}), "
        f"{short_amount(out.arr, currency)} of ARR ({percent(out.arr_share)})." + _hidden(run, currency)
    )


def _hidden(run: SynthesisRun, currency: str) -> str:
    """What people have taken off the lists; nothing where they have not."""
    if not run.hidden:
        return ""
    count = len(run.hidden)
    said, split = hidden_figures(run)
    themes = "1 theme" if count == 1 else f"{count:,} themes"
    return (
        f"\nHidden by hand: {themes}, {said:,} statements, {short_amount(split, currency)} of ARR by split."
    )


def theme_text(view: ThemeView, currency: str) -> str:
    """One theme with its formula, accounts and quotes."""
    theme, weights = view.theme.theme, view.theme.weights
    low, high = weights.arr_at_risk_interval
    lines = [
        f"{theme.label}   [{theme.id}]",
        f"{view.theme.status.value} {theme.kind.value} since {theme.born}; stability {theme.stability:.2f}",
        *decided(view.theme),
        f"“{one_line(theme.summary, 160)}”" if theme.summary else "Nobody has spoken of it in this window.",
        "",
        f"ARR          {amount(weights.arr, currency):>14}   in {weights.accounts:,} accounts, "
        f"{weights.statements:,} statements"
        + (f", {weights.copies:,} near copies" if weights.copies else ""),
        f"ARR at risk  {amount(weights.arr_at_risk, currency):>14}   80 % interval "
        f"{amount(low, currency)} to {amount(high, currency)}",
        f"ARR split    {amount(weights.arr_split, currency):>14}   the largest account is "
        f"{percent(weights.largest_account_share, 0)} of the theme",
        "",
        f"Priority {weights.priority:.0f} of 100 =",
    ]
    lines += [
        f"  {part.name:<10} {part.score:5.2f} x {part.weight:.2f}   ({part.value:,.2f})"
        for part in weights.components
    ]
    lines += ["", "Statements by month: " + "  ".join(f"{p.month} {p.statements}" for p in weights.trend), ""]
    lines += [
        f"  {view.names.get(share.account_id, share.account_id):<28} {amount(share.arr, currency):>12}  "
        f"{share.statements} statements"
        for share in weights.top_accounts
    ]
    lines.append("")
    for quote in view.theme.quotes:
        who = view.names.get(quote.account_id or "", "no account")
        lines += [
            f"“{quote.text}”",
            f"   {who}, {quote.day}, {quote.source.value} {quote.item_id}, statement {quote.statement_id[:8]}",
            "",
        ]
    return "\n".join(lines).rstrip()


def _growth(growth: float | None) -> str:
    return "–" if growth is None else f"{growth * 100:+.0f} %"
