"""Gives each field a column of its own so that the whole is worth most.

The Hungarian method with potentials (Kuhn 1955, in the form of Jonker and Volgenant's shortest augmenting
paths), written out because scipy's takes a second to load and a file has a few dozen columns.
"""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(worth: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row to column, each column at most once, with the largest sum of ``worth``; pairs worth nothing are
    left out. Equal sums are settled the same way every time."""
    if not worth or not worth[0]:
        return {}
    rows, columns = len(worth), len(worth[0])
    width = columns + rows  # as many columns worth nothing as there are rows, so that each row finds one
    cost = [[-value for value in row] + [0.0] * rows for row in worth]
    owner = [-1] * width
    row_price, column_price = [0.0] * rows, [0.0] * width
    for row in range(rows):
        _augment(row, cost, owner, row_price, column_price)
    return {row: column for column, row in enumerate(owner[:columns]) if row >= 0 and worth[row][column] > 0}


def _augment(
    row: int,
    cost: Sequence[Sequence[float]],
    owner: list[int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give ``row`` a column along the cheapest path of changes of hands."""
    width = len(owner)
    least, back = [float("inf")] * width, [-1] * width
    done: list[int] = []
    seen = [False] * width
    at, column = row, -1
    while at >= 0:
        if column >= 0:
            seen[column] = True
            done.append(column)
        step, nearest = float("inf"), -1
        for other in range(width):
            if seen[other]:
                continue
            price = cost[at][other] - row_price[at] - column_price[other]
            if price < least[other] - 1e-12:
                least[other], back[other] = price, column
            if least[other] < step - 1e-12:
                step, nearest = least[other], other
        row_price[row] += step
        for passed in done:
            row_price[owner[passed]] += step
            column_price[passed] -= step
        least = [value if seen[place] else value - step for place, value in enumerate(least)]
        column, at = nearest, owner[nearest]
    while column >= 0:
        before = back[column]
        owner[column] = row if before < 0 else owner[before]
        column = before
