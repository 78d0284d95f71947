"""Numbers as text: the shapes that the screens rely on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synthesis.figures import Component
from tests.tui.samples import MONTH, make_run
from tui import theme_words, words

SHARES = st.floats(-1, 2)
VALUES = st.lists(st.floats(0, 1e9), max_size=24)


@given(VALUES)
def test_a_sparkline_has_a_character_a_value_and_its_top_where_the_top_is(values: list[float]) -> None:
    line = words.spark(values)
    assert len(line) == len(values)
    if max(values, default=0) > 0:
        assert line[values.index(max(values))] == "█"


def test_silence_is_a_dot_and_not_a_low_column() -> None:
    assert words.spark([0, 1, 8]) == "·▂█"


@given(SHARES, st.integers(1, 40))
def test_a_bar_is_as_wide_as_asked(share: float, width: int) -> None:
    assert len(words.bar(share, width)) == width


def test_a_bar_fills_by_eighths() -> None:
    assert words.bar(0.5, 4) == "██░░"
    assert words.bar(1 / 8, 1) == "▏"
    assert words.bar(9, 2) == "██"


@given(VALUES, st.integers(1, 6), st.integers(1, 4))
def test_columns_are_a_rectangle(values: list[float], height: int, width: int) -> None:
    lines = words.columns(values, height, width)
    assert len(lines) == height
    assert {len(line) for line in lines} == {max(0, len(values) * (width + 1) - 1)}


def test_the_months_stand_under_their_columns() -> None:
    assert words.month_axis(MONTH.trailing(3), 3) == "08  09  10 "
    assert words.month_axis(MONTH.trailing(3), 1) == "A S O"


def test_components_say_their_own_unit() -> None:
    def said(name: str, value: float) -> str:
        return words.component_value(Component(name, value, 0.5, 0.2), "USD")

    assert said("arr", 1234) == "$1.23k"
    assert said("breadth", 1.0) == "1 account"
    assert said("trend", 0.5) == "+50 %"
    assert said("recency", 3.0) == "3 days"
    assert said("severity", 0.25) == "0.25"
    assert words.component_sum(Component("arr", 0, 0.82, 0.3)) == "0.82 × 30 % = 24.6"
    assert theme_words.component_name("at_risk") == "at risk"


def test_counts_times_and_coverage_in_words() -> None:
    run = make_run()
    assert words.heard(run.coverage) == "54/137 accts"
    assert words.unclustered(run.unclustered, "USD") == "31 · $410k ARR"
    assert words.elapsed(59.9) == "59 s"
    assert words.elapsed(125) == "2 min 05 s"
    assert words.growth(None) == "–"
    assert words.growth(0.5) == "+50 %"
    assert words.moment(None) == "never"


def test_progress_says_only_what_is_known() -> None:
    assert words.progress_words("weighing", 0, None, 2) == "weighing  2 s"
    assert words.progress_words("splitting", 1200, None, 2) == "splitting  1,200  2 s  600 a second"
    expected = "embedding  250 of 1,000  25 %  10 s  25 a second  30 s left"
    assert words.progress_words("embedding", 250, 1000, 10) == expected
