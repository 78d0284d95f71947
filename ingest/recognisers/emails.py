"""E-mail addresses: as they are, encoded for a link, or spelt so that no machine reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import Find, before
from ingest.words import word_set

_LOCAL = re.compile(r"(?:[\w.+%'!#$&*/=?^`{|}~-]{1,64}|\"[^\"\n@]{1,40}\")\Z")
_PLAIN = re.compile(r"[\w.+%'&~-]{1,64}\Z")
_DOMAIN = re.compile(
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:xn--[\w-]{2,}|[^\W\d_]{2,24})(?![\w-])|\[[\d.]{7,15}\]"
)
_ENCODED = re.compile(r"[\w.+%-]{1,64}?%40[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}\b", re.IGNORECASE)
_FILES = word_set("png jpg jpeg gif svg webp ico bmp pdf js ts css scss map zip gz exe dll")
_TOP = (
    "com|net|org|io|co|edu|gov|de|uk|fr|es|nl|pt|eu|example|info|biz|no|se|dk|fi|ch|at|be|it|pl|br|ca|au|ai|app|"
    "dev|ie|in|jp|me|us|tech|cloud|shop|online|test|mx|ar|cl|nz|za|cz|hu|ro|gr|ru|tr|sg|kr|cn"
)
_DOT = r"(?: ?[\[({<] ?(?:dot|punkt|punto|\.) ?[\])}>] ?| (?:dot|punkt|punto|ponto) |\.)"
_AT = r"(?: (?:at|AT|At) | ?[\[({<] ?(?:at|@|arroba|ät) ?[\])}>] ?|_at_| arroba |-at-| @ ?|@ )"
_SPELT = re.compile(
    rf"(?<![\w.@-])([\w+-]{{1,40}}(?:(?:{_DOT}| underscore | dash | hyphen | plus )[\w+-]{{1,40}}){{0,3}})({_AT})"
    rf"([\w-]{{1,40}}(?:(?:{_DOT}| dash | hyphen )[\w-]{{1,40}}){{0,3}}?{_DOT}(?:{_TOP})(?:{_DOT}(?:uk|au|br|nz|za|"
    rf"jp|in))?)"
    r"(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_NO_LOCAL = word_set(
    "look looks looking looked go see us it is page site website available online sign login log logged arrived work "
    "works working based found here right available hosted live lives meet started stay start hosting staff anyone "
    "someone people team customer support documentation docs one bug error issue published and or"
)
_MAIL_WORD = re.compile(
    r"\b(?:e-?mail(?:s|ed)?|mail|address|write|reach|correo|adresse|contact|email's|it's|is|"
    r"to)\b\W*(?:\w+\W+){0,3}\Z",
    re.IGNORECASE,
)
_BRACKETS = frozenset("([{<@_-")
_AT_HOST = re.compile(r" (?:at|AT|At) [\w-]{1,40}\.[a-z]")
_SIGNS = ("(at", "[at", "{at", "<at", "( at", "[ at", "(@", "[@", "_at_", "-at-", " @", "@ ", "[.", "(.")


def emails(text: str) -> Iterator[Find]:
    """Addresses around each ``@``; a host without letters at its end (``pkg@4.17.21``) is none."""
    end = 0
    for at in re.finditer("@", text):
        domain = _DOMAIN.match(text, at.end())
        if domain is None:
            continue
        left = max(end, at.start() - 64)
        local = _PLAIN.search(text, left, at.start()) or _LOCAL.search(text, left, at.start())
        if local is None or domain[0].rpartition(".")[2].lower() in _FILES:
            continue
        name = local[0].lstrip(".'-%+&~/=?#*{|")
        if text[at.start() - len(name) - 3 : at.start() - len(name)] == "://":
            continue
        if name and not (name == "git" and text[domain.end() : domain.end() + 1] == ":"):
            start, end = at.start() - len(name), domain.end()
            yield Find(start, end, "email", text[start:end].lower())


def encoded_emails(text: str) -> Iterator[Find]:
    """Addresses whose ``@`` is written ``%40``, as in links."""
    for match in _ENCODED.finditer(text):
        yield Find(match.start(), match.end(), "email", match[0].lower().replace("%40", "@"))


def may_spell(text: str, words: frozenset[str]) -> bool:
    """Whether ``text`` with these words can hold a spelt address."""
    if "dot" in words or "arroba" in words:
        return True
    if not _BRACKETS.isdisjoint(text) and any(sign in text for sign in _SIGNS):
        return True
    return "at" in words and "." in text and bool(_AT_HOST.search(text))


def spelt_emails(text: str) -> Iterator[Find]:
    """Addresses in words: ``jane dot doe at acme dot com``, ``jane (at) acme.com``, ``jane @ acme.com``."""
    for match in _SPELT.finditer(text):
        local, at, domain = match[1], match[2].strip().lower(), match[3]
        start = match.start()
        if local.lower() in _NO_LOCAL:
            continue
        plain = at == "at" and not re.search(r"dot|punkt|punto|point|ponto|[\[({]", domain, re.IGNORECASE)
        if plain and not re.search(r"[\d._+]| dot ", local) and not _MAIL_WORD.search(before(text, start)):
            continue
        key = re.sub(r"\W*\b(dot|at)\b\W*", lambda part: "." if part[1] == "dot" else "@", match[0].lower())
        yield Find(start, match.end(), "email", key)
