"""The month's figures side by side: retention, revenue, who was heard, what belongs to no theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from accounts.figures import RevenueMetrics
    from synthesis.themes import SynthesisRun


class Headline(Horizontal):
    """Five figures, each with its name above and its context below."""

    DEFAULT_CSS = stylesheet(__file__)
    _NAMES = (
        ("nrr", "NRR"),
        ("grr", "GRR"),
        ("arr", "ARR"),
        ("heard", "ARR heard from"),
        ("loose", "In no theme"),
    )

    def compose(self) -> ComposeResult:
        for key, name in self._NAMES:
            yield Static(self._tile(name, "…", ""), id=key, classes="figure")

    def show_revenue(self, metrics: RevenueMetrics | None) -> None:
        """Retention of the month with trailing twelve; None when there is no revenue data."""
        if metrics is None:
            for key, name in self._NAMES[:3]:
                self._set(key, name, "n/a", "no revenue data")
            return
        year = metrics.trailing_12
        self._set("nrr", "NRR", words.percent(metrics.retention.nrr), f"year {words.percent(year.nrr)}")
        self._set("grr", "GRR", words.percent(metrics.retention.grr), f"year {words.percent(year.grr)}")
        arr = words.short_amount(metrics.end_mrr * 12, metrics.currency)
        self._set("arr", "ARR", arr, words.count(metrics.accounts, "account"))

    def show_run(self, run: SynthesisRun | None, currency: str) -> None:
        """Coverage and the unclustered share; None while nothing is synthesized."""
        if run is None:
            for key, name in self._NAMES[3:]:
                self._set(key, name, "–", "no themes yet")
            return
        share, loose = words.percent(run.coverage.arr_share, 0), words.percent(run.unclustered.share, 0)
        self._set("heard", "ARR heard from", share, words.heard(run.coverage))
        hidden = f" · {len(run.hidden)} hidden" if run.hidden else ""
        self._set("loose", "In no theme", loose, words.unclustered(run.unclustered, currency) + hidden)

    def _set(self, key: str, name: str, value: str, note: str) -> None:
        self.query_one(f"#{key}", Static).update(self._tile(name, value, note))

    @staticmethod
    def _tile(name: str, value: str, note: str) -> Content:
        lines = [Content.styled(name, "dim"), Content.styled(value, "bold"), Content.styled(note, "dim")]
        return Content("\n").join(lines)
