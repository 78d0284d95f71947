"""Drafts that were kept: those on their way, and those that are done with what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft


class DraftTable(RowTable["KeptDraft"]):
    """Enter opens a draft. ``done``: with outcomes in place of owners."""

    BINDING_GROUP_TITLE = "Drafts"

    def __init__(self, done: bool) -> None:
        super().__init__(_columns("USD", done))
        self._done = done

    def show_currency(self, currency: str) -> None:
        self._columns = _columns(currency, self._done)


def _columns(currency: str, done: bool) -> tuple[Column[KeptDraft], ...]:
    shared: tuple[Column[KeptDraft], ...] = (
        Column("status", "Status", 10, lambda kept, _rank: play_words.status_words(kept)),
        Column("since", "Since", 6, lambda kept, _rank: words.day_short(kept.changes[-1].at.date())),
        Column("account", "Account", 0, lambda kept, _rank: Untrusted(kept.draft.name)),
        Column("play", "Play", 19, lambda kept, _rank: Untrusted(kept.draft.play)),
    )
    if done:
        return (
            *shared,
            Column("came", "What came of it", 34, lambda kept, _rank: Untrusted(play_words.came_of(kept, currency)),
                   least=96),
            Column("came", "Outcome", 10, lambda kept, _rank: Untrusted(kept.changes[-1].outcome or "–"), most=95),
        )  # fmt: skip
    return (
        *shared,
        Column("owner", "Owner", 15, lambda kept, _rank: Untrusted(_owner(kept)), least=72),
        Column("kind", "Kind", 8, lambda kept, _rank: kept.kind, least=96),
        Column("next", "Next", 27, lambda kept, _rank: play_words.next_step(kept), least=120),
        Column("id", "Draft", 8, lambda kept, _rank: kept.id[: play_words.SHORT], least=86),
    )


def _owner(kept: KeptDraft) -> str:
    return kept.draft.steps[0].who if kept.draft.steps else ""
