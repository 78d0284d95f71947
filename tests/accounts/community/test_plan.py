"""The community plan: who fits and who does not, who can help whom, and what an association takes to be said."""

from __future__ import annotations

from datetime import date, timedelta
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.community.figures import CommunityPlan, Help, Score, ThemeWords, Voice
from accounts.community.members import depth
from accounts.community.participating import explain_participation, participation
from accounts.community.people import words_of
from accounts.community.plan import community_plan
from accounts.explanation import RowKey
from accounts.outcomes.intervals import wilson
from foundation.outcome_settings import CommunitySettings

Row = dict[str, object]
AS_OF = date(2026, 6, 30)
THEME = ThemeWords("t1", "Van stock is wrong", words_of("Van stock is wrong counts"))


def _ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def _book(accounts: dict[str, Row], **tables: list[Row]) -> AccountBook:
    rows: list[Row] = [{"id": one, "name": one, "segment": "smb", **more} for one, more in accounts.items()]
    given: list[Row] = [
        {
            "account": one,
            "started": "2025-01-01",
            "ended": more.get("churned", ""),
            "mrr": more.get("mrr", 100),
        }
        for one, more in accounts.items()
    ]
    return AccountBook.from_rows({"accounts": rows, "subscriptions": given, **tables}, "USD")


def _done(
    account: str, activity: str = "answer", topic: str = "van stock", ago: int = 10, person: str = "p"
) -> Row:
    return {"account": account, "person": person, "date": _ago(ago), "activity": activity, "topic": topic}


def _use(account: str, value: float, metric: str = "exports", limit: object = "", ago: int = 5) -> Row:
    return {"account": account, "date": _ago(ago), "metric": metric, "value": value, "limit": limit}


def _plan(
    book: AccountBook,
    scores: dict[str, Score] | None = None,
    voices: list[Voice] | None = None,
    as_of: date = AS_OF,
) -> CommunityPlan:
    return community_plan(book, as_of, scores or {}, [THEME] if voices is not None else [], voices or [])


def _said(account: str, ago: int, praise: bool = False, theme: str = "t1") -> Voice:
    return Voice(theme, account, _ago(ago), praise, f"{account}-{ago}")


def test_depth_is_the_share_of_the_segment_that_reads_lower() -> None:
    accounts: dict[str, Row] = {one: {} for one in "ABCD"} | {"E": {"segment": "enterprise"}}
    usage = [
        *(_use(one, value) for one, value in zip("ABCD", (10, 20, 20, 40), strict=True)),
        _use("A", 9, "seats", 10),  # nine of ten is deeper than nine of a hundred
        _use("B", 9, "seats", 100),
        _use("E", 1),
        _use("D", 5000, "logins"),
    ]
    book = _book(accounts, usage=usage)
    found = depth(book, AS_OF, dict.fromkeys("ABCDE", 1.0))
    assert found == pytest.approx({"A": (0.125 + 0.75) / 2, "B": (0.5 + 0.25) / 2, "C": 0.5, "D": 0.875})


def test_champions_are_promoters_with_deep_use() -> None:
    accounts: dict[str, Row] = {one: {} for one in "ABCD"} | {"E": {"churned": "2026-05-01"}}
    usage = [_use(one, value) for one, value in zip("ABCDE", (40, 30, 5, 35, 50), strict=True)]
    contacts: list[Row] = [
        {"account": "A", "name": "Ada", "champion": True},
        {"account": "A", "name": "Gone", "champion": True, "left": _ago(1)},
    ]
    scores = {one: Score(8.0, 9, 2) for one in "ACE"} | {"B": Score(9.5, 6, 2)}
    (champion,) = _plan(_book(accounts, usage=usage, contacts=contacts), scores).champions
    assert (champion.account, champion.people, champion.arr) == ("A", ("Ada",), 1200)


def test_the_board_has_one_executive_an_account_and_critics_only_to_fill_it() -> None:
    accounts: dict[str, Row] = {f"A{n:02d}": {"mrr": 100 + n} for n in range(14)}
    contacts: list[Row] = [
        {"account": one, "name": f"Exec {one}", "email": f"{one}@x.example", "level": "VP Operations"}
        for one in accounts
    ]
    contacts += [
        {
            "account": "A00",
            "name": "Newer",
            "email": "n@x.example",
            "level": "executive",
            "last_contact": _ago(3),
        },
        {"account": "A01", "name": "User", "email": "u@x.example", "level": "user"},
    ]
    critics = {f"A{n:02d}": Score(3.0, 2, 2) for n in range(4, 14)}
    plan = _plan(_book(accounts, contacts=contacts), critics)
    assert len(plan.board) == 12
    assert [one.critic for one in plan.board] == [False] * 4 + [True] * 8
    assert next(one.person for one in plan.board if one.account == "A00") == "Newer"
    assert [one.account for one in plan.board[:4]] == ["A03", "A02", "A01", "A00"]
    small = _plan(_book({"A": {}}, contacts=[contacts[0] | {"account": "A"}]))
    assert len(small.board) == 1
    assert "The advisory board wants 12 to 15 executives; 1 fit." in small.notes


def test_peers_are_those_who_gave_praise_or_are_quiet_while_they_speak() -> None:
    accounts: dict[str, Row] = {one: {} for one in "ABCDEF"} | {"G": {"churned": "2026-05-01"}}
    voices = [
        _said("A", 5),  # it hurts A
        _said("B", 300),
        _said("B", 20, theme="other"),  # quiet on it, speaks of else
        _said("C", 300),  # silent altogether
        _said("D", 30, praise=True),
        _said("F", 10),
        _said("F", 8, praise=True),  # hurts, whatever it praises
        _said("G", 10, praise=True),  # left
    ]
    book = _book(accounts, community=[_done("E", "template", "Van Stock", 40, "eve"), _done("F", ago=3)])
    plan = _plan(book, voices=voices)
    found = [(one.hurting, one.helper, one.help) for one in plan.matches]
    helpers = [("E", Help.GAVE), ("D", Help.PRAISES), ("B", Help.QUIET)]
    assert found == [(hurting, *helper) for hurting in "AF" for helper in helpers]
    first = plan.matches[0]
    assert (first.person, first.items, first.hurt_on) == ("eve", ("A-5",), _ago(5))
    assert first.why == f"gave a template on Van Stock on {_ago(40)}"


def test_own_segment_comes_first_and_nobody_is_asked_too_often() -> None:
    accounts: dict[str, Row] = {f"H{n}": {"mrr": 100 + n} for n in range(7)}
    accounts |= {"A": {"segment": "enterprise"}, "B": {}}
    voices = [_said(f"H{n}", 5) for n in range(7)] + [_said(one, 20, praise=True) for one in "AB"]
    matches = _plan(_book(accounts, community=[_done("A", "event")]), voices=voices).matches
    assert [one.helper for one in matches if one.hurting == "H6"] == ["B", "A"]
    assert {one.hurting for one in matches} == {f"H{n}" for n in range(2, 7)}


def test_experts_help_twice_within_a_year_and_belong_to_themes() -> None:
    community = [
        _done("A", "answer", person="ada@a.example"),
        _done("A", "template", ago=30, person="ada@a.example"),
        _done("A", "answer", "API", 20, "ada@a.example"),
        _done("B", "question", ago=11),
        _done("B", "question"),
        _done("C", "answer", ago=400),
        _done("C", "answer", ago=401),
    ]
    contacts: list[Row] = [{"account": "A", "name": "Ada", "email": "ada@a.example"}]
    plan = _plan(_book({one: {} for one in "ABC"}, community=community, contacts=contacts), voices=[])
    (expert,) = plan.experts
    assert (expert.person, expert.topic, expert.answers, expert.templates) == ("Ada", "van stock", 1, 1)
    assert expert.themes == ("t1",)


def test_who_never_took_part_belongs_nowhere() -> None:
    accounts: dict[str, Row] = {"A": {}, "B": {"mrr": 300}, "C": {"churned": "2026-01-01"}, "D": {}}
    book = _book(accounts, community=[_done("A", ago=900), _done("D", ago=-1)])
    plan = _plan(book)
    assert [(one.account, one.arr) for one in plan.lonely] == [("B", 3600), ("D", 1200)]
    assert (plan.paying, plan.arr) == (3, 6000)


def _participants(took_part: int, kept: int, others: int, others_kept: int) -> AccountBook:
    accounts: dict[str, Row] = {}
    for prefix, count, stay in (("P", took_part, kept), ("Q", others, others_kept)):
        for n in range(count):
            accounts[f"{prefix}{n:03d}"] = {} if n < stay else {"churned": _ago(60)}
    community = [_done(one, "event", ago=250) for one in accounts if one.startswith("P")]
    return _book(accounts, community=community)


def test_the_association_by_hand() -> None:
    book = _participants(40, 38, 60, 48)
    found = participation(book, AS_OF, CommunitySettings())
    assert (found.participants, found.participants_kept, found.others, found.others_kept) == (40, 38, 60, 48)
    assert found.difference == pytest.approx(0.15)
    low1, high1 = wilson(0.95, 40, 1.2815515655446004)
    low2, high2 = wilson(0.8, 60, 1.2815515655446004)
    assert found.low == pytest.approx(0.15 - hypot(0.95 - low1, high2 - 0.8))
    assert found.high == pytest.approx(0.15 + hypot(high1 - 0.95, 0.8 - low2))
    explanation = explain_participation(book, found)
    assert explanation is not None
    assert recomputed(explanation) == pytest.approx(0.15)
    assert "association" in explanation.words
    assert RowKey("community", ("P000", "p", str(_ago(250)), "event")) in explanation.rows
    assert len(explanation.rows) == 140


def test_participation_counts_only_before_the_landmark() -> None:
    """Accounts that stay have more time to take part: what they do after the landmark says nothing of them."""
    book = _participants(0, 0, 60, 40)
    later = [_done(f"Q{n:03d}", ago=100) for n in range(40)]
    told = _book(
        {one: {"churned": _ago(60)} if n >= 40 else {} for n, one in enumerate(book.account_ids())},
        community=later,
    )
    assert participation(told, AS_OF, CommunitySettings()).participants == 0


def test_too_few_is_said_with_both_numbers() -> None:
    few = participation(_participants(10, 9, 60, 50), AS_OF, CommunitySettings())
    assert (few.difference, few.why_not) == (None, "10 participants and 60 others, each side takes 20")
    dull = participation(_participants(40, 40, 60, 58), AS_OF, CommunitySettings())
    assert dull.why_not == "2 of 100 accounts were lost, it takes 5"
    assert explain_participation(_participants(10, 9, 60, 50), few) is None


def test_the_day_after_is_not_looked_at() -> None:
    accounts: dict[str, Row] = {one: {} for one in "AB"}
    past = [_done("A", ago=20), _done("A", "template", ago=12)]
    later = [_done("B", ago=-1), _done("B", "template", ago=-2)]
    contacts: list[Row] = [
        {"account": "A", "name": "Ada", "level": "executive", "champion": True, "left": _ago(-1)}
    ]
    voices = [_said("B", 5), _said("A", 300), _said("A", 20, theme="other")]
    plain = _plan(_book(accounts, community=past, contacts=contacts), voices=voices)
    told = _plan(
        _book(accounts, community=[*past, *later], contacts=contacts),
        voices=[*voices, _said("A", -1), _said("B", -3)],
    )
    assert plain == told
    assert [one.person for one in plain.board] == ["Ada"]


@settings(deadline=None, max_examples=24)
@given(
    st.permutations(
        [_done("A"), _done("A", "template", ago=30), _done("B", ago=3), _done("B", "event", ago=4)]
    )
)
def test_the_order_of_rows_changes_nothing(rows: list[Row]) -> None:
    accounts: dict[str, Row] = {one: {} for one in "ABC"}
    voices = [_said("C", 5)]
    first = _plan(_book(accounts, community=sorted(rows, key=str)), voices=voices)
    assert _plan(_book(accounts, community=rows), voices=voices) == first


def test_the_board_is_weighed_by_revenue_and_shows_why_each_is_named() -> None:
    """A small account that takes part and loves the product does not pass one that pays twenty times as much."""
    paid = {"LARGE": 2000, "MID": 300, "TINY": 100}
    people: list[Row] = [{"account": one, "name": f"Of {one}", "level": "VP"} for one in paid]
    book = _book({one: {"mrr": mrr} for one, mrr in paid.items()}, contacts=people, community=[_done("TINY")])
    board = _plan(book, {"TINY": Score(10, 10, 1), "MID": Score(7, 7, 1)}).board
    assert [one.account for one in board] == ["LARGE", "TINY", "MID"]
    large, tiny, _mid = board
    # 50 x 2400 / 2400, 20 x 0.5 as no score is known, 15 x 0.5 as no use is.
    assert large.parts == {"arr": 50, "score": 10, "depth": 7.5, "taking_part": 0}
    assert tiny.parts == {"arr": pytest.approx(50 * 100 / 2400), "score": 20, "depth": 7.5, "taking_part": 15}
    assert [one.points for one in board] == [pytest.approx(sum(one.parts.values())) for one in board]
    assert (large.score, large.depth, tiny.score, tiny.took_part) == (None, None, 10, True)


def test_accounts_that_pay_the_same_have_the_same_size() -> None:
    people: list[Row] = [{"account": one, "name": f"Of {one}", "level": "VP"} for one in "AB"]
    board = _plan(_book({"A": {}, "B": {}}, contacts=people)).board
    assert [one.parts["arr"] for one in board] == [50, 50]
