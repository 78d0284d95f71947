"""Files that are there whole or not at all, whatever stops the program while it writes."""

from __future__ import annotations

from pathlib import Path

from foundation.errors import SettingsError


def write_whole(path: Path, text: str, what: str) -> Path:
    """Write ``text`` to ``path`` in one step. Raises SettingsError where it cannot; ``what`` is named then."""
    return write_bytes(path, text.encode("utf-8"), what)


def write_bytes(path: Path, data: bytes, what: str) -> Path:
    """The same of bytes."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise SettingsError(
            f"cannot write {what}: {error.strerror}", where=str(path), hint="Choose another file."
        ) from error
    return path
