"""A whole conversation through the real client: tools called, results sent back, the answer checked."""

from __future__ import annotations

import json
from typing import Any

from assistant.checking import Checks
from assistant.events import Answered
from assistant.loop import Conversation, converse
from assistant.notebook import Notebook
from assistant.tools import Arguments, Evidence, Scope, Tool, Toolbox, ToolResult
from tests.assistant.asking import model_at
from tests.assistant.openai_server import Asked, Raw, Said, Step, refusal, serving

WORDS = "The export stops after 2,000 rows."
SENTENCE = "They say that “the export stops after 2,000 rows”."
ANSWER = json.dumps({"in_data": True, "paragraphs": [[{"text": SENTENCE, "cites": [1]}]]})


class _Search(Arguments):
    words: str


def _found(_arguments: Any, _scope: Scope) -> ToolResult:
    return ToolResult({"found": 1}, (Evidence("i1", "K", "Kestrel", "2026-10-01", "ticket", WORDS),))


async def _answer(url: str) -> Answered:
    toolbox = Toolbox([Tool("search_feedback", "Finds feedback.", _Search, _found)], Scope())
    inputs = {
        "company": "My company",
        "today": "2026-11-02",
        "scope": "All accounts.",
        "question": "What fails?",
    }
    checks = Checks(Notebook(), lambda _sentence, _texts: True)
    events = [event async for event in converse(Conversation(model_at(url), toolbox, inputs, checks))]
    last = events[-1]
    assert isinstance(last, Answered)
    return last


async def _answered(*script: Step) -> str:
    with serving(*script) as running:
        answer = (await _answer(running.url)).answer
        assert "2,000 rows" in str(running.bodies[-1]["messages"])
    assert [citation.evidence.text for citation in answer.citations] == [WORDS]
    assert answer.tokens > 0
    return answer.text


async def test_with_tools() -> None:
    text = await _answered(Said(calls=[("search_feedback", {"words": "fails"})]), Said(ANSWER))
    assert text == "They say that “the export stops after 2,000 rows” [1]."


async def test_without_tools_and_shapes() -> None:
    turns = iter([Said('{"tool": "search_feedback", "arguments": {"words": "fails"}}'), Said(ANSWER)])

    def step(asked: Asked) -> Said | Raw:
        for key in ("tools", "response_format", "stream"):
            if asked.body.get(key):
                return refusal(400, f"{key} is not supported by this server")
        return next(turns)

    assert "[1]" in await _answered(step)
