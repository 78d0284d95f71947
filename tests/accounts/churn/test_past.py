"""Learning from the book's past: what is counted, that nothing later is seen, that the planted cause is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from accounts.arithmetic import recomputed, same
from accounts.book import AccountBook
from accounts.churn.explained import explain_risk
from accounts.churn.learning import PastRows, past_rows
from accounts.churn.lifts import signals, sticky_drivers
from accounts.churn.outcomes import Way, outcomes, reason_code
from accounts.churn.retro import departed_accounts, look_day, retrospective
from accounts.churn.risks import churn_risks
from accounts.churn.scores import weighted_area
from accounts.churn.silence import silent_accounts, single_champions
from accounts.churn.snapshots import snapshot
from accounts.churn.table import Feature
from accounts.churn.usual import usual_of
from accounts.churn.validation import validate
from accounts.figures import FeedbackSignal
from accounts.scorecard.signal_columns import SignalColumns
from foundation.churn_settings import ChurnSettings
from tests.accounts.churn.books import CAUSE, LAST, made_book

SETTINGS = ChurnSettings()


@pytest.fixture(scope="module")
def past() -> PastRows:
    book, voice = made_book()
    found = past_rows(book, voice, LAST, 90)
    assert found is not None
    return found


def test_ways_of_leaving_are_kept_apart() -> None:
    book, _ = made_book()
    found = outcomes(book, LAST)
    way = dict(zip(found.accounts, found.way.tolist(), strict=True))
    assert (way["A000"], way["A001"], way["A002"], way["A100"]) == (
        "could be saved",
        "payment",
        "poor fit",
        "",
    )


def test_what_is_not_yet_known_has_not_happened() -> None:
    book, _ = made_book()
    assert not outcomes(book, date(2024, 12, 31)).gone(date(2024, 12, 31)).any()


def test_an_account_leaves_on_the_day_from_which_it_pays_nothing() -> None:
    book = AccountBook.from_rows(
        {
            "accounts": [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C"}],
            "subscriptions": [
                {"account": "A", "started": "2025-01-01", "ended": "2025-05-17", "mrr": 10},
                {"account": "B", "started": "2025-01-01", "mrr": 10},
            ],
            "mrr": [
                {"account": "C", "month": "2025-03", "mrr": 5},
                {"account": "C", "month": "2025-04", "mrr": 0},
            ],
        },
        "USD",
    )
    found = outcomes(book, date(2025, 12, 31))
    assert [str(day) for day in found.day] == ["2025-05-17", "NaT", "2025-04-01"]
    assert found.way.tolist() == [Way.SAVEABLE, Way.STAYED, Way.SAVEABLE]


def test_reasons_become_codes() -> None:
    assert reason_code("Mobile app unreliable") == "reliability"
    assert reason_code("") == "unknown"
    assert reason_code("the moon") == "other"
    assert reason_code("the moon", {"moon": "astronomy"}) == "astronomy"


def test_a_snapshot_is_the_same_whatever_came_after() -> None:
    book, voice = made_book()
    as_of = date(2025, 3, 31)
    end = np.datetime64(as_of)
    cut = replace(
        book,
        usage=book.usage[book.usage["date"] <= end].reset_index(drop=True),
        accounts=book.accounts.assign(
            churned=book.accounts["churned"].where(book.accounts["churned"] <= end),
            churn_reason="",
            status="anything",
        ),
        subscriptions=book.subscriptions.assign(
            ended=book.subscriptions["ended"].where(book.subscriptions["ended"] <= end)
        ),
    )
    started = outcomes(book, LAST).started
    before = snapshot(cut, voice.until(as_of), started, as_of)
    after = snapshot(book, voice, started, as_of)
    assert before.names == after.names
    for one, other in zip(before.features, after.features, strict=True):
        if one.numbers is not None and other.numbers is not None:
            np.testing.assert_array_equal(one.numbers, other.numbers, err_msg=one.name)


def test_rows_are_only_learned_from_when_their_horizon_is_over(past: PastRows) -> None:
    assert past.day.max() + np.timedelta64(90, "D") <= np.datetime64(LAST)
    assert past.churned() >= SETTINGS.least_churned


def test_words_of_a_reason_from_the_settings_count_in_what_is_learned(past: PastRows) -> None:
    """Nine in ten left as it was too expensive; called a failed payment, they are no outcome to learn."""
    book, voice = made_book()
    told = past_rows(book, voice, LAST, 90, {"too expensive": "payment"})
    assert told is not None
    assert told.churned() == 0 < past.churned()


def test_drivers_tell_another_measure_where_the_medians_read_alike(past: PastRows) -> None:
    left = np.array([True] * 4 + [False] * 6)
    counts = Feature("tickets", numbers=np.array([0, 0, 3, 0, 0, 0, 0, 0, 0, 0.0]))
    assert [one.told for one in usual_of(counts, left)] == ["25.0 % any", "0.0 % any"]
    change = Feature("change", numbers=np.array([0, 0, 0, -50, 0, 0, 0, 0, 0, 5.0]), unit="%")
    assert [one.told for one in usual_of(change, left)] == ["mean -12.50 %", "mean 0.83 %"]
    use = Feature("use", numbers=np.array([1, 2, 3, 4, 8, 8, 8, 8, 8, 9.0]))
    assert [(one.measure, one.value) for one in usual_of(use, left)] == [("median", 2.5), ("median", 8)]
    assert {one.told_by for one in sticky_drivers(past)} >= {"median", "mean", "share of the most common"}


def test_the_planted_cause_ranks_first(past: PastRows) -> None:
    drivers = sticky_drivers(past)
    assert drivers[0].name == CAUSE
    assert drivers[0].interval_80[0] > drivers[1].interval_80[1]
    first = signals(past, 0.4)[0]
    assert first.name.startswith(f"{CAUSE} fell by 25 %")
    assert first.lift is not None
    assert first.lift > 5
    assert first.lead_days is not None
    assert 0 < first.lead_days <= 180


def test_the_model_is_judged_on_what_came_later_and_speaks_where_it_is_better(past: PastRows) -> None:
    checked = validate(past, SETTINGS)
    assert checked.method == "model"
    assert checked.model is not None
    assert checked.scorecard is not None
    assert checked.model.auc > max(0.8, checked.scorecard.auc)


def test_shuffled_outcomes_are_not_learned(past: PastRows) -> None:
    draw, left = np.random.default_rng(2), past.left.copy()
    for day in np.unique(past.day):
        rows = np.flatnonzero(past.day == day)
        left[rows] = draw.permutation(left[rows])
    shuffled = replace(past, left=left)
    checked = validate(shuffled, SETTINGS)
    assert checked.within is not None
    assert 0.35 < checked.within < 0.65
    assert checked.method == "scorecard"


def test_too_few_departures_leave_it_to_the_scorecard() -> None:
    book, voice = made_book(churners=14)
    found = churn_risks(book, voice, LAST, SETTINGS)
    assert (found.method, found.calibrated) == ("scorecard", False)
    assert "a model needs 30" in found.validation.reason


@pytest.mark.parametrize("churners", [14, 45])
def test_a_risk_is_computed_again_from_what_is_printed(churners: int) -> None:
    book, voice = made_book(churners)
    found = churn_risks(book, voice, LAST, SETTINGS)
    assert found.method == ("model" if churners == 45 else "scorecard")
    at = int(np.nanargmax(found.risk))
    opened = explain_risk(book, found, found.accounts[at], ())
    assert opened is not None
    assert same(opened.value, recomputed(opened))
    assert opened.value == found.by_account()[found.accounts[at]]
    if found.method == "scorecard":
        assert sum(driver.effect for driver in found.opened(at).drivers) == pytest.approx(1)


def test_a_retrospective_looks_no_later_than_the_day_it_judges() -> None:
    book, voice = made_book()
    found = outcomes(book, LAST)
    left = departed_accounts(book, voice, found, SETTINGS)
    assert len(left) == 45
    assert [one.day for one in left] == sorted((one.day for one in left), reverse=True)
    one = next(line for line in left if line.way == Way.SAVEABLE)
    assert one.looked_at == look_day(one.day, 60) <= one.day - timedelta(days=60)
    story = retrospective(book, voice, found, one, SETTINGS)
    assert story.reason == "price"
    assert not story.inferred
    assert any(CAUSE in name for name in (*story.seen, *story.late))
    assert max(moment.day for moment in story.timeline) == one.day
    assert any("price and packaging" in change for change in story.changes)


def test_poor_fit_gets_no_save_play_and_payment_goes_to_billing() -> None:
    book, voice = made_book()
    found = outcomes(book, LAST)
    left = {one.account_id: one for one in departed_accounts(book, voice, found, SETTINGS)}
    assert "no save play" in retrospective(book, voice, found, left["A002"], SETTINGS).changes[0]
    assert "payment recovery" in retrospective(book, voice, found, left["A001"], SETTINGS).changes[0]


def test_silence_is_three_usual_gaps() -> None:
    book, _ = made_book()
    spoke = [FeedbackSignal("A100", LAST - timedelta(days=days), "nps") for days in (140, 120, 100, 80)]
    spoke += [FeedbackSignal("A101", LAST - timedelta(days=days), "nps") for days in (79, 59, 39, 19)]
    found = silent_accounts(book, SignalColumns.of(spoke, book.account_ids()), LAST)
    assert [(one.account_id, one.days, one.usual_gap) for one in found] == [("A100", 80, 20.0)]
    assert found[0].arr == 12 * 200


def test_single_champions_and_those_whom_a_contact_left() -> None:
    book = AccountBook.from_rows(
        {
            "accounts": [{"id": one, "name": one} for one in ("A", "B", "C")],
            "contacts": [
                {"account": "A", "name": "x", "champion": True},
                {"account": "B", "name": "x", "champion": True},
                {"account": "B", "name": "y", "champion": True},
                {"account": "C", "name": "x", "champion": True},
                {"account": "C", "name": "y", "champion": True, "left": "2025-12-01"},
            ],
        },
        "USD",
    )
    single, shaken = single_champions(book, LAST)
    assert single.tolist() == [True, False, True]
    assert shaken.tolist() == [False, False, True]


def test_weighted_area_agrees_with_the_plain_one() -> None:
    from sklearn.metrics import roc_auc_score

    draw = np.random.default_rng(0)
    score, left = np.round(draw.normal(size=80), 1), draw.random(80) < 0.3
    weights = draw.integers(0, 4, (5, 80)).astype(np.float64)
    want = [roc_auc_score(left, score, sample_weight=one) for one in weights]
    np.testing.assert_allclose(weighted_area(score, left, weights), want)
