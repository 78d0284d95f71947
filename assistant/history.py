"""The turns of a conversation so far, as they may go into its next question.

Keeps the rules that a history never speaks as the system or as a tool, that it stays short, and that a conversation
about one account carries nothing over from another's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.faults import names_account
from prompts.chat import Message, Role
from prompts.fencing import defused, fenced

_MOST_TURNS = 8
_LONGEST = 3000


def safe_history(said: Sequence[Message], foreign: Collection[str]) -> list[Message]:
    """The last turns of ``said`` by the user and the model, as text behind a fence for the user's."""
    kept: list[Message] = []
    for message in said:
        text = defused(message.text).strip()[:_LONGEST]
        if message.role not in (Role.USER, Role.ASSISTANT) or not text:
            continue
        if any(names_account(text, name) for name in foreign):
            continue
        shown = fenced("asked before", text) if message.role is Role.USER else text
        kept.append(Message(message.role, shown))
    return kept[-_MOST_TURNS:]
