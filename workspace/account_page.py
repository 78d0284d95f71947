"""Use case: all of one account for a page that is walked: its brief, all its themes, its people, what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workspace.brief import brief_named
from workspace.brief_words import spoken_theme
from workspace.timeline import Timeline, timeline_of
from workspace.tools.account import themes_of

if TYPE_CHECKING:
    from accounts.coverage import AccountCoverage
    from playbooks.account_brief import AccountBrief, BriefTheme
    from workspace.tools.session import Session

_QUOTES = 2


@dataclass(frozen=True, slots=True)
class AccountPage:
    """``themes``: all that it speaks of, with its own words; ``theme_ids`` leads from the short id of each to the
    whole one. ``people``: who is known there by level and function, None where it does not pay or nobody is on record
    at all."""

    brief: AccountBrief
    themes: tuple[BriefTheme, ...]
    theme_ids: Mapping[str, str]
    people: AccountCoverage | None
    timeline: Timeline


def account_page(session: Session, wanted: str) -> AccountPage:
    """The page of an account by id or name. Raises SettingsError with near names for an unknown one."""
    brief = brief_named(session, wanted)
    spoken = themes_of(session, brief.account)
    held = next((one for one in session.coverage.accounts if one.account == brief.account), None)
    return AccountPage(
        brief=brief,
        themes=tuple(spoken_theme(one, _QUOTES) for one in spoken),
        theme_ids={one.theme.theme.id[:8]: one.theme.theme.id for one in spoken},
        people=held if session.coverage.contacts else None,
        timeline=timeline_of(session, brief.account),
    )
