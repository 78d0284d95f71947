"""Use case: what lies in a folder that could be imported. Only names and sizes are looked at here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from foundation.errors import SourceError

ENDINGS = frozenset(
    (
        *(".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx", ".parquet", ".txt", ".md"),
        *(".vtt", ".srt", ".gz", ".zip"),
    )
)
"""What files that can be imported are usually called; their content decides, not their name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder. ``size`` is in bytes, 0 for a folder; ``modified`` is in UTC."""

    path: Path
    is_folder: bool
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class FolderView:
    """A folder's entries, folders first, each by name; ``left_out`` counts those that are not shown."""

    path: Path
    entries: tuple[Entry, ...]
    left_out: int


def browse(folder: Path, everything: bool = False) -> FolderView:
    """The folders in ``folder`` and the files that can be imported, or all files; hidden ones are left out.

    SourceError for a folder that is not there or may not be read.
    """
    root = folder.expanduser()
    try:
        root = root.resolve()
        found = [entry for path in root.iterdir() if (entry := _entry(path)) is not None]
    except (OSError, RuntimeError) as error:
        words = getattr(error, "strerror", None) or "it cannot be followed"
        raise SourceError(f"cannot open the folder: {str(words).lower()}", path=str(folder)) from error
    shown = [entry for entry in found if everything or entry.is_folder or _fits(entry.path)]
    shown.sort(key=lambda entry: (not entry.is_folder, entry.path.name.casefold(), entry.path.name))
    return FolderView(root, tuple(shown), len(found) - len(shown))


def _entry(path: Path) -> Entry | None:
    """None for what is hidden, gone or may not be asked about."""
    if path.name.startswith("."):
        return None
    try:
        status = path.stat()
        is_folder = path.is_dir()
    except OSError:
        return None
    modified = datetime.fromtimestamp(status.st_mtime, UTC)
    return Entry(path, is_folder, 0 if is_folder else status.st_size, modified)


def _fits(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS
