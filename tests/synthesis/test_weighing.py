"""Weights: attribution adds up, accounts count once, pasting changes nothing, quotes are verbatim."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.themes import Statement, Theme, ThemeStatus, UnclusteredReason, WeightedTheme
from synthesis.weighing import WeighInputs, weigh
from tests.synthesis.cases import MAY, said, theme

ALONE = UnclusteredReason.ALONE


def _inputs(statements: list[Statement], themes: list[Theme], arr: dict[str, float]) -> WeighInputs:
    members = {member for one in themes for member in one.members}
    loose = {one.id: ALONE for one in statements if one.id not in members}
    return WeighInputs(themes, statements, loose, MAY, arr)


def _by_id(weighted: tuple[WeightedTheme, ...]) -> dict[str, WeightedTheme]:
    return {one.theme.id: one for one in weighted}


def test_an_account_counts_once_and_its_revenue_is_split() -> None:
    statements = [said("1"), said("2"), said("3"), said("4"), said("5", "B"), said("6", None)]
    themes = [theme("x", ["1", "2", "5", "6"]), theme("y", ["3"])]
    weighted, coverage, unclustered = weigh(_inputs(statements, themes, {"A": 100.0, "B": 10.0, "C": 90.0}))
    x, y = _by_id(weighted)["x"].weights, _by_id(weighted)["y"].weights
    assert (x.statements, x.accounts, x.arr, x.arr_split) == (4, 2, 110.0, 60.0)
    assert (y.statements, y.accounts, y.arr, y.arr_split) == (1, 1, 100.0, 25.0)
    assert (unclustered.statements, unclustered.arr, unclustered.reasons) == (1, 25.0, {"alone": 1})
    assert unclustered.arr_share == pytest.approx(25 / 110)
    assert unclustered.loudest[0].account_id == "A"
    assert (coverage.accounts, coverage.accounts_total, coverage.arr, coverage.arr_total) == (2, 3, 110, 200)
    assert (coverage.statements, coverage.statements_without_account) == (6, 1)
    assert x.largest_account_share == pytest.approx(100 / 110)
    assert [(one.account_id, one.statements) for one in x.top_accounts] == [("A", 2), ("B", 1)]


def test_pasting_a_text_a_thousand_times_changes_no_headline() -> None:
    base = [said("a1", text="It is slow"), said("b1", "B", text="It is slow"), said("c1", "C")]
    pasted = [said(f"z{index}", text=" it  is SLOW ") for index in range(1000)]
    arr = {"A": 5.0, "B": 7.0, "C": 9.0}
    plain = weigh(_inputs(base, [theme("x", ["a1", "b1"])], arr))
    loud_theme = theme("x", ["a1", "b1", *(one.id for one in pasted)])
    loud = weigh(_inputs(base + pasted, [loud_theme], arr))
    assert (plain[0][0].weights.copies, loud[0][0].weights.copies) == (0, 1000)
    assert replace(loud[0][0].weights, copies=0) == plain[0][0].weights
    assert loud[1].echoes == tuple(sorted(one.id for one in pasted))
    assert replace(loud[1], copies=0, echoes=()) == plain[1]
    assert loud[2:] == plain[2:]


PASTED = "we cannot export the invoices of {} to csv since the update and have to type them by hand"


def _month_with_answers() -> WeighInputs:
    """Three themes over four months, scored answers, and one loose statement of the account that pastes."""
    months = MAY.trailing(4)
    statements = [
        said(
            f"{name}-{month}-{at}",
            f"{name}{at}",
            month,
            PASTED.format(f"{name} {month} {at}") if at else "",
            severity=at / 5,
        )._replace(score=float(at * 2))
        for month in months
        for name, count in (("x", 5), ("y", 4), ("z", 2))
        for at in range(count)
    ]
    statements.append(said("loose", "x1", text="and another thing that nobody else has ever said to you"))
    themes = [theme(name, [one.id for one in statements if one.id.startswith(f"{name}-")]) for name in "xyz"]
    arr = {one.account_id or "": 100.0 * at for at, one in enumerate(statements, start=1)}
    risk = {account: 0.1 + at / 100 for at, account in enumerate(sorted(arr))}
    segments = {account: "big" if amount > 2000 else "small" for account, amount in arr.items()}
    return replace(_inputs(statements, themes, arr), risk_by_account=risk, segments=segments)


@pytest.mark.parametrize("home", ["x", ""])
@pytest.mark.parametrize("words", ["in the very same words", "with another number in them"])
def test_a_thousand_pastes_of_one_account_change_no_headline(home: str, words: str) -> None:
    plain = _month_with_answers()
    first = next(one for one in plain.statements if one.id == (f"x-{MAY}-1" if home else "loose"))
    text = f"{PASTED.format('2,041 customers')} and it hurts"
    first = first._replace(text=text)
    statements = [first if one.id == first.id else one for one in plain.statements]
    plain = replace(plain, statements=statements)
    again = "2,041" if words == "in the very same words" else "7"
    pasted = [
        first._replace(id=f"zz{at}", item_id=f"paste-{at}", text=text.replace("2,041", again))
        for at in range(1000)
    ]
    grown = [
        replace(one, members=(*one.members, *(paste.id for paste in pasted))) if one.id == home else one
        for one in plain.themes
    ]
    loud = replace(plain, statements=[*statements, *pasted], themes=grown)
    quiet_themes, quiet_coverage, quiet_out = weigh(plain)
    loud_themes, loud_coverage, loud_out = weigh(loud)
    assert [one.theme.id for one in loud_themes] == [one.theme.id for one in quiet_themes]
    for before, after in zip(quiet_themes, loud_themes, strict=True):
        assert replace(after.weights, copies=0) == before.weights
        assert after.status is before.status
        assert before.weights.nps is not None or before.theme.id == "z"
    assert replace(loud_coverage, copies=0, echoes=()) == quiet_coverage
    assert (loud_out, loud_coverage.copies) == (quiet_out, 1000)


def test_copies_that_are_known_already_are_not_looked_for_again() -> None:
    inputs = _month_with_answers()
    statements = [*inputs.statements, *(said(f"zz{at}", "x1", text="It is slow") for at in range(3))]
    inputs = replace(inputs, statements=statements)
    found = weigh(inputs)
    assert found[1].echoes == ("zz1", "zz2")
    assert weigh(replace(inputs, echoes=found[1].echoes)) == found
    told = {one.id: one.text.casefold() for one in statements}
    assert weigh(replace(inputs, same_words=told)) == found


def test_risk_weighs_revenue_and_unscored_accounts_take_the_mean() -> None:
    statements = [said("1"), said("2", "B"), said("3", "C")]
    arr = {"A": 100.0, "B": 200.0, "C": 400.0}
    inputs = replace(_inputs(statements, [theme("x", "123")], arr), risk_by_account={"A": 0.5, "B": 0.1})
    weights = weigh(inputs)[0][0].weights
    assert weights.arr_at_risk == pytest.approx(50 + 20 + 0.3 * 400)
    low, high = weights.arr_at_risk_interval
    assert low < weights.arr_at_risk < high


def test_without_risk_or_revenue_the_formula_says_so() -> None:
    statements = [said("1"), said("2", "B")]
    unknown, coverage, _ = weigh(
        replace(_inputs(statements, [theme("x", "12")], {}), active_accounts=("A", "C"))
    )
    assert {part.name for part in unknown[0].weights.components} == {"breadth", "severity", "recency"}
    assert (coverage.accounts, coverage.accounts_total, coverage.arr_share) == (1, 2, 0.0)
    unscored = weigh(_inputs(statements, [theme("x", "12")], {"A": 1.0}))[0][0].weights
    assert "at_risk" not in {part.name for part in unscored.components}


def test_severity_is_the_mean_of_the_upper_half() -> None:
    statements = [said(str(index), severity=value) for index, value in enumerate((0.0, 0.0, 0.4, 0.8, 1.0))]
    weighted = weigh(_inputs(statements, [theme("x", "01234")], {}))[0]
    assert weighted[0].weights.severity == pytest.approx((1.0 + 0.8 + 0.4) / 3)


def _monthly(name: str, counts: list[int]) -> list[Statement]:
    months = MAY.trailing(len(counts))
    return [
        said(f"{name}-{month}-{index}", f"{name}{index}", month)
        for month, count in zip(months, counts, strict=True)
        for index in range(count)
    ]


def test_growth_is_corrected_for_volume() -> None:
    mine, rest = _monthly("x", [6, 6, 6, 12]), _monthly("y", [14, 14, 14, 28])
    themes = [theme("x", [one.id for one in mine]), theme("y", [one.id for one in rest])]
    doubled = _by_id(weigh(_inputs(mine + rest, themes, {}))[0])
    assert doubled["x"].weights.growth == pytest.approx(0.0)
    shifted = _monthly("y", [14, 14, 14, 4])
    themes[1] = theme("y", [one.id for one in shifted])
    grown = _by_id(weigh(_inputs(mine + shifted, themes, {}))[0])
    assert grown["x"].weights.growth == pytest.approx(0.75 / 0.3 - 1)
    assert grown["x"].status is ThemeStatus.EMERGING
    assert [point.statements for point in grown["x"].weights.trend[-4:]] == [6, 6, 6, 12]
    assert grown["x"].weights.trend[-1].share == pytest.approx(0.75)


def test_growth_is_unknown_on_few_statements_or_short_history() -> None:
    few, rest = _monthly("x", [1, 1, 1, 1]), _monthly("y", [9, 9, 9, 9])
    themes = [theme("x", [one.id for one in few])]
    assert weigh(_inputs(few + rest, themes, {}))[0][0].weights.growth is None
    short = _monthly("x", [9, 9])
    weights = weigh(_inputs(short, [theme("x", [one.id for one in short])], {}))[0][0].weights
    assert weights.growth is None
    assert "trend" not in {part.name for part in weights.components}


def test_statuses_that_are_given_win() -> None:
    inputs = replace(_inputs([said("1")], [theme("x", ["1"])], {}), statuses={"x": ThemeStatus.RESOLVED})
    assert weigh(inputs)[0][0].status is ThemeStatus.RESOLVED


def test_quotes_are_this_months_readable_and_from_distinct_accounts() -> None:
    readable = "the export to csv times out again"
    april = MAY.plus(-1)
    statements = [
        said("1", "A", text="csv!"),
        said("2", "A", text=f"{readable} one"),
        said("3", "A", text=f"{readable} two"),
        said("4", "B", text=f"{readable} three"),
        said("5", "C", april, text=f"{readable} four"),
        said("6", "B", text=f"{readable} ONE"),
    ]
    inputs = _inputs(statements, [theme("x", "123456")], {})
    assert [quote.statement_id for quote in weigh(inputs)[0][0].quotes] == ["2", "4", "3", "1"]
    more = weigh(replace(inputs, min_quotes=5))[0][0].quotes
    assert [quote.statement_id for quote in more] == ["2", "4", "3", "1", "5"]
    assert {quote.text for quote in more} <= {one.text for one in statements}


def test_a_theme_of_the_past_still_quotes_its_latest_month() -> None:
    statements = [said("1", month=MAY.plus(-4)), said("2", month=MAY.plus(-2)), said("3", month=MAY.plus(-3))]
    weighted = weigh(_inputs(statements, [theme("x", "123", MAY.plus(-4))], {}))[0][0]
    assert [quote.statement_id for quote in weighted.quotes] == ["2", "3"]
    assert weighted.status is ThemeStatus.GONE
    assert (weighted.weights.statements, weighted.weights.arr) == (0, 0.0)


@st.composite
def _cases(draw: st.DrawFn) -> WeighInputs:
    count = draw(st.integers(0, 30))
    statements = [
        said(
            f"s{index:02}",
            draw(st.sampled_from(["A", "B", "C", "D", None])),
            MAY.plus(-draw(st.sampled_from([0, 0, 0, 1, 2, 5]))),
            draw(st.sampled_from(["", "the same words", "The same  words"])),
            severity=draw(st.sampled_from([0.0, 0.3, 1.0])),
        )
        for index in range(count)
    ]
    homes = [draw(st.sampled_from(["x", "y", "z", ""])) for _ in statements]
    themes = [
        theme(name, [one.id for one, home in zip(statements, homes, strict=True) if home == name])
        for name in sorted(set(homes) - {""})
    ]
    arr = draw(st.dictionaries(st.sampled_from("ABCDE"), st.floats(0.01, 1e7)))
    risk = draw(st.dictionaries(st.sampled_from("ABCDE"), st.floats(0, 1)))
    return replace(_inputs(statements, themes, arr), risk_by_account=risk)


@settings(max_examples=60, deadline=None)
@given(_cases(), st.randoms(use_true_random=False))
def test_laws_of_attribution(inputs: WeighInputs, chance: random.Random) -> None:
    weighted, coverage, unclustered = weigh(inputs)
    heard = sum(one.weights.arr_split for one in weighted) + unclustered.arr
    assert heard == pytest.approx(coverage.arr, rel=1e-9, abs=1e-6)
    book = sum(inputs.arr_by_account.values())
    words = {one.id: one.text for one in inputs.statements}
    said_now = {one.account_id for one in inputs.statements if one.day.month == MAY.number}
    assert coverage.arr == pytest.approx(
        sum(amount for account, amount in inputs.arr_by_account.items() if account in said_now)
    )
    for one in weighted:
        assert one.weights.arr <= book * (1 + 1e-12)
        assert one.weights.arr_at_risk <= one.weights.arr * (1 + 1e-12)
        assert one.weights.accounts <= min(4, one.weights.statements)
        texts = {" ".join(words[member].casefold().split()) for member in one.theme.members}
        assert len(one.quotes) >= min(2, len(texts))
        assert all(quote.text == words[quote.statement_id] for quote in one.quotes)
    counted = sum(one.weights.statements for one in weighted) + unclustered.statements
    assert counted == coverage.statements
    statements, themes = list(inputs.statements), list(inputs.themes)
    chance.shuffle(statements)
    chance.shuffle(themes)
    arr = dict(chance.sample(sorted(inputs.arr_by_account.items()), len(inputs.arr_by_account)))
    again = weigh(replace(inputs, statements=statements, themes=themes, arr_by_account=arr))
    assert again[1:] == (coverage, unclustered)
    assert [(one.theme.id, one.status, one.weights, one.quotes) for one in again[0]] == [
        (one.theme.id, one.status, one.weights, one.quotes) for one in weighted
    ]
