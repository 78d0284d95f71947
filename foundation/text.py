"""The one sanitiser for text of unknown origin, used at import and at every output edge.

Feedback is hostile: escape sequences draw on the terminal, write the clipboard or set the title;
bidirectional overrides show other words than are there; lone surrogates crash encoders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC: title, clipboard, links
    r"|\x1b[PX^_][^\x1b\x9c]*(?:\x1b\\|\x9c)?"  # DCS, SOS, PM, APC strings
    r"|\x9d[^\x07\x9c]*(?:\x07|\x9c)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[\t\n -~]*")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")


def safe_text(text: str) -> str:
    """``text`` without escape sequences, control and direction characters and lone surrogates, in NFC.

    Keeps tabs and newlines (all line ends become a newline), emoji joiners and every language. Idempotent.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _ESCAPES.sub("", text)
    text = _CONTROLS.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str, limit: int | None = None) -> str:
    """``safe_text`` on one line, white space collapsed; cut to ``limit`` characters with an ellipsis."""
    flat = " ".join(safe_text(text).split())
    if limit is not None and len(flat) > limit:
        return flat[: limit - 1].rstrip() + "…"
    return flat


def safe_value(value: Any) -> Any:
    """``value``, as JSON holds it, with every string and key in it made safe; tuples become lists."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, list | tuple):
        return [safe_value(held) for held in value]
    if isinstance(value, Mapping):
        return {safe_text(key): safe_value(held) for key, held in value.items()}
    return value


def folded(text: str) -> str:
    """``text`` as it is compared with other words: case and white space apart."""
    return " ".join(text.casefold().split())
