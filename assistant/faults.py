"""What makes a sentence false or dangerous, so that it is not shown at all.

Each check rests on the tools' results, so that it holds for a model that obeys whoever wrote the feedback. A fault is
named in our own words: what was withheld is never repeated, since that would show it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Citation
from assistant.drafts import DraftSentence
from assistant.wording import stems_in
from playbooks.citations import false_quotes, unquoted
from playbooks.grounding import Checked, stands_in

FORGED = "it cites what no tool returned"
LINK = "it holds a link that is no part of a quote"
MARKUP = "it holds markup"
INSTRUCTIONS = "it repeats instructions"
UNREADABLE = "it holds text that nobody can read"
FALSE_QUOTE = "a quote is not in the evidence that it cites"
UNKNOWN_NUMBER = "a number or date is in no tool's result"
FOREIGN = "it names an account that this conversation is not about"
WRONG_WAY = "it says up where the figures say down, or down where they say up"
FORECAST = "it says what is to come, and nothing that was found says so"
UNHEARD = "nothing that was found speaks of it"

_SCHEME = r"(?:https?|hxxps?|ftp|file|data|javascript|vbscript|mailto|tel|sms|ssh|ws|wss)"
_LINK = re.compile(
    rf"\b{_SCHEME}\s*:\s*/{{0,2}}\s*[^\s“”\"<>]+|(?<![\w:/])//[\w-]+(?:\.[\w-]+)+\S*|\bwww\.\S+|!?\[[^\]]*\]\s*\([^)]*\)"
    r"|!?\[[^\]]*\]\s*\[[^\]]*\]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\S*)?"
    r"|\b[\w-]+(?:(?:\.|\[\.\]|\(dot\)| dot )[\w-]+)*(?:\.|\[\.\]|\(dot\)| dot )"
    r"(?:com|net|org|io|ai|dev|app|co|me|info|biz|xyz|site|online|example|test|de|fr|es|uk|eu|ru|cn|link|click|top)"
    r"\b(?:[:/?#]\S*)?|\b[\w-]+(?:\.[\w-]+)+/\S+",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-zA-Z!][^<>]{0,300}>?|&#x?[0-9a-f]+;|\{\{|\[@|\]\(|\[/?[a-z@][^\]]{0,80}\]", re.IGNORECASE
)
_UNREADABLE = re.compile(
    r"\S{41,}|(?:\b[\w+/=]\b[ \-_.]){7,}|(?:%[0-9a-f]{2}){3,}|(?:\\[xu][0-9a-f]{2,4}){2,}", re.IGNORECASE
)
_TOKEN = re.compile(r"(?=[A-Za-z0-9+/_=-]{17,})(?=[^\s]*[0-9])(?=[^\s]*[A-Za-z])[A-Za-z0-9+/_=-]+")
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_TAIL = ".,;:!?)]}'\"”’»"
_RUN = 6  # words of the instructions in a row
_LONG_RUN = 8  # however little they mean
_TELLING = 2  # words of a run that mean something: "it is not in the data" repeats nobody
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no sentence may hold. ``foreign``: names and ids of accounts that the conversation is not about;
    ``instructions``: the system's turn."""

    foreign: Collection[str] = ()
    instructions: str = ""


def fault_of(
    written: DraftSentence,
    numbers: Checked,
    citations: dict[int, Citation],
    names: Collection[str],
    bounds: Bounds,
) -> str:
    """Why ``written`` may not be shown; empty where it may."""
    if any(n not in citations for n in written.cites):
        return FORGED
    text = written.text
    sources = [citations[n].evidence.text for n in written.cites]
    held = [*sources, *names]
    if not all(_is_name(link, names) for link in _LINK.findall(unquoted(text))):
        return LINK
    if not all(_stands(mark, held) for mark in _MARKUP.findall(text)):
        return MARKUP
    if not all(
        _stands(found[0], held) for pattern in (_UNREADABLE, _TOKEN) for found in pattern.finditer(text)
    ):
        return UNREADABLE
    if bounds.instructions and _runs(text) & _runs(bounds.instructions):
        return INSTRUCTIONS
    if false_quotes(text, sources, names):
        return FALSE_QUOTE
    if numbers.unknown:
        return UNKNOWN_NUMBER
    low = text.casefold()
    near = (name for name in bounds.foreign if name.strip()[:4].casefold() in low)
    return FOREIGN if any(names_account(text, name) for name in near) else ""


def _stands(mark: str, sources: Sequence[str]) -> bool:
    """Whether ``mark`` stands in a source as a whole, so that nothing was hung onto it."""
    bare = mark.rstrip(_TAIL)
    return any(re.search(rf"(?<!\w){re.escape(bare)}(?![\w/?#=&%])", source) for source in sources)


def _is_name(link: str, names: Collection[str]) -> bool:
    """Whether ``link`` is no more than a name with a dot in it, as some companies have."""
    return _BARE.fullmatch(link.rstrip(_TAIL)) is not None and _stands(link, list(names))


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORDS.findall(text)]
    runs = (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    telling = {run for run in runs if len(stems_in(" ".join(run))) >= _TELLING}
    return frozenset(
        telling | {tuple(words[at : at + _LONG_RUN]) for at in range(len(words) - _LONG_RUN + 1)}
    )


def names_account(text: str, name: str) -> bool:
    """Whether ``text`` names an account; a name of one word only as it is written, since it may be a word."""
    alone = " " not in name.strip() and not any(char.isdigit() for char in name)
    return stands_in(text, name.strip()) and (not alone or name.strip() in text)


def unshowable(text: str) -> str:
    """Why words that cite nothing may not be shown at all: a link, markup, what nobody can read; empty where they
    may."""
    if _LINK.search(text):
        return LINK
    if _MARKUP.search(text):
        return MARKUP
    return UNREADABLE if _UNREADABLE.search(text) or _TOKEN.search(text) else ""


def repeats(text: str, instructions: str) -> bool:
    """Whether ``text`` repeats a run of the instructions."""
    return bool(_runs(text) & _runs(instructions))
