"""Use case: a draft held against the facts sheet of its account, built from the book, the statements, the themes that
people resolved and the team's own ``facts.toml``.

Keeps the rule that what a draft may say is looked up here alone, whoever or whatever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from playbooks.guardrails.checking import findings_of
from playbooks.guardrails.sheet import FactsSheet, sheet_of
from workspace.brief import brief_of
from workspace.own_files import plays_of

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief
    from playbooks.drafting import PlayDraft
    from playbooks.guardrails.findings import Finding
    from playbooks.plays import Play
    from workspace.tools.session import Session


def facts_sheet(
    session: Session, brief: AccountBrief, play: Play | None, own: Iterable[str] = ()
) -> FactsSheet:
    """The sheet of ``brief``'s account; ``play`` and ``own`` are the team's own words that a draft is made of. Raises
    SettingsError for a ``facts.toml`` that does not hold."""
    return sheet_of(brief, replace(session.draft_book.given(brief), play=play, own=tuple(own)))


def sheet_for(session: Session, draft: PlayDraft, own: Iterable[str] = ()) -> FactsSheet:
    """The sheet that ``draft`` is held against; raises as ``checked``."""
    held = plays_of(session.workspace).get(draft.play)
    return facts_sheet(session, brief_behind(session, draft), held.play if held is not None else None, own)


def checked(session: Session, draft: PlayDraft, own: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What stands against ``draft``; nothing where it may be approved. ``own``: the words of other files of the team's
    that it was made of, beside the play of its name. Raises SettingsError for an account that is not in the book."""
    return findings_of(draft, sheet_for(session, draft, own))


def brief_behind(session: Session, draft: PlayDraft) -> AccountBrief:
    """What the draft was made of, as it is known now; of the account that its own counts for, where it was merged."""
    account = session.counting(draft.account)
    if not draft.about:
        return brief_of(session, account)
    from workspace.loop import brief_for_note

    return brief_for_note(session, draft.about, account)
