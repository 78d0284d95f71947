"""Markdown that reads well raw: the monthly report as one text.

Customer text and names are data: every Markdown and HTML character in them is made harmless.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foundation.money import amount, count, percent, short_amount
from foundation.text import one_line, safe_text
from reports.method import method_lines
from reports.monthly import BehindLine, MonthlyReport, QuoteLine, ThemeSection
from synthesis.figures import TrendPoint
from synthesis.overlay import decided
from synthesis.themes import ThemeStatus, WeightedTheme

_SPECIAL = re.compile(r"([\\`*\[\]<|~]|(?<!\w)_|_(?!\w))")
_LEADING = re.compile(r"^(\s*)(?:([-+=>#])|(\d+)([.)]))(?=\s|$|[-+=>#])", re.MULTILINE)
_REASONS = {
    "alone": "near no theme",
    "between themes": "as near to several themes as to one",
    "moved out by hand": "moved out by hand",
    "too short": "too short to tell",
}
_FULL_SECTIONS = 20  # themes told in full; the rest with two quotes each
_SINGLE_SECTIONS = 10  # themes of one account that are told at all
_COMPONENT_WORDS = {"arr": "ARR", "at_risk": "ARR at risk"}
_BARS = "▁▂▃▄▅▆▇█"


def monthly_markdown(report: MonthlyReport) -> str:
    """The whole report; ends with a newline. Equal view models give equal bytes."""
    blocks = [
        f"# {_inline(report.company)}: what customers told us in {report.month.title}",
        _bullets(tuple(_inline(line) for line in report.headline)),
        *_revenue(report),
        *_ranking(report),
        *_sections(report),
        *_quiet(report),
        *_unclustered(report),
        *_movements(report),
        "## How these figures were made",
        _bullets(method_lines(report)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _revenue(report: MonthlyReport) -> list[str]:
    metrics = report.metrics
    if metrics is None:
        return ["## Revenue", "No subscriptions or MRR were imported, so there is no NRR or GRR to show."]
    rows = [
        ("Net revenue retention", metrics.retention.nrr, metrics.trailing_12.nrr),
        ("Gross revenue retention", metrics.retention.grr, metrics.trailing_12.grr),
        ("Logo retention", metrics.retention.logo_retention, metrics.trailing_12.logo_retention),
    ]
    table = _table(
        ("", report.month.title, "Trailing 12 months"),
        [(name, percent(month), percent(year)) for name, month, year in rows],
        "lrr",
    )
    money = [amount(value, report.currency) for value in (metrics.start_mrr, metrics.end_mrr)]
    parts = ", ".join(
        f"{name} {amount(value, report.currency)}"
        for name, value in (
            ("expansion", metrics.expansion),
            ("contraction", metrics.contraction),
            ("churn", metrics.churn),
            ("new", metrics.new_mrr),
            ("reactivation", metrics.reactivation),
        )
    )
    return [
        "## Revenue",
        table,
        f"MRR went from {money[0]} to {money[1]}: {parts}. {metrics.accounts:,} accounts pay.",
    ]


def _ranking(report: MonthlyReport) -> list[str]:
    if not report.sections:
        return ["## Themes", "No theme was raised this month."]
    rows = [
        (
            str(section.rank),
            _inline(section.theme.theme.label),
            section.theme.status.value,
            section.theme.theme.kind.value,
            short_amount(section.theme.weights.arr, report.currency),
            short_amount(section.theme.weights.arr_at_risk, report.currency),
            f"{section.theme.weights.accounts:,}",
            f"{section.theme.weights.statements:,}",
            _spark(section.theme.weights.trend),
            f"{section.theme.weights.priority:.0f}",
        )
        for section in report.sections
    ]
    window = f"{len(report.sections[0].theme.weights.trend)} months"
    heads = ("#", "Theme", "Status", "Kind", "ARR", "At risk", "Accounts", "Statements", window, "Priority")
    return [
        "## Themes by priority",
        _table(heads, rows, "rlllrrrrlr"),
        "ARR counts each account once per theme, so the column adds up to more than the ARR heard from. "
        f"At risk is ARR x {_risk_words(report)}.",
    ]


def _risk_words(report: MonthlyReport) -> str:
    noted = report.run.manifest.noted_risk()
    if noted and noted[0] == "model":
        return "each account's calibrated probability of leaving"
    return "risk points of each account, a scorecard and not a probability"


def _copies(copies: int) -> str:
    return f" and {copies:,} near {'copy' if copies == 1 else 'copies'} of them" if copies else ""


def _section(section: ThemeSection, report: MonthlyReport) -> list[str]:
    theme, weights = section.theme.theme, section.theme.weights
    low, high = weights.arr_at_risk_interval
    facts = [
        f"**{short_amount(weights.arr, report.currency)} of ARR** in {count(weights.accounts, 'account')}, "
        f"{count(weights.statements, 'statement')}{_copies(weights.copies)}; {_trend_words(section.theme)}",
        f"{short_amount(weights.arr_at_risk, report.currency)} at risk "
        f"({'a mere example, ' if weights.few_accounts else ''}80 % interval "
        f"{short_amount(low, report.currency)} to {short_amount(high, report.currency)}); "
        f"the largest account is {percent(weights.largest_account_share, 0)} of the theme's ARR",
        f"priority {weights.priority:.0f} of 100 = 100 x ({_components(section.theme)})",
    ]
    if nps := weights.nps:
        without = f"{nps.without:+.0f} without the {nps.in_theme:,} of {nps.answers:,} answers with it"
        facts.append(f"the month's NPS of {nps.score:+.0f} would be {without}")
    if theme.tentative:
        facts.append(f"tentative: on average {percent(theme.stability, 0)} of it came back in resamples")
    facts += [line.rstrip(".") for line in decided(section.theme)]
    behind = ", ".join(_behind(line, report.currency) for line in section.behind[:5])
    return [
        f"### {section.rank}. {_inline(theme.label)}",
        _bullets(tuple(facts)),
        "\n>\n".join(_quote(quote) for quote in section.quotes),
        f"Behind it: {behind}." if behind else "No account with revenue is behind it this month.",
    ]


def _sections(report: MonthlyReport) -> list[str]:
    """The first themes in full, further ones by their words, and those that one account alone raised."""
    shared = [section for section in report.sections if section.shared]
    alone = [section for section in report.sections if not section.shared]
    blocks = [block for section in shared[:_FULL_SECTIONS] for block in _section(section, report)]
    if shared[_FULL_SECTIONS:]:
        blocks.append("## Further themes")
        blocks += _in_words(shared[_FULL_SECTIONS:])
    if alone:
        count = len(alone)
        more = f" The first {_SINGLE_SECTIONS} of {count}:" if count > _SINGLE_SECTIONS else ""
        blocks += [
            "## Raised by one account only",
            "Too little to speak of a theme of the month; they stand here because other months had more."
            + more,
            *_in_words(alone[:_SINGLE_SECTIONS]),
        ]
    return blocks


def _in_words(sections: Sequence[ThemeSection]) -> list[str]:
    blocks = []
    for section in sections:
        blocks.append(f"### {section.rank}. {_inline(section.theme.theme.label)}")
        blocks.append("\n>\n".join(_quote(quote) for quote in section.quotes[:2]))
    return blocks


def _trend_words(theme: WeightedTheme) -> str:
    growth = theme.weights.growth
    if theme.status is ThemeStatus.NEW:
        return "new this month"
    if growth is None:
        return f"{theme.status.value}; too few statements to speak of a trend"
    share = theme.weights.trend[-1].share
    moved = (
        f"{percent(share)} of all statements after {percent(share / (1 + growth))} in the three months before"
    )
    if theme.status is ThemeStatus.STEADY and abs(growth) >= 0.5:
        return f"{moved}, too few to call it a change"
    return f"{theme.status.value}, {moved}"


def _components(theme: WeightedTheme) -> str:
    return " + ".join(
        f"{_COMPONENT_WORDS.get(part.name, part.name)} {part.score:.2f} x {part.weight:.2f}"
        for part in theme.weights.components
    )


def _quote(quote: QuoteLine) -> str:
    words = "\n> ".join(_escape(line) for line in safe_text(quote.text).strip().split("\n"))
    place = f"{quote.source} {_inline(quote.external)}".strip()
    return f"> “{words}”\n> — {_inline(quote.account)}, {quote.date:%d %b %Y}, {place}, item `{quote.item}`"


def _behind(line: BehindLine, currency: str) -> str:
    tier = f", {line.account.tier}" if line.account.tier else ""
    return f"{_inline(line.account.name)} ({short_amount(line.arr, currency)}{tier})"


def _quiet(report: MonthlyReport) -> list[str]:
    if not report.quiet:
        return []
    lines = tuple(
        f"{_inline(item.theme.label)} ({item.status.value}; {_spark(item.weights.trend)})"
        for item in report.quiet
    )
    return ["## Not heard this month", _bullets(lines)]


def _unclustered(report: MonthlyReport) -> list[str]:
    out = report.run.unclustered
    if not out.statements:
        return ["## In no theme", "Every statement of the month belongs to a theme."]
    reasons = ", ".join(
        f"{count:,} {_REASONS.get(reason, reason)}" for reason, count in sorted(out.reasons.items())
    )
    loudest = ", ".join(
        f"{_behind(line, report.currency)} with {line.statements:,}"
        for line in report.loudest_unclustered[:5]
    )
    return [
        "## In no theme",
        f"{count(out.statements, 'statement')} ({percent(out.share, 0)} of the month) belong to no theme: "
        f"{reasons}. They carry {short_amount(out.arr, report.currency)} of ARR, "
        f"{percent(out.arr_share, 0)} of what was heard."
        + (f" Most of them come from {loudest}." if loudest else ""),
    ]


def _movements(report: MonthlyReport) -> list[str]:
    if not report.movements:
        return []
    rows = [
        (
            _inline(account.name),
            move.kind.value,
            amount(move.before, report.currency),
            amount(move.after, report.currency),
            amount(move.change, report.currency),
        )
        for account, move in report.movements
    ]
    return [
        "## Revenue movements",
        _table(("Account", "What", "MRR before", "after", "change"), rows, "llrrr"),
    ]


def _spark(trend: tuple[TrendPoint, ...]) -> str:
    """A theme's statements by month as bars, highest month = full; a dot is a month without any."""
    top = max((point.statements for point in trend), default=0)
    return "".join(
        _BARS[min(7, point.statements * 8 // (top + 1))] if point.statements else "·" for point in trend
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """A Markdown table with padded columns; ``align`` holds l or r for each."""
    widths = [max(3, *(len(row[column]) for row in [heads, *rows])) for column in range(len(heads))]
    rule = [
        "-" * (width - 1) + ":" if side == "r" else "-" * width
        for width, side in zip(widths, align, strict=True)
    ]
    lines = [_row(heads, widths, align), "| " + " | ".join(rule) + " |"]
    return "\n".join(lines + [_row(row, widths, align) for row in rows])


def _row(cells: Sequence[str], widths: Sequence[int], align: str) -> str:
    padded = (
        cell.rjust(width) if side == "r" else cell.ljust(width)
        for cell, width, side in zip(cells, widths, align, strict=True)
    )
    return "| " + " | ".join(padded) + " |"


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _escape(text: str) -> str:
    return _LEADING.sub(_harmless, _SPECIAL.sub(r"\\\1", text))


def _inline(text: str) -> str:
    return _escape(one_line(text))


def _harmless(match: re.Match[str]) -> str:
    """The mark at a line's beginning with a backslash where Markdown takes one."""
    space, mark, number, after = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{after}"
