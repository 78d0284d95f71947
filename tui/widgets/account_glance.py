"""The account under the cursor in two lines: who it is, and why it stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import account_words, words
from tui.account_order import flags_of
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from workspace.account_rows import AccountBoard, AccountEntry


class AccountGlance(Static):
    """Says in words what the narrow table says in signs."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_entry(self, one: AccountEntry, board: AccountBoard) -> None:
        """Show an account of ``board``."""
        name = Content(Untrusted(one.name).line(40)).stylize("bold")
        who = [Untrusted(one.id).line(20), Untrusted(one.tier).line(20), Untrusted(one.segment).line(20)]
        who += [Untrusted(one.owner).line(30) if one.owner else "no owner", _money(one, board)]
        first = Content.assemble(name, ("  " + " · ".join(part for part in who if part), "dim"))
        told = [account_words.in_days(one.days)] if one.customer else ["pays nothing"]
        if one.weakest:
            told.append(f"weakest: {Untrusted(one.weakest.replace('_', ' ')).line(30)}")
        if flags := account_words.flag_words(flags_of(one)):
            told.append(flags)
        if one.growth and one.held_back:
            told.append(f"signs of growth, held back: {Untrusted(one.held_back[0]).line(60)}")
        self.update(Content("\n").join([first, Content(" · ".join(told))]))

    def clear(self) -> None:
        """No account is chosen."""
        self.update(Content(""))


def _money(one: AccountEntry, board: AccountBoard) -> str:
    return "" if one.arr is None else f"{words.amount(one.arr, board.currency)} of ARR"
