"""An answer as a model wrote it, before anything in it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foundation.text import one_line, safe_text

ANSWER_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["in_data", "paragraphs"],
    "properties": {
        "in_data": {"type": "boolean"},
        "paragraphs": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["text", "cites"],
                    "properties": {
                        "text": {"type": "string"},
                        "cites": {"type": "array", "items": {"type": "integer"}},
                    },
                },
            },
        },
    },
}
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_CITES = re.compile(r"\s*[\[【]\^?(\d{1,4}(?:\s*[,;–-]\s*\^?\d{1,4})*)[\]】]")
_LISTING = re.compile(r"^\s*(?:[-*•>#]+\s+|\(?\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)")
_SENTENCE_ENDS = re.compile(
    r"(?<=[.!?])[\"”’»)]*(?:\s*[\[【]\d[\d,\s–-]*[\]】])*(\s+)(?=[\"“„«(\[]*[A-ZÀ-Þ0-9])"
)
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|st|no|nos|nr|approx|inc|ltd|co|corp|ca|z\.b|bzw|d\.h|max|min|"
    r"p\.ej|u\.s|u\.k|[A-Z]|\d{1,2})\.$",
    re.IGNORECASE,
)
_OBJECTS = 40
_MOST_SENTENCES = 60
_MOST_CITES = 12
_LONGEST = 1200
_LONGEST_ANSWER = 60_000


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """``text`` without marks, on one line; ``cites`` as the model gave them, real or not."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model answered. ``shaped``: it kept to the JSON asked for."""

    paragraphs: tuple[tuple[DraftSentence, ...], ...]
    in_data: bool = True
    shaped: bool = True

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        """All of them, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


def read_draft(text: str) -> Draft:
    """What ``text`` answers: the JSON asked for, that JSON within other words, or prose with marks like [1]. JSON
    that is broken or of another shape answers nothing."""
    text = _THOUGHT.sub(" ", text[:_LONGEST_ANSWER])
    for value in objects_in(text):
        if isinstance(value.get("paragraphs"), list):
            return _from_json(value)
    bare = text.strip().removeprefix("```json").removeprefix("```").lstrip()
    if bare[:1] in ("{", "[") or '"paragraphs"' in text:
        return Draft((), shaped=False)
    return _from_prose(text)


def objects_in(text: str) -> Iterator[Mapping[str, Any]]:
    """The JSON objects in ``text``, from the outermost first one on."""
    decoder, at = json.JSONDecoder(), 0
    for _ in range(_OBJECTS):
        at = text.find("{", at)
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(value, dict):
            yield value
        at = end


def _from_json(value: Mapping[str, Any]) -> Draft:
    paragraphs: list[tuple[DraftSentence, ...]] = []
    for paragraph in value["paragraphs"]:
        held = paragraph if isinstance(paragraph, list) else [paragraph]
        sentences = [
            sentence
            for one in held
            for sentence in _sentences(
                one.get("text") if isinstance(one, dict) else one,
                one.get("cites") if isinstance(one, dict) else (),
            )
        ]
        if sentences:
            paragraphs.append(tuple(sentences))
    in_data = value.get("in_data")
    return Draft(_bounded(paragraphs), in_data is not False, isinstance(in_data, bool))


def _sentences(text: Any, cites: Any) -> list[DraftSentence]:
    """The sentences that one entry holds: a model may put several under one list of citations."""
    if not isinstance(text, str):
        return []
    given = [n for one in cites if (n := _number(one)) is not None] if isinstance(cites, list) else []
    found = []
    for part in _parted(_LISTING.sub("", safe_text(text[: 4 * _LONGEST]))):
        marks = [n for group in _CITES.findall(part) for n in _numbers(group)]
        bare = one_line(_EMPHASIS.sub(r"\2", _CITES.sub("", part)), _LONGEST)
        if any(char.isalnum() for char in bare):
            found.append(DraftSentence(bare, tuple(dict.fromkeys((*given, *marks)))[:_MOST_CITES]))
    return found


def _parted(text: str) -> Iterator[str]:
    """The sentences of ``text``; none ends inside a quote or behind an abbreviation."""
    start = 0
    for match in _SENTENCE_ENDS.finditer(text):
        part = text[start : match.start(1)]
        if _is_open(part) or _SHORTENED.search(part):
            continue
        yield part
        start = match.end()
    yield text[start:]


def _is_open(part: str) -> bool:
    closed = part.count("”") + (part.count("“") if "„" in part else 0)
    opened = part.count("“") + 2 * part.count("„") if "„" in part else part.count("“")
    return opened > closed or part.count('"') % 2 == 1 or part.count("«") > part.count("»")


def _number(one: Any) -> int | None:
    if isinstance(one, str) and one.strip("[] ").isdecimal() and len(one) < 8:
        return int(one.strip("[] "))
    if isinstance(one, float) and one.is_integer():
        return int(one)
    return one if isinstance(one, int) and not isinstance(one, bool) else None


def _numbers(group: str) -> list[int]:
    """The numbers of one mark: ``1, 3-5``."""
    found: list[int] = []
    for part in re.split(r"[,;]", group.replace("^", "")):
        ends = [int(end) for end in re.split(r"[–-]", part) if end.strip()]
        found += range(ends[0], ends[-1] + 1) if ends[-1] - ends[0] < _MOST_CITES else ends
    return found


def _from_prose(text: str) -> Draft:
    parts = re.split(r"\n\s*\n|\n(?=\s*(?:[-*•#>]|\d{1,2}[.)]))", safe_text(text))
    paragraphs = [tuple(_sentences(part, [])) for part in parts]
    return Draft(_bounded([one for one in paragraphs if one]), in_data=True, shaped=False)


def _bounded(paragraphs: list[tuple[DraftSentence, ...]]) -> tuple[tuple[DraftSentence, ...], ...]:
    kept, left = [], _MOST_SENTENCES
    for paragraph in paragraphs:
        if left <= 0:
            break
        kept.append(paragraph[:left])
        left -= len(paragraph)
    return tuple(kept)
