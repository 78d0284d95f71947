"""HTML to text without a parser library: linear in its input, so that a hostile message costs no more than
its length. Unknown tags are kept as words: customers write ``<EMAIL_1>`` and ``<customer name>``."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from ingest.words import word_set

_LINE_ENDS = re.compile(r"[^\S\xa0]*\n[^\S\xa0]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]{0,4000}>", re.DOTALL)
_OFFICE = re.compile(r"</?(?:o|v|w|m|x|st1|u\d):\w{1,30}(?:\s[^<>]{0,2000})?/?>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,4000}?)/?>")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?=[;\"'!]|$)|"
    r"max-height\s*:\s*0(?:px)?\s*(?=[;\"'!]|$)|opacity\s*:\s*0\s*(?=[;\"'!]|$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:class|id)\s*=\s*[\"']?[^\"'>]{0,80}\b(?:gmail_signature|moz-signature|x?_?signature|apple-mail-signature)\b",
    re.IGNORECASE,
)
_ALT = re.compile(r"\balt\s*=\s*[\"']((?:&#?\w{2,7};|[^\"'\w&]){1,8})[\"']")
_BREAKS = re.compile(r"<(?:br|p|div|li|tr|table|h[1-6]|blockquote)\b", re.IGNORECASE)
_SKIPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_VOID = word_set("area base br col embed hr img input link meta source track wbr")
_PARAGRAPHS = word_set("p div table blockquote h1 h2 h3 h4 h5 h6 section article header footer pre dl form")
_LISTS = frozenset({"ul", "ol"})
_LINES = word_set("br tr dt dd hr")
_INLINE = word_set(
    "a abbr address aside b bdi bdo big body button caption center cite code col colgroup data del details dfn "
    "em embed fieldset figcaption figure font html i iframe img input ins kbd label legend link main map "
    "mark meta nav object option picture q s samp select small source span strike strong sub summary sup "
    "tbody td textarea tfoot th thead time tt u var video wbr"
)
_FLAGS = word_set(
    "checked disabled nowrap selected readonly hidden required multiple noshade compact controls async defer"
)
_KNOWN = _SKIPPED | _VOID | _PARAGRAPHS | _LISTS | _LINES | _INLINE | {"li"}
_DEEPEST = 5  # marks of a quote in a quote
_PROSE = 200  # characters: an attribute list without "=" that is longer is text between two signs


@dataclass(slots=True)
class _Words:
    """What has been read so far: runs of text, each with the depth of the quote that it stands in."""

    runs: list[tuple[int, list[str]]] = field(default_factory=lambda: [(0, [])])
    depth: int = 0

    def add(self, words: str) -> None:
        self.runs[-1][1].append(words)

    def quote(self, step: int) -> None:
        self.depth = max(0, self.depth + step)
        self.runs.append((self.depth, []))

    def text(self) -> str:
        """All of it, quoted lines marked by ``>`` as in a plain mail."""
        pieces = []
        for depth, run in self.runs:
            words = "".join(run)
            if depth:
                mark = "> " * min(depth, _DEEPEST)
                lines = (line.strip() for line in words.split("\n"))
                marked = "".join(f"{mark}{line}\n" for line in lines if line)
                words = f"\n{marked}" if marked else ""
            pieces.append(words)
        return "".join(pieces)


def looks_like_html(text: str) -> bool:
    """Whether ``text`` has tags that break lines, so that it should be read as HTML."""
    return "<" in text and bool(_BREAKS.search(text)) and any(_is_tag(match) for match in _TAG.finditer(text))


def markup_to_text(text: str) -> str:
    """The words of an HTML fragment: breaks, paragraphs and list items become lines, quotes are marked by
    ``>`` and signatures by ``--`` as in a plain mail, links keep their words, scripts, styles, comments and
    hidden elements are dropped, entities become characters. Line ends count only where no tag breaks lines."""
    text = _OFFICE.sub("", _COMMENT.sub("", text))
    flows = bool(_BREAKS.search(text)) and "pre-wrap" not in text
    words = _Words()
    position = preformatted = depth = 0
    hidden = ""
    for match in _TAG.finditer(text):
        closing, tag = bool(match[1]), match[2].lower()
        if not _is_tag(match):
            continue
        if not hidden:
            words.add(_plain(text[position : match.start()], flows and not preformatted))
            _place(words, match, tag, closing)
            preformatted += 0 if tag != "pre" else -1 if closing and preformatted else 1
            if not closing and tag not in _VOID and (tag in _SKIPPED or _HIDDEN.search(match[3])):
                hidden, depth = tag, 1
        elif tag == hidden:
            depth += -1 if closing else 1
            if depth == 0 or (tag == "p" and not _HIDDEN.search(match[3])):
                hidden = ""
        position = match.end()
    if not hidden:
        words.add(_plain(text[position:], flows and not preformatted))
    return words.text()


def _is_tag(match: re.Match[str]) -> bool:
    """Whether this is markup rather than "a <b and c> d": a known name, and attributes that are some."""
    if match[2].lower() not in _KNOWN:
        return False
    attributes = match[3].strip(" \t\n/")
    if not attributes or "=" in attributes:
        return True
    return len(attributes) < _PROSE and all(word.lower() in _FLAGS for word in attributes.split())


def _plain(words: str, flows: bool) -> str:
    return html.unescape(_LINE_ENDS.sub(" ", words) if flows else words)


def _place(words: _Words, match: re.Match[str], tag: str, closing: bool) -> None:
    if tag == "blockquote":
        words.quote(-1 if closing else 1)
    elif tag == "img":
        alt = _ALT.search(match[3])
        words.add(html.unescape(alt[1]) if alt else "")
    else:
        words.add(_break(tag, closing))
        if not closing and tag in {"div", "span", "pre", "table", "p"} and _SIGNATURE.search(match[3]):
            words.add("\n--\n")


def _break(tag: str, closing: bool) -> str:
    if tag == "li":
        return "" if closing else "\n- "
    if tag in _LISTS:
        return "\n\n" if closing else ""
    if tag in _PARAGRAPHS:
        return "\n\n" if closing and tag != "div" else "\n"
    if tag in _LINES:
        return "" if closing else "\n"
    return " " if tag in {"td", "th"} else ""
