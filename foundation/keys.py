"""Credentials: found by the name of their variable, and held so that nothing shows them by accident.

The one door to the system keyring. Keeps the rule that a key's value is written out in one place, the header that
carries it: it has no picture in logs, errors, tracebacks with locals, and cannot be pickled.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from foundation.errors import SettingsError

SERVICE = "nrr"
"""The name under which the system keyring keeps the entries, one for each variable."""

Lookup = Callable[[str], str | None]
_WRITABLE = frozenset(string.printable) - frozenset(string.whitespace)
_LEAST_PIECE = 8  # letters of a key that are still a piece of it


class Secret:
    """A credential without a picture. True where there is one."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """The value, for the header that carries it and for nothing else."""
        return self._value

    @property
    def sendable(self) -> bool:
        """Whether a header can carry it."""
        return _WRITABLE.issuperset(self._value)

    def hidden_in(self, text: str) -> str:
        """``text`` with the value, and its beginning or end where that much is recognisable, blotted out."""
        value = self._value
        for size in range(len(value), min(_LEAST_PIECE, len(value)) - 1, -1):
            for piece in {value[:size], value[-size:]}:
                text = text.replace(piece, "[key]") if piece else text
        return text

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(set)" if self._value else "Secret(none)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a credential is not written anywhere")


@dataclass(frozen=True, slots=True)
class Keys:
    """Finds credentials by the name of their variable: in the environment, else in the system keyring."""

    environment: Mapping[str, str] = field(repr=False)
    keyring: Lookup = field(repr=False)

    def secret(self, name: str) -> Secret:
        """The credential, which is False where there is none. SettingsError for one that no header can carry."""
        found = Secret((self.environment.get(name) or self.keyring(name) or "").strip())
        if not found.sendable:
            raise SettingsError(
                f"{name} holds white space or characters that no credential has",
                hint="Set it again, without quotes or line ends.",
            )
        return found

    def find(self, name: str) -> str:
        """The value, or an empty text. SettingsError for one that no header can carry."""
        return self.secret(name).reveal()

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
        secrets = tuple(self.secret(name) for name in names)
        missing = [name for name, secret in zip(names, secrets, strict=True) if not secret]
        if missing:
            raise not_set(missing, "docs/pulls.md")
        return tuple(secret.reveal() for secret in secrets)


def not_set(names: list[str], guide: str) -> SettingsError:
    """The error that says which variables are not set; ``guide`` is the page that says how to get them."""
    one = len(names) == 1
    it = "it" if one else "each"
    return SettingsError(
        f"{' and '.join(names) if len(names) < 3 else ', '.join(names)} {'is' if one else 'are'} not set",
        hint=f"Set {it} in the environment, or store it with `keyring set {SERVICE} "
        f"{names[0] if one else 'NAME'}`; {guide} says how to get {it}.",
    )


def system_keyring(name: str) -> str | None:
    """What the system keyring holds under ``nrr`` and ``name``; None without an entry or a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
