"""Everything said in a theme over its window, searched as you type; the whole item is one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker

from foundation.text import folded
from tui import words
from tui.going import OpenAccount, OpenEvidence
from tui.markdown import evidence_markdown
from tui.screens.work import LoadingScreen
from tui.untrusted import Untrusted
from tui.widgets.evidence_table import EvidenceTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desks.themes import ThemesDesk
    from workspace.theme_evidence import Evidence, ThemeEvidence


class EvidenceScreen(LoadingScreen):
    """Loads the statements of one theme in a worker."""

    BINDING_GROUP_TITLE = "All said"
    AUTO_FOCUS = "EvidenceTable"
    CSS_PATH = "theme_evidence.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Search", key_display="/", tooltip="Search as you type"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, found: ThemeEvidence) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: ThemesDesk, theme_id: str, month: Month | None) -> None:
        super().__init__()
        self._desk, self._theme_id, self._month = desk, theme_id, month
        self._found: ThemeEvidence | None = None
        self._texts: list[tuple[str, Evidence]] = []

    def compose(self) -> ComposeResult:
        yield TitleBar("All said in a theme")
        yield Static("", id="label")
        yield Input(placeholder="/ type words: what was said, account, source, id, day", id="filter")
        yield EvidenceTable()
        yield Static(Content.styled("Loading…", "dim"), id="whole")
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load evidence")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.evidence(self._theme_id, self._month)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        self.query_one("#whole", Static).update(
            Content("The statements cannot be shown. r tries again, esc goes back.")
        )

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        found = self._found = message.found
        self.query_one(TitleBar).show_month("", found.month)
        self._texts = [(_text(one), one) for one in found.said]
        self._arrange()

    def _arrange(self) -> None:
        if self._found is None:
            return
        typed = folded(self.query_one("#filter", Input).value).split()
        fitting = [one for text, one in self._texts if all(word in text for word in typed)]
        self.query_one(EvidenceTable).show_rows(fitting)
        accounts = len({one.statement.account_id for one in fitting if one.statement.account_id})
        self.query_one("#label", Static).update(
            Content.assemble(
                Untrusted(self._found.label).content(80, "bold"),
                (
                    f"   {words.count(len(fitting), 'statement')} of {words.count(accounts, 'account')} in the window",
                    "dim",
                ),
            )
        )
        if not fitting:
            none = (
                "Nothing said holds all these words. esc clears them."
                if self._texts
                else "Nobody has spoken of it in this window."
            )
            self.query_one("#whole", Static).update(Content(none))

    @on(EvidenceTable.Highlighted)
    def _tell(self, message: EvidenceTable.Highlighted) -> None:
        self.query_one("#whole", Static).update(Untrusted(message.said.statement.text).content(900))

    @on(EvidenceTable.Chosen)
    def _open(self, message: EvidenceTable.Chosen) -> None:
        said = message.said.statement
        self.post_message(OpenEvidence(said.item_id, said.part_id, said.text))

    @on(EvidenceTable.Account)
    def _open_account(self, message: EvidenceTable.Account) -> None:
        self.post_message(OpenAccount(message.account_id))

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.query_one(EvidenceTable).focus()

    def action_filter(self) -> None:
        self.query_one("#filter", Input).focus()

    def go_back(self) -> None:
        """From words typed to the table without them; then back to the theme."""
        field = self.query_one("#filter", Input)
        if self.focused is field or field.value:
            field.value = ""
            self.query_one(EvidenceTable).focus()
        else:
            self.dismiss()

    def action_copy(self) -> None:
        if self._found is not None:
            self.app.copy_to_clipboard(evidence_markdown(self._found))
            self.notify("Copied what was said as Markdown.", markup=False)


def _text(one: Evidence) -> str:
    said = one.statement
    return folded(f"{said.text} {one.account} {one.cited} {said.source.value} {said.day}")
