"""An answer as a model wrote it, before anything in it is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL)
_CITES = re.compile(r"\s*\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?:\s*\[\d[\d,\s]*\])*\s+(?=[\"“A-ZÀ-Þ0-9])")
_MOST_SENTENCES = 60
_LONGEST = 1200


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
    """What ``text`` answers: the JSON asked for, that JSON within other words, or prose with marks like [1]."""
    for candidate in _candidates(text):
        try:
            value = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("paragraphs"), list):
            return _from_json(value)
    return _from_prose(text)


def _candidates(text: str) -> list[str]:
    bare = text[text.find("{") : text.rfind("}") + 1] if "{" in text else ""
    return [text.strip(), *(found.strip() for found in _FENCED.findall(text)), bare]


def _from_json(value: Mapping[str, Any]) -> Draft:
    shaped = isinstance(value.get("in_data"), bool)
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
    return Draft(_bounded(paragraphs), value.get("in_data") is not False, shaped)


def _sentences(text: Any, cites: Any) -> list[DraftSentence]:
    """The sentences that one entry holds: a model may put several under one list of citations."""
    if not isinstance(text, str):
        return []
    given = (
        tuple(n for n in cites if isinstance(n, int) and not isinstance(n, bool))
        if isinstance(cites, list)
        else ()
    )
    found = []
    for part in _SENTENCE_ENDS.split(safe_text(text)):
        marks = tuple(int(n) for group in _CITES.findall(part) for n in group.split(","))
        bare = one_line(_CITES.sub("", part), _LONGEST)
        if bare:
            found.append(DraftSentence(bare, tuple(dict.fromkeys((*given, *marks)))))
    return found


def _from_prose(text: str) -> Draft:
    paragraphs = [
        tuple(_sentences(part, [])) for part in re.split(r"\n\s*\n|\n(?=\s*[-*\d])", safe_text(text))
    ]
    return Draft(_bounded([one for one in paragraphs if one]), in_data=True, shaped=False)


def _bounded(paragraphs: list[tuple[DraftSentence, ...]]) -> tuple[tuple[DraftSentence, ...], ...]:
    kept, left = [], _MOST_SENTENCES
    for paragraph in paragraphs:
        if left <= 0:
            break
        kept.append(paragraph[:left])
        left -= len(paragraph)
    return tuple(kept)
