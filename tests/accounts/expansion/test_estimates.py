"""Estimates worked out by hand, what is refused, the order of leads, and what stands behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.expansion.explained import explain_lead
from accounts.expansion.inputs import Said
from accounts.expansion.leads import context
from accounts.expansion.value_story import ValueStories
from foundation.growth_settings import ExpansionSettings
from tests.accounts.expansion import books


def _estimate(book: AccountBook, said: tuple[Said, ...] = ()) -> tuple[float | None, str]:
    lead = books.run(book, replace(books.WELL, plans=books.PLANS, said=said)).lead("A")
    assert lead is not None
    return lead.estimate.mrr, lead.estimate.words


def test_more_seats_at_the_accounts_own_price() -> None:
    # 90 of 100 seats in use; 90 / 0.75 = 120 seats; 20 more at 800 / 100 = 8.00 (the list says 10): 160.
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 100}]
    value, words = _estimate(books.book(usage=books.usage("seats", 90, 90, 90, 90), subscriptions=steps))
    assert value == pytest.approx(160)
    assert (
        words == "20 more seats bring use back to 75% of what is bought, at 8.00 USD a seat (its own price)"
    )


def test_one_who_pays_more_than_the_list_gets_new_seats_at_the_list_price() -> None:
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 2000, "plan": "Large", "seats": 100}]
    value, words = _estimate(books.book(usage=books.usage("seats", 90, 90, 90, 90), subscriptions=steps))
    assert value == pytest.approx(20 * 15)
    assert "the list price; it pays more" in words


def test_beyond_the_seats_a_plan_allows_it_takes_the_next_plan() -> None:
    # Small allows 100 seats; 120 are wanted. Large costs 15 / 10 = +50 %: 800 x 0.5 = 400.
    value, words = _estimate(books.book(usage=books.usage("seats", 90, 90, 90, 90)))
    assert value == pytest.approx(400)
    assert words == "Large costs +50% of Small by the list"


def test_a_feature_is_worth_the_step_to_the_plan_that_holds_it() -> None:
    asked = (books.said("request", "We need an audit trail."),)
    value, words = _estimate(books.book(), asked)
    assert value == pytest.approx(3000 - 800)
    assert words == "Whole costs $3,000 a month"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"mrr": 4000, "plan": "Small", "seats": 100}, "it pays as much already as Whole costs by the list"),
        ({"mrr": 800, "plan": "Odd", "seats": 100}, "the plan 'Odd' is not in plans.toml"),
        ({"mrr": 800, "seats": 100}, "no subscription names a plan"),
        ({"mrr": 800, "plan": "Bespoke", "seats": 100}, "plans.toml has no plan above Bespoke"),
    ],
)
def test_what_the_table_does_not_say_is_refused_with_the_reason(step: books.Row, said: str) -> None:
    steps = [{"account": "A", "started": "2024-06-15", **step}]
    asked = (books.said("request", "We need an audit trail."),)
    usage = [] if step.get("plan") == "Small" else books.usage("exports", 99, 99, 99, 99)
    value, words = _estimate(books.book(subscriptions=steps, usage=usage), asked)
    assert value is None
    assert said in words


def test_seats_that_are_bought_already_are_not_sold_again() -> None:
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 150}]
    lead = books.run(
        books.book(usage=books.usage("seats", 90, 90, 90, 90), subscriptions=steps),
        replace(books.WELL, plans=books.PLANS),
    ).leads[0]
    assert lead.estimate.mrr is None
    assert "the subscriptions name 150 seats, enough" in lead.estimate.words
    assert lead.trigger.why.endswith("(the subscriptions name 150 seats: settle which is right)")


def test_without_a_plan_table_there_is_no_estimate() -> None:
    assert books.only(books.run(books.book(usage=books.AT_LIMIT))).estimate.words == (
        "no estimate: there is no plans.toml with prices"
    )


def test_leads_come_by_what_they_may_be_worth_and_open_to_their_rows() -> None:
    usage = [
        *books.usage("seats", 90, 90, 90, 90),
        *books.usage("seats", 96, 96, 96, 96, account="B"),
        *books.AT_LIMIT,
    ]
    steps = [
        {"account": name, "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 100}
        for name in "ABC"
    ]
    inputs = replace(books.WELL, plans=books.PLANS, said=(books.said("praise", "Saves hours.", account="C"),))
    book = books.book(usage=usage, subscriptions=steps)
    board = books.run(book, inputs)
    assert [(lead.account, lead.estimate.mrr) for lead in board.leads][1:] == [("B", 224.0), ("C", None)]
    ctx = context(book, books.AS_OF, inputs, ExpansionSettings())
    opened = explain_lead(ctx, board.leads[1])
    assert opened.figure == "expansion:B@2026-10-31"
    assert recomputed(opened) == pytest.approx(224.0)
    assert ("subscriptions", ("B", "", "2024-06-15", "Large")) in {(row.kind, row.key) for row in opened.rows}
    assert recomputed(explain_lead(ctx, board.leads[2])) is None


def test_a_value_story_leads_to_its_rows_and_quotes_verbatim() -> None:
    praise = books.said("praise", "We  close the books\na day earlier.", 20, item="p1")
    usage = [
        {"account": "A", "date": books.ago(back), "metric": metric, "value": value}
        for metric, back, value in (
            ("jobs", 10, 60),
            ("jobs", 100, 40),
            ("logins", 10, 9),
            ("logins", 100, 1),
        )
    ]
    milestones = [
        {"account": "A", "milestone": "first value", "reached": books.ago(200)},
        {"account": "A", "milestone": "handover", "reached": books.ago(-5)},
    ]
    book = books.book(usage=usage, milestones=milestones)
    ctx = context(book, books.AS_OF, books.WELL, ExpansionSettings())
    story = ValueStories(ctx, [praise, books.said("praise", "later", -1), books.said("complaint", "no")]).of(
        "A"
    )
    assert [(point.kind, point.text) for point in story] == [
        ("use", "jobs +50%: 60 a reading in the last 90 days, 40 in the 90 before"),
        ("milestone", "first value reached on 2026-04-14"),
        ("quote", praise.text),
    ]
    assert [row.key for row in story[0].rows] == [("A", books.ago(100), "jobs"), ("A", books.ago(10), "jobs")]
