"""Laws of expansion that hold for any book."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.expansion.inputs import ExpansionInputs, OpenTheme, Ticket
from tests.accounts.expansion import books

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
    usage = [row for name in "ABC" for row in books.usage("exports", 99, 99, 99, 99, account=name)]
    rows = [
        {"account": name, "play": f"adoption rescue {number}", "started": books.ago(9)}
        for number, name in enumerate(plays)
    ]
    inputs = ExpansionInputs(
        health=dict(zip("ABC", ((score, "") for score in scores), strict=True)),
        themes=tuple(OpenTheme(name, "t", 1, "i", books.AS_OF) for name in themes),
        tickets=tuple(Ticket(name, "t", books.AS_OF, "critical", "new", books.AS_OF) for name in tickets),
    )
    board = books.run(books.book(usage=usage, plays=rows), inputs)
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
    before = books.rules(books.run(books.book(usage=books.usage("exports", *weeks))))
    after = books.rules(books.run(books.book(usage=books.usage("exports", *raised))))
    assert before <= after


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(order: random.Random) -> None:
    usage = [row for name in "ABC" for row in books.usage("seats", 90, 95, 99, 91, account=name)]
    said = [
        books.said("request", f"more seats, please {number}", number, name)
        for number, name in enumerate("ABCAB")
    ]
    plays = [{"account": "B", "play": "win-back", "started": books.ago(9)}]
    before = books.run(
        books.book(usage=usage, plays=plays), replace(books.WELL, plans=books.PLANS, said=tuple(said))
    )
    order.shuffle(usage)
    order.shuffle(said)
    after = books.run(
        books.book(usage=usage, plays=plays), replace(books.WELL, plans=books.PLANS, said=tuple(said))
    )
    assert before == after


@pytest.mark.parametrize("back", [1, 8, 30, 100])
def test_nothing_after_the_day_is_looked_at(back: int) -> None:
    day = books.AS_OF - timedelta(days=back)
    usage = books.usage("exports", 99, 99, 99, 99, 99, 20, 99, 99, 99)
    said = [books.said("request", "more seats", number * 13, item=f"i{number}") for number in range(9)]
    plays = [{"account": "A", "play": "executive save", "started": books.ago(20)}]
    milestones = [{"account": "B", "milestone": "goal", "reached": books.ago(7)}]
    whole = books.run(
        books.book(usage=usage, plays=plays, milestones=milestones),
        replace(books.WELL, said=tuple(said)),
        day,
    )

    def _by(rows: list[books.Row], column: str) -> list[books.Row]:
        return [row for row in rows if row[column] <= day.isoformat()]

    then = books.run(
        books.book(
            usage=_by(usage, "date"), plays=_by(plays, "started"), milestones=_by(milestones, "reached")
        ),
        replace(books.WELL, said=tuple(one for one in said if one.day <= day)),
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
    lead = books.only(books.run(books.book(subscriptions=steps, usage=usage), as_of=day))
    assert (lead.mrr, lead.plan) == (800, "Small")
