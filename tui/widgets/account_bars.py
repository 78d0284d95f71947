"""The accounts behind a theme, by ARR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from synthesis.figures import ThemeWeights

_MOST = 8
_NAME = 22


class AccountBars(Static):
    """Name, bar against the largest, ARR, statements; the largest first."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_accounts(self, weights: ThemeWeights, names: Mapping[str, str], currency: str) -> None:
        shares = weights.top_accounts[:_MOST]
        top = max((share.arr for share in shares), default=0.0) or 1.0
        lines = [Content.styled("Accounts by ARR", "bold")]
        for share in shares:
            name = Untrusted(names.get(share.account_id, share.account_id)).line(_NAME)
            lines.append(
                Content.assemble(
                    Content(set_cell_size(name, _NAME)),
                    " ",
                    (words.bar(share.arr / top, 8), "$primary"),
                    f" {words.short_amount(share.arr, currency):>7}",
                    (f"  {share.statements:,} said", "dim"),
                )
            )
        if weights.accounts > len(shares):
            lines.append(
                Content.styled(f"and {words.count(weights.accounts - len(shares), 'account')} more", "dim")
            )
        self.update(Content("\n").join(lines))
