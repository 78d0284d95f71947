"""What a rule finds in a draft: where, which words, and why, so that a person can mend them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """``words`` stand in the text of ``part`` (see ``draft_parts``) from ``start`` to ``end``; ``why`` is one line.
    A finding about what is no text, such as an addressee, has ``start`` and ``end`` 0."""

    part: str
    start: int
    end: int
    rule: str
    words: str
    why: str


RULES = (
    *("quote", "attributed", "account", "foreign", "addressee", "personal", "name", "number", "date"),
    *("promise", "offer", "legal", "release", "placeholder", "link", "markup", "character", "instruction"),
    *("length", "reading", "tone"),
)
"""Every rule there is, the gravest first."""
