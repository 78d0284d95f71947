"""Plays, drafts and what is beside them: what is due, who may be won back, promises, and notes that close the loop.

All is answered from a session that lasts as long as what it was read from stands still; each approval and export
makes every check anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from foundation.progress import Progress
    from playbooks.account_brief import AccountBrief
    from playbooks.draft_life import KeptDraft
    from playbooks.drafting import PlayDraft
    from playbooks.guardrails.findings import Finding
    from playbooks.promises.standing import Says
    from playbooks.styles import Style
    from workspace.draft_exports import Exported, ExportRequest
    from workspace.draft_making import MadeDraft
    from workspace.drafts import OutcomeRequest
    from workspace.loop import LoopBoard
    from workspace.play_board import DueBoard
    from workspace.play_outcomes import OutcomesView
    from workspace.promises import Ledger, LedgerLine
    from workspace.tools.session import Session
    from workspace.winback import WinBackBoard


@dataclass(frozen=True, slots=True)
class DraftWish:
    """Which draft: of ``play`` (empty: the campaign to win back, or with ``theme`` the note on it) for ``account``;
    ``by_model`` only where a model is configured."""

    account: str
    style: Style
    play: str = ""
    theme: str = ""
    by_model: bool = True


@dataclass(frozen=True, slots=True)
class DraftGround:
    """What a draft stands on: the brief that it was made of, as it is known now, and what stands against it."""

    brief: AccountBrief
    findings: tuple[Finding, ...]


class PlaysDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def due_and_held(self) -> tuple[DueBoard, DueBoard]:
        """What is due, and what waits."""
        from workspace.play_board import DueQuery, board_of

        with self.lasting.use() as session:
            return board_of(session, DueQuery()), board_of(session, DueQuery(held=True))

    def drafts(self) -> tuple[KeptDraft, ...]:
        """Every draft that was kept, the newest first."""
        from workspace.drafts import list_drafts

        return list_drafts(self.opened())

    def effects(self) -> OutcomesView:
        """What each kind of play did."""
        from workspace.play_outcomes import outcomes_of

        with self.lasting.use() as session:
            return outcomes_of(session)

    def winback(self) -> WinBackBoard:
        """Who left, and who of them may be asked back."""
        from workspace.winback import winback

        with self.lasting.use() as session:
            return winback(session)

    def promises(self) -> Ledger:
        """What our staff promised with a time, and how it stands."""
        with self.lasting.use() as session:
            return session.promises

    def mark_promise(self, promise: str, says: Says) -> LedgerLine:
        """Note the user's word on a promise."""
        from workspace.promises import mark

        return mark(self.opened(), promise, says, self.user())

    def loop(self) -> LoopBoard:
        """The themes that were mended, who raised them, and who was told."""
        from workspace.loop import loop

        with self.lasting.use() as session:
            return loop(session)

    def user(self) -> str:
        """Who does what is done here."""
        from workspace.whoami import signed

        return signed()

    def today(self) -> date:
        """The day on which something is noted as done."""
        return self.clock.now().date()

    def model_name(self) -> str:
        """The model that would write; empty where none is configured."""
        settings = self.opened().settings.model
        return settings.name if settings.base_url.strip() and settings.name.strip() else ""

    def make_draft(
        self, wish: DraftWish, progress: Progress, notice: Callable[[str], None] = lambda _line: None
    ) -> MadeDraft:
        """Compose the draft, let the model write what it may, and keep it."""
        from workspace.draft_making import MakingRequest, make

        progress("reading what is known of the account", 0, None)
        with self.lasting.use() as session:
            draft, kind = _composed(session, wish)
            progress("writing the draft", 0, None)
            with self.lasting.unmoved():
                return make(session, draft, kind, MakingRequest(wish.style, wish.by_model), notice)

    def draft(self, draft_id: str) -> tuple[KeptDraft, tuple[PlayDraft, ...]]:
        """A draft and all its versions."""
        from workspace.drafts import versions

        return versions(self.opened(), draft_id)

    def ground(self, kept: KeptDraft) -> DraftGround:
        """What a draft stands on."""
        from workspace.draft_checks import brief_behind
        from workspace.draft_refusals import findings_on

        with self.lasting.use() as session:
            return DraftGround(brief_behind(session, kept.draft), findings_on(session, kept))

    def edit_draft(self, draft_id: str, texts: Mapping[str, str]) -> KeptDraft:
        """Say parts of a draft otherwise: a new version."""
        from workspace.drafts import edit

        with self.lasting.unmoved():
            return edit(self.opened(), draft_id, texts)

    def put_back_draft(self, draft_id: str, version: int) -> KeptDraft:
        """A draft in the words of an earlier version, as a new one."""
        from workspace.drafts import put_back

        with self.lasting.unmoved():
            return put_back(self.opened(), draft_id, version)

    def approve_draft(self, draft_id: str) -> KeptDraft:
        """A draft approved by the user. Raises DraftRefused with every finding."""
        from workspace.drafts import approve

        with self.lasting.use() as session, self.lasting.unmoved():
            return approve(session.workspace, draft_id, session=session)

    def reject_draft(self, draft_id: str, why: str) -> KeptDraft:
        """A draft that is not to be used."""
        from workspace.drafts import reject

        with self.lasting.unmoved():
            return reject(self.opened(), draft_id, why)

    def export_draft(self, draft_id: str, request: ExportRequest) -> Exported:
        """An approved draft as files or as text."""
        from workspace.draft_exports import export

        with self.lasting.use() as session, self.lasting.unmoved():
            return export(session.workspace, draft_id, request, session=session)

    def draft_done(self, draft_id: str, started: date | None, day: date | None) -> KeptDraft:
        """A draft that was carried out."""
        from workspace.drafts import done

        return done(self.opened(), draft_id, started, day)

    def draft_outcome(self, draft_id: str, request: OutcomeRequest) -> KeptDraft:
        """What came of it."""
        from workspace.drafts import outcome

        return outcome(self.opened(), draft_id, request)


def _composed(session: Session, wish: DraftWish) -> tuple[PlayDraft, str]:
    """The draft that is wished for, by rule, and its kind."""
    from workspace.loop import KIND, loop_note
    from workspace.play_drafts import campaign, kind_of, playbook

    if wish.theme:
        return loop_note(session, wish.theme, wish.account, wish.style), KIND
    if wish.play:
        draft = playbook(session, wish.account, wish.play, wish.style)
    else:
        draft = campaign(session, wish.account, wish.style)
    return draft, kind_of(draft)
