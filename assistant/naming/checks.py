"""Whether a name that a model gave may stand: everything in it is held against the theme's members.

Keeps the rules that one customer cannot name a theme that others are in, that no name of a company or a person, no
number from elsewhere, no link and nothing that instructs a reader becomes a label, and that a fault is named in our own
words: what a customer planted is never repeated to the model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil

from assistant.faults import names_account, repeats, unshowable
from assistant.naming.members import Members, stems
from assistant.wording import FIGURES, SAYS
from foundation.text import folded
from playbooks.written_numbers import read_numbers
from synthesis.stems import stem_of
from synthesis.unspaced import spaced

MOST_WORDS = 8
_LABEL = range(3, 81)
_SENTENCE = range(12, 281)
_PER_STEM = 0.03  # of the texts must hold a word of the label, and two of them at least
_SPOKEN = 0.25  # of the texts must hold some word of the label
_FEW = 4  # texts from which two must hold a word
_HEARD = 3  # accounts from which two must have said a word
_FREE_FROM = 3  # words of a label from which one may be the model's own
_OWN_SHARE = {"summary": 0.5, "rule": 0.34}
_NEUTRAL_WORDS = """
issue issues problem problems trouble difficulty difficulties request requests question questions complaint
complaints praise concern concerns feedback customer customers user users experience experiences statement
statements theme themes mention mentions report reports ask asks want wants need needs about regarding related
include includes including exclude excludes excluding belong belongs describe describes concerning other matter
topic specific specifically general generally such like rather cover covers express expresses
"""
_NEUTRAL = frozenset(stem_of(word) for word in _NEUTRAL_WORDS.split())
_INSTRUCTS = re.compile(
    r"\b(?:you|your|yours|yourself|please|system prompt|jailbreak|ai model|language model)\b|"
    r"\b(?:ignor\w*|disregard\w*|forget|overrid\w*|bypass\w*|obey\w*|follow\w*)\b.{0,40}\b(?:instructions?|rules?|above|"
    r"previous|prior|orders?|commands?)\b|"
    r"\b(?:visit|click|go to|browse|download|subscribe|sign up|call now|contact us|wire|transfer)\b.{0,30}"
    r"\b(?:now|here|us|link|site|website|page|url|today|account|money)\b|"
    r"^(?:visit|click|ignore|disregard|forget|obey)\b|\bthis theme (?:must|should|shall|has to)\b|"
    r"\bname (?:this|the) theme\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>|\b(?:EMAIL|PHONE|PERSON|SECRET|ADDRESS|IBAN)_\d+\b")
_QUOTED = re.compile(r"[\"“”„«»]")
_STOPS = re.compile(r"[.!?。！？](?=\s+\S)")
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A name as a model wrote it, cleaned and not believed."""

    label: str
    summary: str
    rule: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no name may hold: ``companies`` and ``people`` by name, ``taken`` labels of other themes, ``instructions``
    (the system's turn)."""

    companies: Collection[str] = ()
    people: Collection[str] = ()
    taken: Collection[str] = ()
    instructions: str = ""
    _folded: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", frozenset(folded(one) for one in self.taken))

    def has(self, label: str) -> bool:
        """Whether another theme is called so."""
        return folded(label) in self._folded


def faults_of(name: Proposed, members: Members, bounds: Bounds) -> tuple[str, ...]:
    """Why ``name`` may not stand, in our own words; empty where it may."""
    found: list[str] = []
    parts = (("label", name.label), ("summary", name.summary), ("rule", name.rule))
    for what, text in parts:
        found += [f"the {what} {fault}" for fault in _own_faults(what, text, members, bounds)]
    if not found:
        found += _unbacked(name.label, members)
        found += [
            f"the {what} says what no statement says"
            for what, text in parts[1:]
            if _strays(what, text, members)
        ]
    if bounds.has(name.label):
        found.append("the label is that of another theme")
    return tuple(found)


def _own_faults(what: str, text: str, members: Members, bounds: Bounds) -> Iterator[str]:
    size = _LABEL if what == "label" else _SENTENCE
    if len(text) not in size or not any(char.isalpha() for char in text):
        yield f"has to have {size.start} to {size.stop - 1} characters"
        return
    if what == "label" and len(text.split()) > MOST_WORDS:
        yield f"has more than {MOST_WORDS} words"
    if what != "label" and _STOPS.search(text):
        yield "has to be one sentence"
    if unshowable(text) or _PLACEHOLDER.search(text) or _QUOTED.search(text):
        yield "holds a link, markup, a quotation or what nobody can read"
    if _INSTRUCTS.search(text) or (bounds.instructions and repeats(text, bounds.instructions)):
        yield "speaks to a reader"
    if any(names_account(text, one) and not _is_word(one, members) for one in bounds.companies):
        yield "names a company"
    if _names_person(text, bounds.people, members):
        yield "names a person"
    if not _numbers_stand(text, members):
        yield "holds a number that no statement holds"


def _is_word(name: str, members: Members) -> bool:
    """Whether a name of one word is an ordinary word too: members write it small."""
    return (
        " " not in name.strip() and name.strip().casefold() != name.strip() and _small(name.strip(), members)
    )


def _small(word: str, members: Members) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", members.whole) is not None


def _names_person(text: str, people: Iterable[str], members: Members) -> bool:
    low = text.casefold()
    for person in people:
        for part in _NAME_WORD.findall(person):
            if part.casefold() not in low:
                continue
            stands = re.search(rf"(?<!\w){re.escape(part[0].upper() + part[1:])}(?!\w)", text)
            if stands and not _small(part, members):
                return True
    return False


def _numbers_stand(text: str, members: Members) -> bool:
    numbers, other = read_numbers(text)
    if not numbers and not other:
        return True
    low = members.whole.casefold()
    missing = [one for one in numbers if not _written(one.text, low)]
    if any(not _written(word, low) for word in other):
        return False
    if not missing:
        return True
    held = {(one.value, one.unit) for one in read_numbers(members.whole[:200_000])[0]}
    return all((one.value, one.unit) in held for one in missing)


def _written(word: str, low: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", low) is not None


def _unbacked(label: str, members: Members) -> list[str]:
    """Whether enough members speak of the label's words."""
    wanted = [stem for stem in dict.fromkeys(stems(label)) if stem not in _NEUTRAL]
    if not wanted:
        return ["the label says nothing of its own"]
    held = {stem: members.saying(stem) for stem in wanted}
    backed = [stem for stem in wanted if _enough(held[stem], members)]
    free = 1 if len(wanted) >= _FREE_FROM else 0
    own = [stem for stem in wanted if stem not in backed]
    spoken = frozenset().union(*(held[stem] for stem in backed))
    if len(own) > free or any(_planted(held[stem], members) for stem in own):
        return ["the label holds words that too few statements, or those of one account alone, hold"]
    if len(spoken) < _SPOKEN * len(members.texts):
        return ["the label speaks of what too few of the statements speak of"]
    return []


def _enough(places: frozenset[int], members: Members) -> bool:
    texts = len(members.texts)
    if len(places) < (max(2, ceil(_PER_STEM * texts)) if texts >= _FEW else 1):
        return False
    return _by_several(places, members)


def _planted(places: frozenset[int], members: Members) -> bool:
    """Whether a word that one account alone says stands beside an instruction or a link there."""
    if not places or _by_several(places, members):
        return False
    return any(_INSTRUCTS.search(members.texts[at]) or unshowable(members.texts[at]) for at in places)


def _by_several(places: frozenset[int], members: Members) -> bool:
    """Whether more than one account said it, where the theme has several."""
    return len(members.who) < _HEARD or len(members.accounts_at(places)) >= 2


def _strays(what: str, text: str, members: Members) -> bool:
    """Whether too little of a sentence stands in any member."""
    said = [one for one in dict.fromkeys(stems(text)) if one not in _NEUTRAL | SAYS | FIGURES]
    held = sum(_enough(members.saying(stem), members) for stem in said)
    share = _OWN_SHARE[what] * (
        0.5 if spaced(text) != text else 1.0
    )  # pairs of letters that join words count too
    return not said or held < share * len(said)
