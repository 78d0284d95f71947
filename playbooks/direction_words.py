"""Words that say that something went up or down, or got better or worse, in the languages that the team writes.

Keeps the rule that a word which only looks like one says nothing: "up for renewal", "follow up", "higher than" another
account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UP = r"""
    rises?|rose|risen|rising|grows?|grew|grown|growing|growth|increas(?:e|es|ed|ing)|gain(?:s|ed|ing)?|
    climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|rebound(?:s|ed|ing)?|
    recover(?:s|ed|ing|y)?|uptick|upturn|uptrend|upwards?|spik(?:e|es|ed|ing)|higher|expand(?:s|ed|ing)|
    gestiegen\w*|stieg(?:en)?|steigt|steigen|steigend\w*|ansteigt|anstieg|gewachsen|wuchs(?:en)?|wächst|zugenommen|
    zunahme|zuwachs|erhöht\w*|erhöhung|zugelegt|kletter\w+|geklettert|
    augment(?:e|é|ée|és|ent|ation|ait)|progress(?:é|e|ent|ion)|croît|croissance|monté(?:e|s|es)?|hausse|gagn(?:é|e|ent)|
    grimp(?:é|e)|
    sub(?:ió|ieron|ido|iendo)|aument(?:ó|a|an|ado|aron|o)|crec(?:ió|e|en|ido|ieron|imiento)|gan(?:ó|ado|aron)|
    increment(?:ó|o|ado)|alza
"""
_DOWN = r"""
    falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:e|es|t|ing|s|ses)|
    shrinks?|shrank|shrunk(?:en)?|shrinking|slip(?:s|ped|ping)?|slid|slides?|sank|sunk|sinks?|sinking|
    plung(?:e|es|ed|ing)|tumbl(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|dwindl(?:e|es|ed|ing)|erod(?:e|es|ed|ing)|
    dip(?:s|ped)?|downturn|downtrend|downwards?|lower|reduc(?:ed|tion)|shed|
    gesunken\w*|sank(?:en)?|sinkt|sinken|sinkend\w*|fiel(?:en)?|fällt|gefallen|abgenommen|abnahme|rückgang|
    zurückgegangen|verringert|verlor(?:en)?|verliert|verlust|eingebrochen|gefallene\w*|
    baiss(?:é|e|ent|ée)|diminu(?:é|e|ent|tion)|recul(?:é|e|ent)?|chut(?:é|e|ent)|perdus?|perd(?:ent)?|tombé(?:e|s)?|
    bajó|bajan|bajado|bajaron|cay(?:ó|eron|endo)|caído|caída|cae|disminu(?:yó|ye|yen|ido|ción)|
    perd(?:ió|ido|ieron)|descend(?:ió|ido)|descenso|reduj(?:o|eron)
"""
_BETTER = r"""
    improv(?:e|es|ed|ing|ement)|better|strengthen(?:s|ed|ing)?|verbesser(?:t|te|ten|ung)|besser|
    amélior(?:é|e|ent|ée|ation)|mejor(?:ó|ado|aron|a|an)
"""
_WORSE = r"""
    worse|worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing|ion)|weaken(?:s|ed|ing)?|verschlechter(?:t|te|ten|ung)|
    schlechter|dégrad(?:é|e|ent|ée|ation)|détérior(?:é|e|ée|ation)|empir(?:é|e)|empeor(?:ó|ado|aron|a|an)
"""
_PARTICLE = (
    r"(?P<{name}>(?:(?:is|are|was|were|be|been|go|goes|went|gone|going|move[sd]?|moving|c[oa]mes?|edge[sd]?|tick(?:s|ed)?|"
    r"shot|creep|crept|trend(?:s|ed|ing)?|head(?:s|ed|ing)?)(?:\s+(?:\w+ly|now|again|even))?\s+{word}|"
    r"(?:(?<=^)|(?<=[,;:(–—-]\s)|(?<=[,;:(]))\s*{word}|"
    r"{word}(?=\s+(?:by|from|over|since|on|\d|[$€£]|compared|sharply|slightly|year|month|quarter))|"
    r"(?<=[\d%]\s){word}|(?<=points\s){word}|(?<=percent\s){word})\b"
    r"(?!\s+(?:for|to\s+date|with|against|and\s+running|front|time|the\s+road)\b))"
)


def _any(words: str) -> str:
    return "".join(line.strip() for line in words.splitlines())


_WORDS = re.compile(
    "|".join(
        (
            _PARTICLE.format(name="p_up", word="up"),
            _PARTICLE.format(name="p_down", word="down"),
            *(
                rf"(?P<{name}>(?<![\w-])(?:{_any(words)})(?![\w]))"
                for name, words in (("up", _UP), ("down", _DOWN), ("better", _BETTER), ("worse", _WORSE))
            ),
            r"(?P<plus>(?<![\w.,])[+](?=\s?[$€£]?\s?\d))",
        )
    ),
    re.IGNORECASE,
)
_THAN = re.compile(r"\s+(?:than|as|als|que)\b(?P<tail>.{0,60})", re.IGNORECASE)
_OF_TIME = re.compile(
    r"\b(?:ago|before|last|previous|earlier|prior|in\s+(?:20\d\d|[A-Z][a-z]+)|vor|zuvor|letzt\w+|avant|dernier|il\s+y\s+a|"
    r"hace|antes|pasado)\b"
)
_DENIED = re.compile(
    r"(?:\b(?:not|no|never|without|neither|nor|nicht|kein\w*|pas|aucune?|ni|sin|ningun\w*)|n['’]t)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_IDIOM = re.compile(
    r"\s+(?:on|due|within|under|into|behind|back|short|apart|outside|through|off|access|track|sight|touch|patience|trust|"
    r"insight|the\s+(?:day|week)|auf\s+den|unter)\b",
    re.IGNORECASE,
)
_IDIOMATIC = re.compile(r"(?:f[ae]ll|los|gain|slip|drop).*", re.IGNORECASE)
_VERSUS = frozenset({"higher", "lower", "better", "worse", "besser", "schlechter"})


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """``way``: 1 for up or better, -1 for down or worse; ``valued``: that it says better or worse, so that a risk
    that falls has improved; ``denied``: that the text says it did not."""

    way: int
    valued: bool
    denied: bool
    start: int
    end: int


def direction_words(text: str) -> Iterator[DirectionWord]:
    """Those in ``text``, in order."""
    for found in _WORDS.finditer(text):
        kind = found.lastgroup or ""
        if found[0].strip().lower() in _VERSUS:
            than = _THAN.match(text, found.end())
            if than is not None and not _OF_TIME.search(than["tail"]):
                continue
            if than is None and found[0][:1].isupper() and found.start():
                continue
        if _IDIOMATIC.fullmatch(found[0]) and _IDIOM.match(text, found.end()):
            continue  # "falls on 3 May", "lost access"
        way = 1 if kind in ("p_up", "up", "better", "plus") else -1
        denied = _DENIED.search(text[max(0, found.start() - 40) : found.start()]) is not None
        yield DirectionWord(way, kind in ("better", "worse"), denied, found.start(), found.end())
