"""Whatever value stands where another was promised, an import counts every record and never raises."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import NrrError
from tests.ingest.samples import feedback, ndjson, write
from workspace.formats import EXAMPLES

_EXAMPLES = (
    ("tickets", "zendesk_page_2.json"),
    ("tickets", "zendesk_tickets.ndjson"),
    ("tickets", "zendesk_comments.ndjson"),
    ("tickets", "zendesk_organizations.json"),
    ("tickets", "zendesk_users.json"),
    ("tickets", "intercom.json"),
    ("tickets", "freshdesk.json"),
    ("tickets", "hubspot.json"),
    ("tickets", "hubspot_ticket_companies.json"),
    ("nps", "delighted.json"),
    ("nps", "nps.jsonl"),
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["", "0", "deleted", "2026-13-45", "1e400", "\x00", "{}", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _loaded(name: str) -> object:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(("ndjson", "jsonl")):
        return [json.loads(line) for line in text.splitlines()]
    return json.loads(text)


def _paths(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The places of all values, the outermost too."""
    if path:
        yield path
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from _paths(child, (*path, key))


def _replaced(value: object, path: tuple[object, ...], new: object) -> object:
    changed = copy.deepcopy(value)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]  # type: ignore[index]
    inside[path[-1]] = new  # type: ignore[index]
    return changed


def _outcome(file: Path, kind: str) -> str:
    """The refusal's line, empty where the file was read; the balance is checked by ``feedback``."""
    try:
        feedback([file], kind)
    except NrrError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("kind", "name"), _EXAMPLES)
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
def test_any_value_may_stand_anywhere(tmp_path: Path, kind: str, name: str, data: st.DataObject) -> None:
    whole = _loaded(name)
    path = data.draw(st.sampled_from(list(_paths(whole))))
    changed = _replaced(whole, path, data.draw(_VALUES))
    lines = changed if isinstance(changed, list) and name.endswith(("ndjson", "jsonl")) else None
    file = write(tmp_path, "x.json", json.dumps(changed) if lines is None else ndjson(lines))
    assert "\n" not in _outcome(file, kind)


@pytest.mark.parametrize(("kind", "name"), _EXAMPLES)
def test_each_value_replaced_by_each_kind_of_value(tmp_path: Path, kind: str, name: str) -> None:
    whole = _loaded(name)
    others: tuple[object, ...] = (None, True, 10**40, -1.5, "x", [[]], [{}], {}, {"id": {}})
    for path in _paths(whole):
        for new in others:
            file = write(tmp_path, "x.json", json.dumps(_replaced(whole, path, new)))
            assert "\n" not in _outcome(file, kind)
