"""Content-derived ids: the same content has the same id on every machine and in every order."""

from __future__ import annotations

import hashlib
from pathlib import Path

_SEPARATOR = b"\x1f"


def content_id(*parts: str, length: int = 16) -> str:
    """Lower-case hex SHA-256 of the parts, cut to ``length`` characters (4 bits each).

    Parts are joined by a unit separator, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256(_SEPARATOR.join(part.encode("utf-8", "surrogatepass") for part in parts))
    return digest.hexdigest()[:length]


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
