"""The month's figures side by side: retention, revenue and its risk, who was heard, who is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Grid

from tui import words
from tui.stylesheet import stylesheet
from tui.widgets.figure_tile import FigureTile

if TYPE_CHECKING:
    from accounts.figures import RevenueMetrics
    from synthesis.themes import SynthesisRun
    from workspace.book_standing import BookStanding
    from workspace.coverage import CoverageView

REVENUE = ("nrr", "grr", "arr")
STANDING = ("risk", "renewing")
RUN = ("heard", "loose")
CONTACTS = ("contacts",)
_TOLD_BY = {"model": "by the model", "scorecard": "by scorecard"}  # two measures, not to be compared
_ONE_ROW = 136  # cells that all the figures take side by side


class Headline(Grid):
    """Eight figures; each part is filled in when it is known."""

    BINDING_GROUP_TITLE = "Figures"
    DEFAULT_CSS = stylesheet(__file__)
    _NAMES = (
        ("nrr", "NRR"),
        ("grr", "GRR"),
        ("arr", "ARR"),
        ("risk", "At risk"),
        ("renewing", "Renews in 90 d"),
        ("heard", "Heard from"),
        ("loose", "In no theme"),
        ("contacts", "Contact gaps"),
    )

    def compose(self) -> ComposeResult:
        for key, name in self._NAMES:
            yield FigureTile(name, key)

    def on_resize(self) -> None:
        self.styles.grid_size_columns = len(self._NAMES) // (1 if self.size.width >= _ONE_ROW else 2)

    def wait(self) -> None:
        """Show the figures that are reckoned by the month as on their way."""
        self.lack((*REVENUE, *STANDING), "…", "")

    def lack(self, keys: Iterable[str], value: str, note: str) -> None:
        """Say of the figures of ``keys`` that there is none, and why."""
        for key in keys:
            self._tile(key).show_value(value, note)

    def show_revenue(self, metrics: RevenueMetrics | None) -> None:
        """Retention of the month with trailing twelve; None when there is no revenue data."""
        if metrics is None:
            self.lack((*REVENUE, *STANDING), "n/a", "no revenue data")
            return
        year, month = metrics.trailing_12, metrics.month
        for key, now, then in (
            ("nrr", metrics.retention.nrr, year.nrr),
            ("grr", metrics.retention.grr, year.grr),
        ):
            self._tile(key).show_value(words.percent(now), f"year {words.percent(then)}", f"{key}:{month}")
        arr = words.short_amount(metrics.end_mrr * 12, metrics.currency)
        self._tile("arr").show_value(
            arr, words.count(metrics.accounts, "account"), f"listed_arr:{metrics.month}"
        )

    def show_standing(self, standing: BookStanding) -> None:
        """ARR at risk with its share of the ARR and what tells it, and what renews soon."""
        figures, currency = standing.figures, standing.currency
        if standing.at_risk is None:
            self._tile("risk").show_value("–", "nothing to tell by")
        else:
            share = standing.at_risk / standing.arr if standing.arr else 0.0
            amount = words.short_amount(standing.at_risk, currency)
            self._tile("risk").show_value(
                f"{amount}, {words.percent(share)}", _TOLD_BY[standing.method], figures["at_risk"]
            )
        self._tile("renewing").show_value(
            words.short_amount(standing.renewing_arr, currency),
            words.count(len(standing.renewing), "account"),
            figures["renewing_arr"] if standing.renewing else "",
        )

    def show_run(self, run: SynthesisRun | None, currency: str) -> None:
        """Coverage and the unclustered share; None while nothing is synthesized."""
        if run is None:
            self.lack(RUN, "–", "no themes yet")
            return
        share, loose = words.percent(run.coverage.arr_share, 0), words.percent(run.unclustered.share, 0)
        self._tile("heard").show_value(share, words.heard(run.coverage), f"heard:{run.month}")
        hidden = f" · {len(run.hidden)} hidden" if run.hidden else ""
        note = words.unclustered(run.unclustered, currency) + hidden
        self._tile("loose").show_value(loose, note, f"loose:{run.month}")

    def show_contacts(self, view: CoverageView) -> None:
        """How many of the top accounts lack a contact that they should have."""
        if not view.contacts:
            self.lack(CONTACTS, "–", "no contacts yet")
            return
        sponsors = f"{view.top_without_sponsor} no sponsor"
        self._tile("contacts").show_value(
            f"{view.top_with_gaps} of {view.top} top", sponsors, f"contact_gaps:{view.as_of}"
        )

    def _tile(self, key: str) -> FigureTile:
        return self.query_one(f"#{key}", FigureTile)
