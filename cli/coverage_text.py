"""Coverage as text and as JSON."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from cli.churn_text import cut
from cli.output import WIDTH, table, wrapped
from foundation.money import amount, count

if TYPE_CHECKING:
    from accounts.coverage import AccountCoverage
    from workspace.coverage import CoverageView

_NAME = 30
_READ = (
    "Order: ARR x the share that it lacks of what full coverage takes (a sponsor of ours, three levels, three "
    "functions, two champions, an executive spoken to within a quarter). Days since an executive was spoken to, and "
    "since feedback was heard; ? where no day is known."
)


def coverage_text(view: CoverageView, currency: str, *, full: bool) -> str:
    """The accounts with what is missing at each; one in full where it was asked for."""
    if full and view.lines:
        return "\n\n".join(_coverage_of(line, view.as_of, currency) for line in view.lines)
    heads = ("Account", "ARR", "Lacks", "Cells", "Executive", "Heard")
    rows = [
        (
            f"{cut(line.name, _NAME)} ({line.account})",
            _arr(line.arr, currency),
            f"{line.lacking} of {len(line.needs)}",
            f"{line.filled}/9",
            _ago(line.last_executive_contact, view.as_of) if line.levels["executive"] else "nobody",
            _ago(line.last_heard, view.as_of),
        )
        for line in view.lines
    ]
    head = (
        f"Coverage on {view.as_of}: the top {view.top:,} of {view.accounts:,} accounts by ARR; "
        f"{view.top_with_gaps:,} have gaps, {view.top_without_sponsor:,} no executive sponsor"
    )
    if not rows:
        return f"{_fitted(head)}\n\nNo account fits."
    titles, *lines = table(heads, rows, "lrrrrr").split("\n")
    body = [titles]
    for line, cells in zip(view.lines, lines, strict=True):
        body += [cells, _fitted(f"  {'; '.join(line.gaps) or 'no gaps'}", "    ")]
    return "\n".join([_fitted(head), "", *body, "", _fitted(_READ)])


def _coverage_of(line: AccountCoverage, day: date, currency: str) -> str:
    functions = list(line.functions)
    grid = [
        (level, *(str(cells[name] or "-") for name in functions), str(line.levels[level]))
        for level, cells in line.cells.items()
    ]
    people = f"{count(line.contacts, 'contact')}" + (
        "" if line.champions is None else f", {count(line.champions, 'champion')}"
    )
    lines = [
        f"{line.name} ({line.account}) on {day}: {_arr(line.arr, currency)} ARR, {people}",
        "",
        table(("", *functions, "all"), grid, "l" + "r" * (len(functions) + 1)),
        "",
        f"executive sponsor       {line.executive_sponsor or 'nobody named'}",
        f"last executive contact  {line.last_executive_contact or 'not known'}",
        f"last heard              {line.last_heard or 'never'}",
    ]
    for one in line.left:
        role = ", ".join(
            part for part in (one.level, one.function, "champion" if one.champion else "") if part
        )
        lines.append(f"left {one.left}         {one.name}" + (f" ({role})" if role else ""))
    lines += [
        "",
        f"{line.filled} of 9 cells, lacks {line.lacking} of {len(line.needs)} needs; rows: nrr explain "
        f"coverage:{line.account}@{day}",
    ]
    return "\n".join([*lines, "", wrapped(f"gaps: {'; '.join(line.gaps) or 'none'}", indent="  ")])


def coverage_shape(view: CoverageView) -> dict[str, object]:
    """``nrr coverage --json``."""
    from accounts.coverage_people import people_figures
    from accounts.revenue.standing import month_known_on
    from workspace.coverage import figure
    from workspace.explain_growth import coverage_figures

    month = month_known_on(view.as_of)
    return {
        "date": view.as_of.isoformat(),
        "accounts_paying": view.accounts,
        "top": view.top,
        "top_with_gaps": view.top_with_gaps,
        "top_without_sponsor": view.top_without_sponsor,
        "figures": coverage_figures(view.as_of),
        "not_understood": list(view.unread),
        "accounts": [
            asdict(line)
            | {
                "filled": line.filled,
                "lacking": line.lacking,
                "arr_exposed": line.exposed,
                "figures": {
                    "filled": figure(line.account, view.as_of),
                    "lacking": f"coverage_lacking:{line.account}@{view.as_of}",
                    **people_figures(line, view.as_of),
                }
                | (
                    {}
                    if line.arr is None
                    else {
                        "arr": f"arr:{line.account}@{month}",
                        "arr_exposed": f"coverage_exposed:{line.account}@{view.as_of}",
                    }
                ),
                "figure": figure(line.account, view.as_of),
                "left": [asdict(one) | {"left": one.left.isoformat()} for one in line.left],
                "last_executive_contact": _iso(line.last_executive_contact),
                "last_heard": _iso(line.last_heard),
            }
            for line in view.lines
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _arr(arr: float | None, currency: str) -> str:
    return "" if arr is None else amount(arr, currency)


def _ago(then: date | None, day: date) -> str:
    return "?" if then is None else f"{(day - then).days} d"


def _fitted(text: str, indent: str = "") -> str:
    """``text`` broken to the terminal's width, to that of prose where there is none or it is wider."""
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
