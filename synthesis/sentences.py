"""Sentences of written and spoken text in any script, as places in it: regular expressions, no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from synthesis.cues import is_unmarked, turns

Place = tuple[int, int]

LONGEST = 60  # words of a statement: what the embedding model reads without cutting
_HEAVIEST = 230  # tokens, roughly: the model reads 256
_LIGHT = 80  # characters that never weigh more, whatever the script

_WINDOW = 1200  # characters looked at to cut one piece off, so that no text costs more than its length

_END = re.compile(
    r"[.!?…]+[\"'”’)\]]*(?=\s|\Z)|[。！？．]+[」』）”]*|[؟۔।]+(?=\s|\Z)"
    r"|(?<=[a-zà-ÿ]{3})[.!?](?=[A-Z][a-z]+[ ,])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|st|no|nos|nr|approx|inc|ltd|co|corp|dept|est|"
    r"fig|jr|sr|"
    r"u\.s|u\.k|a\.m|p\.m|z\.b|bzw|ca|usw|d\.h|p\.ej|ej|sra|min|max|tel|ext|acct|ref|art|[A-Z])$",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Tibetan, Burmese, Khmer
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\s]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_STRONG = re.compile(
    r"(?<=[;:])\s+|(?<=,)\s+(?=(?:and|but|so|because|then|also|which|however|yet|plus|und|aber|weil|y|"
    r"pero|porque|et|mais|"
    r"e|mas|en|maar)\b)|\s+(?=(?:but|because|however|then|so|and|when|also) (?:I|we|they|it|he|she|the|"
    r"my|our|now|this)\b)"
    r"|\s+[-–—]+\s+|(?<=[、，；])",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?<=,)\s+|\s+(?=(?:and|but|so|because|then|or|which|that|when|after|while|und|y|et|e|en)\s)|(?<=，)"
)
_PRAISE = re.compile(
    r"\b(?:good|great|excellent|friendly|love|loved|like|helpful|fantastic|amazing|brilliant|easy|"
    r"happy|nice|polite|best|"
    r"perfect|wonderful|kind|gut|toll|super|bueno|buena|bien|bom|boa|goed)\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")
_NOT_ONLY = re.compile(r"\bnot (?:only|just)\b|\bnicht nur\b|\bno solo\b|\bnon solo\b", re.IGNORECASE)
_FEW = 80  # characters in which a few words are found if they are there
_BUT_REACH = 240  # characters: in a longer sentence "but" turns a story, not a verdict
_BUT = re.compile(r",?\s+(?=(?:but|however|although|aber|pero|mais|mas|maar)\b)", re.IGNORECASE)


def word_count(text: str) -> int:
    """Words between blanks; scripts without blanks count two or four characters as a word."""
    words = len(text.split())
    if text.isascii():
        return words
    return words + len(_CJK.findall(text)) // 2 + len(_UNSPACED.findall(text)) // 4


def weight(text: str) -> int:
    """About how many tokens an English word-piece model makes of ``text``, rather too many than too few: a
    third of the Latin letters, three of a Hangul syllable, one of each other sign."""
    latin = len(_LATIN.findall(text))
    hangul = 0 if text.isascii() else len(_HANGUL.findall(text))
    return latin // 3 + (len(text) - latin) + 2 * hangul


def fits(text: str) -> bool:
    """Whether the embedding model reads ``text`` to its end."""
    return word_count(text) <= LONGEST and (len(text) <= _LIGHT or weight(text) <= _HEAVIEST)


def sentences(text: str, start: int, end: int, verdicts: bool = False) -> Iterator[Place]:
    """The sentences between ``start`` and ``end``, without outer blanks; split at a turn of thought.

    ``verdicts``: the text is a survey answer, where "but" after a comma begins another verdict.
    """
    position = start
    for match in _END.finditer(text, start, end):
        if match[0] == "." and _goes_on(text, position, match.start(), match.end()):
            continue
        if match[0].startswith(("...", "…")) and text[match.end() : match.end() + 2].strip()[:1].islower():
            continue
        yield from _turns(text, position, match.end(), verdicts)
        position = match.end()
    yield from _turns(text, position, end, verdicts)


def _goes_on(text: str, start: int, dot: int, after: int) -> bool:
    following = text[after : after + 2].strip()[:1]
    before = text[max(start, dot - 12) : dot]
    if re.fullmatch(r"\s*\d{1,2}", text[start:dot]):
        return True
    return bool(_ABBREVIATION.search(before)) and not before.endswith((" I", "etc")) if following else False


def _turns(text: str, start: int, end: int, verdicts: bool) -> Iterator[Place]:
    start, end = trimmed(text, start, end)
    if start >= end:
        return
    unmarked = is_unmarked(text, start, end)
    cuts = list(turns(text, start, end, unmarked))
    but = _BUT.search(text, start, end) if end - start < _BUT_REACH else None
    if (
        but
        and (verdicts or not unmarked)
        and _judges(text, start, but, verdicts)
        and _some(text, but.end(), end, 4)
    ):
        cuts.append(but.end())
    position = start
    for cut in sorted(cuts):
        if _some(text, position, cut, 2) and _some(text, cut, end, 3):
            yield from _fitting(text, position, cut)
            position = cut
    yield from _fitting(text, position, end)


def _judges(text: str, start: int, but: re.Match[str], verdicts: bool) -> bool:
    """Whether "but" stands between praise and blame rather than inside one story."""
    if _NOT_ONLY.search(text, start, but.start()):
        return False
    return (verdicts and but[0].startswith(",")) or bool(_PRAISE.search(text, start, but.start()))


def _some(text: str, start: int, end: int, fewest: int) -> bool:
    """Whether the place has ``fewest`` words or more; looks no further than it must."""
    return word_count(text[start : min(end, start + _FEW)]) >= fewest


def _fitting(text: str, start: int, end: int) -> Iterator[Place]:
    """The place itself, or pieces of at most ``LONGEST`` words cut where a clause begins."""
    start, end = trimmed(text, start, end)
    while True:
        window = min(end, start + _WINDOW)
        piece = text[start:window]
        if window == end and fits(piece):
            break
        pieces = -(-max(word_count(piece), LONGEST + 1) // (LONGEST - 12))
        pieces = max(pieces, -(-weight(piece) // (_HEAVIEST - 40)))
        cut = _cut(text, start, end, start + (window - start) // pieces)
        yield trimmed(text, start, cut)
        start, end = trimmed(text, cut, end)
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int, target: int) -> int:
    reach = max(20, (target - start) // 3)
    for pattern in (_STRONG, _WEAK, _BLANK):
        places = [
            m.end() for m in pattern.finditer(text, max(start + 1, target - reach), min(end, target + reach))
        ]
        places = [place for place in places if start < place < end]
        if places:
            return min(places, key=lambda place: abs(place - target))
    return min(end, max(start + 1, target))


def trimmed(text: str, start: int, end: int) -> Place:
    """The place without outer blanks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
