"""Finds the names that a text itself gives away: sign-offs, greetings, introductions, From lines.

No language model is at hand that would know a person's name, but a record tells most of them where people
are polite. Words that look like a name and are none are listed, as blanking them would hurt the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.words import word_set

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*[\w]"
_NAME = rf"{_WORD}(?:[ \t]+(?:{_WORD}|[A-Z]\.?)){{0,2}}"
_GREETING = re.compile(
    rf"(?m)(?:^|[.!?]\s+)(?:hi|hello|hey|dear|hallo|hola|bonjour|good (?:morning|afternoon|evening)|thanks|"
    rf"thank you|sure|okay|ok|alright|great|yes|no)[,]?[ \t]+(?P<name>(?-i:{_WORD}))(?=\s*[,.!?:;\n—–-]|$)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    rf"\b(?:my name is|my name's|mein name ist|me llamo|je m'appelle)[ \t]+(?P<name>(?-i:{_NAME}))"
    rf"|\bthis is[ \t]+(?P<caller>(?-i:{_WORD}(?:[ \t]+{_WORD})?))"
    r"(?=\s*[,.!]|\s+(?:from|calling|speaking|with)\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?mi)^[ \t]*(?:(?:kind|best|warm|many)?[ \t]*regards|best|best wishes|cheers|thanks|thank you|"
    rf"many thanks|thanks in advance|sincerely|yours (?:sincerely|truly|faithfully)|mit freundlichen grüßen|viele grüße|"
    rf"cordialement|saludos)[,.!]*[ \t]*\n(?:[ \t]*\n)?"
    rf"[ \t]*[-–—]?[ \t]*(?P<name>(?-i:{_NAME}))[ \t]*[,.]?[ \t]*$"
)
_DASHED = re.compile(rf"(?m)^[ \t]*[-–—]{{1,2}}[ \t]*(?P<name>{_NAME})[ \t]*\Z")
_FROM = re.compile(rf"(?mi)^[> \t]*(?:from|von|de)[ \t]*:[ \t]*\"?(?P<name>(?-i:{_NAME}))\"?[ \t]*(?:<|\[|$)")
_NO_NAMES = word_set(
    "all team everyone everybody there support sir madam sirs folks guys customer customers service "
    "helpdesk help desk again so much for the that this you it we i i'm i’m let let's i'll i've in to "
    "my your our what how when where please no yes not ok okay and but just very good great sure "
    "nothing sorry issue error problem monday tuesday wednesday thursday friday saturday sunday january "
    "february march april june july august september october november december can could will would do "
    "does is are was were have has one more regards best thanks thank sincerely cheers agent hi hello "
    "hey dear speaking also then now well microsoft windows google apple amazon excel outlook teams "
    "zoom slack salesforce zendesk wifi wi-fi vpn"
)


def is_name(text: str) -> bool:
    """Whether a capitalised word or words may be somebody's name."""
    words = text.lower().split()
    return bool(words) and words[0] not in _NO_NAMES and not all(word in _NO_NAMES for word in words)


def names_in(text: str) -> set[str]:
    """The names that greetings, introductions, sign-offs and From lines of ``text`` give away."""
    found: set[str] = set()
    for pattern in (_GREETING, _INTRODUCTION, _CLOSING, _DASHED, _FROM):
        for match in pattern.finditer(text):
            found.update(group for group in match.groups() if group)
    return {name for name in found if is_name(name)}


class Roster:
    """The people of an export (users): looks up which of them a text speaks of, without trying them all."""

    def __init__(self) -> None:
        self._by_last: dict[str, set[str]] = {}

    def add(self, name: str) -> None:
        """Learn a full name; a single word is too weak to look for everywhere."""
        words = name.split()
        if len(words) > 1:
            self._by_last.setdefault(words[-1].casefold(), set()).add(name)

    def named_in(self, text: str) -> Iterable[str]:
        """The full names whose words all stand in ``text``."""
        if not self._by_last:
            return ()
        words = set(re.findall(r"[\w'’-]+", text.casefold()))
        return sorted(
            name
            for last in words & self._by_last.keys()
            for name in self._by_last[last]
            if all(word.casefold() in words for word in name.split())
        )
