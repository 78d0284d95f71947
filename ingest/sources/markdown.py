"""A Markdown document taken apart: its title and day, the lines that are speech, and markup off a line.

Sections that talk about the conversation (description, summary, references) are no speech. A section named a
raw transcript is kept apart, as it repeats the conversation without its speakers.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from ingest.sources.call_text import one_blank

HEADED = re.compile(r"^#{1,6}[ \t]{1,9}[^\s#]", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.{0,300}?)[ \t]*#*[ \t]*$")
_ABOUT = frozenset(
    {"description", "summary", "abstract", "table of contents", "contents", "references", "links"}
    | {"resources", "footnotes", "attendees", "participants", "metadata", "about", "show notes"}
)
_RAW = re.compile(r"^raw\b.*\btranscript", re.IGNORECASE)
_FIELD = re.compile(r"^[ \t]*[*_]{0,2}([A-Za-z][A-Za-z _-]{0,30}?)[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*(.*)$")
_PUBLISHED = re.compile(
    r"^(?:published|recorded|held|posted|date)(?:[ \t]+on)?[ \t]*:?[ \t]+(\S.{5,40})$", re.I
)
_DAY_FIELDS = frozenset({"date", "published", "recorded", "held", "created", "day", "interview date"})
_OTHER_FIELDS = frozenset(
    {"url", "link", "video", "duration", "language", "location", "author", "authors", "source"}
    | {"recording", "version", "tags", "status"}
)
_FOOTNOTE = re.compile(r"^[ \t]*\[\^[^\]\n]{1,40}\]:")
_NOTE_MARK = re.compile(r"\[\^[^\]\n]{1,40}\]")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,600}?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,500})(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"`{1,3}([^`\n]{1,1000})`{1,3}")
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)")
_FRONT = 200  # lines that front matter may have


@dataclass(slots=True)
class Document:
    """``spoken`` and ``raw`` are lines as written, ``date`` as written."""

    title: str = ""
    date: str = ""
    spoken: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


def plain_line(line: str) -> str:
    """A line without Markdown: links keep their words, notes and images go, emphasis goes."""
    line = _QUOTED.sub("", line)
    if "[" in line:
        line = _LINK.sub(r"\1", _NOTE_MARK.sub("", _IMAGE.sub("", line)))
    if "*" in line or "_" in line:
        line = _SLANTED.sub(r"\2", _STRONG.sub(r"\2", line))
    if "`" in line:
        line = _CODE.sub(r"\1", line)
    return html.unescape(_TAG.sub("", line)) if "<" in line or "&" in line else line


def read_document(text: str) -> Document:
    """The document's parts."""
    document = Document()
    text = one_blank(_without_comments(text)).strip("\ufeff \t\n")
    lines = _after_front(document, text.split("\n"))
    left_out, opened, raw = 0, False, False
    for line in lines:
        heading = _HEADING.match(line)
        if heading is not None:
            level, words = len(heading[1]), plain_line(heading[2]).strip()
            if raw:
                document.raw.append("")
                continue
            document.title = document.title or words
            raw = _RAW.match(words) is not None
            if words.casefold() in _ABOUT and not (left_out and level > left_out):
                left_out = level
            elif level <= left_out:
                left_out = 0
            document.spoken.append("")
        elif raw:
            document.raw.append(line)
        elif not left_out and not _FOOTNOTE.match(line) and not _RULE.match(line) and not _FENCE.match(line):
            if not opened and _is_field(document, line):
                continue
            opened = opened or bool(line.strip())
            document.spoken.append(line)
    return document


def _without_comments(text: str) -> str:
    pieces = text.split("<!--")
    return pieces[0] + "".join(piece.partition("-->")[2] for piece in pieces[1:])


def _after_front(document: Document, lines: list[str]) -> list[str]:
    """The lines after the front matter, which may give title and day."""
    if not lines or lines[0].rstrip() != "---":
        return lines
    end = next((at for at, line in enumerate(lines[1:_FRONT], start=1) if line.rstrip() in ("---", "...")), 0)
    for line in lines[1:end]:
        match = _FIELD.match(line)
        if match and match[1].lower() == "title":
            document.title = match[2].strip().strip("\"'")
        elif match and match[1].lower() in _DAY_FIELDS:
            document.date = match[2].strip().strip("\"'")
    return lines[end + 1 :]


def _is_field(document: Document, line: str) -> bool:
    """Whether a line before the first words is about the document; its day is taken."""
    published = _PUBLISHED.match(line.strip())
    if published:
        document.date = document.date or published[1].strip().strip("*_")
        return True
    match = _FIELD.match(line)
    if match is None:
        return False
    name = match[1].strip().lower()
    if name in _DAY_FIELDS:
        document.date = document.date or match[2].strip().strip("*_")
    return name in _DAY_FIELDS or name in _OTHER_FIELDS
