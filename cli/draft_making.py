"""What commands that draft share: how a draft is asked for, made by rule or with the model, printed and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cli.draft_options import by_option
from cli.output import WIDTH, emit, emit_json, narrate, terminal_width

if TYPE_CHECKING:
    from playbooks.drafting import PlayDraft
    from playbooks.styles import Style
    from workspace.tools.session import Session


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a draft is asked for. ``budget`` in US dollars."""

    tone: str
    language: str
    no_llm: bool
    budget: float | None
    kept: bool
    by: str
    as_json: bool

    @property
    def style(self) -> Style:
        """Tone and language."""
        from playbooks.languages import Language
        from playbooks.styles import Style
        from playbooks.tones import Tone

        return Style(Tone(self.tone), Language(self.language))


_OPTIONS = (
    click.option(
        "--tone",
        type=click.Choice(["plain", "warm", "formal"]),
        default="plain",
        show_default=True,
        help="How messages begin and end.",
    ),
    click.option(
        "--language",
        type=click.Choice(["en", "de", "fr", "es"]),
        default="en",
        show_default=True,
        help="Of the messages; quotes stay as they were written, and what stays with the team is English.",
    ),
    click.option("--no-llm", is_flag=True, help="Composed by rule alone, without the language model."),
    click.option("--budget", type=click.FloatRange(min=0), help="US dollars that the model may cost."),
    click.option("--keep", "kept", is_flag=True, help="Keep the draft (nrr drafts); its id is printed."),
    by_option,
)


def drafting_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that drafts."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def made(session: Session, draft: PlayDraft, kind: str, drafting: Drafting) -> None:
    """Let the model write what it may, keep the draft where that is asked for, and print it. Where the model fails the
    composed draft is printed and kept, and the failure raised after it."""
    from cli.draft_text import draft_shape, draft_text
    from workspace.draft_making import MakingRequest, make

    asked = MakingRequest(drafting.style, not drafting.no_llm, drafting.budget, drafting.kept, drafting.by)
    found = make(session, draft, kind, asked, narrate)
    shape: dict[str, Any] = draft_shape(found.draft)
    if found.kept is not None:
        shape["id"] = found.kept.id
        narrate(f"Kept as {found.kept.id[:8]}: nrr drafts show {found.kept.id[:8]}")
    if drafting.as_json:
        emit_json(shape)
    else:
        emit(draft_text(found.draft, min(terminal_width() or WIDTH, WIDTH)))
    if found.failed is not None:
        raise found.failed
