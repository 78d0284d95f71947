"""Every digit of a text as one of 0 to 9, so that no script, shape or hidden character passes a number by a check."""

from __future__ import annotations

import unicodedata

_DROPPED = frozenset("\u00ad\u034f\u20e3\ufe0e\ufe0f\u115f\u1160\u3164")
_MARKS = str.maketrans(
    {"٪": "%", "٫": ".", "٬": ",", "﹪": "%", "⁄": "/", "∕": "/", "﹣": "-", "⁻": "-", "₋": "-"}
)
_WIDE = range(0xFF01, 0xFF5F)
_LETTERS = range(0x1D400, 0x1D7CE)  # mathematical letters, in which a word can hide


def plain_digits(text: str) -> str:
    """``text`` with digits of any script, circled, raised and full-width ones as ASCII, fractions in one character as
    decimals, and no invisible characters."""
    if text.isascii():
        return text
    out: list[str] = []
    for char in text.translate(_MARKS):
        out.append(_plain(char, bool(out) and out[-1][-1:].isdigit()))
    return "".join(out)


def _plain(char: str, after_digit: bool) -> str:
    if char.isascii():
        return char
    if char in _DROPPED or unicodedata.category(char) == "Cf":
        return ""
    if ord(char) in _WIDE or ord(char) in _LETTERS:
        return unicodedata.normalize("NFKC", char)
    if unicodedata.category(char) not in ("Nd", "No", "Nl"):
        return char
    value = unicodedata.numeric(char, -1.0)
    if 0 < value < 1:
        return f"{value:.3f}".rstrip("0")[1 if after_digit else 0 :]
    return str(int(value)) if value >= 0 else char
