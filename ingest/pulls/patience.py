"""How long a vendor is waited for: what it asks for itself, and what is too long. Time and chance are given."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on with one question: ``tries`` in all, ``waiting`` seconds in all; the pause doubles
    from ``first`` to ``longest`` seconds. One answer may take ``answer`` seconds, ``silence`` of them
    without a byte, and ``largest`` bytes."""

    tries: int = 8
    waiting: float = 900.0
    first: float = 1.0
    longest: float = 60.0
    answer: float = 120.0
    silence: float = 60.0
    largest: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pulse:
    """Time and chance, as arguments: seconds since 1970, seconds that only grow, a pause, a number in 0..1."""

    now: Callable[[], float] = time.time
    tick: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


def asked_wait(headers: Mapping[str, str], status: int, now: float) -> float | None:
    """Seconds the answer asks to wait, 0 at least; None when it does not say.

    Retry-After holds seconds or an HTTP date; after a 429, X-RateLimit-Reset (a moment) and
    RateLimit-Reset (seconds) are heard too.
    """
    said = headers.get("retry-after", "").strip()
    if said:
        seconds = _number(said)
        if seconds is not None:
            return max(0.0, seconds)
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - now)
        except (ValueError, OverflowError):
            return None
    if status == 429:
        for name in ("x-ratelimit-reset", "ratelimit-reset"):
            seconds = _number(headers.get(name, ""))
            if seconds is not None:
                return max(0.0, seconds - now if seconds > 1e9 else seconds)
    return None


def _number(text: str) -> float | None:
    return float(text) if text.strip().isdecimal() and len(text) < 16 else None
