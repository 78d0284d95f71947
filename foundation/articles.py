"""``a`` or ``an`` before words, by how their beginning sounds."""

from __future__ import annotations


def with_article(words: str) -> str:
    """``an enterprise account``, ``an smb account`` (spelled letter by letter), ``a Tier 3 account``."""
    first = words.split(maxsplit=1)[0].casefold() if words.strip() else ""
    spelled = 1 < len(first) < 5 and first.isalpha() and not set(first) & set("aeiouy")
    sounds = first[:1] and first[0] in ("aefhilmnorsx" if spelled else "aeio")
    return f"{'an' if sounds else 'a'} {words}"
