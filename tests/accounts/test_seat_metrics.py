"""Which metrics count seats, whatever a tool calls them, and what share of what was bought is in use."""

from __future__ import annotations

import pytest

from accounts.seat_metrics import SeatReading, counts_seats, seats_in_use

_SEATS = (
    "seats_used",
    "Seats used",
    "active_users",
    "Active Users (30 d)",
    "licences",
    "Licenses assigned",
    "seats",
)
_SEATS_TOO = ("Licensed users", "users_active", "assigned-seats", "named users", "Lizenzen", "aktive Nutzer")
_BOUGHT = ("seats_purchased", "licence limit", "Max seats", "licenses_total")
_NONE = ("exports", "api_calls", "unlicensed users", "users", "user stories", "seating plans")


@pytest.mark.parametrize("name", [*_SEATS, *_SEATS_TOO])
def test_the_usual_names_count_seats(name: str) -> None:
    assert counts_seats(name)


@pytest.mark.parametrize("name", [*_BOUGHT, *_NONE])
def test_what_was_bought_and_what_is_no_seat_do_not(name: str) -> None:
    assert not counts_seats(name)


@pytest.mark.parametrize(
    ("readings", "bought", "share"),
    [
        ([("seats_used", 40, 100)], None, 0.4),
        ([("active_users", 40, None), ("licences", 100, None)], None, 0.4),
        ([("seats_used", 40, None), ("seats_purchased", 80, None)], 500, 0.5),
        ([("Licensed users", 40, 100)], None, 0.4),
        ([("Licensed users", 100, None), ("Active users", 25, None)], None, 0.25),
        ([("active_users", 30, None)], 120, 0.25),
        ([("seats", 30, None)], 120, 0.25),
        ([("seats_used", 30, 100), ("active_users", 60, 100)], None, 0.6),
        ([("seats_purchased", 80, None)], 100, None),
        ([("active_users", 30, None)], None, None),
        ([("seats_used", None, 100)], 100, None),
        ([("exports", 3, 100)], 100, None),
        ([], 100, None),
    ],
)
def test_the_share_of_seats_in_use(
    readings: list[tuple[str, float | None, float | None]], bought: float | None, share: float | None
) -> None:
    held = [SeatReading(*one) for one in readings]
    assert seats_in_use(held, (), bought) == share
    assert seats_in_use(held[::-1], (), bought) == share


def test_a_name_of_the_team_s_own_counts() -> None:
    assert seats_in_use([SeatReading("Heads", 4, 10)]) is None
    assert seats_in_use([SeatReading("Heads", 4, 10)], ["heads"]) == 0.4
