"""What happened at an account, line by line, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui.account_words import moment_mark
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.timeline import Moment


class TimelineTable(Table["Moment"]):
    """Shows moments in the order given. Posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Timeline"

    class Chosen(Message):
        """``moment`` was opened."""

        def __init__(self, moment: Moment) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self) -> None:
        super().__init__(
            (
                Column("day", "Day", 10, lambda one, _rank: one.day.isoformat()),
                Column("mark", " ", 1, lambda one, _rank: moment_mark(one.kind.value)),
                Column("kind", "Kind", 9, lambda one, _rank: one.kind.value, least=52),
                Column("what", "What", 16, lambda one, _rank: Untrusted(one.what), least=72),
                Column("text", "Words", 0, lambda one, _rank: Untrusted(one.text), least=72),
                Column("text", "What", 0, lambda one, _rank: Untrusted(_both(one)), most=71),
            )
        )

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show ``moments``, from the newest."""
        self.show_rows(moments)

    def chosen(self, row: Moment) -> None:
        self.post_message(self.Chosen(row))


def _both(one: Moment) -> str:
    return f"{one.what}: {one.text}" if one.what and one.text else one.what or one.text
