"""Themes as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cli.naming_text import named_lines
from cli.output import table, wrapped
from foundation.money import amount, count, percent, short_amount
from foundation.text import one_line
from synthesis.figures import CutFigures, NpsImpact, Unclustered
from synthesis.overlay import decided, hidden_figures
from synthesis.themes import SynthesisRun, Theme, WeightedTheme

if TYPE_CHECKING:
    from workspace.themes import ThemeView

_LOUDEST = 5
_TENTATIVE = " ~"


def themes_table(themes: tuple[WeightedTheme, ...], currency: str) -> str:
    """One line a theme; a theme without statements this month shows dashes."""
    rows = [
        (
            str(rank),
            item.theme.id[:8],
            one_line(item.theme.label, 38) + (_TENTATIVE if item.theme.tentative else ""),
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
    found = table(heads, rows, "rllllrrrrrr")
    if any(item.theme.tentative for item in themes):
        found += (
            f"\n\n{_TENTATIVE.strip()} tentative: it comes back badly when a fifth of the texts is left out."
        )
    return found


def coverage_text(run: SynthesisRun, currency: str, names: Mapping[str, str]) -> str:
    """Who was heard, what belongs to no theme and why, whose it is, and what people have hidden; ``names`` by
    account id."""
    coverage = run.coverage
    heard = (
        f"{run.month.title}: heard from {coverage.accounts:,} of {coverage.accounts_total:,} accounts "
        f"({percent(coverage.arr_share, 0)} of ARR) in {count(coverage.statements, 'statement')}"
        + (f", and {_copies(coverage.copies)} of them" if coverage.copies else "")
        + (f"; NPS {coverage.nps:+.0f} of {coverage.answers:,} answers" if coverage.nps is not None else "")
        + "."
    )
    out = unclustered_lines(run.unclustered, currency, names)
    lines = [heard, *out, *_noise_target(run), *_hidden(run, currency)]
    return "\n".join(wrapped(line, "  ") for line in lines)


def _copies(number: int) -> str:
    return "1 near copy" if number == 1 else f"{number:,} near copies"


def _noise_target(run: SynthesisRun) -> list[str]:
    """What came of the wish for a share in no theme; nothing without one."""
    wished = run.noise_target
    if wished is None:
        return []
    share = run.window_unclustered
    if share <= wished:
        return [
            f"At most {percent(wished, 0)} in no theme was wished; over the whole window it is {percent(share)}."
        ]
    return [
        f"At most {percent(wished, 0)} in no theme was wished; {percent(share)} of the whole window stays out, "
        "because it is near no theme."
    ]


def _hidden(run: SynthesisRun, currency: str) -> list[str]:
    """What people have taken off the lists; nothing where they have not."""
    if not run.hidden:
        return []
    said, split = hidden_figures(run)
    return [
        f"Hidden by hand: {count(len(run.hidden), 'theme')}, {count(said, 'statement')}, "
        f"{short_amount(split, currency)} of ARR by split."
    ]


def unclustered_lines(out: Unclustered, currency: str, names: Mapping[str, str]) -> list[str]:
    """What is in no theme in statements and ARR, why, and the accounts that said most of it."""
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in out.reasons.items())
    lines = [
        f"In no theme: {count(out.statements, 'statement')} ({percent(out.share)}), "
        f"{short_amount(out.arr, currency)} of ARR ({percent(out.arr_share)} of the ARR heard from)"
        + (f": {reasons}." if reasons else ".")
    ]
    if out.loudest:
        loudest = ", ".join(
            f"{names.get(share.account_id, share.account_id)} "
            f"({count(share.statements, 'statement')}, {short_amount(share.arr, currency)})"
            for share in out.loudest[:_LOUDEST]
        )
        lines.append(f"Loudest there: {loudest}.")
    return lines


def theme_text(view: ThemeView, currency: str) -> str:
    """One theme with its formula, accounts and quotes."""
    theme, weights = view.theme.theme, view.theme.weights
    low, high = weights.arr_at_risk_interval
    lines = [
        f"{theme.label}   [{theme.id}]",
        f"{view.theme.status.value} {theme.kind.value} since {theme.born}; stability {theme.stability:.2f}"
        + (", tentative" if theme.tentative else ""),
        *(wrapped(line, "  ") for line in named_lines(view.theme)),
        *decided(view.theme),
        *_taken_off(view),
        f"“{one_line(theme.summary, 160)}”" if theme.summary else "Nobody has spoken of it in this window.",
        "",
        f"ARR          {amount(weights.arr, currency):>14}   in {count(weights.accounts, 'account')}, "
        f"{count(weights.statements, 'statement')}"
        + (f", {_copies(weights.copies)}" if weights.copies else ""),
        f"ARR at risk  {amount(weights.arr_at_risk, currency):>14}   80 % interval "
        f"{amount(low, currency)} to {amount(high, currency)}"
        + (f"; {count(weights.accounts, 'account')} only, an example" if weights.few_accounts else ""),
        f"ARR split    {amount(weights.arr_split, currency):>14}   the largest account is "
        f"{percent(weights.largest_account_share, 0)} of the theme",
        _nps_line(weights.nps),
        "",
        f"Priority {weights.priority:.0f} of 100 =",
    ]
    lines += [
        f"  {part.name:<10} {part.score:5.2f} x {part.weight:.2f}   ({part.value:,.2f})"
        for part in weights.components
    ]
    months = ", ".join(f"{p.month} {p.statements}" for p in weights.trend)
    lines += ["", wrapped(f"Statements by month: {months}", "  "), ""]
    lines += [
        f"  {view.names.get(share.account_id, share.account_id):<28} {amount(share.arr, currency):>12}  "
        f"{count(share.statements, 'statement')}"
        for share in weights.top_accounts
    ]
    lines += _parts(theme)
    lines += [*_cuts("Segment", weights.by_segment, currency), *_cuts("Tier", weights.by_tier, currency), ""]
    for quote in view.theme.quotes:
        who = view.names.get(quote.account_id or "", "no account")
        lines += [
            wrapped(f"“{quote.text}”"),
            f"   {who}, {quote.day}, {quote.source.value} {quote.item_id}, statement {quote.statement_id[:8]}",
            "",
        ]
    lines += [wrapped(line, "  ") for line in unclustered_lines(view.run.unclustered, currency, view.names)]
    return "\n".join(lines).rstrip()


def _taken_off(view: ThemeView) -> list[str]:
    """That the theme is hidden and how it comes back, where it is."""
    theme_id = view.theme.theme.id
    if all(one.theme.id != theme_id for one in view.run.hidden):
        return []
    return [f"Hidden by hand: nrr theme unhide {theme_id[:8]} shows it again."]


def _parts(theme: Theme) -> list[str]:
    """The sub-themes with their statements over the window, and how many statements touch it from outside."""
    lines = []
    if theme.subthemes:
        rows = [(part.label, f"{len(part.members):,}") for part in theme.subthemes]
        lines += ["", table(("Sub-theme", "Stmts in window"), rows, "lr")]
    if theme.also:
        lines += [
            "",
            f"{count(len(theme.also), 'statement')} of other themes touch this one; no figure counts them.",
        ]
    return lines


def _nps_line(impact: NpsImpact | None) -> str:
    if impact is None:
        return "NPS                       –   too few answers to say"
    return (
        f"NPS          {impact.score:>+14.0f}   {impact.without:+.0f} without the {impact.in_theme:,} of "
        f"{impact.answers:,} answers with this theme"
    )


def _cuts(head: str, cuts: Sequence[CutFigures], currency: str) -> list[str]:
    """A table of a theme's cuts with an empty line before it; nothing without cuts."""
    if not cuts:
        return []
    rows = [
        (
            cut.name,
            str(cut.accounts),
            str(cut.statements),
            short_amount(cut.arr, currency),
            short_amount(cut.arr_at_risk, currency),
        )
        for cut in cuts
    ]
    text = table((head, "Accts", "Stmts", "ARR", "At risk"), rows, "lrrrr")
    return ["", *(f"  {line}" for line in text.split("\n"))]


def _growth(growth: float | None) -> str:
    return "–" if growth is None else f"{growth * 100:+.0f} %"
