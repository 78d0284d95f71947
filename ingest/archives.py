"""Looks into .gz and .zip files without unpacking them to disk, within limits that no bomb gets past.

What an archive says of its sizes is checked first and never believed: bytes are counted as they come out.
Nothing is written, so a path that climbs could only mislead people; it is refused all the same.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING

from foundation.errors import SourceError
from ingest.files import SourceFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
MAX_UNPACKED = 16 << 30
MAX_RATIO = 200
FREE = 256 << 20  # bytes that any archive may unpack to, whatever its ratio
MAX_FILES = 10_000
_DAMAGE = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
    LookupError,
    OverflowError,
)
_ENCRYPTED = 0x1
_LOCAL_HEADER, _LOCAL_SIZES = 30, 26  # bytes of a local file header, and where its two lengths stand in it
_Unpacker = IO[bytes] | gzip.GzipFile | zipfile.ZipExtFile
_DOCUMENT = frozenset({"[Content_Types].xml", "mimetype"})
_BUFFER = 1 << 20


def unpacked(file: SourceFile) -> list[SourceFile]:
    """The files that ``file`` stands for: itself, or those in it when it is an archive and no workbook.

    SourceError for an archive that is damaged, encrypted or nested, whose paths climb, or that unpacks to far
    more than it should.
    """
    start = _start(file)
    if start.startswith(GZIP_MAGIC):
        return [_gunzipped(file, None)]
    if start.startswith(EMPTY_ZIP_MAGIC):
        raise _refused(file, "the archive holds no files")
    if start.startswith(ZIP_MAGIC):
        return _members(file)
    return [file]


def _start(file: SourceFile) -> bytes:
    try:
        with file.open() as stream:
            return stream.read(4)
    except OSError:
        return b""  # whoever reads the file says what is wrong with it


def _entries(file: SourceFile) -> list[zipfile.ZipInfo]:
    """What a zip file holds, after a look at the sizes that it declares."""
    try:
        with file.seekable() as stream, zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except _DAMAGE as error:
        raise _refused(file, "the archive is damaged") from error
    bytes_out = sum(entry.file_size for entry in entries)
    bytes_in = sum(entry.compress_size for entry in entries)
    if _is_bomb(bytes_out, bytes_in):
        raise _too_large(file)
    return entries


def _is_workbook(entries: list[zipfile.ZipInfo]) -> bool:
    return any(entry.filename == "xl/workbook.xml" for entry in entries)


def _members(file: SourceFile) -> list[SourceFile]:
    entries = _entries(file)
    if _is_workbook(entries):
        return [file]
    if any(entry.filename in _DOCUMENT for entry in entries):
        raise SourceError(
            "the file is a document, not a table", path=file.place, hint="Save it as CSV or text."
        )
    if len(entries) > MAX_FILES:
        raise _refused(file, f"the archive holds over {MAX_FILES:,} files")
    found = [(_member(file, entry), entry.file_size) for entry in entries if _is_wanted(entry)]
    if not found:
        raise _refused(file, "the archive holds no files")
    return [_one_deeper(member, size) for member, size in found]


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    pieces = entry.filename.replace("\\", "/").split("/")
    return pieces[-1] != "" and not any(
        (piece.startswith(".") and piece != "..") or piece == "__MACOSX" for piece in pieces
    )


def _one_deeper(member: SourceFile, size: int) -> SourceFile:
    """A packed file may be gzip itself or a workbook; an archive of archives is refused."""
    start = _start(member)
    if start.startswith(GZIP_MAGIC):
        return _gunzipped(member, size)
    if start.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)) and not _is_workbook(_entries(member)):
        raise _refused(member, "an archive within an archive")
    return member


def _member(file: SourceFile, entry: zipfile.ZipInfo) -> SourceFile:
    inner = entry.filename.replace("\\", "/")
    if inner.startswith("/") or ":" in inner.split("/")[0] or ".." in inner.split("/"):
        raise _refused(file, "a path in the archive climbs out of it")
    if entry.flag_bits & _ENCRYPTED:
        raise _refused(file, "the archive is encrypted")

    def start() -> IO[bytes]:
        with ExitStack() as held:
            packed = held.enter_context(file.open())
            try:
                stream = _at_entry(packed, entry)
            except _DAMAGE as error:
                raise _refused(file, "the archive is damaged") from error
            return _bounded(stream, file, entry.compress_size, held.pop_all().close)

    return SourceFile(f"{file.place}/{inner}", inner, start)


def _at_entry(packed: IO[bytes], entry: zipfile.ZipInfo) -> zipfile.ZipExtFile:
    """The entry's bytes, from its own place: ``ZipFile`` would read the whole list of files at each opening."""
    packed.seek(entry.header_offset)
    header = packed.read(_LOCAL_HEADER)
    if not header.startswith(ZIP_MAGIC):
        raise zipfile.BadZipFile
    name_size, extra_size = struct.unpack_from("<HH", header, _LOCAL_SIZES)
    packed.seek(name_size + extra_size, io.SEEK_CUR)
    return zipfile.ZipExtFile(packed, "r", entry)


def _gunzipped(file: SourceFile, packed_size: int | None) -> SourceFile:
    """The file that a gzip file holds; its packed size is asked of the disk where it is not given."""
    inner = file.inner[:-3] if file.inner.lower().endswith(".gz") else file.inner

    def start() -> IO[bytes]:
        packed = file.open()
        size = packed_size
        if size is None:
            size = packed.seek(0, io.SEEK_END)
            packed.seek(0)
        return _bounded(gzip.GzipFile(fileobj=packed), file, size, packed.close)

    return SourceFile(file.place, inner, start)


def _bounded(stream: _Unpacker, file: SourceFile, packed: int, close: Callable[[], None]) -> IO[bytes]:
    return io.BufferedReader(_Bounded(stream, file, packed, close), _BUFFER)


class _Bounded(io.RawIOBase):
    """A stream of unpacked bytes that stops at the limits; damage comes out as SourceError."""

    def __init__(self, stream: _Unpacker, file: SourceFile, packed: int, close: Callable[[], None]) -> None:
        self._stream = stream
        self._file = file
        self._packed = packed
        self._close = close
        self._taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            piece = self._stream.read(len(view))
        except _DAMAGE as error:
            raise _refused(self._file, "the archive is damaged") from error
        except RuntimeError as error:
            raise _refused(self._file, "the archive is encrypted") from error
        self._taken += len(piece)
        if _is_bomb(self._taken, self._packed):
            raise _too_large(self._file)
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._close()
        super().close()


def _is_bomb(bytes_out: int, bytes_in: int) -> bool:
    return bytes_out > MAX_UNPACKED or (bytes_out > FREE and bytes_out > MAX_RATIO * max(bytes_in, 1))


def _too_large(file: SourceFile) -> SourceError:
    return _refused(file, "the archive unpacks to far more than it should")


def _refused(file: SourceFile, what: str) -> SourceError:
    return SourceError(what, path=file.place, hint="Unpack it yourself and name the files.")
