"""Health: every signal by its formula on paper, what is missing, bands, trends, and what is not looked at."""

from __future__ import annotations

import numpy as np
import pytest

from accounts.arithmetic import recomputed
from accounts.figures import FeedbackSignal, SaidSignal
from accounts.health.reading import explain_health, weakest
from accounts.health.scores import bands
from foundation.health_settings import HealthSettings
from tests.accounts.health.books import Row, ago, book, reading, scored, weekly

_YEAR = 30


def _ticket(days: int, priority: str = "", status: str = "open", **more: object) -> FeedbackSignal:
    return FeedbackSignal("A", ago(days), "ticket", priority=priority, status=status, **more)  # type: ignore[arg-type]


def test_depth_is_half_the_mean_and_half_the_worst_of_the_sticky_features() -> None:
    usage = weekly("exports", [100.0] * _YEAR + [75.0] * 5) + weekly("reports", [40.0] * (_YEAR + 5))
    found = reading(scored(book(usage=usage)), "adoption_depth")
    # exports: 75 % of usual, and nothing is left at half, so 50; reports 100; (75 + 50) / 2
    assert found.score == 62.5
    assert found.value == pytest.approx((0.75 + 1.0) / 2)
    assert "exports at 75 a reading, 75% of its usual 100" in found.why
    assert found.rows[0].kind == "usage"


def test_a_feature_that_falls_silent_while_others_are_read_is_given_up() -> None:
    other = weekly("exports", [50.0] * 20, "B")
    gone = [row for row in weekly("exports", [50.0] * 20) if row["date"] < ago(40)]  # type: ignore[operator]
    scores = scored(book({"A": {}, "B": {}}, usage=gone + other))
    assert reading(scores, "adoption_depth").score == 0
    assert reading(scores, "adoption_depth", "B").score == 100


def test_a_metric_that_nobody_is_read_for_any_more_is_not_known() -> None:
    old = [row for row in weekly("exports", [50.0] * 30) if row["date"] < ago(100)]  # type: ignore[operator]
    assert reading(scored(book(usage=old)), "adoption_depth").score is None


def test_peers_are_compared_by_use_a_seat() -> None:
    many: dict[str, Row] = {name: {"segment": "smb"} for name in "ABCDE"}
    usage: list[Row] = []
    for name in "ABCDE":
        usage += weekly("exports", [10.0 if name == "A" else 20.0] * 20, name)
    found = reading(scored(book(many, usage=usage)), "adoption_depth")
    assert found.score == 75  # as usual 100, half of the peers' use 50
    assert "50% of its peers' use a seat" in found.why


def test_breadth_is_the_share_of_seats_times_the_share_of_features() -> None:
    usage = weekly("seats_used", [6.0] * 10, limit=10) + weekly("exports", [5.0] * 10)
    usage += weekly("reports", [5.0] * 6 + [0.0] * 4 + [0.0])
    found = reading(scored(book(usage=usage)), "adoption_breadth")
    # 60 % of seats / 80 % for full marks = 0.75; 1 of 2 features
    assert found.score == 37.5
    assert found.why == "60% of seats in use (full marks from 80%); 1 of 2 features in use, not reports"


def test_logins_are_no_signal_by_whatever_name() -> None:
    rows = weekly("weekly logins", [100.0] * 20 + [1.0] * 5) + weekly("loginCount", [9.0] * 25)
    assert reading(scored(book(usage=rows)), "adoption_depth").score is None


def test_named_sticky_features_stand_alone_and_never_read_counts_as_unused() -> None:
    usage = weekly("exports", [10.0] * 20) + weekly("reports", [10.0] * 20, "B")
    both = book({"A": {}, "B": {}}, usage=usage)
    scores = scored(both, sticky=["reports"])
    assert reading(scores, "adoption_depth").score == 0
    assert reading(scores, "adoption_depth", "B").score == 100
    assert reading(scored(both), "adoption_depth").score == 100


def test_outcomes_are_value_milestones_reached_of_those_due() -> None:
    rows: list[Row] = [
        {"account": "A", "milestone": "kickoff", "due": ago(200)},
        {"account": "A", "milestone": "first value", "due": ago(150), "reached": ago(140)},
        {"account": "A", "milestone": "second value", "due": ago(30)},
        {"account": "A", "milestone": "third value", "due": ago(-30)},
    ]
    found = reading(scored(book(milestones=rows)), "outcomes")
    assert (found.score, len(found.rows)) == (50, 2)
    assert found.why == f"1 of 2 value milestones reached; 'second value' was due {ago(30)}"
    assert reading(scored(book(milestones=rows), milestones=["kickoff"]), "outcomes").score == 0


def test_support_adds_up_burdens() -> None:
    tickets = [
        _ticket(30, "urgent"),  # 1 x (1 + 30/30) = 2
        _ticket(50, "high", "solved", changed=ago(35)),  # 0.6 x (1 + 15/30) / 2 = 0.45
        _ticket(200, "urgent", "closed", changed=ago(190)),  # solved too long ago
    ]
    found = reading(scored(book(), tickets), "support")
    assert found.value == pytest.approx(2.45)
    assert found.score == pytest.approx(100 * (1 - 0.25 * 2.45), abs=0.05)
    assert found.why == (
        "1 ticket open (1 urgent or high), the oldest for 30 days; 1 solved in 90 days, median 15 days"
    )
    big = reading(scored(book(seats=200), tickets), "support")
    assert big.value == pytest.approx(2.45 / 2, abs=1e-4)  # the root of 200 / 50


def test_a_reopened_ticket_weighs_double_and_csat_thirty_of_a_hundred() -> None:
    once = reading(scored(book(), [_ticket(0)]), "support").value
    again = reading(scored(book(), [_ticket(0, reopened=ago(0))]), "support").value
    assert (once, again) == (0.3, 0.6)
    rated = [FeedbackSignal("A", ago(5), "nps", csat=2.0), _ticket(300, "", "closed", changed=ago(299))]
    found = reading(scored(book(), rated), "support")
    assert found.score == pytest.approx(100 * (0.7 + 0.3 * 0.25))
    assert "CSAT 2.0 of 5 from 1" in found.why


def test_a_ticket_solved_after_the_day_was_open_on_it() -> None:
    later = _ticket(30, "urgent", "solved", changed=ago(-5))
    assert reading(scored(book(), [later]), "support").value == 2
    assert reading(scored(book(), [_ticket(30, "urgent", "open")]), "support").value == 2


def test_sentiment_is_what_was_answered_and_said_in_ninety_days() -> None:
    answers = [FeedbackSignal("A", ago(5), "nps", score=9.0), FeedbackSignal("A", ago(100), "nps", score=0.0)]
    assert reading(scored(book(), answers), "sentiment").score == 90
    said = [
        SaidSignal("A", ago(3), "complaint", 1.0, "i1", "Exports fail"),
        SaidSignal("A", ago(4), "complaint", 1.0, "i2", "Exports fail"),
        SaidSignal("A", ago(4), "praise", 0.0, "i2"),
    ]
    found = reading(scored(book(), answers, said), "sentiment")
    # balance (1 - 2) / (1 + 2 + 2) = -0.2, mood 70 x 0.8 = 56; (90 + 56) / 2
    assert found.score == 73
    assert found.why == (
        "NPS score 9.0 on average of 1 answer in 90 days; 2 complaints, praise once, the gravest about "
        "“Exports fail”"
    )


def test_relationship_counts_levels_functions_and_the_executive_of_the_quarter() -> None:
    people: list[Row] = [
        {"account": "A", "name": "Ann", "level": "executive", "function": "finance", "last_contact": ago(20)},
        {"account": "A", "name": "Bo", "level": "user", "function": "dispatch", "last_contact": ago(3)},
        {"account": "A", "name": "Cy", "level": "manager", "function": "IT", "left": ago(10)},
    ]
    found = reading(scored(book(contacts=people)), "relationship")
    # levels 2/3 x 0.4, functions 2/3 x 0.3, executive 1 x 0.3
    assert found.score == pytest.approx(76.7)
    assert found.value == 2
    assert found.why == (
        "2 of 3 levels known, no manager; 2 of 3 functions known, nobody in technical; an executive was last "
        "spoken to 20 days ago"
    )
    people[0]["last_contact"] = ago(137)  # half way from one quarter to two
    late = reading(scored(book(contacts=people)), "relationship").score
    assert late == pytest.approx(100 * (0.4 * 2 / 3 + 0.3 * 2 / 3 + 0.3 * 45 / 91), abs=0.05)


def test_commercial_is_payment_and_term() -> None:
    account: Row = {"renewal": ago(-90), "status": "active"}
    assert reading(scored(book({"A": account})), "commercial").score == 85  # (100 + 40 + 60 x 90/180) / 2
    account["status"] = "past due"
    found = reading(scored(book({"A": account})), "commercial")
    assert (found.score, found.why) == (35, "payment is past due; 90 days to the renewal")


def test_another_platforms_score_counts_only_when_it_is_given_a_weight() -> None:
    rows: list[Row] = [
        {"account": "A", "date": ago(40), "score": 90, "signal": "risk", "direction": "lower"},
        {"account": "A", "date": ago(4), "score": 20, "signal": "risk", "direction": "lower"},
    ]
    imported = book(health=rows)
    assert scored(imported).points[0, -1] == 80
    assert np.isnan(scored(imported).score).all()
    weighed = scored(imported, imported=200)
    assert weighed.score.tolist() == [80]
    assert reading(weighed, "imported").why == f"risk 20 on {ago(4)}, lower is good"


def test_missing_signals_are_left_out_and_the_rest_weighs_more() -> None:
    usage = weekly("exports", [100.0] * _YEAR) + weekly("seats_used", [4.0] * 10, limit=10)
    scores = scored(book(usage=usage), [_ticket(0, "urgent")])
    # depth 100 x 20, breadth 50 x 20, support 75 x 15 of 55
    assert scores.coverage.tolist() == [0.55]
    assert scores.score[0] == pytest.approx((100 * 20 + 50 * 20 + 75 * 15) / 55)
    assert weakest(scores) == ("adoption_breadth",)
    assert scored(book(usage=usage)).coverage.tolist() == [0.4]
    assert np.isnan(scored(book(usage=usage)).score).all()


def test_weights_differ_by_segment() -> None:
    usage = weekly("exports", [1.0] * 20) + weekly("seats_used", [4.0] * 10, limit=10)
    small = book({"A": {"segment": "SMB"}}, usage=usage)
    scores = scored(small, least_coverage=0, segments={"smb": {"adoption_depth": 60}})
    assert scores.score[0] == pytest.approx((100 * 60 + 50 * 20) / 80)


def test_the_worked_example_of_the_guide() -> None:
    usage = weekly("exports", [100.0] * _YEAR + [80.0] * 5) + weekly("reports", [40.0] * (_YEAR + 5))
    milestones: list[Row] = [
        {"account": "A", "milestone": "first value", "due": ago(90), "reached": ago(95)},
        {"account": "A", "milestone": "second value", "due": ago(9)},
    ]
    people: list[Row] = [
        {"account": "A", "name": "Ann", "level": "executive", "function": "finance", "last_contact": ago(30)},
        {"account": "A", "name": "Bo", "level": "user", "function": "IT"},
    ]
    found = book(
        {"A": {"renewal": ago(-90), "status": "active"}},
        usage=usage + weekly("seats_used", [6.0] * _YEAR, limit=10),
        milestones=milestones,
        contacts=people,
    )
    signals = [
        _ticket(15, "urgent"),
        _ticket(20, "high", "solved", changed=ago(20)),
        FeedbackSignal("A", ago(8), "nps", score=8.0),
    ]
    scores = scored(found, signals, [SaidSignal("A", ago(8), "complaint", 0.8, "i1")])
    assert scores.points[0, :7].tolist() == [70, 75, 50, 55, 60, 76.7, 85]
    assert scores.score[0] == pytest.approx(67.005)
    for before, band in ((2, 2), (1, 1), (-1, 1)):
        assert bands(scores.score, HealthSettings(), np.array([before])).tolist() == [band]
    assert bands(np.array([66.9]), HealthSettings(), np.array([2])).tolist() == [1]


def test_the_formula_of_a_score_computes_to_it() -> None:
    usage = weekly("exports", [100.0] * 20 + [83.0] * 4) + weekly("seats_used", [5.0] * 10, limit=10)
    scores = scored(book({"A": {"renewal": ago(-10)}}, usage=usage), [_ticket(3, "high")])
    found = explain_health(scores, "A", "health:A@2026-05-31")
    assert found is not None
    assert found.value == pytest.approx(float(scores.score[0]))
    assert recomputed(found) == pytest.approx(found.value)
    assert {row.kind for row in found.rows} == {"usage", "accounts"}
    assert explain_health(scores, "B", "health:B@2026-05-31") is None
