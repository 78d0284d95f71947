"""What stands against a draft, or that nothing does and who may approve it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from playbooks.guardrails.findings import Finding

_CHECKING = "Checking what it says…"


class Verdict(Static):
    """Says that the draft is being checked until it is told what was found."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self) -> None:
        super().__init__(Content.styled(_CHECKING, "dim"))

    def show_checking(self) -> None:
        """The draft is being checked."""
        self.update(Content.styled(_CHECKING, "dim"))

    def show_findings(self, findings: Sequence[Finding], current: int, approver: str) -> None:
        """``current``: the number of the finding that one stands on, 0 for none. ``approver``: who approves the draft
        with a key, empty where nobody can now."""
        if not findings:
            ready = f" a approves it as {approver}." if approver else ""
            said = Untrusted(f"Nothing stands against it.{ready}").content()
            self.update(Content.assemble(("✓ ", "bold $success"), said))
            return
        lines = [
            Content.assemble(
                (f"✗ {words.count(len(findings), 'finding')}", "bold $error"),
                ": it is neither approved nor exported. n/p walk them, e mends.",
            )
        ]
        if current:
            one = findings[current - 1]
            lines.append(Untrusted(f"⚑{current} {one.rule} in {one.part}: {one.why}").content(400))
        self.update(Content("\n").join(lines))
