"""Composes a play for an account in a style; a play that has no messages in the language is written in English."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbooks.drafting import PlayDraft, draft_play
from playbooks.languages import Language
from playbooks.play_library import library
from playbooks.styles import Style
from playbooks.translations import in_language

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief
    from playbooks.plays import Play
    from workspace.tools.session import Session

PLAIN = Style()


def composed(session: Session, play: Play, brief: AccountBrief, style: Style = PLAIN) -> PlayDraft:
    """``play`` for the account of ``brief``. A team's own play and one that is not translated are in English, and a
    warning says so."""
    company, tone, language = session.workspace.settings.company.name, style.tone, style.language
    spoken = in_language(play, language) if library().get(play.name) == play else None
    if spoken is not None:
        return draft_play(spoken, brief, company, session.day, tone, language)
    draft = draft_play(play, brief, company, session.day, tone)
    if language is Language.EN:
        return draft
    said = f"{play.name!r} is not written in {language.named}: its messages are in English"
    return replace(draft, warnings=(said, *draft.warnings))
