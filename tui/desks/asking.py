"""Questions: what can be asked about, asking, and what was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desks.base import OnWorkspace

if TYPE_CHECKING:
    from workspace.ask import AskRequest, Telling
    from workspace.ask_room import AskRoom
    from workspace.asked import Turn


class AskingDesk(OnWorkspace):
    """All of it may raise NrrError."""

    def ask_room(self) -> AskRoom:
        """The model that would answer, and what a question can be about."""
        from workspace.ask_room import ask_room

        return ask_room(self.opened(), self.clock)

    def asked_turns(self) -> tuple[Turn, ...]:
        """What was asked before, the newest first."""
        from workspace.asked import turns

        return turns(self.opened())

    def ask(self, request: AskRequest, telling: Telling) -> Turn:
        """A question answered and kept. What is known of the workspace is kept between questions, but not held while a
        model is waited for: other rooms ask of it too."""
        from workspace.asked import answered, ask_and_keep, keep_or_tell
        from workspace.models import Around

        workspace, around = self.opened(), Around(clock=self.clock)
        if request.use_model and workspace.settings.model.configured:
            return ask_and_keep(workspace, request, telling, around)
        with self.lasting.use() as session:
            turn = answered(workspace, request, telling, around, session)
            with self.lasting.unmoved():
                return keep_or_tell(workspace, turn, telling)

    def delete_asked(self, number: int) -> None:
        """Delete a question with its answer."""
        from workspace.asked import forget_turns

        with self.lasting.unmoved():
            forget_turns(self.opened(), (number,))

    def keep_asked(self, turn: Turn) -> Turn:
        """Keep a question again that was deleted."""
        from workspace.asked import keep

        with self.lasting.unmoved():
            return keep(self.opened(), turn)
