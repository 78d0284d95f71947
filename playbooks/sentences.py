"""The whole sentences of what a customer wrote that are short enough to be quoted back to them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"""\S.*?(?:[.!?]+(?=\s+["“‘(¿¡]?[A-ZÀ-Þ\d]|\s*\Z)|\Z)""", re.DOTALL)
_LONGEST = 160
_SHORTEST = 12
_MASKED = re.compile(r"\[[A-Z_ ]+(?:_\d+)?\]|[<>\[\]{}]|https?:|@")


def short_quote(text: str) -> str:
    """The first sentence of ``text`` that may be quoted, verbatim and without its full stop; empty where none may:
    too short or too long to say anything, or holding what redaction took out, a link or markup."""
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if _SHORTEST <= len(sentence) <= _LONGEST and "\n" not in sentence and not _MASKED.search(sentence):
            return sentence.rstrip(".").strip()
    return ""
