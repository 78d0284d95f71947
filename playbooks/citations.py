"""Quoted words, and whether they are really somebody's.

Keeps the rule that every quote is a verbatim part of the item it is cited from. Only what typography changes may
differ: white space, and the shape of quotation marks, apostrophes and dashes. A quote may leave words out at an
ellipsis; its parts must then stand in the item in the same order. The product's own ``[…]`` marks stay as stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|\"([^\"\n]*)\"|(?<!\w)‘([^’]{12,}?)’(?!\w)")
_SHAPES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": "'", "`": "'",
                         "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})  # fmt: skip
_LEFT_OUT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*")
_EDGES = " \t\n,;:."


def quotes_in(text: str) -> list[str]:
    """What stands between quotation marks in ``text``, in order, without the marks; an opening mark that nothing
    closes quotes all that follows."""
    found = [next(group for group in match.groups() if group is not None) for match in _QUOTED.finditer(text)]
    rest = _QUOTED.sub(" ", text)
    for mark in ("“", "„", "«", '"'):
        if mark in rest:
            found.append(rest.split(mark, 1)[1])
            break
    return [quote for quote in found if quote.strip(_EDGES)]


def without_quotes(text: str) -> str:
    """``text`` with a blank where a closed quote stood."""
    return _QUOTED.sub(" ", text)


def is_verbatim(quote: str, source: str) -> bool:
    """Whether ``quote`` stands in ``source``, whole words only, case kept but for the first letter."""
    at, held = 0, _plain(source)
    parts = [part.strip(_EDGES) for part in _LEFT_OUT.split(_plain(quote))]
    parts = [part for part in parts if part]
    for number, part in enumerate(parts):
        first = (
            f"[{re.escape(part[0].lower())}{re.escape(part[0].upper())}]"
            if number == 0
            else re.escape(part[0])
        )
        found = re.compile(rf"(?<!\w){first}{re.escape(part[1:])}(?!\w)").search(held, at)
        if found is None:
            return False
        at = found.end()
    return bool(parts)


def false_quotes(text: str, sources: Sequence[str]) -> list[str]:
    """The quotes of ``text`` that stand in none of ``sources``."""
    return [quote for quote in quotes_in(text) if not any(is_verbatim(quote, source) for source in sources)]


def _plain(text: str) -> str:
    return " ".join(text.translate(_SHAPES).split())
