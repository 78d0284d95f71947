"""Numbers as people write them, read out of a sentence.

``$1.2M``, ``12,000``, ``58 %``, ``1.234,50 €``, ``three``, ``a third of``, ``3x``, ``10-15 %``: each with what it
measures, what it counts and how exactly it was written, so that it can be held against what was computed. Keeps the
rule that nothing that looks like a number is passed over: what holds a digit and is not read as a number is handed
back as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from playbooks.counted import things_after, things_before
from playbooks.digits import plain_digits
from playbooks.number_words import Worded, worded_numbers

Unit = Literal["money", "percent", "plain", "factor"]
Hedge = Literal["", "about", "over", "under"]

_SCALE = {
    **{"k": 1e3, "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6},
    **{
        "million": 1e6,
        "millions": 1e6,
        "millionen": 1e6,
        "millones": 1e6,
        "b": 1e9,
        "bn": 1e9,
        "billion": 1e9,
    },
    **{"mrd": 1e9, "milliarden": 1e9, "milliards": 1e9, "lakh": 1e5, "crore": 1e7},
}
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))
_CODES = "USD|EUR|GBP|CHF|JPY|CAD|AUD|INR|SEK|NOK|DKK|PLN"
_CODE_OF = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
}
_GAP = r"[ \t\u00a0\u202f\u2009]?"
_PERCENT = (
    rf"{_GAP}(?:%|‰|percentage points?\b|per{_GAP}cent\b|pct\b|pp\b|prozentpunkte?n?\b|prozent\b|"
    r"points? de pourcentage\b|pour cent\b|puntos porcentuales\b|por ciento\b)"
)
_DIGITS = r"(?:[1-9]\d{0,2}(?:[,.'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
_NUMBER = re.compile(
    rf"(?:(?:(?<!\w)(?P<code>{_CODES}){_GAP}|(?P<symbol>[$€£¥₹]){_GAP})(?P<sign1>[-−])?"
    r"|(?<!\w)(?P<sign2>[-−–+] ?)(?=[$€£¥₹\d])(?P<symbol2>[$€£¥₹])?|(?<![\w.,:])(?<![^\W\d][-_/.:@])(?<!\d/))"
    rf"(?P<digits>{_DIGITS})(?![\d])(?![.,:/]\d)"
    rf"(?:{_GAP}(?P<scale>{_SCALES})\b(?:\.(?=\s?[€$£¥]|\s?(?:{_CODES})\b))?)?"
    rf"(?:(?P<percent>{_PERCENT})|{_GAP}(?P<after>[€£$¥₹]|(?:{_CODES})\b|(?:dollar|euro|pound)s?\b)"
    r"|(?P<times>\s?[x×]|-?fold|-?fach)|(?P<rank>st|nd|rd|th|er|ème|e|º|ª))?(?![^\W_]|_)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b(?=\s*(?:%|percent|prozent))|\b[IVXLCDM]{2,}\b(?=[\s-]+[a-zà-ÿ])")
_CJK = re.compile(r"[一二三四五六七八九十百千万〇两]+(?=[%％社件個人日月年位点回])")
_LEFT = re.compile(r"\S*\d\S*")
_EDGES = ".,;:!?()[]{}\"'“”„‘’«»…*_`<>"
_JOINED = re.compile(r"\s*(?:-|–|—|to|bis|à|a|hasta)\s*", re.IGNORECASE)
_BOTH = re.compile(r"\s*(?:and|und|et|y)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre)\s*$", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:mid|pre|post|early|late|anfang|ende|mitte)-(?=\d{4}\b)", re.IGNORECASE)
_MINUS = re.compile(r"\b(?:minus|moins|menos|negative)\s+$", re.IGNORECASE)
_AS_MANY = re.compile(
    r"\s+(?:times|mal|fois|veces)\s+(?:as|more|higher|larger|bigger|greater|fewer|less|the|so|plus|moins|más|menos)\b",
    re.IGNORECASE,
)
_HEDGES = (
    ("over", r"over|more than|above|at least|upwards of|exceed\w*|über|mehr als|mindestens|plus de|au moins|más de"),
    ("under", r"under|less than|fewer than|below|nearly|almost|up to|close to|at most|fast|knapp|beinahe|weniger als|"
              r"unter|près de|presque|moins de|casi|menos de"),
    ("about", r"about|around|roughly|approximately|approx\.?|some|circa|ca\.?|~|≈|etwa|rund|ungefähr|gut|environ|"
              r"autour de|cerca de|unos|unas|alrededor de|aproximadamente"),
)  # fmt: skip
_HEDGED = re.compile(
    "|".join(rf"(?P<{name}>(?<!\w)(?:{words})\s*(?:the |der |die |la |de )?$)" for name, words in _HEDGES),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """``value`` in units (58 for 58 %, 1,200,000 for $1.2M). ``step``: the size of the last place written, so that
    what it was rounded from lies within half of it. ``of``: what it counts, where a word says so. ``upto``: the other
    end of a range. ``rank``: a place in an order (3rd, #3)."""

    text: str
    value: float
    unit: Unit
    step: float
    start: int
    end: int
    of: frozenset[str] = frozenset()
    currency: str = ""
    hedge: Hedge = ""
    upto: float | None = None
    rank: bool = False


def read_numbers(text: str) -> tuple[list[WrittenNumber], list[str]]:
    """The numbers in ``text``, in digits and in words, and the words with digits in them that are none."""
    text = _YEARS.sub(lambda found: " " * len(found[0]), plain_digits(text))
    found = [number for match in _NUMBER.finditer(text) if (number := _number(text, match)) is not None]
    rest = _blanked(text, [(one.start, one.end) for one in found])
    left = [word for match in _LEFT.finditer(rest) if (word := match[0].strip(_EDGES))]
    left += [match[0] for match in (*_ROMAN.finditer(rest), *_CJK.finditer(rest)) if _is_roman(rest, match)]
    found += [_spelled(text, one) for one in worded_numbers(rest)]
    found = [
        replace(one, unit="factor", of=frozenset())
        if one.unit == "plain" and _AS_MANY.match(text, one.end)
        else one
        for one in found
    ]
    return _ranged(text, sorted(found, key=lambda one: one.start)), left


def numbers_in(text: str) -> list[WrittenNumber]:
    """The numbers in ``text``, in digits and in words; "one" counts as none."""
    return read_numbers(text)[0]


def _number(text: str, match: re.Match[str]) -> WrittenNumber | None:
    percent = (match["percent"] or "").strip().lower()
    digits, decimals = _plain_digits(match["digits"], bool(percent))
    scale = _SCALE[match["scale"].lower()] if match["scale"] else 1.0
    said = match["code"] or match["symbol"] or match["symbol2"] or match["after"] or ""
    unit: Unit = "percent" if percent else "money" if said else "factor" if match["times"] else "plain"
    if percent == "‰":
        scale = 0.1
    minus = any(mark in (match["sign1"] or "") + (match["sign2"] or "") for mark in "-−–")
    before = text[max(0, match.start() - 24) : match.start()]
    sign = -1.0 if minus or _MINUS.search(before) else 1.0
    return WrittenNumber(
        match[0].strip(),
        sign * float(digits) * scale,
        unit,
        scale * 10.0**-decimals,
        match.start(),
        match.end(),
        _things(text, match.start(), match.end()) if unit == "plain" else frozenset(),
        _CODE_OF.get(said.lower().rstrip("s"), said.upper()),
        _hedge(before),
        rank=bool(match["rank"]) or before.endswith("#"),
    )


def _things(text: str, start: int, end: int) -> frozenset[str]:
    return things_after(text, end) or things_before(text, start)


def _hedge(before: str) -> Hedge:
    found = _HEDGED.search(before)
    if found is None:
        return ""
    return "over" if found["over"] else "under" if found["under"] else "about"


def _spelled(text: str, one: Worded) -> WrittenNumber:
    of = things_after(text, one.end) if one.kind == "plain" else frozenset()
    step = 5.0 if one.kind == "percent" else 1.0
    hedge = _hedge(text[max(0, one.start - 24) : one.start])
    after = re.match(_PERCENT, text[one.end :], re.IGNORECASE) if one.kind == "plain" else None
    unit: Unit = "percent" if after else one.kind
    return WrittenNumber(one.text, one.value, unit, step, one.start, one.end, of, hedge=hedge)


def _plain_digits(written: str, percent: bool) -> tuple[str, int]:
    """Digits with a point, and how many decimals. A last mark before other than three digits is the point; one
    mark alone before three digits parts thousands, unless a nought stands before it or it is a share."""
    marks = [char for char in written if not char.isdigit()]
    if not marks:
        return written, 0
    last = written.rfind(marks[-1])
    tail = written[last + 1 :]
    alone = len(marks) == 1 and (written.startswith("0") or percent or last > 3)
    decimal = marks[-1] in ".," and (len(tail) != 3 or alone or (len(set(marks)) > 1))
    whole = "".join(char for char in (written[:last] if decimal else written) if char.isdigit())
    return (f"{whole}.{tail}", len(tail)) if decimal else (whole, 0)


def _ranged(text: str, found: list[WrittenNumber]) -> list[WrittenNumber]:
    """``found`` with the two ends of each range as one number, in the unit and the scale of its second end."""
    out: list[WrittenNumber] = []
    for one in found:
        if out and (first := out[-1]).upto is None and _is_range(text, first, one):
            factor = (one.step if one.step >= 1000 else 1.0) if first.value < 1000 <= one.value else 1.0
            unit = one.unit if first.unit == "plain" else first.unit
            out[-1] = replace(
                first,
                text=text[first.start : one.end].strip(),
                value=first.value * max(factor, 1.0),
                unit=unit,
                of=one.of,
                end=one.end,
                currency=first.currency or one.currency,
                upto=abs(one.value),
            )
        else:
            out.append(one)
    return out


def _is_range(text: str, first: WrittenNumber, second: WrittenNumber) -> bool:
    between = text[first.end : second.start]
    if first.rank or second.rank or (abs(second.value) <= abs(first.value) and second.step <= 1):
        return False
    if _BOTH.fullmatch(between):
        return _BETWEEN.search(text[: first.start]) is not None
    return _JOINED.fullmatch(between) is not None and not re.search(
        r"\b(?:from|von|de)\s*$", text[: first.start]
    )


def _is_roman(text: str, match: re.Match[str]) -> bool:
    return (
        not match[0].isascii()
        or "%" in text[match.end() : match.end() + 2]
        or bool(things_after(text, match.end()))
    )


def _blanked(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
