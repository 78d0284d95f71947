"""IP and MAC addresses. Four small numbers with dots are more often a version than an address."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator

from ingest.recognisers.finds import Find, before
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]\d|\d)"
_V4 = re.compile(
    rf"(?<![\w.-]){_OCTET}(?:(?:\.|\[\.\]|\(\.\)){_OCTET}){{3}}(?P<prefix>/(?:3[0-2]|"
    rf"[12]?\d)(?![\w/]))?(?![\w-]|\.\d)"
)
_V6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3})(?![\w:]|\.\d)(?:%\w{1,12})?",
    re.IGNORECASE,
)
_MAC = re.compile(r"(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE)
_CISCO = re.compile(r"(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w]|\.\w)", re.IGNORECASE)
_HALVES = re.compile(r"(?<![\w:-])[0-9a-f]{6}-[0-9a-f]{6}(?![\w:-])", re.IGNORECASE)
_MAC_WORDS = word_set("mac hwaddr ether hardware bssid physical macaddr macaddress")
_BARE = re.compile(
    r"\b(?:mac|mac[ -]?addr(?:ess)?|hwaddr|ether|hardware address|bssid|physical address)"
    r"(?: address| is|:|=|\s){0,4}\s?([0-9a-f]{12}|(?:[0-9a-f]{2} ){5}[0-9a-f]{2})\b",
    re.IGNORECASE,
)
_IP_WORD = re.compile(
    r"\b(?:ip|ipv6|address|host|server|from|listen\w*|ping\w*|localhost|bind)\b", re.IGNORECASE
)
_FIRM_VERSION = re.compile(
    r"\b(?:version|versions|ver|release|build|firmware|v|rev|revision|upgraded? to|updated? to|bios|"
    r"driver)\W{0,3}\Z",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?P<version>version|versions|ver|release|build|firmware|upgrade\w*|update\w*|patch\w*|v|rev|revision|app|"
    r"sdk|section|chapter|clause|paragraph|figure|table|fixed in|since|running|driver|bios|oid|assembly|"
    r"browser|chrome|windows|"
    r"agent|"
    r"downgrade\w*|rolled back to|schema|api|plugin|library|package|kernel|clause)\b"
    r"|\b(?P<address>ip|ips|ipv4|address|addresses|host|hosts|server|servers|ping|subnet|gateway|network|dns|from|"
    r"proxy|vpn|firewall|whitelist\w*|allowlist\w*|allow-list\w*|blocklist\w*|ssh|connect\w*|router|"
    r"endpoint|adresse|"
    r"dirección|client|listen\w*|origin|remote_addr|addr|range|login|logged in|node|at|traceroute|x-forwarded-for|"
    r"http|https|curl|telnet|nslookup|machine|route)\b",
    re.IGNORECASE,
)


_PRIVATE = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d")
_PRODUCT = re.compile(
    r"(?<![\w.])(?![A-Z]{2,4} )[A-Z][a-z]+[\w+-]*(?<!ed)(?<!ing) \Z|"
    r"\b(?:nginx|python|openssl|java|php|node|redis|android|ios|macos|linux|ubuntu|firefox|electron|"
    r"kernel) \Z|(?<=[a-z])/\Z"
)
_WEAK_PLACES = frozenset(("from", "at", "range", "origin", "client", "route"))


_V_PREFIXED = re.compile(r"(?<![A-Za-z])[vV](\d{1,3}\.\d{1,3})\.\d")


def addresses(text: str) -> Iterator[Find]:
    """IPv4 and IPv6 addresses. Four numbers after a word such as "version" are left alone, as are four single
    digits without a word that speaks of an address."""
    if text.count(":") > 1:
        yield from _v6(text)
    if text.count(".") > 2:
        versions: set[str] | None = None
        for match in _V4.finditer(text):
            value = re.sub(r"[\[\]()]|/.*", "", match[0])
            family = ".".join(value.split(".")[:2])
            if value.startswith("255."):  # a subnet mask
                continue
            if versions is None:
                versions = {told[1] for told in _V_PREFIXED.finditer(text)}
            if family in versions or _is_version(text, match.start(), match.end(), value):
                versions.add(family)
            else:
                yield Find(match.start(), match.end(), "ip", value)


def _v6(text: str) -> Iterator[Find]:
    if "::" not in text and text.count(":") < 7:
        return
    for match in _V6.finditer(text):
        value = match[0].partition("%")[0]
        bare = not re.search(r"[a-f]|\d{3}", value, re.IGNORECASE)
        if not re.search(r"\d", value) or (bare and not _IP_WORD.search(before(text, match.start(), 32))):
            continue
        try:
            yield Find(match.start(), match.end(), "ip", ipaddress.ip_address(value).compressed)
        except ValueError:
            continue


def _is_version(text: str, start: int, end: int, value: str) -> bool:
    if (
        "/" in text[start:end]
        or re.match(r":\d{2,5}\b|/\d{1,2}\b(?!/)", text[end : end + 7])
        or text[max(0, start - 3) : start] == "://"
    ):
        return value.startswith("0.")
    if _FIRM_VERSION.search(before(text, start, 32)):
        return True
    if value.endswith(".0.0") and not _PRIVATE.match(value):
        return True
    said = ""
    for match in _WORDS.finditer(before(text, start, 48)):
        kind = match.lastgroup or ""
        if not (said == "version" and match[0].lower() in _WEAK_PLACES):
            said = kind
    if said:
        return said == "version" and not _PRIVATE.match(value)
    product = _PRODUCT.search(text, max(0, start - 24), start)
    if product and int(value.partition(".")[0]) < 30 and not _PRIVATE.match(value):
        return True
    if value.endswith(".0.0.0"):
        return True
    return all(int(part) < 10 for part in value.split(".")) or value.startswith("0.")


def macs(scanned: Scan, text: str) -> Iterator[Find]:
    """Hardware addresses in the usual spellings; twelve bare figures only where the text says "MAC"."""
    if text.count(":") > 4 or text.count("-") > 4:
        yield from _macs(_MAC.finditer(text))
    if text.count(".") > 1:
        found = (
            _CISCO.match(text, place) or _CISCO.match(text, max(0, place - 5)) for place in scanned.numbers
        )
        yield from _macs(match for match in found if match)
    if scanned.has(_MAC_WORDS):
        yield from _macs(_HALVES.finditer(text))
        for match in _BARE.finditer(text):
            yield Find(match.start(1), match.end(1), "mac", re.sub(r"\W", "", match[1]).lower())


def _macs(matches: Iterable[re.Match[str]]) -> Iterator[Find]:
    for match in matches:
        bare = re.sub(r"\W", "", match[0])
        if re.search(r"\d", bare):
            yield Find(match.start(), match.end(), "mac", bare.lower())
