"""How the figures were made, in lines for people: sources, counts, model, formula, run id."""

from __future__ import annotations

from foundation.money import count, percent, short_amount
from reports.monthly import MonthlyReport
from synthesis.overlay import hidden_figures


def method_lines(report: MonthlyReport) -> tuple[str, ...]:
    """One line a fact; the last names the run, so that it can be made again."""
    run, manifest = report.run, report.run.manifest
    coverage = run.coverage
    largest_first = sorted(manifest.dropped.items(), key=lambda pair: (-pair[1], pair[0]))
    dropped = ", ".join(f"{reason} {lines:,}" for reason, lines in largest_first if lines)
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
        f"ARR at risk: ARR x {_risk(report)}; its 80 % interval comes from 1,000 resamples of the book's accounts, "
        f"those not heard from included.",
        *_hidden(report),
        "Quotes are verbatim from the stored, redacted feedback; the report stops if one is not.",
        f"Run {run.id} of {report.month}, made {report.generated:%d %b %Y %H:%M} UTC.",
    )


def _risk(report: MonthlyReport) -> str:
    noted = report.run.manifest.noted_risk()
    if noted and noted[0] == "model":
        return (
            "each account's probability of leaving within the horizon, by a model learnt from the book's own past "
            "and calibrated (nrr churn evaluate)"
        )
    return (
        "the scorecard's risk points (usage, engagement, support, relationship, commercial; what is missing is left "
        "out), not calibrated"
    )


def _hidden(report: MonthlyReport) -> tuple[str, ...]:
    """What people have taken off the lists; nothing where they have not."""
    if not report.run.hidden:
        return ()
    said, split = hidden_figures(report.run)
    return (
        f"Hidden by hand and in no list above: {count(len(report.run.hidden), 'theme')} with "
        f"{count(said, 'statement')} and {short_amount(split, report.currency)} of ARR by split.",
    )


def _weights(report: MonthlyReport) -> str:
    for section in report.sections:
        parts = section.theme.weights.components
        return ", ".join(f"{part.name} ({part.weight:.2f})" for part in parts)
    return "the components in nrr.toml"
