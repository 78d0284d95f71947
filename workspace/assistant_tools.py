"""Use case: the read-only tools of an assistant over one workspace, for a model and for answers without one alike."""

from __future__ import annotations

from collections.abc import Callable

from assistant.events import AskEvent
from assistant.told_tools import ToldToolbox
from assistant.tools import Scope, Tool, Toolbox
from foundation.clock import Clock, SystemClock
from workspace.tools.account_facts import account_facts
from workspace.tools.account_lists import list_accounts
from workspace.tools.comparing import compare_months
from workspace.tools.drafts import draft_message, draft_playbook
from workspace.tools.feedback import search_feedback
from workspace.tools.plays_due import plays_due
from workspace.tools.promises_made import promises_made
from workspace.tools.revenue import revenue_metrics
from workspace.tools.session import Session
from workspace.tools.standing import churn, health
from workspace.tools.themes import list_themes, show_theme
from workspace.workspace import Workspace

_CLOCK = SystemClock()


def open_session(workspace: Workspace, clock: Clock = _CLOCK) -> Session:
    """What one conversation knows of ``workspace``; nothing is read yet."""
    return Session(workspace, clock)


def read_only_tools(session: Session) -> tuple[Tool, ...]:
    """The eleven tools; none writes, fetches or sends."""
    return (
        search_feedback(session),
        list_themes(session),
        show_theme(session),
        account_facts(session),
        list_accounts(session),
        revenue_metrics(session),
        health(session),
        churn(session),
        plays_due(session),
        promises_made(session),
        compare_months(session),
    )


def drafting_tools(session: Session) -> tuple[Tool, ...]:
    """The tools that make a draft of a play or of its messages; they write nothing down and send nothing."""
    return (draft_playbook(session), draft_message(session))


def assistant_toolbox(session: Session, scope: Scope | None = None) -> Toolbox:
    """The tools of one conversation: those that read, and those that draft."""
    return Toolbox(_all_tools(session), scope or Scope())


def told_toolbox(session: Session, scope: Scope, on_event: Callable[[AskEvent], None]) -> Toolbox:
    """The same tools, whose calls ``on_event`` hears."""
    return ToldToolbox(_all_tools(session), scope, on_event)


def _all_tools(session: Session) -> tuple[Tool, ...]:
    return (*read_only_tools(session), *drafting_tools(session))
