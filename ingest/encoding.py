"""Opens files of unknown encoding as text: a guess is said, junk is refused, nothing is lost in silence.

The order is byte-order mark, UTF-16 told by its zero bytes, UTF-8 checked over the whole file, and then
Windows-1252, which is a guess and therefore a warning. A file that mixes the last two is read line by line.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from foundation.errors import SourceError
from ingest.files import SourceFile

_SAMPLE = 65_536
_BLOCK = 1 << 20
_SHOWN = 10
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x00")
_MAX_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8
_MAX_NUL_SHARE = 0.1
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "an audio file"),
    (b"RIFF", "an audio or video file"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file; ``warning`` is empty unless the choice was a guess or bytes looked damaged.
    ``mixed``: some lines are UTF-8 and others Windows-1252, so each is read as what it is."""

    name: str
    warning: str = ""
    mixed: bool = False


def head(file: SourceFile, size: int = _SAMPLE) -> bytes:
    """The first ``size`` bytes; SourceError when the file is missing, a folder, not readable or empty."""
    try:
        with file.open() as stream:
            start = stream.read(size)
    except FileNotFoundError as error:
        raise SourceError("no such file", path=file.place, hint="Check the name.") from error
    except IsADirectoryError as error:
        raise SourceError("this is a folder", path=file.place, hint="Name the files in it.") from error
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise SourceError(
            f"cannot read the file: {reason}", path=file.place, hint="Check its rights."
        ) from error
    if not start.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SourceError("the file is empty", path=file.place, hint="Export it again.")
    return start


def detect(file: SourceFile) -> Encoding:
    """The encoding of ``file``; SourceError for an empty file and for bytes that are no text at all."""
    start = head(file)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return _checked(file, name)
    for magic, what in _MAGIC:
        if start.startswith(magic):
            raise SourceError(f"the file is {what}, not a table or text", path=file.place, hint=_FORMATS)
    wide = _wide(start)
    if wide:
        return _checked(file, wide)
    zeros = start.count(0) / len(start)
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in start)
    is_junk = controls > max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * len(start))
    if zeros > _MAX_NUL_SHARE or is_junk:
        raise SourceError("the file is binary, not text", path=file.place, hint=_FORMATS)
    warning = "NUL bytes were removed" if zeros else ""
    if _decodes(file, "utf-8"):
        return Encoding("utf-8", f"{file.name}: {warning}" if warning else "")
    if mixture := _mixture(file):
        return Encoding("utf-8", f"{mixture}; {warning}" if warning else mixture, mixed=True)
    guess = f"{file.name}: not UTF-8, read as Windows-1252; check accented letters"
    return Encoding("cp1252", f"{guess}; {warning}" if warning else guess)


_FORMATS = "Give CSV, XLSX, JSON, JSONL or Parquet."


def _checked(file: SourceFile, name: str) -> Encoding:
    if name == "utf-8-sig" and not _decodes(file, name) and (mixture := _mixture(file)):
        return Encoding("utf-8", mixture, mixed=True)
    warning = "" if _decodes(file, name) else f"{file.name}: some bytes are not {name} and were replaced"
    return Encoding(name, warning)


def _wide(start: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` where every second byte of mostly Latin text is zero, else empty."""
    half = max(len(start) // 2, 1)
    even, odd = start[0::2].count(0) / half, start[1::2].count(0) / half
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    return ""


def _decodes(file: SourceFile, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        with file.open() as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _mixture(file: SourceFile) -> str:
    """What to say of a file whose lines are partly UTF-8 and partly not; empty where they are all alike."""
    odd: list[int] = []
    count = 0
    is_utf8 = False
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                count += 1
                if len(odd) < _SHOWN:
                    odd.append(number)
            else:
                is_utf8 = True
    if not is_utf8:
        return ""
    more = f" and {count - _SHOWN} more" if count > _SHOWN else ""
    return (
        f"{file.name}: UTF-8, but line{'s' if count > 1 else ''} {', '.join(map(str, odd))}{more} not, read as "
        "Windows-1252; check their accented letters and export in one encoding"
    )


def _decoded_lines(file: SourceFile) -> Iterator[str]:
    """The lines of a mixed file, each decoded by what its own bytes are."""
    with file.open() as stream:
        for line in stream:
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = _lenient(line)
            yield from io.StringIO(text.replace("\x00", ""), newline="")


def _lenient(line: bytes) -> str:
    """A line that is not UTF-8: Windows-1252, unless most of its letters are UTF-8 and a few bytes are lost."""
    text = line.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    letters = sum(not char.isascii() for char in text) - lost
    return text if letters > lost else line.decode("cp1252", "replace")


def blocks(file: SourceFile, encoding: Encoding, size: int = _BLOCK) -> Iterator[str]:
    """The file's text in pieces of at most ``size`` characters, without NUL; line ends untouched."""
    if encoding.mixed:
        yield from _decoded_lines(file)
        return
    with _text(file, encoding) as stream:
        while block := stream.read(size):
            yield block.replace("\x00", "")


def _text(file: SourceFile, encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(file.open(), encoding=encoding.name, errors="replace", newline="")


def lines(file: SourceFile, encoding: Encoding) -> Iterator[str]:
    """The file's lines with their ends (CR, LF and CRLF all end one), without NUL."""
    if encoding.mixed:
        yield from _decoded_lines(file)
        return
    with _text(file, encoding) as stream:
        for line in stream:
            yield line.replace("\x00", "")
