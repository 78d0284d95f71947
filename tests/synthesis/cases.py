"""Small statements, themes and runs for the tests of weighing and tracking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from foundation.months import Month
from ingest.items import Source
from synthesis.figures import Coverage, ThemeWeights, Unclustered
from synthesis.themes import (
    Manifest,
    Statement,
    SynthesisRun,
    Theme,
    ThemeKind,
    ThemeStatus,
    UnclusteredReason,
    WeightedTheme,
)

MAY = Month(2026, 5)
EMPTY_WEIGHTS = ThemeWeights(0, 0, 0.0, 0.0, 0.0, (0.0, 0.0), 0.0, 0.0, None, 0.0, (), (), ())


def said(
    name: str,
    account: str | None = "A",
    month: Month = MAY,
    text: str = "",
    *,
    severity: float = 0.0,
    day: int = 10,
    kind: ThemeKind = ThemeKind.COMPLAINT,
) -> Statement:
    """A statement; its text is its own unless given."""
    words = text or f"this is what statement {name} says"
    return Statement(
        id=name,
        item_id=f"item-{name}",
        part_id=f"part-{name}",
        account_id=account,
        source=Source.TICKET,
        day=date(month.year, month.number, day),
        start=0,
        end=len(words),
        text=words,
        kind=kind,
        severity=severity,
    )


def theme(name: str, members: Sequence[str], born: Month = MAY, axis: int = 0) -> Theme:
    """A theme whose centre lies on one axis."""
    centroid = np.zeros(8, dtype=np.float32)
    centroid[axis % 8] = 1.0
    return Theme(
        id=name,
        label=f"label {name}",
        summary="",
        terms=(),
        kind=ThemeKind.COMPLAINT,
        members=tuple(members),
        centroid=centroid,
        stability=1.0,
        born=born,
    )


def run_of(themes: Sequence[Theme], loose: Sequence[str] = (), month: Month = MAY) -> SynthesisRun:
    """A finished run that holds these themes."""
    weighted = tuple(WeightedTheme(one, ThemeStatus.STEADY, EMPTY_WEIGHTS, ()) for one in themes)
    return SynthesisRun(
        id=f"run-{month}",
        month=month,
        manifest=Manifest("", "", "", {}, 0, 0, 0),
        themes=weighted,
        unclustered_reasons=dict.fromkeys(loose, UnclusteredReason.ALONE),
        coverage=Coverage(0, 0, 0.0, 0.0, 0, 0),
        unclustered=Unclustered(0, 0.0, 0.0, 0.0, {}, ()),
    )
