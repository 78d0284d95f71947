"""Onboarding: what is next, who has stalled and by what measure, and what may not be looked at."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.onboarding.explained import explain_time
from accounts.onboarding.paths import OnboardingPath, all_paths, read_path
from accounts.onboarding.progress import OnboardingBoard, Stage, onboarding
from accounts.onboarding.view import AccountOnboarding, account_onboarding
from foundation.growth_settings import OnboardingSettings

AS_OF = date(2026, 10, 31)
NAMES = ("kickoff", "data connected", "first value", "second value", "sticky driver adopted", "handover")
STICKY = """
id = "standard"
title = "With a metric"
[sticky]
milestone = "live"
metric = "jobs"
least = 10
[checkpoint]
day = 20
what = "look at it together"
[exit]
what = "ask how it went"
[[milestones]]
name = "first value"
day = 10
intervention = "help"
[[milestones]]
name = "live"
day = 30
intervention = "train"
"""


def _account(name: str, age: int, segment: str = "smb", **more: object) -> dict[str, object]:
    return {"id": name, "name": name, "segment": segment, "started": AS_OF - timedelta(days=age), **more}


def _reached(name: str, age: int, *days: int | None) -> list[dict[str, object]]:
    """Rows of the standard path's milestones, reached on these days from the start."""
    start = AS_OF - timedelta(days=age)
    return [
        {
            "account": name,
            "milestone": milestone,
            "due": start + timedelta(days=100),
            "reached": None if day is None else start + timedelta(days=day),
        }
        for milestone, day in zip(NAMES, days, strict=False)
    ]


def _board(
    accounts: list[dict[str, Any]],
    milestones: list[dict[str, Any]],
    as_of: date = AS_OF,
    paths: tuple[OnboardingPath, ...] | None = None,
    **tables: list[dict[str, Any]],
) -> tuple[OnboardingBoard, AccountBook]:
    rows = {"accounts": accounts, "milestones": milestones, **tables}
    plain = {
        kind: [{key: _text(cell) for key, cell in row.items()} for row in own] for kind, own in rows.items()
    }
    book = AccountBook.from_rows(plain, "USD")
    return onboarding(book, as_of, paths or all_paths([]), OnboardingSettings()), book


def _text(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _view(account: str, board: OnboardingBoard, book: AccountBook) -> AccountOnboarding:
    return account_onboarding(board, book, book.account(account))


def _others(count: int, first_value: int = 30) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Accounts of smb that reached first value on days ``first_value``, + 1, + 2 ..., and are done."""
    names = [f"o{number:02d}" for number in range(count)]
    accounts = [_account(name, 300) for name in names]
    rows = [
        row
        for number, name in enumerate(names)
        for row in _reached(name, 300, 2, 10, first_value + number, 60, 80, 90)
    ]
    return accounts, rows


def test_the_segments_own_p75_judges_from_the_minimum_on() -> None:
    accounts, rows = _others(8)
    accounts += [_account("slow", 37), _account("slower", 38)]
    rows += _reached("slow", 37, 2, 10) + _reached("slower", 38, 2, 10)
    board, book = _board(accounts, rows)
    # 10 accounts, 8 reached on days 30 to 37, two still wait on days 37 and 38. After day 35: 10 on the way
    # lost 6: 0.4; day 36: 4 on the way, 0.3; day 37: 3 on the way, 0.2. p75 is day 37.
    times = board.times["smb", "first value"]
    assert (times.curve.n, times.curve.reached, times.p75.day, times.stall) == (10, 8, 37, 37)
    assert (
        _view("slow", board, book).stage is Stage.LATE or _view("slow", board, book).stage is Stage.ON_TRACK
    )
    found = _view("slower", board, book)
    assert (found.stage, found.next, found.held_to, found.held_by) == (
        Stage.STALLED,
        "first value",
        37,
        "segment",
    )
    assert (
        found.why
        == "day 38 without first value; 75% of smb accounts are there by day 37 (8 of 10 have reached it)"
    )
    assert found.intervention.startswith("run the first real case")
    assert found.figure == "ttv:smb/p75@2026-10-31"


def test_below_the_minimum_the_paths_own_target_judges_and_says_so() -> None:
    accounts, rows = _others(7)
    board, book = _board([*accounts, _account("new", 29)], [*rows, *_reached("new", 29, 2, 10)])
    found = _view("new", board, book)
    assert (found.stage, found.held_to, found.held_by, found.figure) == (Stage.STALLED, 28, "path", "")
    assert found.why.endswith("the path's target is day 28 (7 smb accounts have reached it, 8 are needed)")


def test_many_who_wait_do_not_shorten_the_time_others_are_held_to() -> None:
    accounts, rows = _others(8)
    waiting = [_account(f"w{number:02d}", 33) for number in range(24)]
    rows += [row for one in waiting for row in _reached(str(one["id"]), 33, 2, 10)]
    board, _ = _board(accounts + waiting, rows)
    times = board.times["smb", "first value"]
    assert times.curve.n == 32
    assert times.p75.day is not None
    assert times.p75.day > 35  # the plain p75 of the eight who arrived is day 35


def test_a_milestone_without_a_record_is_passed_by_but_the_sticky_driver_is_not() -> None:
    rows = _reached("a", 95, 2, None, 30, 60, None, 90)
    board, book = _board([_account("a", 95)], rows)
    found = _view("a", board, book)
    assert (found.next, found.stage) == ("sticky driver adopted", Stage.STALLED)
    assert ("smb", "data connected") not in board.times  # it says nothing of how long that took


def test_done_takes_the_last_milestone_and_the_sticky_driver_in_use() -> None:
    path = read_path(STICKY, "x.toml")
    accounts = [_account(name, 40) for name in ("used", "idle", "unread")]
    start = AS_OF - timedelta(days=40)
    rows: list[dict[str, Any]] = [
        {"account": one["id"], "milestone": name, "due": "", "reached": start + timedelta(days=day)}
        for one in accounts
        for name, day in (("first value", 9), ("live", 20))
    ]
    usage: list[dict[str, Any]] = [
        {"account": name, "date": AS_OF - timedelta(days=back), "metric": "jobs", "value": value}
        for name, value in (("used", 12), ("idle", 3))
        for back in (3, 10)
    ]
    board, book = _board(accounts, rows, paths=(path,), usage=usage)
    assert [_view(name, board, book).stage for name in ("used", "idle", "unread")] == [
        Stage.DONE,
        Stage.STALLED,
        Stage.STALLED,
    ]
    assert _view("idle", board, book).sticky.endswith("jobs 3 on average in 28 days, 10 counts as in use")
    assert _view("unread", board, book).sticky.endswith("no reading of jobs in 28 days")
    assert _view("used", board, book).exit == "ask how it went"


def test_the_sponsor_is_named_at_the_checkpoint_until_it_is_on_record() -> None:
    accounts = [_account("a", 44, executive_sponsor="Ines Roth"), _account("b", 30)]
    rows = _reached("a", 44, 2, 10) + _reached("b", 30, 2, 10)
    board, book = _board(accounts, rows)
    assert _view("a", board, book).checkpoint.startswith("with Ines Roth, due on 2026-11-01")
    assert _view("b", board, book).checkpoint == ""
    taken = {"account": "a", "milestone": "Executive checkpoint", "due": "", "reached": AS_OF}
    board, book = _board(accounts, [*rows, taken])
    assert _view("a", board, book).checkpoint == ""


def test_nothing_on_record_is_not_judged_and_who_left_is_not_here() -> None:
    accounts = [_account("a", 400), _account("b", 50, churned=AS_OF), _account("c", -3)]
    board, book = _board(accounts, _reached("b", 50, 2, 10))
    assert [_view(name, board, book).stage for name in "abc"] == [
        Stage.NOT_RECORDED,
        Stage.NOT_HERE,
        Stage.NOT_HERE,
    ]
    assert board.counts()["not recorded"] == 1
    assert board.stalled_at() == {}


def test_one_who_left_counts_until_the_day_it_left() -> None:
    accounts, rows = _others(8)
    left = _account("left", 200, churned=AS_OF - timedelta(days=160))
    board, _ = _board([*accounts, left], [*rows, *_reached("left", 200, 2, 10)])
    times = board.times["smb", "first value"]
    assert (times.curve.n, times.curve.reached) == (9, 8)
    assert times.p75.day == 36  # seen for 40 days: 9 on the way, seven arrive by day 36: 2/9 = 0.222


def test_what_came_before_the_start_counts_as_day_0_and_is_said() -> None:
    accounts, rows = _others(8)
    board, _ = _board([*accounts, _account("a", 50)], [*rows, *_reached("a", 50, -5, 10)])
    kickoff = board.times["smb", "kickoff"]
    assert (kickoff.early, kickoff.curve.days[0]) == (1, 0)


@pytest.mark.parametrize("back", [0, 20, 45, 120])
def test_nothing_after_the_day_is_looked_at(back: int) -> None:
    """The board of a day is that of a book that ends on it."""
    accounts, rows = _others(9)
    accounts += [_account("a", 100), _account("b", 60, churned=AS_OF), _account("c", 20)]
    rows += _reached("a", 100, 2, 12, 40) + _reached("b", 60, 3, 20) + _reached("c", 20, 5)
    day = AS_OF - timedelta(days=back)
    whole, _ = _board(accounts, rows, day)
    cut = [
        row | {"reached": row["reached"] if row["reached"] and row["reached"] <= day else None}
        for row in rows
    ]
    alive = [row | ({"churned": None} if row.get("churned", date.min) > day else {}) for row in accounts]
    then, _ = _board(alive, cut, day)
    assert whole.stage.tolist() == then.stage.tolist()
    assert whole.next.tolist() == then.next.tolist()
    assert {key: one.p75 for key, one in whole.times.items()} == {
        key: one.p75 for key, one in then.times.items()
    }


def test_a_row_that_is_reached_later_and_was_never_planned_was_not_there() -> None:
    rows = [{"account": "a", "milestone": "kickoff", "due": "", "reached": AS_OF}]
    board, book = _board([_account("a", 10)], rows, AS_OF - timedelta(days=1))
    assert _view("a", board, book).stage is Stage.NOT_RECORDED


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_the_order_of_rows_changes_nothing(order: random.Random, count: int) -> None:
    accounts, rows = _others(count)
    accounts += [_account("a", 100), _account("b", 60, "enterprise")]
    rows += _reached("a", 100, 2, 12) + _reached("b", 60, 3, 20)
    before, _ = _board(accounts, rows)
    order.shuffle(accounts)
    order.shuffle(rows)
    after, _ = _board(accounts, rows)
    assert before.stage.tolist() == after.stage.tolist()
    assert before.held_to.tolist() == pytest.approx(after.held_to.tolist(), nan_ok=True)


def test_a_time_opens_to_its_ladder_and_its_rows() -> None:
    accounts, rows = _others(8)
    board, book = _board(accounts, rows)
    found = explain_time(board, book, "smb")
    assert found is not None
    assert (found.figure, found.value, found.formula) == ("ttv:smb@2026-10-31", 33, "day")
    assert "day 30: x (1 - 1/8) = 0.875" in found.words
    assert ("milestones", ("o00", "first value")) in {(row.kind, row.key) for row in found.rows}
    assert explain_time(board, book, "smb/second value/p75") is not None
    assert explain_time(board, book, "nowhere") is None


def test_names_in_tables_go_by_the_paths_other_names_and_nothing_else() -> None:
    rows = [
        {"account": "a", "milestone": " Go-Live ", "due": "", "reached": AS_OF},
        {"account": "b", "milestone": "gone live", "due": "", "reached": AS_OF},
    ]
    board, book = _board([_account("a", 20), _account("b", 20)], rows)
    assert _view("a", board, book).next == "second value"
    assert _view("b", board, book).stage is Stage.NOT_RECORDED
