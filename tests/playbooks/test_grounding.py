"""A number is backed by one that measures the same, counts the same and belongs to the same account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.grounding import check_numbers, known_in

DATA = {
    "month": "2026-10",
    "nrr": {"value": 0.93, "unit": "ratio", "figure": "nrr:2026-10"},
    "grr": {"value": 0.88, "unit": "ratio", "figure": "grr:2026-10"},
    "accounts": [
        {
            "account": "Kestrel Robotics",
            "arr": {"value": 120_000, "unit": "USD"},
            "tickets": 12,
            "renewal_in_days": 45,
            "renewal": "2026-12-15",
            "health": {"value": 58, "unit": "points"},
            "why": "logins fell by 35 % in 90 days",
        },
        {"account": "Borealis Shipping", "arr": {"value": 50_000, "unit": "USD"}, "tickets": 3},
        {"account": "NRR of 140 % Ltd", "arr": {"value": 7_000, "unit": "USD"}, "tickets": 7},
        {"account": "Studio 54", "arr": {"value": 8_000, "unit": "USD"}, "tickets": 4},
    ],
    "themes": [
        {
            "id": "th-0002",
            "label": "exports fail 100 % of the time",
            "statements": 42,
            "accounts": 5,
            "share": 0.58,
        },
        {"id": "th-0003", "label": "login", "statements": 21, "accounts": 2, "share": 0.2},
    ],
}
KNOWN = known_in(DATA, "tool")


@pytest.mark.parametrize(
    "text",
    [
        "NRR was 93 %.",
        "NRR of 93 % stands against a GRR of 88 %.",
        "NRR was 0.93.",
        "Kestrel Robotics pays $120k.",
        "Kestrel pays 120,000 a year.",
        "Kestrel has 12 open tickets.",
        "It renews in 45 days, on 15 December 2026.",
        "It renews in about six weeks.",
        "Health is 58 points.",
        "58 % of the accounts, more than half, say so.",
        "42 mentions from five accounts.",
        "About 40 statements and over 55 % of accounts.",
        "Between 40 and 50 statements.",
        "10-15 tickets at Kestrel.",
        "Logins fell by 35 %.",
        "The top two themes.",
        "Two reasons stand out.",
        "th-0002 has 42 statements, twice the 21 of th-0003.",
        "Studio 54 has four tickets.",
        "In 2026, and in October.",
        "Our service is open 24/7.",
    ],
)
def test_what_the_results_say_is_known(text: str) -> None:
    assert check_numbers(text, KNOWN).unknown == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("NRR was 88 %.", "88 %"),
        ("NRR was 94 %.", "94 %"),
        ("Borealis Shipping pays $120k.", "$120k"),
        ("Kestrel pays €120k.", "€120k"),
        ("MRR grew to $120k.", None),
        ("12 accounts complain.", "12"),
        ("Kestrel has 45 tickets.", "45"),
        ("58 tickets are open.", "58"),
        ("35 tickets are open.", "35"),
        ("five tickets are open.", "five"),
        ("It fails 100 % of the time.", "100 %"),
        ("NRR of 140 % was reached.", "140 %"),
        ("Studio has 54 tickets.", "54"),
        ("It renews on 16 December 2026.", "16 December 2026"),
        ("th-0009 is large.", "th-0009"),
        ("In 2019 all was well.", "2019"),
        ("Seven largest themes.", "Seven"),
        ("It doubled.", "doubled"),
        ("NRR was ９９ %.", "99 %"),
        ("NRR was 9\u200d9 %.", "99 %"),
        ("About 4О accounts.", "4О"),
        ("Call +49 30 1234567.", "+49"),
    ],
)
def test_what_no_result_says_is_not(text: str, unknown: str | None) -> None:
    found = check_numbers(text, KNOWN).unknown
    assert found
    assert unknown is None or unknown in found


def test_a_figure_belongs_to_its_month() -> None:
    known = known_in(
        {
            "month": "2026-10",
            "nrr": {"value": 0.93, "unit": "ratio"},
            "before": {"month": "2026-09", "nrr": 0.957},
        },
        "t",
    )
    assert check_numbers("NRR was 95.7 % in September.", known).unknown == ()
    assert check_numbers("In October NRR fell from 95.7 % to 93 %.", known).unknown == ()
    assert check_numbers("NRR was 95.7 % in October 2026.", known).unknown == ("95.7 %",)
    assert check_numbers("NRR was 93 % in September.", known).unknown == ("93 %",)


def test_keys_say_what_their_numbers_count() -> None:
    known = known_in(
        {
            "asked": "99 accounts",
            "accounts_found": 7,
            "by_month": {"2026-10": 5},
            "arr": {"value": 120_000, "unit": "USD", "figure": "arr:ACC-1@2026-10"},
            "renewal": "2026-12-15",
            "cells": {"value": 4, "unit": "cells of nine"},
            "window": "mean of the last 90 days",
        },
        "t",
    )
    for text in (
        "Seven accounts fit.",
        "5 statements in October 2026.",
        "It renews in December 2026 with an ARR of $120,000.",
        "4 of nine cells are filled.",
        "Over the last 90 days.",
    ):
        assert check_numbers(text, known).unknown == (), text
    for text in ("99 accounts fit.", "7 tickets are open.", "4 tickets of 90."):
        assert check_numbers(text, known).unknown, text


def test_a_number_is_traced_to_its_figure() -> None:
    ((number, source),) = check_numbers("NRR was 93 %.", KNOWN).used
    assert (number.value, source.source) == (93, "nrr:2026-10")


@given(st.integers(1, 10**6), st.sampled_from(["accounts", "tickets", "days", "USD"]))
def test_an_exact_number_of_its_kind_is_always_known(value: int, unit: str) -> None:
    data = {"held": {"value": value, "unit": unit}}
    text = f"{value:,} {unit}" if unit != "USD" else f"${value:,}"
    assert check_numbers(f"There are {text} now.", known_in(data, "t")).unknown == ()


@given(st.integers(100, 10**6), st.integers(100, 10**6))
def test_another_number_never_is(value: int, other: int) -> None:
    found = check_numbers(f"There are {other} tickets.", known_in({"tickets": value}, "t"))
    assert bool(found.unknown) == (value != other)
