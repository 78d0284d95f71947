"""Calls in JSON of no special vendor: a list of segments, or an object with segments or the whole text.

A file may hold one call or many (a list, a page, a record a line). A file of one call keeps the file's path as
its id; of many, each adds its own id or its place. JSON is read by its grammar: NaN is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ingest.items import DropReason
from ingest.sources.call_text import CallText, Found, NoCall, Turn, TurnList, number_of, seconds_of
from ingest.sources.transcripts import transcript_turns
from ingest.sources.webvtt import caption_turns, is_captions
from ingest.values import as_text

_SPEAKERS = ("speaker", "speaker_name", "speakerName", "speaker_role", "role", "name")
_WORDS = ("text", "human_transcript", "transcript", "content", "words")
_DATES = ("StartTime", "start_time", "started", "date", "Date", "created_at", "createdAt")
_TITLES = ("title", "Title", "subject", "topic")
_TEXTS = ("Content", "content", "transcript", "Transcript", "text")
_LISTS = ("sentences", "segments", "turns", "utterances", "transcript", "Transcript", "monologues")
_PAGES = ("calls", "conversations", "transcripts", "data", "results", "items", "records")
_IDS = ("ConversationId", "conversation_id", "call_id", "callId", "id", "Id", "ID")
_NAMES = ("name", "displayName", "display_name", "label", "role", "id")
_CALL = ("ConversationId", "conversation_id", "call_id", "callId", "StartTime", "started", "Duration")


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


def json_values(text: str) -> list[object]:
    """The documents of a JSON text: one, or one a line; a line that is none comes as a ``NoCall``.

    ValueError when it is neither.
    """
    try:
        return [_parsed(text)]
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not isinstance(_line(*lines[0]), dict):
            raise ValueError(str(error).split(":")[0].lower()) from error
        return [_line(number, line) for number, line in lines]


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _line(number: int, line: str) -> object:
    try:
        return _parsed(line)
    except ValueError:
        return NoCall(DropReason.NOT_A_RECORD, "not valid JSON", number, "json")


def read(values: list[object]) -> Iterator[Found]:
    """The calls of JSON documents, or the reason for none."""
    elements = _elements(values)
    if len(elements) == 1:
        yield _one(elements[0])
        return
    for number, element in enumerate(elements, start=1):
        if isinstance(element, dict):
            own = next((as_text(element[name]) for name in _IDS if _plain(element.get(name))), str(number))
            yield _one(element, own, number)
        else:
            yield NoCall(DropReason.NOT_A_RECORD, "not an object", number, "json")


def _plain(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(as_text(value))


def _elements(values: list[object]) -> list[object]:
    """One element a call: the documents, or those of the list or page that the only document is."""
    if len(values) > 1 and all(_is_segment(value) for value in values):
        return [values]
    if len(values) != 1:
        return values
    value = values[0]
    if isinstance(value, dict):
        page = next((value[name] for name in _PAGES if _holds_calls(value.get(name))), None)
        return page if isinstance(page, list) else [value]
    return value if isinstance(value, list) and _holds_calls(value) else [value]


def _holds_calls(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) and _is_call(one) for one in value)


def _is_call(values: Mapping[str, object]) -> bool:
    if any(isinstance(values.get(name), list) and _segment_turns(values[name]) for name in _LISTS):
        return True
    return not _is_segment(values) and any(isinstance(values.get(name), str) for name in _TEXTS[:4])


def _is_segment(value: object) -> bool:
    return isinstance(value, dict) and bool(_label(value)) and any(name in value for name in _WORDS)


def _one(value: object, inner: str = "", number: int = 0) -> Found:
    if isinstance(value, list):
        turns = _segment_turns(value)
        return CallText("json", turns) if turns else NoCall(DropReason.NOT_A_RECORD, _NONE, format="json")
    if not isinstance(value, dict):
        return NoCall(DropReason.NOT_A_RECORD, _NONE, number, "json")
    turns = _turns(value)
    if not turns:
        return NoCall(DropReason.NOT_A_RECORD, _NONE, number, "json")
    title = next((as_text(value[name]) for name in _TITLES if _plain(value.get(name))), "")
    date = next((value[name] for name in _DATES if _plain(value.get(name))), None)
    return CallText("json", turns, date, title, inner=inner, number=number)


_NONE = "no speaker is to be seen"


def _turns(values: Mapping[str, object]) -> tuple[Turn, ...]:
    for name in _LISTS:
        if turns := _segment_turns(values.get(name)):
            return turns
    whole = ""
    for name in _TEXTS:
        inner = values.get(name)
        if isinstance(inner, str):
            text = inner.replace("\r\n", "\n").replace("\r", "\n")
            found = caption_turns(text) if is_captions(text) else transcript_turns(text)
            if found:
                return tuple(found)
            whole = whole or as_text(text)
    # an object that says it is a call, without anybody's name: its words are kept, as nobody's
    return (Turn("", whole),) if whole and any(name in values for name in _CALL) else ()


def _segment_turns(segments: object) -> tuple[Turn, ...]:
    """Turns of a list of segments; those of one speaker in a row are one turn."""
    turns = TurnList()
    for segment in segments if isinstance(segments, list) else ():
        if isinstance(segment, dict):
            words = next(
                (as_text(segment[name]) for name in _WORDS if isinstance(segment.get(name), str)), ""
            )
            if words:
                turns.speak(_label(segment), words, _start(segment))
    return turns.turns()


def _label(segment: Mapping[str, object]) -> str:
    for name in _SPEAKERS:
        value = segment.get(name)
        if isinstance(value, dict):
            value = next((value[key] for key in _NAMES if _plain(value.get(key))), None)
        if _plain(value):
            return as_text(value)
    return ""


def _start(segment: Mapping[str, object]) -> float | None:
    """When a segment starts, only where its unit is beyond doubt."""
    milliseconds = number_of(segment.get("start_ms"))
    if milliseconds is not None:
        return seconds_of(milliseconds / 1_000)
    written = segment.get("start") or segment.get("start_time") or segment.get("timestamp")
    return seconds_of(written) if isinstance(written, str) and ":" in written else None
