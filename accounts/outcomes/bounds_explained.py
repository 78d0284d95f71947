"""Both bounds of an effect's interval and the events that it was expected to rest on, opened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from accounts.book import AccountBook
from accounts.explanation import Explanation, Input
from accounts.outcomes.bounds import BOUNDS, change_formula, newcombe_formula
from accounts.outcomes.counts import plays_of
from accounts.outcomes.effects import (
    SIDES,
    PlayOutcome,
    event_shares,
    explain_outcome,
    outcome_figure,
    rows_of,
    side_figure,
)
from accounts.outcomes.intervals import LEVEL, change_parts, kept_parts

EVENTS = "expected_events"


def bound_figures(outcome: PlayOutcome, of_change: bool = False) -> dict[str, object]:
    """The ids of an effect's interval, where it has one, and of its expected events, by field."""
    effect = outcome.change if of_change else outcome.kept
    events: dict[str, object] = {EVENTS: side_figure(outcome, EVENTS, of_change)}
    if effect.difference is None:
        return events
    return events | {"interval": [side_figure(outcome, bound, of_change) for bound in BOUNDS]}


def explain_bound(
    book: AccountBook, outcome: PlayOutcome, bound: str, of_change: bool = False
) -> Explanation | None:
    """One of ``BOUNDS`` of an effect, with the rows of the effect; None where it is too few to say."""
    whole = explain_outcome(book, outcome, of_change)
    found = (outcome.change if of_change else outcome.kept).difference
    if whole is None or found is None:
        return None
    return replace(
        whole,
        figure=side_figure(outcome, bound, of_change),
        title=f"{whole.title}: {bound} end of the {LEVEL:.0%} interval",
        value=found.low if bound == BOUNDS[0] else found.high,
        formula=change_formula(bound)
        if of_change
        else newcombe_formula((SIDES[0], "treated_n"), (SIDES[1], "others_n"), bound),
        inputs=_change_inputs(outcome) if of_change else _kept_inputs(outcome),
        words=_CHANGE_WORDS if of_change else _kept_words(outcome),
    )


def explain_events(book: AccountBook, outcome: PlayOutcome, of_change: bool = False) -> Explanation:
    """How many of the plays would have come out otherwise had they fared like their like: each play's own share."""
    ids = book.account_ids()
    shares: defaultdict[str, float] = defaultdict(float)
    for match, share in zip(outcome.matches, event_shares(outcome.matches, of_change), strict=True):
        shares[" ".join((ids[match.account], match.play, str(match.started)))] += share
    what = "changed in MRR" if of_change else "lost, or kept where most are lost"
    return Explanation(
        figure=side_figure(outcome, EVENTS, of_change),
        title=f"Expected events of {outcome.play} after {outcome.horizon_days} days",
        value=(outcome.change if of_change else outcome.kept).events,
        unit="plays",
        formula="sum(inputs)",
        inputs=tuple(Input(one, share, "share of its like") for one, share in sorted(shares.items())),
        rows=rows_of(book, outcome.matches) or tuple(plays_of(book, outcome)),
        words=f"Of each play that is compared, the share of its untouched like that was {what}.",
    )


def _kept_inputs(outcome: PlayOutcome) -> tuple[Input, ...]:
    parts = kept_parts(outcome.matches)
    return (
        Input(SIDES[0], parts.treated, "share", side_figure(outcome, SIDES[0])),
        Input(SIDES[1], parts.others, "share", side_figure(outcome, SIDES[1])),
        Input("treated_n", parts.treated_n, "plays that the share is worth"),
        Input("others_n", parts.others_n, "accounts that the share is worth"),
        Input("z", parts.z, f"of {LEVEL:.0%}"),
    )


def _kept_words(outcome: PlayOutcome) -> str:
    parts = kept_parts(outcome.matches)
    own = (
        f"treated_n = {parts.n} plays / {parts.h:.6g}, the variance within the groups of the like "
        f"({parts.within:.6g}) / that of all of them together (others * (1 - others)), cut to 0.3..1"
    )
    like = (
        f"others_n = others * (1 - others) / {parts.of_mean:.6g}, the variance of the mean of the like"
        if parts.of_mean > 0
        else "others_n: the different accounts among the like"
    )
    return f"Newcombe's hybrid of two Wilson intervals. {own}; {like}."


_CHANGE_WORDS = (
    "apart: variance of the plays' differences from their like; noise: what the means of the like bring into it; "
    "within: variance within the groups of the like, which weighs as much as five plays; of_mean: variance of the mean "
    "of the like, whose accounts stand beside many plays."
)


def _change_inputs(outcome: PlayOutcome) -> tuple[Input, ...]:
    parts = change_parts(outcome.matches)
    return (
        Input("estimate", parts.estimate, "share", outcome_figure(outcome, of_change=True)),
        Input("z", parts.z, f"of {LEVEL:.0%}"),
        Input("n", float(parts.n), "plays"),
        Input("apart", parts.apart, "variance"),
        Input("noise", parts.noise, "variance"),
        Input("within", parts.within, "variance"),
        Input("of_mean", parts.of_mean, "variance"),
    )
