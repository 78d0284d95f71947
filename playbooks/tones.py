"""How a message begins and ends, by tone."""

from __future__ import annotations

import re
from enum import StrEnum

from foundation.text import one_line

_TWO_WORDS = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+(?: [A-ZÀ-ÖØ-Þ]\.)? [A-ZÀ-ÖØ-Þ][\w'’-]+")


class Tone(StrEnum):
    """``plain`` and ``warm`` use the first name where which it is can be told, ``formal`` the whole name."""

    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"

    def hello(self, name: str) -> str:
        """The first line to ``name``; without one where it is empty."""
        word = {Tone.PLAIN: "Hello", Tone.WARM: "Hi", Tone.FORMAL: "Dear"}[self]
        shown = one_line(name)
        if self is not Tone.FORMAL and _TWO_WORDS.fullmatch(shown):
            shown = shown.split()[0]
        if not shown:
            return "Hello," if self is Tone.FORMAL else f"{word},"
        return f"{word} {shown},"

    @property
    def regards(self) -> str:
        """The line above the signature."""
        return {
            Tone.PLAIN: "Best regards,",
            Tone.WARM: "Thank you, and warm regards,",
            Tone.FORMAL: "Yours sincerely,",
        }[self]
