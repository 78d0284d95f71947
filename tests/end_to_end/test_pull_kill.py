"""A pull killed at any page goes on without loss or repeat; the command line speaks and keeps its secrets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran
from tests.end_to_end.pulling import Desk, content, desk, make_template
from tests.pull_servers.server import Question, Reply, Server, serving
from tests.pull_servers.zendesk import ENVIRONMENT, TOKEN, FakeZendesk, authorization

_FOREIGN = tuple(f"{name}_" for name in ("ZENDESK", "NRR"))


def _environment(url: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return own | ENVIRONMENT | {"NRR_ZENDESK_URL": url, "PYTHONPATH": str(ROOT)}


def _start(folder: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "pull", "zendesk", "--since", "2026-01-01", "--json", "-w", folder],
        cwd=ROOT,
        env=_environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _kill_at(server: Server, number: int, folder: Path, delay: float) -> None:
    """Start a pull and kill it ``delay`` seconds after it asked its ``number``th question."""
    reached, go = threading.Event(), threading.Event()
    first = len(server.asked)

    def hold(count: int) -> None:
        if count - first == number:
            reached.set()
            if not delay:
                go.wait(30)

    server.before = hold
    process = _start(folder, server.url)
    try:
        assert reached.wait(60), process.communicate(timeout=10)
        if delay:
            threading.Event().wait(delay)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        go.set()
        server.before = lambda _count: None


def test_killed_pulls_end_in_the_store_of_an_undisturbed_one(tmp_path: Path) -> None:
    template = make_template(tmp_path / "template")
    quiet = desk(template, tmp_path / "quiet", ENVIRONMENT)
    killed = desk(template, tmp_path / "killed", ENVIRONMENT)
    with serving(FakeZendesk(count=30)) as server:
        quiet.pull("zendesk", server.url)
        # the people come first (3 questions), so each run dies one or two pages on; the last two runs die
        # while they write
        for number, delay in ((2, 0.0), (5, 0.0), (5, 0.0), (6, 0.05), (4, 0.02), (6, 0.0), (5, 0.1)):
            _kill_at(server, number, tmp_path / "killed", delay)
        assert 0 < len(content(killed.workspace)["part"]) < len(content(quiet.workspace)["part"])
        process = _start(tmp_path / "killed", server.url)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert all(stream["complete"] for stream in json.loads(out)["streams"])
    assert content(killed.workspace) == content(quiet.workspace)
    for path in (tmp_path / "killed").rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert b"@private.example" not in held, path
        assert TOKEN.encode() not in held, path


@pytest.fixture
def pulled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return desk(make_template(tmp_path / "template"), tmp_path / "w", ENVIRONMENT)


def test_the_command_reports_like_an_import(nrr: Callable[..., Ran], pulled: Desk) -> None:
    root = pulled.workspace.root
    with serving(FakeZendesk()) as server:
        ran = nrr("pull", "zendesk", "--since", "2026-01-01", "--base-url", server.url, "-w", root)
        again = nrr("pull", "zendesk", "--base-url", server.url, "--json", "-w", root)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("tickets (zendesk json): 73 tickets and comments read, 69 kept")
    assert "zendesk tickets: 5 pages, 23 rows" in ran.err
    assert "redacted: " in ran.out
    assert again.json()["kept"] == 0
    assert again.json()["vendor"] == "zendesk"
    assert {stream["name"] for stream in again.json()["streams"]} == {"tickets", "comments"}
    status = nrr("pull", "status", "-w", root)
    assert "zendesk  tickets" in status.out
    assert "up to date then" in status.out
    listed = nrr("pull", "status", "--json", "-w", root).json()
    assert [(one["vendor"], one["stream"], one["complete"]) for one in listed] == [
        ("zendesk", "comments", True),
        ("zendesk", "tickets", True),
    ]


def test_one_stream_alone(nrr: Callable[..., Ran], pulled: Desk) -> None:
    root = pulled.workspace.root
    arguments = ("pull", "zendesk", "--since", "2026-01-01", "--json", "-w", root, "--streams")
    with serving(FakeZendesk()) as server:
        ran = nrr(*arguments, "tickets", "--base-url", server.url)
        wrong = nrr(*arguments, "macros", "--base-url", server.url)
    assert [stream["name"] for stream in ran.json()["streams"]] == ["tickets"]
    assert not any("ticket_events" in path for path in server.paths())
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "tickets, comments" in wrong.err


class _Echo(FakeZendesk):
    """Sends the credentials back in everything it says."""

    def answer(self, question: Question) -> Reply:
        return Reply(418, {"error": dict(question.headers)}, {"X-Echo": question.headers["authorization"]})


def test_no_word_of_the_command_holds_the_token(nrr: Callable[..., Ran], pulled: Desk) -> None:
    root = pulled.workspace.root
    arguments = ("pull", "zendesk", "--since", "2026-01-01", "-w", root, "--base-url")
    with serving(_Echo()) as server:
        echoed = nrr(*arguments, server.url)
        server.vendor.accepted = {"nobody"}
        refused = nrr(*arguments, server.url)
    assert (echoed.code, refused.code) == (4, 1)
    assert "answered 418" in echoed.err
    assert "ZENDESK_EMAIL and ZENDESK_API_TOKEN" in refused.err
    for ran in (echoed, refused):
        assert ran.err.count("\n") == 1
        for secret in (TOKEN, authorization().removeprefix("Basic ")):
            assert secret not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("zendesk", "--base-url", "http://acme.example"), "https only"),
        (("zendesk", "--base-url", "https://user:pw@acme.example"), "more than an address"),
        (("zendesk", "--base-url", "acme"), "no web address"),
        (("zendesk", "--base-url", "https://[::1"), "cannot be read"),
        (("zendesk",), "ZENDESK_SUBDOMAIN is not set"),
        (("oracle",), "zendesk, intercom, hubspot, delighted, gong"),
    ],
)
def test_a_wrong_command_is_one_line(
    nrr: Callable[..., Ran], pulled: Desk, arguments: tuple[str, ...], words: str
) -> None:
    ran = nrr("pull", *arguments, "--since", "2026-01-01", "-w", pulled.workspace.root)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert words in ran.err


def test_a_date_that_is_none_is_wrong_usage(nrr: Callable[..., Ran], pulled: Desk) -> None:
    ran = nrr("pull", "zendesk", "--since", "yesterday", "-w", pulled.workspace.root)
    assert ran.code == 2
    assert "YYYY-MM-DD" in ran.err
