"""Plays against their like: who is compared with whom, the worked example, and that nothing is found in nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.explanation import RowKey
from accounts.outcomes.effects import ALL_PLAYS, PlayOutcome, explain_outcome, play_outcomes
from accounts.outcomes.intervals import wilson
from accounts.outcomes.matching import (
    ANOTHER_PLAY,
    LEVELS,
    NOBODY_ALIKE,
    NOT_PAYING,
    TOO_YOUNG,
    Bands,
    Match,
    Matching,
    match_plays,
)
from bench.outcomes import DESIGNS, Design, coverage
from foundation.outcome_settings import OutcomeSettings

Row = dict[str, object]
START = date(2026, 3, 1)
AS_OF = date(2026, 6, 30)
PARAMS = OutcomeSettings(least_controls=2, least_matched=2, least_events=0)


def _sub(account: str, mrr: float = 100, ended: object = "", started: object = "2025-01-01") -> Row:
    return {"account": account, "started": started, "ended": ended, "mrr": mrr}


def _play(account: str, started: object = START, play: str = "rescue", **more: object) -> Row:
    return {"account": account, "play": play, "started": started, **more}


def _book(
    subscriptions: list[Row], plays: list[Row], accounts: dict[str, Row] | None = None, **tables: list[Row]
) -> AccountBook:
    ids = sorted({str(row["account"]) for row in (*subscriptions, *plays)} | set(accounts or {}))
    rows: list[Row] = [
        {"id": one, "name": one, "segment": "smb", **(accounts or {}).get(one, {})} for one in ids
    ]
    return AccountBook.from_rows(
        {"accounts": rows, "subscriptions": subscriptions, "plays": plays, **tables}, "USD"
    )


def _same_band(book: AccountBook) -> Bands:
    return lambda _day: np.zeros(len(book.accounts), dtype=np.int64)


def _matched(book: AccountBook, as_of: date = AS_OF, bands: Bands | None = None) -> Matching:
    return match_plays(book, as_of, bands or _same_band(book), PARAMS)


def _controls(book: AccountBook, match: Match) -> list[str]:
    return [book.account_ids()[int(one)] for one in match.controls]


def _outcome(book: AccountBook, params: OutcomeSettings = PARAMS, as_of: date = AS_OF) -> PlayOutcome:
    return play_outcomes(book, as_of, _same_band(book), params)[0]


def test_a_worked_example() -> None:
    """Two plays; their like are C, D, E, F: three of four stay. A stays and grows by 20 %, B leaves."""
    subscriptions = [
        _sub("A", 100, "2026-04-01"),
        _sub("A", 120, started="2026-04-01"),
        _sub("B", 100, "2026-05-01"),
        *(_sub(one) for one in "CDE"),
        _sub("F", 100, "2026-05-15"),
    ]
    book = _book(subscriptions, [_play("A"), _play("B")])
    outcome = _outcome(book)
    assert (outcome.play, outcome.started, outcome.matched, outcome.controls) == (ALL_PLAYS, 2, 2, 4)
    kept, change = outcome.kept.difference, outcome.change.difference
    assert kept is not None
    assert change is not None
    assert (kept.treated, kept.others, kept.estimate) == (0.5, 0.75, -0.25)
    assert change.treated == pytest.approx((0.2 - 1) / 2)
    assert change.others == pytest.approx(-0.25)
    # V: the four stand beside both plays, so each adds its distance from 0.75 as a whole: 4/3 of the plain variance.
    of_mean = sum(((value - 0.75) / 4 * (4 / 3) ** 0.5) ** 2 for value in (1, 1, 1, 0))
    low1, high1 = wilson(0.5, 2 / 1.0, 1.2815515655446004)
    low2, high2 = wilson(0.75, 0.75 * 0.25 / of_mean, 1.2815515655446004)
    assert kept.low == pytest.approx(-0.25 - hypot(0.5 - low1, high2 - 0.75))
    assert kept.high == pytest.approx(-0.25 + hypot(high1 - 0.5, 0.75 - low2))


def test_like_is_known_on_the_day_and_pays_on_it() -> None:
    accounts: dict[str, Row] = {"E": {"churned": "2026-02-20"}, "F": {"segment": "enterprise"}}
    subscriptions = [
        *(_sub(one) for one in "ABCEF"),
        _sub("D", ended=START),  # left on the very day
        _sub("G", started=START),  # came on the very day
        _sub("H", ended="2026-03-02"),  # left the day after: it counts, and as lost
    ]
    (match,) = _matched(_book(subscriptions, [_play("A")], accounts)).matches
    book = _book(subscriptions, [_play("A")], accounts)
    assert _controls(book, match) == ["B", "C", "H"]
    assert match.controls_kept.tolist() == [1, 1, 0]


def test_a_later_play_bars_nobody_and_an_earlier_one_does() -> None:
    """Were those left out that get a play later, only accounts that could not live to get one would stay."""
    plays = [
        _play("A"),
        _play("B", START + timedelta(days=1)),
        _play("C", START - timedelta(days=89)),
        _play("D", START - timedelta(days=300), ended=START),
        _play("E", START - timedelta(days=90), ended=START - timedelta(days=1)),
    ]
    book = _book([_sub(one) for one in "ABCDEF"], plays)
    match = next(match for match in _matched(book).matches if match.started == START)
    assert _controls(book, match) == ["B", "E", "F"]
    assert match.later == pytest.approx(1 / 3)


def test_plays_that_cannot_be_compared_are_counted_with_the_reason() -> None:
    plays = [
        _play("A", AS_OF - timedelta(days=89)),
        _play("B"),
        _play("B", START + timedelta(days=5), "other"),
        _play("C", "2026-03-20"),
        _play("D"),
    ]
    accounts: dict[str, Row] = {"C": {"churned": "2026-03-01"}}
    book = _book([_sub("A"), _sub("B"), _sub("C", ended="2026-03-01"), _sub("D")], plays, accounts)
    found = _matched(book)
    assert found.matches == ()
    assert dict(found.left_out) == {
        ("other", ANOTHER_PLAY): 1,
        ("rescue", NOBODY_ALIKE): 2,
        ("rescue", NOT_PAYING): 1,
        ("rescue", TOO_YOUNG): 1,
    }


def test_alike_in_band_and_segment_first_then_in_less() -> None:
    accounts: dict[str, Row] = {
        one: {"renewal": renewal, "segment": segment}
        for one, renewal, segment in (
            ("A", "2027-04-01", "smb"),  # a month to the return of its renewal date
            ("B", "2026-04-10", "smb"),
            ("C", "2029-05-01", "SMB "),
            ("D", "2026-12-01", "smb"),
            ("E", "", "enterprise"),
        )
    }
    subscriptions = [_sub(one) for one in "ABCDE"]

    def match_with(bands: Sequence[int]) -> tuple[str, list[str]]:
        book = _book(subscriptions, [_play("A")], accounts)
        (match,) = _matched(book, bands=lambda _day: np.array(bands, dtype=np.int64)).matches
        return match.level, _controls(book, match)

    assert match_with([1, 1, 1, 1, 1]) == (LEVELS[0], ["B", "C"])
    assert match_with([1, 1, 2, 1, 1]) == (LEVELS[1], ["B", "D"])
    assert match_with([1, 2, 2, 1, 1]) == (LEVELS[2], ["D", "E"])


def test_bands_are_asked_for_the_day_before() -> None:
    asked: list[date] = []

    def bands(day: date) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        asked.append(day)
        return np.zeros(4, dtype=np.int64)

    book = _book([_sub(one) for one in "ABCD"], [_play("A")])
    _matched(book, bands=bands)
    assert asked == [START - timedelta(days=1)]


def test_nothing_after_the_day_is_looked_at() -> None:
    subscriptions = [_sub(one) for one in "ABCDE"]
    day = START + timedelta(days=90)
    later: list[Row] = [
        _play("B", day + timedelta(days=1)),
        _play("C", day + timedelta(days=2), ended=day + timedelta(days=5), outcome="saved"),
    ]
    moved = [
        _sub("D", ended=day + timedelta(days=1)),
        *(row for row in subscriptions if row["account"] != "D"),
    ]
    plain = _outcome(_book(subscriptions, [_play("A")]), as_of=day)
    told = _outcome(_book(moved, [_play("A"), *later]), as_of=day)
    for name in ("started", "matched", "controls", "kept", "change", "later", "left_out", "recorded"):
        assert getattr(plain, name) == getattr(told, name)


def test_snapshots_are_read_at_the_last_month_that_was_over() -> None:
    months = ("2026-02", "2026-03", "2026-04", "2026-05")
    snapshots: list[Row] = [
        {"account": one, "month": month, "mrr": mrr}
        for one, amounts in (("A", (50, 50, 60, 99)), ("B", (50, 50, 50, 0)), ("C", (50, 50, 0, 0)))
        for month, mrr in zip(months, amounts, strict=True)
    ]
    book = _book([], [_play("A")], {one: {} for one in "ABC"}, mrr=snapshots)
    (match,) = _matched(
        book
    ).matches  # 90 days after 1 March is 30 May: April is the last month that was over
    assert match.change == pytest.approx(0.2)
    assert match.controls_kept.tolist() == [1, 0]


def test_too_few_is_said_with_the_number_that_it_takes() -> None:
    book = _book([_sub(one) for one in "ABCDE"], [_play("A"), _play("B")])
    few = _outcome(book, OutcomeSettings())
    assert few.kept.difference is None
    assert few.kept.why_not == "2 plays with untouched like, it takes 25"
    dull = _outcome(book, OutcomeSettings(least_matched=2))
    assert dull.kept.why_not == "by their like 0.0 of 2 would be lost, it takes 3"
    opened = explain_outcome(book, few)
    assert opened is not None
    assert (opened.value, recomputed(opened)) == (None, None)
    assert opened.words == "Too few to say: 2 plays with untouched like, it takes 25."
    assert explain_outcome(book, replace(few, matches=())) is None
    assert play_outcomes(_book([_sub("A")], []), AS_OF, _same_band(book)) == ()


def test_the_explanation_computes_to_the_printed_effect() -> None:
    subscriptions = [*(_sub(one) for one in "ABCD"), _sub("E", ended="2026-04-01")]
    book = _book(subscriptions, [_play("A"), _play("B", outcome="saved", ended="2026-04-01")])
    outcome = _outcome(book)
    for of_change in (False, True):
        explanation = explain_outcome(book, outcome, of_change)
        assert explanation is not None
        assert recomputed(explanation) == pytest.approx(explanation.value)
        assert RowKey("plays", ("A", "rescue", "2026-03-01")) in explanation.rows
        assert RowKey("accounts", ("E",)) in explanation.rows
        assert list(explanation.rows) == sorted(explanation.rows)
    assert outcome.recorded == {"saved": 1}


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_wilson_holds_the_share_and_narrows(n: int, share: float) -> None:
    intervals = [wilson(share, size, 1.28) for size in (n, 2 * n, 4 * n)]
    assert all(low - 1e-9 <= share <= high + 1e-9 for low, high in intervals)
    assert all(low >= 0 and high <= 1 for low, high in intervals)
    assert all(wide[1] - wide[0] >= narrow[1] - narrow[0] - 1e-9 for wide, narrow in pairwise(intervals))


@pytest.mark.parametrize("design", [DESIGNS[1], DESIGNS[2]], ids=lambda design: design.name)
def test_plays_that_do_nothing_are_found_to_do_nothing(design: Design) -> None:
    """A bounded form of ``python -m bench.outcomes``: of 120 books the interval holds 0 in 70 to 90 %."""
    tallies = coverage(design, runs=120)
    for tally in tallies.values():
        assert tally.said >= 100
        assert 0.70 <= tally.held / tally.said <= 0.90
