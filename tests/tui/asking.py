"""A desk that answers from values, for the assistant's screen."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answer import Answer, Citation, Sentence, Support, UsedFigure
from assistant.events import AskEvent, ToolEnded, ToolStarted
from assistant.tools import Evidence
from foundation.model_settings import Reach
from foundation.months import Month
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import NAMES, make_view
from workspace.ask import AskRequest, Telling
from workspace.ask_room import AskModel, AskRoom
from workspace.asked import Turn

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MODEL = AskModel("test-model", "http://127.0.0.1:1/v1", Reach.MACHINE, False, True, 0.4, 20.0)


def make_room(model: AskModel | None = None, names: dict[str, str] | None = None) -> AskRoom:
    """Six accounts, two themes, two months."""
    known = NAMES if names is None else names
    return AskRoom(
        "Tallyfield",
        model,
        known,
        {"t1": "Export to CSV times out", "t2": "Login fails"},
        (Month(2026, 10), Month(2026, 9)),
        min(known.values(), key=str.casefold, default=""),
    )


def make_answer(
    said: str = "We cannot close the month.", text: str = "They say “We cannot close the month”."
) -> Answer:
    """A sentence with a source, one with a figure, and one statement that disagrees."""
    cited = Citation(1, Evidence("item0", "a0", NAMES["a0"], "2026-10-03", "ticket", said))
    against = Citation(2, Evidence("item1", "a1", NAMES["a1"], "2026-10-05", "nps", "It works for us."))
    return Answer(
        question="Why?",
        paragraphs=(
            (
                Sentence(text, (1,), Support.CITED),
                Sentence("ARR is $12,000 of 3 accounts.", (), Support.COMPUTED),
            ),
        ),
        citations=(cited,),
        figures=(
            UsedFigure("$12,000", 12000.0, "arr:a0@2026-10"),
            UsedFigure("3", 3.0, "list_accounts: total"),
        ),
        disagree=(against,),
        not_looked_at=("feedback before August 2026",),
    )


class AskingSample(SampleDesk):
    """Answers each question with ``answer``; waits for ``gate`` where one is set; raises ``error``."""

    def __init__(self, room: AskRoom | None = None, turns: Sequence[Turn] = ()) -> None:
        super().__init__({None: make_view()})
        self.room = room or make_room()
        self.turns = list(turns)
        self.answer = make_answer()
        self.events: tuple[AskEvent, ...] = (
            ToolStarted("search_feedback", '{"words": "export"}'),
            ToolEnded("search_feedback", 2),
        )
        self.requests: list[AskRequest] = []
        self.gate: threading.Event | None = None
        self.fault: Exception | None = None

    def ask_room(self) -> AskRoom:
        self._ask("room")
        return self.room

    def asked_turns(self) -> tuple[Turn, ...]:
        return tuple(self.turns)

    def ask(self, request: AskRequest, telling: Telling) -> Turn:
        self.requests.append(request)
        for event in self.events:
            telling.event(event)
        while self.gate is not None and not self.gate.wait(0.01):
            telling.go_on()
        if self.fault is not None:
            raise self.fault
        answer = replace(self.answer, question=request.text)
        turn = Turn(
            len(self.requests), AT, request.text, request.account, request.theme, request.month, answer
        )
        self.turns.insert(0, turn)
        return turn

    def delete_asked(self, number: int) -> None:
        self.turns = [one for one in self.turns if one.number != number]

    def keep_asked(self, turn: Turn) -> Turn:
        kept = replace(turn, number=90 + len(self.turns))
        self.turns.insert(0, kept)
        return kept
