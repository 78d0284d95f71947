"""Passwords, keys, PINs and one-time codes that a text calls so, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import MASK, Find
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_ENDS = ".!?),;:]}"
_INNER = ("password", "passwd", "secret", "token", "apikey", "api_key", "api-key")
WORDS = word_set(
    "one verification security sms access api app signing subscription encryption master license licence recovery "
    "backup auth authentication mfa mot log sign private user username 2fa password passwords passwd passphrase "
    "passcode passwort kennwort zugangsdaten contrasena clave passe mdp senha palavra wachtwoord "
    "losenord passord adgangskode salasana haslo heslo jelszo sifre parola пароль пароля pwd pw pass secret token "
    "key keys apikey pin otp accesskey "
    "secretkey privatekey credentials creds login cvv cvc cvv2 密码 パスワード credential secrets tokens dbpassword"
)
_WORD = (
    r"(?:pass ?word|passwd|pass ?phrase|passcode|passwort|kennwort|contraseña|clave(?: de acceso)?|mot de passe|"
    r"mdp|senha|palavra-passe|"
    r"wachtwoord|lösenord|passord|adgangskode|salasana|hasło|heslo|jelszó|şifre|parola d'ordine|пароль|pwd|pw|密码|"
    r"パスワード|"
    r"secret|token|api[ _-]?key|access[ _-]?key(?:[ _-]?id)?|secret[ _-]?key|private[ _-]?key|app[ _-]?key|"
    r"signing[ _-]?key|subscription[ _-]?key|"
    r"encryption[ _-]?key|master[ _-]?key|license[ _-]?key|licence[ _-]?key|recovery (?:key|codes?)|backup codes?|"
    r"pin(?: code| number)?|otp|cvv2?|cvc2?|one[- ]time (?:pass)?(?:word|code)|verification code|security code|2fa "
    r"code|mfa code|"
    r"auth(?:entication)? code|login code|access code|sms code|credentials?|creds)"
)
_ASSIGNED = re.compile(
    rf"{_WORD}[\"'`]?[ \t]{{0,3}}(?::=|=>|:|=|->|：)[ \t\n]{{0,3}}(?:[\"'`](?P<quoted>[^\"'`\n]{{4,200}})[\"'`]|"
    rf"(?P<value>[^\s\"'`<>]{{4,200}}))",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:pass|pwd|pw|login|"
    r"user(?:name)?/pass(?:word)?)[\"'`]?\s{0,2}[:=]\s{0,2}[\"'`]?(?P<value>[^\s\"'`<>,;]{4,100})",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"{_WORD}(?: \w+){{0,3}}? (?:is|was|ist|lautet|es|est|é|to|are|being|reads|remains|now|war|era|were)(?: still|"
    rf" now| currently| just|:)?[ \t]"
    r"[\"'`]?(?P<value>[^\s\"'`<>]{4,200})",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{_WORD}[ \t][\"'`(]{{0,2}}(?P<value>[^\s\"'`<>()]{{4,200}})", re.IGNORECASE)
_QUOTED = re.compile(
    rf"{_WORD}(?: \w+){{0,4}}[ \t:]{{1,2}}[\"'`](?P<value>[^\s\"'`<>]{{4,100}})[\"'`]",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:pin(?: code| number)?|otp|cvv2?|cvc2?|one[- ]time (?:pass)?(?:word|code)|verification code|security code|"
    r"2fa code|"
    r"mfa code|login code|access code|sms code|passcode)(?: \w+){0,3}?[ :=#-]{1,3}(?P<value>\d{3}[ -]\d{3}|"
    r"\d{3,8})(?![\w.-]|[,:]\d)",
    re.IGNORECASE,
)
_LOGIN_PAIR = re.compile(
    r"(?:login|log in|credentials?|creds|sign in)(?: with| as|:| are| is){1,2} [\"']?[\w.@+-]{2,60} ?/ "
    r"?(?P<value>[^\s\"'<>]{4,60})",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:not|never|be|reset|expired?|invalid|incorrect|wrong|required|missing|empty|null|none|undefined|true|false|"
    r"n/a|\*+|x+|\.+|-+|[{$%<\[].*)\Z",
    re.IGNORECASE,
)


def may_hold(scanned: Scan) -> bool:
    """Whether the text has a word of passwords, alone or inside another (``dbPassword``)."""
    return scanned.has(WORDS) or any(inner in scanned.lower for inner in _INNER)


def passwords(scanned: Scan, text: str) -> Iterator[Find]:
    """Values that the text calls a password, key or token: ``password: x``, ``the token is x1y2``."""
    for place in _labels(scanned):
        code = _CODE.match(text, place)
        if code:
            yield _find(code.start("value"), code["value"])
            continue
        assigned = _ASSIGNED.match(text, place)
        if assigned:
            yield from _assigned(assigned)
        for pattern in (_SHORT, _LOGIN_PAIR, _QUOTED):
            match = pattern.match(text, place)
            if match:
                value = match["value"].rstrip(_ENDS)
                if _may_be(value) and (pattern is not _SHORT or not value.isalpha()):
                    yield _find(match.start("value"), value)
        for pattern in (_SAID, _NEXT):
            match = pattern.match(text, place)
            if match:
                value = match["value"].rstrip(_ENDS)
                if _may_be(value) and _is_mixed(value, strict=pattern is _NEXT):
                    yield _find(match.start("value"), value)


def _labels(scanned: Scan) -> list[int]:
    places = {*scanned.starts(WORDS)}
    for inner in _INNER:
        at = scanned.lower.find(inner)
        while at >= 0:
            places.add(at)
            at = scanned.lower.find(inner, at + 1)
    return sorted(places)


def _assigned(match: re.Match[str]) -> Iterator[Find]:
    quoted = match["quoted"]
    if quoted:
        if MASK not in quoted and not _PLAIN.match(quoted):
            yield _find(match.start("quoted"), quoted)
        return
    value = match["value"].rstrip(_ENDS)
    plain = value.isalpha() and (value.islower() or value.istitle())
    rest = match.string[match.start("value") + len(value) :][:2]
    if _may_be(value) and not (plain and re.match(r" \w|[.!?,]? ?\Z|\n|[.,] ", rest)):
        yield _find(match.start("value"), value)


def _may_be(value: str) -> bool:
    return (
        MASK not in value
        and len(value) >= 4
        and not _PLAIN.match(value)
        and not value.startswith(("http:", "https:", "//"))
    )


def _is_mixed(value: str, *, strict: bool) -> bool:
    """Whether a value has both figures and other signs, as passwords have and words have not."""
    if re.match(
        r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\Z|[\d.,]+(?:%|px|ms|kb|mb|s|am|pm|st|nd|rd|th)?\Z|[\w.-]+\.[a-z]{2,4}\Z",
        value,
        re.IGNORECASE,
    ):
        return False
    mixed = bool(re.search(r"\d", value) and re.search(r"[^\d\W]", value)) or bool(
        re.search(r"[!@#$%^&*]", value)
    )
    return mixed and (not strict or (len(value) >= 8 and bool(re.search(r"[a-z]", value, re.IGNORECASE))))


def _find(start: int, value: str) -> Find:
    return Find(start, start + len(value), "secret", value)
