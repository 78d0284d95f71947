"""Finds forgotten names in texts by salted digests of their words alone, so that an import can blank a name
that the store no longer knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.clues import normal_name
from ingest.names import name_key
from ingest.recognisers.scan import fold

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t\u00a0]{1,2}|[-‐'’&.]|\. |, ?| & ")
_PLACEHOLDER = re.compile(r"<([A-Z_]+)_(\d{1,9})>")
_LONGEST = 5  # words of a name
PERSON, COMPANY = "named person", "named company"

Asked = Callable[[str, str], bool]
"""Whether a mention of this kind with these words is forgotten."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start`` to ``end`` name somebody forgotten; ``kind`` is ``PERSON``, ``COMPANY``, …"""

    start: int
    end: int
    kind: str


def person_mention(name: str) -> str:
    """The words by which a person's name is known in texts, whatever their order; empty for one word."""
    return name_key(name) if len(_WORD.findall(name)) > 1 else ""


def company_mention(name: str) -> str:
    """The words by which a company's name is known in texts."""
    words = normal_name(name)
    return words if len(words) > 2 else ""


def mentions(text: str, asked: Asked) -> list[Mention]:
    """Where ``text`` names somebody forgotten, in order and without overlaps, the longest first."""
    words = list(_WORD.finditer(text))
    found: list[Mention] = []
    place = 0
    while place < len(words):
        hit = next(_longest_first(text, words, place, asked), None)
        if hit is None:
            place += 1
            continue
        length, mention = hit
        found.append(mention)
        place += length
    return found


@dataclass(frozen=True, slots=True)
class Blanked:
    """A text with placeholders, and where characters of the old one are now."""

    text: str
    moves: tuple[tuple[int, int, int, int], ...]  # old start and end, new start and end of each placeholder

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the old characters ``start`` to ``end`` are; a placeholder that they cut is taken whole."""
        return self._moved(start, last=False), self._moved(end, last=True)

    def _moved(self, place: int, *, last: bool) -> int:
        shift = 0
        for old_start, old_end, new_start, new_end in self.moves:
            if place >= old_end:
                shift = new_end - old_end
            elif place > old_start:
                return new_end if last else new_start
        return place + shift


def blank(text: str, found: list[Mention]) -> Blanked:
    """``text`` with placeholders for these mentions; their numbers are not those of others in it."""
    taken: dict[str, int] = {}
    for match in _PLACEHOLDER.finditer(text):
        taken[match[1]] = max(taken.get(match[1], 0), int(match[2]))
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []
    place = length = 0
    for mention in found:
        shown = f"<{mention.kind}_{taken.get(mention.kind, 0) + 1}>"
        before = text[place : mention.start]
        pieces += [before, shown]
        length += len(before)
        moves.append((mention.start, mention.end, length, length + len(shown)))
        length += len(shown)
        place = mention.end
    return Blanked("".join(pieces) + text[place:], tuple(moves))


def _longest_first(
    text: str, words: list[re.Match[str]], place: int, asked: Asked
) -> Iterator[tuple[int, Mention]]:
    run = [words[place]]
    for word in words[place + 1 : place + _LONGEST]:
        if not _GAP.fullmatch(text[run[-1].end() : word.start()]):
            break
        run.append(word)
    for length in range(len(run), 0, -1):
        some = [match[0] for match in run[:length]]
        kind = _named(some, asked)
        if kind:
            yield length, Mention(run[0].start(), run[length - 1].end(), kind)


def _named(words: list[str], asked: Asked) -> str:
    folded = [fold(word) for word in words]
    whole = [folded[0], *(word for word in folded[1:-1] if len(word) > 1), folded[-1]]
    if len(words) > 1 and (asked(PERSON, " ".join(sorted(folded))) or asked(PERSON, " ".join(sorted(whole)))):
        return "PERSON"
    company = normal_name(" ".join(words))
    if company and asked(COMPANY, company):
        return "COMPANY"
    return ""
