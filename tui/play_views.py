"""What a view of the rooms of plays and of win-back is: a table, and what is said of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.content import Content

    from tui.widgets.row_table import RowTable


@dataclass(frozen=True, slots=True)
class View:
    """One table of a room. ``key`` tells a row from others, ``search`` is what the filter looks in, ``orders`` are
    named, the first as the rows come; ``line`` is a row as Markdown, ``empty`` teaches the next step where there is no
    row; ``drafts``: rows can be drafted from."""

    name: str
    title: str
    table: Callable[[], RowTable[Any]]
    key: Callable[[Any], str]
    search: Callable[[Any], str]
    orders: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    detail: Callable[[Any], Content]
    line: Callable[[Any], str]
    empty: str
    account: Callable[[Any], str]
    drafts: bool = False
