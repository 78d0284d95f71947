"""Themes get the month's figures: who said it, what they pay, how bad it is, whether it grows.

Severity of a theme is the mean of the upper half of its statements' severities (rounded up): how bad it is
for those whom it hurts, so that many mild mentions do not hide an outage and one outcry alone does not make
one. Figures are those of the month; a theme that nobody raised in it has zeros and its past in the trend.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from foundation.months import Month
from foundation.settings import PrioritySettings
from synthesis.exposure import Exposure, account_shares, at_risk_intervals, exposure
from synthesis.priority import PriorityFacts, prioritise
from synthesis.quotes import pick_quotes
from synthesis.spans import Heard
from synthesis.themes import (
    Coverage,
    Statement,
    Theme,
    ThemeStatus,
    ThemeWeights,
    Unclustered,
    UnclusteredReason,
    WeightedTheme,
)
from synthesis.trends import Movement, movement
from synthesis.voices import NO_THEME, Voice, voices_of


@dataclass(frozen=True, slots=True)
class WeighInputs:
    """``statements`` are those of the window; one in no theme is unclustered (``alone`` without a reason).

    ``arr_by_account`` holds paying accounts at the month's end (empty: no revenue data), ``risk_by_account``
    0-1 (empty: not scored). ``statuses`` by theme id win over computed ones. ``active_accounts`` is what
    coverage counts against where there is no revenue data.
    """

    themes: Sequence[Theme]
    statements: Sequence[Statement]
    unclustered: Mapping[str, UnclusteredReason]
    month: Month
    arr_by_account: Mapping[str, float]
    risk_by_account: Mapping[str, float] = field(default_factory=dict)
    params: PrioritySettings = field(default_factory=PrioritySettings)
    window_months: int = 12
    min_quotes: int = 2
    statuses: Mapping[str, ThemeStatus] = field(default_factory=dict)
    active_accounts: Collection[str] = ()


def weigh(inputs: WeighInputs) -> tuple[tuple[WeightedTheme, ...], Coverage, Unclustered]:
    """The weighted themes, highest priority first (ties by id), the coverage and the unclustered."""
    themes = sorted(inputs.themes, key=lambda theme: theme.id)
    voices = voices_of(inputs.statements, themes)
    now = [voice for voice in voices if voice.month == inputs.month]
    exposed = exposure(now, len(themes), inputs.arr_by_account, inputs.risk_by_account)
    month = _MonthFigures(
        inputs=inputs,
        exposed=exposed,
        splits=[float(split) for split in exposed.splits()],
        intervals=at_risk_intervals(exposed, inputs.month),
        heard=Heard.of(voices, inputs.month.trailing(inputs.window_months)),
        accounts_heard=len(_accounts(now)),
    )
    of_theme: list[list[Voice]] = [[] for _ in themes]
    for voice in voices:
        if voice.theme != NO_THEME:
            of_theme[voice.theme].append(voice)
    texts = {statement.id: statement for statement in inputs.statements}
    weighted = [_weighted(theme, index, of_theme[index], month, texts) for index, theme in enumerate(themes)]
    weighted.sort(key=lambda one: (-one.weights.priority, one.theme.id))
    return tuple(weighted), _coverage(now, exposed, inputs), _unclustered(now, month)


@dataclass(frozen=True, slots=True)
class _MonthFigures:
    inputs: WeighInputs
    exposed: Exposure
    splits: list[float]
    intervals: list[tuple[float, float]]
    heard: Heard
    accounts_heard: int


def _weighted(
    theme: Theme,
    index: int,
    voices: Sequence[Voice],
    figures: _MonthFigures,
    texts: Mapping[str, Statement],
) -> WeightedTheme:
    inputs = figures.inputs
    moved = movement(voices, figures.heard, theme.born)
    weights = _weights(index, voices, moved, figures)
    status = inputs.statuses.get(theme.id) or moved.status
    quotes = pick_quotes(theme, texts, inputs.month, inputs.min_quotes)
    return WeightedTheme(theme, status, weights, quotes)


def _weights(index: int, voices: Sequence[Voice], moved: Movement, figures: _MonthFigures) -> ThemeWeights:
    inputs, exposed = figures.inputs, figures.exposed
    now = [voice for voice in voices if voice.month == inputs.month]
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
        growth_interval=moved.growth_interval,
    )


def _severity(voices: Sequence[Voice]) -> float:
    worst = sorted((voice.statement.severity for voice in voices), reverse=True)
    upper = worst[: (len(worst) + 1) // 2]
    return fsum(upper) / len(upper) if upper else 0.0


def _quiet_days(voices: Sequence[Voice], month: Month) -> int | None:
    days = [voice.statement.day for voice in voices if voice.statement.day <= month.last_day]
    return (month.last_day - max(days)).days if days else None


def _accounts(voices: Sequence[Voice]) -> set[str]:
    return {voice.statement.account_id for voice in voices if voice.statement.account_id}


def _coverage(now: Sequence[Voice], exposed: Exposure, inputs: WeighInputs) -> Coverage:
    active = set(inputs.arr_by_account or inputs.active_accounts)
    return Coverage(
        accounts=len(_accounts(now) & active),
        accounts_total=len(active),
        arr=exposed.heard,
        arr_total=fsum(inputs.arr_by_account.values()),
        statements=len(now),
        statements_without_account=sum(1 for voice in now if not voice.statement.account_id),
        copies=sum(voice.copies for voice in now),
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
    )
