"""Quoted words, and whether they are really somebody's.

Keeps the rule that every quote is a verbatim part of the item it is cited from. Only what typography changes may
differ: white space, and the shape of quotation marks, apostrophes and dashes. A quote may leave words out at an
ellipsis; its parts must then stand close together in the item, in the same order, and what is left out may not turn
what is said: no "not", no "but", no end of a sentence. The product's own ``[…]`` marks stay as stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_QUOTED = re.compile(
    r"“([^”“]*)”|„([^“”„]*)[“”]|«([^»«]*)»|»([^«»]*)«|”([^”]*)”|\"([^\"\n]*)\"|‹([^›]*)›|「([^」]*)」|『([^』]*)』"
    r"|(?<!\w)[‘‚]([^’‘\n]{2,}?(?:’\w[^’‘\n]*?)*)[’‘](?!\w)|`([^`\n]+)`"
    r"|(?<![\w'])'((?:[^'\n]|(?<=\w)'(?=\w)){2,}?)'(?!\w)"
)
_OPENS = re.compile(r"[“„«\"「『‹]")
_SHAPES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": "'", "`": "'",
                         "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "})  # fmt: skip
_LEFT_OUT = re.compile(r"\s*(?:\[(?:…|\.{2,})\]|\((?:…|\.{2,})\)|…|\.{2,})\s*")
_EDGES = " \t\n,;:.!?"
_TURNS = re.compile(
    r"[.!?;]\s|\n|\b(?:not|no|never|none|nor|neither|without|hardly|barely|but|however|unless|if|until|except|although|"
    r"nicht|kein\w*|nie|ohne|aber|wenn|außer|pas|jamais|sans|mais|si|sauf|nunca|sin|pero|salvo)\b|n't\b",
    re.IGNORECASE,
)
_GAP_WORDS = 12
_PART_WORDS = 2
_FREE_WORDS = 3
"""Shorter quotes hide no number: “30” accounts are still 30 accounts."""
_UNIT_BESIDE = re.compile(r"\s*(?:%|‰|percent|per cent|prozent|pour cent|por ciento|[€£$]|[kKmM]\b)")


def quotes_at(text: str) -> list[tuple[str, int, int]]:
    """What stands between closed quotation marks in ``text``, and where it and its marks start and end."""
    found = []
    for match in _QUOTED.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        found.append((words, match.start(), match.end()))
    return found


def quotes_in(text: str) -> list[str]:
    """What stands between quotation marks in ``text``, in order, without the marks; an opening mark that nothing
    closes quotes all that follows."""
    found = [words for words, _, _ in quotes_at(text)]
    opened = _OPENS.search(_QUOTED.sub(" ", text))
    if opened is not None:
        found.append(_QUOTED.sub(" ", text)[opened.end() :])
    return [quote for quote in found if quote.strip(_EDGES)]


def without_quotes(text: str) -> str:
    """``text`` with a blank where a closed quote of some words stood, unless a unit stands beside it."""
    for words, start, end in reversed(quotes_at(text)):
        if len(words.split()) >= _FREE_WORDS and not _UNIT_BESIDE.match(text, end):
            text = f"{text[:start]} {text[end:]}"
    return text


def unquoted(text: str) -> str:
    """``text`` without any of its quotes."""
    return _QUOTED.sub(" ", text)


def is_verbatim(quote: str, source: str) -> bool:
    """Whether ``quote`` stands in ``source``, whole words only, case kept but for the first letter."""
    held = _plain(source)
    parts = [part.strip(_EDGES) for part in _LEFT_OUT.split(_plain(quote))]
    parts = [part for part in parts if part]
    if len(parts) > 1 and any(len(part.split()) < _PART_WORDS for part in parts):
        return False
    return bool(parts) and any(
        _goes_on(parts[1:], held, found.end()) for found in _pattern(parts[0], loose=True).finditer(held)
    )


def _goes_on(parts: Sequence[str], held: str, at: int) -> bool:
    """Whether ``parts`` follow each other from ``at`` on, near enough and with nothing turned between them."""
    if not parts:
        return True
    found = _pattern(parts[0], loose=False).search(held, at)
    if found is None:
        return False
    gap = held[at : found.start()]
    if len(gap.split()) > _GAP_WORDS or (_TURNS.search(gap) and not _LEFT_OUT.fullmatch(gap)):
        return False
    return _goes_on(parts[1:], held, found.end())


def _pattern(part: str, loose: bool) -> re.Pattern[str]:
    first = re.escape(part[0])
    if loose:
        first = f"(?:{re.escape(part[0].lower())}|{re.escape(part[0].upper())})"
    return re.compile(rf"(?<!\w){first}{re.escape(part[1:])}(?!\w)")


def false_quotes(text: str, sources: Sequence[str], names: Iterable[str] = ()) -> list[str]:
    """The quotes of ``text`` that stand in none of ``sources`` and are none of ``names`` (an account's, a theme's)."""
    quotes = quotes_in(text)
    held = {_plain(name).strip(_EDGES).casefold() for name in names} if quotes else set()
    return [
        quote
        for quote in quotes
        if _plain(quote).strip(_EDGES).casefold() not in held
        and not any(is_verbatim(quote, source) for source in sources)
    ]


def _plain(text: str) -> str:
    return " ".join(text.translate(_SHAPES).split())
