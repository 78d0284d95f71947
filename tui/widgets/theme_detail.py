"""One theme in full: what it is, what it is worth, why it ranks where it does, and who said what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui import theme_words, words
from tui.quiet_focus import QuietFocus
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted
from tui.widgets.account_bars import AccountBars
from tui.widgets.priority_bars import PriorityBars
from tui.widgets.quote_card import QuoteCard
from tui.widgets.theme_cuts import ThemeCuts
from tui.widgets.trend_plot import TrendPlot

if TYPE_CHECKING:
    from synthesis.themes import Quote, WeightedTheme


class ThemeDetail(QuietFocus, VerticalScroll):
    """Scrolls with the arrows; ``n`` and ``p`` walk the quotes, ``a`` goes to the accounts, and there the arrows
    walk from one to the next."""

    BINDING_GROUP_TITLE = "Theme"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "quote(1)", "Quote", tooltip="Next quote"),
        Binding("p", "quote(-1)", "Quote before", show=False),
        Binding("a", "accounts", "Accounts", tooltip="To the accounts; enter opens one"),
    ]

    _shown: WeightedTheme | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("No theme chosen.", "dim"), id="about")
        yield PriorityBars()
        yield TrendPlot()
        yield AccountBars()
        yield ThemeCuts()
        yield Static(
            Content.assemble(("Quotes", "bold"), ("   v lists everything said", "dim")), id="quotes-title"
        )

    def show_theme(
        self,
        theme: WeightedTheme,
        names: Mapping[str, str],
        currency: str,
        cited: Mapping[str, str] | None = None,
    ) -> None:
        """Show ``theme``, from its top; ``cited`` leads from items to the ids they have where they come from."""
        if theme is self._shown:
            return  # the same again stays as it is, where one has read to too
        same = self._shown is not None and theme.theme.id == self._shown.theme.id
        self._shown = theme
        self.query_one("#about", Static).update(_about(theme, currency))
        self.query_one(PriorityBars).show_weights(theme.weights, currency)
        self.query_one(TrendPlot).show_trend(theme.weights.trend, theme.weights.growth)
        self.query_one(AccountBars).show_accounts(theme.weights, names, currency)
        self.query_one(ThemeCuts).show_cuts(theme.theme, theme.weights, currency)
        self._show_quotes(theme.quotes, names, cited or {})
        self.set_class(False, "-empty")
        if not same:
            self.scroll_home(animate=False)

    def clear(self) -> None:
        """Show that no theme is chosen."""
        self._shown = None
        self.query_one("#about", Static).update(Content.styled("No theme fits.", "dim"))
        self.set_class(True, "-empty")

    @property
    def quote(self) -> Quote | None:
        """The quote that the cursor stands on."""
        return next((card.quote for card in self.query(QuoteCard) if card.has_focus), None)

    def _show_quotes(
        self, quotes: tuple[Quote, ...], names: Mapping[str, str], cited: Mapping[str, str]
    ) -> None:
        cards = list(self.query(QuoteCard))
        fresh = [QuoteCard() for _ in quotes[len(cards) :]]
        if fresh:
            self.mount_all(fresh)
        for at, card in enumerate([*cards, *fresh]):
            card.display = at < len(quotes)
            if at < len(quotes):
                card.show_quote(quotes[at], names, cited.get(quotes[at].item_id, ""))

    def action_scroll_down(self) -> None:
        if self._on_card():
            self.action_quote(1)
        else:
            super().action_scroll_down()

    def action_scroll_up(self) -> None:
        if self._on_card():
            self.action_quote(-1)
        else:
            super().action_scroll_up()

    def _on_card(self) -> bool:
        return any(card.has_focus for card in self.query(QuoteCard))

    def action_accounts(self) -> None:
        self.query_one(AccountBars).focus()

    @on(AccountBars.Left)
    def _past_the_accounts(self, message: AccountBars.Left) -> None:
        """Before the first account stands the theme, after the last the first quote."""
        message.stop()
        if message.step < 0:
            self.focus()
        else:
            self.action_quote(1)

    def action_quote(self, step: int) -> None:
        cards = [card for card in self.query(QuoteCard) if card.display]
        if not cards:
            return
        at = next((index for index, card in enumerate(cards) if card.has_focus), None)
        wanted = (0 if step > 0 else len(cards) - 1) if at is None else at + step
        if wanted < 0:
            self.focus()
        else:
            cards[min(wanted, len(cards) - 1)].focus()


def _about(weighted: WeightedTheme, currency: str) -> Content:
    from synthesis.overlay import decided

    theme, weights = weighted.theme, weighted.weights
    low, high = weights.arr_at_risk_interval
    mark = theme_words.status_mark(weighted.status.value)
    standing = (
        f"{mark} {weighted.status.value} {theme.kind.value} since {theme.born.title}\n"
        f"stability {words.decimal(theme.stability)} · id {theme.id[:8]}"
    )
    said = f"{words.count(weights.accounts, 'account')}, {words.count(weights.statements, 'statement')}"
    said += (
        f", {weights.copies:,} near {'copy' if weights.copies == 1 else 'copies'}" if weights.copies else ""
    )
    lines = [
        Untrusted(theme.label).content(200, "bold"),
        Content.styled(standing, "dim"),
        *(Content.styled(line, "bold") for line in decided(weighted)),
        Content.assemble("“", Untrusted(theme.summary).content(400, "italic"), "”")
        if theme.summary
        else Content.styled("Nobody has spoken of it in this window.", "dim"),
        Content(""),
        _figure("ARR", weights.arr, currency, said),
        _figure("At risk", weights.arr_at_risk, currency, words.interval(low, high, currency)),
        _figure(
            "Split",
            weights.arr_split,
            currency,
            f"largest account {words.percent(weights.largest_account_share, 0)}",
        ),
    ]
    return Content("\n").join(lines)


def _figure(name: str, value: float, currency: str, note: str) -> Content:
    return Content.assemble(
        f"{name:<8}", (f"{words.short_amount(value, currency):>8}", "bold"), (f"  {note}", "dim")
    )
