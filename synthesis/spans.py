"""Two spans of months of one theme against each other, corrected for how much was said, and where.

Volume swings, and so does who is asked: in the month of a survey wave most words come from the survey, and a
theme that lives there seems to grow. So the theme's statements are compared source by source with all
statements heard there (indirect standardisation): of the theme's ``n`` statements in both spans, the share
``p`` that chance puts into the later one is the mean, over the theme's statements, of their source's share of
words in the later span. A source heard in one of the spans only tells nothing and is left out.

    ratio     odds of (now, base) over p : 1 - p, the rate now over the rate before (1 = no change)
    interval  80 %, Jeffreys, of the binomial share of ``now``, turned into a ratio
    chances   of so few, or so many, in the later span where nothing changed (the exact conditional test of
              two Poisson rates, Przyborowski and Wilenski 1940)

One account that says a thing three times is no three accounts: counts are divided by the design effect, the
sum of squares of statements an account and month over their sum (Kish 1965), or by how much more unrest the
theme's past months show than chance makes (Pearson's statistic), whichever is more, never under 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from foundation.months import Month
from ingest.items import Source
from synthesis.voices import Voice

Counts = NDArray[np.int64]

_SOURCES = tuple(Source)
_PRIOR = 3
LEVEL = 0.8
"""Of every interval here."""


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was said in a window: ``counts`` has a row for each of ``months`` (oldest first) and a column
    for each source."""

    months: tuple[Month, ...]
    counts: Counts

    @property
    def totals(self) -> dict[Month, int]:
        """Statements of each month, over all sources."""
        return dict(zip(self.months, self.counts.sum(axis=1).tolist(), strict=True))

    @classmethod
    def of(cls, voices: Iterable[Voice], months: Sequence[Month]) -> Heard:
        """Statements of each month, themes and unclustered together."""
        ordered = tuple(sorted(months))
        return cls(ordered, _tally(voices, ordered))


@dataclass(frozen=True, slots=True)
class Told:
    """One theme's statements, shaped as ``Heard.counts``. ``squares``: for each month the sum of squares of
    the statements of one account."""

    counts: Counts
    squares: Counts

    @classmethod
    def of(cls, voices: Sequence[Voice], heard: Heard) -> Told:
        """Of voices that all belong to one theme."""
        rows = {month: row for row, month in enumerate(heard.months)}
        spoken: dict[tuple[str, int], int] = {}
        for voice in voices:
            if voice.month in rows:
                who = (voice.statement.account_id or voice.statement.item_id, rows[voice.month])
                spoken[who] = spoken.get(who, 0) + 1
        squares = np.zeros(len(rows), dtype=np.int64)
        for (_, row), count in spoken.items():
            squares[row] += count * count
        return cls(_tally(voices, heard.months), squares)

    def in_month(self, row: int) -> int:
        """Statements of one month."""
        return int(self.counts[row].sum())

    def design_effect(self, rows: Sequence[int]) -> float:
        """How many statements of these months count as one, because they come from one account."""
        total = int(self.counts[rows].sum())
        return max(1.0, float(self.squares[rows].sum()) / total) if total else 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """``now`` and ``base``: the theme's statements in the spans, of sources heard in both. ``expected``: how
    many ``now`` would be where nothing changed. ``few`` and ``many``: chances of at most, and of at least, so
    many. ``ratio`` is None where there is no base."""

    now: int
    base: int
    expected: float
    ratio: float | None
    interval: tuple[float, float]
    few: float
    many: float


def change(told: Told, heard: Heard, now: Sequence[Month], base: Sequence[Month]) -> Change | None:
    """The later span against the earlier; None where the theme was raised in neither, in any source that was
    heard in both."""
    later, before = _rows(heard, now), _rows(heard, base)
    words_now, words_base = heard.counts[later].sum(axis=0), heard.counts[before].sum(axis=0)
    both = (words_now > 0) & (words_base > 0)
    mine_now = told.counts[later].sum(axis=0) * both
    mine_base = told.counts[before].sum(axis=0) * both
    count, was = int(mine_now.sum()), int(mine_base.sum())
    if not count + was:
        return None
    part = words_now / np.maximum(1, words_now + words_base)
    chance = float(((mine_now + mine_base) * part).sum() / (count + was))
    weight = max(told.design_effect([*later, *before]), _unrest(told, heard, min(later)))
    odds = chance / (1 - chance)
    low, high = proportion_interval(count, count + was, weight)
    few, many = _chances(count / weight, (count + was) / weight, chance)
    return Change(
        now=count,
        base=was,
        expected=was * odds,
        ratio=count / was / odds if was else None,
        interval=(_odds(low) / odds, _odds(high) / odds),
        few=few,
        many=many,
    )


def _unrest(told: Told, heard: Heard, until: int) -> float:
    """How much more the months before row ``until`` differ than chance makes them: Pearson's statistic over its
    degrees of freedom, drawn to 1 as if ``_PRIOR`` quiet months had been seen as well; never under 1."""
    words, mine = heard.counts[:until], told.counts[:until]
    rate = mine.sum(axis=0) / words.sum(axis=0).clip(min=1)
    expected = (words * rate).sum(axis=1)
    known = expected > 0
    if known.sum() < 2:
        return 1.0
    excess = (mine.sum(axis=1)[known] - expected[known]) ** 2 / expected[known]
    return max(1.0, float((excess.sum() + _PRIOR) / (known.sum() - 1 + _PRIOR)))


def proportion_interval(count: float, total: float, weight: float = 1.0) -> tuple[float, float]:
    """Jeffreys' 80 % interval of a share; ``weight`` is the design effect. (0, 1) of nothing.

    The ends are 0 for none and 1 for all (Brown, Cai and DasGupta 2001).
    """
    from scipy.special import betaincinv

    if not total:
        return 0.0, 1.0
    hits, misses = count / weight + 0.5, (total - count) / weight + 0.5
    tail = (1 - LEVEL) / 2
    low = float(betaincinv(hits, misses, tail)) if count else 0.0
    high = float(betaincinv(hits, misses, 1 - tail)) if count < total else 1.0
    return low, high


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf


def _chances(now: float, total: float, chance: float) -> tuple[float, float]:
    """Of at most, and of at least, ``now`` of ``total``; counts may be parts, after the design effect."""
    from scipy.special import betainc

    few = 1.0 if now >= total else float(betainc(total - now, now + 1, 1 - chance))
    many = 1.0 if now <= 0 else float(betainc(now, total - now + 1, chance))
    return few, many


def _rows(heard: Heard, months: Sequence[Month]) -> list[int]:
    return [row for row, month in enumerate(heard.months) if month in months]


def _tally(voices: Iterable[Voice], months: Sequence[Month]) -> Counts:
    rows = {month: row for row, month in enumerate(months)}
    columns = {source: column for column, source in enumerate(_SOURCES)}
    counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for voice in voices:
        if voice.month in rows:
            counts[rows[voice.month], columns[voice.statement.source]] += 1
    return counts
