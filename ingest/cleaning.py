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
_SHORTCODE = re.compile(r"(?<![\w:]):([a-z+-][a-z0-9_+-]{1,40}):(?::skin-tone-[2-6]:)?(?!\w|:(?!\s|$))")
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
    "heart_eyes": "😍",
    "raised_hands": "🙌",
    "rolling_eyes": "🙄",
    "unamused": "😒",
    "worried": "😟",
    "pensive": "😔",
    "weary": "😩",
    "scream": "😱",
    "exploding_head": "🤯",
    "slight_frown": "🙁",
    "slightly_frowning_face": "🙁",
    "upside_down_face": "🙃",
    "blush": "😊",
    "grin": "😁",
    "sunglasses": "😎",
    "partying_face": "🥳",
    "broken_heart": "💔",
    "muscle": "💪",
    "eyes": "👀",
    "heavy_check_mark": "✔️",
    "man-shrugging": "🤷‍♂️",
    "woman-shrugging": "🤷‍♀️",
    "man-facepalming": "🤦‍♂️",
    "woman-facepalming": "🤦‍♀️",
    "question": "❓",
    "exclamation": "❗",
}
_LINK = re.compile(r"\bhttps?://[^\s<>\"')\]]+", re.IGNORECASE)
_TRACKING = re.compile(
    r"[?&](?:utm_\w+|mc_[ce]id|fbclid|gclid|msclkid|igshid|upn|trk\w*|_hs\w+|mkt_tok|s_cid|ref_src|"
    r"vero_id)="
    r"|/(?:ls/click|track/click|wf/click|e3t/|CL0/|trk/|click\?)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"/(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,}|safelinks\.protection\.|urldefense\.")
_LONG_LINK = 120
_INLINE_DATA = re.compile(
    r"!?\[[^\[\]\n]{0,100}\]\(data:[^\s()]*\)|\bdata:[\w.+-]{1,40}/[\w.+-]{1,60};base64,[\w+/=]*",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[(?:cid:[^\s\[\]]{1,120}|(?:inline )?image: ?[^\[\]\n]{0,120})\]", re.IGNORECASE)
_UNSEEN = re.compile(  # soft hyphens; joiners where no script needs them
    "[\u00ad\u034f]|(?<![\u0600-\u109f\ufb50-\ufeff])\u200c|\u200c(?![\u0600-\u109f\ufb50-\ufeff])"
    "|(?<=[\\sA-Za-z0-9])\u200d|\u200d(?=[\\sA-Za-z0-9])|\\A\u200d|\u200d\\Z"
)
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
    text = _UNSEEN.sub("", safe_text(text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES.get(match[1], " "), text)
    if "data:" in text:
        text = _INLINE_DATA.sub(" ", text)
    if "[" in text:
        text = _PICTURE.sub(" ", text)
    if "://" in text:
        text = _LINK.sub(_shorten_link, text)
    if ":" in text:
        text = _SHORTCODE.sub(_emoji, text)
    text = _BLANKS.sub(" ", text)
    text = _EDGES.sub("\n", text)
    return _GAPS.sub("\n\n", text).strip()


def _shorten_link(match: re.Match[str]) -> str:
    link = match[0]
    if len(link) <= _LONG_LINK and not _TRACKING.search(link) and not _TOKEN.search(link):
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
