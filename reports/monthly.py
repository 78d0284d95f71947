"""The monthly report as a view model: every figure and quote that any renderer prints, and nothing else.

A quote that is not a verbatim substring of its stored part stops the report with the quote's item id; one
whose words were deleted at their source says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.figures import Movement, RevenueMetrics
from foundation.errors import EvidenceError
from foundation.months import Month
from ingest.items import ERASED_WORDS
from reports.headline import headline
from synthesis.themes import Quote, SynthesisRun, ThemeStatus, WeightedTheme


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a report says about an account beside its id."""

    id: str
    name: str
    tier: str = ""
    owner: str = ""
    renewal: date | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A verified quote with its place: item id, the id that its source system gave it, account name, date."""

    item: str
    external: str
    source: str
    account: str
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class BehindLine:
    """An account behind a theme: ARR at the month's end and what it said this month."""

    account: AccountLine
    arr: float
    statements: int


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """One ranked theme, ready to print. ``rank`` starts at 1."""

    rank: int
    theme: WeightedTheme
    quotes: tuple[QuoteLine, ...]
    behind: tuple[BehindLine, ...]

    @property
    def shared(self) -> bool:
        """Whether more than one account raised it this month."""
        return self.theme.weights.accounts > 1


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the monthly report says. ``metrics`` is None where no subscriptions were imported."""

    company: str
    month: Month
    currency: str
    generated: datetime
    run: SynthesisRun
    previous: SynthesisRun | None
    metrics: RevenueMetrics | None
    headline: tuple[str, ...]
    sections: tuple[ThemeSection, ...]
    quiet: tuple[WeightedTheme, ...]
    movements: tuple[tuple[AccountLine, Movement], ...]
    loudest_unclustered: tuple[BehindLine, ...]


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """What the report is made from. ``part_texts`` holds the stored text of every quoted part, by part id;
    ``external_ids`` what the source systems call the quoted items, by item id."""

    company: str
    currency: str
    generated: datetime
    run: SynthesisRun
    previous: SynthesisRun | None
    metrics: RevenueMetrics | None
    accounts: Mapping[str, AccountLine]
    part_texts: Mapping[str, str]
    external_ids: Mapping[str, str]
    max_quotes: int = 3


def build_monthly_report(inputs: ReportInputs) -> MonthlyReport:
    """The report of ``inputs.run``'s month. Raises EvidenceError for a quote that is not in the store."""
    heard = [theme for theme in inputs.run.themes if theme.weights.statements]
    sections = tuple(_section(rank, theme, inputs) for rank, theme in enumerate(heard, start=1))
    quiet = tuple(
        theme
        for theme in inputs.run.themes
        if not theme.weights.statements and theme.status in (ThemeStatus.FADING, ThemeStatus.GONE)
    )
    movements = inputs.metrics.movements if inputs.metrics else ()
    return MonthlyReport(
        company=inputs.company,
        month=inputs.run.month,
        currency=inputs.currency,
        generated=inputs.generated,
        run=inputs.run,
        previous=inputs.previous,
        metrics=inputs.metrics,
        headline=headline(inputs.run, inputs.metrics, inputs.currency),
        sections=sections,
        quiet=quiet,
        movements=tuple((_account(move.account_id, inputs), move) for move in movements),
        loudest_unclustered=tuple(
            BehindLine(_account(share.account_id, inputs), share.arr, share.statements)
            for share in inputs.run.unclustered.loudest
        ),
    )


def _section(rank: int, theme: WeightedTheme, inputs: ReportInputs) -> ThemeSection:
    return ThemeSection(
        rank=rank,
        theme=theme,
        quotes=tuple(_verified(quote, inputs) for quote in theme.quotes[: inputs.max_quotes]),
        behind=tuple(
            BehindLine(_account(share.account_id, inputs), share.arr, share.statements)
            for share in theme.weights.top_accounts
        ),
    )


def _account(account_id: str, inputs: ReportInputs) -> AccountLine:
    return inputs.accounts.get(account_id) or AccountLine(account_id, account_id)


def _verified(quote: Quote, inputs: ReportInputs) -> QuoteLine:
    stored = inputs.part_texts.get(quote.part_id)
    if quote.text != ERASED_WORDS and (stored is None or quote.text not in stored):
        raise EvidenceError(
            "a quote is not in the stored feedback",
            where=f"item {quote.item_id}",
            hint="Run `nrr synthesize` again: the item changed after the run.",
        )
    account = _account(quote.account_id, inputs).name if quote.account_id else "no account"
    external = inputs.external_ids.get(quote.item_id, "")
    return QuoteLine(quote.item_id, external, quote.source.value, account, quote.day, quote.text)
