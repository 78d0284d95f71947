"""The community plan of a day, from the book, scores and themes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accounts.book import AccountBook
from accounts.community.contributed import contributions
from accounts.community.figures import CommunityPlan, Lonely, ThemeWords, Voice
from accounts.community.members import Members, depth, members
from accounts.community.participating import participation
from accounts.community.peers import peer_matches
from accounts.community.people import BOARD_WANTED, Scores, board, champions, experts
from foundation.outcome_settings import CommunitySettings


def community_plan(
    book: AccountBook,
    as_of: date,
    scores: Scores,
    themes: Sequence[ThemeWords],
    voices: Sequence[Voice],
    params: CommunitySettings | None = None,
) -> CommunityPlan:
    """Everything that the plan of ``as_of`` says. ``scores`` are those of the recent days; ``themes`` come in the
    order in which they matter; what was said after ``as_of`` is not looked at."""
    chosen = params or CommunitySettings()
    there = members(book, as_of)
    depths = depth(book, as_of, there.arr)
    leaders = champions(there, scores, depths, chosen)
    seats = board(there, scores, depths, chosen)
    matches = peer_matches(there, themes, voices, chosen)
    return CommunityPlan(
        as_of=as_of,
        champions=leaders,
        board=seats,
        matches=matches,
        experts=experts(there, themes),
        participation=participation(book, as_of, chosen),
        contributions=contributions(there, chosen.recent_days),
        lonely=_lonely(there),
        paying=len(there.arr),
        arr=float(sum(there.arr.values())),
        notes=_notes(scores, depths, len(seats), themes),
    )


def _lonely(there: Members) -> tuple[Lonely, ...]:
    belongs = set(there.community["account"])
    found = [
        Lonely(account, arr, next(iter(sorted(there.champions.get(account, ()))), ""))
        for account, arr in there.arr.items()
        if account not in belongs
    ]
    return tuple(sorted(found, key=lambda one: (-one.arr, one.account)))


def _notes(scores: Scores, depths: object, seats: int, themes: Sequence[ThemeWords]) -> tuple[str, ...]:
    notes = []
    if not scores:
        notes.append("No champions: no survey scores in the recent days. Import them: nrr import nps FILE.")
    if not depths:
        notes.append("No champions: no use of the product is known. Import it: nrr import usage FILE.")
    if seats < BOARD_WANTED:
        notes.append(f"The advisory board wants {BOARD_WANTED} to 15 executives; {seats} fit.")
    if not themes:
        notes.append("No peer matches: there are no themes by then. Make them: nrr synthesize.")
    return tuple(notes)
