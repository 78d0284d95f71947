"""The language model of a workspace, if it has one."""

from __future__ import annotations

from prompts.chat import ChatModel
from workspace.workspace import Workspace


def build_model(workspace: Workspace, budget: float | None = None) -> ChatModel | None:
    """The model that the settings name, None without one. ``budget``: US dollars that a command may spend."""
    del workspace, budget
    return None
