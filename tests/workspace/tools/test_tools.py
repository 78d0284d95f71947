"""The ten tools over a real store: what they return, what they refuse, and that one account's talk stays its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.tools import Scope, Toolbox, ToolResult
from foundation.errors import NrrError, SettingsError, ToolFault
from prompts.chat import ToolCall
from workspace.assistant_tools import assistant_toolbox, open_session
from workspace.explain import explain
from workspace.tools.session import Session
from workspace.workspace import open_workspace

_OTHERS = ("Birch", "Cedar", "Dogwood", "Elder", "Gorse", "B1", "C1", "D1", "E1", "G1")
_CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search_feedback", {"words": "export of reports fails"}),
    ("search_feedback", {"words": "login page password"}),
    ("list_themes", {}),
    ("show_theme", {"theme": "export"}),
    ("account_facts", {"account": "A1"}),
    ("list_accounts", {}),
    ("revenue_metrics", {}),
    ("revenue_metrics", {"by": "segment"}),
    ("health", {}),
    ("churn", {}),
    ("plays_due", {}),
    ("promises_made", {}),
    ("compare_months", {"before": "2026-09", "after": "2026-10"}),
)


@pytest.fixture(scope="module")
def session(asked_world: Path) -> Session:
    return open_session(open_workspace(asked_world))


def call(box: Toolbox, name: str, **arguments: object) -> ToolResult:
    return box.call(ToolCall("1", name, json.dumps(arguments)))


def figures(value: Any) -> Iterator[tuple[str, float, str]]:
    if isinstance(value, dict):
        if "figure" in value:
            yield value["figure"], value["value"], value["unit"]
        for held in value.values():
            yield from figures(held)
    elif isinstance(value, list):
        for held in value:
            yield from figures(held)


@pytest.mark.parametrize(("name", "arguments"), _CALLS)
def test_what_a_tool_returns_is_json_and_its_words_are_stored_ones(
    session: Session, name: str, arguments: dict[str, Any]
) -> None:
    result = call(assistant_toolbox(session), name, **arguments)
    assert json.loads(json.dumps(result.data)) == dict(result.data)
    stored = {(one.item_id, one.text) for one in session.statements()}
    assert {(one.item, one.text) for one in (*result.evidence, *result.disagree)} <= stored


@pytest.mark.parametrize(("name", "arguments"), _CALLS)
def test_every_figure_is_what_explain_computes(
    session: Session, name: str, arguments: dict[str, Any]
) -> None:
    found = list(figures(dict(call(assistant_toolbox(session), name, **arguments).data)))
    for figure, value, _unit in found[:12]:
        assert explain(session.workspace, figure).explanation.value == pytest.approx(value, abs=0.06), figure


@pytest.mark.parametrize(("name", "arguments"), _CALLS)
def test_with_a_scope_no_other_account_is_named(
    session: Session, name: str, arguments: dict[str, Any]
) -> None:
    box = assistant_toolbox(session, Scope(account="A1"))
    try:
        result = call(box, name, **arguments)
    except NrrError as error:
        refused: NrrError | None = error
        result = ToolResult({})
    else:
        refused = None
    assert not any(other in str(refused) for other in _OTHERS)
    told = json.dumps(result.data) + " ".join(result.not_looked_at)
    assert not any(f'"{other}"' in told or f"{other} " in told for other in _OTHERS)
    assert {one.account for one in (*result.evidence, *result.disagree)} <= {"A1"}


@pytest.mark.parametrize("other", ["Birch Labs", "B1", "Nobody Ltd", "birch labs"])
@pytest.mark.parametrize(
    "name", ["account_facts", "health", "churn", "plays_due", "list_themes", "compare_months"]
)
def test_another_account_is_refused_as_if_it_did_not_exist(session: Session, name: str, other: str) -> None:
    box = assistant_toolbox(session, Scope(account="A1"))
    with pytest.raises(ToolFault) as refused:
        call(box, name, account=other)
    assert str(refused.value) == (
        "this conversation is about Alder Works alone. Nothing is said of any other account."
    )


def test_its_own_name_is_no_other_account(session: Session) -> None:
    box = assistant_toolbox(session, Scope(account="A1"))
    assert call(box, "account_facts", account="alder works").data["account"] == "A1"


def test_lists_of_accounts_are_refused_in_a_scope(session: Session) -> None:
    with pytest.raises(ToolFault, match="alone"):
        call(assistant_toolbox(session, Scope(account="A1")), "list_accounts")


def test_an_unknown_account_gets_near_names(session: Session) -> None:
    with pytest.raises(SettingsError, match=r"Did you mean: Alder Works \(A1\)"):
        call(assistant_toolbox(session), "account_facts", account="Alder Work")


def test_a_matter_that_nobody_speaks_of_is_empty(session: Session) -> None:
    result = call(assistant_toolbox(session), "search_feedback", words="blockchain")
    assert result.empty
    assert result.evidence == ()
    assert result.data["statements"] == 0


def test_what_speaks_against_complaints_is_praise_of_the_same_matter(session: Session) -> None:
    result = call(assistant_toolbox(session), "search_feedback", words="export of reports")
    assert result.data["kinds"].get("complaint", 0) > 0
    praise = [
        one for one in (*result.evidence, *result.disagree) if one.account == "B1" and "love" in one.text
    ]
    assert praise


def test_what_was_left_out_is_said(session: Session) -> None:
    result = call(assistant_toolbox(session), "search_feedback", words="login page password", limit=1)
    assert any("calls: none were imported" in one for one in result.not_looked_at)
    assert any("more statements" in one for one in result.not_looked_at)
    assert any("not heard from" in one for one in result.not_looked_at)


def test_an_account_that_left_has_no_health_and_says_when(session: Session) -> None:
    with pytest.raises(SettingsError, match="it left on 2026-09-01"):
        call(assistant_toolbox(session), "health", account="G1")


def test_who_left_is_listed_with_what_was_paid(session: Session) -> None:
    data = call(assistant_toolbox(session), "list_accounts", left=True).data
    assert [one["account"] for one in data["accounts"]] == ["G1"]
    assert data["accounts"][0]["arr_before"] == {"value": 3000.0, "unit": "USD"}


def test_a_month_that_the_data_does_not_reach_is_refused(session: Session) -> None:
    with pytest.raises(SettingsError, match="2031-01 is not in the data"):
        call(assistant_toolbox(session), "revenue_metrics", month="2031-01")


def test_an_unknown_segment_names_those_that_there_are(session: Session) -> None:
    with pytest.raises(SettingsError, match=r"enterprise, smb"):
        call(assistant_toolbox(session), "list_accounts", segment="galactic")


def test_renewals_within_a_window_come_soonest_first(session: Session) -> None:
    data = call(assistant_toolbox(session), "list_accounts", sort="renewal", renewing_within=90).data
    assert [one["account"] for one in data["accounts"]] == ["C1", "A1", "E1"]


def test_contacts_are_counted_and_never_named(session: Session) -> None:
    data = call(assistant_toolbox(session), "account_facts", account="A1").data
    assert data["contacts"]["known"] == 1
    assert "Ann" not in json.dumps(data)
