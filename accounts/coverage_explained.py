"""Opens the figures of coverage: the cells that are filled, the needs that are not met, the ARR that this exposes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from accounts.explanation import Explanation, Input, RowKey
from accounts.health.context import row_keys
from accounts.revenue.standing import month_known_on

if TYPE_CHECKING:
    from accounts.book import AccountBook
    from accounts.coverage import AccountCoverage, Coverage


def explain_coverage(book: AccountBook, found: Coverage, account: str, figure: str) -> Explanation | None:
    """The filled cells of an account opened: each cell is 1 where somebody is known there; None for an account
    that is not among those covered."""
    line = next((one for one in found.accounts if one.account == account), None)
    if line is None:
        return None
    own = book.contacts[book.contacts["account"] == account]
    return Explanation(
        figure=figure,
        title=f"Levels and functions known at {account} on {found.as_of}",
        value=float(line.filled),
        unit="cells of 9",
        formula="sum(inputs)",
        inputs=tuple(
            Input(f"{level}_{function}", float(count > 0), "cell")
            for level, row in line.cells.items()
            for function, count in row.items()
        ),
        rows=row_keys("contacts", own, ("account", "email", "name")) or (RowKey("accounts", (account,)),),
        words=f"Gaps: {'; '.join(line.gaps) or 'none'}.",
    )


def explain_lacking(book: AccountBook, line: AccountCoverage, as_of: date, figure: str) -> Explanation:
    """How many needs of full coverage are not met at an account: 1 for each that is not."""
    own = book.contacts[book.contacts["account"] == line.account]
    return Explanation(
        figure=figure,
        title=f"What {line.account} lacks of full coverage on {as_of}",
        value=float(line.lacking),
        unit=f"needs of {len(line.needs)}",
        formula="sum(inputs)",
        inputs=tuple(Input(name.replace(" ", "_"), float(not met)) for name, met in line.needs.items()),
        rows=tuple(
            sorted(
                {
                    RowKey("accounts", (line.account,)),
                    *row_keys("contacts", own, ("account", "email", "name")),
                }
            )
        ),
        words=f"1 where it is not met. Gaps: {'; '.join(line.gaps) or 'none'}.",
    )


def explain_exposed(
    lacking: Explanation, line: AccountCoverage, as_of: date, figure: str, currency: str
) -> Explanation | None:
    """ARR x the share of the needs that is not met; None without revenue data."""
    if line.arr is None:
        return None
    return replace(
        lacking,
        figure=figure,
        title=f"ARR of {line.account} by the share of full coverage that it lacks on {as_of}",
        value=line.exposed,
        unit=currency,
        formula="arr * lacking / needs",
        inputs=(
            Input("arr", line.arr, currency, f"arr:{line.account}@{month_known_on(as_of)}"),
            Input("lacking", float(line.lacking), "needs", f"coverage_lacking:{line.account}@{as_of}"),
            Input("needs", float(len(line.needs)), "needs"),
        ),
    )
