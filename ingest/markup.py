"""HTML to text without a parser library: linear in its input, so that a hostile message costs no more than
its length. Unknown tags are kept as words: customers write ``<EMAIL_1>`` and ``<customer name>``."""

from __future__ import annotations

import html
import re

from ingest.words import word_set

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]{0,4000}>", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,4000}?)/?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_VOID = word_set("area base br col embed hr img input link meta source track wbr")
_PARAGRAPHS = word_set(
    "p div table blockquote ul ol h1 h2 h3 h4 h5 h6 section article header footer pre dl form"
)
_LINES = word_set("br tr dt dd hr")
_INLINE = word_set(
    "a abbr address aside b bdi bdo big button caption center cite code col colgroup data del details dfn "
    "em embed fieldset figcaption figure font html i iframe img input ins kbd label legend link main map "
    "mark meta nav object option picture q s samp select small body source strike strong sub summary sup "
    "tbody td span textarea tfoot th thead time tt u var video wbr"
)
_KNOWN = _SKIPPED | _VOID | _PARAGRAPHS | _LINES | _INLINE | {"li"}


def markup_to_text(text: str) -> str:
    """The words of an HTML fragment: breaks, paragraphs and list items become lines, links keep their words,
    scripts, styles, comments and hidden elements are dropped, entities become characters."""
    text = _COMMENT.sub("", text)
    pieces: list[str] = []
    position = 0
    hidden = ""
    depth = 0
    for match in _TAG.finditer(text):
        closing, tag = bool(match[1]), match[2].lower()
        if tag not in _KNOWN:
            continue
        if not hidden:
            pieces.append(html.unescape(text[position : match.start()]))
            pieces.append(_break(tag, closing))
            if not closing and tag not in _VOID and (tag in _SKIPPED or _HIDDEN.search(match[3])):
                hidden, depth = tag, 1
        elif tag == hidden:
            depth += -1 if closing else 1
            if depth == 0:
                hidden = ""
        position = match.end()
    if not hidden:
        pieces.append(html.unescape(text[position:]))
    return "".join(pieces)


def _break(tag: str, closing: bool) -> str:
    if tag == "li":
        return "" if closing else "\n- "
    if tag in _PARAGRAPHS:
        return "\n\n" if closing and tag != "div" else "\n"
    if tag in _LINES:
        return "" if closing and tag != "tr" else "\n"
    return " " if tag in {"td", "th"} else ""
