"""A desk over values, so that a screen's answers and faults can be chosen."""

from __future__ import annotations

from pathlib import Path

from accounts.figures import RevenueMetrics
from foundation.errors import SettingsError
from foundation.months import Month
from foundation.progress import Progress
from ingest.items import ImportReport
from synthesis.themes import SynthesisRun
from tests.tui.book_samples import (
    MONTH,
    make_due,
    make_figure,
    make_metrics,
    make_standing,
    make_trend,
)
from tests.tui.samples import LABELS, make_item, make_run, make_view, weighted
from tui.desk import Desk
from workspace.account_page import AccountPage
from workspace.book_standing import BookStanding
from workspace.browsing import FolderView, browse
from workspace.coverage import CoverageView
from workspace.explain import Opened
from workspace.import_plan import ImportPlan, PlanRequest
from workspace.importing import ImportRequest
from workspace.item_view import ItemView
from workspace.metrics import RetentionPoint
from workspace.overview import MonthView
from workspace.play_board import DueBoard
from workspace.theme_table import ThemeCut, ThemePage
from workspace.unmatched import UnmatchedGroup


class SampleDesk(Desk):
    """A desk over values: answers from ``views`` by month, and fails with ``error`` where one is set."""

    def __init__(self, views: dict[Month | None, MonthView]) -> None:
        super().__init__(Path("there is no such workspace"))
        self.views = views
        self.error: Exception | None = None
        self.asked: list[str] = []
        self.synthesis: SynthesisRun | None = None
        self.stale = ""

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def month(self, month: Month | None) -> MonthView:
        self._ask(f"month {month}")
        if month not in self.views:
            raise SettingsError(f"{month} has not been synthesized")
        return self.views[month]

    def themes(self, cut: ThemeCut) -> ThemePage:
        self._ask(f"themes {cut.month} {cut.tier} {cut.segment} {cut.source}")
        if cut.month not in self.views:
            raise SettingsError(f"{cut.month} has not been synthesized")
        view = self.views[cut.month]
        return ThemePage(
            cut=cut,
            company=view.company,
            currency=view.currency,
            months=view.months,
            run=view.run,
            names=view.names,
            there=frozenset() if cut.source == "call" else None,
            segments=("enterprise", "smb"),
            tiers=("Tier 1", "Tier 2"),
            cited={"item0": "4711"},
        )

    def revenue(self, month: Month | None) -> RevenueMetrics:
        self._ask(f"revenue {month}")
        return make_metrics(month or MONTH)

    def item(self, item_id: str) -> ItemView:
        self._ask(f"item {item_id}")
        shown = self.views[None].run
        assert shown is not None
        text = next(
            quote.text for theme in shown.themes for quote in theme.quotes if quote.item_id == item_id
        )
        return make_item(text, item_id)

    def account_page(self, account: str) -> AccountPage:
        self._ask(f"page {account}")
        raise SettingsError("this desk makes no pages")

    def trend(self, month: Month | None) -> tuple[RetentionPoint, ...]:
        self._ask(f"trend {month}")
        return make_trend(month or MONTH)

    def standing(self, month: Month | None) -> BookStanding:
        self._ask(f"standing {month}")
        return make_standing(month or MONTH)

    def due(self) -> DueBoard:
        self._ask("due")
        return make_due()

    def contacts(self) -> CoverageView:
        self._ask("contacts")
        return CoverageView(MONTH.last_day, (), 137, 30, 4, 12, (), contacts=True)

    def stale_index(self) -> str:
        self._ask("index")
        return self.stale

    def rebuild_index(self, progress: Progress) -> int:
        self._ask("rebuild")
        progress("indexing", 1, 2)
        self.stale = ""
        return 900

    def explain(self, figure: str) -> Opened:
        self._ask(f"explain {figure}")
        return make_figure(figure)

    def synthesize(self, progress: Progress) -> SynthesisRun:
        self._ask("synthesize")
        for done in range(1, 4):
            progress("embedding", done, 3)
        assert self.synthesis is not None
        self.views[None] = self.views[self.synthesis.month] = make_view(self.synthesis)
        return self.synthesis

    def browse(self, folder: Path, everything: bool) -> FolderView:
        self._ask("browse")
        return browse(folder, everything)

    def plan(self, request: PlanRequest) -> ImportPlan:
        self._ask("plan")
        raise SettingsError("this desk plans no imports")

    def run_import(self, request: ImportRequest, progress: Progress) -> ImportReport:
        self._ask("import")
        raise SettingsError("this desk imports nothing")

    def unmatched(self, limit: int) -> tuple[UnmatchedGroup, ...]:
        self._ask("unmatched")
        return ()

    def assign(self, kind: str, value: str, account: str) -> int:
        self._ask(f"assign {kind} {value} {account}")
        return 0


def make_desk() -> SampleDesk:
    """Two months: the latest, and one before with fewer themes."""
    latest = make_view()
    before = make_view(make_run([weighted(2, LABELS[2]), weighted(4, LABELS[4])], MONTH.plus(-1)))
    return SampleDesk({None: latest, MONTH: latest, MONTH.plus(-1): before})
