"""A piece of text that a cursor stops at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message


@dataclass(frozen=True, slots=True)
class Block:
    """``opens`` makes the message that goes to what the text speaks of; None where it leads nowhere. ``under``: it
    stands under the block before it."""

    content: Content
    opens: Callable[[], Message] | None = None
    under: bool = False
