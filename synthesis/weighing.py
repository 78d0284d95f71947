"""Themes get the month's figures: who said it, what they pay, how bad it is, whether it grows.

Severity of a theme is the mean of the upper half of its statements' severities (rounded up): how bad it is
for those whom it hurts, so that many mild mentions do not hide an outage and one outcry alone does not make
one. Figures are those of the month; a theme that nobody raised in it has zeros and its past in the trend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from foundation.months import Month
from synthesis.exposure import (
    Exposure,
    account_shares,
    at_risk_intervals,
    cuts,
    exposure,
    filled_risk,
)
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.hearing import Hearing, WeighInputs, hear
from synthesis.priority import PriorityFacts, prioritise
from synthesis.quotes import pick_quotes
from synthesis.spans import Heard
from synthesis.themes import ThemeStatus, UnclusteredReason, WeightedTheme
from synthesis.trends import Movement, movement
from synthesis.voices import NO_THEME, Voice, same_month

__all__ = ["Measured", "WeighInputs", "measure", "weigh"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a hearing; ``weights`` and ``statuses`` in the order of its themes."""

    weights: tuple[ThemeWeights, ...]
    statuses: tuple[ThemeStatus, ...]
    coverage: Coverage
    unclustered: Unclustered


def weigh(inputs: WeighInputs) -> tuple[tuple[WeightedTheme, ...], Coverage, Unclustered]:
    """The weighted themes, highest priority first (ties by id), the coverage and the unclustered."""
    hearing = hear(inputs)
    measured = measure(inputs, hearing)
    texts = {statement.id: statement for statement in inputs.statements}
    weighted = [
        WeightedTheme(theme, status, weights, pick_quotes(theme, texts, inputs.month, inputs.min_quotes))
        for theme, status, weights in zip(hearing.themes, measured.statuses, measured.weights, strict=True)
    ]
    weighted.sort(key=lambda one: (-one.weights.priority, one.theme.id))
    return tuple(weighted), measured.coverage, measured.unclustered


def measure(inputs: WeighInputs, hearing: Hearing) -> Measured:
    """The figures of the month by the amounts of ``inputs``; its statements are not looked at again."""
    now = hearing.now
    exposed = exposure(now, len(hearing.themes), inputs.arr_by_account, inputs.risk_by_account)
    risk = filled_risk(inputs.arr_by_account, inputs.risk_by_account)
    figures = _MonthFigures(
        inputs=inputs,
        hearing=hearing,
        exposed=exposed,
        at_risk={account: inputs.arr_by_account[account] * share for account, share in risk.items()},
        splits=exposed.splits(),
        intervals=at_risk_intervals(exposed),
        heard=Heard.of(hearing.voices, _window(inputs)),
        accounts_heard=len(_accounts(now)),
    )
    moved = [
        movement(voices, figures.heard, theme.born)
        for theme, voices in zip(hearing.themes, hearing.of_theme, strict=True)
    ]
    return Measured(
        weights=tuple(_weights(index, one, figures) for index, one in enumerate(moved)),
        statuses=tuple(
            inputs.statuses.get(theme.id) or one.status
            for theme, one in zip(hearing.themes, moved, strict=True)
        ),
        coverage=_coverage(now, figures),
        unclustered=_unclustered(now, figures),
    )


def _window(inputs: WeighInputs) -> list[Month]:
    return [same_month(month.year, month.number) for month in inputs.month.trailing(inputs.window_months)]


@dataclass(frozen=True, slots=True)
class _MonthFigures:
    inputs: WeighInputs
    hearing: Hearing
    exposed: Exposure
    at_risk: Mapping[str, float]
    splits: list[float]
    intervals: list[tuple[float, float]]
    heard: Heard
    accounts_heard: int


def _weights(index: int, moved: Movement, figures: _MonthFigures) -> ThemeWeights:
    inputs, exposed = figures.inputs, figures.exposed
    voices, now = figures.hearing.of_theme[index], figures.hearing.now_of_theme[index]
    facts = PriorityFacts(
        arr=exposed.theme_arr(index) if inputs.arr_by_account else None,
        arr_heard=exposed.heard,
        at_risk=exposed.theme_at_risk(index) if inputs.arr_by_account and inputs.risk_by_account else None,
        at_risk_heard=exposed.heard_at_risk,
        accounts=len(_accounts(now)),
        accounts_heard=figures.accounts_heard,
        severity=_severity(now),
        surge=moved.surge,
        quiet_days=_quiet_days(voices, inputs.month),
    )
    priority, components = prioritise(facts, inputs.params)
    return ThemeWeights(
        statements=len(now),
        accounts=facts.accounts,
        arr=facts.arr or 0.0,
        arr_split=figures.splits[index],
        arr_at_risk=facts.at_risk or 0.0,
        arr_at_risk_interval=figures.intervals[index],
        largest_account_share=exposed.largest_share(index),
        severity=facts.severity,
        growth=moved.growth,
        priority=priority,
        components=components,
        trend=moved.trend,
        top_accounts=account_shares(now, inputs.arr_by_account),
        copies=sum(voice.copies for voice in now),
        nps=figures.hearing.answers.impact(index),
        by_segment=cuts(now, inputs.segments, inputs.arr_by_account, figures.at_risk),
        by_tier=cuts(now, inputs.tiers, inputs.arr_by_account, figures.at_risk),
        growth_interval=moved.growth_interval,
    )


def _severity(voices: Sequence[Voice]) -> float:
    worst = sorted((voice.statement.severity for voice in voices), reverse=True)
    upper = worst[: (len(worst) + 1) // 2]
    return fsum(upper) / len(upper) if upper else 0.0


def _quiet_days(voices: Sequence[Voice], month: Month) -> int | None:
    end = month.last_day
    latest = max((day for voice in voices if (day := voice.statement.day) <= end), default=None)
    return None if latest is None else (end - latest).days


def _accounts(voices: Sequence[Voice]) -> set[str]:
    return {voice.statement.account_id for voice in voices if voice.statement.account_id}


def _coverage(now: Sequence[Voice], figures: _MonthFigures) -> Coverage:
    inputs, answers = figures.inputs, figures.hearing.answers
    active = set(inputs.arr_by_account or inputs.active_accounts)
    return Coverage(
        accounts=len(_accounts(now) & active),
        accounts_total=len(active),
        arr=figures.exposed.heard,
        arr_total=fsum(inputs.arr_by_account.values()),
        statements=len(now),
        statements_without_account=sum(1 for voice in now if not voice.statement.account_id),
        copies=sum(voice.copies for voice in now),
        echoes=figures.hearing.echoes,
        nps=answers.score,
        answers=len(answers.scores),
    )


def _unclustered(now: Sequence[Voice], figures: _MonthFigures) -> Unclustered:
    loose = [voice for voice in now if voice.theme == NO_THEME]
    reasons: dict[str, int] = {}
    for voice in loose:
        reason = figures.inputs.unclustered.get(voice.statement.id, UnclusteredReason.ALONE)
        reasons[reason.value] = reasons.get(reason.value, 0) + 1
    arr, heard = figures.splits[-1], figures.exposed.heard
    return Unclustered(
        statements=len(loose),
        share=len(loose) / len(now) if now else 0.0,
        arr=arr,
        arr_share=arr / heard if heard else 0.0,
        reasons=dict(sorted(reasons.items())),
        loudest=account_shares(loose, figures.inputs.arr_by_account, by_statements=True),
        accounts=len(_accounts(loose)),
    )
