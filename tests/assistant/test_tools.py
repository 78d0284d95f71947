"""A tool runs only on arguments that fit, and hands back nothing of an account that is not asked about."""

from __future__ import annotations

import pytest

from assistant.tools import Arguments, Scope, Tool, Toolbox, ToolResult
from foundation.errors import EvidenceError, ToolFault
from prompts.chat import ToolCall
from tests.assistant.scripted import BOREALIS, EVIDENCE, FACTS, KESTREL, NAMES, Book, Nothing, Search


def _call(name: str, written: str, box: Toolbox | None = None) -> ToolResult:
    return (box or Toolbox(Book().tools(), Scope())).call(ToolCall("a", name, written))


@pytest.mark.parametrize(
    "written",
    ["[1]", "null", "{", "[" * 5000, '{"query": 3}', '{"query": "a", "x": 1}', '{"query": NaN}',
     '{"query": "%s"}' % ("x" * 2000),
     '{"query": "a"}' + " " * 30_000],
)  # fmt: skip
def test_arguments_that_do_not_fit_are_refused_in_one_line(written: str) -> None:
    with pytest.raises(ToolFault) as fault:
        _call("search_feedback", written)
    assert "\n" not in str(fault.value)
    assert len(str(fault.value)) < 500


def test_an_unknown_tool_is_named_with_those_that_there_are() -> None:
    with pytest.raises(ToolFault, match="list_themes"):
        _call("send\x1b[2J_email", "{}")


def test_strings_in_arguments_are_made_safe() -> None:
    heard: list[str] = []

    def run(asked: Search, scope: Scope) -> ToolResult:
        heard.append(asked.query)
        return ToolResult({})

    box = Toolbox([Tool("t", "", Search, run)], Scope())
    _call("t", '{"query": "a\\u001b[2Jb\\u202e"}', box)
    assert heard == ["ab"]


@pytest.mark.parametrize(
    "result",
    [
        ToolResult({}, EVIDENCE),
        ToolResult({}, EVIDENCE[:1], EVIDENCE[3:]),
        ToolResult(FACTS[BOREALIS]),
        ToolResult({"rows": [{"account": NAMES[BOREALIS], "arr": 1}]}),
        ToolResult({"rows": [{"account_id": BOREALIS}]}),
    ],
)
def test_a_leaking_tool_is_stopped(result: ToolResult) -> None:
    def leaks(asked: Arguments, scope: Scope) -> ToolResult:
        return result

    box = Toolbox([Tool("t", "", Nothing, leaks)], Scope(KESTREL, account_name=NAMES[KESTREL]))
    with pytest.raises(EvidenceError) as error:
        _call("t", "{}", box)
    assert "Borealis" not in str(error.value)


def test_another_id_is_foreign_even_where_the_scope_has_no_name() -> None:
    box = Toolbox(
        [Tool("t", "", Nothing, lambda asked, scope: ToolResult({"account_id": BOREALIS}))], Scope(KESTREL)
    )
    with pytest.raises(EvidenceError):
        _call("t", "{}", box)


def test_what_is_of_the_account_passes() -> None:
    box = Toolbox(Book().tools(), Scope(KESTREL, account_name=NAMES[KESTREL]))
    assert _call("account_facts", "{}", box).data["account"] == NAMES[KESTREL]
