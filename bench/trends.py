"""Statuses against what is known: themes that do not move, themes that double or halve, and real counts.

``python -m bench.trends [--data theme-trends/data-cluster-requirement-by-week-and-app.csv] [--json]``

Simulated: twelve months of Poisson counts while all feedback swings by a third (``swing``), while the mix of
sources swings with survey waves and the theme is three times as common in surveys (``waves``; beside it the
same counts without telling the sources apart), while statements come in clumps of one account (``clumps``).
``moving`` is the share of theme-months called emerging or fading although nothing changed.

Real: reviews by cluster, week and app, four weeks to a month, apps as sources. ``shuffled`` puts each
cluster's months in random order, so that whatever is called moving is a false alarm; ``as they came`` counts
how often a theme called emerging (fading) is still above (under) its base in the following month.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foundation.months import Month
from synthesis.spans import Counts, Heard, Told, change
from synthesis.themes import ThemeStatus
from synthesis.trends import theme_status

_MONTHS = tuple(Month(2026, 12).trailing(12))
_LONG_AGO = Month(2000, 1)
_MOVING = (ThemeStatus.EMERGING, ThemeStatus.FADING)
_WEEKS_A_MONTH = 4


@dataclass(frozen=True, slots=True)
class World:
    """How counts are made: ``mean`` statements a month, times ``factor`` from month ``step`` on."""

    mean: float
    factor: float = 1.0
    step: int = 12
    swing: float = 1 / 3
    waves: bool = False
    clump: float = 1.0


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.trends", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="counts by week, requirement_cluster, review_dataset")
    parser.add_argument("--themes", type=int, default=300, help="simulated themes a row")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = simulated(options.themes)
    if options.data:
        figures |= real(options.data)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<44} {value}" for name, value in figures.items()))
    return 0


def simulated(themes: int) -> dict[str, float]:
    """False alarms on flat themes, and the share of real moves that are seen in their first months."""
    figures: dict[str, float] = {}
    for mean in (1, 2, 3, 5, 8, 10, 15, 30, 60, 150):
        figures[f"flat, mean {mean}: moving"] = _moving(World(mean), themes)
    for mean in (10, 30):
        waves = World(mean, waves=True)
        figures[f"flat, waves, mean {mean}: moving"] = _moving(waves, themes)
        figures[f"flat, waves, mean {mean}: moving, one source"] = _moving(waves, themes, one_source=True)
        figures[f"flat, clumps of 2, mean {mean}: moving"] = _moving(World(mean, clump=2.0), themes)
        figures[f"flat, clumps of 2, mean {mean}: interval holds"] = _covered(World(mean, clump=2.0), themes)
    for mean in (3, 10, 30):
        figures[f"flat, mean {mean}: 80 % interval holds"] = _covered(World(mean), themes)
    for mean in (10, 15, 20, 30):
        for factor, status in ((2.0, ThemeStatus.EMERGING), (0.5, ThemeStatus.FADING)):
            seen = _seen(World(mean, factor, step=9), themes, status)
            for month, share in enumerate(seen, start=1):
                figures[f"x {factor} from mean {mean}: {status.value} by month {month}"] = share
    return figures


def _counts(world: World, seed: int) -> tuple[Counts, Counts, Counts]:
    """One theme's counts and squares, and all that was heard: (months, sources), (months,), (months, sources)."""
    rng = np.random.default_rng(seed)
    volume = rng.uniform(1 - world.swing, 1 + world.swing, len(_MONTHS))
    survey = rng.choice([0.05, 0.6], len(_MONTHS)) if world.waves else np.full(len(_MONTHS), 0.35)
    mix = np.stack([0.95 - survey, survey, np.full(len(_MONTHS), 0.05)], axis=1)
    heard = rng.poisson(40 * world.mean * volume[:, None] * mix)
    rate = np.array([1.0, 3.0, 1.0]) / (5 / 3) if world.waves else np.ones(3)
    moves = np.where(np.arange(len(_MONTHS)) >= world.step, world.factor, 1.0)
    expected = heard * rate / 40 * moves[:, None]
    said = rng.poisson(expected / world.clump)
    counts, squares = np.zeros_like(said), np.zeros(len(_MONTHS), dtype=np.int64)
    for (month, source), clumps in np.ndenumerate(said):
        sizes = np.atleast_1d(rng.geometric(1 / world.clump, (int(clumps),)))
        counts[month, source] = sizes.sum()
        squares[month] += (sizes**2).sum()
    return counts, squares, np.maximum(heard, counts)


def _status(counts: Counts, squares: Counts, heard: Counts, upto: int) -> ThemeStatus:
    told = Told(counts[: upto + 1], squares[: upto + 1])
    return theme_status(told, Heard(_MONTHS[: upto + 1], heard[: upto + 1]), _LONG_AGO)


def _moving(world: World, themes: int, one_source: bool = False) -> float:
    moving = 0
    for seed in range(themes):
        counts, squares, heard = _counts(world, seed)
        if one_source:
            counts, heard = counts.sum(axis=1, keepdims=True), heard.sum(axis=1, keepdims=True)
        moving += sum(_status(counts, squares, heard, upto) in _MOVING for upto in range(6, 12))
    return round(moving / (6 * themes), 4)


def _covered(world: World, themes: int) -> float:
    """How often the growth interval of the last month holds no change, which is the truth."""
    held = known = 0
    for seed in range(themes):
        counts, squares, heard = _counts(world, seed)
        found = change(Told(counts, squares), Heard(_MONTHS, heard), _MONTHS[-1:], _MONTHS[-4:-1])
        if found and found.ratio is not None:
            known += 1
            held += found.interval[0] <= 1 <= found.interval[1]
    return round(held / max(1, known), 4)


def _seen(world: World, themes: int, status: ThemeStatus) -> list[float]:
    """Share of themes that had the status by the first, second and third month of the move."""
    first = Counter[int]()
    for seed in range(themes):
        made = _counts(world, seed)
        found = [upto for upto in range(world.step, 12) if _status(*made, upto) is status]
        first.update(found[:1])
    shares = np.cumsum([first[upto] for upto in range(world.step, 12)]) / themes
    return [round(float(share), 4) for share in shares]


def real(path: Path) -> dict[str, float]:
    """The same statuses on counts of real reviews."""
    cube = _read(path)
    rng = np.random.default_rng(7)
    shuffled: Counter[str] = Counter()
    lived: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for start in range(0, len(cube) - 12, 6):
        window = cube[start : start + 13]
        heard = window.sum(axis=2)
        for cluster in range(window.shape[2]):
            counts = window[:, :, cluster]
            order = rng.permutation(12)
            mixed, mixed_heard = counts[:12][order], heard[:12][order]
            shuffled[_status(mixed, mixed.sum(axis=1), mixed_heard, 11).value] += 1
            status = _status(counts[:12], counts[:12].sum(axis=1), heard[:12], 11)
            lived[status.value] += 1
            kept[status.value] += _still(counts, heard, status)
    total, came = sum(shuffled.values()), sum(lived.values())
    figures = {
        "real: theme-months": float(came),
        "real, shuffled: moving": round(sum(shuffled[one.value] for one in _MOVING) / total, 4),
        "real, as they came: moving": round(sum(lived[one.value] for one in _MOVING) / came, 4),
    }
    for one in _MOVING:
        figures[f"real, {one.value}: holds in the next month"] = round(
            kept[one.value] / max(1, lived[one.value]), 4
        )
    return figures


def _still(counts: Counts, heard: Counts, status: ThemeStatus) -> bool:
    """Whether the month after is on the same side of the three months before the status."""
    months = Month(2026, 12).plus(1).trailing(13)
    found = change(Told(counts, counts.sum(axis=1)), Heard(tuple(months), heard), months[-1:], months[-5:-2])
    if found is None or found.ratio is None:
        return False
    return found.ratio > 1 if status is ThemeStatus.EMERGING else found.ratio < 1


def _read(path: Path) -> NDArray[np.int64]:
    """Counts by (month of four weeks, app, cluster)."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    weeks = {week: at for at, week in enumerate(sorted({row["week"] for row in rows}))}
    apps = {app: at for at, app in enumerate(sorted({row["review_dataset"] for row in rows}))}
    clusters = {one: at for at, one in enumerate(sorted({row["requirement_cluster"] for row in rows}))}
    cube = np.zeros((len(weeks) // _WEEKS_A_MONTH + 1, len(apps), len(clusters)), dtype=np.int64)
    for row in rows:
        place = weeks[row["week"]] // _WEEKS_A_MONTH, apps[row["review_dataset"]]
        cube[(*place, clusters[row["requirement_cluster"]])] += int(row["count"])
    return cube[: len(weeks) // _WEEKS_A_MONTH]


if __name__ == "__main__":
    sys.exit(main())
