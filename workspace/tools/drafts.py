"""The tools ``draft_playbook`` and ``draft_message``: a play drafted for one account from its brief's facts.

The draft goes to the person who asked; a model is told what it holds and cannot alter it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from assistant.tools import Arguments, Evidence, Scope, Tool, ToolResult
from foundation.errors import ToolFault
from playbooks.drafting import PlayDraft
from workspace.tools.scoping import one_account

if TYPE_CHECKING:
    from workspace.tools.session import Session
    from workspace.tools.values import Value


class DraftFor(Arguments):
    """For whom, and which play."""

    account: str | None = Field(default=None, description="The account: its id or name.")
    play: str | None = Field(
        default=None,
        description="The play's name, such as 'detractor follow-up'. Leave out for the one that is due.",
    )


def draft_playbook(session: Session) -> Tool:
    """The tool, for one conversation."""
    return Tool(
        "draft_playbook",
        "Drafts a play for one account: situation, goal, steps with days and owners, messages, asks, risks. The draft "
        "is shown to the user below your answer; say in a sentence what it is for, and do not repeat it. Nothing is "
        "sent.",
        DraftFor,
        lambda asked, scope: _drafted(session, asked, scope),
    )


def draft_message(session: Session) -> Tool:
    """The tool, for one conversation."""

    def run(asked: DraftFor, scope: Scope) -> ToolResult:
        found = _drafted(session, asked, scope)
        if found.draft is None:
            return found
        steps = tuple(one for one in found.draft.steps if one.body)
        draft = replace(found.draft, steps=steps, asks=(), risks=(), talk=(), questions=())
        return replace(found, data={**found.data, **_told(draft)}, draft=draft)

    return Tool(
        "draft_message",
        "Drafts the messages of a play for one account, such as a win-back or an answer to a detractor, without the "
        "rest of the play. The draft is shown to the user below your answer; do not repeat it. Nothing is sent.",
        DraftFor,
        run,
    )


def _drafted(session: Session, asked: DraftFor, scope: Scope) -> ToolResult:
    from workspace.play_drafts import drafted

    account = one_account(session, scope, asked.account)
    if not account:
        raise ToolFault("a draft is for one account", hint="Name the account.")
    draft = drafted(session, account, asked.play or "")
    named = {"account": account, "account_name": session.name(account)}
    if draft is None:
        return ToolResult(
            {**named, "note": "No play is due for it."},
            not_looked_at=("plays that nothing calls for: name one to draft it all the same",),
            empty=True,
        )
    return ToolResult({**named, **_told(draft)}, _words(draft), draft=draft)


def _told(draft: PlayDraft) -> Value:
    """What a model is told of the draft: none of its words to the customer."""
    return {
        "play": draft.play,
        "status": "draft, nothing is sent",
        "steps": len(draft.steps),
        "messages": sum(bool(one.body) for one in draft.steps),
        "first_day": draft.steps[0].day.isoformat() if draft.steps else None,
        "last_day": draft.steps[-1].day.isoformat() if draft.steps else None,
        "left_out_because_not_known": list(draft.unknown),
    }


def _words(draft: PlayDraft) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(one.item, draft.account, draft.name, one.day.isoformat(), one.source, one.text)
        for one in draft.quotes
    )
