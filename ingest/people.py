"""The people a record gives away, so that their names are blanked wherever they come again in it.

A greeting or introduction names somebody once; the same given name alone, turns later, is only known through
it. Names that no list of given names knows are blanked where they stand, not everywhere, as a false name
would take words out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.names import GIVEN_NAMES, NOT_NAMES, WORD_NAMES, NameIndex
from ingest.recognisers import given, persons
from ingest.recognisers.scan import fold, level, scan

_SURE = GIVEN_NAMES - WORD_NAMES
_OWN_WORDS = frozenset(("name", "llamo", "appelle"))
_OWN_NAME = re.compile(
    r"\b(?i:my name is|my name's|mein name ist|me llamo|je m'appelle) ([^\W\d_a-z][\w'-]+)"
)


def own_names(text: str) -> set[str]:
    """The names by which the writer of ``text`` introduces themselves, known as names or not."""
    text = level(text)
    if not scan(text).has(_OWN_WORDS):
        return set()
    return {name for name in _OWN_NAME.findall(text) if fold(name) not in NOT_NAMES and fold(name).strip("x")}


def sure_names(names: Iterable[str]) -> set[str]:
    """Those of ``names`` that begin with what is nothing but a given name."""
    return {name for name in names if fold(re.split(r"[\s-]", level(name), maxsplit=1)[0]) in _SURE}


def names_in(text: str) -> set[str]:
    """The names of people that greetings, introductions and sign-offs of ``text`` tell for sure."""
    text = level(text)
    scanned = scan(text)
    own = own_names(text)
    if not scanned.has(_SURE):
        return own
    recognisers = (*persons.recognisers(scanned), *given.recognisers(scanned))
    found = (text[find.start : find.end] for recognise in recognisers for find in recognise(text))
    return own | sure_names(found)


class Roster:
    """The people of an export (its users): which of them a text speaks of by full name."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._index = NameIndex.of(names)

    def named_in(self, text: str) -> list[str]:
        """The known full names that stand in ``text``, as written there."""
        return sorted({text[find.start : find.end] for find in self._index.find(level(text))})
