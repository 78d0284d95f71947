"""The month in one place: retention, what is new, the top themes, and what needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static
from textual.worker import Worker

from tui import words
from tui.ordering import heard
from tui.screens.guide import GuideScreen
from tui.screens.work import WorkScreen
from tui.widgets.attention import AttentionList
from tui.widgets.headline import Headline
from tui.widgets.task_bar import TaskBar
from tui.widgets.theme_table import ThemeTable
from tui.widgets.title_bar import TitleBar
from tui.widgets.whats_new import WhatsNew

if TYPE_CHECKING:
    from accounts.figures import RevenueMetrics
    from foundation.months import Month
    from tui.desk import Desk
    from workspace.overview import MonthView

_TOP = 30


class HomeScreen(WorkScreen):
    """Themes first, revenue when it is reckoned; both load in workers."""

    BINDING_GROUP_TITLE = "Home"
    AUTO_FOCUS = "ThemeTable"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "synthesize", "Synthesize", tooltip="Synthesize the newest month"),
        Binding("r", "reload", "Load again", show=False),
        Binding("left_square_bracket", "month(-1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(1)", "Next month", key_display="]", show=False),
        Binding("i", "import", "Import files", show=False),
        Binding("o", "guide('import')", "How to import", show=False),
        Binding("m", "guide('model')", "How to set a model", show=False),
        Binding("u", "guide('unclustered')", "Why so much is in no theme", show=False),
    ]

    class ThemeChosen(Message):
        """Someone wants to read a theme of a month."""

        def __init__(self, theme_id: str, month: Month) -> None:
            super().__init__()
            self.theme_id, self.month = theme_id, month

    class _Loaded(Message):
        def __init__(self, view: MonthView) -> None:
            super().__init__()
            self.view = view

    class _Reckoned(Message):
        def __init__(self, metrics: RevenueMetrics | None) -> None:
            super().__init__()
            self.metrics = metrics

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: MonthView | None = None
        self._month: Month | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Home")
        with VerticalScroll(id="body", can_focus=False):
            yield Headline()
            yield AttentionList()
            with Horizontal(id="columns"):
                with Vertical(id="top"):
                    yield Static(Content.styled("Loading…", "dim"), id="top-title")
                    yield ThemeTable()
                yield WhatsNew()
        yield TaskBar()
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        self.load(self._month)

    def action_reload(self) -> None:
        self.load(self._month)

    @work(thread=True, exit_on_error=False, exclusive=True, name="load month")
    def load(self, month: Month | None) -> None:
        from workspace.overview import Need

        view = self._desk.month(month)
        self.post_message(self._Loaded(view))
        bare = {Need.REVENUE, Need.FEEDBACK}.intersection(view.needs)
        wanted = view.run.month if view.run else view.feedback_month
        self.post_message(self._Reckoned(None if bare else self._desk.revenue(wanted)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load month" and self._view is None:
            self.query_one("#top-title", Static).update(Content("The month cannot be shown. r tries again."))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        view = self._view = message.view
        self.query_one(TitleBar).show_month(
            view.company, view.run.month if view.run else None, _freshness(view)
        )
        self.query_one(Headline).show_run(view.run, view.currency)
        self.query_one(AttentionList).show_needs(view.needs)
        themes = heard(view.run.themes) if view.run else []
        title = "Top themes by priority" if themes else "No themes yet"
        self.query_one("#top-title", Static).update(Content.styled(title, "bold"))
        table = self.query_one(ThemeTable)
        table.show_themes(themes[:_TOP], view.currency, "priority", self._kept(table))
        self.query_one(WhatsNew).show_themes(view.run.themes if view.run else [])

    @staticmethod
    def _kept(table: ThemeTable) -> str | None:
        return table.current.theme.id if table.current else None

    @on(_Reckoned)
    def _show_revenue(self, message: _Reckoned) -> None:
        self.query_one(Headline).show_revenue(message.metrics)

    @on(ThemeTable.Chosen)
    def _choose(self, message: ThemeTable.Chosen) -> None:
        if self._view and self._view.run:
            self.post_message(self.ThemeChosen(message.theme.theme.id, self._view.run.month))

    def action_month(self, step: int) -> None:
        if self._view and self._view.run:
            months = self._view.months
            at = months.index(self._view.run.month) + step
            if 0 <= at < len(months):
                self._month = months[at]
                self.load(self._month)
            else:
                self.notify(f"There is no synthesized month {'after' if step > 0 else 'before'} this one.")

    def action_guide(self, topic: str) -> None:
        self.app.push_screen(GuideScreen(topic))

    async def action_import(self) -> None:
        await self.app.run_action("app.go('import')")

    def action_synthesize(self) -> None:
        if self.busy():
            return
        if self._view and self._view.feedback_month is None:
            self.app.call_later(self.action_import)
            return
        self.query_one(TaskBar).begin("reading the feedback")
        self.task_synthesize()

    @work(thread=True, exit_on_error=False, name="task synthesize")
    def task_synthesize(self) -> None:
        run = self._desk.synthesize(self.reporter())
        self.app.call_from_thread(self._synthesized, run.month)

    def _synthesized(self, month: Month) -> None:
        self._month = month
        self.notify(f"{month.title} is synthesized.", markup=False)
        self.load(month)


def _freshness(view: MonthView) -> str:
    return f"imported {words.moment(view.imported)}, synthesized {words.moment(view.synthesized)}"
