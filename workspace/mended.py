"""What accounts that left had left for, and that was mended since: themes that a person resolved.

Keeps the rule that a theme counts only where the reason on record is about it. That is so where the reason shares a
word with the theme's name or with what the account itself said in it; or where the account complained of it, and so
did those who left for the same reason, at least three of them and twice as often as accounts do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from foundation.text import folded
from playbooks.account_brief import BriefChange
from playbooks.quote_choice import stems_of
from workspace.own_files import stated_facts

if TYPE_CHECKING:
    from accounts.departures import Departure
    from synthesis.themes import Statement, WeightedTheme
    from workspace.tools.session import Session

_LEAST = 3
_LIFT = 2.0


class MendedThemes:
    """The resolved themes of a session, asked about one account that left after another."""

    def __init__(self, session: Session) -> None:
        self._session = session
        run = session.run() if session.months else None
        self._resolved = [one for one in (*run.themes, *run.hidden) if one.resolved] if run else []
        self._behind = _behind(session) if self._resolved else {}

    def for_leaver(self, account: str) -> tuple[BriefChange, ...]:
        """What ``account`` (an id) left for that was mended after it left; none for one that is here."""
        left = self._session.departures.get(account)
        if left is None or not self._resolved:
            return ()
        said = self._session.by_account.get(account, ())
        return tuple(
            BriefChange(theme.theme.label, theme.resolved.on)
            for theme in self._resolved
            if theme.resolved is not None
            and left.day < theme.resolved.on <= self._session.day
            and self._is_why(left, theme, [one for one in said if self._in(one, theme)])
        )

    def changed_for(self, account: str) -> tuple[BriefChange, ...]:
        """The same, and what the team's file of facts says was released in the matter since. Raises SettingsError for
        a file that does not hold."""
        left = self._session.departures.get(account)
        if left is None:
            return ()
        reason, told = stems_of(left.reason), stated_facts(self._session.workspace, self._session.day)
        released = (
            BriefChange(one.text, one.day)
            for one in told
            if one.day > left.day and reason & (stems_of(one.text) | stems_of(one.theme))
        )
        return (*self.for_leaver(account), *released)

    def _in(self, said: Statement, theme: WeightedTheme) -> bool:
        held = self._session.theme_of.get(said.id)
        return held is not None and held.theme.id == theme.theme.id

    def _is_why(self, left: Departure, theme: WeightedTheme, own: list[Statement]) -> bool:
        words = stems_of(theme.theme.label).union(*(stems_of(one.text) for one in own))
        if stems_of(left.reason) & words:
            return True
        complained = any(one.kind.value == "complaint" for one in own)
        return complained and theme.theme.id in self._behind.get(folded(left.reason), frozenset())


def _behind(session: Session) -> dict[str, frozenset[str]]:
    """By reason, the themes that those who left for it complained of far more than accounts do."""
    of_all = Counter(theme for account in session.by_account for theme in _complaints(session, account))
    heard = max(len(session.by_account), 1)
    leavers: dict[str, list[str]] = {}
    for account, left in session.departures.items():
        if left.reason and account in session.by_account:
            leavers.setdefault(folded(left.reason), []).append(account)
    found = {}
    for reason, accounts in leavers.items():
        counts = Counter(theme for account in accounts for theme in _complaints(session, account))
        found[reason] = frozenset(
            theme
            for theme, n in counts.items()
            if n >= _LEAST and n / len(accounts) >= _LIFT * of_all[theme] / heard
        )
    return found


def _complaints(session: Session, account: str) -> set[str]:
    """The themes that an account complained of."""
    held = (
        session.theme_of.get(one.id) for one in session.by_account[account] if one.kind.value == "complaint"
    )
    return {one.theme.id for one in held if one is not None}
