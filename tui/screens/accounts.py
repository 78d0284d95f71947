"""The accounts: saved filters, words as you type, orders; Enter opens one on its page.

Names and revenue show first; health, risk and flags fill in as they are reckoned, and nothing moves under the cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from tui import account_words, words
from tui.account_markdown import accounts_markdown
from tui.account_order import (
    SORT_WORDS,
    SORTS,
    VIEWS,
    View,
    common_marks,
    in_order,
    in_view,
    known,
    matches,
    search_text,
    view_named,
)
from tui.going import OpenAccount
from tui.screens.choosing import ChooseScreen
from tui.screens.work import WorkScreen
from tui.untrusted import Untrusted
from tui.widgets.account_glance import AccountGlance
from tui.widgets.account_table import AccountTable
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.view_strip import Tab, ViewStrip

if TYPE_CHECKING:
    from tui.desks.accounts import AccountsDesk
    from workspace.account_rows import AccountBoard, AccountEntry

_FAILED = "The accounts cannot be shown. r tries again; 8 imports."
_HALF = "Health and risk could not be reckoned; r tries again."


class AccountsScreen(WorkScreen):
    """Holds the board; filtering and sorting touch no store."""

    BINDING_GROUP_TITLE = "Accounts"
    AUTO_FOCUS = "AccountTable"
    CSS_PATH = "accounts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Filter as you type"),
        Binding("s", "sort(1)", "Sort", tooltip="Next order"),
        Binding("S", "sort(-1)", "Order before", show=False),
        *(
            Binding(view.key, f"view('{view.name}')", view.title, tooltip=f"Only {view.tells}", show=False)
            for view in VIEWS
        ),
        Binding("f", "next_view(1)", "Next list", tooltip="Next saved filter"),
        Binding("F", "next_view(-1)", "List before", show=False),
        Binding("M", "whose", "Whose accounts are mine", show=False),
        Binding("r", "reload", "Load again", show=False),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, board: AccountBoard) -> None:
            super().__init__()
            self.board = board

    def __init__(self, desk: AccountsDesk) -> None:
        super().__init__()
        self._desk = desk
        self._board: AccountBoard | None = None
        self._view = VIEWS[0]
        self._sorts = {view.name: view.sort for view in VIEWS}
        self._owner = ""
        self._shown: list[AccountEntry] = []
        self._texts: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._common: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        yield TitleBar("Accounts")
        yield ViewStrip()
        yield Input(placeholder="type words: name, id, owner, segment, tier, band, flag", id="filter")
        yield Static(id="empty")
        yield AccountTable()
        yield Static(Content.styled("Loading…", "dim"), id="shown")
        yield AccountGlance()
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self._show_strip()

    def on_screen_resume(self) -> None:
        self.load()

    def action_reload(self) -> None:
        self.load()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load accounts")
    def load(self) -> None:
        worker = get_current_worker()
        for board in self._desk.account_boards():
            if worker.is_cancelled:
                return
            self.post_message(self._Loaded(board))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        told = _FAILED if self._board is None else _HALF
        self._say(told)

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        board = message.board
        before = self._board
        if before is board or (before is not None and before.has_growth and not board.has_growth):
            return  # what is shown is as new, or holds more until all of the new is in
        self._board = board
        self._owner = self._owner or board.mine
        self._texts = {one.id: search_text(one) for one in board.entries}
        self._common = common_marks(board.entries)
        self._recount(board)
        self.query_one(TitleBar).show_month("", None, f"on {board.as_of}")
        self._arrange()

    def _arrange(self) -> None:
        """Fill the table with what fits the filter and the words, in order, on the account that it stood on."""
        board = self._board
        self._show_strip()
        if board is None:
            return
        fitting = in_view(board, self._view, self._owner)
        typed = self.query_one("#filter", Input).value
        found = [one for one in fitting if matches(self._texts[one.id], typed)] if typed else fitting
        self._shown = in_order(found, self._sort)
        table = self.query_one(AccountTable)
        keep = table.current.id if table.current else ""
        table.show_entries(self._shown, board, self._sort, self._common, keep)
        self._say("" if found else self._why_none(board, fitting))
        self.query_one("#shown", Static).update(self._note(board))
        if not found:
            self.query_one(AccountGlance).clear()

    def _say(self, words_: str) -> None:
        """Words of our own above the table; none hides the line."""
        line = self.query_one("#empty", Static)
        line.update(Content(words_))
        line.display = bool(words_)

    @property
    def _sort(self) -> str:
        """Each saved filter has an order of its own."""
        return self._sorts[self._view.name]

    def _show_strip(self) -> None:
        tabs = [Tab(view.name, view.key, view.title, view.short, self._count(view)) for view in VIEWS]
        self.query_one(ViewStrip).show_tabs(tabs, self._view.name)

    def _recount(self, board: AccountBoard) -> None:
        """How many fit each filter, once a board and owner: not at each key."""
        self._counts = {view.name: len(in_view(board, view, self._owner)) for view in VIEWS}

    def _count(self, view: View) -> str:
        board = self._board
        if board is None or not known(board, view):
            return "…"
        if view.name == "mine" and not self._owner:
            return "–"
        return f"{self._counts[view.name]:,}"

    def _note(self, board: AccountBoard) -> Content:
        arr = words.short_amount(sum(one.arr or 0.0 for one in self._shown), board.currency)
        told = [
            f"{len(self._shown):,} of {words.count(len(board.entries), 'account')} by {SORT_WORDS[self._sort]}",
            f"{arr} of ARR",
        ]
        if self._view.name == "mine":
            owner = Untrusted(self._owner).line(30)
            told.append(f"owner {owner}, M chooses another" if owner else "M chooses an owner")
        elif board.has_risk:
            told.append(account_words.risk_named(board.calibrated, board.horizon_days))
        else:
            told.append("health and risk are being reckoned…")
        return Content.styled(" · ".join([*told, *board.notes]), "dim")

    def _why_none(self, board: AccountBoard, fitting: list[AccountEntry]) -> str:
        if not board.entries:
            return "No accounts yet. 8 imports them."
        if fitting:
            return "No account of these holds all these words. esc clears them."
        if not known(board, self._view):
            return "Health and risk are being reckoned; the list fills in when they are in."
        if self._view.name == "mine":
            return f"No customer's owner is {Untrusted(self._owner).line(30) or 'you'}. M chooses an owner."
        return f"No accounts here: {self._view.tells}. a shows all."

    @on(AccountTable.Highlighted)
    def _highlight(self) -> None:
        """Show what the cursor stands on by now, not what it passed."""
        one = self.query_one(AccountTable).current
        if self._board is not None and one is not None:
            self.query_one(AccountGlance).show_entry(one, self._board)

    @on(AccountTable.Chosen)
    def _open(self, message: AccountTable.Chosen) -> None:
        self.post_message(OpenAccount(message.entry.id))

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.query_one(AccountTable).focus()

    def action_filter(self) -> None:
        self.query_one("#filter", Input).focus()

    def go_back(self) -> None:
        """From the words to the table without them; then to all customers."""
        field, table = self.query_one("#filter", Input), self.query_one(AccountTable)
        if field.value:
            field.value = ""
        elif self.focused is table and self._view is not VIEWS[0]:
            self._choose(VIEWS[0])
        table.focus()

    def action_sort(self, step: int) -> None:
        at = SORTS.index(self._sort)
        self._sorts[self._view.name] = SORTS[(at + step) % len(SORTS)]
        self._arrange()

    @on(AccountTable.Sorted)
    def _sort_by(self, message: AccountTable.Sorted) -> None:
        self._sorts[self._view.name] = message.key
        self._arrange()

    def action_next_view(self, step: int) -> None:
        self._choose(VIEWS[(VIEWS.index(self._view) + step) % len(VIEWS)])

    def action_view(self, name: str) -> None:
        self._choose(view_named(name))

    @on(ViewStrip.Chosen)
    def _clicked(self, message: ViewStrip.Chosen) -> None:
        self._choose(view_named(message.name))

    def _choose(self, view: View) -> None:
        self._view = view
        self._arrange()
        if view.name == "mine" and self._board is not None and not self._owner:
            self.action_whose()

    def action_whose(self) -> None:
        """Ask which owner reads this; it holds for as long as the app runs."""
        board = self._board
        if board is None or not board.owners:
            self.notify("No account has an owner on record.", markup=False)
            return
        options = [
            Option(owner, owner, words.count(len(in_view(board, view_named("mine"), owner)), "customer"))
            for owner in board.owners
        ]
        question = ChooseScreen("Whose accounts are yours?", ("Owner", "Owns"), options, self._owner)
        self.app.push_screen(question, self._take_owner)

    def _take_owner(self, owner: str | None) -> None:
        if owner is None:
            return
        self._owner = owner
        if self._board is not None:
            self._recount(self._board)
        self._choose(view_named("mine"))
        self.notify('To keep it, write me = "…" under [accounts] in nrr.toml.', markup=False)

    def action_copy(self) -> None:
        if self._board is not None and self._shown:
            title = f"{self._view.title} ({words.count(len(self._shown), 'account')})"
            self.app.copy_to_clipboard(accounts_markdown(self._shown, self._board, title))
            self.notify(f"Copied {words.count(len(self._shown), 'account')} as Markdown.", markup=False)
