"""Which language model is asked, how long it is waited for, and what it may cost.

Keeps the rule that a key stands in no file: settings name the variable that holds it.
"""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit

from pydantic import Field

from foundation.errors import SettingsError
from foundation.sections import _Section

_EXAMPLE = 'Write it like "https://api.openai.com/v1" or "http://localhost:11434/v1".'
_OWN_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet")


class Reach(StrEnum):
    """How far what is sent to an endpoint goes."""

    MACHINE = "this machine"
    NETWORK = "your own network"
    REMOTE = "another company's servers"


class ModelPrice(_Section):
    """US dollars for a million tokens."""

    prompt: float = Field(ge=0, allow_inf_nan=False)
    completion: float = Field(ge=0, allow_inf_nan=False)


class ModelSettings(_Section):
    """An OpenAI-compatible endpoint. The key is read from the environment variable ``api_key_env``, else from the
    system keyring.

    ``timeout_s`` is how long a silent server is waited for, ``wall_clock_s`` how long one call may take with all its
    retries; where they are not set, servers of one's own are given five times as long as others, since they read a
    long question in silence. ``max_tokens`` bounds each answer where it is set, else the prompt that asks does.
    ``budget_usd`` and ``budget_tokens`` bound one command, ``monthly_cap`` (US dollars) a calendar month in UTC.
    """

    base_url: str = ""
    name: str = ""
    api_key_env: str = Field(default="OPENAI_API_KEY", pattern="^[A-Za-z_][A-Za-z0-9_]*$")
    timeout_s: float | None = Field(default=None, gt=0, le=3600)
    wall_clock_s: float | None = Field(default=None, gt=0, le=86_400)
    max_tokens: int | None = Field(default=None, ge=16, le=1_000_000)
    retries: int = Field(default=2, ge=0, le=10)
    prices: dict[str, ModelPrice] = Field(default_factory=dict)
    budget_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    budget_tokens: int | None = Field(default=500_000, ge=0)
    monthly_cap: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    @property
    def configured(self) -> bool:
        """Whether a model is wished for."""
        return bool(self.base_url.strip() or self.name.strip())

    @property
    def silence(self) -> float:
        """Seconds that a silent server is waited for."""
        return self.timeout_s or (60.0 if self._is_remote else 300.0)

    @property
    def whole_call(self) -> float:
        """Seconds that one call may take."""
        return self.wall_clock_s or (300.0 if self._is_remote else 1500.0)

    @property
    def _is_remote(self) -> bool:
        return reach_of(self.base_url) is Reach.REMOTE

    @property
    def price(self) -> ModelPrice | None:
        """What the model costs; nothing where it runs on one's own machines, None where nobody said."""
        found = self.prices.get(self.name)
        if found is None and self.base_url and not self._is_remote:
            return ModelPrice(prompt=0.0, completion=0.0)
        return found


def reach_of(base_url: str) -> Reach:
    """How far what is sent to ``base_url`` goes, by its host alone: no name is looked up."""
    try:
        host = (urlsplit(base_url).hostname or "").rstrip(".")
    except ValueError:
        return Reach.REMOTE
    if host == "localhost" or host.endswith(".localhost"):
        return Reach.MACHINE
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        own = host.endswith(_OWN_ENDINGS) or (host != "" and "." not in host)
        return Reach.NETWORK if own else Reach.REMOTE
    inner = getattr(address, "ipv4_mapped", None) or address
    if inner.is_loopback or inner.is_unspecified:
        return Reach.MACHINE
    return Reach.REMOTE if inner.is_global else Reach.NETWORK


def endpoint_url(text: str) -> str:
    """``text`` without a closing slash and without the path of the call itself.

    Raises SettingsError where it is no address, holds a name or password, or is not encrypted on its way to a host
    that is not on this machine or network.
    """
    place = text.strip().rstrip("/")
    for ending in ("/chat/completions", "/completions", "/models", "/responses"):
        place = place.removesuffix(ending)
    try:
        parts = urlsplit(place)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if not host or parts.scheme not in ("http", "https") or any(sign.isspace() for sign in place):
        raise SettingsError("model.base_url is no web address", where=_shown(place), hint=_EXAMPLE)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError("model.base_url holds more than an address", where=host, hint=_EXAMPLE)
    if parts.scheme == "http" and reach_of(place) is Reach.REMOTE:
        raise SettingsError(
            "model.base_url is not encrypted",
            where=host,
            hint="Customers' words and the key go over https only, save within your own network.",
        )
    return place


def _shown(place: str) -> str:
    """The address without what may stand before an @ in it."""
    return place.rpartition("@")[2][:80]
