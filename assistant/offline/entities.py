"""What a question names: accounts (misspelt ones too), segments, tiers, owners, themes, kinds, sources and times, and
what is left of it: its matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from assistant.offline.naming import AccountMention, key_of, read_accounts, subject_of, unknown_names
from assistant.offline.periods import Period, Times, read_times
from assistant.offline.vocabulary import NamedAccount, NamedTheme, Vocabulary
from foundation.months import Month

_KINDS = (
    (
        "complaint",
        r"complain\w*|complaints?|pain points?|problems?|issues?|unhappy|angry|frustrat\w+|bothers?|annoys?|"
        r"bugs?|gripes?",
    ),
    ("request", r"requests?|requested|ask(?:s|ed|ing)? for|feature requests?|wish(?:es)?|want(?:s|ed)?"),
    ("praise", r"prais\w+|lov(?:e|es|ed)|compliment\w*|like(?:s|d)? (?:best|most|about)|positive|happy with"),
    ("question", r"how-to|questions? do|ask how"),
)
_SOURCES = (
    ("ticket", r"tickets?|support cases?"),
    (
        "nps",
        r"nps (?:answers?|comments?|survey\w*|responses?)|surveys?|survey answers?|detractors?|promoters?|passives",
    ),
    ("call", r"calls?|transcripts?|meetings?"),
)
_VOTERS = (("detractor", r"detractors?"), ("passive", r"passives"), ("promoter", r"promoters?"))
_TIER = re.compile(r"\b(?:tier[\s-]*|t)([1-3]|one|two|three)\b", re.IGNORECASE)
_TIERS = {"one": "1", "two": "2", "three": "3"}
_SEGMENTS = {
    "small business": "smb",
    "small businesses": "smb",
    "midmarket": "mid-market",
    "mid market": "mid-market",
}


@dataclass(frozen=True, slots=True)
class Entities:
    """All that a question names. ``ambiguous``: a word with the accounts that it may mean; ``unknown``: what looks
    like an account's name and is none; ``subject``: the words that stand where an account would, where they name
    none; ``matter``: the question without what was recognised; ``passed_over``: accounts whose name stands there and
    was read as a common word."""

    accounts: tuple[AccountMention, ...]
    ambiguous: tuple[tuple[str, tuple[NamedAccount, ...]], ...]
    unknown: tuple[str, ...]
    subject: str
    segments: tuple[str, ...]
    tiers: tuple[str, ...]
    owners: tuple[str, ...]
    theme: NamedTheme | None
    kind: str
    source: str
    voter: str
    times: Times
    matter: str
    passed_over: tuple[NamedAccount, ...] = ()

    @property
    def account(self) -> NamedAccount | None:
        """The first account named."""
        return self.accounts[0].account if self.accounts else None


def read_entities(question: str, vocabulary: Vocabulary) -> Entities:
    """What ``question`` names."""
    reading = read_accounts(question, vocabulary)
    latest = vocabulary.months[-1] if vocabulary.months else Month.of(vocabulary.day)
    times = read_times(reading.text, latest, vocabulary.today, vocabulary.day)
    text = times.rest
    segments, text = _named(text, vocabulary.segments, _SEGMENTS)
    owners, text = _owners(text, vocabulary.owners)
    tiers = tuple(f"Tier {_TIERS.get(one.lower(), one)}" for one in _TIER.findall(text))
    text = _TIER.sub(" ", text)
    source = _first(text, _SOURCES)
    return Entities(
        accounts=tuple(reading.accounts),
        ambiguous=tuple(reading.ambiguous),
        unknown=unknown_names(text, reading, vocabulary),
        subject=subject_of(text, reading),
        segments=segments,
        tiers=tuple(dict.fromkeys(tiers)),
        owners=owners,
        theme=_theme(text, vocabulary.themes),
        kind=_first(text, _KINDS),
        source=source,
        voter=_first(text, _VOTERS),
        times=times,
        matter=" ".join(text.split()),
        passed_over=tuple(reading.passed_over),
    )


def in_month(named: Entities, month: Month | None) -> Entities:
    """``named`` with ``month`` as its time, where the question names none."""
    times = named.times
    if month is None or times.periods or times.ahead is not None or times.future:
        return named
    return replace(named, times=replace(times, periods=(Period(month, month, month.title),)))


def _named(text: str, names: tuple[str, ...], also: dict[str, str]) -> tuple[tuple[str, ...], str]:
    pairs = {name: name for name in names} | {said: name for said, name in also.items() if name in names}
    found: list[tuple[int, str]] = []
    for said in sorted(pairs, key=len, reverse=True):
        match = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text, re.IGNORECASE)
        if match:
            found.append((match.start(), pairs[said]))
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return tuple(dict.fromkeys(name for _, name in sorted(found))), text


def _owners(text: str, owners: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    first: dict[str, list[str]] = defaultdict(list)
    for owner in owners:
        first[owner.split()[0]].append(owner)
    also = {name: held[0] for name, held in first.items() if len(held) == 1 and len(name) > 2}
    return _named(text, owners, also)


def _first(text: str, patterns: tuple[tuple[str, str], ...]) -> str:
    found = [
        (match.start(), name)
        for name, pattern in patterns
        if (match := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE))
    ]
    return min(found)[1] if found else ""


def _theme(text: str, themes: tuple[NamedTheme, ...]) -> NamedTheme | None:
    """The theme whose label stands in the question, the longest first."""
    low = f" {key_of(text)} "
    held = [one for one in themes if len(key_of(one.label)) > 3 and f" {key_of(one.label)} " in low]
    return max(held, key=lambda one: (len(one.label), one.id), default=None)
