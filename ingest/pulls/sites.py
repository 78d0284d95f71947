"""Where a vendor is reached and who asks; what is secret in it has no picture.

A token goes over TLS, or to this very machine, and nowhere else.
"""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from foundation.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Login:
    """A vendor's address and the headers to ask with. ``variables`` names where the credentials came from;
    ``pace`` is the least time between two questions, in seconds."""

    vendor: str
    base_url: str
    headers: Mapping[str, str] = field(repr=False)
    variables: str
    pace: float = 0.0

    @property
    def site(self) -> str:
        """Host and port: what a stored cursor belongs to."""
        return urlsplit(self.base_url).netloc


def bearer(token: str) -> str:
    """An Authorization header's value."""
    return f"Bearer {token}"


def basic(user: str, password: str) -> str:
    """An Authorization header's value."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def base_url_of(text: str) -> str:
    """``text`` without a closing slash. SettingsError unless it is https, or http to this machine."""
    place = text.strip().rstrip("/")
    try:
        parts = urlsplit(place)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError("the base URL cannot be read", where=text, hint=_EXAMPLE) from error
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError("the base URL holds more than an address", where=host, hint=_EXAMPLE)
    if not host or parts.scheme not in ("https", "http"):
        raise SettingsError("the base URL is no web address", where=text, hint=_EXAMPLE)
    if parts.scheme == "http" and not _is_this_machine(host):
        raise SettingsError(
            "the base URL is not encrypted", where=text, hint="A token is sent over https only."
        )
    return place


_EXAMPLE = "Write it like https://api.example.com."


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
