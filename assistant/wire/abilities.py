"""What an endpoint can do, found out by asking it, and remembered.

A refusal that names a part of what was sent takes that part away; each step takes something, so that asking ends.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from foundation.model_settings import Reach, reach_of
from prompts.chat import ChatRequest, Role

_STRICT_HOSTS = (
    "api.openai.com",
    ".openai.azure.com",
    ".services.ai.azure.com",
    ".cognitiveservices.azure.com",
)


class ShapeMode(StrEnum):
    """How the shape of an answer is asked for."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    PROMPT = "prompt"


NEW_LIMIT, OLD_LIMIT = "max_completion_tokens", "max_tokens"
"""What the bound of an answer is called."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """``limits``: names of the bound of an answer that are still to try. ``both``: a shape may be asked for while
    tools are offered; servers that hold an answer to a grammar then never call a tool, so only where it is known to
    work. ``system``: takes a system's turn."""

    stream: bool = True
    usage: bool = True
    tools: bool = True
    shape: ShapeMode = ShapeMode.SCHEMA
    limits: tuple[str, ...] = (OLD_LIMIT, NEW_LIMIT)
    temperature: bool = True
    system: bool = True
    both: bool = False

    @classmethod
    def expected(cls, base_url: str) -> Abilities:
        """What is tried first at an address: OpenAI's newer name of the bound at OpenAI, the older elsewhere, as
        servers that do not know a name mostly ignore it."""
        host = urlsplit(base_url).hostname or ""
        if reach_of(base_url) is Reach.REMOTE and host.endswith(_STRICT_HOSTS):
            return cls(limits=(NEW_LIMIT, OLD_LIMIT), both=True)
        return cls()

    @property
    def plain(self) -> Abilities:
        """Nothing that a server could lack, save streaming and the bound of the answer."""
        return replace(self, usage=False, tools=False, shape=ShapeMode.PROMPT, temperature=False, both=False)

    def to_text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> Abilities | None:
        """What ``to_text`` wrote; None for anything else."""
        try:
            held = json.loads(text)
            held["shape"], held["limits"] = ShapeMode(held["shape"]), tuple(map(str, held["limits"]))
            return cls(**held)
        except (ValueError, TypeError, KeyError):
            return None


class AbilityMemory(Protocol):
    """Keeps what was found out about an endpoint and model beyond the process."""

    def known(self, base_url: str, model: str) -> Abilities | None: ...

    def learnt(self, base_url: str, model: str, abilities: Abilities) -> None: ...


class NoMemory:
    """Remembers nothing."""

    def known(self, base_url: str, model: str) -> Abilities | None:
        return None

    def learnt(self, base_url: str, model: str, abilities: Abilities) -> None:
        return None


_REFUSING = re.compile(
    r"support|unrecogni[sz]ed|unknown|unexpected|not (?:permitted|allowed|available|implemented|enabled|valid)|"
    r"extra (?:inputs|fields)|unavailable|requires?|invalid|must be|cannot|can't|disabled|deprecated|instead|"
    r"incompatible|not a valid|is not|without",
    re.IGNORECASE,
)
_TOO_LARGE = re.compile(
    r"too large|at most|less than or equal|exceeds? the|maximum (?:value|allowed)", re.IGNORECASE
)


def lacking(said: str, parameter: str, request: ChatRequest, had: Abilities) -> Abilities | None:
    """What is left of ``had`` where a refusal names something that was sent; None where it names nothing.

    ``said`` is the server's message, ``parameter`` the part that it blames where it says one.
    """
    words = f"{parameter} {said}".lower()
    if not _REFUSING.search(words):
        return None
    asks_shape = request.shape is not None and had.shape is not ShapeMode.PROMPT
    tooled = had.tools and (bool(request.tools) or any(turn.role is Role.TOOL for turn in request.messages))
    names_tools = tooled and re.search(r"\btool|function", words) is not None
    names_shape = asks_shape and re.search(
        r"response_?format|json|schema|grammar|guided|structured|mime", words
    )
    found: list[tuple[bool, Abilities]] = [
        (had.stream and had.usage and "stream_options" in words, replace(had, usage=False)),
        (_blames_limit(words), replace(had, limits=had.limits[1:])),
        (had.temperature and "temperature" in words, replace(had, temperature=False)),
        (bool(names_tools and names_shape and had.both), replace(had, both=False)),
        (bool(names_shape) and (had.both or not request.tools), replace(had, shape=_less(had.shape))),
        (names_tools, replace(had, tools=False)),
        (had.stream and "stream" in words, replace(had, stream=False)),
        (had.system and _blames_roles(words), replace(had, system=False)),
    ]
    return next((left for applies, left in found if applies and left != had), None)


def _blames_limit(words: str) -> bool:
    return ("max_tokens" in words or "max_completion_tokens" in words) and not _TOO_LARGE.search(words)


def _blames_roles(words: str) -> bool:
    return (
        re.search(r"\bsystem\b.*\b(?:role|message|prompt)|roles? must alternate|developer instruction", words)
        is not None
    )


def _less(mode: ShapeMode) -> ShapeMode:
    return ShapeMode.OBJECT if mode is ShapeMode.SCHEMA else ShapeMode.PROMPT
