"""Which files a command line means, and a file to read as every reader sees it.

A folder stands for the files in it and an archive for those packed in it, in a fixed order. A reader asks a
``SourceFile`` for fresh bytes and never learns whether they lie on a disk, in an archive or in memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from foundation.errors import SourceError

_IN_MEMORY = 1 << 30


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. ``place`` says where it is, for people; ``inner`` is its path below the folder or
    archive that was named, with forward slashes, or its name alone. ``is_found``: it was not named itself but
    lay among others there."""

    place: str
    inner: str
    start: Callable[[], IO[bytes]] = field(repr=False, compare=False)
    on_disk: bool = False
    is_found: bool = False

    @property
    def name(self) -> str:
        """The last piece of its path."""
        return self.inner.rpartition("/")[2]

    def __str__(self) -> str:
        return self.place

    def open(self) -> IO[bytes]:
        """Its bytes from the top; OSError or SourceError when they cannot be had."""
        return self.start()

    def seekable(self) -> IO[bytes]:
        """Its bytes for a reader that jumps about in them; what is packed is unpacked in memory. SourceError
        for a packed file that is too large for that."""
        if self.on_disk:
            return self.start()
        with self.start() as stream:
            content = stream.read(_IN_MEMORY + 1)
        if len(content) > _IN_MEMORY:
            raise SourceError(
                "too large to be read while it is packed", path=self.place, hint="Unpack it first."
            )
        return io.BytesIO(content)

    @classmethod
    def at(cls, path: Path, inner: str = "") -> SourceFile:
        """The file at ``path``, which need not exist yet."""
        return cls(str(path), inner or path.name, lambda: path.open("rb"), on_disk=True)

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> SourceFile:
        """Content that is in memory already, such as a page of an API."""
        return cls(name, name, lambda: io.BytesIO(content))


def listed_paths(paths: Sequence[Path], deep: bool = False) -> list[Path]:
    """The files on disk that are meant, each once, by name; hidden ones in folders are left out. ``deep``
    looks into folders of folders too. SourceError for a folder without files."""
    found: set[Path] = set()
    for path in paths:
        found.update(_inside(path, deep) if path.is_dir() else [path])
    return sorted(found, key=lambda file: (file.name, str(file)))


def listed_files(paths: Sequence[Path | SourceFile], deep: bool = False) -> list[SourceFile]:
    """The files meant, each once, by name: as ``listed_paths``, and those packed in archives.

    SourceError for a folder without files and for an archive that cannot be unpacked safely.
    """
    found: dict[str, SourceFile] = {}
    for path in paths:
        for file in [path] if isinstance(path, SourceFile) else _files_at(path, deep):
            found.setdefault(file.place, file)
    return sorted(found.values(), key=lambda file: (file.inner if deep else file.name, file.place))


def _files_at(path: Path, deep: bool) -> list[SourceFile]:
    from ingest.archives import unpacked

    if path.is_dir():
        inside = _inside(path, deep)
        found = [_unpacked_or_failing(inner, inner.relative_to(path).as_posix()) for inner in inside]
        return [replace(file, is_found=True) for files in found for file in files]
    files = unpacked(SourceFile.at(path))
    return files if len(files) == 1 else [replace(file, is_found=True) for file in files]


def _unpacked_or_failing(path: Path, inner: str) -> list[SourceFile]:
    """What the file in a folder stands for; one that cannot be unpacked says so when it is opened, as the
    others may be all that is wanted."""
    from ingest.archives import unpacked

    file = SourceFile.at(path, inner)
    try:
        return unpacked(file)
    except SourceError as error:
        reason = error

    def fail() -> IO[bytes]:
        raise reason

    return [replace(file, start=fail)]


def _inside(folder: Path, deep: bool) -> list[Path]:
    inner = [
        path
        for path in (folder.rglob("*") if deep else folder.iterdir())
        if path.is_file() and not any(piece.startswith(".") for piece in path.relative_to(folder).parts)
    ]
    if not inner:
        raise SourceError("the folder holds no files", path=str(folder), hint="Name another.")
    return inner
