"""Pieces of text that many sections write: an account, a theme, a quote that is held against the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from foundation.errors import EvidenceError
from foundation.ids import content_id
from ingest.items import ERASED_WORDS
from playbooks.account_brief import BriefQuote
from reports.document import QuoteBlock, Report, quotes_in
from reports.facts import ReportFacts
from reports.words import AccountName, Command, Person, Span, Text, ThemeName
from synthesis.theme_figures import theme_figure
from synthesis.themes import Quote, WeightedTheme


def account(facts: ReportFacts, key: str) -> AccountName:
    """An account by its name."""
    return AccountName(key, facts.account(key).name)


def theme(one: WeightedTheme) -> ThemeName:
    """A theme by its label; of one that was not heard in the month, the most accounts that any month heard."""
    most = one.weights.accounts or max((point.accounts for point in one.weights.trend), default=0)
    return ThemeName(one.theme.id, one.theme.label, most)


def opens(facts: ReportFacts, one: WeightedTheme, what: str) -> str:
    """The id that opens a figure of a theme of the month."""
    return theme_figure(one.theme.id, what, facts.month)


def in_quotes(named: Span) -> Text:
    """A label as it stands in a sentence."""
    return ("“", named, "”")


def owner(name: str) -> Text:
    """An owner, and a word for nobody."""
    return (Person(name),) if name else ("nobody",)


def not_told(facts: ReportFacts, what: str, see: str) -> Text:
    """Why nothing is said of ``what`` is due, and the command that tells it as it stands."""
    if facts.newest is None:
        return ("No accounts are imported, so nothing can be due.",)
    return (
        f"{what} as it stands now, not as it stood on ",
        facts.as_of,
        f", so it is told in the report of {facts.newest.title} alone; ",
        Command(see),
        " tells it too.",
    )


def quote_block(facts: ReportFacts, quote: Quote) -> QuoteBlock:
    """A quote with its place. Raises EvidenceError where its words are not in the store."""
    return sealed(
        facts, quote.text, (quote.part_id, quote.item_id), quote.account_id, quote.day, quote.source.value
    )


def sealed(
    facts: ReportFacts, text: str, place: tuple[str, str], account_id: str | None, day: date, source: str
) -> QuoteBlock:
    """Words of the part and item in ``place``, found in the store and sealed."""
    part, item = place
    stored = facts.part_texts.get(part)
    if text != ERASED_WORDS and (stored is None or text not in stored):
        raise _unverifiable(item)
    return QuoteBlock(
        text=text,
        account=account(facts, account_id) if account_id else "no account",
        day=day,
        source=source,
        item=item,
        external=facts.external_ids.get(item, ""),
        part=part,
        seal=_seal(item, part, text),
    )


def sealed_in(texts: Sequence[str], quote: BriefQuote, said_by: Span) -> QuoteBlock:
    """An account's own words, found in one of the stored ``texts`` of their item, and sealed."""
    if quote.text != ERASED_WORDS and not any(quote.text in text for text in texts):
        raise _unverifiable(quote.item)
    seal = _seal(quote.item, "", quote.text)
    return QuoteBlock(quote.text, said_by, quote.day, quote.source, quote.item, "", "", seal)


def check_quotes(report: Report) -> None:
    """Raises EvidenceError with the item of the first quote whose words are not those that were found in the store."""
    for quote in quotes_in(report):
        if quote.seal != _seal(quote.item, quote.part, quote.text):
            raise _unverifiable(quote.item)


def check_words(report: Report, stored: Mapping[str, str]) -> None:
    """Raises EvidenceError with the item of the first quote that does not stand in ``stored``, the texts of parts."""
    for quote in quotes_in(report):
        if quote.text != ERASED_WORDS and quote.text not in stored.get(quote.part, ""):
            raise _unverifiable(quote.item)


def _seal(item: str, part: str, text: str) -> str:
    return content_id("quote", item, part, text)


def _unverifiable(item: str) -> EvidenceError:
    return EvidenceError(
        "a quote is not in the stored feedback",
        where=f"item {item}",
        hint="Run `nrr synthesize` again: the item changed after the run.",
    )
