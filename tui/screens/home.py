"""The month in one place: retention and risk, plays due, renewals, themes, what is new, and what needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from foundation.errors import NrrError
from tui import words
from tui.going import OpenRoom, OpenTheme
from tui.markdown import home_markdown
from tui.ordering import heard
from tui.rooms import ROOMS
from tui.screens import home_parts
from tui.screens.guide import GuideScreen
from tui.screens.work import WorkScreen
from tui.widgets.attention import AttentionList
from tui.widgets.block import Block
from tui.widgets.due_today import DueToday
from tui.widgets.figure_tile import FigureTile
from tui.widgets.headline import Headline
from tui.widgets.home_body import HomeBody
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.theme_table import ThemeTable
from tui.widgets.title_bar import TitleBar
from tui.widgets.whats_new import WhatsNew

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desk import Desk
    from workspace.overview import MonthView, Need

_TOP = 30
_NARROW = 112  # columns below which the plays stand above the themes, not beside what is new


class HomeScreen(WorkScreen):
    """The month's themes first; then one part after another, each from its own worker."""

    BINDING_GROUP_TITLE = "Home"
    AUTO_FOCUS = ""
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "synthesize", "Synthesize", tooltip="Synthesize the newest month"),
        Binding("i", "import", "Import", tooltip="Import files"),
        Binding("left_square_bracket", "month(-1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(1)", "Next month", key_display="]", show=False),
        Binding("r", "reload", "Load again", show=False),
        Binding("y", "copy", "Copy as Markdown", show=False),
        Binding("x", "rebuild", "Rebuild the search index", show=False),
        Binding("m", "guide('model')", "How to set a model", show=False),
        Binding("u", "unclustered", "What is in no theme", show=False),
        Binding("H", "guide('import')", "How to import in a terminal", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, view: MonthView, stamp: object) -> None:
            super().__init__()
            self.view, self.stamp = view, stamp

    class _Reckoned(Message):
        def __init__(self, fill: home_parts.Fill, month: Month | None) -> None:
            super().__init__()
            self.fill, self.month = fill, month

    class _IndexSeen(Message):
        def __init__(self, stale: bool) -> None:
            super().__init__()
            self.stale = stale

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: MonthView | None = None
        self._month: Month | None = None
        self._filled: object = None
        self._reckoned: Month | None = None  # whose figures stand on the screen, or are on their way
        self._waiting: list[home_parts.Part] = []
        self._working: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Home")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.app.call_later(
            self.call_after_refresh, self._furnish
        )  # once the app is up and the title painted

    async def _furnish(self) -> None:
        await self.mount(HomeBody(id="body"), after=self.query_one(TitleBar))
        first = DueToday if self.app.size.width < _NARROW else ThemeTable
        self.set_focus(self.query_one(first), scroll_visible=False)
        self.load(self._month)

    def on_screen_resume(self) -> None:
        if self.query(HomeBody):
            self.load(self._month)

    def action_reload(self) -> None:
        self._filled = None
        self.load(self._month)

    @work(thread=True, exit_on_error=False, exclusive=True, group="month", name="load month")
    def load(self, month: Month | None) -> None:
        stamp = self._desk.stamp()
        self.post_message(self._Loaded(self._desk.month(month), stamp))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load month" and self._view is None:
            self.query_one("#themes", Block).say("The month cannot be shown. r tries again.")

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        view = self._view = message.view
        month = view.run.month if view.run else None
        self.query_one(TitleBar).show_month(view.company, month)
        self.query_one("#data", Static).update(_freshness(view))
        self.query_one(Headline).show_run(view.run, view.currency)
        themes = heard(view.run.themes) if view.run else []
        table = self.query_one(ThemeTable)
        table.show_themes(themes[:_TOP], view.currency, "priority", self._kept(table))
        block, news = self.query_one("#themes", Block), self.query_one("#news", Block)
        if themes:
            block.fill(f"{min(_TOP, len(themes))} of {words.count(len(themes), 'theme')}")
            self.query_one(WhatsNew).show_themes(view.run.themes if view.run else [])
            news.fill("against the month before")
        else:
            block.say("No themes yet. i imports feedback, s makes themes of it.")
            news.say("Nothing yet.")
        if self._filled != (message.stamp, month):
            self._filled = (message.stamp, month)
            self.query_one(AttentionList).show_needs(view.needs)
            self._reckon_month(month or view.feedback_month)
            self._fill_parts(view)

    @staticmethod
    def _kept(table: ThemeTable) -> str | None:
        return table.current.theme.id if table.current else None

    def _reckon_month(self, month: Month | None) -> None:
        """Never leave one month's figures under another's name."""
        if month != self._reckoned:
            self._reckoned = month
            home_parts.wait(self)

    def _fill_parts(self, view: MonthView) -> None:
        """Put the parts that there is data for in line, and start with the first."""
        from workspace.overview import Need

        wanted = {
            home_parts.REVENUE: (Need.REVENUE, "No revenue data yet: i imports subscriptions."),
            home_parts.DUE: (Need.ACCOUNTS, "No accounts yet: i imports them."),
            home_parts.STANDING: (Need.REVENUE, "No revenue data yet: i imports subscriptions."),
            home_parts.CONTACTS: (Need.ACCOUNTS, "no accounts yet"),
        }
        self._waiting = []
        for part, (need, why) in wanted.items():
            if need in view.needs:
                part.lack(self, why)
            else:
                self._waiting.append(part)
        self._next_part()

    def _next_part(self) -> None:
        if self._waiting:
            part, month = self._waiting.pop(0), self._reckoned
            self._working = self.run_worker(
                lambda: self._reckon(part, month),
                name=f"load {part.name}",
                group="part",
                exclusive=True,
                thread=True,
                exit_on_error=False,
            )
        else:
            self.look_at_index()

    def _reckon(self, part: home_parts.Part, month: Month | None) -> None:
        try:
            fill = part.ask(self._desk, month)
        except NrrError as error:
            fill = home_parts.lacking(part, str(error))
        self.post_message(self._Reckoned(fill, month))

    @on(_Reckoned)
    def _fill(self, message: _Reckoned) -> None:
        if message.month == self._reckoned:
            message.fill(self)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        super().on_worker_state_changed(event)
        if event.worker is self._working and event.state in (WorkerState.SUCCESS, WorkerState.ERROR):
            self._next_part()

    @work(thread=True, exit_on_error=False, exclusive=True, group="index", name="load index")
    def look_at_index(self) -> None:
        self.post_message(self._IndexSeen(bool(self._desk.stale_index())))

    @on(_IndexSeen)
    def _say_index(self, message: _IndexSeen) -> None:
        from workspace.overview import Need

        if self._view is not None:
            needs: tuple[Need, ...] = self._view.needs
            self.query_one(AttentionList).show_needs((Need.INDEX, *needs) if message.stale else needs)

    @on(ThemeTable.Chosen)
    def _choose(self, message: ThemeTable.Chosen) -> None:
        if self._view and self._view.run:
            self.post_message(OpenTheme(message.theme.theme.id, self._view.run.month))

    @on(DueToday.Chosen)
    def _plays(self) -> None:
        if any(room.name == "plays" for room in ROOMS):
            self.post_message(OpenRoom("plays"))

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

    def action_unclustered(self) -> None:
        if self._view and self._view.run:
            share = words.percent(self._view.run.unclustered.share, 0)
            self.app.push_screen(GuideScreen("unclustered", share=share))
        else:
            self.notify("There are no themes yet.")

    def action_import(self) -> None:
        self.post_message(OpenRoom("import"))

    def action_copy(self) -> None:
        if self._view is not None:
            figures = [(tile.title, tile.value, tile.note) for tile in self.query(FigureTile)]
            self.app.copy_to_clipboard(home_markdown(self._view, figures))
            self.notify("Copied the month as Markdown.", markup=False)

    def action_rebuild(self) -> None:
        if not self.busy():
            self.query_one(TaskBar).begin("rebuilding the search index")
            self.task_rebuild()

    @work(thread=True, exit_on_error=False, name="task rebuild")
    def task_rebuild(self) -> None:
        held = self._desk.rebuild_index(self.reporter())
        self.app.call_from_thread(self._rebuilt, held)

    def _rebuilt(self, held: int) -> None:
        self.notify(f"The search index holds {words.count(held, 'statement')}.", markup=False)
        self.look_at_index()

    def action_synthesize(self) -> None:
        if self.busy():
            return
        if self._view and self._view.feedback_month is None:
            self.action_import()
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


def _freshness(view: MonthView) -> Content:
    said = [
        f"imported {words.moment(view.imported)}",
        f"synthesized {words.moment(view.synthesized)}",
        f"{view.items:,} heard",
    ]
    return Content.styled(" · ".join(said), "dim")
