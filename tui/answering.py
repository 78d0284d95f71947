"""The one place that matches what an assistant tells to what the screen does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from assistant.events import AskEvent
    from tui.widgets.answer_page import AnswerPage


def tell(event: AskEvent, page: AnswerPage) -> str:
    """Show ``event`` on ``page``; returns what is being done now, in a few words."""
    from assistant.events import Answered, Repairing, ToolEnded, ToolStarted, Writing

    match event:
        case ToolStarted(name, asked):
            page.tool_started(name, asked)
            return "looking things up"
        case ToolEnded(_, found, problem):
            page.tool_ended(found, problem)
            return "reading what was found"
        case Writing(sentences, characters):
            page.writing(sentences, characters)
            return "writing the answer"
        case Repairing():
            page.mending()
            return "writing the answer again"
        case Answered():  # it comes back whole, and kept, from the question itself
            return "done"
    assert_never(event)
