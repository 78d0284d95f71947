"""A cell that names the people of a record: ``Name (address)``, ``Name``, an address, several parted by ``;``.

The first is taken as who wrote; only companies' addresses tell of an account, and only where they agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.free_mail import is_free_mail
from ingest.matching import domain_of

_ADDRESSED = re.compile(r"(?P<name>[^()<>]*)[(<]\s*(?P<email>[^\s()<>@]+@[^\s()<>@]+)\s*[)>]")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as a cell names them; what it does not say is empty."""

    name: str = ""
    email: str = ""


def contacts_in(cell: str) -> list[Contact]:
    """The people that a cell names, in its order."""
    return [_contact(piece) for piece in map(str.strip, cell.split(";")) if piece]


def _contact(text: str) -> Contact:
    if match := _ADDRESSED.fullmatch(text):
        name = match["name"].strip()
        return Contact("" if "@" in name else name, match["email"])
    is_address = "@" in text and not any(sign.isspace() for sign in text)
    return Contact(email=text) if is_address else Contact(text)


def telling_address(contacts: Sequence[Contact]) -> str:
    """The address that tells whose record it is; empty where there is none and where they are of several
    companies."""
    emails = [one.email for one in contacts if one.email]
    hosts = {host: email for email in emails if (host := domain_of(email)) and not is_free_mail(host)}
    if len(hosts) > 1:
        return ""
    return next(iter(hosts.values()), emails[0] if emails else "")
