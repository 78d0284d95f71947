"""Turns of a plain transcript: ``Name: text``, ``[00:12:31] Name: text``, ``**Name:** text``, one a
line or all on one line; or ``Name 0:12`` above the words.

A colon alone makes no speaker ("Error: 404"), so a label counts only when it is a role, comes again, or looks
like a name; all else belongs to the turn it stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.items import Role
from ingest.sources.call_text import Turn, TurnList, one_blank, seconds_of
from ingest.sources.speakers import role_word
from ingest.words import word_set

_MARKED = re.compile(r"\*\*[ \t]*(?P<label>[^*\n:]{1,60}?)[ \t]*(?::[ \t]*\*\*|\*\*[ \t]*:)")
_HEADED = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_][^:\n\[\]<>(]{0,59}?)[ \t]+[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?[ \t]*$"
)
_BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*")
_STAMP = r"[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?"
_LABEL = r"(?P<label>[^\W\d_][^:\n\[\]<>]{0,59}?)"
_LINE = re.compile(
    rf"^[ \t]*(?:{_STAMP}[ \t]*[-–—|]?[ \t]*)?{_LABEL}[ \t]*"
    r"(?:[\[(](?P<after>(?:\d{1,2}:)?\d{1,2}:\d{2})[\])])?[ \t]*:(?!//)(?:[ \t]+|$)(?P<text>.*)$"
)
_ASKS = re.compile(r"(q|question|a|answer)[ .#]{0,2}\d{0,3}", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^)]*\)\s*")
_TITLE = re.compile(r"^(?:dr|mr|mrs|ms|mx|prof|ing|dipl)\.[ \t]*", re.IGNORECASE)
_NO_LABELS = word_set(
    "note error warning ps subject re fwd from to cc date time example step steps tip question answer "
    "summary title topic duration recording transcript call participants attendees agenda update edit "
    "result status reason issue problem solution details description however first second third also so "
    "but and http https url link version participant details address phone email"
)
_MAX_WORDS = 6
_MAX_SINGLE = 2


def transcript_turns(text: str) -> list[Turn]:
    """The turns of a plain transcript in order; empty when no speaker is to be seen."""
    text = one_blank(text)
    marked = list(_MARKED.finditer(text))
    if len(marked) > 1:
        return _marked_turns(text, marked)
    lines = text.split("\n")
    matches = [line_match(line.replace("**", "")) for line in lines]
    labels = accepted_labels(
        (match["label"] for match in matches if match), sum(bool(line.strip()) for line in lines)
    )
    stamped = sum(bool(match and match["time"] and match["label"] in labels) for match in matches)
    turns = TurnList()
    for line, match in zip(lines, matches, strict=True):
        starts = match is not None and match["label"] in labels
        if match is not None and starts and (match["time"] or not stamped):
            label = " ".join(match["label"].split())
            turns.say(label, match["text"].strip(), seconds_of(match["time"] or match["after"]))
        elif turns and line.strip():
            turns.go_on(line.replace("**", "").strip())
    return list(turns.turns("\n")) or _headed_turns(lines)


def _headed_turns(lines: list[str]) -> list[Turn]:
    """Turns whose name and time stand on a line of their own above the words."""
    matches = [_HEADED.match(line.replace("**", "")) for line in lines]
    heads = [match["label"] for match in matches if match]
    labels = accepted_labels(heads, len(heads)) if len(heads) > 1 else set()
    turns = TurnList()
    for line, match in zip(lines, matches, strict=True):
        if match is not None and match["label"] in labels:
            turns.say(" ".join(match["label"].split()), "", seconds_of(match["time"]))
        elif turns and line.strip():
            turns.go_on(line.replace("**", "").strip())
    return list(turns.turns("\n"))


def line_match(line: str) -> re.Match[str] | None:
    """A line that may begin a turn: groups ``label`` and ``text``, and ``time`` before or ``after`` it."""
    return _LINE.match(line)


def _marked_turns(text: str, marked: list[re.Match[str]]) -> list[Turn]:
    turns = TurnList()
    ends = [match.start() for match in marked[1:]] + [len(text)]
    for match, end in zip(marked, ends, strict=True):
        said = _BOLD.sub(r"\1", text[match.end() : end]).strip()
        turns.say(" ".join(match["label"].split()), said)
    return list(turns.turns())


def accepted_labels(candidates: Iterable[str], lines: int) -> set[str]:
    """The candidates that are speakers: roles, names, and labels that come again.

    ``lines`` is how many lines or cues there are: where most carry no label, one that comes once is prose,
    and a list of many labels that all come once (``Version: 1``) is no conversation.
    """
    counts = Counter(candidates)
    dense = 2 * sum(counts.values()) >= lines
    found = {label for label, count in counts.items() if _is_speaker(label, count, dense)}
    asked = {label for label in counts if asks_or_answers(label)}
    if {asks_or_answers(label) for label in asked} == {Role.STAFF, Role.CUSTOMER}:
        found |= asked
    talk = any(counts[label] > 1 or role_word(label) for label in found) or bool(asked & found)
    return found if talk or len(found) <= _MAX_SINGLE else set()


def asks_or_answers(label: str) -> Role | None:
    """The interviewer's side for ``Q`` and ``Question 2``, the interviewee's for ``A`` and ``Answer 2``."""
    match = _ASKS.fullmatch(label.strip())
    if match is None:
        return None
    return Role.STAFF if match[1][0] in "qQ" else Role.CUSTOMER


def _is_speaker(label: str, count: int, dense: bool) -> bool:
    plain = _TITLE.sub("", _NOTE.sub(" ", label).strip())
    words = plain.split()
    if not words or len(words) > _MAX_WORDS or words[0].lower().strip("*#->") in _NO_LABELS:
        return False
    if any(mark in plain for mark in ("?", "!", ";", ". ", ", ")):
        return False
    if role_word(plain) is not None or "@" in plain:
        return True
    titled = all(not word[0].isalpha() or word[0].isupper() for word in words)
    return (titled and (count > 1 or dense)) or (count > 1 and len(words) <= 3)
