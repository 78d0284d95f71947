"""The NRR bridge: from the MRR at the month's start to that at its end, step by step."""

from __future__ import annotations

from collections.abc import Callable

from accounts.figures import Retention, RevenueMetrics
from reports.document import Block, Chart, Column, Drawing, Kind, Paragraph, Table
from reports.facts import ReportFacts
from reports.words import Text, money, share

NOTHING = "No subscriptions or MRR were imported, so there is no NRR or GRR to show."
_RATIOS: tuple[tuple[str, str, Callable[[Retention], float | None]], ...] = (
    ("Net revenue retention", "nrr", lambda one: one.nrr),
    ("Gross revenue retention", "grr", lambda one: one.grr),
    ("Logo retention", "logo", lambda one: one.logo_retention),
)


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """The retention table and the waterfall."""
    found = facts.metrics
    if found is None:
        return (Paragraph((NOTHING,)),)
    return (_retention(found, facts), _waterfall(found, facts))


def _retention(found: RevenueMetrics, facts: ReportFacts) -> Table:
    month, was = facts.month, facts.comparison.metrics if facts.comparison else None
    rows = []
    for name, family, ratio in _RATIOS:
        cells = [
            _ratio(ratio(found.retention), f"{family}:{month}"),
            _ratio(ratio(found.trailing_12), f"{family}_12:{month}"),
        ]
        if was is not None:
            cells.insert(0, _ratio(ratio(was.retention), f"{family}:{was.month}"))
        rows.append(((name,), *cells))
    heads = [Column(""), Column(month.title, Kind.PERCENT), Column("Twelve months", Kind.PERCENT)]
    if was is not None:
        heads.insert(1, Column(was.month.title, Kind.PERCENT))
    return Table("Retention", "Retention of revenue and of accounts", tuple(heads), tuple(rows))


def _ratio(value: float | None, figure: str) -> Text:
    return ("n/a",) if value is None else (share(value, figure),)


def _waterfall(found: RevenueMetrics, facts: ReportFacts) -> Chart:
    month, currency = facts.month, facts.currency
    steps = (
        ("MRR at start", found.start_mrr, "start_mrr"),
        ("Expansion", found.expansion, "expansion_mrr"),
        ("Contraction", -found.contraction, "contraction_mrr"),
        ("Churn", -found.churn, "churn_mrr"),
        ("New", found.new_mrr, "new_mrr"),
        ("Reactivation", found.reactivation, "reactivation_mrr"),
        ("MRR at end", found.end_mrr, "end_mrr"),
    )
    rows = tuple(
        (
            (name,),
            (money(value, currency, f"{family}:{month}", whole=True, signed=0 < at < len(steps) - 1),),
        )
        for at, (name, value, family) in enumerate(steps)
    )
    change = found.end_mrr - found.start_mrr
    lost = found.contraction + found.churn
    point: Text = (
        f"MRR {'rose' if change >= 0 else 'fell'} by ",
        money(abs(change), currency),
        " to ",
        money(found.end_mrr, currency, f"end_mrr:{month}"),
        ": existing accounts gave ",
        money(found.expansion, currency, f"expansion_mrr:{month}"),
        " more and ",
        money(lost, currency),
        " less.",
    )
    table = Table(
        "NRR bridge",
        "From the MRR at the month's start to that at its end",
        (Column("Step"), Column("MRR", Kind.MONEY)),
        rows,
    )
    return Chart(Drawing.WATERFALL, point, table, (1,), totals=(0, len(rows) - 1))
