"""Coverage: three levels by three functions, who left, who was spoken to, and what the top accounts lack."""

from __future__ import annotations

import pandas as pd
import pytest

from accounts.book import AccountBook
from accounts.coverage import coverage
from accounts.revenue.tiers import tiers
from accounts.stakeholders import stakeholders
from foundation.health_settings import CoverageSettings
from foundation.settings import TierSettings
from tests.accounts.health.books import AS_OF, Row, ago


def _book(contacts: list[Row], count: int = 5, **first: object) -> AccountBook:
    accounts: list[Row] = [{"id": f"A{number}", "name": f"Acc {number}"} for number in range(count)]
    accounts[0] |= first
    paid: list[Row] = [
        {"account": f"A{number}", "started": "2025-01-01", "mrr": 200 - number} for number in range(count)
    ]
    return AccountBook.from_rows({"accounts": accounts, "subscriptions": paid, "contacts": contacts}, "USD")


def test_the_top_fifth_lacks_what_is_not_there() -> None:
    people: list[Row] = [
        {"account": "A0", "name": "Ann", "level": "VP", "function": "Finance", "last_contact": ago(100)},
        {"account": "A0", "name": "Bo", "level": "user", "function": "Finance", "champion": True},
        {
            "account": "A0",
            "name": "Cy",
            "level": "manager",
            "function": "IT",
            "champion": True,
            "left": ago(9),
        },
        {"account": "A1", "name": "Di", "level": "user", "function": "field"},
    ]
    found = coverage(_book(people), {"A0": ago(12)}, AS_OF)
    assert (found.top, len(found.accounts)) == (1, 5)
    lines = {line.account: line for line in found.accounts}
    first, second, third = lines["A0"], lines["A1"], lines["A2"]
    assert found.accounts[0] is first
    assert first.top
    assert (first.arr, first.contacts, first.champions, first.filled) == (2400, 2, 1, 2)
    assert first.cells["executive"] == {"business": 1, "operations": 0, "technical": 0}
    assert [(one.name, one.champion, one.left) for one in first.left] == [("Cy", True, ago(9))]
    assert (first.last_executive_contact, first.last_heard) == (ago(100), ago(12))
    assert first.gaps == (
        "a champion left",
        "no executive sponsor of ours",
        "no manager",
        "nobody in operations",
        "nobody in technical",
        "a single champion",
        "no executive spoken to for 100 days",
    )
    assert (second.gaps, second.last_heard) == ((), None)
    assert third.gaps == ("no contact is known",)


def test_nothing_after_the_day_counts() -> None:
    people: list[Row] = [
        {"account": "A0", "name": "Ann", "level": "executive", "last_contact": ago(-3), "left": ago(-2)}
    ]
    line = coverage(_book(people, executive_sponsor="Vic"), {}, AS_OF).accounts[0]
    assert (line.contacts, line.left, line.last_executive_contact) == (1, (), None)
    assert "no day of contact with an executive is known" in line.gaps
    assert "no executive sponsor of ours" not in line.gaps


def test_everybody_who_left_leaves_nobody() -> None:
    people: list[Row] = [
        {"account": "A0", "name": "Ann", "left": ago(400)},
        {"account": "A4", "name": "B", "left": ago(3)},
    ]
    lines = coverage(_book(people), {}, AS_OF).accounts
    assert (lines[0].gaps[0], lines[0].left) == ("no contact is known", ())
    assert lines[4].gaps == ("nobody is known there any more",)


@pytest.mark.parametrize(
    ("level", "function", "cell"),
    [
        ("C-level", "CFO", (0, 0)),
        ("", "VP Engineering", (0, 2)),
        ("Director", "Dispatch", (0, 1)),
        ("Team lead", "IT", (1, 2)),
        ("end user", "Operations", (2, 1)),
        ("", "Head of Procurement", (0, 0)),
        ("wizard", "alchemy", None),
    ],
)
def test_levels_and_functions_are_told_by_their_words(
    level: str, function: str, cell: tuple[int, int] | None
) -> None:
    people: list[Row] = [{"account": "A0", "name": "Ann", "level": level, "function": function}]
    contacts = _book(people).contacts
    found = stakeholders(contacts, pd.Index(["A0"]), AS_OF, CoverageSettings())
    assert [tuple(int(side) for side in place) for place in zip(*found.cells[0].nonzero(), strict=True)] == (
        [cell] if cell else []
    )
    assert found.unread == (() if cell else ("alchemy", "wizard"))


def test_words_of_the_settings_come_first() -> None:
    people: list[Row] = [{"account": "A0", "name": "Ann", "level": "user", "function": "Field"}]
    chosen = CoverageSettings(technical=("field",))
    found = stakeholders(_book(people).contacts, pd.Index(["A0"]), AS_OF, chosen)
    assert found.functions.tolist() == [[0, 0, 1]]


def test_the_most_valuable_with_the_worst_gaps_come_first() -> None:
    """A0 pays most and lacks little; A1 pays a little less and lacks nearly all."""
    places = [("executive", "Finance"), ("manager", "operations"), ("user", "IT")]
    people: list[Row] = [
        {
            "account": "A0",
            "name": f"P{number}",
            "level": level,
            "function": function,
            "champion": number > 0,
            "last_contact": ago(5),
        }
        for number, (level, function) in enumerate(places)
    ]
    people.append({"account": "A1", "name": "Di", "level": "user", "function": "IT"})
    found = coverage(_book(people, count=10), {}, AS_OF)
    assert (found.top, [line.account for line in found.accounts[:3]]) == (2, ["A1", "A0", "A2"])
    worst, first = found.accounts[:2]
    assert [name for name, met in first.needs.items() if not met] == ["executive sponsor"]
    assert (first.lacking, len(first.needs)) == (1, 9)
    assert worst.lacking == 7
    assert worst.exposed == pytest.approx(199 * 12 * 7 / 9)


def test_the_top_fifth_is_the_same_number_as_of_tier_one() -> None:
    """Of 152 accounts 30.4 are never 31: the top fifth is at most a fifth."""
    for count in (1, 3, 7, 152):
        found = coverage(_book([], count=count), {}, AS_OF)
        same = tiers({f"A{number}": 1.0 for number in range(count)}, (), TierSettings())
        assert found.top == list(same.values()).count("Tier 1") == max(1, count // 5)
