"""The frame of a message: quoted replies, forwarded headers, signatures, disclaimers and help-desk templates.

Works line by line and only at line starts, so that a customer who tells what "they wrote" keeps their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from synthesis.chatter import chatter
from synthesis.mailmarks import (
    CARD,
    CLOSING,
    CONTACT,
    DEVICE,
    FOOTER,
    FORWARD,
    FORWARDED_SUBJECT,
    HEADER,
    NAME,
    ONE_LINE_HEADER,
    ORIGINAL,
    WROTE,
)
from synthesis.mailmarks import (
    DISCLAIMER as DISCLAIMED,
)
from synthesis.mailmarks import (
    TEMPLATE as TEMPLATED,
)

QUOTED = "quoted reply"
FORWARDED = "forwarded header"
SIGNATURE = "signature"
DISCLAIMER = "disclaimer"
TEMPLATE = "template"


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of a text, without the line's outer blanks."""

    start: int
    end: int
    text: str


_SHORT = 70
_SIGNED = 10  # lines of a signature
_TITLE = 6  # words: a longer line below a closing says something, unless it tells how to reach somebody


def frame(lines: Sequence[Line]) -> dict[int, str]:
    """Which lines belong to the frame, by index, and why. Blank lines are in no frame."""
    reasons: dict[int, str] = {}
    own = 0
    for index, line in enumerate(lines):
        if index in reasons or not line.text:
            continue
        _mark(lines, index, own, reasons)
        own += index not in reasons and _says(line.text)
    _bare_signature(lines, reasons)
    return reasons


def _mark(lines: Sequence[Line], index: int, own: int, reasons: dict[int, str]) -> None:
    text = lines[index].text
    if text.startswith((">", "&gt;")):
        reasons[index] = QUOTED
    elif _is_wrote(lines, index):
        _quote(lines, index, reasons)
    elif passed := _passed_on(lines, index):
        if FORWARD.match(text) or not own or _says_forwarded(lines, index, passed):
            reasons.update(dict.fromkeys(range(index, index + passed), FORWARDED))
        else:
            _rest(lines, index, reasons)
    elif len(text) < 300 and (TEMPLATED.search(text) or FOOTER.match(text)):
        reasons[index] = TEMPLATE
    elif DISCLAIMED.match(text):
        _paragraph(lines, index, reasons)
    elif DEVICE.match(text):
        reasons[index] = SIGNATURE
    elif text in {"--", "—"} or (len(text) <= _SHORT and index and CLOSING.match(text)):
        _signature(lines, index, reasons)


def _says(text: str) -> bool:
    """Whether the line is more than a greeting, a name or "see below"."""
    words = len(text.split())
    return words > 1 and not NAME.match(text) and not chatter(text, words, spoken=False)


def _is_wrote(lines: Sequence[Line], index: int) -> bool:
    """Whether "On … wrote:" stands here, on one line or wrapped over two."""
    text = lines[index].text
    if len(text) < 300 and WROTE.match(text):
        return True
    if index + 1 >= len(lines) or not lines[index + 1].text or len(text) > 200:
        return False
    joined = f"{text} {lines[index + 1].text}"
    return joined.endswith((":", "：")) and len(joined) < 300 and bool(WROTE.match(joined))


def _quote(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    """A reply's header: what follows is quoted to the end, unless it is marked by ``>``."""
    after = [line for line in lines[index + 1 : index + 5] if line.text]
    if any(line.text.startswith(">") for line in after):
        reasons[index] = QUOTED
        if not WROTE.match(lines[index].text):
            reasons[index + 1] = QUOTED
    else:
        _rest(lines, index, reasons)


def _rest(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    for place in range(index, len(lines)):
        if lines[place].text:
            reasons.setdefault(place, QUOTED)


def _paragraph(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    """A disclaimer goes on to the next blank line."""
    for place in range(index, len(lines)):
        if not lines[place].text:
            return
        reasons.setdefault(place, DISCLAIMER)


def _passed_on(lines: Sequence[Line], index: int) -> int:
    """How many lines from here mark another message below: a divider, header lines, or both; 0 for none."""
    text = lines[index].text
    divider = 0
    if ORIGINAL.match(text) or FORWARD.match(text) or re.fullmatch(r"[_=-]{8,}", text):
        divider = 1
        while index + divider < len(lines) and not lines[index + divider].text and divider < 4:
            divider += 1
    headed = _header_block(lines, index + divider)
    if headed >= 3 or (headed and divider):
        return divider + headed
    if text[:1].isascii() and len(text) < 500 and ONE_LINE_HEADER.match(text):
        return 1
    return 1 if ORIGINAL.match(text) or FORWARD.match(text) else 0


def _says_forwarded(lines: Sequence[Line], index: int, count: int) -> bool:
    return any(FORWARDED_SUBJECT.match(line.text) for line in lines[index : index + count])


def _header_block(lines: Sequence[Line], index: int) -> int:
    count = 0
    while index + count < len(lines) and count < 12 and HEADER.match(lines[index + count].text):
        count += 1
    return count


def _signature(lines: Sequence[Line], index: int, reasons: dict[int, str]) -> None:
    """The closing line and the short lines below it; a sentence or another message ends the signature."""
    reasons[index] = SIGNATURE
    taken = 0
    for place in range(index + 1, len(lines)):
        text = lines[place].text
        if not text:
            continue
        words = len(text.split())
        said = len(text) > _SHORT or (words > 3 and text.endswith((".", "!", "?"))) or words > _TITLE
        said = said and not CARD.match(text) and not (words <= _TITLE * 2 and CONTACT.search(text))
        if taken >= _SIGNED or said or re.match(r"p\.? ?s\b", text, re.IGNORECASE) or text.startswith(">"):
            return
        if _is_wrote(lines, place) or _passed_on(lines, place) or DISCLAIMED.match(text):
            return
        reasons.setdefault(place, SIGNATURE)
        taken += 1


def _bare_signature(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Short lines at the very end under a name, signed without a closing."""
    block: list[int] = []
    for place in range(len(lines) - 1, 0, -1):
        text = lines[place].text
        if not text and block and NAME.match(lines[block[-1]].text):
            break
        if text and place not in reasons:
            if len(text) > _SHORT or (text.endswith((".", "!", "?", ",", ":")) and not CONTACT.search(text)):
                break
            block.append(place)
            if len(block) > 6:
                break
    _sign(lines, block, reasons)


def _sign(lines: Sequence[Line], block: list[int], reasons: dict[int, str]) -> None:
    """Marks the lines of ``block`` from the first name on, where a person's placeholder or a way to reach
    somebody shows that it is one."""
    named = [
        place for place in block if NAME.match(lines[place].text) and _stands_apart(lines, place, reasons)
    ]
    sure = any(lines[place].text.lstrip("-–— ").startswith("<PERSON_") for place in named)
    reach = any(CONTACT.search(lines[place].text) for place in block)
    cards = [place for place in block if _is_card(lines[place].text)]
    if named and (sure or reach):
        reasons.update(dict.fromkeys((place for place in block if place >= min(named)), SIGNATURE))
    elif cards and max(cards) == max(block):
        reasons.update(dict.fromkeys((place for place in block if place >= min(cards)), SIGNATURE))


def _stands_apart(lines: Sequence[Line], place: int, reasons: dict[int, str]) -> bool:
    """Whether a line that reads like a name is one: a placeholder, or two words after a pause."""
    text = lines[place].text
    if "<PERSON_" in text:
        return True
    before = lines[place - 1].text
    return " " in text and (not before or place - 1 in reasons or before.endswith((".", "!", "?")))


def _is_card(text: str) -> bool:
    """Whether the line is a visiting card: "Name | title | phone"."""
    if not CARD.match(text):
        return False
    first = text.split(" | ", 1)[0]
    return bool(CONTACT.search(text)) and (bool(NAME.match(first)) or "<PERSON_" in first)
