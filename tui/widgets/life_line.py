"""Where a draft stands on its way, and which key leads on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import play_words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft


class LifeLine(Static):
    """``● draft ── ○ approved ── ○ exported ── ○ done ── ○ outcome``, then who wrote it, and the next key."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_draft(self, kept: KeptDraft, currency: str, model: str, findings: int = 0) -> None:
        parts: list[Content] = []
        for name, passed, here in play_words.road(kept):
            if parts:
                parts.append(Content.styled(" ── ", "dim"))
            mark = "◉" if here else "●" if passed else "○"
            parts.append(
                Content.styled(f"{mark} {name}", "bold $primary" if here else "" if passed else "dim")
            )
        written = play_words.written_by(kept)
        if not kept.draft.model and not model:
            written += ", no model is configured"
        last = kept.changes[-1]
        early = kept.status.value in ("draft", "edited")
        told = written if early else f"{play_words.change_words(last, currency)} by {last.by}; {written}"
        way = Content.assemble(("Next: ", "dim"), (play_words.next_step(kept, findings), "bold"), "   ")
        self.update(Content("\n").join([Content("").join(parts), way + Untrusted(told).content(300, "dim")]))
