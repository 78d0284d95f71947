"""Finds call files, tells their form by content and takes their turns out; pairs them with the manifest.

A file is addressed by its path below the folder that was named, without the ending, so the same call has the
same id with and without a manifest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.errors import SourceError
from ingest.encoding import blocks, detect
from ingest.files import SourceFile
from ingest.sources.transcripts import Turn, transcript_turns
from ingest.sources.webvtt import caption_turns, is_captions
from ingest.values import as_text

_JSON = re.compile(r"\{|\[\s*[\[{\"\]]")  # a bracketed time starts a transcript, not an array
_SPEAKERS = ("speaker", "speaker_name", "speakerName", "speaker_role", "role", "name")
_WORDS = ("text", "human_transcript", "transcript", "content", "words")
_DATES = ("StartTime", "start_time", "started", "date", "Date", "created_at", "createdAt")
_TITLES = ("title", "Title", "subject", "topic")
_TEXTS = ("Content", "content", "transcript", "Transcript", "text")
_LISTS = ("sentences", "segments", "turns", "utterances", "transcript", "Transcript", "monologues")


def call_key(file: SourceFile) -> str:
    """A file's path below what was named, without its ending: the call's external id."""
    stem, dot, _ = file.inner.rpartition(".")
    return stem if dot and stem and not stem.endswith("/") else file.inner


@dataclass(frozen=True, slots=True)
class CallText:
    """A call as its file tells it. ``date`` and ``title`` only where the file holds them."""

    format: str
    turns: tuple[Turn, ...]
    date: object = None
    title: str = ""
    warning: str = ""


def read_call(file: SourceFile, form: str | None = None) -> CallText:
    """The turns of one file; SourceError when it is empty, binary or damaged JSON."""
    encoding = detect(file)
    text = "".join(blocks(file, encoding)).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start = text.lstrip()
    if form in ("vtt", "srt") or (form is None and is_captions(text)):
        name = "vtt" if start.startswith("WEBVTT") else "srt"
        return CallText(name, tuple(caption_turns(text)), warning=encoding.warning)
    if form == "json" or (form is None and _JSON.match(start)):
        return _json_call(file, text, encoding.warning)
    return CallText("transcript", tuple(transcript_turns(text)), warning=encoding.warning)


def _json_call(file: SourceFile, text: str, warning: str) -> CallText:
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise SourceError(
            "not valid JSON: nested too deeply", path=file.place, hint="Export it again."
        ) from error
    except ValueError as error:
        fault = str(error).split(":")[0].lower()
        raise SourceError(f"not valid JSON: {fault}", path=file.place, hint="Export it again.") from error
    if isinstance(value, list):
        return CallText("json", tuple(_segments(value)), warning=warning)
    values: Mapping[str, object] = value if isinstance(value, dict) else {}
    turns: list[Turn] = []
    for name in _LISTS:
        inner = values.get(name)
        if isinstance(inner, list) and not turns:
            turns = list(_segments(inner))
    for name in _TEXTS:
        inner = values.get(name)
        if isinstance(inner, str) and not turns:
            turns = caption_turns(inner) if is_captions(inner) else transcript_turns(inner)
    title = next((as_text(values[name]) for name in _TITLES if values.get(name)), "")
    date = next((values[name] for name in _DATES if values.get(name)), None)
    return CallText("json", tuple(turns), date, title, warning)


def _segments(segments: Sequence[object]) -> Iterator[Turn]:
    """Turns of a list of segments; those of one speaker in a row are one turn."""
    held: Turn | None = None
    for segment in segments:
        if not isinstance(segment, dict):
            continue
        label = next((as_text(segment[name]) for name in _SPEAKERS if segment.get(name)), "")
        words = next((as_text(segment[name]) for name in _WORDS if isinstance(segment.get(name), str)), "")
        if not words:
            continue
        if held is not None and label == held.label:
            held = Turn(label, f"{held.text} {words}", held.start)
            continue
        if held is not None:
            yield held
        held = Turn(label, words)
    if held is not None:
        yield held
