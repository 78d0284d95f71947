"""The bounds of intervals written as formulas, so that a reader computes them the way that the program does.

Keeps the rule that what is written here is what ``accounts.outcomes.intervals`` computes.
"""

from __future__ import annotations

from accounts.outcomes.intervals import PRIOR_PLAYS

BOUNDS = ("low", "high")


def newcombe_formula(first: tuple[str, str], second: tuple[str, str], bound: str) -> str:
    """A bound of the difference of two shares, each ``(share, size)`` in the names of inputs; ``z`` is one too.
    Newcombe's hybrid of two Wilson intervals (Statistics in Medicine 17, 1998, method 10)."""
    apart = f"{first[0]} - {second[0]}"
    if bound == "low":
        reach = _hypot(f"{first[0]} - {_wilson(first, 'low')}", f"{_wilson(second, 'high')} - {second[0]}")
        return f"{apart} - {reach}"
    reach = _hypot(f"{_wilson(first, 'high')} - {first[0]}", f"{second[0]} - {_wilson(second, 'low')}")
    return f"{apart} + {reach}"


def change_formula(bound: str) -> str:
    """A bound of a mean difference, of ``estimate``, ``z``, ``n``, ``apart``, ``noise``, ``within``, ``of_mean``."""
    own = "(n - 1) * max(0, apart - noise)"
    variance = f"({own} + {PRIOR_PLAYS} * within) / (n - 1 + {PRIOR_PLAYS})"
    return f"estimate {'-' if bound == 'low' else '+'} z * sqrt({variance} / n + of_mean)"


def _wilson(of: tuple[str, str], bound: str) -> str:
    share, n = of
    middle = f"{share} + z * z / (2 * {n})"
    reach = f"z * sqrt({share} * (1 - {share}) / {n} + z * z / (4 * {n} * {n}))"
    scale = f"(1 + z * z / {n})"
    if bound == "low":
        return f"max(0, ({middle} - {reach}) / {scale})"
    return f"min(1, ({middle} + {reach}) / {scale})"


def _hypot(one: str, other: str) -> str:
    return f"sqrt(({one}) * ({one}) + ({other}) * ({other}))"
