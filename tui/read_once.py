"""The app's stylesheet, which reads each source once.

Textual's own reads every source again, in a sheet of its own, whenever a screen brings a new one, and forgets what it
read once there are more than 64; before the first frame that is five readings of everything, and later one at each
screen's first opening.
"""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_SOURCES = 1024  # more than the app and Textual have; each is a widget's or a screen's rules


class ReadOnce(Stylesheet):
    """Keeps what it read of each source as long as the variables stay."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Another look's colours; the same ones again change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """The rules of every source under the variables as they are now. Raises StylesheetParseError."""
        self.parse()
