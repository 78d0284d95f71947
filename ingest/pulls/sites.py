"""Where a vendor is reached and who asks: the only values that hold a secret, and they never show it.

A token goes over TLS, or to this very machine, and nowhere else.
"""

from __future__ import annotations

import base64
import ipaddress
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from foundation.errors import SettingsError

SERVICE = "nrr"
"""The name under which the system keyring keeps the entries, one for each variable."""

Lookup = Callable[[str], str | None]
_WRITABLE = frozenset(string.printable) - frozenset(string.whitespace)


@dataclass(frozen=True, slots=True)
class Keys:
    """Finds credentials by the name of their variable: in the environment, else in the system keyring."""

    environment: Mapping[str, str] = field(repr=False)
    keyring: Lookup = field(repr=False)

    def find(self, name: str) -> str:
        """The value, or an empty text. SettingsError for one that no header can carry."""
        value = (self.environment.get(name) or self.keyring(name) or "").strip()
        if not _WRITABLE.issuperset(value):
            raise SettingsError(
                f"{name} holds white space or characters that no credential has",
                hint="Set it again, without quotes or line ends.",
            )
        return value

    def first(self, *names: str) -> str:
        """The first of these that the environment holds, else the keyring; the last one when none is set."""
        for held in (self.environment.get, self.keyring):
            for name in names:
                if held(name):
                    return name
        return names[-1]

    def need(self, name: str) -> str:
        """The value; SettingsError that names the variable when there is none."""
        return self.need_all(name)[0]

    def need_all(self, *names: str) -> tuple[str, ...]:
        """The values; SettingsError that names every variable of these that is not set."""
        values = tuple(self.find(name) for name in names)
        missing = [name for name, value in zip(names, values, strict=True) if not value]
        if missing:
            one = len(missing) == 1
            it = "it" if one else "each"
            raise SettingsError(
                f"{' and '.join(missing) if len(missing) < 3 else ', '.join(missing)} "
                f"{'is' if one else 'are'} not set",
                hint=f"Set {it} in the environment, or store it with `keyring set {SERVICE} "
                f"{missing[0] if one else 'NAME'}`; docs/pulls.md says how to get {it}.",
            )
        return values


def system_keyring(name: str) -> str | None:
    """What the system keyring holds under ``nrr`` and ``name``; None without an entry or a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None


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
