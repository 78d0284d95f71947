"""The first line of every screen: whose workspace, which month, which place."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from foundation.months import Month
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted


class TitleBar(Static):
    """``nrr  Themes · [ October 2026 ] · Tallyfield``; the brackets are the keys that change the month."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self.show_month("", None)

    def show_month(self, company: str, month: Month | None, note: str = "") -> None:
        """Name the company and month; ``note`` says more about what is shown."""
        parts = [Content.styled(" nrr ", "bold reverse"), Content(" "), Content.styled(self._place, "bold")]
        if month is not None:
            parts += [Content.styled(" · [ ", "dim"), Content(month.title), Content.styled(" ]", "dim")]
        if company:
            parts += [Content(" · "), Content(Untrusted(company).line(40))]
        if note:
            parts += [Content.styled(f" · {note}", "dim")]
        self.update(Content("").join(parts))
