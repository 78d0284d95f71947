"""Saved filters, orders and words of the accounts: each fits what it says, and every order is total."""

from __future__ import annotations

import itertools

import pytest

from tests.tui.account_samples import ENTRIES, entry, make_board, unknown
from tui import account_words, words
from tui.account_markdown import accounts_markdown
from tui.account_order import (
    SORTS,
    VIEWS,
    common_marks,
    flags_of,
    in_order,
    in_view,
    known,
    matches,
    search_text,
    view_named,
)


def ids(view: str, owner: str = "") -> list[str]:
    return [one.id for one in in_view(make_board(), view_named(view), owner)]


def test_each_saved_filter_keeps_what_it_says() -> None:
    assert ids("all") == ["a0", "a1", "a2", "a3", "a4", "a5"]
    assert ids("mine", "ruth abara") == ["a0", "a3"]
    assert ids("mine") == []
    assert ids("risk") == ["a1", "a2"]
    assert ids("renewing") == ["a0", "a1", "a2"]
    assert ids("silent") == ["a1"]
    assert ids("expanding") == ["a3"]
    assert ids("gone") == ["a6"]


def test_every_account_is_a_customer_or_not() -> None:
    assert sorted(ids("all") + ids("gone")) == sorted(one.id for one in ENTRIES)


def test_a_risk_at_the_edge_counts_and_below_it_does_not() -> None:
    board = make_board((entry(0, risk=0.2), entry(1, risk=0.199, score=75.0, band="healthy")))
    assert [one.id for one in in_view(board, view_named("risk"), "")] == ["a0"]


def test_a_renewal_that_passed_is_not_renewing() -> None:
    board = make_board((entry(0, days=-1), entry(1, days=0), entry(2, days=90), entry(3, days=91)))
    assert [one.id for one in in_view(board, view_named("renewing"), "")] == ["a1", "a2"]


def test_a_filter_that_needs_risk_waits_for_it() -> None:
    quick = make_board(
        tuple(unknown(one) for one in ENTRIES), has_health=False, has_risk=False, has_growth=False
    )
    assert [view.name for view in VIEWS if not known(quick, view)] == ["risk", "silent", "expanding"]
    risky = make_board(has_growth=False)
    assert [view.name for view in VIEWS if not known(risky, view)] == ["expanding"]
    assert all(known(make_board(), view) for view in VIEWS)


def test_the_keys_of_the_filters_are_each_their_own() -> None:
    assert len({view.key for view in VIEWS}) == len(VIEWS)


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_does_not_depend_on_the_order_before(sort: str) -> None:
    expected = in_order(ENTRIES, sort)
    assert sorted(one.id for one in expected) == sorted(one.id for one in ENTRIES)
    for shuffled in itertools.islice(itertools.permutations(ENTRIES), 0, 5040, 97):
        assert in_order(shuffled, sort) == expected


def test_the_orders_lead_with_what_a_person_looks_for() -> None:
    first = {sort: in_order(ENTRIES, sort)[0].id for sort in SORTS}
    assert first == {
        "arr": "a0",
        "risk": "a1",
        "exposed": "a1",
        "health": "a1",
        "trend": "a1",
        "renewal": "a0",
        "heard": "a1",
        "name": "a6",
    }
    assert in_order(ENTRIES, "health")[-1].score is None


def test_a_mark_that_most_bear_tells_nothing() -> None:
    lonely = tuple(entry(at, marks=("single champion", *(("silent",) if at == 1 else ()))) for at in range(4))
    assert common_marks(lonely) == {"single champion"}
    assert flags_of(lonely[1], common_marks(lonely)) == ("silent",)
    assert flags_of(ENTRIES[3]) == ("growing",)
    assert flags_of(ENTRIES[4]) == ()


def test_words_are_looked_for_in_all_that_is_shown() -> None:
    text = search_text(ENTRIES[1])
    for typed in ("brightwater", "a1 silent", "ben smb", "CRITICAL  emergency", ""):
        assert matches(text, typed), typed
    assert not matches(text, "ruth")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (account_words.health(74.2, "healthy"), " 74 ● healthy "),
        (account_words.health(None, "not enough data"), "  – no data"),
        (account_words.health(None, ""), "  –"),
        (words.moved(-4.46), "▼ 4.5"),
        (words.moved(0.01), "–"),
        (words.moved(None), ""),
        (words.risk(0.004, True), "<1 %"),
        (words.risk(0.62, True), "62 %"),
        (words.risk(0.62, False), "0.62"),
        (words.risk(None, True), "–"),
        (words.days_left(12), "12 d"),
        (words.days_left(0), "today"),
        (words.days_left(-3), "3 d ago"),
        (words.days_left(None), "–"),
        (words.days_since(None), "never"),
        (account_words.tier("Tier 2"), "2"),
        (account_words.tier(""), "–"),
        (account_words.in_days(1), "renews in 1 day"),
        (account_words.in_days(-2), "its renewal passed 2 days ago"),
        (account_words.heard(None), "never heard from"),
        (account_words.flag_letters(("silent", "growing", "emergency")), "!s+"),
        (account_words.flag_words(("silent", "emergency")), "emergency, silent"),
    ],
)
def test_figures_become_these_words(said: str, words: str) -> None:
    assert said == words


def test_every_mark_of_the_risk_list_has_a_sign_and_a_word() -> None:
    from workspace.churn import Marks

    marks = Marks.at.__doc__
    assert marks
    for mark in ("emergency", "poor fit", "payment", "silent", "single champion"):
        assert account_words.flag_letters((mark,))
        assert account_words.flag_words((mark,))


def test_the_list_as_markdown_keeps_names_in_their_cells() -> None:
    text = accounts_markdown((entry(0, name="A | [x](y) <b>"), ENTRIES[5]), make_board(), "All")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert r"A \| \[x\](y) \<b\>" in rows[2]
    assert {row.replace(r"\|", "").count("|") for row in rows} == {11}
    assert "never" not in rows[2]
