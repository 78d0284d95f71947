"""Whether the effect of plays that do nothing is found to be nothing, as often as the interval promises.

Books are made with plays at random, on random accounts or mostly on those at risk, that change nothing: the truth
is 0, and an 80 % interval must hold it in 76 to 84 of 100 books. With ``--saves S`` a play keeps the share S of
the accounts that would have left, and the truth is what that comes to, for MRR too: an account that is saved has
moved in price like the rest. One seed draws all books of a design; another seed says how far a share of covered
books moves by chance (1.3 points for 1,000 books).

    python -m bench.outcomes [--runs 1000] [--saves 0.4] [--seed 5] [--json]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.outcomes.effects import play_outcomes
from accounts.outcomes.intervals import Difference
from accounts.outcomes.matching import Bands

FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
_DAYS = (LAST - FIRST).days
_SEGMENTS = ("smb", "mid-market", "enterprise")
_PLAY = "the play"
_OPEN = 10**6
_PRICE_MOVES = (0.8, 1.0, 1.0, 1.15, 1.3)
_PRICE_DAYS = (120, 400)
_GROWTH_90 = 1 + (sum(_PRICE_MOVES) / len(_PRICE_MOVES) - 1) * 90 / (sum(_PRICE_DAYS) / 2)
"""What an account that stays pays after 90 days, on average, as a share of what it paid."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Design:
    """How a simulated book is made. ``losses`` are the shares lost in 90 days by band; ``pick`` how likely an
    account of each band is picked for a play, against the others; ``saves`` the share of losses a play averts."""

    name: str
    accounts: int
    plays: int
    losses: tuple[float, float, float] = (0.05, 0.12, 0.25)
    pick: tuple[float, float, float] = (1.0, 1.0, 1.0)
    saves: float = 0.0


DESIGNS = (
    Design("few plays, at random", 300, 30),
    Design("plays at random", 400, 70),
    Design("plays on those at risk", 400, 70, pick=(0.3, 1.0, 3.0)),
    Design("a small book", 150, 45, losses=(0.05, 0.1, 0.2)),
    Design("few leave", 600, 120, losses=(0.02, 0.05, 0.1)),
    Design("many plays", 800, 250),
)


@dataclass(slots=True)
class Tally:
    """How often the truth was in the interval, below and above it, and how often it was too few to say."""

    said: int = 0
    held: int = 0
    refused: int = 0
    sides: Counter[str] = field(default_factory=Counter)

    def add(self, found: Difference | None, truth: float) -> None:
        if found is None:
            self.refused += 1
            return
        self.said += 1
        self.held += found.low <= truth <= found.high
        self.sides["above"] += truth > found.high
        self.sides["below"] += truth < found.low


def simulated(design: Design, rng: np.random.Generator) -> tuple[AccountBook, Ints, float]:
    """A book, the band of each account (it does not change), and the play's true effect on what is kept."""
    size = design.accounts
    band, segment = rng.integers(0, 3, size), rng.integers(0, 3, size)
    rate = -np.log(1 - np.array(design.losses)[band]) / 90
    begins = rng.integers(-400, _DAYS - 150, size)
    ends = begins + np.ceil(rng.exponential(1 / rate)).astype(np.int64)
    plays = list(_plays(design, rng, band, begins, ends))
    truth = 0.0
    for account, day in plays:
        if ends[account] <= day + 90 and rng.random() < design.saves:
            ends[account] = day + 91 + int(rng.exponential(1 / rate[account]))
        truth += design.saves * design.losses[band[account]] / len(plays)
    return _book(design, rng, segment, begins, ends, plays), band + 1, truth


def _book(
    design: Design,
    rng: np.random.Generator,
    segment: Ints,
    begins: Ints,
    ends: Ints,
    plays: list[tuple[int, int]],
) -> AccountBook:
    """Frames as ``AccountBook.from_rows`` makes them, without its checks: a thousand books are made."""
    ids = [f"A{index:04d}" for index in range(design.accounts)]
    paid = [row for at in range(design.accounts) for row in _paid(at, int(begins[at]), int(ends[at]), rng)]
    nobody_left = np.full(design.accounts, np.datetime64("NaT"), dtype="datetime64[us]")
    accounts = pd.DataFrame(
        {
            "id": ids,
            "segment": [_SEGMENTS[at] for at in segment],
            "renewal": _dates(begins + 730),
            "churned": nobody_left,
        }
    )
    subscriptions = pd.DataFrame(
        {
            "account": [ids[row[0]] for row in paid],
            "started": _dates(np.array([row[1] for row in paid])),
            "ended": _dates(np.array([row[2] for row in paid])),
            "mrr": [row[3] for row in paid],
        }
    )
    started = pd.DataFrame(
        {
            "account": [ids[account] for account, _day in plays],
            "play": _PLAY,
            "started": _dates(np.array([day for _account, day in plays])),
            "ended": np.full(len(plays), np.datetime64("NaT"), dtype="datetime64[us]"),
            "outcome": "",
        }
    )
    return replace(_empty(), accounts=accounts, subscriptions=subscriptions, plays=started)


@cache
def _empty() -> AccountBook:
    return AccountBook.from_rows({}, "USD")


def _dates(days: Ints) -> NDArray[np.datetime64]:
    """Days of the simulation as dates; ``_OPEN`` is none."""
    found = (np.datetime64(FIRST) + days.astype("timedelta64[D]")).astype("datetime64[us]")
    return np.where(days == _OPEN, np.datetime64("NaT"), found)


def _plays(
    design: Design, rng: np.random.Generator, band: Ints, begins: Ints, ends: Ints
) -> Iterator[tuple[int, int]]:
    """Accounts that pay on the day, one play each at most."""
    taken: set[int] = set()
    weight = np.array(design.pick)[band]
    for day in sorted(rng.integers(30, _DAYS - 100, design.plays).tolist()):
        open_to = np.flatnonzero((begins < day) & (ends > day))
        free = np.array([one for one in open_to if int(one) not in taken])
        if len(free):
            account = int(rng.choice(free, p=weight[free] / weight[free].sum()))
            taken.add(account)
            yield account, int(day)


def _paid(
    account: int, begins: int, ends: int, rng: np.random.Generator
) -> Iterator[tuple[int, int, int, float]]:
    """Account, start, end and MRR of subscriptions that follow each other; the price moves at each."""
    mrr, start = float(rng.lognormal(6, 1)), begins
    while start < min(ends, _DAYS):
        stop = start + int(rng.integers(*_PRICE_DAYS))
        closed = stop >= ends or stop < _DAYS
        yield account, start, min(stop, ends) if closed else _OPEN, round(mrr, 2)
        mrr, start = mrr * float(rng.choice(_PRICE_MOVES)), stop


def _always(bands: Ints) -> Bands:
    return lambda _day: bands


def coverage(design: Design, runs: int, seed: int = 5) -> dict[str, Tally]:
    """How often the interval of ``kept`` and of ``change`` held the truth."""
    tallies = {"kept": Tally(), "change": Tally()}
    rng = np.random.default_rng(seed)
    for _ in range(runs):
        book, bands, truth = simulated(design, rng)
        outcome = next(iter(play_outcomes(book, LAST, _always(bands))))
        tallies["kept"].add(outcome.kept.difference, truth)
        tallies["change"].add(outcome.change.difference, truth * _GROWTH_90)
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--saves", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = []
    for design in DESIGNS:
        began = time.monotonic()
        shape = Design(design.name, design.accounts, design.plays, design.losses, design.pick, options.saves)
        for name, tally in coverage(shape, options.runs, options.seed).items():
            share = tally.held / tally.said if tally.said else None
            result.append(
                {
                    "design": design.name,
                    "outcome": name,
                    "said": tally.said,
                    "too_few": tally.refused,
                    "covered": share,
                    "missed": dict(tally.sides),
                    "seconds": round(time.monotonic() - began, 1),
                }
            )
            if not options.json:
                shown = "     -" if share is None else f"{share:6.1%}"
                print(
                    f"{design.name:24} {name:7} {shown}  of {tally.said}, too few {tally.refused}", flush=True
                )
    if options.json:
        print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
