"""Expansion: each trigger by its rule, each gate by its words, estimates worked out by hand, and the laws."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.expansion import context, expansion
from accounts.expansion_figures import explain_lead
from accounts.expansion_inputs import (
    ExpansionBoard,
    ExpansionInputs,
    Family,
    Lead,
    OpenTheme,
    Said,
    Ticket,
)
from accounts.plans import read_plans
from accounts.value_story import ValueStories
from foundation.growth_settings import ExpansionSettings

AS_OF = date(2026, 10, 31)
Row = dict[str, Any]
WELL = ExpansionInputs(health=dict.fromkeys(("A", "B", "C"), (80.0, "thriving")))
PLANS = read_plans(
    """
seat_metrics = ["seats"]
[[plans]]
name = "Small"
price_per_seat = 10
next = "Large"
limits = { seats = 100, exports = 1000 }
[[plans]]
name = "Large"
price_per_seat = 15
next = "Whole"
limits = { exports = 5000 }
features = ["API"]
[[plans]]
name = "Whole"
flat_mrr = 3000
features = ["API", "audit log"]
[[plans]]
name = "Bespoke"
[[features]]
name = "API"
words = ["webhooks"]
metrics = ["calls"]
[[features]]
name = "audit log"
words = ["audit trail"]
""",
    "plans.toml",
    "USD",
)


def _ago(days: int) -> str:
    return (AS_OF - timedelta(days=days)).isoformat()


def _book(**tables: list[Row]) -> AccountBook:
    rows: dict[str, list[Row]] = {
        "accounts": [{"id": name, "name": name, "started": "2024-06-15"} for name in "ABC"],
        "subscriptions": [
            {"account": name, "started": "2024-06-15", "mrr": 800, "plan": "Small", "seats": 100}
            for name in "ABC"
        ],
    }
    return AccountBook.from_rows({**rows, **tables}, "USD")


def _usage(metric: str, *weeks: float | None, limit: float | None = 100, account: str = "A") -> list[Row]:
    """One reading a week, the latest first."""
    return [
        {"account": account, "date": _ago(3 + 7 * back), "metric": metric, "value": value, "limit": limit}
        for back, value in enumerate(weeks)
        if value is not None
    ]


def _run(
    book: AccountBook, inputs: ExpansionInputs = WELL, as_of: date = AS_OF, **params: Any
) -> ExpansionBoard:
    return expansion(book, as_of, inputs, ExpansionSettings(**params))


def _rules(board: ExpansionBoard, account: str = "A") -> set[str]:
    lead = board.lead(account)
    return {trigger.rule for trigger in lead.triggers} if lead else set()


def _only(board: ExpansionBoard) -> Lead:
    assert len(board.leads) == 1
    return board.leads[0]


def _said(kind: str, text: str, back: int = 10, account: str = "A", item: str = "i1") -> Said:
    return Said(account, AS_OF - timedelta(days=back), item, kind, text)


# --- triggers ---------------------------------------------------------------------------------------------


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
    assert (_rules(_run(_book(usage=_usage("exports", *weeks)))) == {"plan limit"}) is found


def test_a_limit_of_the_plan_table_stands_in_for_one_that_usage_does_not_tell() -> None:
    book = _book(usage=_usage("exports", 900, 900, 900, 900, limit=None))
    assert _rules(_run(book)) == set()
    lead = _only(_run(book, replace(WELL, plans=PLANS)))
    assert lead.trigger.why == (
        "exports at 90% of its limit of 1,000 on average, 85% or more in 4 of 4 weeks"
    )
    assert [row.key for row in lead.trigger.rows] == [
        ("A", _ago(3 + 7 * week), "exports") for week in (3, 2, 1, 0)
    ]


def test_logins_are_no_reason_to_sell() -> None:
    assert _rules(_run(_book(usage=_usage("weekly logins", 99, 99, 99, 99)))) == set()


def test_a_feature_is_asked_for_or_tried_by_those_whose_plan_lacks_it() -> None:
    said = (
        _said("request", "We need WEBHOOKS for our dispatch, please."),
        _said("complaint", "The webhooks fail.", account="B"),
        _said("question", "Do you offer an audit trail?", 95, account="C"),
    )
    tried = _usage("calls", 0, 2, limit=None, account="B")
    board = _run(_book(usage=tried), replace(WELL, plans=PLANS, said=said))
    assert (_rules(board, "A"), _rules(board, "B"), _rules(board, "C")) == ({"asked for"}, {"tried"}, set())
    lead = board.lead("A")
    assert lead is not None
    assert lead.trigger.why.startswith("asked for API, which Large holds: “We need WEBHOOKS")
    assert lead.trigger.rows[0].key == ("i1",)


def test_without_a_plan_table_the_family_says_that_it_cannot_judge() -> None:
    board = _run(_book(), replace(WELL, said=(_said("request", "webhooks"),)))
    assert (Family.FEATURE, "asked or tried") in {(one.family, one.rule) for one in board.not_judged}
    strange = _book(
        subscriptions=[{"account": "A", "started": "2025-01-01", "mrr": 5, "plan": "Old", "seats": 1}]
    )
    reasons = [one.reason for one in _run(strange, replace(WELL, plans=PLANS)).not_judged]
    assert "1 paying accounts are on a plan that plans.toml does not name ('Old')" in reasons


def test_seats_bought_and_seats_in_use_grow_by_a_fifth_in_90_days() -> None:
    steps = [
        {
            "account": name,
            "started": "2025-01-01",
            "ended": _ago(40),
            "mrr": 800,
            "plan": "Small",
            "seats": 100,
        }
        for name in "AB"
    ] + [
        {"account": name, "started": _ago(40), "mrr": 900, "plan": "Small", "seats": seats}
        for name, seats in (("A", 120), ("B", 119))
    ]
    board = _run(_book(subscriptions=steps))
    assert (_rules(board, "A"), _rules(board, "B")) == ({"seats bought"}, set())
    used = [
        {"account": name, "date": _ago(back), "metric": "Seats used", "value": value}
        for name, now in (("A", 60), ("B", 59))
        for back, value in ((5, now), (100, 50))
    ]
    board = _run(_book(usage=used))
    assert (_rules(board, "A"), _rules(board, "B")) == ({"seats in use"}, set())


def test_asking_for_seats_is_a_reason_and_complaining_of_them_is_none() -> None:
    said = (
        _said("request", "We open a new branch and want more seats."),
        _said("complaint", "More seats cost too much.", account="B"),
    )
    board = _run(_book(), replace(WELL, said=said))
    assert (_rules(board, "A"), _rules(board, "B")) == ({"more seats asked for"}, set())


def test_new_faces_count_only_where_the_imports_prove_them() -> None:
    contacts: list[Row] = [
        {"account": "A", "name": "Old", "email": "o@a", "level": "user", "function": "IT"},
        {"account": "A", "name": "New", "email": "n@a", "level": "Executive", "function": "finance"},
    ]
    book = _book(contacts=contacts)
    unknown = _run(book)
    assert _rules(unknown) == set()
    assert {one.rule for one in unknown.not_judged} >= {
        "new executive",
        "new department",
        "champion promoted",
    }
    seen = {("A", "n@a", "New"): AS_OF - timedelta(days=9)}
    known = replace(WELL, first_seen=seen, later_contacts=True)
    assert _rules(_run(book, known)) == {"new executive", "new department"}
    assert _rules(_run(book, known, AS_OF - timedelta(days=10))) == set()
    assert _rules(_run(book, known, AS_OF + timedelta(days=90))) == set()


def test_a_goal_reached_an_anniversary_and_a_return_put_into_words() -> None:
    milestones = [
        {"account": "A", "milestone": "second value", "reached": _ago(59)},
        {"account": "B", "milestone": "second value", "reached": _ago(60)},
        {"account": "C", "milestone": "First Value", "reached": _ago(1)},
    ]
    board = _run(_book(milestones=milestones))
    assert [_rules(board, name) for name in "ABC"] == [{"goal reached"}, set(), set()]
    on_the_day = _run(_book(), as_of=date(2026, 6, 29))
    assert {trigger.why for trigger in on_the_day.leads[0].triggers} == {"2 years a customer on 2026-06-15"}
    assert _run(_book(), as_of=date(2026, 6, 30)).leads == ()
    said = (_said("praise", "It paid for itself."), _said("complaint", "It paid for itself?", account="B"))
    board = _run(_book(), replace(WELL, said=said))
    assert (_rules(board, "A"), _rules(board, "B")) == ({"return shown"}, set())


def test_an_anniversary_of_a_leap_day_is_kept_on_the_28th() -> None:
    rows: list[Row] = [{"id": "A", "name": "A", "started": "2024-02-29"}]
    subscriptions = [{"account": "A", "started": "2024-02-29", "mrr": 5}]
    board = _run(_book(accounts=rows, subscriptions=subscriptions), as_of=date(2026, 3, 1))
    assert board.leads[0].trigger.why == "2 years a customer on 2026-02-28"


# --- gates ------------------------------------------------------------------------------------------------

AT_LIMIT = _usage("exports", 99, 99, 99, 99)


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (64.0, "health 64 < 70"),
        (69.9, "health 69.9 < 70"),
        (69.96, "health 69.96 < 70"),
        (None, "health is not known: not enough data"),
    ],
)
def test_health_under_70_or_unknown_holds_back(score: float | None, said: str) -> None:
    board = _run(_book(usage=AT_LIMIT), ExpansionInputs(health={"A": (score, "")}))
    assert board.leads == ()
    assert board.suppressed[0].reasons == (said,)


def test_an_account_without_health_is_held_back_and_70_is_enough() -> None:
    assert _run(_book(usage=AT_LIMIT), ExpansionInputs(health={})).leads == ()
    assert len(_run(_book(usage=AT_LIMIT), ExpansionInputs(health={"A": (70.0, "healthy")})).leads) == 1


def test_an_open_theme_a_critical_ticket_a_stalled_onboarding_hold_back() -> None:
    theme = OpenTheme("A", "Exports time out", 2, "i9", AS_OF - timedelta(days=3))
    ticket = Ticket("A", "t1", AS_OF - timedelta(days=5), "Urgent", "open", AS_OF - timedelta(days=5))
    inputs = replace(WELL, themes=(theme,), tickets=(ticket,), stalled={"A": "first value"})
    assert _run(_book(usage=AT_LIMIT), inputs).suppressed[0].reasons == (
        "open Tier 1 theme “Exports time out” (no. 2), complained of on 2026-10-28",
        "open urgent ticket of 2026-10-26 (item t1)",
        "onboarding has stalled before first value",
    )


@pytest.mark.parametrize(
    ("priority", "status", "updated", "held"),
    [
        ("urgent", "open", -5, True),
        ("urgent", "reopened", -5, True),
        ("urgent", "closed", -5, False),
        ("urgent", "closed", 3, True),
        ("normal", "open", -5, False),
        ("P1", "pending", -5, True),
    ],
)
def test_a_ticket_is_as_it_was_on_the_day(priority: str, status: str, updated: int, held: bool) -> None:
    day = AS_OF - timedelta(days=6)
    ticket = Ticket("A", "t1", day, priority, status, AS_OF + timedelta(days=updated))
    board = _run(_book(usage=AT_LIMIT), replace(WELL, tickets=(ticket,)))
    assert bool(board.suppressed) is held
    if held and updated > 0:
        assert board.suppressed[0].reasons[0].endswith("was last changed after 2026-10-31; it counts as open")


def test_a_save_play_that_runs_holds_back_and_a_finished_or_other_one_does_not() -> None:
    plays = [
        {"account": "A", "play": "Executive save (Q4)", "started": _ago(20)},
        {"account": "B", "play": "renewal at risk", "started": _ago(60), "ended": _ago(0)},
        {"account": "C", "play": "advocacy", "started": _ago(5)},
    ]
    usage = [row for name in "ABC" for row in _usage("exports", 99, 99, 99, 99, account=name)]
    board = _run(_book(usage=usage, plays=plays))
    assert [lead.account for lead in board.leads] == ["B", "C"]
    assert board.suppressed[0].reasons == ("within the save play “Executive save (Q4)” since 2026-10-11",)
    then = _run(_book(usage=usage, plays=plays), as_of=AS_OF - timedelta(days=1))
    assert {lead.account for lead in then.suppressed} == {"A", "B"}


def test_poor_fit_do_not_contact_and_overdue_payment_hold_back_and_a_near_renewal_is_noted() -> None:
    accounts: list[Row] = [
        {"id": "A", "name": "A", "fit": "poor", "status": "do not contact"},
        {"id": "B", "name": "B", "status": "past due"},
        {"id": "C", "name": "C", "fit": "good", "status": "active", "renewal": "2026-12-01"},
    ]
    usage = [row for name in "ABC" for row in _usage("exports", 99, 99, 99, 99, account=name)]
    board = _run(_book(accounts=accounts, usage=usage))
    assert {lead.account: lead.reasons for lead in board.suppressed} == {
        "A": ("fit is poor", "status is do not contact: no selling"),
        "B": ("status is past due: billing comes first",),
    }
    assert _only(board).notes == ("renewal in 31 days: one talk for both",)


def test_who_does_not_pay_or_has_left_is_nobody_to_grow() -> None:
    accounts: list[Row] = [
        {"id": "A", "name": "A", "churned": AS_OF.isoformat()},
        {"id": "B", "name": "B"},
    ]
    subscriptions = [{"account": "A", "started": "2025-01-01", "mrr": 10}]
    usage = [row for name in "AB" for row in _usage("exports", 99, 99, 99, 99, account=name)]
    board = _run(_book(accounts=accounts, subscriptions=subscriptions, usage=usage))
    assert (board.leads, board.suppressed) == ((), ())


# --- estimates --------------------------------------------------------------------------------------------


def _estimate(book: AccountBook, said: tuple[Said, ...] = ()) -> tuple[float | None, str]:
    lead = _run(book, replace(WELL, plans=PLANS, said=said)).lead("A")
    assert lead is not None
    return lead.estimate.mrr, lead.estimate.words


def test_more_seats_at_the_accounts_own_price() -> None:
    # 90 of 100 seats in use; 90 / 0.75 = 120 seats; 20 more at 800 / 100 = 8.00 (the list says 10): 160.
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 100}]
    value, words = _estimate(_book(usage=_usage("seats", 90, 90, 90, 90), subscriptions=steps))
    assert value == pytest.approx(160)
    assert (
        words == "20 more seats bring use back to 75% of what is bought, at 8.00 USD a seat (its own price)"
    )


def test_one_who_pays_more_than_the_list_gets_new_seats_at_the_list_price() -> None:
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 2000, "plan": "Large", "seats": 100}]
    value, words = _estimate(_book(usage=_usage("seats", 90, 90, 90, 90), subscriptions=steps))
    assert value == pytest.approx(20 * 15)
    assert "the list price; it pays more" in words


def test_beyond_the_seats_a_plan_allows_it_takes_the_next_plan() -> None:
    # Small allows 100 seats; 120 are wanted. Large costs 15 / 10 = +50 %: 800 x 0.5 = 400.
    value, words = _estimate(_book(usage=_usage("seats", 90, 90, 90, 90)))
    assert value == pytest.approx(400)
    assert words == "Large costs +50% of Small by the list"


def test_a_feature_is_worth_the_step_to_the_plan_that_holds_it() -> None:
    asked = (_said("request", "We need an audit trail."),)
    value, words = _estimate(_book(), asked)
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
def test_what_the_table_does_not_say_is_refused_with_the_reason(step: Row, said: str) -> None:
    steps = [{"account": "A", "started": "2024-06-15", **step}]
    asked = (_said("request", "We need an audit trail."),)
    usage = [] if step.get("plan") == "Small" else _usage("exports", 99, 99, 99, 99)
    value, words = _estimate(_book(subscriptions=steps, usage=usage), asked)
    assert value is None
    assert said in words


def test_seats_that_are_bought_already_are_not_sold_again() -> None:
    steps = [{"account": "A", "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 150}]
    lead = _run(
        _book(usage=_usage("seats", 90, 90, 90, 90), subscriptions=steps), replace(WELL, plans=PLANS)
    ).leads[0]
    assert lead.estimate.mrr is None
    assert "the subscriptions name 150 seats, enough" in lead.estimate.words
    assert lead.trigger.why.endswith("(the subscriptions name 150 seats: settle which is right)")


def test_without_a_plan_table_there_is_no_estimate() -> None:
    assert _only(_run(_book(usage=AT_LIMIT))).estimate.words == (
        "no estimate: there is no plans.toml with prices"
    )


def test_leads_come_by_what_they_may_be_worth_and_open_to_their_rows() -> None:
    usage = [*_usage("seats", 90, 90, 90, 90), *_usage("seats", 96, 96, 96, 96, account="B"), *AT_LIMIT]
    steps = [
        {"account": name, "started": "2024-06-15", "mrr": 800, "plan": "Large", "seats": 100}
        for name in "ABC"
    ]
    inputs = replace(WELL, plans=PLANS, said=(_said("praise", "Saves hours.", account="C"),))
    book = _book(usage=usage, subscriptions=steps)
    board = _run(book, inputs)
    assert [(lead.account, lead.estimate.mrr) for lead in board.leads][1:] == [("B", 224.0), ("C", None)]
    ctx = context(book, AS_OF, inputs, ExpansionSettings())
    opened = explain_lead(ctx, board.leads[1])
    assert opened.figure == "expansion:B@2026-10-31"
    assert recomputed(opened) == pytest.approx(224.0)
    assert ("subscriptions", ("B", "", "2024-06-15", "Large")) in {(row.kind, row.key) for row in opened.rows}
    assert recomputed(explain_lead(ctx, board.leads[2])) is None


def test_a_value_story_leads_to_its_rows_and_quotes_verbatim() -> None:
    praise = _said("praise", "We  close the books\na day earlier.", 20, item="p1")
    usage = [
        {"account": "A", "date": _ago(back), "metric": metric, "value": value}
        for metric, back, value in (
            ("jobs", 10, 60),
            ("jobs", 100, 40),
            ("logins", 10, 9),
            ("logins", 100, 1),
        )
    ]
    milestones = [
        {"account": "A", "milestone": "first value", "reached": _ago(200)},
        {"account": "A", "milestone": "handover", "reached": _ago(-5)},
    ]
    book = _book(usage=usage, milestones=milestones)
    ctx = context(book, AS_OF, WELL, ExpansionSettings())
    story = ValueStories(ctx, [praise, _said("praise", "later", -1), _said("complaint", "no")]).of("A")
    assert [(point.kind, point.text) for point in story] == [
        ("use", "jobs +50%: 60 a reading in the last 90 days, 40 in the 90 before"),
        ("milestone", "first value reached on 2026-04-14"),
        ("quote", praise.text),
    ]
    assert [row.key for row in story[0].rows] == [("A", _ago(100), "jobs"), ("A", _ago(10), "jobs")]


# --- laws -------------------------------------------------------------------------------------------------

SCORES = st.one_of(st.none(), st.floats(0, 100))


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(SCORES, SCORES, SCORES),
    st.lists(st.sampled_from("ABC"), max_size=3),
    st.lists(st.sampled_from("ABC"), max_size=3),
    st.lists(st.sampled_from("ABC"), max_size=3),
)
def test_no_unhappy_account_ever_passes_the_gates(
    scores: tuple[float | None, ...], themes: list[str], tickets: list[str], plays: list[str]
) -> None:
    usage = [row for name in "ABC" for row in _usage("exports", 99, 99, 99, 99, account=name)]
    rows = [
        {"account": name, "play": f"adoption rescue {number}", "started": _ago(9)}
        for number, name in enumerate(plays)
    ]
    inputs = ExpansionInputs(
        health=dict(zip("ABC", ((score, "") for score in scores), strict=True)),
        themes=tuple(OpenTheme(name, "t", 1, "i", AS_OF) for name in themes),
        tickets=tuple(Ticket(name, "t", AS_OF, "critical", "new", AS_OF) for name in tickets),
    )
    board = _run(_book(usage=usage, plays=rows), inputs)
    unhappy = {name for name, score in zip("ABC", scores, strict=True) if score is None or score < 70}
    held = unhappy | set(themes) | set(tickets) | set(plays)
    assert {lead.account for lead in board.leads} == set("ABC") - held
    assert {lead.account for lead in board.suppressed} == held
    assert all(lead.reasons for lead in board.suppressed)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.floats(0, 200)), min_size=4, max_size=4),
    st.lists(st.floats(0, 100), min_size=4, max_size=4),
)
def test_more_use_never_removes_a_usage_trigger(weeks: list[float | None], more: list[float]) -> None:
    raised = [None if week is None else week + extra for week, extra in zip(weeks, more, strict=True)]
    before = _rules(_run(_book(usage=_usage("exports", *weeks))))
    after = _rules(_run(_book(usage=_usage("exports", *raised))))
    assert before <= after


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(order: random.Random) -> None:
    usage = [row for name in "ABC" for row in _usage("seats", 90, 95, 99, 91, account=name)]
    said = [
        _said("request", f"more seats, please {number}", number, name) for number, name in enumerate("ABCAB")
    ]
    plays = [{"account": "B", "play": "win-back", "started": _ago(9)}]
    before = _run(_book(usage=usage, plays=plays), replace(WELL, plans=PLANS, said=tuple(said)))
    order.shuffle(usage)
    order.shuffle(said)
    after = _run(_book(usage=usage, plays=plays), replace(WELL, plans=PLANS, said=tuple(said)))
    assert before == after


@pytest.mark.parametrize("back", [1, 8, 30, 100])
def test_nothing_after_the_day_is_looked_at(back: int) -> None:
    day = AS_OF - timedelta(days=back)
    usage = _usage("exports", 99, 99, 99, 99, 99, 20, 99, 99, 99)
    said = [_said("request", "more seats", number * 13, item=f"i{number}") for number in range(9)]
    plays = [{"account": "A", "play": "executive save", "started": _ago(20)}]
    milestones = [{"account": "B", "milestone": "goal", "reached": _ago(7)}]
    whole = _run(_book(usage=usage, plays=plays, milestones=milestones), replace(WELL, said=tuple(said)), day)

    def _by(rows: list[Row], column: str) -> list[Row]:
        return [row for row in rows if row[column] <= day.isoformat()]

    then = _run(
        _book(usage=_by(usage, "date"), plays=_by(plays, "started"), milestones=_by(milestones, "reached")),
        replace(WELL, said=tuple(one for one in said if one.day <= day)),
        day,
    )
    assert (whole.leads, whole.suppressed) == (then.leads, then.suppressed)


def test_mrr_of_a_day_in_the_middle_of_a_month_knows_nothing_of_its_end() -> None:
    steps = [
        {
            "account": "A",
            "started": "2024-06-15",
            "ended": "2026-10-20",
            "mrr": 800,
            "plan": "Small",
            "seats": 9,
        },
        {"account": "A", "started": "2026-10-20", "mrr": 999, "plan": "Large", "seats": 9},
    ]
    day = date(2026, 10, 15)
    usage = [
        {"account": "A", "date": f"2026-10-{number:02d}", "metric": "x", "value": 9, "limit": 9}
        for number in (1, 8, 13)
    ]
    usage.append({"account": "A", "date": "2026-09-25", "metric": "x", "value": 9, "limit": 9})
    lead = _only(_run(_book(subscriptions=steps, usage=usage), as_of=day))
    assert (lead.mrr, lead.plan) == (800, "Small")
