"""What the members of a theme say, laid out so that a name can be held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.wording import stems_in
from foundation.text import folded, one_line
from synthesis.unspaced import spaced

_MOST_READ = 4000
_LIKE = 4  # letters that two stems share at least
_ENDING = 2  # letters that one may have more
_PREFIX = 6
_NEAREST = 16
_SPREAD = 8
_EACH_ACCOUNT = 3
_LONGEST = 280


@dataclass(frozen=True)
class Members:
    """The statements of a theme, nearest the centre first: texts, and the account of each (empty for none)."""

    texts: tuple[str, ...]
    accounts: tuple[str, ...]

    @classmethod
    def of(cls, said: Iterable[tuple[str, str]]) -> Members:
        """Pairs of text and account; equal texts of one account count once."""
        once = {(folded(text), account): text for text, account in reversed(list(said)) if text.strip()}
        kept = [(text, account) for (_, account), text in reversed(once.items())][:_MOST_READ]
        return cls(tuple(text for text, _ in kept), tuple(account for _, account in kept))

    @cached_property
    def who(self) -> frozenset[str]:
        """The accounts that are heard."""
        return frozenset(one for one in self.accounts if one)

    @cached_property
    def _holding(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for at, text in enumerate(self.texts):
            for stem in stems(text):
                found.setdefault(stem, set()).add(at)
        return found

    @cached_property
    def whole(self) -> str:
        """All texts, for what must stand in one of them."""
        return "\n".join(self.texts)

    def saying(self, stem: str) -> frozenset[int]:
        """The places of the texts that hold a stem or one alike."""
        own = self._holding.get(stem, set())
        return frozenset(own.union(*(self._holding[one] for one in self._holding if _alike(stem, one))))

    def accounts_at(self, places: Iterable[int]) -> frozenset[str]:
        """Whose the texts at these places are."""
        return frozenset(self.accounts[at] for at in places if self.accounts[at])

    def sample(self) -> tuple[str, ...]:
        """The texts that a model is shown: those nearest the centre, few of one account, and some from the rest."""
        nearest: list[int] = []
        for at, account in enumerate(self.accounts):
            if sum(self.accounts[one] == account for one in nearest) < _EACH_ACCOUNT or not account:
                nearest.append(at)
            if len(nearest) == _NEAREST:
                break
        rest = [at for at in range(len(self.texts)) if at not in set(nearest)]
        spread = rest if len(rest) <= _SPREAD else [rest[n * len(rest) // _SPREAD] for n in range(_SPREAD)]
        return tuple(dict.fromkeys(_short(self.texts[at]) for at in (*nearest, *spread)))


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of ``text`` that mean something; of languages without blanks letters and pairs."""
    return stems_in(spaced(text).replace("-", " ").replace("/", " "))


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word: fail, failur; reliab, reliabl."""
    if one == other or not (one[0] == other[0] and one.isascii()):
        return False
    short, long = sorted((one, other), key=len)
    if len(short) >= _LIKE and long.startswith(short) and len(long) - len(short) <= _ENDING:
        return True
    return len(short) >= _PREFIX and short[:_PREFIX] == long[:_PREFIX]


def _short(text: str) -> str:
    return one_line(text, _LONGEST)


def listed(texts: Sequence[str]) -> str:
    """The texts as a list."""
    return "\n".join(_items(texts))


def _items(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {re.sub(r'^[-*•]+ ?', '', text)}"
