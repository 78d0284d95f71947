"""Which files a command line means: a folder stands for the files in it, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from foundation.errors import SourceError


def listed_files(paths: Sequence[Path], deep: bool = False) -> list[Path]:
    """The files meant, each once, by name; hidden ones in folders are left out. ``deep`` looks into folders
    of folders too. SourceError for a folder without files."""
    found: set[Path] = set()
    for path in paths:
        found.update(_inside(path, deep) if path.is_dir() else [path])
    return sorted(found, key=lambda file: (file.name, str(file)))


def _inside(folder: Path, deep: bool) -> list[Path]:
    inner = [
        path
        for path in (folder.rglob("*") if deep else folder.iterdir())
        if path.is_file() and not any(piece.startswith(".") for piece in path.relative_to(folder).parts)
    ]
    if not inner:
        raise SourceError("the folder holds no files", path=str(folder), hint="Name another.")
    return inner
