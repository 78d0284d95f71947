"""Which characters the fonts that ship with the program can draw, read from the fonts themselves.

Keeps the rule that nothing vanishes on paper: a character without a glyph is printed by its name.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

FONT_PACKAGES = (
    ("fontpkg_noto_sans", "files"),
    ("fontpkg_noto_sans_arabic", "files"),
    ("fontpkg_noto_sans_thai", "files"),
    ("noto_cjk_sans_otc", ""),
)
"""Packages of fonts with the folder in each that holds them."""

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Thai", "Noto Sans CJK JP")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_COLLECTION = b"ttcf"
_FORMAT_RANGES = 12
_FORMAT_SEGMENTS = 4


def font_folders() -> tuple[Path, ...]:
    """The folders that hold the fonts."""
    return tuple(Path(str(files(package).joinpath(folder))) for package, folder in FONT_PACKAGES)


@cache
def drawable() -> frozenset[int]:
    """Every code point that a font has a glyph for."""
    found: set[int] = set()
    for folder in font_folders():
        for file in sorted(folder.glob("*.tt?")):
            if "Italic" not in file.name:
                found.update(_code_points(file.read_bytes()))
    return frozenset(found)


def printable(text: str) -> str:
    """``text`` with the name of each character that no font draws in its place; marks that only choose how the one
    before looks are left out."""
    if text.isascii():
        return text
    known = drawable()
    return "".join(char if char in "\n\t" or ord(char) in known else _named(char) for char in text)


def _named(char: str) -> str:
    if unicodedata.category(char) in ("Mn", "Cf", "Cc", "Me") or ord(char) in _SKIN_TONES:
        return ""
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"


def _code_points(data: bytes) -> Iterator[int]:
    """The code points of a font's character map; of a collection those of its first font."""
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == _COLLECTION else 0
    tables = struct.unpack_from(">H", data, start + 4)[0]
    for at in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
        if tag == b"cmap":
            yield from _mapped(data, offset)


def _mapped(data: bytes, cmap: int) -> Iterator[int]:
    for at in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)[2]
        form = struct.unpack_from(">H", data, table)[0]
        if form == _FORMAT_RANGES:
            for group in range(struct.unpack_from(">I", data, table + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, table + 16 + 12 * group)
                yield from range(first, last + 1)
        elif form == _FORMAT_SEGMENTS:
            count = struct.unpack_from(">H", data, table + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", data, table + 14)
            starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
