"""Two refits side by side: what the ledger looks at, and the bars it holds it against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foundation.months import Month
from synthesis.themes import TENTATIVE_UNDER, EventKind, Statement, SynthesisRun, Theme
from synthesis.tracking import statements_known_to
from synthesis.trends import starts_late


@dataclass(frozen=True, slots=True)
class LedgerParams:
    """``share``: of a theme's common statements that a part holds at least. ``purity``: of a part's own common
    statements that come from that theme (go to it, in a merge). ``least``: distinct voices of a birth. ``part``:
    common statements of a part of a split or merge. ``recent``: months that count as recent. ``strays``: of a birth's
    voices that may be older, since a refit draws in words that sound alike. ``chance``: of the test for deaths.
    ``aged``: a theme dies by age when at most so much of it is still in the window. ``ended``: or when its recent
    voices are at most so much of what its past lets expect. ``drift_overlap`` and ``drift_cosine``: under either a
    theme has drifted. ``firm``: least stability of who is born, dies or drifts; ``lasting``: of a split's part that
    stands for the first time, and of what a merge makes; others who take part are firm."""

    share: float = 0.25
    purity: float = 0.6
    least: int = 5
    part: int = 10
    recent: int = 3
    strays: float = 1 / 3
    chance: float = 0.01
    aged: float = 1 / 3
    ended: float = 1 / 3
    drift_overlap: float = 0.25
    drift_cosine: float = 0.8
    firm: float = TENTATIVE_UNDER
    lasting: float = 0.75


@dataclass(frozen=True, slots=True)
class Turn:
    """Both sides by id, the statements that both know (``common``), and by pair of ids how many of the old
    theme's are in the new one. ``told_before``: themes whose end, and ``told_after`` whose beginning, the ledger
    of the old side tells. ``early_share``: of the window's statements, those before its recent months."""

    old: Mapping[str, Theme]
    new: Mapping[str, Theme]
    said: Mapping[str, Statement]
    common: frozenset[str]
    shared: Mapping[tuple[str, str], int]
    told_before: frozenset[str]
    told_after: frozenset[str]
    recent_from: date
    early_share: float
    params: LedgerParams

    @classmethod
    def of(
        cls,
        previous: SynthesisRun,
        themes: Sequence[Theme],
        statements: Sequence[Statement],
        month: Month,
        params: LedgerParams,
    ) -> Turn:
        said = {statement.id: statement for statement in statements}
        common = frozenset(said) & statements_known_to(previous)
        old = {one.theme.id: one.theme for one in sorted(previous.themes, key=lambda one: one.theme.id)}
        new = {theme.id: theme for theme in sorted(themes, key=lambda theme: theme.id)}
        owner = {member: theme.id for theme in old.values() for member in theme.members if member in common}
        shared = Counter(
            (owner[member], theme.id) for theme in new.values() for member in theme.members if member in owner
        )
        ends = [one for one in previous.events if one.kind in (EventKind.MERGE, EventKind.DEATH)]
        begins = [one for one in previous.events if one.kind in (EventKind.SPLIT, EventKind.BIRTH)]
        return cls(
            old=old,
            new=new,
            said=said,
            common=common,
            shared=shared,
            told_before=frozenset(key for one in ends for key in one.themes_before),
            told_after=frozenset(key for one in begins for key in one.themes_after),
            recent_from=month.first_day,
            early_share=0.0,
            params=params,
        ).at(month)

    def at(self, month: Month) -> Turn:
        """The same, with what was recent in ``month``."""
        recent_from = month.plus(1 - self.params.recent).first_day
        early = sum(one.day < recent_from for one in self.said.values())
        return replace(
            self, recent_from=recent_from, early_share=early / len(self.said) if self.said else 0.0
        )

    def size(self, theme: Theme) -> int:
        """Its statements that both runs know."""
        return sum(member in self.common for member in theme.members)

    def voices(self, theme: Theme) -> tuple[int, int]:
        """Who raised it, once an account and month: before the recent months, and in them."""
        spoken = {
            (one.account_id or one.item_id, one.day.year, one.day.month, one.day < self.recent_from)
            for one in (self.said[member] for member in theme.members if member in self.said)
        }
        early = sum(voice[-1] for voice in spoken)
        return early, len(spoken) - early

    def begins(self, early: int, recent: int) -> bool:
        """Whether far more voices are recent than of a theme that was always there."""
        return starts_late(early, recent, self.early_share, self.params.strays)

    def ended(self, early: int, recent: int) -> bool:
        """Whether far fewer voices are recent than of a theme that goes on."""
        expected = (early + recent) * (1 - self.early_share)
        falls = recent <= self.params.ended * expected
        return falls and _chance(recent, early, 1 - self.early_share) <= self.params.chance

    def firm(self, theme: Theme) -> bool:
        return theme.stability >= self.params.firm

    def lasting(self, theme: Theme) -> bool:
        return theme.stability >= self.params.lasting


def _chance(few: int, many: int, share: float) -> float:
    """How likely at most ``few`` of all voices fall where ``share`` of the window's statements lie."""
    from scipy.special import bdtr

    return float(bdtr(few, few + many, share)) if few + many else 1.0
