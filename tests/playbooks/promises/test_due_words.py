"""By when, in words, and the day that the words come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import word_set
from playbooks.promises.due_words import chosen, due_words

WEDNESDAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("by Friday", "Friday", "2026-10-16"),
        ("by tomorrow at noon", "tomorrow at noon", "2026-10-15"),
        ("by the fifteenth of next month", "fifteenth of next month", "2026-11-15"),
        ("by the twentieth of this month", "twentieth of this month", "2026-10-20"),
        ("by the 2nd.", "2nd", "2026-11-02"),
        ("by the end of Q3", "end of Q3", "2027-09-30"),
        ("by the end of Q4", "end of Q4", "2026-12-31"),
        ("within two weeks", "within two weeks", "2026-10-28"),
        ("within 10 business days", "within 10 business days", "2026-10-28"),
        ("in 48 hours", "in 48 hours", "2026-10-16"),
        ("by Wednesday week", "Wednesday week", "2026-10-28"),
        ("a week on Monday", "a week on Monday", "2026-10-26"),
        ("next Tuesday", "next Tuesday", "2026-10-20"),
        ("by the end of next week", "end of next week", "2026-10-23"),
        ("by Thursday end of day", "Thursday end of day", "2026-10-15"),
        ("by close of business on Friday", "close of business on Friday", "2026-10-16"),
        ("on 2026-11-03", "2026-11-03", "2026-11-03"),
        ("by 11/25/2026", "11/25/2026", "2026-11-25"),
        ("by 25/11/2026", "25/11/2026", "2026-11-25"),
        ("by 11/12/2026", "11/12/2026", None),
        ("bis zum 15.11.", "15.11.", "2026-11-15"),
        ("by 3 March", "3 March", "2027-03-03"),
        ("by 31 February", "31 February", None),
        ("with the next release", "with the next release", None),
        ("in version 7.2", "in version 7.2", None),
        ("bis Ende der Woche", "Ende der Woche", "2026-10-16"),
        ("d'ici vendredi", "vendredi", "2026-10-16"),
        ("antes del 15 de noviembre", "15 de noviembre", "2026-11-15"),
    ],
)
def test_words_come_to_a_day(text: str, words: str, day: str | None) -> None:
    due = chosen(due_words(text, WEDNESDAY))
    assert due is not None
    assert due.words == words
    assert (due.day.isoformat() if due.day else None) == day


@pytest.mark.parametrize("text", ["good morning", "the second thing", "we may leave", "45 seats", "march on"])
def test_what_is_no_time(text: str) -> None:
    assert due_words(text, WEDNESDAY) == []


def test_the_end_that_is_set_counts_before_another_day() -> None:
    due = chosen(due_words("measure it on Thursday and write to you by the end of next week", WEDNESDAY))
    assert due is not None
    assert due.words == "end of next week"


_PIECES = st.sampled_from(
    sorted(
        word_set(
            "by until within next this the end of week month Friday Wednesday tomorrow 31 February fifteenth"
        )
        | word_set("12/13/2026 99 9999 2026-02-30 Q4 noon days 0 bis zum , . - fin de mois EOD")
    )
)


@given(st.lists(_PIECES, max_size=12).map(" ".join), st.dates())
def test_any_words_on_any_day_end_in_a_time_that_has_not_passed(text: str, said: date) -> None:
    for due in due_words(text, said):
        assert text[due.start : due.end] == due.words
        assert due.day is None or due.day >= said or "2026" in due.words
