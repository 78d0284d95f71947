"""Use case: which plays are due, by whom and by when, and which wait: the one place where that is gathered.

Signs are found in ``workspace.signs`` and weighed in ``playbooks.deciding``; nothing here knows a play by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.state_words import is_poor_fit
from playbooks.deciding import AccountStanding, Decided, DuePlay, PastPlay, decide
from playbooks.plays import Stance
from workspace.own_files import plays_of
from workspace.signs.growth_signs import growth_signs, held_back
from workspace.signs.left_signs import left_signs
from workspace.signs.promise_signs import promise_signs
from workspace.signs.standing_signs import standing_signs
from workspace.signs.voice_signs import voice_signs
from workspace.silenced import accounts_not_contacted

if TYPE_CHECKING:
    from workspace.tools.session import Session


def due_plays(session: Session, only: str = "") -> list[DuePlay]:
    """What is due, urgent plays first, then by day and ARR; ``only``: of that account."""
    return [one for one in session.decided.due if only in ("", one.account)]


def decided_plays(session: Session) -> Decided:
    """What is due, and what waits. Raises SettingsError for a file of the team's own that does not hold."""
    plays = {name: held.play for name, held in plays_of(session.workspace).items()}
    saves = {name for name, play in plays.items() if play.stance is Stance.SAVE}
    signs = (
        *standing_signs(session),
        *voice_signs(session),
        *growth_signs(session),
        *left_signs(session),
        *promise_signs(session),
    )
    return decide(
        signs, plays, _standings(session, saves), session.day, session.workspace.settings.plays.cool_days
    )


def _standings(session: Session, saves: set[str]) -> dict[str, AccountStanding]:
    past: dict[str, list[PastPlay]] = {}
    for row in session.book.plays.to_dict("records"):
        started, ended = row["started"].date(), row["ended"]
        if started <= session.day:
            name = str(row["play"])
            own = PastPlay(
                name, started, None if ended is None or ended != ended else ended.date(), name in saves
            )
            past.setdefault(str(row["account"]), []).append(own)
    held, silenced = held_back(session), accounts_not_contacted(session)
    found: dict[str, AccountStanding] = {}
    for account, entry in session.accounts.items():
        found[account] = AccountStanding(
            owner=entry.owner,
            tier=session.tiers.get(account, ""),
            segment=entry.segment,
            arr=session.arr_of(account),
            poor_fit=is_poor_fit(entry.fit),
            no_contact=silenced.get(account, ""),
            no_growth=held.get(account, ()),
            past=tuple(past.get(account, ())),
            sponsor=entry.executive_sponsor,
        )
    return found
