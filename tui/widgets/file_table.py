"""Files and folders to import from, with a mark on those that go together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.browsing import Entry


class FileTable(Table["Entry"]):
    """Entries of one folder. Posts ``Highlighted``, ``Chosen`` and ``Marked``; marks last over folders."""

    BINDING_GROUP_TITLE = "Files"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark files that go together", key_display="␣"),
    ]

    class Highlighted(Message):
        """The cursor stands on ``entry``."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Chosen(Message):
        """``entry`` was opened."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Marked(Message):
        """The marks changed."""

    def __init__(self) -> None:
        self.marks: dict[Path, None] = {}
        super().__init__(
            (
                Column("mark", " ", 1, lambda entry, _rank: "✓" if entry.path in self.marks else " "),
                Column("name", "Name", 0, lambda entry, _rank: _name(entry)),
                Column("size", "Size", 9, lambda entry, _rank: _size(entry), right=True),
                Column("when", "Changed", 16, lambda entry, _rank: words.moment(entry.modified), least=60),
            )
        )

    def show_entries(self, entries: Sequence[Entry], keep: Path | None) -> None:
        """Show a folder's entries with the cursor on ``keep`` if it is there."""
        at = next((place for place, entry in enumerate(entries) if entry.path == keep), 0)
        self.show_rows(entries, at)

    def action_mark(self) -> None:
        if (entry := self.current) is not None:
            if entry.path in self.marks:
                del self.marks[entry.path]
            else:
                self.marks[entry.path] = None
            self.refresh()
            self.action_move(1)
            self.post_message(self.Marked())

    def clear_marks(self) -> None:
        """Forget which files were marked."""
        self.marks.clear()
        self.refresh()

    def highlighted(self, row: Entry) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: Entry) -> None:
        self.post_message(self.Chosen(row))


def _name(entry: Entry) -> Untrusted:
    return Untrusted(f"{entry.path.name}/" if entry.is_folder else entry.path.name)


def _size(entry: Entry) -> str:
    return "folder" if entry.is_folder else words.size(entry.size)
