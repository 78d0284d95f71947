"""What people change of themes, as the desk makes it: each answers with the change, made once an editor is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from workspace.edit_recording import Editor, Made

    ThemeChange = Callable[[Editor], Made]


def rename(theme_id: str, label: str) -> ThemeChange:
    """Give it a name that stays."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.rename(editor, theme_id, label)

    return made


def merge(gone: str, kept: str) -> ThemeChange:
    """Make two themes one; ``kept`` keeps id and name."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.merge(editor, gone, kept)

    return made


def never_merge(theme_id: str, other: str) -> ThemeChange:
    """Keep two themes apart."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.never_merge(editor, theme_id, other)

    return made


def split(theme_id: str, parts: Sequence[str]) -> ThemeChange:
    """Part it by words, or by its sub-themes where there are none."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.split(editor, theme_id, parts)

    return made


def pin(phrases: tuple[str, ...], examples: tuple[str, ...], label: str) -> ThemeChange:
    """Track a theme whether anybody speaks of it or not."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.pin(editor, theme_edits.PinRequest(phrases, examples, label))

    return made


def hide(theme_id: str) -> ThemeChange:
    """Take it off all lists."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.hide(editor, theme_id)

    return made


def unhide(theme_id: str) -> ThemeChange:
    """Put it back on the lists."""

    def made(editor: Editor) -> Made:
        from workspace import edit_undoing

        return edit_undoing.unhide(editor, theme_id)

    return made


def resolve(theme_id: str, on: date) -> ThemeChange:
    """Say that it is mended, and since when."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.resolve(editor, theme_id, on)

    return made


def move(statement_id: str, theme_id: str | None) -> ThemeChange:
    """Put one statement into a theme, or out of all."""

    def made(editor: Editor) -> Made:
        from workspace import theme_edits

        return theme_edits.move(editor, statement_id, theme_id)

    return made


def undo(number: int, *, with_dependents: bool) -> ThemeChange:
    """Take a change back, with those that hang on it if so wished."""

    def made(editor: Editor) -> Made:
        from workspace import edit_undoing

        return edit_undoing.undo(editor, number, with_dependents=with_dependents)

    return made
