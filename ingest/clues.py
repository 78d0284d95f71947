"""What a record says about its account, and how such clues are compared: names without legal form, hosts
without their address."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.words import word_set

_LEGAL = word_set(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg kgaa ohg ug se "
    "sa sas sarl srl spa bv nv ab as asa oy oyj aps pty pte kk sl slu lda ltda sro zrt kft doo sp zoo the "
    "holding holdings group gruppe groupe"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Organization:
    """A help desk's customer company, as it describes itself. Of two with one id the newer ``updated`` (text
    that sorts as time) stands, else the later."""

    id: str
    name: str = ""
    external_id: str = ""
    domains: tuple[str, ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True)
class AccountHint:
    """What a record says about its account; empty where it says nothing."""

    account: str = ""
    external_id: str = ""
    organization_id: str = ""
    organization_name: str = ""
    email: str = ""


def normal_name(name: str) -> str:
    """A company name for comparison: no case, accents, punctuation or legal form. ``Kestrel Robotics, Inc.``
    and ``KESTREL ROBOTICS`` are equal; a name of legal words alone keeps them."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare).replace("'", ""))
    kept = [word for word in words if word not in _LEGAL]
    while len(kept) > 1 and kept[-1] == "and":
        kept.pop()
    return " ".join(kept or words)


def short_name(name: str) -> str:
    """A company name as people say it: small letters, its own accents, no legal form; ``""`` for legal words alone."""
    return " ".join(word for word in _WORD.findall(name.casefold()) if word not in _LEGAL)


def called_after(host: str) -> str:
    """What a company's domain calls it: ``acme`` of ``acme.example`` and ``acme.co.uk``; ``""`` for a host below a
    domain, whose first word names a machine, and for under four letters."""
    first, *rest = domain_of(host).split(".")
    apex = len(rest) == 1 or (len(rest) == 2 and len(rest[0]) <= 3)
    return first if apex and len(first) >= 4 else ""


def domain_of(value: str) -> str:
    """The bare host of a domain, website or address: ``https://www.Acme.example/x`` -> ``acme.example``."""
    host = value.strip().lower().rpartition("@")[2]
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", host)
    host = re.split(r"[/?#:\s>]", host, maxsplit=1)[0].strip(".")
    return host.removeprefix("www.")


def upward(host: str) -> list[str]:
    """A host and those that it lies below: ``eu.mail.acme.example``, ``mail.acme.example``, …"""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def clue_key(kind: str, value: str) -> str:
    """How a clue of this kind is compared; empty for one that says nothing."""
    if kind in ("name", "alias"):
        return normal_name(value)
    if kind == "domain":
        return domain_of(value)
    return value.strip().casefold()
