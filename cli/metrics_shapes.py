"""The JSON shape of ``nrr metrics``: fields may be added, none renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from accounts.figures import Retention, RevenueMetrics

if TYPE_CHECKING:
    from foundation.months import Month
    from workspace.metrics import RetentionPoint

_RETENTION = {"nrr": "nrr", "grr": "grr", "logo_retention": "logo"}
_AMOUNTS = {
    **{name: f"{name}_mrr" for name in ("expansion", "contraction", "churn", "reactivation")},
    **{name: name for name in ("start_mrr", "new_mrr", "end_mrr", "accounts")},
}


def metrics_shape(metrics: RevenueMetrics, part: str = "") -> dict[str, object]:
    """``nrr metrics --json``: amounts in MRR, ratios not percent. ``figures`` are what `nrr explain` opens;
    ``part`` is the part of the book, such as ``tier=Tier 1``."""
    subject = f"{metrics.month}/{part}" if part else str(metrics.month)
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
        "trailing_12": _retention(metrics.trailing_12)
        | {"figures": {name: f"{family}_12:{subject}" for name, family in _RETENTION.items()}},
        "accounts": metrics.accounts,
        "figures": {name: f"{family}:{subject}" for name, family in (_RETENTION | _AMOUNTS).items()},
        "movements": [
            {
                "account": move.account_id,
                "kind": move.kind.value,
                "before": move.before,
                "after": move.after,
                "change": move.change,
                "figure": f"change:{move.account_id}@{metrics.month}",
                "figures": _movement_figures(move.account_id, metrics.month),
            }
            for move in metrics.movements
        ],
    }


def trend_shape(points: Sequence[RetentionPoint]) -> list[dict[str, object]]:
    """``nrr metrics --trend --json``: the months, oldest first."""
    return [
        {
            "month": str(point.month),
            "arr": point.arr,
            **_retention(point.retention),
            "trailing_12": _retention(point.trailing_12)
            | {"figures": {name: f"{family}_12:{point.month}" for name, family in _RETENTION.items()}},
            "figures": {name: f"{family}:{point.month}" for name, family in _RETENTION.items()}
            | {"arr": f"listed_arr:{point.month}"},
        }
        for point in points
    ]


def metrics_by_shape(groups: Mapping[str, RevenueMetrics], by: str) -> dict[str, object]:
    """``nrr metrics --by --json``: the parts by name, as they were from the first, and beside them ``month``,
    ``currency`` and ``by``. A part that is called like one of these three has the name of the split before it."""
    first = next(iter(groups.values()), None)
    head = (
        {"month": str(first.month), "currency": first.currency}
        if first
        else {"month": None, "currency": None}
    )
    top: dict[str, object] = {**head, "by": by}
    return top | {
        f"{by}={name}" if name in top else name: metrics_shape(group, f"{by}={name}")
        for name, group in groups.items()
    }


def _movement_figures(account: str, month: Month) -> dict[str, str]:
    before, after = (f"mrr:{account}@{one}" for one in (month.plus(-1), month))
    return {"before": before, "after": after, "change": f"change:{account}@{month}"}


def _retention(retention: Retention) -> dict[str, float | None]:
    return {"nrr": retention.nrr, "grr": retention.grr, "logo_retention": retention.logo_retention}
