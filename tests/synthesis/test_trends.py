"""Statuses and growth: small counts are small, volume and who was asked are no change, one account is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.trends import World, simulated
from foundation.months import Month
from ingest.items import Source
from synthesis.spans import Heard, Told, change, proportion_interval
from synthesis.themes import ThemeStatus
from synthesis.trends import Movement, movement, starts_late
from synthesis.voices import NO_THEME, Voice
from tests.synthesis.cases import MAY, said

LONG_AGO = MAY.plus(-30)


def _voices(
    counts: list[int], theme: int = 0, source: Source = Source.TICKET, accounts: int = 1000, name: str = "v"
) -> list[Voice]:
    """So many statements in each month up to May, of so many accounts in turn."""
    found = []
    for month, count in zip(MAY.trailing(len(counts)), counts, strict=True):
        for number in range(count):
            one = said(f"{name}{month}{number}", f"A{number % accounts}", month)
            found.append(Voice(one._replace(source=source), theme, month))
    return found


def _moved(counts: list[int], total: int = 100, born: Month = LONG_AGO, accounts: int = 1000) -> Movement:
    mine = _voices(counts, accounts=accounts)
    rest = _voices([total - count for count in counts], NO_THEME, name="r")
    return movement(mine, Heard.of(mine + rest, MAY.trailing(len(counts))), born)


def _status(counts: list[int], total: int = 100, born: int = -30, accounts: int = 1000) -> ThemeStatus:
    return _moved(counts, total, MAY.plus(born), accounts).status


def test_statuses_by_hand() -> None:
    assert _status([0, 0, 0, 0, 0, 4], born=0) is ThemeStatus.NEW
    assert _status([0, 1, 0, 0, 3, 4], born=-1) is ThemeStatus.NEW
    assert _status([1, 1, 3, 0, 3, 4], born=-5) is ThemeStatus.STEADY
    assert _status([3, 3, 3, 3, 3, 10]) is ThemeStatus.EMERGING
    assert _status([3, 3, 3, 3, 3, 4]) is ThemeStatus.STEADY
    assert _status([8, 8, 8, 8, 8, 1]) is ThemeStatus.FADING
    assert _status([8, 8, 8, 8, 8, 0]) is ThemeStatus.FADING
    assert _status([8, 8, 8, 8, 0, 0]) is ThemeStatus.GONE
    assert _status([8, 8, 8, 8, 8, 8]) is ThemeStatus.STEADY


def test_a_theme_found_late_is_new_while_nearly_all_of_it_is_recent() -> None:
    assert _status([0] * 9 + [3, 4, 3], born=-2) is ThemeStatus.NEW
    assert _status([0] * 4 + [1] + [0] * 4 + [3, 4, 3], born=-7) is ThemeStatus.NEW
    assert _status([1, 0, 1, 0, 1, 0, 1, 0, 0, 3, 4, 3], born=-11) is not ThemeStatus.NEW


def test_a_slow_fade_and_a_slow_rise_are_seen() -> None:
    assert _status([6, 6, 6, 5, 5, 4, 3, 3, 2, 1, 1, 1]) is ThemeStatus.FADING
    assert _status([2, 2, 2, 2, 2, 2, 3, 3, 4, 6, 7, 8]) is ThemeStatus.EMERGING


def test_small_counts_are_called_small() -> None:
    assert _status([2, 2, 2, 2, 2, 1]) is ThemeStatus.STEADY
    assert _status([1, 1, 1, 1, 1, 3]) is ThemeStatus.STEADY
    assert _status([8, 8, 8, 8, 8, 4]) is ThemeStatus.STEADY
    assert _status([2, 2, 2, 2, 2, 6]) is ThemeStatus.STEADY


def test_a_theme_that_always_swings_must_swing_further() -> None:
    assert _status([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 10]) is ThemeStatus.EMERGING
    assert _status([0, 10, 1, 9, 0, 8, 1, 0, 10, 1, 0, 10]) is ThemeStatus.STEADY


def test_one_account_alone_makes_nothing_emerge() -> None:
    assert _status([3, 3, 3, 3, 3, 12]) is ThemeStatus.EMERGING
    assert _status([3, 3, 3, 3, 3, 12], accounts=1) is ThemeStatus.STEADY


def test_nothing_is_new_where_there_was_nothing_to_be_seen_in() -> None:
    alone = _voices([9])
    assert movement(alone, Heard.of(alone, [MAY]), MAY).status is ThemeStatus.STEADY
    assert _status([0, 0, 9], born=0) is ThemeStatus.STEADY
    assert _status([0, 0, 0, 9], born=0) is ThemeStatus.NEW


def test_a_survey_wave_is_no_growth() -> None:
    """The theme is a tenth of tickets and half of survey answers; in May three times as many answer."""
    tickets, answers = [10] * 6, [10] * 5 + [30]
    mine = _voices(tickets) + _voices(answers, source=Source.NPS, name="n")
    rest = _voices([90] * 6, NO_THEME, name="r") + _voices(answers, NO_THEME, Source.NPS, name="m")
    heard = Heard.of(mine + rest, MAY.trailing(6))
    moved = movement(mine, heard, LONG_AGO)
    assert moved.growth == pytest.approx(0.0, abs=1e-9)
    assert moved.status is ThemeStatus.STEADY
    assert moved.trend[-1].share > 1.4 * moved.trend[-2].share
    assert moved.trend[-1].level == pytest.approx(moved.trend[-2].level)
    blind = Heard(heard.months, heard.counts.sum(axis=1, keepdims=True))
    told = Told.of(mine, heard)
    naive = change(
        Told(told.counts.sum(axis=1, keepdims=True), told.squares), blind, [MAY], MAY.trailing(4)[:3]
    )
    assert naive is not None
    assert naive.interval[0] > 1


def test_a_source_heard_in_one_span_only_tells_nothing() -> None:
    mine = _voices([5] * 6) + _voices([0] * 5 + [9], source=Source.CALL, name="c")
    rest = _voices([45] * 6, NO_THEME, name="r")
    moved = movement(mine, Heard.of(mine + rest, MAY.trailing(6)), LONG_AGO)
    assert moved.growth == pytest.approx(0.0)


def test_growth_has_an_interval_that_holds_it() -> None:
    moved = _moved([4, 4, 4, 4, 4, 8])
    assert moved.growth == pytest.approx(1.0)
    assert moved.growth_interval is not None
    low, high = moved.growth_interval
    assert 0 < low < 1.0 < high < 4
    wide = _moved([4, 4, 4, 4, 4, 8], accounts=2).growth_interval
    assert wide is not None
    assert wide[0] < low
    assert wide[1] > high


def test_growth_is_unknown_without_its_history() -> None:
    assert _moved([1, 1, 1, 1]).growth is None
    assert _moved([4, 4, 8]).growth is None
    gap = _voices([4, 0, 4, 8])
    assert movement(gap, Heard.of(gap, MAY.trailing(4)), LONG_AGO).growth is None
    assert _moved([0, 0, 0, 9]).growth is None


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=12), st.integers(0, 60), st.integers(1, 6))
def test_every_month_has_a_level_inside_its_interval(counts: list[int], more: int, accounts: int) -> None:
    moved = _moved(counts, total=max(counts) + more, accounts=accounts)
    assert [point.statements for point in moved.trend] == counts
    for point in moved.trend:
        assert 0 <= point.low <= point.level <= point.high <= 1 or not (max(counts) + more)
        assert point.level == pytest.approx(point.share)
    if moved.growth is not None and moved.growth_interval is not None:
        assert np.isfinite(moved.growth_interval).all()
        assert moved.growth_interval[0] <= moved.growth <= moved.growth_interval[1]


def test_intervals_at_the_ends_and_of_nothing() -> None:
    assert proportion_interval(0, 0) == (0.0, 1.0)
    assert proportion_interval(0, 9)[0] == 0.0
    assert proportion_interval(9, 9)[1] == 1.0


def test_flat_themes_seldom_look_as_if_they_moved() -> None:
    figures = simulated(40)
    assert max(share for name, share in figures.items() if name.endswith(": moving")) <= 0.08
    assert figures["x 2.0 from mean 30: emerging by month 2"] >= 0.9
    assert figures["x 0.5 from mean 30: fading by month 3"] >= 0.7
    assert World(3).factor == 1.0


def test_late_starts() -> None:
    assert starts_late(0, 6, 0.6)
    assert not starts_late(0, 3, 0.6)
    assert not starts_late(3, 6, 0.99)
    assert not starts_late(0, 0, 0.5)
