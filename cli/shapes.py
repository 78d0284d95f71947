"""The JSON shapes that others build on: fields may be added, none renamed."""

from __future__ import annotations

from accounts.figures import Retention, RevenueMetrics
from ingest.items import ImportReport
from synthesis.overlay import hidden_figures
from synthesis.themes import AccountShare, SynthesisRun, WeightedTheme


def themes_shape(run: SynthesisRun, themes: tuple[WeightedTheme, ...]) -> dict[str, object]:
    """``nrr themes --json``."""
    hidden_statements, hidden_arr = hidden_figures(run)
    return {
        "month": str(run.month),
        "run": run.id,
        "coverage": {
            "accounts": run.coverage.accounts,
            "accounts_total": run.coverage.accounts_total,
            "accounts_share": run.coverage.accounts_share,
            "arr": run.coverage.arr,
            "arr_total": run.coverage.arr_total,
            "arr_share": run.coverage.arr_share,
            "statements": run.coverage.statements,
            "statements_without_account": run.coverage.statements_without_account,
            "copies": run.coverage.copies,
        },
        "unclustered": {
            "statements": run.unclustered.statements,
            "share": run.unclustered.share,
            "arr": run.unclustered.arr,
            "arr_share": run.unclustered.arr_share,
            "reasons": run.unclustered.reasons,
            "loudest": [_share(share) for share in run.unclustered.loudest],
        },
        "hidden": {
            "themes": [one.theme.id for one in run.hidden],
            "statements": hidden_statements,
            "arr_split": hidden_arr,
        },
        "themes": [theme_shape(theme) for theme in themes],
    }


def theme_shape(weighted: WeightedTheme) -> dict[str, object]:
    """One theme of ``nrr themes --json``; also ``nrr theme ID --json``."""
    theme, weights = weighted.theme, weighted.weights
    return {
        "id": theme.id,
        "label": theme.label,
        "summary": theme.summary,
        "status": weighted.status.value,
        "resolved": (
            {"on": weighted.resolved.on.isoformat(), "heard_since": weighted.resolved.heard_since}
            if weighted.resolved
            else None
        ),
        "pinned": weighted.pinned,
        "kind": theme.kind.value,
        "born": str(theme.born),
        "statements": weights.statements,
        "copies": weights.copies,
        "accounts": weights.accounts,
        "arr": weights.arr,
        "arr_split": weights.arr_split,
        "arr_at_risk": weights.arr_at_risk,
        "arr_at_risk_interval": list(weights.arr_at_risk_interval),
        "largest_account_share": weights.largest_account_share,
        "severity": weights.severity,
        "growth": weights.growth,
        "priority": weights.priority,
        "components": {
            part.name: {"value": part.value, "score": part.score, "weight": part.weight}
            for part in weights.components
        },
        "stability": theme.stability,
        "trend": [
            {
                "month": str(point.month),
                "statements": point.statements,
                "accounts": point.accounts,
                "share": point.share,
            }
            for point in weights.trend
        ],
        "top_accounts": [_share(share) for share in weights.top_accounts],
        "quotes": [
            {
                "item": quote.item_id,
                "statement": quote.statement_id,
                "account": quote.account_id,
                "date": quote.day.isoformat(),
                "source": quote.source.value,
                "text": quote.text,
            }
            for quote in weighted.quotes
        ],
    }


def metrics_shape(metrics: RevenueMetrics) -> dict[str, object]:
    """``nrr metrics --json``: amounts in MRR, ratios not percent."""
    return {
        "month": str(metrics.month),
        "currency": metrics.currency,
        "start_mrr": metrics.start_mrr,
        "expansion": metrics.expansion,
        "contraction": metrics.contraction,
        "churn": metrics.churn,
        "end_mrr": metrics.end_mrr,
        "new_mrr": metrics.new_mrr,
        "reactivation": metrics.reactivation,
        **_retention(metrics.retention),
        "trailing_12": _retention(metrics.trailing_12),
        "accounts": metrics.accounts,
        "movements": [
            {
                "account": move.account_id,
                "kind": move.kind.value,
                "before": move.before,
                "after": move.after,
                "change": move.change,
            }
            for move in metrics.movements
        ],
    }


def import_shape(report: ImportReport) -> dict[str, object]:
    """``nrr import --json``."""
    return {
        "kind": report.kind,
        "format": report.format,
        "read": report.read,
        "kept": report.kept,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "dropped": report.dropped,
        "unmatched_accounts": report.unmatched_accounts,
        "redacted": report.redacted,
        "languages": report.languages,
        "warnings": report.warnings,
        "proposed": report.proposed,
        "drops": [
            {
                "file": drop.file,
                "row": drop.row,
                "column": drop.column,
                "reason": drop.reason.value,
                "detail": drop.detail,
            }
            for drop in report.drops
        ],
    }


def _retention(retention: Retention) -> dict[str, float | None]:
    return {"nrr": retention.nrr, "grr": retention.grr, "logo_retention": retention.logo_retention}


def _share(share: AccountShare) -> dict[str, object]:
    return {"account": share.account_id, "arr": share.arr, "statements": share.statements}
