"""Who said what in which month: the statements as they count.

Keeps the rule that pasting a text again changes no headline: equal texts (case and white space apart) and near
copies (``near_duplicates``) of one account in one month and theme are one voice, which counts its copies. Equal
texts without an account count as one voice as well, because nothing shows that they come from different
customers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from foundation.months import Month
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


def voices_of(statements: Iterable[Statement], themes: Sequence[Theme]) -> tuple[Voice, ...]:
    """The statements that count, by id: of equal texts the one with the smallest id."""
    theme_of = theme_index(themes)
    months: dict[tuple[int, int], Month] = {}
    voices: dict[tuple[str | None, str, Month, int], Voice] = {}
    ordered = sorted(statements, key=lambda one: one.id)
    same_words = _same_words(ordered)
    for statement in ordered:
        day = statement.day
        month = months.setdefault((day.year, day.month), Month.of(day))
        theme = theme_of.get(statement.id, NO_THEME)
        key = (statement.account_id, same_words[plain(statement.text)], month, theme)
        known = voices.get(key)
        voices[key] = replace(known, copies=known.copies + 1) if known else Voice(statement, theme, month)
    return tuple(voices.values())


def _same_words(statements: Sequence[Statement]) -> dict[str, str]:
    """For each plain text the first that it is a copy of."""
    texts = list(dict.fromkeys(plain(statement.text) for statement in statements))
    return {text: texts[first] for text, first in zip(texts, near_duplicates(texts).tolist(), strict=True)}


def theme_index(themes: Sequence[Theme]) -> Mapping[str, int]:
    """Index of the theme by statement id."""
    return {member: index for index, theme in enumerate(themes) for member in theme.members}


def plain(text: str) -> str:
    """The text as it is compared: case and white space apart."""
    return " ".join(text.casefold().split())
