"""The JSON shapes of ``nrr churn`` and ``nrr silent``: fields may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.churn.lifts import Driver, Signal
    from accounts.churn.retro import Departed
    from accounts.churn.survival import Survival
    from accounts.churn.validation import Validation
    from workspace.churn import AccountView, RiskLine, RiskList
    from workspace.churn_past import CohortView, Past, RetroView, SilentView


def _line(line: RiskLine, day: date) -> dict[str, object]:
    from accounts.churn.explained import risk_figures

    return {
        "figure": line.figure(day),
        "figures": risk_figures(line.account_id, line.risk, day),
        "account": line.account_id,
        "name": line.name,
        "tier": line.tier,
        "arr": line.arr,
        "risk": line.risk,
        "arr_at_risk": None if line.risk is None else line.arr_at_risk,
        "driver": line.driver,
        "second_driver": line.second_driver,
        "renewal": line.renewal,
        "marks": list(line.marks),
    }


def list_shape(found: RiskList) -> dict[str, object]:
    """``nrr churn --json``: every account that pays, unless a limit was asked for; ``more`` are left out by it."""
    return {
        "date": found.as_of,
        "currency": found.currency,
        "horizon_days": found.horizon_days,
        "method": found.method,
        "calibrated": found.calibrated,
        "why_method": found.validation.reason,
        "accounts": [_line(line, found.as_of) for line in found.lines],
        "more": found.more,
    }


def account_shape(view: AccountView) -> dict[str, object]:
    """``nrr churn ACCOUNT --json``."""
    from accounts.churn.explained import effect_figure, opened_figures, risk_figures

    opened, line = view.opened, view.line
    figures = risk_figures(line.account_id, line.risk, view.as_of)
    return {
        **_line(line, view.as_of),
        "figures": figures if opened is None else figures | opened_figures(opened, view.as_of),
        "date": view.as_of,
        "currency": view.currency,
        "horizon_days": view.horizon_days,
        "method": view.method,
        "calibrated": view.calibrated,
        "why_method": view.validation.reason,
        "coverage": None if opened is None else opened.coverage,
        "not_enough_data": view.why_not,
        "drivers": []
        if opened is None
        else [
            {**asdict(one), "figures": {"effect": effect_figure(line.account_id, one.name, view.as_of)}}
            for one in opened.drivers
        ],
    }


def cohorts_shape(view: CohortView) -> dict[str, object]:
    """``nrr churn cohorts --json``."""
    from accounts.churn.cohorts import AGES
    from accounts.churn.cohorts_explained import cohort_figures, older_figure
    from accounts.churn.lifts_explained import decile_figures

    return {
        "date": view.as_of,
        "currency": view.currency,
        "months_after": list(AGES),
        "older_accounts": view.older,
        "figures": {"older_accounts": older_figure(view.as_of)},
        "cohorts": [
            {
                "start": str(one.start),
                "accounts": one.accounts,
                "mrr": one.mrr,
                "accounts_kept": list(one.accounts_kept),
                "revenue_kept": list(one.revenue_kept),
                "figures": cohort_figures(one, view.as_of),
            }
            for one in view.cohorts
        ],
        "survival": {name: _curve(name, curve, view.as_of) for name, curve in view.survival.items()},
        "horizon_days": view.horizon_days,
        "deciles": {
            name: [
                {**asdict(one), "figures": decile_figures(name, at, view.as_of)}
                for at, one in enumerate(bins)
            ]
            for name, bins in view.deciles.items()
        },
    }


def _curve(name: str, curve: Survival, as_of: date) -> dict[str, object]:
    from accounts.churn.survival_explained import segment_figures, survival_figures

    median = curve.median()
    columns = (curve.times, curve.share, curve.low, curve.high, curve.at_risk, curve.events)
    return {
        "accounts": curve.accounts,
        "left": curve.left,
        "median_months": median,
        "figures": segment_figures(name, curve, as_of),
        "curve": [
            {
                "months": time,
                "share": share,
                "low": low,
                "high": high,
                "at_risk": there,
                "left": gone,
                "figures": survival_figures(name, curve, at, as_of),
            }
            for at, (time, share, low, high, there, gone) in enumerate(
                zip(*(column.tolist() for column in columns), strict=True)
            )
        ],
    }


def signals_shape(found: tuple[Past, list[Signal]]) -> dict[str, object]:
    """``nrr churn signals --json``."""
    from accounts.churn.counts_explained import past_figures
    from accounts.churn.lifts_explained import signal_figures

    past, signals = found
    return {
        **asdict(past),
        "figures": past_figures(past.as_of),
        "signals": [{**asdict(one), "figures": signal_figures(one, past.as_of)} for one in signals],
    }


def drivers_shape(found: tuple[Past, list[Driver]]) -> dict[str, object]:
    """``nrr churn drivers --json``."""
    from accounts.churn.counts_explained import past_figures
    from accounts.churn.drivers_explained import driver_figures

    past, drivers = found
    return {
        **asdict(past),
        "figures": past_figures(past.as_of),
        "drivers": [{**asdict(one), "figures": driver_figures(one.name, past.as_of)} for one in drivers],
    }


def evaluation_shape(found: tuple[date, Validation, int]) -> dict[str, object]:
    """``nrr churn evaluate --json``."""
    from accounts.churn.counts_explained import JUDGED, past_figures
    from accounts.churn.validation_explained import score_figures, within_figures

    day, checked, horizon = found
    shape: dict[str, object] = {"date": day, "horizon_days": horizon, **asdict(checked)}
    known = {"known": f"churn_past:churned@{day}"}
    if checked.model is None or checked.scorecard is None or checked.base_rate is None:
        return shape | {"figures": known if checked.known else {}}
    methods = {"model": checked.model, "scorecard": checked.scorecard, "base_rate": checked.base_rate}
    scored = {name: {**asdict(one), "figures": score_figures(name, day)} for name, one in methods.items()}
    judged = past_figures(day, "churn_judged", JUDGED)
    return shape | scored | {"figures": known | judged | within_figures(day)}


def retro_shape(view: RetroView) -> dict[str, object]:
    """``nrr churn retro --json``: all that were not flagged; with an account that one opened."""
    from accounts.churn.retro_explained import (
        count_figures,
        departed_figures,
        effect_figure,
        scored_figure,
    )

    missed = [one for one in view.departed if not one.flagged]
    shape: dict[str, object] = {
        "date": view.as_of,
        "currency": view.currency,
        "flag_days": view.flag_days,
        "flag_from": view.flag_from,
        "departed": len(view.departed),
        "flagged": len(view.departed) - len(missed),
    }
    if view.opened is None:
        return shape | {
            "figures": count_figures(view.as_of),
            "unflagged": [_departed(one, view) for one in missed],
        }
    opened, account = view.opened, view.opened.departed.account_id
    own = _departed(opened.departed, view)
    departed = {"departed": count_figures(view.as_of)["departed"]}
    return shape | {
        **own,
        "figures": departed | departed_figures(opened.departed, view.as_of),
        "flagged": opened.departed.flagged,
        "reason": opened.reason,
        "reason_inferred": opened.inferred,
        "signals_seen": list(opened.seen),
        "signals_late": list(opened.late),
        "not_recorded": list(opened.blind),
        "drivers": []
        if opened.opened is None
        else [
            {**asdict(one), "figures": {"effect": effect_figure(account, one.name, view.as_of)}}
            for one in opened.opened.drivers
        ],
        "timeline": [
            asdict(one)
            | ({} if one.risk is None else {"figures": {"risk": scored_figure(account, one.day, view.as_of)}})
            for one in opened.timeline
        ],
        "changes": list(opened.changes),
    }


def _departed(one: Departed, view: RetroView) -> dict[str, object]:
    from accounts.churn.retro_explained import departed_figures

    return {
        "account": one.account_id,
        "name": view.names.get(one.account_id, one.account_id),
        **asdict(one),
        "figures": departed_figures(one, view.as_of),
    }


def silent_shape(view: SilentView) -> dict[str, object]:
    """``nrr silent --json``."""
    from accounts.churn.silence_explained import silence_figures, talkers_figure

    return {
        "date": view.as_of,
        "currency": view.currency,
        "talkers": view.talkers,
        "figures": {"talkers": talkers_figure(view.as_of)},
        "silent": [
            {
                "account": one.account_id,
                "name": view.names.get(one.account_id, one.account_id),
                **asdict(one),
                "figures": silence_figures(one, view.as_of),
            }
            for one in view.silent
        ],
    }
