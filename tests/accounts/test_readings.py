"""Windows of use: which day falls where, what is unknown, the latest limit, and that the future is not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.families import rolled_up
from accounts.readings import Windows, counts_logins, windows

AS_OF = date(2026, 5, 31)
Row = dict[str, object]
Reading = tuple[str, int, str, int, int | None]


def _row(account: str, ago: int, metric: str, value: float, limit: float | None = None) -> Row:
    day = AS_OF - timedelta(days=ago)
    return {"account": account, "date": day, "metric": metric, "value": value, "limit": limit}


def _book(rows: list[Row], ids: str = "ABC") -> AccountBook:
    accounts: list[Row] = [{"id": one, "name": one} for one in ids]
    return AccountBook.from_rows({"accounts": accounts, "usage": rows}, "USD")


def _same(one: Windows, other: Windows) -> None:
    assert (one.accounts, one.metrics) == (other.accounts, other.metrics)
    np.testing.assert_allclose(one.mean, other.mean)
    np.testing.assert_array_equal(one.readings, other.readings)
    np.testing.assert_array_equal(one.limit, other.limit)


def test_the_day_itself_and_the_29_before_are_window_0() -> None:
    rows = [_row("A", ago, "exports", value) for ago, value in ((0, 10), (29, 20), (30, 5), (59, 7), (60, 1))]
    found = windows(_book(rows), AS_OF, days=30, count=2)
    assert found.accounts == ("A", "B", "C")
    assert found.metrics == ("exports",)
    assert found.mean[0, 0].tolist() == [15.0, 6.0]
    assert found.readings[0, 0].tolist() == [2, 2]


def test_what_was_not_read_is_unknown_and_a_reading_of_0_is_0() -> None:
    found = windows(_book([_row("A", 3, "exports", 0), _row("B", 400, "seats", 5)]), AS_OF)
    assert found.metrics == ("exports", "seats")
    assert found.mean.shape == found.readings.shape == (3, 2, 12)
    assert found.mean[0, 0, 0] == 0
    assert np.isnan(found.mean).sum() == found.mean.size - 1
    assert found.readings.sum() == 1


def test_the_limit_is_the_latest_one_given_however_old() -> None:
    rows = [
        _row("A", 900, "seats", 1, 10),
        _row("A", 500, "seats", 1, 20),
        _row("A", 1, "seats", 1),
        _row("B", -1, "seats", 1, 99),
    ]
    assert windows(_book(rows), AS_OF).limit[:, 0].tolist() == pytest.approx(
        [20, np.nan, np.nan], nan_ok=True
    )


def test_a_metric_first_read_later_is_not_known_yet() -> None:
    rows = [_row("A", 1, "seats", 1), _row("A", -1, "api calls", 1)]
    assert windows(_book(rows), AS_OF).metrics == ("seats",)
    assert windows(_book(rows), AS_OF + timedelta(days=1)).metrics == ("api calls", "seats")


def test_a_book_without_readings_has_no_metrics() -> None:
    found = windows(_book([]), AS_OF)
    assert (found.accounts, found.metrics, found.mean.shape) == (("A", "B", "C"), (), (3, 0, 12))
    with pytest.raises(ValueError, match="at least one day"):
        windows(_book([]), AS_OF, days=0)


def test_metrics_that_count_logins_are_no_signals() -> None:
    rows = [_row("A", 1, metric, 1) for metric in ("weekly_logins", "exports", "Sign-ins", "blog inserts")]
    found = windows(_book(rows), AS_OF)
    assert [found.metrics[at] for at in found.signals()] == ["blog inserts", "exports"]
    assert counts_logins("Log ins per user")


def test_members_of_a_family_keep_their_own_metrics() -> None:
    accounts: list[Row] = [
        {"id": "A", "name": "A"},
        {"id": "B", "name": "B", "parent": "A"},
        {"id": "C", "name": "C"},
    ]
    rows = [_row("A", 1, "seats", 4), _row("B", 1, "seats", 2, 3), _row("C", 1, "seats (B)", 9)]
    book = rolled_up(AccountBook.from_rows({"accounts": accounts, "usage": rows}, "USD"))
    found = windows(book, AS_OF, count=1)
    assert (found.accounts, found.metrics) == (("A", "C"), ("seats", "seats (B)"))
    assert found.mean.ravel().tolist() == pytest.approx([4, 2, np.nan, 9], nan_ok=True)
    assert found.limit.ravel().tolist() == pytest.approx([np.nan, 3, np.nan, np.nan], nan_ok=True)


_READINGS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.integers(-40, 100),
        st.sampled_from(["seats", "exports", "api calls"]),
        st.integers(0, 50),
        st.none() | st.integers(1, 50),
    ),
    max_size=40,
    unique_by=lambda reading: reading[:3],
)


@settings(deadline=None, max_examples=60)
@given(_READINGS, st.integers(1, 45), st.integers(1, 4))
def test_every_window_is_the_plain_mean_of_its_days(readings: list[Reading], days: int, count: int) -> None:
    found = windows(_book([_row(*reading) for reading in readings]), AS_OF, days, count)
    past = [reading for reading in readings if reading[1] >= 0]
    assert list(found.metrics) == sorted({reading[2] for reading in past})
    for at, account in enumerate(found.accounts):
        for to, metric in enumerate(found.metrics):
            own = [one for one in past if (one[0], one[2]) == (account, metric)]
            for window in range(count):
                values = [one[3] for one in own if window * days <= one[1] < (window + 1) * days]
                expected = sum(values) / len(values) if values else np.nan
                assert found.mean[at, to, window] == pytest.approx(expected, nan_ok=True)
                assert found.readings[at, to, window] == len(values)
            limits = [(one[1], one[4]) for one in own if one[4] is not None]
            newest = min(limits)[1] if limits else np.nan
            assert found.limit[at, to] == pytest.approx(newest, nan_ok=True)


@settings(deadline=None, max_examples=40)
@given(_READINGS, st.randoms())
def test_neither_the_future_nor_the_order_of_rows_changes_anything(
    readings: list[Reading], random: Random
) -> None:
    rows = [_row(*reading) for reading in readings]
    whole = _book(rows)
    shuffled = whole.usage.sample(frac=1, random_state=random.randrange(1000))
    past = _book([row for row, reading in zip(rows, readings, strict=True) if reading[1] >= 0])
    _same(windows(whole, AS_OF), windows(past, AS_OF))
    _same(windows(whole, AS_OF), windows(replace(whole, usage=shuffled), AS_OF))
