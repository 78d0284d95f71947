"""How long work reports how far it is: one callback, called from the thread that works."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""``progress(stage, done, total)``; ``total`` is None while unknown."""


def silent(_stage: str, _done: int, _total: int | None) -> None:
    """A progress callback that says nothing."""
