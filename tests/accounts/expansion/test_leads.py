"""Expansion triggers: each family by its rule, and what cannot be judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.expansion.inputs import Family
from tests.accounts.expansion import books


@pytest.mark.parametrize(
    ("weeks", "found"),
    [
        ((85, 85, 85, 0), True),
        ((85, 84, 90, 100), True),
        ((85, 84, 84, 100), False),
        ((200, None, 90, 86), True),
        ((90, 90, None, None), False),
    ],
)
def test_usage_is_at_or_above_85_of_the_limit_in_3_of_4_weeks(
    weeks: tuple[float | None, ...], found: bool
) -> None:
    assert (
        books.rules(books.run(books.book(usage=books.usage("exports", *weeks)))) == {"plan limit"}
    ) is found


def test_a_limit_of_the_plan_table_stands_in_for_one_that_usage_does_not_tell() -> None:
    book = books.book(usage=books.usage("exports", 900, 900, 900, 900, limit=None))
    assert books.rules(books.run(book)) == set()
    lead = books.only(books.run(book, replace(books.WELL, plans=books.PLANS)))
    assert lead.trigger.why == (
        "exports at 90% of its limit of 1,000 on average, 85% or more in 4 of 4 weeks"
    )
    assert [row.key for row in lead.trigger.rows] == [
        ("A", books.ago(3 + 7 * week), "exports") for week in (3, 2, 1, 0)
    ]


def test_logins_are_no_reason_to_sell() -> None:
    assert books.rules(books.run(books.book(usage=books.usage("weekly logins", 99, 99, 99, 99)))) == set()


def test_a_feature_is_asked_for_or_tried_by_those_whose_plan_lacks_it() -> None:
    said = (
        books.said("request", "We need WEBHOOKS for our dispatch, please."),
        books.said("complaint", "The webhooks fail.", account="B"),
        books.said("question", "Do you offer an audit trail?", 95, account="C"),
    )
    tried = books.usage("calls", 0, 2, limit=None, account="B")
    board = books.run(books.book(usage=tried), replace(books.WELL, plans=books.PLANS, said=said))
    assert (books.rules(board, "A"), books.rules(board, "B"), books.rules(board, "C")) == (
        {"asked for"},
        {"tried"},
        set(),
    )
    lead = board.lead("A")
    assert lead is not None
    assert lead.trigger.why.startswith("asked for API, which Large holds: “We need WEBHOOKS")
    assert lead.trigger.rows[0].key == ("i1",)


def test_without_a_plan_table_the_family_says_that_it_cannot_judge() -> None:
    board = books.run(books.book(), replace(books.WELL, said=(books.said("request", "webhooks"),)))
    assert (Family.FEATURE, "asked or tried") in {(one.family, one.rule) for one in board.not_judged}
    strange = books.book(
        subscriptions=[{"account": "A", "started": "2025-01-01", "mrr": 5, "plan": "Old", "seats": 1}]
    )
    reasons = [one.reason for one in books.run(strange, replace(books.WELL, plans=books.PLANS)).not_judged]
    assert "1 paying accounts are on a plan that plans.toml does not name ('Old')" in reasons


def test_seats_bought_and_seats_in_use_grow_by_a_fifth_in_90_days() -> None:
    steps = [
        {
            "account": name,
            "started": "2025-01-01",
            "ended": books.ago(40),
            "mrr": 800,
            "plan": "Small",
            "seats": 100,
        }
        for name in "AB"
    ] + [
        {"account": name, "started": books.ago(40), "mrr": 900, "plan": "Small", "seats": seats}
        for name, seats in (("A", 120), ("B", 119))
    ]
    board = books.run(books.book(subscriptions=steps))
    assert (books.rules(board, "A"), books.rules(board, "B")) == ({"seats bought"}, set())
    used = [
        {"account": name, "date": books.ago(back), "metric": "Seats used", "value": value}
        for name, now in (("A", 60), ("B", 59))
        for back, value in ((5, now), (100, 50))
    ]
    board = books.run(books.book(usage=used))
    assert (books.rules(board, "A"), books.rules(board, "B")) == ({"seats in use"}, set())
    few = [
        {"account": "A", "date": books.ago(back), "metric": "Seats_used", "value": value}
        for back, value in ((5, 2), (12, 3), (95, 2), (102, 2))
    ]
    leads = books.run(books.book(usage=few)).leads
    assert any("Seats used went from 2.0 to 2.5 " in one.why for lead in leads for one in lead.triggers)


def test_asking_for_seats_is_a_reason_and_complaining_of_them_is_none() -> None:
    said = (
        books.said("request", "We open a new branch and want more seats."),
        books.said("complaint", "More seats cost too much.", account="B"),
    )
    board = books.run(books.book(), replace(books.WELL, said=said))
    assert (books.rules(board, "A"), books.rules(board, "B")) == ({"more seats asked for"}, set())


def test_new_faces_count_only_where_the_imports_prove_them() -> None:
    contacts: list[books.Row] = [
        {"account": "A", "name": "Old", "email": "o@a", "level": "user", "function": "IT"},
        {"account": "A", "name": "New", "email": "n@a", "level": "Executive", "function": "finance"},
    ]
    book = books.book(contacts=contacts)
    unknown = books.run(book)
    assert books.rules(unknown) == set()
    assert {one.rule for one in unknown.not_judged} >= {
        "new executive",
        "new department",
        "champion promoted",
    }
    seen = {("A", "n@a", "New"): books.AS_OF - timedelta(days=9)}
    known = replace(books.WELL, first_seen=seen, later_contacts=True)
    assert books.rules(books.run(book, known)) == {"new executive", "new department"}
    assert books.rules(books.run(book, known, books.AS_OF - timedelta(days=10))) == set()
    assert books.rules(books.run(book, known, books.AS_OF + timedelta(days=90))) == set()


def test_a_goal_reached_an_anniversary_and_a_return_put_into_words() -> None:
    milestones = [
        {"account": "A", "milestone": "second value", "reached": books.ago(59)},
        {"account": "B", "milestone": "second value", "reached": books.ago(60)},
        {"account": "C", "milestone": "First Value", "reached": books.ago(1)},
    ]
    board = books.run(books.book(milestones=milestones))
    assert [books.rules(board, name) for name in "ABC"] == [{"goal reached"}, set(), set()]
    on_the_day = books.run(books.book(), as_of=date(2026, 6, 29))
    assert {trigger.why for trigger in on_the_day.leads[0].triggers} == {"2 years a customer on 2026-06-15"}
    assert books.run(books.book(), as_of=date(2026, 6, 30)).leads == ()
    said = (
        books.said("praise", "It paid for itself."),
        books.said("complaint", "It paid for itself?", account="B"),
    )
    board = books.run(books.book(), replace(books.WELL, said=said))
    assert (books.rules(board, "A"), books.rules(board, "B")) == ({"return shown"}, set())


def test_an_anniversary_of_a_leap_day_is_kept_on_the_28th() -> None:
    rows: list[books.Row] = [{"id": "A", "name": "A", "started": "2024-02-29"}]
    subscriptions = [{"account": "A", "started": "2024-02-29", "mrr": 5}]
    board = books.run(books.book(accounts=rows, subscriptions=subscriptions), as_of=date(2026, 3, 1))
    assert board.leads[0].trigger.why == "2 years a customer on 2026-02-28"
