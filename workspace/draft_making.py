"""Use case: a composed draft on its way to the shelf: the model writes what it may, and it is kept.

Keeps the rule that a model that fails costs nobody the draft: the composed one is kept, and the failure is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import BudgetExceeded, ModelError, NrrError
from playbooks.styles import Style
from workspace.composing import PLAIN
from workspace.drafts import keep
from workspace.models import Around
from workspace.play_writing import WritingRequest, written_by_model

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from playbooks.drafting import PlayDraft
    from workspace.tools.session import Session


@dataclass(frozen=True, slots=True)
class MakingRequest:
    """``style`` as the draft was composed in; ``by_model``: the workspace's model writes where one is configured, for
    ``budget`` US dollars at most; ``kept``: the draft is kept, ``by`` whom."""

    style: Style = PLAIN
    by_model: bool = True
    budget: float | None = None
    kept: bool = True
    by: str = ""


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """``kept`` is None where it was not asked for; ``failed``: why the model wrote nothing of it, None where it did
    what it was asked for."""

    draft: PlayDraft
    kept: KeptDraft | None
    failed: NrrError | None


def make(
    session: Session,
    draft: PlayDraft,
    kind: str,
    request: MakingRequest,
    notice: Callable[[str], None] = lambda _line: None,
    around: Around | None = None,
) -> MadeDraft:
    """``draft`` in the model's words where it may, and kept as one of ``kind``. ``notice`` hears where words go."""
    failed: NrrError | None = None
    if request.by_model:
        try:
            wish = WritingRequest(request.style, request.budget)
            draft = written_by_model(session, draft, wish, notice, around)
        except (ModelError, BudgetExceeded) as error:
            failed = error
    kept = keep(session.workspace, draft, kind, request.by) if request.kept else None
    return MadeDraft(draft, kept, failed)
