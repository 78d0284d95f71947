"""How the figures were made, in lines for people: sources, counts, model, formula, run id."""

from __future__ import annotations

from foundation.money import percent
from reports.monthly import MonthlyReport


def method_lines(report: MonthlyReport) -> tuple[str, ...]:
    """One line a fact; the last names the run, so that it can be made again."""
    run, manifest = report.run, report.run.manifest
    coverage = run.coverage
    largest_first = sorted(manifest.dropped.items(), key=lambda pair: (-pair[1], pair[0]))
    dropped = ", ".join(f"{reason} {count:,}" for reason, count in largest_first if count)
    weights = _weights(report)
    return (
        f"Sources: {manifest.items:,} tickets, survey answers and calls of the window, split into "
        f"{manifest.statements:,} statements, {manifest.statements_in_month:,} of them in "
        f"{report.month.title} (equal and nearly equal words of one account count once above); left out before "
        f"that, in lines and sentences: {dropped or 'nothing'}.",
        f"Coverage: {coverage.accounts:,} of {coverage.accounts_total:,} paying accounts "
        f"({percent(coverage.accounts_share, 0)}) with {percent(coverage.arr_share, 0)} of ARR; "
        f"{coverage.statements_without_account:,} statements could not be matched to an account.",
        f"Themes: equal texts and near copies (word triples, Jaccard 0.8) count once, model {manifest.model}, "
        f"grouped by hdbscan; a statement that fits nowhere stays out. The same input gives the same themes in "
        f"any order.",
        f"Priority: 100 x the weighted sum of {weights}; every part is between 0 and 1 and printed with its "
        f"theme. ARR is that of {report.month.last_day:%d %B %Y}.",
        "ARR at risk: ARR x the scorecard's risk points (usage, engagement, support, relationship, "
        "commercial; what is missing is left out), not calibrated; its 80 % interval comes from 1,000 resamples "
        "of the book's accounts, those not heard from included.",
        "Quotes are verbatim from the stored, redacted feedback; the report stops if one is not.",
        f"Run {run.id} of {report.month}, made {report.generated:%d %b %Y %H:%M} UTC.",
    )


def _weights(report: MonthlyReport) -> str:
    for section in report.sections:
        parts = section.theme.weights.components
        return ", ".join(f"{part.name} ({part.weight:.2f})" for part in parts)
    return "the components in nrr.toml"
