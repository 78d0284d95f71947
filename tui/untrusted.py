"""Text of unknown origin on its way to the screen: the one type that may become ``Content``.

Customers' words, names and labels come as ``Untrusted``; it goes through the sanitiser and never through a
markup parser, so escape sequences draw nothing and ``[bold]`` is six characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from foundation.text import one_line, safe_text

_RAW_PER_CELL = 24  # characters looked at for each cell of a line: combining marks and spaces take none


@dataclass(frozen=True, slots=True)
class Untrusted:
    """Wraps ``text`` as it was stored; nothing else hands it to a widget."""

    text: str

    def content(self, limit: int | None = None, style: str = "") -> Content:
        """The whole text as plain content, tabs widened; cut to ``limit`` characters with an ellipsis."""
        shown = self._safe(limit)
        return Content(shown).stylize(style) if style else Content(shown)

    def marking(self, phrase: Untrusted, style: str, limit: int | None = None) -> Content:
        """The text with the first occurrence of ``phrase`` in ``style``; unmarked where it does not occur."""
        shown, wanted = self._safe(limit), phrase._safe(None)
        at = shown.find(wanted) if wanted else -1
        content = Content(shown)
        return content if at < 0 else content.stylize(style, at, at + len(wanted))

    def line(self, width: int | None = None) -> str:
        """One safe line, at most ``width`` terminal cells wide, with an ellipsis where it was cut."""
        if width is None:
            return one_line(self.text)
        if width <= 0:
            return ""
        flat = one_line(self.text[: width * _RAW_PER_CELL])
        if cell_len(flat) <= width:
            return flat
        return set_cell_size(flat, width - 1).rstrip() + "…"

    def _safe(self, limit: int | None) -> str:
        text = safe_text(self.text if limit is None else self.text[: limit * 2]).replace("\t", "    ")
        if limit is not None and len(text) > limit:
            return text[: limit - 1].rstrip() + "…"
        return text

    def __str__(self) -> str:
        return self.line()
