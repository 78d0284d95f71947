"""Kept, broken, overdue or open: only a person's mark settles it, and later words are shown as what they seem."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from playbooks.promises.finding import promises_in
from playbooks.promises.promise import Promise, Turn
from playbooks.promises.standing import Mark, Remark, Says, State, claims_of, last_word, standing_of

SAID = date(2026, 10, 14)


def promise(source: str = "call") -> Promise:
    turn = Turn("i", "p", "A", "Agent", SAID, "I'll send you the outage report by Friday.", 2, source)
    (found,) = promises_in([turn])
    return found


def mark(says: Says) -> Mark:
    return Mark(says, "Imani", datetime(2026, 10, 20, tzinfo=UTC))


def later(text: str, item: str = "j", day: date = date(2026, 10, 20), position: int = 0) -> Remark:
    return Remark(item, "q", day, position, True, text)


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 10, 16), State.OPEN), (date(2026, 10, 17), State.OVERDUE)]
)
def test_it_is_overdue_the_day_after(today: date, state: State) -> None:
    assert standing_of(promise(), (), (), today).state is state


@pytest.mark.parametrize(
    ("marks", "word"),
    [
        ((Says.KEPT,), Says.KEPT),
        ((Says.KEPT, Says.BROKEN), Says.BROKEN),
        ((Says.KEPT, Says.BROKEN, Says.UNDONE), Says.KEPT),
        ((Says.KEPT, Says.UNDONE), None),
        ((), None),
    ],
)
def test_the_last_word_that_was_not_taken_back_stands(marks: tuple[Says, ...], word: Says | None) -> None:
    held = last_word([mark(says) for says in marks])
    assert (held.says if held else None) is word


def test_later_words_make_it_seem_kept_and_never_kept() -> None:
    found = standing_of(
        promise(), (), claims_of([later("Thanks for sending the outage report.")]), date(2026, 11, 1)
    )
    assert found.state is State.SEEMS_KEPT
    assert [(one.item, one.kept) for one in found.evidence] == [("j", True)]
    assert standing_of(
        promise(), [mark(Says.BROKEN)], claims_of([later("I've sent the outage report.")]), SAID
    ).state is (State.BROKEN)


@pytest.mark.parametrize(
    "text",
    [
        "We never got the outage report.",
        "Thanks for sending the invoice.",
        "Has the outage report been sent?",
        "The outage report was on our mind.",
    ],
)
def test_other_words_leave_it_overdue(text: str) -> None:
    assert standing_of(promise(), (), claims_of([later(text)]), date(2026, 11, 1)).state is State.OVERDUE


def test_what_is_said_in_the_same_call_or_before_it_tells_nothing() -> None:
    words = "I've sent the outage report."
    same, before = later(words, item="i", day=SAID, position=9), later(words, day=date(2026, 10, 1))
    assert standing_of(promise(), (), claims_of([same, before]), date(2026, 11, 1)).evidence == ()
    assert standing_of(promise("ticket"), (), claims_of([same]), date(2026, 11, 1)).state is State.SEEMS_KEPT
