"""Use case: a question asked and its answer kept, so that a person finds again what was asked and what stood in the
answer.

Keeps the rules that the question is redacted as feedback is, that what is kept goes with the words it may hold
(``workspace.store.asked_turns``), and that an answer is never lost because it could not be kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.answer import Answer
from foundation.errors import NrrError, SettingsError, StoreError
from foundation.months import Month
from foundation.text import safe_text
from workspace.ask import AskRequest, Telling, ask
from workspace.models import Around
from workspace.store import asked_turns, tables
from workspace.store.asked_turns import AskedRow
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer. ``account`` and ``theme`` are the ids that it was about alone. ``number`` is 0 where
    it could not be kept."""

    number: int
    at: datetime
    question: str
    account: str
    theme: str
    month: Month | None
    answer: Answer


def ask_and_keep(
    workspace: Workspace, request: AskRequest, telling: Telling | None = None, around: Around | None = None
) -> Turn:
    """The answered question, kept. Raises as ``ask`` does; where it cannot be kept, ``telling.notice`` says so."""
    telling, around = telling or Telling(), around or Around()
    return keep_or_tell(workspace, answered(workspace, request, telling, around), telling)


def answered(
    workspace: Workspace,
    request: AskRequest,
    telling: Telling,
    around: Around,
    session: Session | None = None,
) -> Turn:
    """The answered question, not yet kept; see ``ask``."""
    answer = ask(workspace, request, telling, around, session)
    telling.go_on()
    return Turn(0, around.clock.now(), request.text, request.account, request.theme, request.month, answer)


def keep_or_tell(workspace: Workspace, turn: Turn, telling: Telling) -> Turn:
    """``turn`` kept; as it is where it cannot be, which ``telling.notice`` hears."""
    try:
        return keep(workspace, turn)
    except StoreError as error:
        telling.notice(f"This answer could not be kept in the history: {error}")
        return turn


def turns(workspace: Workspace) -> tuple[Turn, ...]:
    """What was asked, the newest first. What an older program wrote and this one cannot read is left out."""
    with workspace.store().read() as connection:
        rows = asked_turns.all_turns(connection)
    read = (_turn_of(row) for row in rows)
    return tuple(turn for turn in read if turn is not None)


def asked_turn_of(workspace: Workspace, number: int) -> Turn:
    """One of them. Raises SettingsError where there is none of this number."""
    found = next((one for one in turns(workspace) if one.number == number), None)
    if found is None:
        raise SettingsError(f"there is no question #{number}", hint="`nrr asked` lists them.")
    return found


def forget_turns(workspace: Workspace, numbers: tuple[int, ...] | None = None) -> int:
    """Delete questions with their answers, by default all; returns how many."""
    with workspace.store().write("forget what was asked") as connection:
        return asked_turns.drop_turns(connection, numbers)


def keep(workspace: Workspace, turn: Turn) -> Turn:
    """``turn`` under the next number, with what is personal taken out of its question. Raises StoreError."""
    from pydantic import TypeAdapter

    from ingest.redaction import Redactor

    with workspace.store().write("keep a question and its answer") as connection:
        people = (str(row["name"]) for row in tables.rows(connection, "contacts") if row["name"])
        question = Redactor(people).redact(safe_text(turn.question)).text
        answer = replace(turn.answer, question=question)
        cited = {one.evidence.item for one in (*answer.citations, *answer.disagree)}
        row = AskedRow(
            0,
            turn.at,
            question,
            turn.account,
            turn.theme,
            str(turn.month) if turn.month else "",
            tuple(sorted(cited)),
            TypeAdapter(Answer).dump_json(answer).decode("utf-8"),
        )
        number = asked_turns.add_turn(connection, row)
    return replace(turn, number=number, question=question, answer=answer)


def _turn_of(row: AskedRow) -> Turn | None:
    from pydantic import TypeAdapter, ValidationError

    try:
        answer = TypeAdapter(Answer).validate_json(row.answer)
        month = Month.parse(row.month) if row.month else None
    except (ValidationError, NrrError):
        return None
    return Turn(row.number, row.at, row.question, row.account, row.theme, month, answer)
