"""How a call of a model can end badly: which error it is, whether asking again may help, and when.

No error quotes a header or a key; of what a server says, one safe line at most.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from foundation.errors import ModelError, NrrError, SettingsError
from foundation.keys import Secret
from foundation.text import one_line

PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
"""Answers after which the same question may be answered."""
_SAID = 200
_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|maximum context|context_length_exceeded|exceed_context|prompt is too long|"
    r"input is too long|too many (?:input )?tokens|reduce the length|string_above_max_length|"
    r"requested tokens.*exceed|exceeds? the (?:available|model'?s).*(?:context|tokens)",
    re.IGNORECASE,
)
_FILTERED = re.compile(
    r"content[_ ](?:filter|policy)|ResponsibleAIPolicy|flagged as|moderation", re.IGNORECASE
)
_OUT_OF_MONEY = re.compile(r"insufficient_quota|billing|exceeded your current quota|credit", re.IGNORECASE)
_WAITS = re.compile(r"(?:try again|retry) (?:in|after) ([\d.]+) ?(ms|s|seconds|m|minutes)\b", re.IGNORECASE)


class Fault(Exception):
    """A failed attempt. ``again``: another attempt may go well, after ``wait`` seconds where the server says how
    long. ``whole``: ask then for the answer in one piece, as its stream is broken. ``refused``: the endpoint's own
    filter ended it."""

    def __init__(
        self,
        error: NrrError,
        *,
        again: bool = False,
        wait: float | None = None,
        whole: bool = False,
        refused: bool = False,
    ) -> None:
        super().__init__(error.what)
        self.error = error
        self.again = again
        self.wait = wait
        self.whole = whole
        self.refused = refused


def endpoint_fault(
    where: str,
    words: str,
    hint: str = "",
    *,
    again: bool = False,
    whole: bool = False,
    retryable: bool = True,
) -> Fault:
    """The fault that the endpoint at ``where`` did what ``words`` say; without a ``hint`` it is to wait."""
    hint = hint or "Try again later, or use --no-llm."
    error = ModelError(f"the endpoint {words}", where=where, hint=hint, retryable=retryable)
    return Fault(error, again=again, whole=whole)


class Lacking(Exception):
    """The server refuses the request for a reason that may be something it lacks; ``fault`` if it is not."""

    def __init__(self, said: str, parameter: str, fault: Fault, *, named_only: bool) -> None:
        super().__init__(fault.error.what)
        self.said = said
        self.parameter = parameter
        self.fault = fault
        self.named_only = named_only


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom an error is about: the endpoint as it is named, the model, the variable of the key, and the key, to
    blot it out."""

    where: str
    model: str
    variable: str
    key: Secret


@dataclass(frozen=True, slots=True)
class Said:
    """What a server's refusal says: its message, and the code and parameter beside it."""

    message: str = ""
    code: str = ""
    parameter: str = ""

    @property
    def all(self) -> str:
        return f"{self.code} {self.message}"


def said_in(value: Any) -> Said:
    """The refusal in a JSON answer, in any of the forms that servers write it."""
    if isinstance(value, str):
        return Said(value[:4000])
    if isinstance(value, list):
        parts = [said_in(one) for one in value[:5]]
        return Said("; ".join(one.message for one in parts), "", parts[0].parameter if parts else "")
    if not isinstance(value, dict):
        return Said()
    inner = next((value[key] for key in ("error", "errors", "detail") if value.get(key)), None)
    if inner is not None:
        found = said_in(inner)
        beside = value.get("message") if not found.message else None
        return Said(found.message or _word(beside), found.code or _word(value.get("code")), found.parameter)
    place = value.get("loc")
    parameter = _word(value.get("param")) or (_word(place[-1]) if isinstance(place, list) and place else "")
    message = _word(value.get("message")) or _word(value.get("msg")) or _word(value.get("description"))
    extra = " ".join(_word(value.get(key)) for key in ("code", "type", "status") if value.get(key))
    return Said(message[:4000], extra, parameter)


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def is_error(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a refusal rather than a piece of an answer."""
    return (
        bool(value.get("error"))
        or value.get("object") == "error"
        or ("detail" in value and "choices" not in value)
    )


def fault_of_status(
    status: int, headers: Mapping[str, str], content: bytes, asked: Asked, now: float
) -> Exception:
    """``Fault`` or ``Lacking`` for an answer that is no success. ``now``: seconds since 1970."""
    said = _read(content)
    if status in (401, 403) and not _FILTERED.search(said.all):
        return Fault(_unwelcome(status, asked))
    if 300 <= status < 400:
        return Fault(
            _error(f"the endpoint sends elsewhere ({status}), which is not followed", asked, _ADDRESS)
        )
    if status == 402 or (status == 429 and _OUT_OF_MONEY.search(said.all)):
        return Fault(
            _error("the account at the endpoint is out of credit", asked, "Look at its billing page.")
        )
    wait = asked_wait(headers, now)
    return fault_of_words(said, status, asked, wait)


def fault_of_words(said: Said, status: int, asked: Asked, wait: float | None = None) -> Exception:
    """``Fault`` or ``Lacking`` for what a server says is wrong; status 0 inside an answer that began well."""
    if _FILTERED.search(said.all):
        error = _error(
            "the endpoint's content filter refused the request", asked, "Ask otherwise, or use --no-llm."
        )
        return Fault(error, refused=True)
    if _OVERFLOW.search(said.all) or status == 413:
        return Fault(
            _error(
                "the question and what was found are longer than the model reads",
                asked,
                "Ask more narrowly (--account, --theme), or use a model or server setting with a longer context.",
            )
        )
    quoted = _quoted(said, asked)
    if status == 404 and not re.search(r"tool|function|support", said.all, re.IGNORECASE):
        return Fault(_not_found(said, asked))
    passing = status in PASSING or (status == 0 and not re.search(r"invalid|unsupported", said.all))
    words = f"answered {status}" if status else "broke off with an error"
    fault = Fault(
        _error(f"the endpoint {words}{quoted}", asked, _LATER if passing else _CHECK, retryable=passing),
        again=passing,
        wait=wait if wait is not None else _wait_in(said.message),
        whole=status == 0,
    )
    if status in (400, 404, 405, 415, 422, 500, 501):
        return Lacking(said.message, said.parameter, fault, named_only=status == 500)
    return fault


_LATER = "Try again later, or use --no-llm."
_CHECK = "Check [model] in nrr.toml; docs/assistant.md shows it for common servers."
_ADDRESS = "Check model.base_url; most servers want /v1 at its end."


def _read(content: bytes) -> Said:
    try:
        return said_in(json.loads(content))
    except (ValueError, RecursionError):
        return Said()


def _quoted(said: Said, asked: Asked) -> str:
    line = one_line(asked.key.hidden_in(said.message), _SAID)
    return f": {line.rstrip('.')}" if line else ""


def _error(what: str, asked: Asked, hint: str, *, retryable: bool = False) -> ModelError:
    return ModelError(what, where=asked.where, hint=hint, retryable=retryable)


def _unwelcome(status: int, asked: Asked) -> SettingsError:
    why = "refuses the key" if status == 401 else "does not allow this key or model"
    held = f"in {asked.variable}" if asked.key else f"; {asked.variable} is not set"
    return SettingsError(
        f"the endpoint {why}{' ' if asked.key else ''}{held} ({status})",
        where=asked.where,
        hint="Set the right key in the environment or the keyring, and name its variable in model.api_key_env.",
    )


def _not_found(said: Said, asked: Asked) -> ModelError:
    if "model" in said.all.lower():
        return UnknownModel(
            f"the endpoint has no model {one_line(asked.model, 80)!r}",
            where=asked.where,
            hint="Set model.name.",
        )
    return _error("the endpoint has nothing at this address (404)", asked, _ADDRESS)


class UnknownModel(ModelError):
    """The endpoint does not know the model; who sees this may look for near names."""


def asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that an answer asks to wait, 0 at least; None where it does not say. Retry-After holds seconds or an
    HTTP date, Retry-After-Ms milliseconds."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if not text or len(text) > 40:
            continue
        if re.fullmatch(r"\d{1,12}(?:\.\d{1,9})?", text):
            return float(text) * scale
        try:
            return max(0.0, parsedate_to_datetime(text).timestamp() - now)
        except (ValueError, OverflowError, TypeError):
            continue
    return None


def _wait_in(message: str) -> float | None:
    found = _WAITS.search(message)
    if found is None or len(found[1]) > 8 or not re.fullmatch(r"\d+(?:\.\d+)?", found[1]):
        return None
    unit = found[2].lower()
    return float(found[1]) * (0.001 if unit == "ms" else 60.0 if unit.startswith("m") else 1.0)
