"""Which accounts a question names: by name, id or domain, by a name with a slip, by the first word of one.

Keeps the rule that another name is no slip: what looks like an account and is none is told apart, never guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.offline.spelling import folded, spellings
from assistant.offline.vocabulary import NamedAccount, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*")


_ALMOST = 86.0


_LEAST = 6


_LONG_WORD = 8


_COMMON_WORDS = """
i a an the why what who which when where how is are was were do does did has have can could should would will
nrr grr arr mrr nps csm ceo cto cfo tier q1 q2 q3 q4 please tell show give list compare top our we us my me and
or of for in on at to with about january february march april may june july august september october november
december monday tuesday wednesday thursday friday saturday sunday english german french spanish crm api sso pdf
csv ticket tickets kpi churn health risk renewal revenue customers accounts
"""


_COMMON = frozenset(_COMMON_WORDS.split())


_SLOTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwhy (?:is|are|was|were|did|does|would|might|will) (.+?) (?:at risk|in "
        r"(?:danger|trouble)|leav\w+|left|churn\w*"
        r"|likely|unhappy|angry|cancel\w*|so\b)",
        r"\bwhy (?:may|might|could|would|will|do|did|are|should) we (?:lose|be losing|losing|worry about) (.+?)[?.!]*$",
        r"\b(?:is|are|was) (.+?) (?:happy|unhappy|satisfied|at risk|healthy|likely|doing|ok\b|about to)",
        r"\bhealth(?: score)? (?:of|for|at) (.+?)[?.!]*$",
        r"\bwhen (?:does|do|will|is) (.+?)(?:'s)? (?:renew\w*|contract|up for)",
        r"\bhow much (?:\w+ )?does (.+?) (?:pay|spend|bring|cost)",
        r"\b(?:next|do|done|plan) (?:steps? )?(?:for|with|at|about) (.+?)(?: next| now| today)?[?.!]*$",
        r"\b(?:brief me on|tell me about|who is|facts (?:on|about)|owner of|owns|csm (?:of|for)) (.+?)[?.!]*$",
        r"\bwhat (?:does|did) (.+?) (?:say|think|want|complain|ask|need|tell)",
        r"\bwhat (?:puts|makes|drives) (.+?) (?:in danger|at risk|leave|unhappy)",
        r"\bcompare (.+?) (?:and|with|to|against|vs\.?|versus) (.+?)[?.!]*$",
    )
)


_GENERIC_WORDS = """
our we us they it he she them customer customers account accounts client clients company the a an all any most
some these those this that people user users everyone anybody anyone they're you your other each every one ones
big bigger biggest large larger largest small smaller smallest new old us revenue arr mrr nrr grr churn theme
themes segment segments tier tiers month months them next now today week and or of us i my team say says book
product first best worst likely doing so very more less is are be in to do renewal renewals at risk health csm
owner not no never by per paying valuable important
"""


_GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class AccountMention:
    """An account that a question names. ``said``: as written; ``exact``: by its name or id, letter for letter."""

    account: NamedAccount
    said: str
    exact: bool


@dataclass(slots=True)
class AccountReading:
    """The accounts found so far; ``text`` is what is left of the question; ``passed_over``: those whose name is a
    common word and was read as one."""

    text: str
    accounts: list[AccountMention] = field(default_factory=list)
    ambiguous: list[tuple[str, tuple[NamedAccount, ...]]] = field(default_factory=list)
    passed_over: list[NamedAccount] = field(default_factory=list)

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]


def read_accounts(question: str, vocabulary: Vocabulary) -> AccountReading:
    """The accounts of ``question``, those named letter for letter first."""
    reading = AccountReading(question)
    index = _index(vocabulary)
    _exact_accounts(reading, index)
    _misspelt_accounts(reading, vocabulary)
    _first_words(reading, index)
    return reading


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    names: dict[str, list[NamedAccount]]
    first_words: dict[str, list[NamedAccount]]
    longest: int


@lru_cache(maxsize=4)
def _index(vocabulary: Vocabulary) -> _Index:
    names: dict[str, list[NamedAccount]] = defaultdict(list)
    first: dict[str, list[NamedAccount]] = defaultdict(list)
    for one in vocabulary.accounts:
        for called in dict.fromkeys((one.name, one.id, *one.aliases)):
            for key in dict.fromkeys(key_of(written) for written in spellings(called)):
                if key and one not in names[key]:
                    names[key].append(one)
        for word in dict.fromkeys(key_of(written).split(" ")[0] for written in spellings(one.name)):
            if word and one not in first[word]:
                first[word].append(one)
    longest = max((len(key.split()) for key in names), default=1)
    return _Index(names, first, min(longest, 8))


def key_of(text: str) -> str:
    return " ".join(_bare(found[0]) for found in _WORD.finditer(text))


def _bare(word: str) -> str:
    return re.sub(r"['’]", "", re.sub(r"['’]s$", "", folded(word)))


def _grams(text: str, longest: int) -> list[tuple[int, int, str, list[str]]]:
    """Runs of words, longest first: start, end, key, words as written."""
    words = list(_WORD.finditer(text))
    return [
        (
            words[at].start(),
            words[at + size - 1].end(),
            " ".join(_bare(one[0]) for one in words[at : at + size]),
            [one[0] for one in words[at : at + size]],
        )
        for size in range(min(longest, len(words)), 0, -1)
        for at in range(len(words) - size + 1)
    ]


def _exact_accounts(reading: AccountReading, index: _Index) -> None:
    found: list[tuple[int, AccountMention]] = []
    for start, end, key, _ in _grams(reading.text, index.longest):
        held = index.names.get(key)
        if not held or reading.text[start:end].strip() == "":
            continue
        if key in _COMMON and not _stands_for_one(reading, start, end, index):
            reading.passed_over += [one for one in held if one.name == reading.text[start:end]]
            continue
        said = reading.text[start:end]
        held = [one for one in held if one.name.casefold() == said.casefold()] or held
        if len(held) > 1:
            reading.ambiguous.append((said, tuple(held)))
        else:
            found.append((start, AccountMention(held[0], said, True)))
        reading.blank(start, end)
    _take(reading, found)


def _stands_for_one(reading: AccountReading, start: int, end: int, index: _Index) -> bool:
    """Whether a common word ("May", "Risk") stands where the question puts an account, and no other month does."""
    for slot in (*_SLOTS, *_PLACES):
        found = slot.search(reading.text)
        spans = found.regs[1:] if found else ()
        parts = [key_of(reading.text[first:last]) for first, last in spans if first >= 0]
        if (start, end) in spans and all(one in index.names or one not in _COMMON for one in parts):
            return True
    return False


_PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwrong (?:with|at) (\w+)",
        r"\b(?:is|are|was) (\w+)(?= (?:at|in|about|still|going|likely|healthy|happy|unhappy|\w+ier|larger|better|"
        r"worse|bigger|smaller)\b)",
        r"\b(?:lose|save|keep|brief(?: me)? on|call with|happening at|going on at|calls? with) (\w+)",
        r"\b(\w+)(?:['’]s (?:health|renewal|arr|mrr|risk|owner|csm|nps|champion|contacts?|tickets?|themes?)\b)",
        r"\bcompare \S.*? (?:and|with|to|against|vs\.?|versus) (\w+)",
        r"\b(?:account|customer|client) (\w+)",
    )
)


def _take(reading: AccountReading, found: list[tuple[int, AccountMention]]) -> None:
    for _, mention in sorted(found, key=lambda pair: pair[0]):
        if mention.account not in [one.account for one in reading.accounts]:
            reading.accounts.append(mention)


def _misspelt_accounts(reading: AccountReading, vocabulary: Vocabulary) -> None:
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    keys = {key_of(one.name): one for one in vocabulary.accounts if len(one.name) >= _LEAST}
    if not keys:
        return
    found: list[tuple[int, AccountMention]] = []
    longest = max(len(key.split()) for key in keys)
    for start, end, key, words in _grams(reading.text, min(longest, 6)):
        plain = [word for word in key.split() if word in _COMMON or word in _GENERIC]
        if len(key) < _LEAST or len(plain) == len(words) or not reading.text[start:end].strip():
            continue
        near = process.extract(key, list(keys), scorer=fuzz.ratio, limit=2, score_cutoff=_ALMOST)
        if plain and not (near and near[0][1] >= 95):
            continue
        if (
            near
            and _misspells(key, near[0][0], OSA.distance)
            and (len(near) == 1 or near[0][1] - near[1][1] >= 3)
        ):
            found.append((start, AccountMention(keys[near[0][0]], reading.text[start:end], False)))
            reading.blank(start, end)
    _take(reading, found)


def _misspells(written: str, name: str, distance: Callable[[str, str], int]) -> bool:
    """Whether each word is the name's with a slip: one letter, two in a long word. Another name is no slip."""
    words, held = written.split(), name.split()
    return len(words) == len(held) and all(
        one[0] == other[0] and distance(one, other) <= (2 if len(other) > _LONG_WORD else 1)
        for one, other in zip(words, held, strict=True)
    )


def _first_words(reading: AccountReading, index: _Index) -> None:
    """An account by the first word of its name, where it is written as a name."""
    for found in list(_WORD.finditer(reading.text)):
        word = found[0]
        key = _bare(word)
        held = index.first_words.get(key)
        if not held or key in _COMMON or key in _GENERIC or len(key) < 4 or not word[0].isupper():
            continue
        following = _WORD.match(reading.text[found.end() :].lstrip())
        if following and following[0][0].isupper() and _bare(following[0]) not in _COMMON and len(held) > 0:
            continue  # another name begins alike: it is no account of ours
        if len(held) == 1:
            _take(reading, [(found.start(), AccountMention(held[0], word, False))])
        else:
            reading.ambiguous.append((word, tuple(held)))
        reading.blank(found.start(), found.end())


def unknown_names(text: str, reading: AccountReading, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Runs of capitalised words that nothing recognised, but for the first word of a sentence."""
    found: list[str] = []
    for match in _RUN.finditer(reading.text):
        words = [word for word in match[0].split() if _bare(word) not in _COMMON]
        name = re.sub(r"['’]s$", "", " ".join(words))
        if len(name) > 2 and name.casefold() != vocabulary.company.casefold() and _is_left(name, text):
            found.append(name)
    return tuple(dict.fromkeys(found))


_RUN = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-Þ][\w&'’-]*(?:\s+(?:of\s+|&\s+)?[A-ZÀ-Þ][\w&'’-]*)*")


def subject_of(text: str, reading: AccountReading) -> str:
    """What stands where an account would; empty where that is generic or an account was read there."""
    flat = " ".join(reading.text.split())
    for slot in _SLOTS:
        match = slot.search(flat)
        if match is not None:
            return next((name for group in match.groups() if (name := _as_name(group, text))), "")
    return ""


def _as_name(group: str | None, text: str) -> str:
    """The words of a slot that could name an account; empty where they are generic."""
    words = [found[0] for found in _WORD.finditer(group or "")]
    left = [word for word in words if _bare(word) not in _GENERIC and _bare(word) not in _COMMON]
    if not left or len(words) > 6 or not _is_left(" ".join(left), text):
        return ""
    return re.sub(r"['’]s$", "", " ".join(left))


def _is_left(name: str, text: str) -> bool:
    """Whether the words were not recognised as something else."""
    held = {_bare(found[0]) for found in _WORD.finditer(text)}
    return all(_bare(word) in held for word in name.split() if _WORD.fullmatch(word))
