"""Pulls from Intercom, HubSpot, Delighted and Gong: all that changed, once, also when it changes meanwhile."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from foundation.errors import ModelError, SettingsError
from tests.end_to_end.pulling import NOW, Desk, content, desk, make_template
from tests.pull_servers import delighted, gong, hubspot, intercom
from tests.pull_servers.server import Reply, serving


@dataclass(frozen=True, slots=True)
class Case:
    """A vendor of several pages with so many items, its credentials, and how these are called."""

    name: str
    make: Callable[[], Any]
    environment: dict[str, str]
    items: int
    variable: str


CASES = (
    Case("intercom", intercom.FakeIntercom, intercom.ENVIRONMENT, 70, "INTERCOM_TOKEN"),
    Case("hubspot", hubspot.FakeHubSpot, hubspot.ENVIRONMENT, 250, "HUBSPOT_TOKEN"),
    Case("delighted", delighted.FakeDelighted, delighted.ENVIRONMENT, 230, "DELIGHTED_API_KEY"),
    Case("gong", gong.FakeGong, gong.ENVIRONMENT, 25, "GONG_ACCESS_KEY and GONG_ACCESS_SECRET"),
)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "w")


@pytest.fixture
def at(template: Path, tmp_path: Path) -> Callable[[dict[str, str]], Desk]:
    """Makes desks with credentials."""
    made: list[Desk] = []

    def make(environment: dict[str, str]) -> Desk:
        made.append(desk(template, tmp_path / f"w{len(made)}", environment))
        return made[-1]

    return make


At = Callable[[dict[str, str]], Desk]


def _items(own: Desk) -> list[tuple[object, ...]]:
    return content(own.workspace)["item"]


@each
def test_everything_comes_once_matched_and_clean(at: At, case: Case) -> None:
    own = at(case.environment)
    with serving(case.make()) as server:
        pulled = own.pull(case.name, server.url)
        again = own.pull(case.name, server.url, since=None)
    assert pulled.report.dropped == {}
    assert pulled.report.kept == case.items == len(_items(own))
    assert pulled.streams[0].complete
    assert (again.report.kept, again.report.updated) == (0, 0)
    accounts = {item[3] for item in _items(own)}
    assert {"A-0", "A-1", "A-2"} <= accounts
    for path in own.workspace.root.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert b"@private.example" not in held, path
        assert not any(value.encode() in held for value in case.environment.values()), path


@each
def test_a_broken_line_and_a_new_token_change_nothing(at: At, case: Case) -> None:
    quiet, own = at(case.environment), at(case.environment)
    with serving(case.make()) as server:
        quiet.pull(case.name, server.url)
        asked = len(server.asked)
    with serving(case.make()) as server:
        faults = (
            Reply(429, {}, {"Retry-After": "3"}),
            Reply(500, {}),
            Reply(200, {"a": []}, cut=True),
            Reply(200, raw=b'{"x": [1,'),
        )
        server.faults = {1 + 3 * index: fault for index, fault in enumerate(faults)}
        accepted = server.vendor.accepted

        def revoke(number: int) -> None:
            if number == asked + 2:
                server.vendor.accepted = set()

        server.before = revoke
        with pytest.raises(SettingsError, match=case.variable):
            own.pull(case.name, server.url)
        server.vendor.accepted = accepted
        own.pull(case.name, server.url)
    assert content(own.workspace) == content(quiet.workspace)


@each
def test_the_same_answer_for_ever_ends(at: At, case: Case) -> None:
    own = at(case.environment)
    with serving(case.make()) as server:
        first: dict[str, Reply] = {}

        def repeat(number: int) -> None:
            """From the second question of a kind on, the answer to the first."""
            question = server.asked[number - 1]
            if question.path in first:
                server.faults[number] = first[question.path]
            elif "/contacts/" not in question.path:
                first[question.path] = server.vendor.answer(question)

        server.before = repeat
        with contextlib.suppress(ModelError):
            own.pull(case.name, server.url)
        assert len(server.asked) < 2_000


@each
def test_a_missing_credential_is_named(at: At, case: Case) -> None:
    with pytest.raises(SettingsError, match=case.variable.split()[0]):
        at({}).pull(case.name, "http://127.0.0.1:9")


@pytest.mark.parametrize("together", [0, 30, 150])
def test_hubspot_tickets_that_changed_together_come_all(at: At, together: int) -> None:
    own = at(hubspot.ENVIRONMENT)
    with serving(hubspot.FakeHubSpot(count=250, together=together)) as server:
        own.pull("hubspot", server.url)
    assert len(_items(own)) == 250


def test_hubspot_never_asks_beyond_its_limit_of_results(at: At) -> None:
    own = at(hubspot.ENVIRONMENT)
    with serving(hubspot.FakeHubSpot(count=900, most=200)) as server:
        own.pull("hubspot", server.url)
    assert len(_items(own)) == 900


def test_a_hubspot_ticket_that_changes_meanwhile_hides_no_other(at: At) -> None:
    own = at(hubspot.ENVIRONMENT)
    vendor = hubspot.FakeHubSpot(count=250)
    with serving(vendor) as server:

        def touch(number: int) -> None:
            if number % 3 == 1:  # before each search
                vendor.changed[number] = hubspot.BEGIN + 60_000 * (1_000 + number)

        server.before = touch
        own.pull("hubspot", server.url)
    assert len(_items(own)) == 250


def test_hubspot_prefers_the_primary_company(at: At) -> None:
    own = at(hubspot.ENVIRONMENT)
    with serving(hubspot.FakeHubSpot(count=10)) as server:
        own.pull("hubspot", server.url)
    accounts = {str(item[2]): item[3] for item in _items(own)}
    assert (accounts["5"], accounts["7"]) == ("A-2", None)


@pytest.mark.parametrize("together", [0, 40, 180])
@pytest.mark.parametrize("sorts", [True, False])
def test_delighted_answers_come_all_in_any_order(at: At, together: int, sorts: bool) -> None:
    own = at(delighted.ENVIRONMENT)
    with serving(delighted.FakeDelighted(230, together, sorts=sorts)) as server:
        own.pull("delighted", server.url)
    assert len(_items(own)) == 230


def test_intercom_conversations_have_their_parts_and_deleted_ones_are_passed_over(at: At) -> None:
    own = at(intercom.ENVIRONMENT)
    vendor = intercom.FakeIntercom(60)
    vendor.gone = {"7", "u1"}
    with serving(vendor) as server:
        own.pull("intercom", server.url)
    assert len(_items(own)) == 59
    said = [str(part[5]) for part in content(own.workspace)["part"]]
    assert sum("It still fails" in text for text in said) == 59


def test_an_intercom_conversation_that_changes_later_is_read_again(at: At) -> None:
    own = at(intercom.ENVIRONMENT)
    vendor = intercom.FakeIntercom(60)
    with serving(vendor) as server:
        own.pull("intercom", server.url)
        vendor.conversations["3"] |= {"updated_at": intercom.BEGIN + 90_000, "state": "closed"}
        again = own.pull("intercom", server.url, since=None)
    assert again.report.updated == 1


def test_a_gong_transcript_that_comes_late_is_fetched_later(at: At) -> None:
    own = at(gong.ENVIRONMENT)
    vendor = gong.FakeGong(25, begin=int(NOW.timestamp()) - 30 * 3600)
    vendor.unready = {2, 20}
    with serving(vendor) as server:
        own.pull("gong", server.url)
        assert len(_items(own)) == 23
        vendor.unready = set()
        own.pull("gong", server.url, since=None)
    assert len(_items(own)) == 25


def test_no_gong_calls_are_no_error_but_a_wrong_address_is(at: At) -> None:
    own = at(gong.ENVIRONMENT)
    with serving(gong.FakeGong(0)) as server:
        assert own.pull("gong", server.url, since=NOW - timedelta(days=1)).report.read == 0
        with pytest.raises(ModelError, match="answered 404"):
            own.pull("gong", f"{server.url}/elsewhere", since=NOW - timedelta(days=2))
