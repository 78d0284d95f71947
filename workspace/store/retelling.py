"""What a stored theme says of itself once some of its words are gone: nothing that no remaining member says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select

from foundation.text import one_line
from ingest.items import ERASED_WORDS
from synthesis.themes import Quote
from workspace.store.run_rows import quotes_text, stored_quotes, stored_terms, terms_text
from workspace.store.schema import statement, theme, theme_member, theme_part
from workspace.store.values import chunks

_WORD = re.compile(r"\w+")
_LABEL_WORDS = 6
_SUMMARY = 240

ThemeKey = tuple[str, str]  # run id, theme id
Reword = Callable[[Quote], Quote | None]
"""What stands in place of a quote; None takes it away."""


def themes_with(conn: Connection, statement_ids: Iterable[str]) -> set[ThemeKey]:
    """The stored themes that these statements belong to."""
    found: set[ThemeKey] = set()
    table = theme_member.c
    for batch in chunks(sorted(statement_ids)):
        query = select(table.run_id, table.theme_id).where(table.statement_id.in_(batch)).distinct()
        found.update((row.run_id, row.theme_id) for row in conn.execute(query))
    return found


def retell(conn: Connection, keys: Iterable[ThemeKey], reword: Reword) -> None:
    """Write the label, summary, terms and quotes of these themes anew, from what their members say now."""
    columns = theme.c
    for run_id, theme_id in sorted(keys):
        own = (columns.run_id == run_id) & (columns.id == theme_id)
        row = conn.execute(select(theme).where(own)).one_or_none()
        if row is None:
            continue
        texts = _said(conn, run_id, theme_id)
        words = {word.casefold() for text in texts for word in _WORD.findall(text)}
        quotes = (reword(quote) for quote in stored_quotes(row.quotes))
        fresh = {
            "label": _label(row.label, texts, words),
            "summary": _summary(row.summary, texts),
            "terms": terms_text(tuple(term for term in stored_terms(row.terms) if _known(term[0], words))),
            "quotes": quotes_text(tuple(quote for quote in quotes if quote is not None)),
        }
        conn.execute(theme.update().where(own).values(**fresh))
        _retell_parts(conn, (run_id, theme_id), words)


def _retell_parts(conn: Connection, key: ThemeKey, words: set[str]) -> None:
    columns = theme_part.c
    own = (columns.run_id == key[0]) & (columns.theme_id == key[1])
    for row in conn.execute(select(columns.id, columns.label).where(own)).all():
        said = [piece for piece in row.label.split() if _all_in(piece, words)]
        fresh = " ".join(said) or ERASED_WORDS
        conn.execute(theme_part.update().where(own, columns.id == row.id).values(label=fresh))


def _said(conn: Connection, run_id: str, theme_id: str) -> list[str]:
    query = (
        select(statement.c.text)
        .join(theme_member, theme_member.c.statement_id == statement.c.id)
        .where(theme_member.c.run_id == run_id, theme_member.c.theme_id == theme_id)
        .order_by(theme_member.c.position)
    )
    return [text for text in conn.execute(query).scalars() if text != ERASED_WORDS]


def _label(label: str, texts: Sequence[str], words: set[str]) -> str:
    if not texts:
        return ERASED_WORDS
    pieces = label.split()
    kept = [piece for piece in pieces if _all_in(piece, words)]
    if len(kept) == len(pieces):
        return label
    return " ".join(kept) if len(kept) > 1 else " ".join(one_line(texts[0]).split()[:_LABEL_WORDS])


def _summary(summary: str, texts: Sequence[str]) -> str:
    if not texts:
        return ERASED_WORDS
    bare = summary.rstrip("…").rstrip()
    if any(bare in text or bare in one_line(text) for text in texts):
        return summary
    return one_line(texts[0], _SUMMARY)


def _all_in(piece: str, words: set[str]) -> bool:
    return all(word.casefold() in words for word in _WORD.findall(piece))


def _known(term: str, words: set[str]) -> bool:
    """Whether a term, which may be a stem, is among the words that are still said."""
    for piece in _WORD.findall(term):
        stem = piece.casefold()[: max(3, len(piece) - 2)]
        if not any(word.startswith(stem) for word in words):
            return False
    return True
