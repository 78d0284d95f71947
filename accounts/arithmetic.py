"""Computes the formulas that explanations print, so that a reader's recomputation is the program's own.

Keeps the rule that a formula is arithmetic and nothing else: numbers, names, ``+ - * /``, and the functions
below. Anything more is refused before it is computed; no code ever runs.
"""

from __future__ import annotations

import ast
import math
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence

from accounts.explanation import Explanation

ALL_INPUTS = "inputs"
"""Stands for every input of the explanation, as the one argument of a function: ``sum(inputs)``."""

_TWO: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ONE: dict[type[ast.unaryop], Callable[[float], float]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
_OF_MANY: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum,
    "product": math.prod,
    "mean": statistics.fmean,
    "median": statistics.median,
    "lower_quartile": lambda values: _quartile(values, 0.25),
    "upper_quartile": lambda values: _quartile(values, 0.75),
    "min": min,
    "max": max,
}
_OF_ONE: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
}


def _beta_quantile(share: float, a: float, b: float) -> float:
    from scipy.stats import beta

    return float(beta.ppf(share, a, b))


_OF_THREE: dict[str, Callable[[float, float, float], float]] = {"beta_quantile": _beta_quantile}
_CLOSE = 1e-6  # MRR is kept to a millionth


class FormulaError(ValueError):
    """The formula is no arithmetic over the names that it was given."""


def compute(formula: str, values: Mapping[str, float]) -> float:
    """What ``formula`` gives with ``values`` for its names.

    Raises FormulaError for anything but arithmetic, for a name without a value, and where the arithmetic has
    no result (a division by zero, an overflow, the logarithm of nothing).
    """
    try:
        tree = ast.parse(formula, mode="eval")
        return _value(tree.body, values)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise FormulaError(f"{formula!r} is no formula") from error
    except FormulaError:
        raise
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise FormulaError(f"{formula!r} has no result: {error}") from error


def recomputed(explanation: Explanation) -> float | None:
    """The figure computed again from its inputs; None where the formula has no result, as its figure has none.

    Raises FormulaError where the figure has a value and the formula none.
    """
    try:
        return compute(explanation.formula, {one.name: one.value for one in explanation.inputs})
    except FormulaError:
        if explanation.value is None:
            return None
        raise


def same(value: float | None, again: float | None) -> bool:
    """Whether two results are one, but for the last digits that the order of a sum leaves."""
    if value is None or again is None:
        return value is again
    return math.isclose(value, again, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _quartile(values: Sequence[float], share: float) -> float:
    """Between the two values nearest, in proportion."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name):
            if name not in values:
                raise FormulaError(f"{name} has no value")
            return values[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _TWO:
            return _TWO[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _ONE:
            return _ONE[type(sign)](_value(operand, values))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _called(name, _arguments(args, values))
        case _:
            raise FormulaError(f"{ast.unparse(node)} is no arithmetic")


def _arguments(args: Sequence[ast.expr], values: Mapping[str, float]) -> list[float]:
    match args:
        case [ast.Name(id=name)] if name == ALL_INPUTS and name not in values:
            return list(values.values())
        case _:
            return [_value(one, values) for one in args]


def _called(name: str, arguments: Sequence[float]) -> float:
    if name in _OF_ONE and len(arguments) == 1:
        return _OF_ONE[name](arguments[0])
    if name in _OF_THREE and len(arguments) == 3:
        return _OF_THREE[name](*arguments)
    if name in _OF_MANY and (arguments or name == "sum"):
        return float(_OF_MANY[name](arguments))
    raise FormulaError(f"{name} is no function of {len(arguments)} numbers")
