"""What plays did: each kind against untouched accounts like those it was run on, or that this is too few to say.

An effect is the mean outcome of the accounts it was run on less that of their like (``accounts.outcomes.matching``),
with an 80 % interval (``accounts.outcomes.intervals``). Nothing says that a play *caused* it: accounts that look
alike here may differ in what made somebody choose one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.explanation import Explanation, Input, RowKey
from accounts.outcomes.intervals import LEVEL, Difference, change_difference, kept_difference
from accounts.outcomes.matching import Bands, Match, Skipped, match_plays
from foundation.outcome_settings import OutcomeSettings

ALL_PLAYS = "all plays"
_BARELY = 1e-9


@dataclass(frozen=True, slots=True)
class Effect:
    """``difference`` None means too few to say, for the reason in ``why_not``. ``events`` is how many of the
    treated would have come out otherwise had they fared like their like."""

    difference: Difference | None
    events: float
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PlayOutcome:
    """One kind of play by a day. ``started`` counts its plays, ``matched`` those with untouched like, ``controls``
    the different accounts beside them; ``left_out`` the rest by reason, ``levels`` the matched by how alike they
    are, ``recorded`` what people noted of those that ended. ``later`` is the mean share of the like that got a
    play themselves before the horizon, which draws an effect towards 0."""

    play: str
    as_of: date
    horizon_days: int
    started: int
    matched: int
    controls: int
    kept: Effect
    change: Effect
    later: float
    left_out: Mapping[str, int]
    levels: Mapping[str, int]
    recorded: Mapping[str, int]
    matches: tuple[Match, ...]
    skipped: tuple[Skipped, ...]


def play_outcomes(
    book: AccountBook, as_of: date, bands: Bands, params: OutcomeSettings | None = None
) -> tuple[PlayOutcome, ...]:
    """All plays together first, then each kind by its name; empty where no play started by ``as_of``.

    ``bands`` gives the band of every account as known at the end of a day.
    """
    chosen = params or OutcomeSettings()
    plays = book.plays[book.plays["started"] <= np.datetime64(as_of)]
    if plays.empty:
        return ()
    matching = match_plays(book, as_of, bands, chosen)
    kinds = [ALL_PLAYS, *sorted(str(play) for play in plays["play"].unique())]
    result = []
    for kind in kinds:
        every = kind == ALL_PLAYS
        own = plays if every else plays[plays["play"] == kind]
        ended = own[own["ended"].notna() & (own["ended"] <= np.datetime64(as_of))]
        skipped = tuple(one for one in matching.skipped if every or one.play == kind)
        matches = tuple(match for match in matching.matches if every or match.play == kind)
        noted = Counter(str(outcome).strip() or "nothing noted" for outcome in ended["outcome"])
        result.append(_outcome(kind, as_of, len(own), matches, skipped, noted, chosen))
    return tuple(result)


def _outcome(
    kind: str,
    as_of: date,
    started: int,
    matches: tuple[Match, ...],
    skipped: tuple[Skipped, ...],
    recorded: Mapping[str, int],
    params: OutcomeSettings,
) -> PlayOutcome:
    controls = {int(one) for match in matches for one in match.controls}
    return PlayOutcome(
        play=kind,
        as_of=as_of,
        horizon_days=params.horizon_days,
        started=started,
        matched=len(matches),
        controls=len(controls),
        kept=_kept(matches, params),
        change=_change(matches, params),
        later=float(np.mean([match.later for match in matches])) if matches else 0.0,
        left_out=dict(sorted(Counter(one.reason for one in skipped).items())),
        levels=dict(sorted(Counter(match.level for match in matches).items())),
        recorded=dict(sorted(recorded.items())),
        matches=matches,
        skipped=skipped,
    )


def _kept(matches: Sequence[Match], params: OutcomeSettings) -> Effect:
    events = float(sum(event_shares(matches)))
    why_not = _too_few(len(matches), events, "lost", params)
    return Effect(None if why_not else kept_difference(matches), events, why_not)


def _change(matches: Sequence[Match], params: OutcomeSettings) -> Effect:
    events = float(sum(event_shares(matches, of_change=True)))
    why_not = _too_few(len(matches), events, "changed in MRR", params)
    return Effect(None if why_not else change_difference(matches), events, why_not)


def event_shares(matches: Sequence[Match], of_change: bool = False) -> list[float]:
    """By play, the share of its like that came out otherwise than most, or whose MRR changed: what the play adds to the
    events that are expected."""
    if of_change:
        return [float((np.abs(match.controls_change) > _BARELY).mean()) for match in matches]
    shares = [float(match.controls_kept.mean()) for match in matches]
    return [min(share, 1 - share) for share in shares]


def _too_few(matched: int, events: float, what: str, params: OutcomeSettings) -> str:
    if matched < params.least_matched:
        return f"{matched} plays with untouched like, it takes {params.least_matched}"
    if events < params.least_events:
        return f"by their like {events:.1f} of {matched} would be {what}, it takes {params.least_events:g}"
    return ""


def explain_outcome(book: AccountBook, outcome: PlayOutcome, of_change: bool = False) -> Explanation | None:
    """The effect of a kind of play on what was kept, or on MRR; without a value, and with the reason, where it is
    too few to say. None where no play of the kind could be compared.

    Rows are the plays and the accounts on both sides.
    """
    effect = outcome.change if of_change else outcome.kept
    if not outcome.matches:
        return None
    what = "MRR change" if of_change else "kept"
    matches = outcome.matches
    treated = [match.change if of_change else match.kept for match in matches]
    expected = [
        float((match.controls_change if of_change else match.controls_kept).mean()) for match in matches
    ]
    inputs = (
        Input("treated", float(np.sum(treated)), f"sum of {what} over the plays"),
        Input("others", float(np.sum(expected)), f"sum of the mean {what} of each play's untouched like"),
        Input("n", float(len(matches)), "plays"),
    )
    return Explanation(
        figure=outcome_figure(outcome, of_change),
        title=f"Effect of {outcome.play} on {what} after {outcome.horizon_days} days",
        value=effect.difference.estimate if effect.difference else None,
        unit="share",
        formula="treated / n - others / n" if effect.difference else "",
        inputs=inputs,
        rows=rows_of(book, matches),
        words=_effect_words(outcome, effect),
    )


def _effect_words(outcome: PlayOutcome, effect: Effect) -> str:
    if effect.difference is None:
        return f"Too few to say: {effect.why_not}."
    return (
        f"{len(outcome.matches)} plays against {outcome.controls} untouched accounts like them; with {LEVEL:.0%} "
        f"confidence between {effect.difference.low:+.1%} and {effect.difference.high:+.1%}. An association among "
        "accounts that look alike, not proof of a cause."
    )


def outcome_figure(outcome: PlayOutcome, of_change: bool = False) -> str:
    """The figure's id, such as ``outcome:adoption rescue@2026-10-31`` or ``outcome:all plays/mrr@2026-10-31``."""
    return f"outcome:{outcome.play}{'/mrr' if of_change else ''}@{outcome.as_of.isoformat()}"


SIDES = ("treated", "others")


def side_figure(outcome: PlayOutcome, side: str, of_change: bool = False) -> str:
    """The id of what stands beside an effect, such as ``outcome:rescue/treated@2026-10-31`` or ``…/mrr/low@…``."""
    return f"outcome:{outcome.play}{'/mrr' if of_change else ''}/{side}@{outcome.as_of.isoformat()}"


def explain_side(
    book: AccountBook, outcome: PlayOutcome, side: str, of_change: bool = False
) -> Explanation | None:
    """The mean of one of ``SIDES``, which is printed where the effect is said; else None."""
    whole = explain_outcome(book, outcome, of_change)
    if whole is None or whole.value is None:
        return None
    chosen = tuple(one for one in whole.inputs if one.name in (side, "n"))
    found = (outcome.change if of_change else outcome.kept).difference
    return replace(
        whole,
        figure=side_figure(outcome, side, of_change),
        title=f"{whole.title}: the mean of {'the plays' if side == SIDES[0] else 'their untouched like'}",
        value=None if found is None else found.treated if side == SIDES[0] else found.others,
        formula=f"{side} / n",
        inputs=chosen,
    )


def rows_of(book: AccountBook, matches: Sequence[Match]) -> tuple[RowKey, ...]:
    """The plays, and the accounts on both sides."""
    ids = book.account_ids()
    plays = {
        RowKey("plays", (ids[match.account], match.play, match.started.isoformat())) for match in matches
    }
    seen = {match.account for match in matches} | {int(one) for match in matches for one in match.controls}
    return tuple(sorted(plays | {RowKey("accounts", (ids[one],)) for one in seen}))
