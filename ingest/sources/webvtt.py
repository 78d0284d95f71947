"""Turns of WebVTT and SRT captions as meeting tools write them: named cues, cues that carry on, voice tags.

Real files break the specification (no header, SRT commas, bad times), so cues are read leniently: a cue whose
time is damaged keeps its words. Captions cut sentences apart; cues of one speaker in a row are one turn.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ingest.sources.transcripts import Turn, accepted_labels, seconds

_TIMING = re.compile(r"^\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*")
_ARROW = re.compile(r"-->")
_BLOCK = re.compile(r"\n[ \t]*\n")
_SKIPPED = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<label>[^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^>]*>")
_NAMED = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_][^:\n<>]{0,59}?)[ \t]*:(?!//)(?:[ \t]+|$)(?P<text>.*)$", re.DOTALL
)
_PROBE = 4_000


def is_captions(text: str) -> bool:
    """Whether a text is WebVTT or SRT: its header, or a cue time among its first lines."""
    start = text.lstrip("\ufeff \t\r\n")[:_PROBE]
    if re.match(r"WEBVTT(?:[ \t\r\n]|$)", start):
        return True
    return any(_TIMING.match(line) for line in start.splitlines()[:20])


def caption_turns(text: str) -> list[Turn]:
    """The turns of a caption file in order; empty for a file without cues."""
    cues = list(_cues(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")))
    labels = accepted_labels((match["label"] for _, said in cues if (match := _NAMED.match(said))), len(cues))
    turns: list[Turn] = []
    for start, said in cues:
        for label, words in _voices(said, labels):
            words = html.unescape(_TAG.sub("", words)).strip()
            if not words:
                continue
            last = turns[-1] if turns else None
            if last is not None and label in ("", last.label):
                turns[-1] = Turn(last.label, f"{last.text} {words}", last.start)
            else:
                turns.append(Turn(label, words, start))
    return turns


def _cues(text: str) -> Iterator[tuple[float | None, str]]:
    """Start and payload of each cue; headers, notes, styles and regions are left out."""
    for block in _BLOCK.split(text):
        lines = block.strip("\n").split("\n")
        if _SKIPPED.match(lines[0]):
            continue
        arrow = next((index for index, line in enumerate(lines[:3]) if _ARROW.search(line)), None)
        if arrow is None:
            continue
        timing = _TIMING.match(lines[arrow])
        payload = "\n".join(line for line in lines[arrow + 1 :] if not _ARROW.search(line))
        if payload.strip():
            yield seconds(timing["start"]) if timing else None, payload


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
