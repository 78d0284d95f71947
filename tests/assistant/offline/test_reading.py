"""How a question is read: names, misspellings, times, and which question it is."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.offline.entities import read_entities
from assistant.offline.intents import Intent, read_intent
from assistant.offline.languages import in_rules_words, question_language
from assistant.offline.periods import read_times
from assistant.offline.vocabulary import NamedAccount, NamedTheme, Vocabulary
from foundation.months import Month

OCTOBER = Month(2026, 10)
DAY = date(2026, 10, 31)
TODAY = date(2026, 11, 22)
NAMES = (
    ("K1", "Kestrel Robotics"),
    ("P1", "Pennant Heating"),
    ("P2", "Pennant Climate"),
    ("S1", "Summit Lifts"),
    ("O1", "O'Brien & Sons"),
)
VOCABULARY = Vocabulary(
    accounts=tuple(NamedAccount(one, name, (f"{name.split()[0].lower()}.example",)) for one, name in NAMES),
    segments=("enterprise", "mid-market", "smb"),
    tiers=("Tier 1", "Tier 2", "Tier 3"),
    owners=("Ruth Abara", "Ben Osei"),
    themes=(NamedTheme("t1", "Login page"), NamedTheme("t2", "Offline sync")),
    months=(Month(2026, 9), OCTOBER),
    window=(Month(2025, 11), OCTOBER),
    first_revenue=Month(2021, 3),
    day=DAY,
    today=TODAY,
    company="Tallyfield",
)


def intent(question: str) -> Intent:
    text = in_rules_words(question, question_language(question))
    return read_intent(text, read_entities(text, VOCABULARY)).intent


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("why is Kestrel Robotics at risk?", "K1"),
        ("why is kestrel robotics at risk?", "K1"),
        ("why is Kestral Robotics at risk?", "K1"),
        ("Kestrel's renewal?", "K1"),
        ("health of K1", "K1"),
        ("what does summit.example say", "S1"),
        ("Is Sumit Lifts happy?", "S1"),
        ("Is O'Brien & Sons happy?", "O1"),
    ],
)
def test_an_account_is_found_by_name_id_alias_first_word_and_with_a_slip(question: str, wanted: str) -> None:
    found = read_entities(question, VOCABULARY).account
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize(
    "question",
    ["why is Summit Lights at risk?", "why is Pennant Plumbing at risk?", "Why is Kestrel Foods at risk?"],
)
def test_another_name_is_no_slip(question: str) -> None:
    found = read_entities(question, VOCABULARY)
    assert found.accounts == ()
    assert found.unknown or found.subject


def test_a_word_that_begins_two_names_is_ambiguous() -> None:
    found = read_entities("Why is Pennant at risk?", VOCABULARY)
    assert found.accounts == ()
    assert [one.id for one in found.ambiguous[0][1]] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("question", "unknown"),
    [("Why is Globex Industries at risk?", "Globex Industries"), ("When does Zenith renew?", "Zenith")],
)
def test_an_account_that_is_not_there_is_noticed(question: str, unknown: str) -> None:
    found = read_entities(question, VOCABULARY)
    assert unknown in (*found.unknown, found.subject)


@pytest.mark.parametrize(
    "question", ["why are our customers at risk?", "what should we do next?", "is it healthy?"]
)
def test_what_is_general_is_no_unknown_account(question: str) -> None:
    found = read_entities(question, VOCABULARY)
    assert (found.unknown, found.subject) == ((), "")


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("in October 2026", "2026-10", "2026-10"),
        ("in 2026-08", "2026-08", "2026-08"),
        ("in 08/2026", "2026-08", "2026-08"),
        ("last month", "2026-10", "2026-10"),
        ("in August", "2026-08", "2026-08"),
        ("in December", "2025-12", "2025-12"),
        ("two months ago", "2026-08", "2026-08"),
        ("Q3 2026", "2026-07", "2026-09"),
        ("last quarter", "2026-07", "2026-09"),
        ("in 2025", "2025-01", "2025-12"),
        ("over the last 3 months", "2026-08", "2026-10"),
        ("last year", "2025-01", "2025-12"),
    ],
)
def test_a_time_is_read(words: str, since: str, until: str) -> None:
    found = read_times(f"what changed {words}?", OCTOBER, TODAY, DAY).periods
    assert [(str(one.since), str(one.until)) for one in found] == [(since, until)]


def test_two_months_are_two_times() -> None:
    found = read_times("compare September and October 2026", OCTOBER, TODAY, DAY)
    assert [str(one.until) for one in found.periods] in (["2026-09", "2026-10"], ["2026-10"])
    found = read_times("compare September 2026 with October 2026", OCTOBER, TODAY, DAY)
    assert [str(one.until) for one in found.periods] == ["2026-09", "2026-10"]


def test_days_ahead_and_the_far_future_are_told_apart() -> None:
    assert read_times("renewals in the next 30 days", OCTOBER, TODAY, DAY).ahead == 30
    assert read_times("themes in January 2031", OCTOBER, TODAY, DAY).future == "January 2031"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Why is Kestrel Robotics at risk and what do they say?", Intent.WHY_AT_RISK),
        ("which accounts are at risk", Intent.AT_RISK),
        ("What changed since last month?", Intent.WHAT_CHANGED),
        ("top themes for enterprise", Intent.TOP_THEMES),
        ("who said the login page is broken?", Intent.WHO_SAID),
        ("compare Kestrel Robotics and Summit Lifts", Intent.COMPARE),
        ("what should we do next?", Intent.NEXT),
        ("how much ARR is at risk?", Intent.HOW_MUCH),
        ("what is our GRR?", Intent.HOW_MUCH),
        ("when does Summit Lifts renew?", Intent.RENEWALS),
        ("health of Summit Lifts", Intent.HEALTH),
        ("what do they say about the mobile app", Intent.ABOUT),
        ("is Summit Lifts happy?", Intent.HAPPY),
        ("why did Summit Lifts leave?", Intent.WHY_LEFT),
        ("who went silent?", Intent.SILENT),
        ("what do our competitors charge?", Intent.NOT_HELD),
        ("Warum ist Kestrel Robotics gefährdet?", Intent.WHY_AT_RISK),
        ("Pourquoi Kestrel Robotics est-il à risque ?", Intent.WHY_AT_RISK),
        ("¿Qué ha cambiado el mes pasado?", Intent.WHAT_CHANGED),
        ("purple monkey dishwasher", Intent.UNKNOWN),
    ],
)
def test_a_question_is_of_its_family(question: str, wanted: Intent) -> None:
    assert intent(question) is wanted


@pytest.mark.parametrize(
    "text", ["", "?", "\u200b", "🙂" * 50, "a" * 4000, "(((", "[x](y) {}", "%s %d \\", "٣٤٥ مرحبا"]
)
def test_any_text_is_read(text: str) -> None:
    assert intent(text) in Intent
