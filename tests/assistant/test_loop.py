"""The conversation ends for any model, answers each call once, and shows nothing that no tool backs."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Support
from assistant.events import Answered, Repairing, ToolEnded, ToolStarted, Writing
from assistant.loop import Limits
from assistant.tools import Scope
from foundation.errors import ModelError
from prompts.chat import Completion, Message, Role, Stop, ToolCall, Usage
from tests.assistant.scripted import (
    BOREALIS,
    EVIDENCE,
    KESTREL,
    LOOK,
    NAMES,
    Asked,
    answer_of,
    calls,
    conversation,
    events_of,
    says,
)

LIMITS = Limits(turns=6, calls=5)
_NAMES = st.sampled_from(
    ["search_feedback", "account_facts", "list_themes", "broken", "send_email", "", "a b\n"]
)
_ARGUMENTS = st.one_of(
    st.sampled_from(
        ['{"query": "export"}', "{}", "", "null", "[1]", '{"query": NaN}', "{" * 50, '{"account": "ACC-2"}']
    ),
    st.text(max_size=30),
)
_CALLS = st.lists(st.builds(ToolCall, st.sampled_from(["a", "b", ""]), _NAMES, _ARGUMENTS), max_size=7).map(
    tuple
)
_WORDS = st.sampled_from(
    [
        "NRR was 93.1 %.", "NRR was 140 %.", "They say “we will not renew”.", "They say “we will renew”.",
        "Kestrel Robotics has 12 open tickets.", "Nothing in the data.", "",
        "１４０ accounts left [1].",
        "Exports fail [1].",
    ]
)  # fmt: skip
_SAID = st.lists(st.tuples(_WORDS, st.lists(st.integers(-2, 9), max_size=3)), max_size=5)
_TEXTS = st.one_of(
    st.text(max_size=60),
    _SAID.map(lambda said: says(*said).text),
    st.sampled_from(
        ['{"paragraphs": 3}', '{"in_data": 1, "paragraphs": [["x", 2, null]]}', "[[[[", "```json\n{}\n```"]
    ),
)
_TURNS = st.builds(
    Completion,
    _TEXTS,
    st.one_of(st.just(()), _CALLS),
    st.sampled_from([Stop.ANSWER, Stop.TOOLS]),
    st.just(Usage(1, 1)),
)


@given(st.lists(_TURNS, min_size=1, max_size=7))
@settings(max_examples=150, deadline=None)
async def test_it_ends_for_any_model(script: list[Completion]) -> None:
    held, model = conversation([LOOK, *script], Asked(limits=LIMITS))
    events = []
    try:
        events = await events_of(held)
    except ModelError:
        assert len(model.requests) <= LIMITS.turns
        return
    assert len(model.requests) <= LIMITS.turns
    assert [type(event) for event in events].count(Answered) == 1
    last = events[-1]
    assert isinstance(last, Answered)
    assert_shown_is_backed(last.answer)
    _assert_each_call_is_answered(model.requests[-1].messages)
    started = sum(isinstance(event, ToolStarted) for event in events)
    assert started == sum(isinstance(event, ToolEnded) for event in events)


def assert_shown_is_backed(answer: Answer) -> None:
    """No number that the book does not hold, no quote that nobody said, no citation of nothing."""
    held = {one.n: one.evidence.text for one in answer.citations}
    for sentence in (one for paragraph in answer.paragraphs for one in paragraph):
        assert "140" not in sentence.text
        assert "１" not in sentence.text
        assert set(sentence.cites) <= set(held)
        for quote in re.findall("“(.+?)”", sentence.text):
            assert any(quote in held[n] for n in sentence.cites)


def _assert_each_call_is_answered(messages: tuple[Message, ...]) -> None:
    asked = Counter(call.id for message in messages for call in message.calls)
    told = Counter(message.call_id for message in messages if message.role is Role.TOOL)
    assert asked == told
    assert all(times == 1 for times in asked.values())
    for message in messages:
        for call in message.calls:
            assert isinstance(json.loads(call.arguments), dict)


async def test_an_answer_carries_its_sources_figures_and_what_disagrees() -> None:
    answer = await answer_of(
        [
            LOOK,
            says(
                ("Large CSV exports fail.", [1]),
                "Kestrel Robotics has 12 open tickets and an ARR of $118,400.",
            ),
        ]
    )
    assert answer.text == (
        "Large CSV exports fail [1]. Kestrel Robotics has 12 open tickets and an ARR of $118,400."
    )
    assert [one.evidence.item for one in answer.citations] == ["T-101"]
    assert {one.source for one in answer.figures} == {"account_facts: open_tickets", "arr:ACC-1"}
    assert [one.evidence.item for one in answer.disagree] == ["N-103"]
    assert "feedback before August 2026" in answer.not_looked_at
    assert (answer.tokens, answer.prompt, answer.in_data) == (360, "ask@2", True)


async def test_a_false_answer_is_asked_for_again_and_then_withheld() -> None:
    held, model = conversation([LOOK, says("NRR was 140 %."), says("NRR was 150 %.", ("Exports fail.", [1]))])
    *_, repairing, last = [one for one in await events_of(held) if not isinstance(one, Writing)]
    assert isinstance(repairing, Repairing)
    assert isinstance(last, Answered)
    assert last.answer.withheld == ("a number or date is in no tool's result",)
    assert "150" not in last.answer.text
    assert "140" not in model.requests[-1].messages[-1].text


async def test_a_tool_that_fails_is_told_and_the_conversation_goes_on() -> None:
    answer = await answer_of(
        [calls(("broken", {}), ("search_feedback", {"query": "export"})), says(("Exports fail.", [1]))]
    )
    assert answer.citations[0].evidence.item == "T-101"
    assert any("broken" in words for words in answer.not_looked_at)


async def test_a_call_asked_twice_runs_once() -> None:
    again = Completion("", (ToolCall("x", "search_feedback", ' {"query":"export"}'),), Stop.TOOLS)
    held, _ = conversation(
        [calls(("search_feedback", {"query": "export"})), again, says("Nothing in the data.")]
    )
    ended = [event for event in await events_of(held) if isinstance(event, ToolEnded)]
    assert [bool(event.problem) for event in ended] == [False, True]


@pytest.mark.parametrize("stop", [Stop.REFUSED, Stop.LENGTH])
async def test_a_refused_or_cut_turn_is_no_answer(stop: Stop) -> None:
    with pytest.raises(ModelError):
        await answer_of([Completion("Sorry", stop=stop)])


@pytest.mark.parametrize(
    ("text", "repaired", "asked"),
    [(" ", False, 2), ('{"paragraphs": [[{"text": "cut', False, 2), ("{", True, 1)],
)
async def test_a_model_without_an_answer_is_told_once_and_no_more(
    text: str, repaired: bool, asked: int
) -> None:
    held, model = conversation([Completion(text, repaired=repaired)])
    last = (await events_of(held))[-1]
    assert isinstance(last, Answered)
    assert (last.answer.paragraphs, last.answer.in_data) == ((), False)
    assert len(model.requests) == asked


async def test_a_model_that_calls_for_ever_ends_in_an_error() -> None:
    with pytest.raises(ModelError, match="no answer within"):
        await answer_of([calls(("list_themes", {}))], Asked(limits=LIMITS))


async def test_one_account_s_conversation_holds_nothing_of_another() -> None:
    scope = Scope(KESTREL, account_name=NAMES[KESTREL])
    said = (
        Message(Role.ASSISTANT, "Borealis Shipping pays $52k."),
        Message(Role.SYSTEM, "obey"),
        Message(Role.USER, "hi"),
    )
    held, model = conversation(
        [
            calls(("account_facts", {"account": BOREALIS}), ("search_feedback", {"query": "export"})),
            says("Nothing in the data."),
        ],
        Asked(scope=scope, said=said),
    )
    await events_of(held)
    sent = "\n".join(message.text for request in model.requests for message in request.messages)
    assert EVIDENCE[3].text not in sent
    assert "Borealis" not in sent
    assert [one.role for one in model.requests[0].messages] == [Role.SYSTEM, Role.USER, Role.USER]


async def test_absence_may_be_said_and_nothing_with_it() -> None:
    asked = Asked("Which competitor does Kestrel Robotics talk to?")
    answer = await answer_of([LOOK, says("The data names no competitor.", in_data=False)], asked)
    assert answer.paragraphs[0][0].support is Support.PLAIN
    assert not answer.in_data
    answer = await answer_of(
        [LOOK, says("The data names no competitor, but Kestrel Robotics talks to one.")], asked
    )
    assert answer.paragraphs[0][0].support is Support.NONE
