"""What the ranking would be with other weights, without an account, or with a theme resolved.

Pure: a finished month and a change give another ranking; nothing is stored. The rules:

- Other weights move priorities alone, by the components that the month has already.
- An account that is left out takes its words and its ARR with it, everywhere: themes, splits, coverage, the
  unclustered, the NPS, the book that intervals lean on. All figures are measured anew.
- A resolved theme leaves the list. What was said stays said, so the other themes keep their figures; the
  accounts that raised no other theme are counted as freed.
- No change gives the month back as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from foundation.settings import PrioritySettings
from synthesis.exposure import filled_risk
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.hearing import Hearing, WeighInputs, hear
from synthesis.priority import reprioritise
from synthesis.themes import SynthesisRun, WeightedTheme
from synthesis.weighing import measure


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise. ``weights`` None keeps those of the month; ``without`` holds ids of accounts,
    ``resolved`` ids of themes."""

    weights: PrioritySettings | None = None
    without: frozenset[str] = frozenset()
    resolved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Baseline:
    """A finished month, laid out once so that each change is quick to try."""

    run: SynthesisRun
    inputs: WeighInputs
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class Shift:
    """One theme before and after. Ranks count from 1 among the themes heard in the month; ``rank_after`` and
    ``after`` are None where it leaves the list."""

    before: WeightedTheme
    after: WeightedTheme | None
    rank_before: int
    rank_after: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``themes``: the new ranking, as a run holds it. ``shifts``: the themes heard in the month, in the order
    of the new ranking, those that leave last. ``freed_accounts`` raised no theme but the resolved ones, and pay
    ``freed_arr``."""

    themes: tuple[WeightedTheme, ...]
    coverage: Coverage
    unclustered: Unclustered
    shifts: tuple[Shift, ...]
    freed_accounts: int = 0
    freed_arr: float = 0.0


def baseline(run: SynthesisRun, inputs: WeighInputs) -> Baseline:
    """``inputs`` are what ``run`` was weighed from: its themes, statements and book, and its weights."""
    echoes = run.coverage.echoes
    known = replace(inputs, echoes=echoes) if echoes is not None else inputs
    return Baseline(run, known, hear(known))


def what_if(base: Baseline, change: Change) -> WhatIf:
    """The month as it would be. Raises nothing for accounts and themes that it does not hold."""
    run = base.run
    changed, coverage, unclustered = _measured(base, change)
    after = [
        replace(theme, weights=changed[theme.theme.id])
        for theme in run.themes
        if theme.theme.id not in change.resolved
    ]
    if any(one.weights is not theme.weights for one, theme in zip(after, run.themes, strict=False)):
        after.sort(key=lambda one: (-one.weights.priority, one.theme.id))
    accounts, arr = _freed(base, change)
    return WhatIf(
        themes=tuple(after),
        coverage=coverage,
        unclustered=unclustered,
        shifts=_shifts(run.themes, after),
        freed_accounts=accounts,
        freed_arr=arr,
    )


def _measured(base: Baseline, change: Change) -> tuple[Mapping[str, ThemeWeights], Coverage, Unclustered]:
    """The figures of each theme by id, of who was heard, and of what is in no theme."""
    run, inputs = base.run, base.inputs
    stored = {theme.theme.id: theme.weights for theme in run.themes}
    if change.without:
        params = change.weights or inputs.params
        fewer = _without(replace(inputs, params=params), change.without)
        found = measure(fewer, base.hearing.leave_out(change.without))
        ids = [theme.id for theme in base.hearing.themes]
        return dict(zip(ids, found.weights, strict=True)), found.coverage, found.unclustered
    if change.weights is not None and change.weights != inputs.params:
        stored = {theme: _reweighed(weights, change.weights) for theme, weights in stored.items()}
    return stored, run.coverage, run.unclustered


def _reweighed(weights: ThemeWeights, params: PrioritySettings) -> ThemeWeights:
    priority, components = reprioritise(weights.components, params)
    return replace(weights, priority=priority, components=components)


def _without(inputs: WeighInputs, gone: frozenset[str]) -> WeighInputs:
    """The book without those accounts. The rest keep their risk, also where it is the mean of all."""
    risk = filled_risk(inputs.arr_by_account, inputs.risk_by_account) if inputs.risk_by_account else {}
    return replace(
        inputs,
        arr_by_account={key: value for key, value in inputs.arr_by_account.items() if key not in gone},
        risk_by_account={key: value for key, value in risk.items() if key not in gone},
        active_accounts=tuple(account for account in inputs.active_accounts if account not in gone),
    )


def _shifts(before: Sequence[WeightedTheme], after: Sequence[WeightedTheme]) -> tuple[Shift, ...]:
    old = [theme for theme in before if theme.weights.statements]
    places = {theme.theme.id: place for place, theme in enumerate(old, start=1)}
    known = {theme.theme.id: theme for theme in old}
    new = [theme for theme in after if theme.theme.id in known and theme.weights.statements]
    shifts = [
        Shift(known[theme.theme.id], theme, places[theme.theme.id], place)
        for place, theme in enumerate(new, start=1)
    ]
    staying = {theme.theme.id for theme in new}
    return (
        *shifts,
        *(Shift(theme, None, places[key], None) for key, theme in known.items() if key not in staying),
    )


def _freed(base: Baseline, change: Change) -> tuple[int, float]:
    inputs = base.inputs
    ids = [theme.id for theme in base.hearing.themes]
    closed: set[str] = set()
    still: set[str] = set()
    if change.resolved:
        for theme, voices in zip(ids, base.hearing.now_of_theme, strict=True):
            group = closed if theme in change.resolved else still
            group.update(account for voice in voices if (account := voice.statement.account_id))
    freed = sorted(closed - still - change.without)
    return len(freed), fsum(inputs.arr_by_account.get(account, 0.0) for account in freed)
