"""What changed this month, in five sentences, each composed from figures."""

from __future__ import annotations

from reports.document import Block, Points
from reports.facts import ReportFacts
from reports.pieces import account, in_quotes, not_told, opens, theme
from reports.words import Said, Text, joined, many, money, share
from synthesis.themes import ThemeKind, ThemeStatus, WeightedTheme

_FRESH = (ThemeStatus.NEW, ThemeStatus.EMERGING)
_QUIET = (ThemeStatus.FADING, ThemeStatus.GONE)
_NAMED = 3


def blocks(facts: ReportFacts) -> tuple[Block, ...]:
    """Revenue, the theme to act on, what is new or fades, who was heard, what is due: in the order of the questions."""
    heard = [one for one in facts.run.themes if one.weights.statements]
    return (
        Points(
            (_revenue(facts), _top(heard, facts), _news(heard, facts), _heard(facts), _due(facts)),
            numbered=True,
        ),
    )


def _revenue(facts: ReportFacts) -> Text:
    found = facts.metrics
    if found is None or found.retention.nrr is None or found.retention.grr is None:
        return ("No subscriptions or MRR are known for the month, so there is no NRR or GRR to tell.",)
    month, currency = facts.month, facts.currency
    year = found.trailing_12
    over_year: Text = (
        (
            " and ",
            share(year.nrr, f"nrr_12:{month}"),
            " over twelve months (gross ",
            share(found.retention.grr, f"grr:{month}"),
            " and ",
            share(year.grr, f"grr_12:{month}"),
            ")",
        )
        if year.nrr is not None and year.grr is not None
        else (" (gross ", share(found.retention.grr, f"grr:{month}"), ")")
    )
    return (
        "Net revenue retention was ",
        share(found.retention.nrr, f"nrr:{month}"),
        " in the month",
        *_since(facts),
        *over_year,
        ": ",
        money(found.churn, currency, f"churn_mrr:{month}"),
        " of MRR churned, ",
        money(found.contraction, currency, f"contraction_mrr:{month}"),
        " was downgraded and ",
        money(found.expansion, currency, f"expansion_mrr:{month}"),
        " gained from existing accounts.",
    )


def _since(facts: ReportFacts) -> Text:
    held = facts.comparison
    before = held.metrics.retention.nrr if held and held.metrics else None
    if held is None or before is None:
        return ()
    return (" after ", share(before, f"nrr:{held.month}"), f" in {held.month.title}")


def _top(heard: list[WeightedTheme], facts: ReportFacts) -> Text:
    if not heard:
        return ("No theme was raised this month.",)
    open_ones = [one for one in heard if _asks(one)]
    if not open_ones:
        return ("No theme of the month asks to be acted on: all are praise, or resolved.",)
    top = next((one for one in open_ones if not one.theme.tentative), open_ones[0])
    weights = top.weights
    return (
        "The theme to act on first is ",
        *in_quotes(theme(top)),
        ": ",
        many(weights.accounts, "account", opens(facts, top, "accounts")),
        " with ",
        money(weights.arr, facts.currency, opens(facts, top, "arr")),
        " of ARR raised it, ",
        money(weights.arr_at_risk, facts.currency, opens(facts, top, "at_risk")),
        " of that at risk.",
    )


def _asks(one: WeightedTheme) -> bool:
    """Whether there is anything to do about it: praise asks for nothing, and what is resolved is done."""
    return one.theme.kind is not ThemeKind.PRAISE and one.status is not ThemeStatus.RESOLVED


def _news(heard: list[WeightedTheme], facts: ReportFacts) -> Text:
    fresh = [one for one in heard if one.status in _FRESH and not one.theme.tentative]
    fresh.sort(key=lambda one: (-one.weights.arr, one.theme.id))
    quiet = [one for one in facts.run.themes if one.status in _QUIET]
    quiet.sort(key=lambda one: (-sum(point.statements for point in one.weights.trend), one.theme.id))
    if not fresh:
        begun: Text = ("No theme is new or emerging",)
    else:
        named = [
            (
                *in_quotes(theme(one)),
                f" ({one.status.value}, ",
                money(one.weights.arr, facts.currency, opens(facts, one, "arr")),
                " of ARR)",
            )
            for one in fresh[:_NAMED]
        ]
        begun = (f"New or emerging {'is' if len(fresh) == 1 else 'are'} ", *joined(named), *_more(len(fresh)))
    if not quiet:
        return (*begun, "; none is fading or gone.")
    return (
        *begun,
        "; fading or gone: ",
        *joined([in_quotes(theme(one)) for one in quiet[:_NAMED]]),
        *_more(len(quiet)),
        ".",
    )


def _more(found: int) -> Text:
    return (" and ", many(found - _NAMED), " more") if found > _NAMED else ()


def _heard(facts: ReportFacts) -> Text:
    coverage, out = facts.run.coverage, facts.run.unclustered
    return (
        "We heard from ",
        many(coverage.accounts),
        " of ",
        many(coverage.accounts_total, "account"),
        " (",
        share(coverage.arr_share, f"heard:{facts.month}", 0),
        " of ARR) in ",
        many(coverage.statements, "statement"),
        "; ",
        share(out.share, f"loose:{facts.month}" if out.statements else "", 0),
        " of those belong to no theme and carry ",
        money(out.arr, facts.currency),
        " of ARR.",
    )


def _due(facts: ReportFacts) -> Text:
    if facts.actions is None:
        return not_told(facts, "What is due is known", "nrr plays due")
    overdue = sum(one.state == "overdue" for one in facts.promises or ())
    late: Text = (
        ", and ",
        many(overdue, "promise"),
        " of ours " + ("is" if overdue == 1 else "are") + " overdue",
    )
    if not facts.actions:
        return ("No play is due", *(late if overdue else ()), ".")
    urgent = sum(one.urgent for one in facts.actions)
    first = facts.actions[0]
    return (
        many(len(facts.actions), "play"),
        " are due at " if len(facts.actions) != 1 else " is due at ",
        many(len({one.account for one in facts.actions}), "account"),
        ", ",
        many(urgent),
        " of them urgent",
        *(late if overdue else ()),
        "; the first is ",
        Said(first.play, ours=True),
        " at ",
        account(facts, first.account),
        " by ",
        first.due,
        ".",
    )
