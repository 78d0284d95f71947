"""One account, before a talk: its brief in sections to walk, and what happened there in one list by date.

On a narrow terminal the sections have the whole width, and ``t`` turns to what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui import words
from tui.account_markdown import page_markdown
from tui.account_sections import head_of, sections_of
from tui.account_words import moment_mark
from tui.going import AskAbout, OpenDraft, OpenEvidence
from tui.screens.drafting import Drafting
from tui.screens.work import LoadingScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.section_block import SectionBlock
from tui.widgets.section_list import SectionList
from tui.widgets.task_bar import TaskBar
from tui.widgets.timeline_table import TimelineTable
from tui.widgets.title_bar import TitleBar
from tui.widgets.view_strip import Tab, ViewStrip

if TYPE_CHECKING:
    from tui.desk import Desk
    from workspace.account_page import AccountPage

_ALL = ""


class AccountPageScreen(Drafting, LoadingScreen):
    """Makes the page in a worker; ``account`` is an id or a name."""

    BINDING_GROUP_TITLE = "Account"
    CSS_PATH = "account.tcss"
    AUTO_FOCUS = "SectionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "timeline", "Timeline", tooltip="Between the page and what happened"),
        Binding("f", "kind(1)", "Kind", tooltip="Only one kind of what happened", show=False),
        Binding("F", "kind(-1)", "Kind before", show=False),
        Binding("p", "draft", "Draft a play", tooltip="Draft the play that is due"),
        Binding("a", "ask", "Ask", tooltip="Ask the assistant about this account"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class Wanted(Message):
        """A draft of ``play`` is asked for; empty: the campaign to win back."""

        def __init__(self, play: str) -> None:
            super().__init__()
            self.play = play

    class _Loaded(Message):
        def __init__(self, page: AccountPage) -> None:
            super().__init__()
            self.page = page

    def __init__(self, desk: Desk, account: str) -> None:
        super().__init__(desk)
        self._desk = desk
        self._account = account
        self._page: AccountPage | None = None
        self._kind = _ALL

    def compose(self) -> ComposeResult:
        yield TitleBar("Account")
        yield Static(Content.styled("Making the page…", "dim"), id="head")
        with Horizontal(id="split"):
            yield SectionList()
            with Vertical(id="happened"):
                yield ViewStrip()
                yield TimelineTable()
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load account")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.account_page(self._account)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if self._page is None:
            head = self.query_one("#head", Static)
            head.update(Content("There is no page. r tries again, esc goes back."))

    @on(_Loaded)
    async def _show(self, message: _Loaded) -> None:
        page = self._page = message.page
        self.query_one(TitleBar).show_month("", None, f"on {page.brief.as_of}")
        self.query_one("#head", Static).update(head_of(page.brief))
        sections, focused = self.query_one(SectionList), self.focused
        await sections.show_sections(sections_of(page, self.Wanted))
        if focused is None or focused is sections:
            sections.enter()
        self._show_moments()

    def _show_moments(self) -> None:
        page = self._page
        if page is None:
            return
        happened = page.timeline
        tabs = [Tab(_ALL, "", "all", "all", f"{len(happened.moments):,}")]
        tabs += [
            Tab(kind.value, "", _plural(kind.value), moment_mark(kind.value), f"{number:,}")
            for kind, number in happened.counts.items()
        ]
        self.query_one(ViewStrip).show_tabs(tabs, self._kind)
        shown = [one for one in happened.moments if self._kind in (_ALL, one.kind.value)]
        self.query_one(TimelineTable).show_moments(shown)

    @on(ViewStrip.Chosen)
    def _clicked(self, message: ViewStrip.Chosen) -> None:
        self._kind = message.name
        self._show_moments()

    def action_kind(self, step: int) -> None:
        if self._page is not None:
            kinds = [_ALL, *(kind.value for kind in self._page.timeline.counts)]
            self._kind = kinds[(kinds.index(self._kind) + step) % len(kinds)]
            self._show_moments()

    @on(TimelineTable.Chosen)
    def _open_moment(self, message: TimelineTable.Chosen) -> None:
        moment = message.moment
        if moment.item:
            self.post_message(OpenEvidence(moment.item))
        elif moment.draft:
            self.post_message(OpenDraft(moment.draft))
        else:
            self.notify("There is nothing more to open there.", markup=False)

    def action_timeline(self) -> None:
        table = self.query_one(TimelineTable)
        if self.focused is table:
            self._to_sections()
        else:
            self.add_class("-happened")
            table.focus()

    def _to_sections(self) -> None:
        self.remove_class("-happened")
        self.query_one(SectionList).enter()

    def go_back(self) -> None:
        """From what happened to the page; then to where one came from."""
        if self.has_class("-happened"):
            self._to_sections()
        else:
            self.dismiss()

    @on(Wanted)
    def _draft(self, message: Wanted) -> None:
        from tui.desks.plays import DraftWish
        from workspace.composing import PLAIN

        if self._page is not None:
            self.begin_draft(DraftWish(self._page.brief.account, PLAIN, message.play))

    def drafted(self, draft_id: str) -> None:
        self.post_message(OpenDraft(draft_id))

    def action_draft(self) -> None:
        """Draft the play under the cursor, else the first that is due, else of one that left the campaign."""
        if self._page is None:
            return
        brief, here = self._page.brief, self.focused
        asked = here.block.opens() if isinstance(here, SectionBlock) and here.block.opens else None
        if isinstance(asked, self.Wanted):
            self.post_message(asked)
        elif brief.plays or brief.departure is not None:
            self.post_message(self.Wanted(brief.plays[0].play if brief.plays else ""))
        else:
            self.notify("No play is due here. 4 goes to the plays.", markup=False)

    def action_ask(self) -> None:
        if self._page is not None:
            self.post_message(AskAbout(account_id=self._page.brief.account))

    def action_copy(self) -> None:
        if self._page is not None:
            self.app.copy_to_clipboard(page_markdown(self._page))
            moments = words.count(len(self._page.timeline.moments), "moment")
            self.notify(f"Copied the page and {moments} as Markdown.", markup=False)


def _plural(kind: str) -> str:
    return kind if kind in ("revenue", "people") else f"{kind}s"
