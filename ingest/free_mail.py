"""Mail hosts that tell nothing about a company: free mail, internet providers' and throw-away mail.

Two customers of one provider are not one account, so such a host never leads to one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_BRANDS = re.compile(
    r"(?:yahoo|hotmail|outlook|live|gmx|msn|yandex|aol|ymail|rocketmail|windowslive|googlemail|libero)"
    r"\.(?:com|net|[a-z]{2}|com?\.[a-z]{2}|com\.[a-z]{2})"
)


@lru_cache(maxsize=1)
def _hosts() -> frozenset[str]:
    text = (files("ingest") / "free_mail_domains.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_free_mail(host: str) -> bool:
    """Whether ``host`` (lower case, ``eu.yahoo.com``) or one that it lies below serves anybody's mail."""
    labels = host.split(".")
    below = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    return any(name in _hosts() or _BRANDS.fullmatch(name) for name in below)
