"""Turns of WebVTT and SRT captions as meeting tools write them: named cues, cues that carry on, voice tags.

Real files break the specification (no header, SRT commas, bad times, no blank line between cues), so cues are
read leniently: a cue whose time is damaged keeps its words, one without any time is skipped and named.
Captions cut sentences apart; cues of one speaker in a row are one turn.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.sources.call_text import CallText, Remark, Turn, TurnList, one_blank, seconds_of
from ingest.sources.transcripts import accepted_labels

_TIMING = re.compile(r"^\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*")
_SKIPPED = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")
_HEADER = re.compile(r"\ufeff*WEBVTT(?:[ \t\r\n]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+(?P<label>[^<>\n]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^<>]{0,300}>|</?[a-zA-Z]>")
_CHANGE = re.compile(r"^[ \t]*(?:>>|&gt;&gt;)>?[ \t]*")
_NAMED = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_][^:\n<>]{0,59}?)[ \t]*:(?!//)(?:[ \t]+|$)(?P<text>.*)$", re.DOTALL
)
_PROBE = 4_000
_EXAMPLES = 5


def is_captions(text: str) -> bool:
    """Whether a text is WebVTT or SRT: its header, or a cue time among its first lines."""
    start = text.lstrip("\ufeff \t\r\n")[:_PROBE]
    return _HEADER.match(start) is not None or any(_TIMING.match(line) for line in start.splitlines()[:20])


@dataclass(slots=True)
class Captions:
    """The turns of a caption file, and the numbers of the cues that were left out as they have no time."""

    turns: tuple[Turn, ...]
    skipped: list[int] = field(default_factory=list)


def read_captions(text: str) -> Captions:
    """The turns in order; none for a file without cues."""
    found = _Cues()
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found.read(one_blank(text).split("\n"))
    cues = [(start, _CHANGE.sub("", said)) for start, said in found.cues]
    named = (match["label"] for _, said in cues if (match := _NAMED.match(said)))
    labels = accepted_labels(named, len(cues))
    turns = TurnList()
    for start, said in cues:
        for label, words in _voices(said, labels):
            words = html.unescape(_TAG.sub("", words)).strip()
            if words:
                turns.speak(label or turns.label, words, start)
    return Captions(turns.turns(), found.skipped)


def caption_turns(text: str) -> list[Turn]:
    """The turns of captions that stand inside another file."""
    return list(read_captions(text).turns)


def caption_call(text: str) -> CallText:
    """A caption file as a call; skipped cues are remarked."""
    name = "vtt" if _HEADER.match(text.lstrip()) else "srt"
    captions = read_captions(text)
    remarks: tuple[Remark, ...] = ()
    if captions.skipped:
        shown = ", ".join(map(str, captions.skipped[:_EXAMPLES]))
        more = ", …" if len(captions.skipped) > _EXAMPLES else ""
        noun = "cue" if len(captions.skipped) == 1 else "cues"
        one = "{place}: skipped as no time stands with its words; the rest is read"
        many = "in {count} files cues were skipped as no time stands with their words ({places})"
        remarks = (Remark(one, many, f" {noun} {shown}{more}"),)
    return CallText(name, captions.turns, remarks=remarks)


class _Cues:
    """Start and payload of each cue, line by line; headers, notes, styles and regions are left out."""

    def __init__(self) -> None:
        self.cues: list[tuple[float | None, str]] = []
        self.skipped: list[int] = []
        self._count = 0
        self._start: float | None = None
        self._held: list[str] | None = None  # the payload of the cue that is open
        self._loose: list[str] = []  # lines of a block in which no time has stood yet

    def read(self, lines: list[str]) -> None:
        """Walk all lines."""
        header = bool(lines) and _HEADER.match(lines[0]) is not None
        for line in lines[1:] if header and "-->" not in lines[0] else lines:
            if "-->" in line:
                self._open(line)
                header = False
            elif not line.strip():
                self._close(header)
                header = False
            elif self._held is None:
                self._loose.append(line)
            else:
                self._held.append(line)
        self._close(header)

    def _open(self, line: str) -> None:
        timing = _TIMING.match(line)
        if self._held is not None:
            # a cue's number directly above its time, without the blank line that should part them
            if len(self._held) > 1 and self._held[-1].strip().isdigit():
                self._held.pop()
            if self._held:
                self._end()
            elif timing is None:
                return
        elif self._loose and _SKIPPED.match(self._loose[0]):
            self._loose = []
            if timing is None:
                return
        self._loose = []
        self._held = []
        self._start = seconds_of(timing["start"]) if timing else None

    def _close(self, header: bool) -> None:
        if self._held is not None:
            self._end()
        elif self._loose and not header and not _SKIPPED.match(self._loose[0]):
            words = [line for line in self._loose if not line.strip().isdigit()]
            if words and self._count:
                self._count += 1
                self.skipped.append(self._count)
        self._held = None
        self._loose = []

    def _end(self) -> None:
        self._count += 1
        payload = "\n".join(self._held or ())
        if payload.strip():
            self.cues.append((self._start, payload))


def _voices(said: str, labels: set[str]) -> Iterator[tuple[str, str]]:
    """Speaker and words of a cue; several voice tags are several speakers, no name is the one before."""
    tags = list(_VOICE.finditer(said))
    if tags:
        ends = [tag.start() for tag in tags[1:]] + [len(said)]
        before = said[: tags[0].start()].strip()
        if before:
            yield "", before
        for tag, end in zip(tags, ends, strict=True):
            yield " ".join(html.unescape(tag["label"]).split()), said[tag.end() : end]
        return
    named = _NAMED.match(said)
    if named is not None and named["label"] in labels:
        yield " ".join(named["label"].split()), named["text"]
    else:
        yield "", said
