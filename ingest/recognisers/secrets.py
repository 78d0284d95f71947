"""Keys, tokens, passwords: by vendor prefix, by the word before them, or by looking random."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import MASK, Find, before
from ingest.words import word_set

WORDS = word_set(
    "password passwd passphrase passcode passwort kennwort contrasena passe senha wachtwoord pwd "
    "secret token key "
    "apikey pin otp bearer basic begin accesskey secretkey privatekey"
)
_BLOCK = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
    r".*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_VENDOR = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?:sk|pk|rk|tf|whsec|api|key|tok|live|test|ak|pat|shp(?:at|ss|ca|pa))[-_](?:live|test|prod|ant|"
    r"proj|sandbox|svcacct)"
    r"[-_][A-Za-z0-9_-]{8,}"
    r"|(?:sk|rk|ak|key|whsec|pat|tok)[-_](?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{16,}"
    r"|(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{12,}"
    r"|gh[opsru]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{8,}|"
    r"xapp-[\w-]{10,}"
    r"|AIza[\w-]{20,}|ya29\.[\w-]{10,}|SG\.[\w-]{10,}\.[\w-]{10,}|hf_[A-Za-z0-9]{16,}|npm_[A-Za-z0-9]{16,}"
    r"|dop_v1_[a-f0-9]{16,}|pypi-[\w-]{16,}|EAA[A-Za-z0-9]{20,}|sq0\w{3}-[\w-]{16,}|AC[a-f0-9]{32}|"
    r"shp(?:at|ss|ca|pa)_\w{16,}"
    r"|[A-Za-z]{2,8}_(?:live|test|prod)_[A-Za-z0-9]{8,}"
    r"|eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?"
    r")"
)
_BEARER = re.compile(r"\b(?:bearer|basic)\s+([A-Za-z0-9._~+/-]{12,}=*)", re.IGNORECASE)
_LOGIN = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://([^\s/@:]{0,80}:[^\s/@]{1,200})@", re.IGNORECASE)
_QUERY = re.compile(
    r"[?&#;](?:[\w-]{0,20}(?:token|apikey|api_key|api-key|key|secret|passw(?:or)?d|pwd|signature|sig|"
    r"auth|session|"
    r"sessionid|jwt|otp|code|credential))=([^&\s#;\"'<>]{4,})",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:(?:[\w-]{0,20}(?:api|access|secret|private|auth|client|encryption|license|licence|shared)[ _-]?)?"
    r"(?:password|passwd|passphrase|passcode|passwort|kennwort|contraseña|mot de passe|senha|"
    r"wachtwoord|pwd|secret|"
    r"token|api[ _-]?key|access[ _-]?key|secret[ _-]?key|private[ _-]?key|pin(?: code)?|otp))"
)
_ASSIGNED = re.compile(
    rf"\b{_LABEL}\s{{0,3}}(?::|=|=>)\s{{0,3}}[\"'`]?([^\s\"'`,;<>]{{4,200}})", re.IGNORECASE
)
_SAID = re.compile(
    rf"\b{_LABEL}(?: \w+)? (?:is|was|ist|es|est|é|to) (?:now )?[\"'`“]?([^\s\"'`“”<>]{{4,200}})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w/+=.:-])[A-Za-z0-9+_=-]{20,512}(?![\w/=])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_CHANGES = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)")
_HASH_WORD = re.compile(
    r"\b(?:commit|sha-?(?:1|256)?|md5|checksum|hash|digest|revision)\W{0,3}\Z", re.IGNORECASE
)


def secrets(text: str) -> Iterator[Find]:
    """Private keys, vendor keys, bearer tokens, log-ins and tokens in links."""
    for pattern, group in ((_BLOCK, 0), (_VENDOR, 0), (_BEARER, 1), (_LOGIN, 1), (_QUERY, 1)):
        for match in pattern.finditer(text):
            if pattern is not _BEARER or re.search(r"\d|[A-Z].*[a-z].*[A-Z]", match[1]):
                yield _find(match.start(group), match[group])


def passwords(text: str) -> Iterator[Find]:
    """Values that the text calls a password, key or token: ``password: x``, ``the token is x1y2``."""
    for match in _ASSIGNED.finditer(text):
        value = match[1].rstrip(".!?)")
        plain = value.isalpha() and value.islower()
        rest = text[match.start(1) + len(value) :][:2]
        if MASK not in value and len(value) >= 4 and not (plain and re.match(r" \w|[.!?]? ?\Z", rest)):
            yield _find(match.start(1), value)
    for match in _SAID.finditer(text):
        value = match[1].rstrip(".!?,;:)")
        if MASK not in value and len(value) >= 4 and re.search(r"\d", value) and re.search(r"\D", value):
            yield _find(match.start(1), value)


def random_strings(text: str) -> Iterator[Find]:
    """Strings of 20 characters and more in which letters and figures alternate as no name or path does."""
    for match in _TOKEN.finditer(text):
        value = match[0].strip("-=_+")
        if _looks_random(value) and not _HASH_WORD.search(before(text, match.start())):
            yield _find(match.start() + match[0].index(value), value)


def _looks_random(value: str) -> bool:
    if len(value) < 20 or _UUID.match(value) or value.isdigit():
        return False
    longest = max(re.split(r"[-_+=]", value), key=len)
    return len(longest) >= 16 and len(_CHANGES.findall(value)) >= max(4, len(value) // 8)


def _find(start: int, value: str) -> Find:
    return Find(start, start + len(value), "secret", value)
