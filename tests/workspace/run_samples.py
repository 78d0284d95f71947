"""Synthesis runs that the store's tests share."""

from __future__ import annotations

from datetime import date

import numpy as np

from foundation.months import Month
from ingest.items import Source
from synthesis.figures import AccountShare, Component, Coverage, ThemeWeights, TrendPoint, Unclustered
from synthesis.themes import (
    EventKind,
    Manifest,
    Quote,
    Statement,
    SubTheme,
    SynthesisRun,
    Theme,
    ThemeEvent,
    ThemeKind,
    ThemeStatus,
    UnclusteredReason,
    Vectors,
    WeightedTheme,
)

MONTH = Month(2026, 10)


def unit(seed: int, dimension: int = 8) -> Vectors:
    row = np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def said(number: int) -> Statement:
    return Statement(
        id=f"s{number:06d}",
        item_id=f"i{number // 2}",
        part_id=f"p{number}",
        account_id=None if number % 7 == 0 else f"a{number % 5}",
        source=Source.NPS if number % 3 == 0 else Source.TICKET,
        day=date(2026, 10, number % 28 + 1),
        start=number,
        end=number + 20,
        text=f"Statement {number} says it plainly – “ok”.",
        kind=ThemeKind.REQUEST,
        severity=number / 7 % 1,
        score=None if number % 2 else number / 3,
    )


def figures(seed: float = 1 / 3) -> ThemeWeights:
    return ThemeWeights(
        statements=7,
        accounts=3,
        arr=100_000 * seed,
        arr_split=0.1 + 0.2 + seed,
        arr_at_risk=seed * 1e-9,
        arr_at_risk_interval=(seed / 7, seed * 7),
        largest_account_share=seed,
        severity=seed,
        growth=None,
        priority=seed * seed,
        components=(Component("arr", 1 / 9, seed, 0.3), Component("trend", -seed, 0.0, 0.1)),
        trend=(TrendPoint(Month(2026, 9), 3, 2, seed / 11), TrendPoint(MONTH, 7, 3, seed / 13)),
        top_accounts=(AccountShare("a1", 12.5, 3),),
    )


def weighted(
    number: int, members: tuple[str, ...], dimension: int = 8, also: tuple[str, ...] = ()
) -> WeightedTheme:
    quote = Quote("s000001", "i0", "p1", "a1", Source.TICKET, date(2026, 10, 2), "Statement 1 says")
    theme = Theme(
        id=f"t{number:03d}",
        label=f"export {number} times out",
        summary="The export times out.",
        terms=(("export", 1 / 3), ("times out", 0.1)),
        kind=ThemeKind.COMPLAINT,
        members=members,
        centroid=unit(number, dimension),
        stability=2 / 3,
        born=Month(2026, 4),
        continued_from="earlier",
        overlap=0.7,
        subthemes=tuple(
            SubTheme(f"p{number}{side}", f"export {number} {side}", members[side::2]) for side in (1, 0)
        ),
        also=also,
    )
    return WeightedTheme(theme, ThemeStatus.EMERGING, figures(1 / (number + 3)), (quote, quote))


def make_run(
    *,
    themes: int = 3,
    members: int = 4,
    loose: int = 5,
    month: Month = MONTH,
    run_id: str = "run",
    dimension: int = 8,
) -> tuple[SynthesisRun, list[Statement]]:
    """A run of ``themes`` themes with ``members`` statements each, and ``loose`` unclustered ones."""
    statements = [said(number) for number in range(themes * members + loose)]
    ids = [one.id for one in statements]
    groups = [tuple(reversed(ids[at * members : (at + 1) * members])) for at in range(themes)]
    run = SynthesisRun(
        id=run_id,
        month=month,
        manifest=Manifest(
            model="m",
            model_hash="h",
            inputs="i",
            params={"granularity": 1.0, "names": ["a", "b"], "none": None, "deep": {"x": 1}},
            items=5,
            statements=len(ids),
            statements_in_month=3,
            dropped={"greeting": 4},
            versions={"python": "3.11"},
        ),
        themes=tuple(
            weighted(at, group, dimension, tuple(sorted(groups[at - 1]))[:2] if at else ())
            for at, group in enumerate(groups)
        ),
        events=(ThemeEvent(EventKind.SPLIT, ("t000",), ("t000", "t001"), 1 / 3, "One became two."),),
        unclustered_reasons=dict.fromkeys(ids[themes * members :], UnclusteredReason.ALONE),
        coverage=Coverage(3, 9, 1 / 3, 10.0, 12, 2),
        unclustered=Unclustered(5, 0.2, 1.5, 0.1, {"alone": 5}, (AccountShare("a2", 3.0, 1),)),
    )
    return run, statements
