"""Ways from one room to another: a screen or widget posts one of these, and the app goes there.

So no screen knows another. Escape leads back from what was opened on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desk import Desk


class Opened(Message):
    """A workspace is there now, where there was none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


class OpenRoom(Message):
    """Enter the room of this name in ``tui.rooms``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class OpenTheme(Message):
    """Read a theme of a month; None is the latest."""

    def __init__(self, theme_id: str, month: Month | None = None) -> None:
        super().__init__()
        self.theme_id, self.month = theme_id, month


class OpenAccount(Message):
    """Read the page of an account, by its id."""

    def __init__(self, account_id: str) -> None:
        super().__init__()
        self.account_id = account_id


class OpenEvidence(Message):
    """Read a ticket, answer or call whole, with the words ``quoted`` of the part ``part_id`` marked in it."""

    def __init__(self, item_id: str, part_id: str = "", quoted: str = "") -> None:
        super().__init__()
        self.item_id, self.part_id, self.quoted = item_id, part_id, quoted


class OpenFigure(Message):
    """Open a figure by the id that ``nrr explain`` takes."""

    def __init__(self, figure_id: str) -> None:
        super().__init__()
        self.figure_id = figure_id


class AskAbout(Message):
    """Ask the assistant about an account, a theme or a month alone; what is not given is left open."""

    def __init__(self, account_id: str = "", theme_id: str = "", month: Month | None = None) -> None:
        super().__init__()
        self.account_id, self.theme_id, self.month = account_id, theme_id, month


class OpenDraft(Message):
    """Read, mend and decide on a draft, by its id."""

    def __init__(self, draft_id: str) -> None:
        super().__init__()
        self.draft_id = draft_id
