"""A pull from Zendesk: everything once, whatever the line does, and nothing of the token anywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from foundation.errors import ModelError, SettingsError, StoreError
from ingest.pulls.patience import Patience
from tests.end_to_end.pulling import NOW, SINCE, Desk, content, desk, make_template
from tests.pull_servers.server import Reply, serving
from tests.pull_servers.zendesk import BEGIN, EMAIL, ENVIRONMENT, TOKEN, FakeZendesk, authorization
from workspace.lock import hold
from workspace.pulling import states

_FIRST_TICKETS = 4  # request number: two pages of users, one of organizations, then tickets


Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "w")


@pytest.fixture(scope="module")
def quiet(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What a pull keeps that nothing disturbs."""
    own = desk(template, tmp_path_factory.mktemp("quiet") / "w", ENVIRONMENT)
    with serving(FakeZendesk()) as server:
        own.pull("zendesk", server.url)
    return content(own.workspace)


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Desk:
    return desk(template, tmp_path / "fresh", ENVIRONMENT)


def test_everything_comes_once_matched_and_clean(fresh: Desk) -> None:
    with serving(FakeZendesk(count=23)) as server:
        pulled = fresh.pull("zendesk", server.url)
    report = pulled.report
    assert (report.read, report.kept, report.unchanged, report.dropped) == (73, 69, 4, {})
    assert report.unmatched_accounts == 0
    assert [(one.name, one.pages, one.rows, one.complete) for one in pulled.streams] == [
        ("tickets", 5, 23, True),
        ("comments", 5, 46 + 4, True),  # by time, the last row of a page comes again
    ]
    held = content(fresh.workspace)
    assert len(held["item"]) == 23
    roles = [row[3] for row in held["part"]]
    assert (roles.count("customer"), roles.count("staff")) == (46, 23)
    text = "\n".join(str(row[5]) for row in held["part"])
    assert "@private.example" not in text
    assert "Holloway" not in text


def test_a_second_pull_goes_on_from_the_first(fresh: Desk) -> None:
    vendor = FakeZendesk(count=12)
    with serving(vendor) as server:
        fresh.pull("zendesk", server.url)
        vendor.__dict__.update(FakeZendesk(count=14).__dict__)
        again = fresh.pull("zendesk", server.url, since=None)
    assert again.report.kept == 2 + 4
    assert again.streams[0].rows == 2
    assert {state.complete for state in states(fresh.workspace)} == {True}


def test_an_earlier_start_begins_anew_and_repeats_nothing(fresh: Desk) -> None:
    with serving(FakeZendesk(count=12)) as server:
        fresh.pull("zendesk", server.url, since=BEGIN + timedelta(hours=6))
        some = len(content(fresh.workspace)["item"])
        earlier = fresh.pull("zendesk", server.url, since=SINCE)
        same = fresh.pull("zendesk", server.url, since=SINCE)
    assert 0 < some < 12
    assert earlier.streams[0].rows == 12
    assert len(content(fresh.workspace)["item"]) == 12
    assert same.streams[0].rows == 0


def test_without_a_start_or_a_state_the_command_asks_for_one(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server, pytest.raises(SettingsError, match="--since 2026-01-01"):
        fresh.pull("zendesk", server.url, since=None)
    assert server.asked == []


def test_another_site_never_goes_on_from_this_ones_cursor(fresh: Desk) -> None:
    with serving(FakeZendesk()) as first, serving(FakeZendesk()) as second:
        fresh.pull("zendesk", first.url)
        with pytest.raises(SettingsError, match="the last one was from 127"):
            fresh.pull("zendesk", second.url, since=None)
        assert fresh.pull("zendesk", second.url).streams[0].rows == 23


_PASSING = {
    "a rate limit in seconds": Reply(429, {}, {"Retry-After": "17"}),
    "a rate limit as a date": Reply(429, {}, {"Retry-After": "Mon, 02 Nov 2026 09:00:30 GMT"}),
    "a rate limit without a word": Reply(429, {}),
    "a server error": Reply(500, raw=b"<html>oops</html>"),
    "an outage": Reply(503, {}, {"Retry-After": "2"}),
    "a cut connection": Reply(200, {"tickets": []}, cut=True),
    "a truncated answer": Reply(200, raw=b'{"tickets": [{"id": 1, "subj'),
    "an error page that says 200": Reply(200, raw=b"<!doctype html><title>Maintenance</title>"),
    "a number that is not JSON": Reply(200, raw=b'{"tickets": [], "count": NaN}'),
}


@pytest.mark.parametrize("fault", _PASSING.values(), ids=_PASSING)
def test_a_passing_fault_changes_nothing(fresh: Desk, quiet: Content, fault: Reply) -> None:
    with serving(FakeZendesk()) as server:
        for number in (1, _FIRST_TICKETS, _FIRST_TICKETS + 2, _FIRST_TICKETS + 3, _FIRST_TICKETS + 9):
            server.faults[number] = fault
        fresh.pull("zendesk", server.url)
    assert content(fresh.workspace) == quiet


def test_what_the_vendor_asks_to_wait_is_waited(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        server.faults[2] = Reply(429, {}, {"Retry-After": "17"})
        server.faults[5] = Reply(429, {}, {"ratelimit-reset": "9"})
        server.faults[7] = Reply(429, {}, {"Retry-After": "Mon, 02 Nov 2026 09:01:00 GMT"})
        fresh.pull("zendesk", server.url)
    assert fresh.slept.naps == [17.0, 9.0, 60.0 - 26.0]
    assert any("waiting 17 s" in line for line in fresh.said)


def test_pauses_double_and_end(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        server.faults |= {number: Reply(500, {}) for number in range(1, 50)}
        with pytest.raises(ModelError, match="answered 500; asked 8 times") as caught:
            fresh.pull("zendesk", server.url)
    assert fresh.slept.naps == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]
    assert caught.value.retryable
    assert len(server.asked) == 8


def test_a_wait_of_hours_ends_at_once_and_says_so(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        server.faults[_FIRST_TICKETS + 1] = Reply(429, {}, {"Retry-After": "7200"})
        with pytest.raises(ModelError, match=r"asks to wait 7,200 s"):
            fresh.pull("zendesk", server.url)
        assert fresh.slept.naps == []
        assert len(content(fresh.workspace)["item"]) == 5
        fresh.pull("zendesk", server.url, since=None)
    assert len(content(fresh.workspace)["item"]) == 23


def test_pages_that_overlap_make_no_duplicates(fresh: Desk, quiet: Content) -> None:
    with serving(FakeZendesk(overlap=3)) as server:
        pulled = fresh.pull("zendesk", server.url)
    assert pulled.report.unchanged > 0
    assert content(fresh.workspace) == quiet


def test_a_changed_token_stops_cleanly_and_the_new_one_goes_on(fresh: Desk, quiet: Content) -> None:
    vendor = FakeZendesk()
    with serving(vendor) as server:

        def revoke(number: int) -> None:
            if number == _FIRST_TICKETS + 2:
                vendor.accepted = {authorization("another-token")}

        server.before = revoke
        with pytest.raises(SettingsError, match="ZENDESK_EMAIL and ZENDESK_API_TOKEN") as caught:
            fresh.pull("zendesk", server.url)
        assert "\n" not in str(caught.value)
        assert len(content(fresh.workspace)["item"]) == 10
        fresh.environment = {"ZENDESK_EMAIL": EMAIL, "ZENDESK_API_TOKEN": "another-token"}
        fresh.pull("zendesk", server.url)
    assert content(fresh.workspace) == quiet
    tickets = [question for question in server.asked if "tickets" in question.path]
    assert [question.query.get("cursor") for question in tickets] == [None, "c5", "c10", "c10", "c15", "c20"]


_LASTING = {
    "the same cursor for ever": Reply(200, {"tickets": [], "after_cursor": "c5", "end_of_stream": False}),
    "HTML for ever": Reply(200, raw=b"<html></html>"),
    "a list instead of an object": Reply(200, []),
    "no tickets in it": Reply(200, {"ticket": {}}),
    "a redirect elsewhere": Reply(302, {}, {"Location": "https://elsewhere.example/"}),
    "a redirect to itself": Reply(301, {}, {"Location": "/api/v2/incremental/tickets/cursor.json"}),
    "an unknown page": Reply(404, {"error": "x"}),
    "a bad request": Reply(400, {"error": "x"}),
    "cut for ever": Reply(200, {"tickets": []}, cut=True),
}


@pytest.mark.parametrize("fault", _LASTING.values(), ids=_LASTING)
def test_a_lasting_fault_ends_in_one_line_and_keeps_what_came(
    fresh: Desk, quiet: Content, fault: Reply
) -> None:
    with serving(FakeZendesk()) as server:
        server.faults |= dict.fromkeys(range(_FIRST_TICKETS + 2, 100), fault)
        with pytest.raises(ModelError) as caught:
            fresh.pull("zendesk", server.url)
        assert "\n" not in str(caught.value)
        assert len(content(fresh.workspace)["item"]) == 10
        server.faults.clear()
        fresh.pull("zendesk", server.url)
    assert content(fresh.workspace) == quiet


def test_cursors_that_lead_round_in_a_circle_end(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        for number in range(_FIRST_TICKETS, 100):
            value = {"tickets": [], "after_cursor": f"c{number % 3}", "end_of_stream": False}
            server.faults[number] = Reply(200, value)
        with pytest.raises(ModelError, match="leads back"):
            fresh.pull("zendesk", server.url)


def test_people_that_lead_round_in_a_circle_end(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        value = {"users": [], "after_cursor": "c1", "end_of_stream": False}
        server.faults |= {number: Reply(200, value) for number in range(1, 100)}
        with pytest.raises(ModelError, match="leads back"):
            fresh.pull("zendesk", server.url)


def test_an_old_cursor_that_is_refused_is_read_again_from_its_start(fresh: Desk, quiet: Content) -> None:
    with serving(FakeZendesk()) as server:
        server.faults |= {number: Reply(500, {}) for number in range(_FIRST_TICKETS + 2, 14)}
        with pytest.raises(ModelError):
            fresh.pull("zendesk", server.url)
        server.faults.clear()
        server.faults[len(server.asked) + _FIRST_TICKETS] = Reply(400, {"error": "InvalidCursor"})
        fresh.pull("zendesk", server.url)
    assert any("no longer knows" in line for line in fresh.said)
    assert content(fresh.workspace) == quiet


def test_an_answer_without_end_is_refused(fresh: Desk) -> None:
    fresh.patience = Patience(largest=200_000)
    with serving(FakeZendesk()) as server:
        bomb = {"tickets": [], "pad": " " * 5_000_000}
        server.faults[_FIRST_TICKETS] = Reply(200, bomb, packed=True)
        with pytest.raises(ModelError, match="sent more than"):
            fresh.pull("zendesk", server.url)


def test_a_dry_run_reads_a_page_of_each_and_writes_nothing(fresh: Desk) -> None:
    before = content(fresh.workspace)
    with serving(FakeZendesk()) as server:
        pulled = fresh.pull("zendesk", server.url, dry_run=True)
    assert [one.pages for one in pulled.streams] == [1, 1]
    assert pulled.report.kept > 0
    assert content(fresh.workspace) == before
    assert states(fresh.workspace) == []


def test_one_pull_of_a_vendor_at_a_time(fresh: Desk) -> None:
    path = fresh.workspace.store_path.with_name("pull-zendesk.lock")
    with serving(FakeZendesk()) as server, hold(path, "pull zendesk"):
        with pytest.raises(StoreError, match="another nrr process is writing \\(pull zendesk"):
            fresh.pull("zendesk", server.url)
        assert server.asked == []


def test_a_start_in_the_future_is_refused(fresh: Desk) -> None:
    with pytest.raises(SettingsError, match="future"):
        fresh.pull("zendesk", "https://x.example", since=NOW + timedelta(days=1))


def test_the_token_is_nowhere_in_store_or_words(fresh: Desk) -> None:
    with serving(FakeZendesk()) as server:
        fresh.pull("zendesk", server.url)
        server.vendor.accepted = set()
        with pytest.raises(SettingsError) as caught:
            fresh.pull("zendesk", server.url)
    words = "\n".join([*fresh.said, str(caught.value), repr(caught.value)])
    for secret in (TOKEN, authorization().removeprefix("Basic ")):
        assert secret not in words
        for path in fresh.workspace.root.rglob("*"):
            if path.is_file():
                assert secret.encode() not in path.read_bytes(), path
