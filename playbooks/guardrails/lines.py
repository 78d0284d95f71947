"""A text cut into its sentences, the same way wherever it stands, so that a sentence of a play's own file is known
again in an edited draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbooks.guardrails.seen_text import see

_SENTENCE = re.compile(r"\S(?:[^\n.!?]|[.!?](?![\s”»\"“]|\Z))*[^\n]?[”»\"“]?")


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of ``text`` start and end."""
    return [found.span() for found in _SENTENCE.finditer(text) if found[0].strip()]


def lines_of(text: str) -> list[str]:
    """The sentences of ``text`` as they are read, white space as one blank."""
    seen = see(text).text
    return [_plain(seen[start:end]) for start, end in line_spans(seen)]


def own_spans(text: str, lines: frozenset[str]) -> list[tuple[int, int]]:
    """Where sentences of ``text`` (as seen) stand that are among ``lines``."""
    return [(start, end) for start, end in line_spans(text) if _plain(text[start:end]) in lines]


def marked_in(texts: Iterable[str]) -> Iterator[str]:
    """What texts of our own put in marks, placeholders apart."""
    for text in texts:
        for found in re.finditer(r"“([^”{}]+)”|'([^'{}]{3,})'", text):
            yield found[1] or found[2]


def _plain(text: str) -> str:
    return " ".join(text.split())
