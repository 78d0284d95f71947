"""IP and MAC addresses. Four small numbers with dots are more often a version than an address."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from ingest.recognisers.finds import Find, before

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_V4 = re.compile(rf"(?<![\w.-]){_OCTET}(?:\.{_OCTET}){{3}}(?![\w-]|\.\d)")
_V6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_MAC = re.compile(
    r"(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])"
    r"|(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?P<version>version|versions|ver|release|build|firmware|upgrade\w*|update\w*|patch|v|rev|"
    r"revision|app|client|"
    r"sdk|agent|section|chapter|clause|fixed in|since|running|on)\b"
    r"|\b(?P<address>ip|ips|ipv4|address|addresses|host|server|ping|subnet|gateway|network|dns|from|"
    r"proxy|vpn|"
    r"firewall|whitelist\w*|allowlist\w*|allow-list\w*|ssh|connect\w*|router|endpoint|adresse|dirección)\b",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Find]:
    """IPv4 and IPv6 addresses. Four numbers after a word such as "version" are left alone, as are four single
    digits without a word that speaks of an address."""
    for match in _V4.finditer(text):
        if not _is_version(text, match.start(), match[0]):
            yield Find(match.start(), match.end(), "ip", match[0])
    if text.count(":") > 1:
        for match in _V6.finditer(text):
            value = match[0]
            if len(value) < 6 or not re.search(r"\d", value):
                continue
            try:
                yield Find(match.start(), match.end(), "ip", ipaddress.ip_address(value).compressed)
            except ValueError:
                continue


def _is_version(text: str, start: int, value: str) -> bool:
    said = ""
    for match in _WORDS.finditer(before(text, start, 32)):
        said = match.lastgroup or ""
    if said:
        return said == "version" and not value.startswith(("10.", "192.168.", "172.", "127."))
    return all(int(part) < 10 for part in value.split(".")) or value.startswith("0.")


def macs(text: str) -> Iterator[Find]:
    """Hardware addresses in the three usual spellings."""
    for match in _MAC.finditer(text):
        yield Find(match.start(), match.end(), "mac", re.sub(r"\W", "", match[0]).lower())
