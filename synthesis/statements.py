"""Splits what a customer wrote or said into statements: one thing said each, verbatim, chatter left out.

Rule: a statement's text is exactly ``text[start:end]`` of the stored part, and statements never overlap. What
is left out is counted by reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from foundation.ids import content_id
from ingest.items import Source
from synthesis.chatter import GREETING, SMALL_TALK, chatter, head
from synthesis.cues import asks_anew, opens_matter
from synthesis.mailframe import Line, frame
from synthesis.mailmarks import AUTO_REPLY, LOG
from synthesis.sentences import LONGEST, Place, fits, sentences, trimmed, word_count
from synthesis.smalltalk import names_matter, starts_business
from synthesis.themes import Statement

_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
_ITEM = re.compile(r"(?:[-*•‣◦·–—]|\(?\d{1,2}[.)]|\(?[a-zA-Z][)])\s+(?=\S)")
_FOLLOWS = re.compile(
    r"(?:it|its|this|that|these|those|they|their|he|she|which|because|so|then|and|or|again|even|"
    r"still|yet|therefore|thus|"
    r"hence|since|as a result|after that|when i|when we|if i|if we|i tried|we tried|i have tried|"
    r"we have tried|i(?:['’]ve)? also "
    r"tried|i mean|for example|for instance|e\.g|like|same|no response|please|can you|could you|"
    r"is there|any (?:idea|update|help)|"
    r"how (?:do|can)|what (?:can|should|do)|why|it['’]s|that['’]s|they['’]re|das|dies|diese|es|sie|"
    r"weil|deshalb|daher|dann|"
    r"und|esto|eso|porque|entonces|y|cela|ça|c['’]est|parce|et|isso|isto|então|dat|dit|"
    r"omdat|en|なので|所以|因为)\b",
    re.IGNORECASE,
)
_ENDS = tuple(".!?…。！？\"'”’)]")
_POINTS_BACK = re.compile(
    r"\b(?:it|this|that|them|they|these|those|so|too|same|es|das|ça|cela|lo|la|eso|isso|het|dat)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"(?:(?:the )?steps\b|(?:how )?to reproduce|reproduction|what (?:i|we) (?:did|tried)|here(?:['’]s|"
    r" is) what (?:i|we) (?:did|do)|"
    r"(?:expected|actual) (?:result|behaviou?r|outcome)|schritte|pasos|étapes|passos|passi\b|stappen|再現手順)"
    r"[^.!?]{0,60}[:：]",
    re.IGNORECASE,
)
_MOST_STEPS = 12
_WRAP = 55  # characters: a shorter line was ended by its writer
_SHORT = 5  # words: too little to stand alone beside a neighbour
_STORY = 120  # words: a longer text tells a story, whose sentences are packed
_LONG_STORY = 300
_PACKED = 45  # words a statement of a story, a ticket's paragraph or a turn grows to
_FRAGMENT = 3  # words: less, alone in a ticket's line, is a sign-off or an exclamation
_ANSWER = 5  # words: less, said in a call, answers a question and means nothing without it
_ASIDE = 12  # words of a sentence amid small talk that belongs to it
_JOINED = 45  # words a statement grows to elsewhere


@dataclass(frozen=True, slots=True)
class Split:
    """Statements as places in the text, in order, and counts of what was left out by reason."""

    spans: tuple[tuple[int, int], ...]
    dropped: dict[str, int] = field(default_factory=dict)


def split_text(text: str, spoken: bool = False, one_matter: bool = False) -> Split:
    """The statements of ``text``; ``spoken`` says that it is a turn of a call. Never raises.

    ``one_matter``: the sentences of a paragraph speak of one thing unless they say otherwise, as in a ticket
    or a turn; in a survey answer each may praise or blame another.
    """
    if not spoken and AUTO_REPLY.match(text.lstrip()):
        return Split((), {"automatic reply": 1})
    dropped: dict[str, int] = {}
    words = word_count(text)
    story = words > _STORY and not spoken
    blocks = list(_blocks(text, dropped, story))
    short = _PACKED if one_matter else 0
    packed = short if words <= _STORY else _PACKED if words <= _LONG_STORY else LONGEST
    spans: list[Place] = []
    for start, end in blocks:
        said = list(sentences(text, start, end, not one_matter))
        places = [_substance(text, place, spoken, dropped) for place in said]
        kept = _to_the_point(text, said, places, dropped) if spoken else [place for place in places if place]
        spans += _groups(text, kept, packed, story)
    fewest = _ANSWER if spoken else _FRAGMENT if one_matter else 0
    told = [place for place in spans if _own_words(text, place) >= fewest]
    if len(told) < len(spans):
        dropped["short answer in a call" if spoken else "a fragment"] = len(spans) - len(told)
    return Split(tuple(told), dropped)


def _own_words(text: str, place: Place) -> int:
    """Words that are not placeholders."""
    return word_count(_PLACEHOLDER.sub(" ", text[place[0] : place[1]]))


@dataclass(frozen=True, slots=True)
class Heard:
    """One part of an item as a customer said it; ``score`` is the survey score of its item, if any."""

    item_id: str
    part_id: str
    account_id: str | None
    source: Source
    day: date
    score: float | None
    text: str


def statements_of(part: Heard) -> tuple[tuple[Statement, ...], dict[str, int]]:
    """The statements of one part and counts of what was left out by reason."""
    split = split_text(part.text, spoken=part.source is Source.CALL, one_matter=part.source is not Source.NPS)
    return tuple(statement_at(part, start, end) for start, end in split.spans), split.dropped


def statement_at(part: Heard, start: int, end: int) -> Statement:
    """The statement at that place. Kind and severity keep their defaults; a later stage sets them. Its id depends
    on the part, the place and the words."""
    text = part.text[start:end]
    return Statement(
        id=content_id(part.part_id, str(start), str(end), text),
        item_id=part.item_id,
        part_id=part.part_id,
        account_id=part.account_id,
        source=part.source,
        day=part.day,
        start=start,
        end=end,
        text=text,
        score=part.score,
    )


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    position = 0
    for piece in text.split("\n"):
        start, end = trimmed(text, position, position + len(piece))
        lines.append(Line(start, end, text[start:end]))
        position += len(piece) + 1
    return lines


def _blocks(text: str, dropped: dict[str, int], story: bool) -> Iterator[Place]:
    """Runs of lines that belong together: paragraphs and list items, without the message's frame. In a
    ``story`` a long line goes on in the next; in a short message a line that ends a sentence is a thought."""
    lines = _lines(text)
    reasons = frame(lines)
    layout = story or _is_wrapped(lines)
    start = end = -1
    last = 0
    for index, line in enumerate(lines):
        if index in reasons:
            dropped[reasons[index]] = dropped.get(reasons[index], 0) + 1
        elif not line.text:
            continue
        elif start >= 0 and _evidence(lines, index, last, reasons):
            end, last = line.end, index
            continue
        item = None if index in reasons else _ITEM.match(line.text)
        gap = index > last + 1 or index in reasons
        if start >= 0 and (gap or item or not _wrapped(lines[last].text, line.text, layout)):
            yield start, end
            start = -1
        if index in reasons:
            continue
        if start < 0:
            start = line.start + (item.end() if item else 0)
        end, last = line.end, index
    if start >= 0:
        yield start, end


def _evidence(lines: list[Line], index: int, last: int, reasons: dict[int, str]) -> bool:
    """Whether the line is part of the complaint above although it stands apart: lines of a log, the words
    "steps to reproduce" and the steps below them, with the outcome that follows at once."""
    if any(place in reasons for place in range(last + 1, index)):
        return False
    text, above = lines[index].text, lines[last].text
    if LOG.match(text):
        return index - last < 3
    if _STEPS.match(text):
        return True
    close = index == last + 1
    return close and bool(_STEPS.match(above) or (_ITEM.match(above) and _under_steps(lines, last)))


def _under_steps(lines: list[Line], index: int) -> bool:
    """Whether the list that ends at ``index`` was introduced as steps."""
    for place in range(index, max(-1, index - _MOST_STEPS), -1):
        if not lines[place].text or not _ITEM.match(lines[place].text):
            return bool(_STEPS.match(lines[place].text))
    return False


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether a mail program broke the lines: some long one stops amid a sentence."""
    return any(
        _WRAP < len(above.text) < 2 * _WRAP and line.text[:1].islower() and not above.text.endswith(_ENDS)
        for above, line in pairwise(lines)
    )


def _wrapped(previous: str, line: str, layout: bool) -> bool:
    """Whether a line break is layout inside a paragraph rather than a new thought."""
    if previous.endswith(":"):
        return True
    if len(previous) > _WRAP:
        return layout or not previous.endswith((".", "!", "?"))
    return line[:1].islower() and not previous.endswith((".", "!", "?"))


def _substance(text: str, place: Place, spoken: bool, dropped: dict[str, int]) -> Place | None:
    """The sentence without its greeting, or nothing when it is chatter."""
    start, end = place
    sentence = text[start:end]
    reason = chatter(sentence, word_count(sentence), spoken)
    if not reason and (cut := head(sentence, spoken)):
        start, end = trimmed(text, start + cut, end)
        dropped_head = SMALL_TALK if spoken else GREETING
        dropped[dropped_head] = dropped.get(dropped_head, 0) + 1
        sentence = text[start:end]
        reason = chatter(sentence, word_count(sentence), spoken)
    if reason:
        dropped[reason] = dropped.get(reason, 0) + 1
        return None
    return (start, end) if start < end else None


def _to_the_point(
    text: str, said: list[Place], places: list[Place | None], dropped: dict[str, int]
) -> list[Place]:
    """A turn's sentences without those that stand amid small talk, and without those before "let's get
    started", unless they name the product or trouble. Where a sentence ``said`` was chatter, ``places`` has
    None."""
    start = max((i for i, (a, b) in enumerate(said) if starts_business(text[a:b])), default=-1)
    first = places.index(None) if None in places else len(places)
    last = len(places) - 1
    kept: list[Place] = []
    for index, place in enumerate(places):
        if place is None:
            continue
        amid = 0 < index < last and places[index - 1] is None and places[index + 1] is None
        idle = first < index <= start
        sentence = text[place[0] : place[1]]
        if (amid or idle) and word_count(sentence) <= _ASIDE and not names_matter(sentence):
            dropped[SMALL_TALK] = dropped.get(SMALL_TALK, 0) + 1
        else:
            kept.append(place)
    return kept


def _groups(text: str, places: list[Place], packed: int, story: bool) -> list[Place]:
    """Joins sentences that continue the one before; a sentence that opens another topic stands apart."""
    groups: list[Place] = []
    for place in places:
        if groups and _belongs(text, place, groups[-1], packed, story):
            groups[-1] = (groups[-1][0], place[1])
        else:
            groups.append(place)
    return groups


def _belongs(text: str, place: Place, group: Place, packed: int, story: bool) -> bool:
    if text[group[1] : place[0]].strip():
        return False
    sentence, before = text[place[0] : place[1]], text[group[0] : group[1]]
    words, size = word_count(sentence), word_count(before)
    if not fits(text[group[0] : place[1]]) or opens_matter(sentence, story):
        return False
    if not story and asks_anew(sentence, before):
        return False
    if packed:
        return size + words <= packed or min(size, words) < _SHORT * 2
    if not before.endswith(_ENDS):
        return False
    if words < _SHORT and size < _SHORT * 2:
        return words < 2 or size < 2 or bool(_POINTS_BACK.search(sentence))
    if size < _SHORT and (before.endswith("?") or size < _SHORT - 1):
        return True
    return size + words <= _JOINED and bool(_FOLLOWS.match(sentence))
