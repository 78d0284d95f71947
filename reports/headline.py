"""What changed this month, in at most five sentences, each composed from figures of the run."""

from __future__ import annotations

from accounts.figures import RevenueMetrics
from foundation.money import count, percent, short_amount
from synthesis.themes import SynthesisRun, ThemeKind, ThemeStatus, WeightedTheme

_FRESH = (ThemeStatus.NEW, ThemeStatus.EMERGING)


def headline(run: SynthesisRun, metrics: RevenueMetrics | None, currency: str) -> tuple[str, ...]:
    """Sentences in order of what a CS lead asks first: revenue, the top theme, what is new, what fades, who
    was heard. A sentence without figures behind it is left out."""
    heard = [theme for theme in run.themes if theme.weights.statements]
    sentences = [
        _revenue(metrics, currency),
        _top(heard, currency),
        _news(heard, currency),
        _change(run, heard),
        _heard(run, currency),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _revenue(metrics: RevenueMetrics | None, currency: str) -> str:
    if metrics is None or metrics.retention.nrr is None:
        return ""
    return (
        f"Net revenue retention was {percent(metrics.retention.nrr)} in the month and "
        f"{percent(metrics.trailing_12.nrr)} over twelve months (gross {percent(metrics.retention.grr)} and "
        f"{percent(metrics.trailing_12.grr)}): {short_amount(metrics.churn, currency)} of MRR churned, "
        f"{short_amount(metrics.contraction, currency)} was downgraded and "
        f"{short_amount(metrics.expansion, currency)} gained from existing accounts."
    )


def _top(heard: list[WeightedTheme], currency: str) -> str:
    if not heard:
        return "No theme was raised this month."
    open_ones = [theme for theme in heard if _asks(theme)]
    if not open_ones:
        return "No theme of the month asks to be acted on: all are praise, or resolved."
    top = next((theme for theme in open_ones if not theme.theme.tentative), open_ones[0])
    weights = top.weights
    return (
        f"The theme to act on first is “{top.theme.label}”: {count(weights.accounts, 'account')} with "
        f"{short_amount(weights.arr, currency)} of ARR raised it, "
        f"{short_amount(weights.arr_at_risk, currency)} of that at risk."
    )


def _asks(theme: WeightedTheme) -> bool:
    """Whether there is anything to do about it: praise asks for nothing, and what is resolved is done."""
    return theme.theme.kind is not ThemeKind.PRAISE and theme.status is not ThemeStatus.RESOLVED


def _news(heard: list[WeightedTheme], currency: str) -> str:
    fresh = [theme for theme in heard if theme.status in _FRESH and not theme.theme.tentative]
    if not fresh:
        return "No theme is new or emerging."
    fresh.sort(key=lambda theme: (-theme.weights.arr, theme.theme.id))
    named = _join(
        [
            f"“{item.theme.label}” ({item.status.value}, {short_amount(item.weights.arr, currency)} of ARR)"
            for item in fresh[:3]
        ]
    )
    more = f" and {len(fresh) - 3} more" if len(fresh) > 3 else ""
    verb = "is" if len(fresh) == 1 else "are"
    return f"New or emerging {verb} {named}{more}."


def _change(run: SynthesisRun, heard: list[WeightedTheme]) -> str:
    growing = [
        (growth, theme)
        for theme in heard
        if theme.status in _FRESH and not theme.theme.tentative and (growth := theme.weights.growth)
    ]
    fading = [theme for theme in run.themes if theme.status in (ThemeStatus.FADING, ThemeStatus.GONE)]
    parts = []
    if growing:
        growth, fastest = max(growing, key=lambda pair: (pair[0], pair[1].theme.id))
        share = fastest.weights.trend[-1].share
        parts.append(
            f"“{fastest.theme.label}” grew most: from {percent(share / (1 + growth))} of what customers said in "
            f"the three months before to {percent(share)} ({count(fastest.weights.statements, 'statement')})"
        )
    if fading:
        fading.sort(
            key=lambda theme: (-sum(point.statements for point in theme.weights.trend), theme.theme.id)
        )
        named = _join([f"“{theme.theme.label}”" for theme in fading[:3]])
        parts.append(f"{'fading or gone' if parts else 'Fading or gone'}: {named}")
    return "; ".join(parts) + "." if parts else ""


def _heard(run: SynthesisRun, currency: str) -> str:
    coverage, out = run.coverage, run.unclustered
    return (
        f"We heard from {coverage.accounts} of {count(coverage.accounts_total, 'account')} "
        f"({percent(coverage.arr_share, 0)} of ARR) in {count(coverage.statements, 'statement')}"
        + (f" (and {count(coverage.copies, 'repetition')} of them)" if coverage.copies else "")
        + f"; {percent(out.share, 0)} of those belong to no theme and carry "
        f"{short_amount(out.arr, currency)} of ARR."
    )


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
