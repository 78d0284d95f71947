"""What the ranking of a month would be: weights under the arrow keys, accounts left out, themes resolved.

The month is read once; every change is tried in memory in a worker, and nothing is stored.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from tui import words
from tui.going import OpenTheme
from tui.markdown import what_if_markdown
from tui.screens.picking import PickScreen
from tui.screens.work import TopScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.shift_table import ShiftTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.weight_table import WeightTable, weights_of

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desks.themes import ThemesDesk
    from workspace.what_if import LoadedMonth, WhatIfView, Wish

_MOVED = "The accounts have changed since this month was made, so that figures made anew differ by that too."
_REST = 0.03  # seconds between the last key and the try, so that a held key asks once


class WhatIfScreen(TopScreen):
    """Holds the month and the wish; ``u`` takes the last step back, ``0`` all."""

    BINDING_GROUP_TITLE = "What if"
    AUTO_FOCUS = "WeightTable"
    CSS_PATH = "what_if.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("tab", "app.focus_next", "Across", tooltip="From the weights to the ranking and back"),
        Binding("a", "account", "Leave out", tooltip="Leave an account out, or take it back in"),
        Binding("u", "undo", "Undo", tooltip="Take the last step back"),
        Binding("0", "start_over", "Start over"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Laid(Message):
        def __init__(self, loaded: LoadedMonth, currency: str) -> None:
            super().__init__()
            self.loaded, self.currency = loaded, currency

    class _Tried(Message):
        def __init__(self, view: WhatIfView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, desk: ThemesDesk, month: Month | None) -> None:
        super().__init__()
        self._desk, self._month = desk, month
        self._loaded: LoadedMonth | None = None
        self._view: WhatIfView | None = None
        self._wish: Wish | None = None
        self._past: list[Wish] = []
        self._currency = ""
        self._due: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("What if")
        with Horizontal(id="tried"):
            with Vertical(id="wish"):
                yield WeightTable()
                yield Static(Content.styled("Laying the month out…", "dim"), id="gone")
            yield ShiftTable()
        yield Static("", id="told")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).show_month("", self._month, "nothing is stored")
        self.lay_out()

    @work(thread=True, exit_on_error=False, name="load what-if")
    def lay_out(self) -> None:
        loaded = self._desk.what_if_month(self._month)
        self.post_message(self._Laid(loaded, self._desk.currency()))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load what-if":
            self.query_one("#gone", Static).update(Content("The month cannot be laid out. esc goes back."))
        elif self._past:  # a step that cannot be tried is no step
            self._wish = self._past.pop()
            self._show_wish()

    @on(_Laid)
    def _begin(self, message: _Laid) -> None:
        from workspace.what_if import Wish

        self._loaded, self._currency = message.loaded, message.currency
        self._wish = Wish()
        self._show_wish()
        self._try()

    def _step(self, wish: Wish) -> None:
        if self._wish is None or wish == self._wish:
            return
        self._past.append(self._wish)
        self._turn_to(wish)

    def _turn_to(self, wish: Wish) -> None:
        self._wish = wish
        self._show_wish()
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_REST, self._try)

    def _try(self) -> None:
        if self._loaded is not None and self._wish is not None:
            self.try_wish(self._loaded, self._wish)

    # Without a description of its own a worker is described by its arguments, a month of statements among them.
    @work(thread=True, exit_on_error=False, exclusive=True, group="try", name="try change", description="try")
    def try_wish(self, loaded: LoadedMonth, wish: Wish) -> None:
        view = self._desk.try_change(loaded, wish)
        if not get_current_worker().is_cancelled:
            self.post_message(self._Tried(view))

    @on(_Tried)
    def _show(self, message: _Tried) -> None:
        from workspace.what_if_words import change_sentences

        view = self._view = message.view
        self.query_one(ShiftTable).show_shifts(view.found.shifts, self._currency)
        told = [one.replace("->", "→") for one in change_sentences(view, self._currency)]
        if view.moved:
            told.append(_MOVED)
        self.query_one("#told", Static).update(Untrusted("\n".join(told)).content(900))

    def _weights(self) -> dict[str, float]:
        """The weights as they are wished, by component."""
        if self._loaded is None or self._wish is None:
            return {}
        return self._loaded.baseline.inputs.params.model_dump() | dict(self._wish.weights)

    def _show_wish(self) -> None:
        """The weights at once, before the ranking follows, and what is left out."""
        if self._loaded is None or self._wish is None:
            return
        was = self._loaded.baseline.inputs.params.model_dump()
        self.query_one(WeightTable).show_weights(weights_of(self._weights(), was))
        names = self._loaded.names
        labels = {one.theme.id: one.theme.label for one in self._loaded.baseline.run.themes}
        lines = [Content.styled("Without (a)", "bold")]
        lines += [_named(names.get(one, one)) for one in self._wish.without] or [
            _none("every account counts")
        ]
        lines += [Content(""), Content.styled("Resolved (d)", "bold")]
        lines += [_named(labels.get(one, one)) for one in self._wish.resolve] or [_none("no theme is")]
        self.query_one("#gone", Static).update(Content("\n").join(lines))

    @on(WeightTable.Moved)
    def _weigh(self, message: WeightTable.Moved) -> None:
        if self._wish is None or self._loaded is None:
            return
        weights = self._weights() | {message.name: message.value}
        if not any(weights.values()):
            self.query_one("#told", Static).update(Content("With all weights 0 there is no ranking."))
            return
        was = self._loaded.baseline.inputs.params.model_dump()
        changed = tuple((name, value) for name, value in weights.items() if value != was[name])
        self._step(replace(self._wish, weights=changed))

    @on(ShiftTable.Resolved)
    def _resolve(self, message: ShiftTable.Resolved) -> None:
        if self._wish is not None:
            self._step(replace(self._wish, resolve=_toggled(self._wish.resolve, message.theme_id)))

    @on(ShiftTable.Chosen)
    def _open(self, message: ShiftTable.Chosen) -> None:
        self.post_message(OpenTheme(message.theme_id, self._month))

    def action_account(self) -> None:
        if self._loaded is None or self._wish is None:
            return
        arr, names, gone = self._loaded.baseline.inputs.arr_by_account, self._loaded.names, self._wish.without
        options = [
            Option(
                one,
                names.get(one, one),
                f"{words.short_amount(arr[one], self._currency)} {'· left out' if one in gone else ''}",
            )
            for one in sorted(arr, key=lambda one: (one not in gone, -arr[one], one))
        ]
        screen = PickScreen("Leave which account out?", ("Account", "ARR"), options, "accounts")
        self.app.push_screen(screen, self._drop)

    def _drop(self, account: str | None) -> None:
        if account is not None and self._wish is not None:
            self._step(replace(self._wish, without=_toggled(self._wish.without, account)))

    def action_undo(self) -> None:
        if self._past:
            self._turn_to(self._past.pop())
        else:
            self.notify("Nothing is changed yet.", markup=False)

    def action_start_over(self) -> None:
        from workspace.what_if import Wish

        self._step(Wish())

    def action_copy(self) -> None:
        if self._view is not None:
            self.app.copy_to_clipboard(what_if_markdown(self._view, self._currency))
            self.notify("Copied the ranking as Markdown.", markup=False)


def _toggled(ids: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in ids if other != one) if one in ids else (*ids, one)


def _named(name: str) -> Content:
    return Content.assemble("− ", Content(Untrusted(name).line(60)))


def _none(words_of_ours: str) -> Content:
    return Content.styled(words_of_ours, "dim")
