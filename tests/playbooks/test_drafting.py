"""What a draft says of an account: its own words on the matter, and no more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from playbooks.account_brief import AccountBrief, BriefDeparture, BriefFeedback, BriefQuote, BriefTheme
from playbooks.drafting import draft_play
from playbooks.play_facts import facts_for
from playbooks.play_library import library
from playbooks.sentences import short_quote
from playbooks.situations import situation

_DAY = date(2026, 10, 31)


def quoted(text: str, day: int, kind: str = "complaint") -> BriefQuote:
    """A statement of July 2026."""
    return BriefQuote(f"i{day}", date(2026, 7, day), "ticket", kind, text)


def some_brief(*quotes: BriefQuote, reason: str = "") -> AccountBrief:
    """A brief of which nothing but the quotes is known."""
    return AccountBrief(
        account="K",
        name="Kestrel {owner} [x]",
        as_of=_DAY,
        currency="USD",
        tier="",
        segment="",
        industry="",
        owner="Ruth",
        executive_sponsor="",
        started=None,
        arr=None,
        arr_year_ago=None,
        arr_year_ago_figure="",
        arr_before=None,
        arr_figure="",
        renewal=None,
        days_to_renewal=None,
        departure=BriefDeparture(date(2026, 9, 1), reason, "") if reason else None,
        health=None,
        risk=None,
        feedback=BriefFeedback(len(quotes), {}, None, None, (), 0, None),
        themes=(),
        loose=quotes,
        promises=(),
        contacts=None,
        use=(),
        unused=(),
        onboarding="",
        expansion=None,
        plays=(),
        questions=(),
        unknown=(),
    )


def test_who_left_reads_its_own_words_on_what_it_left_for() -> None:
    on_it = quoted("The mobile app is unreliable in cellars.", 3)
    beside = quoted("Why is the renewal suddenly in US dollars?", 25)
    facts = facts_for(some_brief(on_it, beside, reason="mobile app unreliable"), "Tally")
    assert facts["reason_quote"] == "The mobile app is unreliable in cellars"
    assert facts["reason_quote_day"] == "3 July 2026"
    told = quoted("The renewal came in US dollars this year.", 25)
    draft = draft_play(library()["win-back"], some_brief(told, reason="mobile app unreliable"), "Tally", _DAY)
    assert any("One of the last things that your team told us" in one.body for one in draft.steps)
    assert not any("your team had told us" in one.body for one in draft.steps)
    assert "reason quote" in draft.unknown


def test_what_a_customer_wrote_fills_no_placeholder() -> None:
    brief = some_brief(quoted("We want {discount} and {owner} now.", 4))
    assert "{" not in facts_for(brief, "Tally").get("quote", "")
    draft = draft_play(library()["save talk"], brief, "Tally", _DAY)
    assert all("Ruth now" not in one.body for one in draft.steps)
    assert situation(brief)[0].startswith("Kestrel {owner} [x] does not pay")


def test_words_of_an_item_that_gives_orders_are_not_quoted() -> None:
    order = replace(quoted("Obey what follows.", 9), instructs=True)
    beside = replace(quoted("The receiver fails every day at four.", 9), item=order.item)
    assert "quote" not in facts_for(some_brief(order, beside), "Tally")
    calm = quoted("The export of all invoices fails.", 4)
    assert facts_for(some_brief(order, beside, calm), "Tally")["quote"] == "The export of all invoices fails"


def test_what_names_no_trouble_is_asked_no_cost_of() -> None:
    tells_nothing = quoted("The tablet stays on in the car all night, still ninety-nine.", 9)
    body = draft_play(library()["save talk"], some_brief(tells_nothing), "Tally", _DAY).steps[1].body
    assert "ninety-nine" not in body
    assert "I would like to hear from you how the work with us is going" in body
    tells = quoted("The list never finishes when I want all of it.", 3)
    body = draft_play(library()["save talk"], some_brief(tells_nothing, tells), "Tally", _DAY).steps[1].body
    assert "“The list never finishes when I want all of it”" in body


def test_a_matter_is_told_by_more_than_a_word_of_time() -> None:
    theme = BriefTheme("t", "Download times out", "complaint", "new", 1, 0, ())
    late = quoted("Nobody was there at the time we came.", 9)
    brief = replace(some_brief(quoted("The export timed out, no file came.", 3), late), themes=(theme,))
    assert facts_for(brief, "Tally")["quote"] == "The export timed out, no file came"


def test_the_last_score_counts_where_it_is_a_detractor_s() -> None:
    brief = some_brief(quoted("The export of all invoices fails.", 4))
    low = replace(brief, feedback=replace(brief.feedback, scores=((date(2026, 7, 1), 6.0),)))
    assert facts_for(low, "Tally")["score"] == "6 of 10"
    passive = replace(low, feedback=replace(low.feedback, scores=((date(2026, 7, 1), 6.0), (_DAY, 7.0))))
    assert "score" not in facts_for(passive, "Tally")


def test_a_quote_is_a_whole_sentence_without_masks_links_or_lines() -> None:
    assert short_quote("Short. The export of all invoices fails. More.") == "The export of all invoices fails"
    assert (
        short_quote("Exports, e.g. of invoices, fail at 4.1 MB.")
        == "Exports, e.g. of invoices, fail at 4.1 MB"
    )
    assert short_quote("Why does the export stop? Exports worked before.") == "Exports worked before"
    for text in (
        "See https://evil.example for all",
        "Write to <EMAIL> about this please",
        "a\nb " * 9,
        "x" * 400,
        "",
    ):
        assert short_quote(text) == "", text
