"""What must hold of every pull: the line decides when a record comes, never which or how often."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from foundation.clock import FixedClock
from foundation.errors import ModelError
from tests.end_to_end.pulling import NOW, Desk, content, desk, make_template
from tests.pull_servers.server import Reply, Server, serving
from tests.pull_servers.zendesk import ENVIRONMENT, FakeZendesk
from workspace.importing import ImportRequest, import_files

_FAULTS = (
    Reply(429, {}, {"Retry-After": "17"}),
    Reply(429, {}, {"Retry-After": "7200"}),
    Reply(500, {}),
    Reply(503, {}),
    Reply(404, {}),
    Reply(302, {}, {"Location": "/"}),
    Reply(200, {"tickets": []}, cut=True),
    Reply(200, raw=b'{"tickets": [{"id": 1, "subj'),
    Reply(200, raw=b"<html></html>"),
    Reply(200, []),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "w")


def _pull_until_done(own: Desk, server: Server) -> None:
    """Pull again after every error."""
    for _ in range(200):
        try:
            own.pull("zendesk", server.url)
        except ModelError:
            continue
        return
    raise AssertionError("the pull never ends")


@pytest.mark.parametrize("seed", range(6))
def test_any_faults_in_any_order_end_in_the_same_store(template: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    quiet = desk(template, tmp_path / "quiet", ENVIRONMENT)
    own = desk(template, tmp_path / "own", ENVIRONMENT)
    with serving(FakeZendesk()) as server:
        quiet.pull("zendesk", server.url)
    with serving(FakeZendesk(size=rng.randint(2, 9), overlap=rng.randint(0, 1))) as server:
        server.faults = {
            number: rng.choice(_FAULTS) for number in range(1, 400) if rng.random() < (seed + 1) / 12
        }
        _pull_until_done(own, server)
    assert content(own.workspace) == content(quiet.workspace)


def test_a_pull_and_an_import_of_the_same_records_are_the_same(template: Path, tmp_path: Path) -> None:
    imported, pulled = (desk(template, tmp_path / name, ENVIRONMENT) for name in ("imported", "pulled"))
    vendor = FakeZendesk()
    comments = [
        {**child, "ticket_id": event["ticket_id"]}
        for event in vendor.events
        for child in event["child_events"]
        if child["event_type"] == "Comment"
    ]
    pages = {"tickets": vendor.tickets, "comments": comments, "users": vendor.users}
    files = []
    for name, rows in (pages | {"organizations": vendor.organizations}).items():
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps({name: rows}), encoding="utf-8")
    import_files(imported.workspace, ImportRequest("tickets", tuple(files)), FixedClock(NOW))
    with serving(vendor) as server:
        pulled.pull("zendesk", server.url)
        assert content(pulled.workspace) == content(imported.workspace)
        report = imported.pull("zendesk", server.url).report
    assert (report.kept, report.updated) == (0, 0)
