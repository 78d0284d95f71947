"""Names that are common words, have other letters or a sign in them; words with a slip; several questions in one."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.offline.conditions import read_conditions
from assistant.offline.entities import Entities, read_entities
from assistant.offline.intents import Intent, read_intent
from assistant.offline.languages import in_rules_words, question_language
from assistant.offline.periods import read_times, span_of
from assistant.offline.spelling import mended
from assistant.offline.vocabulary import NamedAccount, Vocabulary
from foundation.months import Month

NAMES = (
    "May",
    "Risk",
    "Linear",
    "Harbour & Hound",
    "Tierklinik Grünwald",
    "Łódź Weterynaria",
    "O'Malley & Daughters",
    "Clinique Vétérinaire du Chêne",
    "Northgate Vets",
    "Northgate Vet",
)
DAY = date(2026, 10, 31)
WORDS = Vocabulary(
    accounts=tuple(NamedAccount(f"P{at}", name) for at, name in enumerate(NAMES)),
    segments=("smb",),
    tiers=("Tier 1",),
    owners=("Ivo Petkov",),
    themes=(),
    months=(Month(2026, 9), Month(2026, 10)),
    window=(Month(2026, 1), Month(2026, 10)),
    first_revenue=Month(2026, 1),
    day=DAY,
    today=date(2026, 11, 22),
)


def _read(question: str) -> Entities:
    return read_entities(question, WORDS)


def _named(question: str) -> list[str]:
    return [one.account.name for one in _read(question).accounts]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is wrong with May?", ["May"]),
        ("why is may at risk?", ["May"]),
        ("Is Risk at risk?", ["Risk"]),
        ("Is May healthier than Linear?", ["May", "Linear"]),
        ("When does May renew?", ["May"]),
        ("Compare May and Linear by ARR", ["May", "Linear"]),
        ("health of harbour and hound", ["Harbour & Hound"]),
        ("What do Tierklinik Gruenwald say?", ["Tierklinik Grünwald"]),
        ("What does Tierklinik Grunwald say?", ["Tierklinik Grünwald"]),
        ("why is lodz weterynaria unhappy?", ["Łódź Weterynaria"]),
        ("What did OMalley say about labels?", ["O'Malley & Daughters"]),
        ("Compare Northgate Vets with Northgate Vet", ["Northgate Vets", "Northgate Vet"]),
    ],
)
def test_a_name_is_read_as_it_may_be_written(question: str, names: list[str]) -> None:
    assert _named(question) == names


@pytest.mark.parametrize(
    "question",
    [
        "What changed in May?",
        "Who is at risk?",
        "Compare May and June",
        "Top themes of May 2026",
        "What may we lose?",
    ],
)
def test_a_common_word_is_no_account_elsewhere(question: str) -> None:
    assert _named(question) == []


def test_an_account_read_as_a_month_is_told() -> None:
    assert [one.name for one in _read("What changed in May?").passed_over] == ["May"]
    assert _read("who is at risk?").passed_over == ()


def test_a_name_is_not_translated() -> None:
    question = "Combien paie Clinique Vétérinaire du Chêne ?"
    told = in_rules_words(question, "fr", NAMES)
    assert told.startswith("how much pays Clinique Vétérinaire du Chêne")


def test_german_letters_and_french_beside_spanish_words_are_read() -> None:
    assert "top problems" in in_rules_words("Was sind die größten Probleme?", "de")
    assert "top themes" in in_rules_words("Was sind die GRÖSSTEN THEMEN?", "de")
    assert question_language("Quels clients se plaignent de la TVA ?") == "fr"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("the helth of Linear", "the health of Linear"),
        ("top complants", "top complaints"),
        ("healthy accounts that complain", "healthy accounts that complain"),
        ("GDPR compliant customers were charged", "GDPR compliant customers were charged"),
        ("contact Helth Ltd", "contact Helth Ltd"),
    ],
)
def test_a_slip_is_mended_within_a_word_of_asking_alone(text: str, read: str) -> None:
    assert mended(text, frozenset())[0] == read


def test_a_word_of_the_data_is_no_slip() -> None:
    assert mended("who praised helth", frozenset({"helth"})) == ("who praised helth", ())


@pytest.mark.parametrize(
    ("question", "ahead"),
    [
        ("Which accounts renew before Christmas?", 54),
        ("renewing by the end of the year", 61),
        ("renew before 1 December", 31),
        ("renew before 3 March", 123),
        ("complaints before 1 October 2026", None),
        ("before 31 February", None),
    ],
)
def test_a_day_to_come_bounds_what_is_ahead(question: str, ahead: int | None) -> None:
    assert read_times(question, Month(2026, 10), date(2026, 11, 22), DAY).ahead == ahead


def test_a_day_is_its_month_and_its_span_is_the_day() -> None:
    (period,) = read_times("the call of 16 October", Month(2026, 10), DAY, DAY).periods
    assert (period.since, period.until) == (Month(2026, 10), Month(2026, 10))
    assert span_of(period, DAY) == (date(2026, 10, 16), date(2026, 10, 16))


def test_since_a_month_reaches_to_the_latest() -> None:
    (period,) = read_times("who asked for it since July?", Month(2026, 10), DAY, DAY).periods
    assert (period.since, period.until) == (Month(2026, 7), Month(2026, 10))
    (period,) = read_times("who asked for it in July?", Month(2026, 10), DAY, DAY).periods
    assert (period.since, period.until) == (Month(2026, 7), Month(2026, 7))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Why might we lose Northgate Vets?", Intent.WHY_AT_RISK),
        ("When will the reminders be fixed?", Intent.NOT_HELD),
        ("Which accounts have not been heard from?", Intent.SILENT),
        ("What's the biggest account?", Intent.HOW_MUCH),
        ("Who pays us the least?", Intent.HOW_MUCH),
        ("Who downgraded in October?", Intent.HOW_MUCH),
        ("Why did our MRR fall in September?", Intent.HOW_MUCH),
        ("Who has never complained about reminders?", Intent.FILTERED),
        ("Which accounts are not at risk?", Intent.FILTERED),
        ("What do our biggest customers complain about?", Intent.TOP_THEMES),
    ],
)
def test_the_family_is_told(question: str, intent: Intent) -> None:
    assert read_intent(question, _read(question)).intent is intent


def test_who_did_not_speak_is_another_question() -> None:
    never = read_conditions("who has never complained about the reminders?")
    assert (never.spoke_of, never.spoke_kind, never.spoke_not) == ("reminders", "complaint", True)
    did = read_conditions("who complained about the reminders?")
    assert (did.spoke_of, did.spoke_not) == ("reminders", False)
