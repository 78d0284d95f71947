"""The door to the vendors: what it waits for, what it gives up on, what it never shows."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from foundation.errors import ModelError, SettingsError
from foundation.keys import Keys, system_keyring
from ingest.pulls.http import Door, Refused
from ingest.pulls.patience import Patience, Pulse, asked_wait
from ingest.pulls.sites import Login, base_url_of, basic
from ingest.pulls.vendors import VENDORS
from tests.pull_servers.server import Question, Reply, serving

SECRET = "s3cret-of-the-door"
NOW = 1_793_610_000.0  # 2026-11-02T09:00:00Z


@dataclass(slots=True)
class Yes:
    """Answers everything with the same reply."""

    reply: Reply = field(default_factory=lambda: Reply(value={"ok": True}))
    accepted: set[str] = field(default_factory=lambda: {f"Bearer {SECRET}"})

    def answer(self, question: Question) -> Reply:
        return self.reply


def _door(url: str, patience: Patience | None = None, naps: list[float] | None = None) -> Door:
    login = Login("Vendor", url, {"Authorization": f"Bearer {SECRET}"}, "VENDOR_TOKEN")
    sleeps: list[float] = [] if naps is None else naps
    pulse = Pulse(now=lambda: NOW, sleep=sleeps.append, chance=lambda: 0.0)
    return Door(login, lambda _line: None, patience or Patience(), pulse)


@pytest.mark.parametrize(
    ("headers", "status", "wait"),
    [
        ({"retry-after": "12"}, 429, 12.0),
        ({"retry-after": "12"}, 503, 12.0),
        ({"retry-after": "Mon, 02 Nov 2026 09:00:40 GMT"}, 429, 40.0),
        ({"retry-after": "Mon, 02 Nov 2026 08:00:00 GMT"}, 429, 0.0),
        ({"retry-after": "soon"}, 429, None),
        ({"retry-after": "-5"}, 429, None),
        ({"retry-after": "9" * 400}, 429, None),
        ({"x-ratelimit-reset": "1793610025"}, 429, 25.0),
        ({"x-ratelimit-reset": "1793610025"}, 500, None),
        ({"ratelimit-reset": "7"}, 429, 7.0),
        ({}, 429, None),
    ],
)
def test_what_an_answer_asks_to_wait(headers: dict[str, str], status: int, wait: float | None) -> None:
    assert asked_wait(headers, status, NOW) == wait


def test_a_slow_answer_is_given_up_and_asked_again() -> None:
    naps: list[float] = []
    with serving(Yes()) as server, _door(server.url, Patience(answer=0.1), naps) as door:
        server.faults[1] = Reply(value={"ok": False}, pause=0.3)
        assert door.get("/x").fields() == {"ok": True}
    assert len(naps) == 1


def test_silence_is_given_up() -> None:
    with serving(Yes(Reply(value={}, pause=0.5))) as server:
        patience = Patience(tries=2, silence=0.1)
        with _door(server.url, patience) as door, pytest.raises(ModelError, match="in time; asked 2 times"):
            door.get("/x")


def test_nobody_there_is_one_line() -> None:
    with _door("http://127.0.0.1:9") as door, pytest.raises(ModelError, match="cannot be reached") as caught:
        door.get("/x")
    assert "\n" not in str(caught.value)


def test_a_server_that_nobody_vouches_for_never_hears_the_token(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run([openssl, *made.split(), *files], check=True, capture_output=True)
    with serving(Yes(), (certificate, key)) as server, _door(server.url) as door:
        assert server.url.startswith("https://")
        with pytest.raises(ModelError, match="certificate of Vendor's server is not trusted"):
            door.get("/x")
        assert server.asked == []


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "http://127.0.0.1:9/", "/x"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status: int, target: str) -> None:
    with serving(Yes(Reply(status, {}, {"Location": target}))) as server, _door(server.url) as door:
        with pytest.raises(Refused, match="not followed"):
            door.get("/x")
        assert len(server.asked) == 1


def test_what_the_vendor_said_is_never_shown() -> None:
    reply = Reply(422, {"echo": SECRET, "text": "Dear Ms Jones"})
    with serving(Yes(reply)) as server, _door(server.url) as door, pytest.raises(Refused) as caught:
        door.post("/x", {})
    assert SECRET in caught.value.said
    for shown in (str(caught.value), repr(caught.value)):
        assert SECRET not in shown
        assert "Jones" not in shown


def test_secrets_have_no_picture() -> None:
    login = Login("Vendor", "https://x.example", {"Authorization": SECRET}, "VENDOR_TOKEN")
    keys = Keys({"VENDOR_TOKEN": SECRET}, lambda _name: SECRET)
    assert SECRET not in repr(login) + repr(keys)


@pytest.mark.parametrize("value", ["two\nlines", "wide apart", "naïve", "tab\there", "nul\0"])
def test_a_credential_that_no_header_can_carry_is_refused_unseen(value: str) -> None:
    with pytest.raises(SettingsError, match="VENDOR_TOKEN") as caught:
        Keys({"VENDOR_TOKEN": value}, lambda _name: None).need("VENDOR_TOKEN")
    assert value not in str(caught.value)


def test_the_environment_comes_before_the_keyring() -> None:
    kept: dict[str, Any] = {"A": "from the ring", "B": "ring"}
    keys = Keys({"A": "shell\n"}, kept.get)
    assert (keys.need("A"), keys.need("B"), keys.find("C")) == ("shell", "ring", "")


class _Ring(KeyringBackend):
    """A keyring in memory; locked when it holds nothing."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if not self.kept:
            raise KeyringLocked("no")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def test_the_system_keyring_is_asked_under_the_programs_name() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(_Ring())
    try:
        assert system_keyring("INTERCOM_TOKEN") is None
        keyring.set_password("nrr", "INTERCOM_TOKEN", SECRET)
        assert system_keyring("INTERCOM_TOKEN") == SECRET
        assert system_keyring("HUBSPOT_TOKEN") is None
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://us-123.api.gong.io/", "https://us-123.api.gong.io"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1/base/", "http://localhost:1/base"),
        ("http://[::1]:5", "http://[::1]:5"),
    ],
)
def test_base_urls_that_are_fine(text: str, kept: str) -> None:
    assert base_url_of(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "ftp://x.example",
        "https://",
        "https://user@x.example",
        "https://x.example?a=b",
        "https://x.example#a",
        "https://x.example:99999",
        "javascript:alert(1)",
        "",
    ],
)
def test_base_urls_that_are_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        base_url_of(text)


@pytest.mark.parametrize("name", ["acme", "https://acme.zendesk.com", "acme.zendesk.com"])
def test_a_zendesk_subdomain_in_any_form(name: str) -> None:
    kept = {"ZENDESK_SUBDOMAIN": name, "ZENDESK_OAUTH_TOKEN": "t"}
    login = VENDORS["zendesk"].login(Keys(kept, lambda _name: None), "")
    assert login.base_url == "https://acme.zendesk.com"
    assert login.headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize("name", ["evil.example/", "a.b", "acme#", "acme@evil", "-acme", "évil"])
def test_a_subdomain_that_leads_elsewhere_is_refused(name: str) -> None:
    kept = {"ZENDESK_SUBDOMAIN": name, "ZENDESK_OAUTH_TOKEN": "t"}
    with pytest.raises(SettingsError, match="ZENDESK_SUBDOMAIN"):
        VENDORS["zendesk"].login(Keys(kept, lambda _name: None), "")


@pytest.mark.parametrize("name", [name for name in VENDORS if name != "zendesk"])
def test_the_usual_addresses_are_encrypted(name: str) -> None:
    kept = dict.fromkeys(
        ("INTERCOM_TOKEN", "HUBSPOT_TOKEN", "DELIGHTED_API_KEY", "GONG_ACCESS_KEY", "GONG_ACCESS_SECRET"), "t"
    )
    login = VENDORS[name].login(Keys(kept, lambda _name: None), "")
    assert login.base_url.startswith("https://api.")


def test_basic_is_as_its_standard_says() -> None:
    assert basic("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
