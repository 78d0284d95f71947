"""Whether a promise was kept: by somebody's word, or as it seems by what was said later, or not yet.

Keeps the rule that only a person's mark makes a promise kept or broken. What the feedback says of it is shown as
what it seems, with the words to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from playbooks.promises.clauses import sentences, without_quotes
from playbooks.promises.matter import stems
from playbooks.promises.promise import Promise

_SHARED = 2
_REACH_DAYS = 180
_DONE = re.compile(
    r"\b(?:(?:i|we)(?:['’]ve| have)(?: just| now| already| also)? (?:sent|mailed|e-?mailed|fixed|released|"
    r"switched|turned|shipped|credited|refunded|"
    r"called|rung|written|added|deployed|enabled|disabled|removed|raised|updated|attached|completed|"
    r"finished|delivered|resolved|done|rolled)|"
    r"(?:i|we) (?:sent|mailed|e-?mailed|fixed|released|switched|shipped|credited|refunded|delivered|"
    r"resolved|deployed|enabled|attached)\b|"
    r"(?:please )?find attached|attached (?:is|are|you)|here (?:is|are|you)|as promised|as agreed|"
    r"(?:is|are|was|were|has been|have been|had been|got|went|gone|came)(?: now| finally| already| all| "
    r"just)? (?:live|fixed|released|out|done|resolved|sorted|"
    r"switched|turned|delivered|shipped|credited|refunded|available|enabled|sent|deployed|finished|"
    r"completed?|through|rolled out|back)|"
    r"(?:now|finally) (?:works?|runs?|loads?)|works (?:now|again|fine)|"
    r"(?:got|received|have|had) (?:your|the|it|a|an)\b|arrived|thank(?:s| you)(?: \w+){0,3} for (?:the|"
    r"sending|your|fixing|sorting|getting|ringing|calling)|"
    r"wurde (?:behoben|geliefert|verschickt|erledigt)|haben wir (?:behoben|erledigt)|bekommen|erhalten|"
    r"avons (?:envoyé|corrigé)|bien reçu|recibido|"
    r"hemos (?:enviado|corregido))\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:still (?:waiting|no|not|have(?:n['’]t| not)|nothing|missing|broken|hasn['’]t|chasing|the same)|"
    r"never (?:came|arrived|got|received|heard|happened|sent|rang|called)|"
    r"(?:have|has|had|did|was|were|is)(?:n['’]t| not) (?:yet )?(?:been |heard|received|got|get|seen|sent|"
    r"arrived|arrive|come|fixed|done|happened?|hear|receive|delivered|released)|"
    r"nobody (?:called|rang|wrote|came|got back)|no (?:sign|word|news|reply|answer) (?:of|from|yet|on)|"
    r"(?:was|were|had been|been|you) promised|you (?:said|promised|told)|not (?:kept|been kept|happened)|"
    r"immer noch|nie (?:bekommen|gekommen)|toujours pas|todavía no)\b",
    re.IGNORECASE,
)


class Says(StrEnum):
    """What somebody says of a promise; UNDONE takes the last word back."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDONE = "undone"


class State(StrEnum):
    """How a promise stands on a day."""

    KEPT = "kept"
    BROKEN = "broken"
    SEEMS_KEPT = "seems kept"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's word on a promise."""

    says: Says
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said at an account, by staff or by the customer."""

    item: str
    part: str
    day: date
    position: int
    staff: bool
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that says that something was done (``kept``), or was not; ``stems``: the words of its matter."""

    remark: Remark
    words: str
    stems: frozenset[str]
    kept: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that seem to say that a promise was kept (``kept``), or that it was not."""

    item: str
    day: date
    text: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise stands, by whose mark and by what words."""

    state: State
    mark: Mark | None
    evidence: tuple[Evidence, ...]
    late_days: int = 0


def last_word(marks: Sequence[Mark]) -> Mark | None:
    """The mark that stands, after what was taken back."""
    held: list[Mark] = []
    for mark in marks:
        if mark.says is not Says.UNDONE:
            held.append(mark)
        elif held:
            held.pop()
    return held[-1] if held else None


def standing_of(promise: Promise, marks: Sequence[Mark], claims: Sequence[Claim], today: date) -> Standing:
    """How it stands on ``today``; ``claims`` are those of its account, in any order."""
    mark = last_word(marks)
    found = _evidence(promise, claims)
    late = (today - promise.day).days if promise.day else 0
    if mark is not None:
        return Standing(State(mark.says.value), mark, found)
    if found and found[-1].kept:
        return Standing(State.SEEMS_KEPT, None, found)
    if late > 0:
        return Standing(State.OVERDUE, None, found, late)
    return Standing(State.OPEN, None, found)


def claims_of(remarks: Iterable[Remark]) -> tuple[Claim, ...]:
    """The sentences of remarks that say that something was done, or was not; read once for all promises to them."""
    found = []
    for remark in remarks:
        text = without_quotes(remark.text)
        if _DONE.search(text) is None and _NOT_DONE.search(text) is None:
            continue
        for span in sentences(text):
            words = span.of(remark.text)
            kept = _says_done(words)
            if kept is not None:
                found.append(Claim(remark, words, stems(words), kept))
    return tuple(found)


def _evidence(promise: Promise, claims: Sequence[Claim]) -> tuple[Evidence, ...]:
    """What was said after it on the same matter as done or not done, in order of time."""
    matter = promise.stems | promise.around
    if not promise.stems:
        return ()
    found = [
        Evidence(one.remark.item, one.remark.day, one.words, one.kept)
        for one in claims
        if len(matter & one.stems) >= _SHARED and _comes_after(promise, one.remark)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.item)))


def _comes_after(promise: Promise, remark: Remark) -> bool:
    """A call is one talk: what is said in it after a promise cannot tell that it was kept."""
    turn = promise.turn
    if remark.item == turn.item:
        return turn.source != "call" and remark.position > turn.position and remark.part != turn.part
    return turn.day < remark.day and (remark.day - (promise.day or turn.day)).days <= _REACH_DAYS


def _says_done(words: str) -> bool | None:
    if words.rstrip().endswith("?"):
        return None
    if _NOT_DONE.search(words):
        return False
    return True if _DONE.search(words) else None
