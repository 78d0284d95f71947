"""Formulas of explanations: arithmetic, and nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.arithmetic import FormulaError, compute, recomputed, same
from accounts.explanation import Explanation, Input


def test_a_ratio_by_hand() -> None:
    values = {"start": 1000.0, "expansion": 50.0, "contraction": 20.0, "churn": 130.0}
    assert compute("(start + expansion - contraction - churn) / start", values) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("-sum(inputs)", -6.0),
        ("min(inputs)", 1.0),
        ("max(a, b) * 2", 4.0),
        ("abs(a - c)", 2.0),
        ("exp(0)", 1.0),
        ("log(exp(3))", 3.0),
        ("sqrt(b + 2)", 2.0),
        ("product(1 - a / b, c)", 1.5),
        ("median(inputs)", 2.0),
        ("mean(a, a, c)", 5 / 3),
        ("lower_quartile(inputs)", 1.5),
        ("upper_quartile(a, b, c, 9)", 4.5),
        ("1 / (1 + exp(-(a - 1)))", 0.5),
        ("2.5e1 + .5", 25.5),
    ],
)
def test_what_a_formula_may_say(formula: str, expected: float) -> None:
    assert compute(formula, {"a": 1.0, "b": 2.0, "c": 3.0}) == pytest.approx(expected)


def test_the_sum_of_no_inputs_is_nothing() -> None:
    assert compute("sum(inputs)", {}) == 0


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "a +",
        "missing",
        "a ** 9",
        "a // 2",
        "a if a else b",
        "a.real",
        "a[0]",
        "'a'",
        "True",
        "[a]",
        "a < b",
        "lambda: a",
        "__import__('os')",
        "open(a)",
        "min(a, key=b)",
        "min()",
        "exp(a, b)",
        "sum(*a)",
        "a / 0",
        "exp(9999)",
        "(" * 400 + "a" + ")" * 400,
        "+".join(["a"] * 100_000),
    ],
)
def test_all_else_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        compute(formula, {"a": 1.0, "b": 2.0})


@given(st.lists(st.floats(-1e9, 1e9), max_size=50))
def test_a_sum_of_inputs_is_their_exact_sum(amounts: list[float]) -> None:
    values = {f"account {number}": amount for number, amount in enumerate(amounts)}
    assert compute("sum(inputs)", values) == math.fsum(amounts)


def test_a_figure_without_a_value_has_no_result_either() -> None:
    figure = Explanation(
        "nrr:2026-10", "", None, "", "kept / start", (Input("kept", 0), Input("start", 0)), ()
    )
    assert recomputed(figure) is None
    assert same(None, None)
    assert not same(0.0, None)
