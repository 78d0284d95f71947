"""Names of people: words that look like names and are not, names that are also words, and an index of known
names that answers for a hundred thousand contacts as fast as for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from ingest.recognisers.finds import Find
from ingest.recognisers.scan import Scan, fold, scan
from ingest.words import word_set

_TOKEN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t]{1,2}|[-']|\. ?|, ?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _list(name: str) -> frozenset[str]:
    text = (files("ingest") / "recognisers" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


GIVEN_NAMES = _list("given_names")
WORD_NAMES = _list("word_names")
NOT_NAMES = _list("not_names")
PLACES_AND_BRANDS = _list("place_names")  # given names that are as often a product, a brand or a town
ORGANISATION_WORDS = _list("org_words")
SURNAMES = _list("surnames")
CALLED = GIVEN_NAMES | word_set(
    "will mark may grace hope faith joy bill rob pat art chase dean drew frank gene guy jack jay april june "
    "august summer dawn rose lily ivy violet iris holly heather sandy miles max hunter carter cooper parker ruby "
    "jasmine pearl penny patience georgia virginia florence austin jordan chad chelsea brooklyn madison victoria "
    "charlotte sydney lee kit jo dom dick abe drake brook robin dale glen heath ross linda clara pilar felix "
    "grant sue jan mercedes serena"
)

# given names that begin sentences in their other meaning; alone they stay
_VERBS_AND_MONTHS = frozenset(
    ("will", "may", "mark", "bill", "april", "june", "august", "grant", "drew", "chase", "rich", "art", "dot")
)


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    ends: str = ""  # "" no name ends here, "any" in any case, "capital" when its words are common


def name_key(name: str) -> str:
    """Equal for one name in another case, order or spelling of accents: ``Lund, Maria`` is ``Maria Lund``."""
    return " ".join(sorted(_tokens(name)))


def _tokens(name: str) -> list[str]:
    return [fold(match[0]) for match in _TOKEN.finditer(name)]


@dataclass(slots=True)
class NameIndex:
    """Known full names by their words: one dictionary step a word of text, whatever the number of names."""

    root: _Node = field(default_factory=_Node)
    cjk: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], alone: bool = False) -> NameIndex:
        """An index of ``names``; with ``alone`` each of a name's words counts by itself too: a given name
        that is also a word only with a capital, any other common word not at all. Names of one word, and of
        business words ("Support Team"), are left out otherwise."""
        index = cls()
        for name in names:
            if _CJK.search(name):
                index._add_cjk("".join(name.split()))
                continue
            given, comma, rest = (part.strip() for part in name.partition(","))
            words = _tokens(f"{rest} {given}" if comma else name)
            if alone:
                for word in words:
                    if len(word) < 3 or word in NOT_NAMES or not word.strip("x"):
                        continue
                    if word not in WORD_NAMES:
                        index._add([word], "any")
                    elif word in GIVEN_NAMES and word not in _VERBS_AND_MONTHS:
                        index._add([word], "capital")
            if len(words) > 1 and not all(word in NOT_NAMES for word in words):
                common = words[0] in WORD_NAMES or all(word in NOT_NAMES | WORD_NAMES for word in words)
                for order in (words, [words[-1], ",", *words[:-1]]):
                    index._add(order, "capital" if common else "any")
        return index

    def _add(self, words: list[str], ends: str) -> None:
        node = self.root
        for word in words:
            node = node.children.setdefault(word, _Node())
        node.ends = node.ends or ends

    def _add_cjk(self, name: str) -> None:
        if len(name) > 1:
            known = self.cjk.get(name[:2], ())
            self.cjk[name[:2]] = tuple(sorted({*known, name}, key=len, reverse=True))

    def find(self, text: str, scanned: Scan | None = None) -> Iterator[Find]:
        """The longest known name at each word of ``text``, without overlaps. ``scanned`` is what a levelled
        ``text`` holds, where it is known already."""
        if self.root.children:
            hits = self._hits((scanned or scan(text)).words)
            if hits:
                yield from self._find_words(text, hits)
        if self.cjk and _CJK.search(text):
            yield from self._find_cjk(text)

    def _hits(self, words: frozenset[str]) -> set[str]:
        """The first words of names that can end in a text of these ``words``."""
        starts = self.root.children
        present = words & starts.keys() if len(words) < len(starts) else starts.keys() & words
        return {word for word in present if _may_end(starts[word], words)}

    def _find_words(self, text: str, hits: set[str]) -> Iterator[Find]:
        starts = self.root.children
        words = list(_TOKEN.finditer(text))
        position = 0
        while position < len(words):
            word = fold(words[position][0])
            length = self._longest(text, words, position, starts[word]) if word in hits else 0
            if length:
                start, end = words[position].start(), words[position + length - 1].end()
                yield Find(start, end, "person", name_key(text[start:end]))
            position += max(1, length)

    def _longest(self, text: str, words: list[re.Match[str]], position: int, node: _Node) -> int:
        best = 0
        step = position
        while True:
            if node.ends == "any" or (node.ends and self._capital(words, position, step)):
                best = step - position + 1
            if step + 1 >= len(words):
                return best
            gap = text[words[step].end() : words[step + 1].start()]
            if not _GAP.fullmatch(gap):
                return best
            follower = fold(words[step + 1][0])
            if gap.startswith(","):
                comma = node.children.get(",")
                following = comma.children.get(follower) if comma else None
            else:
                following = node.children.get(follower)
                if following is None and len(follower) == 1 and step + 2 < len(words) and node.children:
                    skipped = node.children.get(fold(words[step + 2][0]))
                    if (
                        skipped is not None
                        and len(text[words[step + 1].end() : words[step + 2].start()]) <= 2
                    ):
                        following, step = skipped, step + 1
            if following is None:
                return best
            node, step = following, step + 1

    @staticmethod
    def _capital(words: list[re.Match[str]], first: int, last: int) -> bool:
        return all(words[place][0][0].isupper() for place in range(first, last + 1))

    def _find_cjk(self, text: str) -> Iterator[Find]:
        position = 0
        while position < len(text) - 1:
            known = self.cjk.get(text[position : position + 2], ())
            name = next((name for name in known if text.startswith(name, position)), "")
            if name:
                yield Find(position, position + len(name), "person", name)
            position += len(name) or 1


def _may_end(node: _Node, words: frozenset[str]) -> bool:
    if node.ends or not words.isdisjoint(node.children):
        return True
    comma = node.children.get(",")
    return comma is not None and not words.isdisjoint(comma.children)
