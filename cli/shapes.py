"""The JSON shapes that others build on: fields may be added, none renamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from cli.naming_text import label_shape
from ingest.items import ImportReport
from synthesis.figures import AccountShare, Coverage, NpsImpact, Unclustered
from synthesis.overlay import hidden_figures
from synthesis.theme_figures import theme_figure
from synthesis.themes import SynthesisRun, WeightedTheme

if TYPE_CHECKING:
    from foundation.months import Month
    from workspace.themes import ThemeView
    from workspace.what_if import WhatIfView


def themes_shape(
    run: SynthesisRun, themes: tuple[WeightedTheme, ...], cut: Mapping[str, str] | None = None
) -> dict[str, object]:
    """``nrr themes --json``. ``cut`` names the segment and tier whose figures these are."""
    hidden_statements, hidden_arr = hidden_figures(run)
    return {
        "month": str(run.month),
        "run": run.id,
        "cut": dict(cut or {}),
        "coverage": coverage_shape(run.coverage),
        "unclustered": unclustered_shape(run.unclustered),
        "noise_target": run.noise_target,
        "window_unclustered": run.window_unclustered,
        "grouped": run.manifest.params.get("grouped", "refit"),
        "hidden": {
            "themes": [one.theme.id for one in run.hidden],
            "statements": hidden_statements,
            "arr_split": hidden_arr,
        },
        "ledger": [
            {
                "kind": event.kind.value,
                "before": list(event.themes_before),
                "after": list(event.themes_after),
                "overlap": event.overlap,
                "detail": event.detail,
            }
            for event in run.events
        ],
        "themes": [theme_shape(theme, run.month, cut) for theme in themes],
    }


def coverage_shape(coverage: Coverage) -> dict[str, object]:
    """Who was heard in the month."""
    return {
        "accounts": coverage.accounts,
        "accounts_total": coverage.accounts_total,
        "accounts_share": coverage.accounts_share,
        "arr": coverage.arr,
        "arr_total": coverage.arr_total,
        "arr_share": coverage.arr_share,
        "statements": coverage.statements,
        "statements_without_account": coverage.statements_without_account,
        "copies": coverage.copies,
        "nps": coverage.nps,
        "answers": coverage.answers,
    }


def unclustered_shape(out: Unclustered) -> dict[str, object]:
    """What is in no theme, and whose it is."""
    return {
        "statements": out.statements,
        "share": out.share,
        "accounts": out.accounts,
        "arr": out.arr,
        "arr_share": out.arr_share,
        "reasons": out.reasons,
        "loudest": [_share(share) for share in out.loudest],
    }


def theme_view_shape(view: ThemeView) -> dict[str, object]:
    """``nrr theme ID --json``: the theme, and what its month holds outside of all themes."""
    return theme_shape(view.theme, view.run.month) | {
        "hidden": view.theme.theme.id in {one.theme.id for one in view.run.hidden},
        "month": str(view.run.month),
        "unclustered": unclustered_shape(view.run.unclustered),
    }


def theme_shape(
    weighted: WeightedTheme, month: Month, cut: Mapping[str, str] | None = None
) -> dict[str, object]:
    """One theme of ``nrr themes --json``; ``figures`` are what `nrr explain` opens."""
    theme, weights = weighted.theme, weighted.weights
    return {
        "id": theme.id,
        **label_shape(weighted),
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
        "few_accounts": weights.few_accounts,
        "largest_account_share": weights.largest_account_share,
        "severity": weights.severity,
        "growth": weights.growth,
        "growth_interval": list(weights.growth_interval) if weights.growth_interval else None,
        "priority": weights.priority,
        "components": {
            part.name: {"value": part.value, "score": part.score, "weight": part.weight}
            for part in weights.components
        },
        "stability": theme.stability,
        "tentative": theme.tentative,
        "subthemes": [
            {"id": part.id, "label": part.label, "statements_in_window": len(part.members)}
            for part in theme.subthemes
        ],
        "touched_by": len(theme.also),
        "trend": [
            {
                "month": str(point.month),
                "statements": point.statements,
                "accounts": point.accounts,
                "share": point.share,
                "level": point.level,
                "level_interval": [point.low, point.high],
            }
            for point in weights.trend
        ],
        "top_accounts": [_share(share) for share in weights.top_accounts],
        "nps_impact": _nps(weights.nps),
        "by_segment": [asdict(cut) for cut in weights.by_segment],
        "by_tier": [asdict(cut) for cut in weights.by_tier],
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
        "figures": _theme_figures(theme.id, month, cut),
    }


def _theme_figures(theme: str, month: Month, cut: Mapping[str, str] | None) -> dict[str, object]:
    def opens(what: str) -> str:
        return theme_figure(theme, what, month, cut)

    return {
        "statements": opens("statements"),
        "accounts": opens("accounts"),
        "arr": opens("arr"),
        "arr_at_risk": opens("at_risk"),
        "arr_at_risk_interval": [opens("at_risk_low"), opens("at_risk_high")],
        "largest_account_share": opens("largest_share"),
    }


def what_if_shape(view: WhatIfView, limit: int | None = None) -> dict[str, object]:
    """``nrr what-if --json``: ``after`` is null where a theme leaves the list."""
    run, found = view.baseline.run, view.found
    return {
        "month": str(run.month),
        "run": run.id,
        "book_changed": view.moved,
        "weights": view.weights.model_dump(),
        "without": list(view.without),
        "resolved": list(view.resolved),
        "hidden": sorted(view.hidden),
        "freed": {"accounts": found.freed_accounts, "arr": found.freed_arr},
        "coverage": {"before": coverage_shape(run.coverage), "after": coverage_shape(found.coverage)},
        "unclustered": {
            "before": unclustered_shape(run.unclustered),
            "after": unclustered_shape(found.unclustered),
        },
        "themes": [
            {
                "id": shift.before.theme.id,
                "label": shift.before.theme.label,
                "before": _standing(shift.before, shift.rank_before),
                "after": _standing(shift.after, shift.rank_after),
            }
            for shift in found.shifts[:limit]
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


def _share(share: AccountShare) -> dict[str, object]:
    return {"account": share.account_id, "arr": share.arr, "statements": share.statements}


def _nps(impact: NpsImpact | None) -> dict[str, object] | None:
    return None if impact is None else asdict(impact) | {"points": impact.points}


def _standing(theme: WeightedTheme | None, rank: int | None) -> dict[str, object] | None:
    if theme is None:
        return None
    weights = theme.weights
    return {
        "rank": rank,
        "priority": weights.priority,
        "statements": weights.statements,
        "accounts": weights.accounts,
        "arr": weights.arr,
        "arr_split": weights.arr_split,
        "arr_at_risk": weights.arr_at_risk,
        "arr_at_risk_interval": list(weights.arr_at_risk_interval),
    }
