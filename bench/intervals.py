"""How often the 80 % interval of ARR at risk holds the truth, on simulated books.

``python -m bench.intervals [--books 2400] [--seed 1] [--rivals] [--json]``. Each world of ``interval_books`` gets
as many books as the others. Coverage stands by the accounts that raised the theme, as a reader sees them;
``width`` is the median of upper end / lower end.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field

import numpy as np

from bench.interval_books import WORLDS, simulated_month
from bench.interval_designs import DESIGNS, OURS

_SIZES = ((1, 1), (2, 2), (3, 5), (6, 10), (11, 30), (31, 10**9))


@dataclass(slots=True)
class Tally:
    """What became of one design's intervals: (accounts, world, held, width) each."""

    seen: list[tuple[int, str, bool, float]] = field(default_factory=list)

    def share(self, low: int = 1, high: int = 10**9, world: str = "") -> float | None:
        """The share that held the truth, for themes of ``low`` to ``high`` accounts, in one world or all."""
        held = [hit for size, where, hit, _ in self.seen if low <= size <= high and world in ("", where)]
        return round(sum(held) / len(held), 4) if held else None

    def figures(self) -> dict[str, object]:
        """What ``--json`` prints of it."""
        return {
            "all": self.share(),
            "from_3_accounts": self.share(3),
            "by_accounts": {_name(*size): self.share(*size) for size in _SIZES},
            "by_world": {world: self.share(world=world) for world in WORLDS},
            "width": round(self.width, 2),
        }

    @property
    def width(self) -> float:
        """The median of upper end / lower end."""
        return float(np.median([width for *_, width in self.seen]))


def main(arguments: list[str] | None = None) -> int:
    """Simulate and print; 1 where the engine's own interval is outside of 76 to 84 %."""
    parser = argparse.ArgumentParser(prog="bench.intervals", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--books", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rivals", action="store_true", help="other designs too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    counts, tallies = simulate(options.books, options.seed, list(DESIGNS) if options.rivals else [OURS])
    designs = {name: tally.figures() for name, tally in tallies.items()}
    if options.json:
        found = {"books": options.books, "books_by_accounts": counts, "designs": designs}
        print(json.dumps(found, indent=2))
    else:
        print(_table(counts, tallies))
    return 0 if 0.76 <= (tallies[OURS].share() or 0.0) <= 0.84 else 1


def simulate(books: int, seed: int, names: list[str]) -> tuple[dict[str, int], dict[str, Tally]]:
    """How many of ``books`` books had how many accounts in the theme, and what became of each design."""
    tallies = {name: Tally() for name in names}
    counts = dict.fromkeys((_name(*size) for size in _SIZES), 0)
    rng = np.random.default_rng(seed)
    for number in range(books):
        world = list(WORLDS)[number % len(WORLDS)]
        month = simulated_month(rng, world)
        size = int(month.raised.sum())
        counts[next(_name(*one) for one in _SIZES if one[0] <= size <= one[1])] += 1
        for name in names:
            low, high = DESIGNS[name](np.random.default_rng(number), month)
            held = low <= month.truth <= high
            tallies[name].seen.append((size, world, held, high / low if low > 0 else np.inf))
    return counts, tallies


def _name(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}" if high < 10**9 else f">{low - 1}"


def _table(counts: dict[str, int], tallies: dict[str, Tally]) -> str:
    heads = [_name(*size) for size in _SIZES]
    lines = [
        f"{'coverage of 80 % intervals, %':<48}"
        + "".join(f"{head:>7}" for head in [*heads, "all", ">=3", "width"])
    ]
    lines.append(
        f"{'books':<48}" + "".join(f"{counts[head]:>7}" for head in heads) + f"{sum(counts.values()):>7}"
    )
    for name, tally in tallies.items():
        shares = [*(tally.share(*size) for size in _SIZES), tally.share(), tally.share(3)]
        lines.append(f"{name:<48}" + "".join(map(_percent, shares)) + f"{tally.width:>7.2f}")
    lines += ["", f"{'by world':<48}" + "".join(f"{head:>7}" for head in [*heads, "all", ">=3"])]
    for world in WORLDS:
        shares = [tallies[OURS].share(*size, world) for size in [*_SIZES, (1, 10**9), (3, 10**9)]]
        lines.append(f"{world:<48}" + "".join(map(_percent, shares)))
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "      –" if share is None else f"{100 * share:>7.1f}"


if __name__ == "__main__":
    sys.exit(main())
