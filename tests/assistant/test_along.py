"""What is shown of an answer while it is written has passed its checks, and nothing else is shown."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from assistant.along import Along
from assistant.answer import Sentence
from assistant.checking import Checks
from assistant.events import Answered, Writing
from assistant.notebook import Notebook
from assistant.relatedness import Relatedness
from assistant.tools import ToolResult
from tests.assistant.scripted import EVIDENCE, LOOK, conversation, events_of, says
from tests.assistant.test_loop import assert_shown_is_backed

_GOOD = "Kestrel Robotics says “We cannot close the month”."
_FALSE = "NRR was 140 %."


def _checks() -> Checks:
    notebook = Notebook()
    notebook.take("search_feedback", ToolResult({}, EVIDENCE[:2]))
    return Checks(notebook, Relatedness())


def _answer(*texts: str) -> str:
    return json.dumps({"in_data": True, "paragraphs": [[{"text": text, "cites": [1]} for text in texts]]})


def _shown(pieces: list[str]) -> tuple[Sentence, ...]:
    along = Along(_checks())
    last: tuple[Sentence, ...] = ()
    for piece in pieces:
        told = along.heard(piece)
        last = told.sentences if told else last
    return last


async def test_sentences_come_one_by_one_before_the_answer() -> None:
    held, _model = conversation(
        [LOOK, says((_GOOD, [1]), (_FALSE, []), (_GOOD.replace("says", "writes"), [1]))]
    )
    events = await events_of(held)
    written = [one for one in events if isinstance(one, Writing)]
    assert [len(one.sentences) for one in written if one.sentences][:1] == [1]
    assert all(_FALSE not in sentence.text for one in written for sentence in one.sentences)
    assert isinstance(events[-1], Answered)
    assert_shown_is_backed(events[-1].answer)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_however_it_is_cut_the_same_sentences_are_shown(sizes: list[int]) -> None:
    text, pieces = _answer(_GOOD, _FALSE, "Exports fail."), []
    for size in sizes:
        pieces.append(text[:size])
        text = text[size:]
    assert [one.text for one in _shown([*pieces, text])] == [_GOOD, "Exports fail."]


def test_an_attempt_that_begins_anew_takes_the_place_of_the_one_before() -> None:
    cut = _answer(_GOOD, "Exports fail.")[:-30]
    assert [one.text for one in _shown([cut, _answer("Exports fail.")])] == ["Exports fail."]


@given(st.text(max_size=400))
def test_whatever_comes_nothing_unbacked_is_shown(text: str) -> None:
    shown = _shown([text, _answer(_FALSE), text])
    assert all("140" not in one.text for one in shown)
