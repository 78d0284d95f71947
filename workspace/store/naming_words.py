"""Finds one person or account, whose names are still known, in texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.names import NameIndex
from ingest.recognisers.scan import fold
from workspace.store.mentions import COMPANY, PERSON, Mention, company_mention, mentions, person_mention

_LETTERS = re.compile(r"[^\W_]+")
_LEAST_FILE = 5  # letters of a name that a file's name is compared with


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose mentions to find: full names of people, names of companies, and literal words (addresses, hosts,
    each with the kind that stands in its place). ``alone`` also finds one of the people's names by itself."""

    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    literals: tuple[tuple[str, str], ...] = ()
    _people: NameIndex = field(default_factory=NameIndex, repr=False)
    _alone: NameIndex = field(default_factory=NameIndex, repr=False)
    _known: frozenset[tuple[str, str]] = frozenset()
    _hints: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        people: tuple[str, ...] = (),
        companies: tuple[str, ...] = (),
        literals: tuple[tuple[str, str], ...] = (),
    ) -> Wanted:
        """Everything that is needed to look for these."""
        known = {(PERSON, person_mention(name)) for name in people}
        known |= {(COMPANY, company_mention(name)) for name in companies}
        known = {(kind, words) for kind, words in known if words}
        full = tuple(name for name in people if person_mention(name))
        hints = {fold(word) for name in (*people, *companies) for word in _LETTERS.findall(name)}
        hints |= {literal.casefold() for literal, _ in literals}
        return cls(
            people,
            companies,
            tuple((literal.casefold(), kind) for literal, kind in literals if literal),
            NameIndex.of(full),
            NameIndex.of(people, alone=True),
            frozenset(known),
            tuple(sorted(hints - {""})),
        )

    def find(self, text: str, *, alone: bool = False) -> list[Mention]:
        """The mentions in ``text``, in order and without overlaps."""
        folded = fold(text)
        if not any(hint in folded for hint in self._hints):
            return []
        found = mentions(text, lambda kind, words: (kind, words) in self._known)
        index = self._alone if alone else self._people
        found += [Mention(find.start, find.end, "PERSON") for find in index.find(text)]
        for literal, kind in self.literals:
            for match in re.finditer(rf"(?<![\w@]){re.escape(literal)}(?!\w)", text, re.IGNORECASE):
                found.append(Mention(match.start(), match.end(), kind))
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda one: (one.start, -one.end)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def in_file_name(self, name: str, *, alone: bool = False) -> bool:
        """Whether a file's name holds one of the names, however it joins the words; with ``alone`` one of a
        person's names as a word of it is enough."""
        if alone and any(self._alone.find(" ".join(_LETTERS.findall(name)))):
            return True
        squeezed = "".join(_LETTERS.findall(fold(name)))
        wanted = (*self.people, *self.companies, *(literal for literal, _ in self.literals))
        keys = ("".join(_LETTERS.findall(fold(one))) for one in wanted)
        return any(len(key) >= _LEAST_FILE and key in squeezed for key in keys)
