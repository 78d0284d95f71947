"""Foreign text to plain text: one place, so that every source's words look the same to later stages.

Rule: the result is plain. Cleaning it again changes nothing, and no input makes it raise.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from foundation.text import safe_text
from ingest.markup import markup_to_text

_ENTITY = re.compile(r"&(?:amp;)*(amp|lt|gt|quot|apos|nbsp|#39|#34|#160);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'", "#34": '"'}
_SHORTCODE = re.compile(r"(?<![\w:]):([a-z+-][a-z0-9_+-]{1,40}):(?![\w:])")
_SHORTCODES = {
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "smile": "😄",
    "simple_smile": "🙂",
    "slight_smile": "🙂",
    "smiley": "😃",
    "grinning": "😀",
    "laughing": "😆",
    "joy": "😂",
    "sweat_smile": "😅",
    "wink": "😉",
    "heart": "❤️",
    "tada": "🎉",
    "pray": "🙏",
    "cry": "😢",
    "sob": "😭",
    "angry": "😠",
    "rage": "😡",
    "disappointed": "😞",
    "confused": "😕",
    "thinking": "🤔",
    "facepalm": "🤦",
    "shrug": "🤷",
    "warning": "⚠️",
    "x": "❌",
    "white_check_mark": "✅",
    "ok_hand": "👌",
    "clap": "👏",
    "wave": "👋",
    "star": "⭐",
    "100": "💯",
}
_LINK = re.compile(r"\bhttps?://[^\s<>\"')\]]+", re.IGNORECASE)
_TRACKING = re.compile(
    r"[?&](?:utm_\w+|mc_[ce]id|fbclid|gclid|msclkid|igshid|upn|trk\w*|_hs\w+|mkt_tok|s_cid|ref_src|"
    r"vero_id)="
    r"|/(?:ls/click|track/click|wf/click|e3t/|CL0/|trk/|click\?)",
    re.IGNORECASE,
)
_LONG_LINK = 120
_BLANKS = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" *\n *")
_GAPS = re.compile(r"\n{3,}")


def clean_text(text: str, *, html: bool = False) -> str:
    """``text`` as plain text: safe characters, no markup or entities, shortcodes as emoji, tracking links cut
    to their host, single spaces, at most one blank line. Line breaks are kept.

    ``html`` says that the input is HTML. The result is plain either way and ``clean_text(result)`` equals it.
    """
    text = safe_text(text)
    if html:
        text = markup_to_text(text)
    while (tidied := _tidy(text)) != text:
        text = tidied
    return text


def _tidy(text: str) -> str:
    text = safe_text(text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES.get(match[1], " "), text)
    if "://" in text:
        text = _LINK.sub(_shorten_link, text)
    if ":" in text:
        text = _SHORTCODE.sub(_emoji, text)
    text = _BLANKS.sub(" ", text)
    text = _EDGES.sub("\n", text)
    return _GAPS.sub("\n\n", text).strip()


def _shorten_link(match: re.Match[str]) -> str:
    link = match[0]
    if len(link) <= _LONG_LINK and not _TRACKING.search(link):
        return link
    bare = link.rstrip(".,;:!?")
    try:
        host = urlsplit(bare).hostname or ""
    except ValueError:
        host = ""
    return (host or "link") + link[len(bare) :]


def _emoji(match: re.Match[str]) -> str:
    name = match[1]
    if name in _SHORTCODES:
        return _SHORTCODES[name]
    try:
        symbol = unicodedata.lookup(name.replace("_", " ").replace("-", " ").upper())
    except KeyError:
        return match[0]
    return symbol if unicodedata.category(symbol[0]) == "So" else match[0]
