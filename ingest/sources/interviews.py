"""Interviews written up in Markdown: front matter, headings, labelled paragraphs, links and footnotes.

What is not speech (front matter, description, summary, a recogniser's raw copy of the same talk) is left out
and markup is taken off; what nobody is named for stays, as nobody's. An interviewer is staff, whom the title
names or the interviewer speaks with is the customer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.items import Role
from ingest.names import GIVEN_NAMES
from ingest.recognisers.scan import fold
from ingest.sources.call_text import CallText, Person, Remark, Turn, TurnList, seconds_of
from ingest.sources.markdown import HEADED, Document, plain_line, read_document
from ingest.sources.speakers import role_word
from ingest.sources.transcripts import accepted_labels, asks_or_answers, line_match

_INTERVIEWER = re.compile(r"\b(?:host|interviewer|moderator|facilitator|researcher)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:transcript|interview|q&a|q & a|conversation|fireside|panel)\b", re.IGNORECASE)
_GUESTS = re.compile(
    r"(?:\bwith\b|\bfeat\.?|\bfeaturing\b|\binterview(?: of)?:?)\s+(.{3,120})", re.IGNORECASE
)
_HOSTED = re.compile(
    r"\b(?:moderated|interviewed|hosted) by ([A-Z][\w'’-]{1,40})|\bmoderator,? ([A-Z][\w'’-]{1,40})"
    r"|\b([A-Z][\w'’-]{1,40}) will be (?:our|the|your) (?:moderator|host|interviewer)\b"
)
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_BOLD_START = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?(?:\[[\d:.,]{4,12}\][ \t]*)?(?:\*\*|__)")
_HEADLINE = re.compile(r"^[ \t]*(\*\*|__)(?=\S)[^*_\n]{1,80}(?<![.!])\1[ \t]*:?[ \t]*$")
_NAME = re.compile(r"[^\W\d_]{3,}")
_RAW_LEFT = Remark(
    "{place}: its raw transcript, which repeats the conversation without speakers, is left out",
    "in {count} files the raw transcript, which repeats the conversation without speakers, is left out ({places})",
)
_QUESTION = "Question"
_ANSWER = "Answer"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of speech; ``label`` where it may begin a turn."""

    text: str
    label: str = ""
    said: str = ""
    start: float | None = None
    bullet: bool = False
    bold: bool = False


def is_interview(text: str) -> bool:
    """Whether a text is a Markdown document: it has a heading or front matter."""
    start = text.lstrip("\ufeff \t\n")
    return start.startswith("---\n") or HEADED.search(text) is not None


def interview(text: str) -> CallText:
    """The interview in a Markdown document; without turns when nothing says that somebody speaks."""
    document = read_document(text)
    lines = [_line(line) for line in document.spoken]
    labels = _accepted(lines)
    aliases = _aliases(labels)
    turns = _turns(lines, labels, aliases)
    if not labels:
        turns = _paragraphs(document) if _is_talk(document, text) else ()
    spoken = {turn.label for turn in turns}
    people = {
        label: one
        for label, one in _people(aliases.values(), document.title, text).items()
        if label in spoken
    }
    return CallText(
        "interview",
        turns,
        date=document.date,
        title=document.title,
        people=people,
        remarks=(_RAW_LEFT,) if document.raw and document.spoken and turns else (),
    )


def _line(raw: str) -> _Line:
    bullet = _BULLET.match(raw)
    text = plain_line(raw)
    bare = plain_line(raw[bullet.end() :]) if bullet else text
    match = line_match(bare)
    if match is None:
        return _Line("" if _HEADLINE.match(raw) else text)
    label = " ".join(match["label"].split())
    asked = asks_or_answers(label)
    if asked is not None:
        label = _QUESTION if asked is Role.STAFF else _ANSWER
    start = seconds_of(match["time"] or match["after"])
    bold = _BOLD_START.match(raw) is not None
    return _Line(text, label, match["text"].strip(), start, bullet is not None, bold)


def _accepted(lines: list[_Line]) -> set[str]:
    """The labels that are speakers. An item of a list is one only when its name speaks elsewhere, and a bold
    line without words is a heading."""
    own = [line for line in lines if line.label and not line.bullet]
    counts = Counter(line.label for line in own)
    full = [line for line in own if line.said or counts[line.label] > 1 or role_word(line.label)]
    names = [line.label for line in full if line.label not in (_QUESTION, _ANSWER)]
    found = accepted_labels(names, sum(bool(line.text.strip()) for line in lines))
    found |= {line.label for line in full if line.bold and line.said and _is_named(line.label)}
    asked = {line.label for line in full} & {_QUESTION, _ANSWER}
    if asked and (found or len(asked) == 2):
        found |= asked
    first = {label.split()[0] for label in found}
    found |= {line.label for line in lines if line.bullet and line.label.split(" ")[0] in first}
    return found


def _is_named(label: str) -> bool:
    words = label.split()
    return len(words) < 4 and fold(words[0]) in GIVEN_NAMES and all(word[0].isupper() for word in words)


def _aliases(labels: set[str]) -> dict[str, str]:
    """Each label with the fullest form of that name, where only one fits: ``David`` is ``David Ashby``."""
    whole = {}
    for label in labels:
        longer = [other for other in labels if other.startswith(f"{label} ") and role_word(label) is None]
        whole[label] = longer[0] if len(longer) == 1 else label
    return whole


def _turns(lines: list[_Line], labels: set[str], aliases: dict[str, str]) -> tuple[Turn, ...]:
    turns = TurnList()
    for line in lines:
        if line.label in labels:
            turns.say(aliases[line.label], line.said, line.start)
        elif line.text.strip() and not (line.bold and not line.said):
            if not turns:
                turns.say("", line.text.strip())
            else:
                turns.go_on(line.text.strip())
    return turns.turns("\n")


def _paragraphs(document: Document) -> tuple[Turn, ...]:
    """The words of a talk in which nobody is named, a paragraph a turn."""
    turns = TurnList()
    fresh = True
    for raw in document.spoken or document.raw:
        text = "" if _HEADLINE.match(raw) else plain_line(raw).strip()
        if text and fresh:
            turns.say("", text)
        elif text:
            turns.go_on(text)
        fresh = not text
    return turns.turns("\n")


def _is_talk(document: Document, text: str) -> bool:
    return bool(document.raw) or bool(_SPOKEN.search(document.title)) or "[Music]" in text


def _people(labels: Iterable[str], title: str, text: str) -> dict[str, Person]:
    """Whose side each speaker is on, where the document tells: by title, by a host's label, by its words."""
    names = sorted(set(labels))
    match = _GUESTS.search(title)
    guests = {fold(word) for word in _NAME.findall(match[1])} if match else set()
    hosts = {fold(name) for found in _HOSTED.findall(text) for name in found if name}
    asking = {name for name in names if name == _QUESTION or _INTERVIEWER.search(name)}
    asking |= {name for name in names if role_word(name) is None and fold(name.split()[0]) in hosts}
    people = {}
    for name in names:
        if name in asking:
            people[name] = Person(name, role=Role.STAFF)
        elif name == _ANSWER:
            people[name] = Person(role=Role.CUSTOMER)
        elif role_word(name) is None and (asking or fold(name.split()[0]) in guests):
            surname = re.search(rf"\b{re.escape(name)} ([A-Z][\w'’-]+)", title)
            people[name] = Person(f"{name} {surname[1]}" if surname else name, role=Role.CUSTOMER)
    return people
