"""Telephone numbers, in figures or spoken.

A phone number needs proof: a ``+``, a national shape that the number plan knows, or a word such as "call".
Otherwise orders, dates and part numbers would vanish from feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ingest.recognisers.finds import Find, before, number_context
from ingest.recognisers.scan import Scan

_PHONE = re.compile(
    r"(?<![\w#$€£@.+-])(?<!\d,)(?<!\d/)(?:\(?\+ ?|00(?=[1-9]))?\(?\d(?:[ .()-]{0,3}\d| ?/ ?\d){5,16}\)?"
    r"(?:[ ,;]{0,2}(?:x|ext\.?|extn\.?|extension|durchwahl|dw|poste|ramal|anexo|toestel|#)[ .:]{0,2}\d{1,6})?"
    r"(?![\w%€£$]|[.,:]\d|-\d)",
    re.IGNORECASE,
)
_TWO = re.compile(r"[(+]?\d[\d()]*(?:[ -][\d()]+){3,11}(?![\w%€£$]|[.,:]\d|-\d)")
_EXTENSION = re.compile(r"[ ,;]*(?:x|ext|durchwahl|dw|poste|ramal|anexo|toestel|#).*\Z", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d([-./ ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}/\d{1,2}/\d\d(?!\d)|(?:19|20)\d\d ?- ?(?:19|20)\d\d\Z|(?:19|20)\d{6}[ -]?\d{4,6}\Z|\d{5}-\d{3,4}\Z|"
    r"[012]\d[0-5]\d ?- ?[012]\d[0-5]\d\Z"
)
_VERSION = re.compile(r"(?!0)\d{1,2}\.\d{1,2}\.\d{3,}(?:\.\d+)*\Z")
_NANP = re.compile(r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?-?|[2-9]\d\d[ .-]{1,3})\d{3}[ .-]{1,3}\d{4}\Z")
_FICTION = re.compile(r"555[ .-]01\d\d\Z")
_MOBILE = re.compile(r"07\d{9}\Z|0[67]\d{8}\Z|01[567]\d{8,9}\Z")
_AFTER = re.compile(
    r"[ \-(,]{1,2}(?:is (?:my|our|the|his|her|your|their) (?:\w+ )?)?(?:office|fax|mobile|cell|home|desk|"
    r"direct|work|mobil|phone|landline|whatsapp|tel|telephone|handy|portable|móvil)\b",
    re.IGNORECASE,
)
_REGIONS = ("GB", "DE", "FR", "ES", "NL", "PT", "IT", "BE", "CH", "AT", "AU", "IE")
_GROUPED = (
    "IN", "JP", "KR", "NZ", "ZA", "SE", "FI", "TR", "IL", "AE", "BR", "MX", "RU", "UA", "CN", "TW", "TH", "MY", "PH",
    "ID", "VN", "EG", "NG", "KE", "AR", "CO", "RO", "HR", "BG", "SK",
)  # fmt: skip
_UNPREFIXED = ("ES", "PT")
_EVERY = (*_REGIONS, *_GROUPED, "US", "NO", "DK", "PL", "SG", "HK", "CZ", "GR", "HU", "CL", "PE", "SA")
_WEAK = re.compile(
    r"\b(?:text|messages? to|direct|desk|office|reach|contact|registered|portable|extension|number is)\W*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?:rows|records|items|units|users|seats|times|requests|tickets|orders|customers|contacts|pieces|pcs|lines|"
    r"points|"
    r"credits|events|messages|files|bytes|steps|views|clicks|entries|kg|km|ms|usd|eur|gbp)\b",
    re.IGNORECASE,
)
_DIGIT_WORDS = {
    word: digit
    for digit, words in enumerate(
        (
            "zero oh o null cero zéro nul",
            "one eins uno un één",
            "two zwei zwo dos deux twee",
            "three drei tres trois drie",
            "four vier cuatro quatre",
            "five fünf cinco cinq vijf",
            "six sechs seis zes",
            "seven sieben siete sept zeven",
            "eight acht ocho huit",
            "nine neun nueve neuf negen",
        )
    )
    for word in words.split()
}
_SAID_WORDS = frozenset((*_DIGIT_WORDS, "double", "triple", "plus")) - {"o", "un"}
DIGIT_WORDS = frozenset(word for word in _DIGIT_WORDS if len(word) > 2)
_DIGIT = "(?:" + "|".join(sorted(_DIGIT_WORDS, key=len, reverse=True)) + ")"
_SAID = rf"(?:(?:double |triple |doppel)?{_DIGIT}|hundred|thousand|\d{{1,4}})"
_SPOKEN = re.compile(
    rf"(?:\bplus[ ,]{{1,2}})?\b(?:double |triple )?{_DIGIT}(?:[ ,.-]{{1,3}}{_SAID}){{4,15}}(?!\w)",
    re.IGNORECASE,
)


_SPOKEN_KINDS = {"card": "card", "id": "national_id", "other": "", "bank": "bank_account"}


def phones(text: str) -> Iterator[Find]:
    """Telephone numbers in figures."""
    match = _PHONE.search(text)
    while match:
        next_at = match.end()
        start, end = _trimmed(match)
        core = _EXTENSION.sub("", text[start:end])
        digits = re.sub(r"\D", "", core)
        if len(digits) >= 6 and _is_phone(text, start, end, core, digits):
            yield Find(start, end, "phone", digits.lstrip("0"))
        elif len(digits) > 11 and (split := _first_of_two(text, start)):
            next_at = split
            yield Find(start, split, "phone", re.sub(r"\D", "", text[start:split]).lstrip("0"))
        match = _PHONE.search(text, next_at)


_IS_OTHER = re.compile(
    r" (?:is|was|are) (?:the|an?|our|my|your|their|not a phone)? ?(?:\w+ ){0,2}?(?:order|invoice|part|"
    r"ticket|case|serial|"
    r"tracking|reference|sku|product|customer|article|item|model|build|id|account|booking|error|code)\b",
    re.IGNORECASE,
)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Where a number begins and ends without a bracket that has no partner."""
    start, end, raw = match.start(), match.end(), match[0]
    if raw.endswith(")") and raw.count("(") < raw.count(")"):
        end, raw = end - 1, raw[:-1]
    return (start + 1 if raw.startswith("(") and ")" not in raw else start), end


def _first_of_two(text: str, start: int) -> int:
    """The end of the first of two numbers that one blank separates, both written as a number plan writes them
    and in the same groups of figures; 0 where there are none."""
    run = _TWO.match(text, start)
    if run is None or number_context(text, start) in {"other", "card", "bank", "id"}:
        return 0
    groups = [match.span() for match in re.finditer(r"\S+", run[0])]
    half, odd = divmod(len(groups), 2)
    first, second = run[0][: groups[half - 1][1]], run[0][groups[half][0] :]
    if odd or re.sub(r"\d", "0", first) != re.sub(r"\d", "0", second) or first[0] not in "0(+":
        return 0
    return start + len(first) if _valid(first, _EVERY) and _valid(second, _EVERY) else 0


def _is_phone(text: str, start: int, end: int, core: str, digits: str) -> bool:
    if len(digits) > 15 or _DATE.match(core.strip("()")) or _VERSION.match(core) or len(set(digits)) == 1:
        return False
    if _COUNTED.match(text, end) or _IS_OTHER.match(text, end):
        return False
    if "+" in core:
        return _valid(core, ("",))
    context = number_context(text, start)
    if context == "phone" and (len(digits) > 6 or digits != core):
        weak = digits == core and bool(_WEAK.search(before(text, start)))
        return not weak or (len(digits) >= 9 and _valid(core, _EVERY))
    if _AFTER.match(text, end) and len(digits) > 6:
        return True
    if context in {"other", "card", "id", "bank"} or len(digits) < 7:
        return False
    if core.startswith("00"):
        return _valid("+" + core[2:], ("",))
    if _NANP.match(core) or _FICTION.match(core):
        return True
    if digits == core:
        alone = not before(text, start).strip() and text[end : end + 1] in {"", "\n"}
        return bool(_MOBILE.match(core)) or (alone and len(digits) >= 9 and _valid(core, (*_REGIONS, "US")))
    return _has_national_shape(core, digits)


def _has_national_shape(core: str, digits: str) -> bool:
    if not 8 <= len(digits) <= 12:
        return False
    if core.startswith("(") and _valid(core, _EVERY):
        return True
    if core.startswith("0"):
        return _valid(core, _REGIONS) or _grouped(core, _GROUPED)
    return _valid(core, _UNPREFIXED) or (bool(re.match(r"[78] ?\(\d{3}\)", core)) and _valid(core, ("RU",)))


@lru_cache(maxsize=16384)
def _valid(number: str, regions: tuple[str, ...]) -> bool:
    """Whether the number plan of one of ``regions`` (``""``: any, by its country code) knows the number."""
    import phonenumbers

    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed) if not region else phonenumbers.is_valid_number(parsed):
            return True
    return False


@lru_cache(maxsize=16384)
def _grouped(number: str, regions: tuple[str, ...]) -> bool:
    """Whether one of ``regions`` knows the number and writes it in the same groups of figures."""
    import phonenumbers

    groups = re.findall(r"\d+", number)
    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
            if re.findall(r"\d+", written) == groups:
                return True
    return False


def spoken_numbers(scanned: Scan, text: str) -> Iterator[Find]:
    """Seven or more digits in words (``five five five oh one two three``), unless someone is counting: a card,
    an identity number or a bank account where the words before say so, nothing if they name an order."""
    end = 0
    for place in scanned.starts(_SAID_WORDS):
        match = _SPOKEN.match(text, place) if place >= end else None
        if match is None:
            continue
        end = match.end()
        digits: list[int] = []
        repeat = 1
        for word in re.findall(r"\d|[^\W\d_]+", match[0].lower()):
            if word in {"double", "triple"}:
                repeat = 2 if word == "double" else 3
            elif word in {"hundred", "thousand"}:
                digits += [0] * (2 if word == "hundred" else 3)
            elif word != "plus":
                digits += [int(word) if word.isdigit() else _DIGIT_WORDS.get(word, 0)] * repeat
                repeat = 1
        counting = all(later - earlier == 1 for earlier, later in pairwise(digits))
        kind = _SPOKEN_KINDS.get(number_context(text, match.start()), "phone")
        if kind == "phone" and len(digits) > 13 and digits[0] in (3, 4, 5, 6):
            kind = "card"
        if len(digits) >= 7 and not counting and kind:
            yield Find(match.start(), match.end(), kind, "".join(map(str, digits)).lstrip("0"))
