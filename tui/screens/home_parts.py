"""The parts of the home screen that are reckoned one after another, each in a worker of its own.

One at a time leaves the loop its share of the processor: a key is answered while the book is being read. A part
asks the desk in the worker and answers with what fills the screen, which runs in the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui import words
from tui.widgets import headline
from tui.widgets.block import Block
from tui.widgets.due_today import DueToday
from tui.widgets.headline import Headline
from tui.widgets.renewal_table import RenewalTable
from tui.widgets.retention_plot import RetentionPlot

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desk import Desk


Page = Screen[Any]
Fill = Callable[[Page], None]

_DUE = 60  # lines of plays kept at hand; the room of plays has them all


@dataclass(frozen=True, slots=True)
class Part:
    """``ask`` works in a thread and may raise; ``lack`` says on the screen why there is nothing to show."""

    name: str
    ask: Callable[[Desk, Month | None], Fill]
    lack: Callable[[Page, str], None]


def _revenue(desk: Desk, month: Month | None) -> Fill:
    metrics, points = desk.revenue(month), desk.trend(month)

    def fill(page: Page) -> None:
        page.query_one(Headline).show_revenue(metrics)
        page.query_one(RetentionPlot).show_points(points, metrics.currency)
        page.query_one("#trend", Block).fill("of the year that ends with each month")

    return fill


def _no_revenue(page: Page, why: str) -> None:
    page.query_one(Headline).lack(headline.REVENUE, "n/a", "no revenue data")
    page.query_one("#trend", Block).say(why)


def _due(desk: Desk, _month: Month | None) -> Fill:
    board = desk.due()

    def fill(page: Page) -> None:
        now = sum(line.due <= board.as_of for line in board.lines)
        note = f"{now:,} due on {board.as_of}, {len(board.lines) - now:,} soon, {board.waiting:,} wait"
        if board.lines:
            page.query_one("#due", Block).fill(note)
        else:
            page.query_one("#due", Block).say(
                "No play is called for: nothing that was heard or seen asks for one."
            )
        page.query_one(DueToday).show_due(board.lines[:_DUE], board.as_of)

    return fill


def _no_due(page: Page, why: str) -> None:
    page.query_one("#due", Block).say(why)


def _standing(desk: Desk, month: Month | None) -> Fill:
    standing = desk.standing(month)

    def fill(page: Page) -> None:
        page.query_one(Headline).show_standing(standing)
        soon, currency = standing.renewing, standing.currency
        if soon:
            page.query_one("#renewals", Block).fill(
                f"{words.count(len(soon), 'account')}, {words.short_amount(standing.renewing_arr, currency)}"
            )
        else:
            page.query_one("#renewals", Block).say("No account is known to renew within 90 days.")
        page.query_one(RenewalTable).show_renewals(soon, currency, standing.method)

    return fill


def _no_standing(page: Page, why: str) -> None:
    page.query_one(Headline).lack(headline.STANDING, "n/a", why.partition(":")[0])
    page.query_one("#renewals", Block).say(why)


def _contacts(desk: Desk, _month: Month | None) -> Fill:
    view = desk.contacts()
    return lambda page: page.query_one(Headline).show_contacts(view)


def _no_contacts(page: Page, why: str) -> None:
    page.query_one(Headline).lack(headline.CONTACTS, "n/a", why)


def wait(page: Page) -> None:
    """Take away the figures of the month that was shown, until those of the next are known."""
    page.query_one(Headline).wait()
    page.query_one(RetentionPlot).wait()
    page.query_one(RenewalTable).show_renewals((), "", "")
    for key in ("#trend", "#renewals"):
        page.query_one(key, Block).wait()


def lacking(part: Part, why: str) -> Fill:
    """Fills the part's place with why there is nothing to show."""

    def fill(page: Page) -> None:
        part.lack(page, why)

    return fill


REVENUE = Part("revenue", _revenue, _no_revenue)
DUE = Part("plays due", _due, _no_due)
STANDING = Part("standing", _standing, _no_standing)
CONTACTS = Part("contacts", _contacts, _no_contacts)
