"""What a conversation tells while it runs: typed events, the last of which is the answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Sentence


@dataclass(frozen=True, slots=True)
class ToolStarted:
    """A tool is being called. ``asked``: its arguments in a few safe words."""

    name: str
    asked: str


@dataclass(frozen=True, slots=True)
class ToolEnded:
    """A tool is done; ``found`` counts its pieces of evidence, ``problem`` is empty where all went well."""

    name: str
    found: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Repairing:
    """A draft of the answer failed its checks and is asked for again; ``why`` names the first few faults."""

    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """An answer is being written: ``sentences`` of it are whole and passed their checks each for itself,
    ``characters`` have come. It may still be mended as a whole, so that only ``Answered`` stands."""

    sentences: tuple[Sentence, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The checked answer; always the last event. It has no paragraphs where the model gave none in the form asked
    for."""

    answer: Answer


AskEvent = ToolStarted | ToolEnded | Writing | Repairing | Answered
