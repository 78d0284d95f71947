"""Who said what in which month: the statements as they count.

Keeps the rule that pasting a text again changes no headline: equal texts (case and white space apart) and near
copies (``near_duplicates``) of one account in one month and theme are one voice, which counts its copies. Equal
texts without an account count as one voice as well, because nothing shows that they come from different
customers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from foundation.months import Month
from foundation.text import folded
from synthesis.near_duplicates import near_duplicates
from synthesis.themes import Statement, Theme

NO_THEME = -1


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that counts; ``theme`` is the index of its theme, or ``NO_THEME``. ``copies`` are the other
    statements that say the same in the same or nearly the same words."""

    statement: Statement
    theme: int
    month: Month
    copies: int = 0


def voices_of(
    statements: Iterable[Statement], themes: Sequence[Theme], same_words: Mapping[str, str] | None = None
) -> tuple[Voice, ...]:
    """The statements that count, by id: of equal texts the one with the smallest id.

    ``same_words`` leads from statements to one id for all that say the same in nearly the same words, where
    somebody has looked already (see ``same_words_of``); one that it lacks stands for itself.
    """
    ordered = sorted(statements, key=lambda one: one.id)
    theme_of = theme_index(themes)
    same = same_words_of(ordered) if same_words is None else same_words
    voices: dict[tuple[str | None, str, Month, int], Voice] = {}
    for statement in ordered:
        month = same_month(statement.day.year, statement.day.month)
        theme = theme_of.get(statement.id, NO_THEME)
        key = (statement.account_id, same.get(statement.id, statement.id), month, theme)
        known = voices.get(key)
        voices[key] = replace(known, copies=known.copies + 1) if known else Voice(statement, theme, month)
    return tuple(voices.values())


def voices_again(
    statements: Iterable[Statement], themes: Sequence[Theme], echoes: Collection[str]
) -> tuple[Voice, ...]:
    """The voices of statements among which ``echoes`` are known to repeat others (see ``echoes_of``).

    The copies of an account in a month and theme are counted at its first voice there.
    """
    theme_of, repeated = theme_index(themes), frozenset(echoes)
    copies: dict[tuple[str | None, Month, int], int] = {}
    found: list[tuple[Statement, int, Month]] = []
    for statement in sorted(statements, key=lambda one: one.id):
        month = same_month(statement.day.year, statement.day.month)
        theme = theme_of.get(statement.id, NO_THEME)
        if statement.id in repeated:
            place = (statement.account_id, month, theme)
            copies[place] = copies.get(place, 0) + 1
        else:
            found.append((statement, theme, month))
    return tuple(
        Voice(said, theme, month, copies.pop((said.account_id, month, theme), 0))
        for said, theme, month in found
    )


def echoes_of(statements: Iterable[Statement], voices: Iterable[Voice]) -> tuple[str, ...]:
    """Ids of the statements that only repeat one of ``voices``, sorted."""
    counted = {voice.statement.id for voice in voices}
    return tuple(sorted(statement.id for statement in statements if statement.id not in counted))


def same_words_of(statements: Iterable[Statement]) -> dict[str, str]:
    """For each statement the smallest id of those that say the same in the same or nearly the same words."""
    by_text: dict[str, list[str]] = {}
    for statement in sorted(statements, key=lambda one: one.id):
        by_text.setdefault(folded(statement.text), []).append(statement.id)
    texts = list(by_text)
    firsts = near_duplicates(texts).tolist()
    return {
        identity: by_text[texts[first]][0]
        for text, first in zip(texts, firsts, strict=True)
        for identity in by_text[text]
    }


def theme_index(themes: Sequence[Theme]) -> Mapping[str, int]:
    """Index of the theme by statement id."""
    return {member: index for index, theme in enumerate(themes) for member in theme.members}


@cache
def same_month(year: int, number: int) -> Month:
    """The month, always the same object: counting by month then compares no months, half of a what-if's time."""
    return Month(year, number)
