"""E-mail addresses and telephone numbers, written or spoken.

A phone number needs proof: a ``+``, a national shape that the number plan knows, or a word such as "call".
Otherwise orders, dates and part numbers would vanish from feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.recognisers.finds import Find, before, number_context
from ingest.words import word_set

_LOCAL = re.compile(r"[\w.+%'’-]{1,64}\Z")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:xn--[\w-]{2,}|[^\W\d_]{2,24})(?![\w-])")
_SPELT = re.compile(
    r"\b([\w-]{1,40}(?:(?: dot |\.| underscore | dash )[\w-]{1,40}){0,3})"
    r"(?: at | ?[\[({] ?at ?[\])}] ?)"
    r"([\w-]{1,40}(?:(?: dot | ?[\[({] ?dot ?[\])}] ?|\.)[\w-]{1,40}){0,3}"
    r"(?: dot | ?[\[({] ?dot ?[\])}] ?|\.)(?:com|net|org|io|co|edu|gov|de|uk|fr|es|nl|pt|eu|example|"
    r"info|biz|no|se|dk|fi|ch|at|be|it|pl|br|ca|au|ai|app|dev))\b",
    re.IGNORECASE,
)
_NO_LOCAL = word_set("look go see us me it is page site website available online sign login log")

_PHONE = re.compile(
    r"(?<![\w#$€£@/.=+-])(?<!\d,)(?:\+ ?|00(?=[1-9]))?\(?\d(?:[ .()\u00a0\u2010-\u2013-]{0,3}\d|/\d){5,16}"
    r"(?:\s?(?:x|ext\.?|extension|durchwahl)\s?\d{1,6})?(?![\w%€£$]|[.,]\d)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s?(?:x|ext|durchwahl).*\Z", re.IGNORECASE)
_DATE = re.compile(
    r"(?:19|20)\d\d([-./ ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}/\d{1,2}/\d\d(?!\d)|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\Z"
)
_NANP = re.compile(r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}\Z")
_FICTION = re.compile(r"555[ .-]01\d\d\Z")
_MOBILE = re.compile(r"07\d{9}\Z|0[67]\d{8}\Z|01[567]\d{8,9}\Z")
_AFTER = re.compile(
    r"[ \-–(]{1,2}(?:office|fax|mobile|cell|home|desk|direct|work|mobil|phone)\b", re.IGNORECASE
)
_REGIONS = ("GB", "DE", "FR", "ES", "NL", "PT", "IT", "BE", "CH", "AT", "AU")
_UNPREFIXED = ("ES", "PT")
_DIGIT_WORDS = {
    word: digit
    for digit, words in enumerate(
        ("zero oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
DIGIT_WORDS = frozenset(_DIGIT_WORDS)
_DIGIT = "(?:" + "|".join(_DIGIT_WORDS) + ")"
_SPOKEN = re.compile(
    rf"\b(?:double |triple )?{_DIGIT}(?:[ ,.-]{{1,3}}(?:double |triple )?{_DIGIT}){{5,15}}\b", re.IGNORECASE
)


def emails(text: str) -> Iterator[Find]:
    """Addresses around each ``@``; a host without letters at its end (``pkg@4.17.21``) is none."""
    end = 0
    for at in re.finditer("@", text):
        local = _LOCAL.search(text, max(end, at.start() - 64), at.start())
        domain = _DOMAIN.match(text, at.end())
        if local is None or domain is None:
            continue
        name = local[0].lstrip(".'’-%+")
        if name:
            start, end = at.start() - len(name), domain.end()
            yield Find(start, end, "email", text[start:end].lower())


def spelt_emails(text: str) -> Iterator[Find]:
    """Addresses in words: ``jane dot doe at acme dot com``, ``jane (at) acme.com``."""
    for match in _SPELT.finditer(text):
        if match[1].lower() in _NO_LOCAL or (
            "." in match[2] and " at " in match[0].lower()[: len(match[1]) + 4]
        ):
            continue
        key = re.sub(r"\W*\b(dot|at)\b\W*", lambda part: "." if part[1] == "dot" else "@", match[0].lower())
        yield Find(match.start(), match.end(), "email", key)


def phones(text: str) -> Iterator[Find]:
    """Telephone numbers in figures."""
    for match in _PHONE.finditer(text):
        start, raw = match.start(), match[0]
        core = _EXTENSION.sub("", raw)
        digits = re.sub(r"\D", "", core)
        if raw.startswith("(") and ")" not in raw:
            start, core = start + 1, core[1:]
        if len(digits) >= 7 and _is_phone(text, start, match.end(), core, digits):
            yield Find(start, match.end(), "phone", digits.lstrip("0"))


def _is_phone(text: str, start: int, end: int, core: str, digits: str) -> bool:
    if len(digits) > 15 or _DATE.match(core) or len(set(digits)) == 1:
        return False
    if core.startswith("+"):
        return _valid(core, ("",))
    context = number_context(text, start)
    if context == "phone" or _AFTER.match(text, end):
        return True
    if context in {"other", "card"}:
        return False
    if core.startswith("00"):
        return _valid("+" + core[2:], ("",))
    if _NANP.match(core) or _FICTION.match(core):
        return True
    if digits == core:
        alone = not before(text, start).strip() and text[end : end + 1] in {"", "\n"}
        return bool(_MOBILE.match(core)) or (alone and len(digits) >= 9 and _valid(core, (*_REGIONS, "US")))
    if not 8 <= len(digits) <= 12:
        return False
    return _valid(core, _REGIONS if core.lstrip("(").startswith("0") else _UNPREFIXED)


def _valid(number: str, regions: tuple[str, ...]) -> bool:
    import phonenumbers

    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed) if not region else phonenumbers.is_valid_number(parsed):
            return True
    return False


def spoken_phones(text: str) -> Iterator[Find]:
    """Seven or more digits in words (``five five five oh one two three``), unless someone is counting."""
    for match in _SPOKEN.finditer(text):
        digits: list[int] = []
        repeat = 1
        for word in re.findall(r"[a-z]+", match[0].lower()):
            if word in {"double", "triple"}:
                repeat = 2 if word == "double" else 3
                continue
            digits += [_DIGIT_WORDS[word]] * repeat
            repeat = 1
        counting = all(later - earlier == 1 for earlier, later in pairwise(digits))
        if len(digits) >= 7 and not counting:
            yield Find(match.start(), match.end(), "phone", "".join(map(str, digits)).lstrip("0"))
