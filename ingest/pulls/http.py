"""The one door to httpx: a question to a vendor, and an answer that is whole JSON, or an error in words.

Passing faults (a rate limit, a server's error, a cut or slow connection, an answer that is no JSON) are tried
again, within a number of tries and a time. Redirects are never followed, so that a token stays with the host
it is for. No error quotes an answer, a header or a token.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from foundation.errors import ModelError, SettingsError
from ingest.pulls.patience import Patience, Pulse, asked_wait
from ingest.pulls.sites import Login

if TYPE_CHECKING:
    import httpx

Json = dict[str, object]
Query = Mapping[str, str | int]
Say = Callable[[str], None]

_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_GIVEN = frozenset({200, 207})  # 207: a batch of which some were not there
_BLOCK = 1 << 16


class Refused(ModelError):
    """The vendor understood and said no, with ``status``; asking again would not help. ``said`` is the start
    of what it said, to be looked into and never to be shown."""

    def __init__(self, what: str, status: int, said: str, *, where: str, hint: str) -> None:
        super().__init__(what, where=where, hint=hint)
        self.status = status
        self.said = said


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole JSON answer: its bytes as sent, and what they say."""

    content: bytes
    value: object

    def fields(self) -> Json:
        """The answer as an object; ModelError when it is none."""
        if not isinstance(self.value, dict):
            raise ModelError("the answer is not the documented object", hint="Check the base URL.")
        return self.value


@dataclass(frozen=True, slots=True)
class _Trouble:
    """A passing fault: what it was, how long the vendor asks to wait, and how often it is borne."""

    words: str
    wait: float | None = None
    tries: int = 1_000


class Door:
    """Asks one vendor. Use it as a context, which closes its connections."""

    def __init__(
        self,
        login: Login,
        say: Say,
        patience: Patience | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        import httpx

        self._login = login
        self._say = say
        self._patience = patience or Patience()
        self._pulse = pulse or Pulse()
        self._last = float("-inf")
        self._client = httpx.Client(
            base_url=login.base_url,
            headers={"Accept": "application/json", "User-Agent": "nrr-engine", **login.headers},
            timeout=httpx.Timeout(self._patience.silence, connect=20.0),
            follow_redirects=False,
            verify=True,
        )

    def __enter__(self) -> Door:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._pulse.now()

    def get(self, path: str, query: Query | None = None) -> Answer:
        """The answer to GET; see ``ask``."""
        return self._ask("GET", path, query or {}, None)

    def post(self, path: str, body: Json) -> Answer:
        """The answer to POST with a JSON body; only used where a vendor reads by POST."""
        return self._ask("POST", path, {}, body)

    def _ask(self, method: str, path: str, query: Query, body: Json | None) -> Answer:
        """A whole answer. SettingsError when the credentials are refused, ``Refused`` when the question is,
        ModelError when no whole answer could be had in time."""
        began = self._pulse.tick()
        attempt, faults = 0, Counter[str]()
        while True:
            found = self._once(method, path, query, body)
            if isinstance(found, Answer):
                return found
            attempt += 1
            faults[found.words] += 1
            wait = self._pause(attempt) if found.wait is None else found.wait * (1 + self._jitter())
            waited = self._pulse.tick() - began + wait
            is_enough = attempt >= self._patience.tries or faults[found.words] >= found.tries
            if is_enough or waited > self._patience.waiting:
                raise self._given_up(found, attempt)
            if wait >= 5:
                self._say(f"{self._login.vendor} {found.words}; waiting {wait:.0f} s")
            self._pulse.sleep(wait)

    def _pause(self, attempt: int) -> float:
        patience = self._patience
        return min(patience.longest, patience.first * 2.0 ** (attempt - 1)) * (0.5 + self._pulse.chance() / 2)

    def _jitter(self) -> float:
        return self._pulse.chance() / 10

    def _given_up(self, trouble: _Trouble, attempts: int) -> ModelError:
        asked = f" and asks to wait {trouble.wait:,.0f} s" if trouble.wait is not None else ""
        times = "once" if attempts == 1 else f"{attempts} times"
        return ModelError(
            f"{self._login.vendor} {trouble.words}{asked}; asked {times}",
            where=self._login.site,
            hint="Run the same command later; it goes on from where it stopped.",
            retryable=True,
        )

    def _once(self, method: str, path: str, query: Query, body: Json | None) -> Answer | _Trouble:
        import httpx

        rest = self._last + self._login.pace - self._pulse.tick()
        if rest > 0:
            self._pulse.sleep(rest)
        self._last = began = self._pulse.tick()
        try:
            with self._client.stream(method, path, params=dict(query), json=body) as response:
                if response.status_code in _GIVEN:
                    return self._whole(response, began)
                return self._refusal(response, path)
        except httpx.TimeoutException:
            return _Trouble("did not answer in time")
        except httpx.ConnectError as error:
            if "CERTIFICATE" in str(error).upper():
                raise self._untrusted() from error
            return _Trouble("cannot be reached", tries=4)
        except httpx.RequestError:
            return _Trouble("broke off its answer")

    def _whole(self, response: httpx.Response, began: float) -> Answer | _Trouble:
        pieces, size = [], 0
        for piece in response.iter_bytes(_BLOCK):
            size += len(piece)
            if size > self._patience.largest:
                raise ModelError(
                    f"{self._login.vendor} sent more than {self._patience.largest >> 20} MiB in one answer",
                    where=self._login.site,
                    hint="Nothing of it was kept.",
                )
            if self._pulse.tick() - began > self._patience.answer:
                return _Trouble("did not finish its answer in time")
            pieces.append(piece)
        content = b"".join(pieces)
        try:
            value = json.loads(content, parse_constant=_refuse)
        except (ValueError, RecursionError):
            return _Trouble("sent an answer that is not JSON", tries=4)
        if not isinstance(value, dict | list):
            return _Trouble("sent an answer that is not JSON", tries=4)
        return Answer(content, value)

    def _refusal(self, response: httpx.Response, path: str) -> _Trouble:
        status, vendor = response.status_code, self._login.vendor
        if status in _RETRIED:
            words = "limits how often it is asked" if status == 429 else f"answered {status}"
            return _Trouble(words, asked_wait(response.headers, status, self._pulse.now()))
        if status in (401, 403):
            why = "refuses the credentials" if status == 401 else "does not allow this"
            raise SettingsError(
                f"{vendor} {why} ({status} for {path})",
                where=self._login.site,
                hint=f"Check {self._login.variables} and its scopes (docs/pulls.md); what came before is kept.",
            )
        if 300 <= status < 400:
            raise Refused(
                f"{vendor} sends elsewhere ({status} for {path}), which is not followed",
                status,
                "",
                where=self._login.site,
                hint="Check the subdomain or the base URL.",
            )
        raise Refused(
            f"{vendor} answered {status} for {path}",
            status,
            next(response.iter_bytes(_BLOCK), b"").decode("utf-8", "replace"),
            where=self._login.site,
            hint="Check the subdomain or the base URL." if status == 404 else "See docs/pulls.md.",
        )

    def _untrusted(self) -> ModelError:
        return ModelError(
            f"the certificate of {self._login.vendor}'s server is not trusted",
            where=self._login.site,
            hint="Behind a proxy with its own certificates, point SSL_CERT_FILE to them.",
        )


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
