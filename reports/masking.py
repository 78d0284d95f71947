"""A copy of a report that may leave the team: one pure step from view to view, so that no renderer sees what it hides.

Keeps these rules: account and person names become codes; a theme of few accounts is left out, with every row, group
and sentence that names it; quotes and other people's sentences are left out, never paraphrased; figures and days are
rounded and open nothing; and what is kept of a stranger's words holds none of the known names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from foundation.months import Month
from foundation.text import folded
from reports.document import (
    Block,
    Chart,
    Group,
    Masking,
    Paragraph,
    Points,
    QuoteBlock,
    Report,
    Section,
    Table,
)
from reports.words import AccountName, Figure, Person, Said, Span, Text, ThemeName, Unit

LEFT_OUT = "left out"
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_FEW = 20  # counts up to this stay as they are


@dataclass(frozen=True, slots=True)
class MaskRules:
    """``least`` accounts a theme needs to be named; ``names`` are those of accounts, people and domains, and whatever
    else must not be in a copy."""

    least: int
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as they are looked for in a text: ``spoken`` as words beside each other, ``written`` (scripts without
    spaces between words, and names without letters) as they stand. Made for tens of thousands of them."""

    spoken: frozenset[tuple[str, ...]]
    written: tuple[str, ...]
    longest: int

    @classmethod
    def of(cls, names: Iterable[str]) -> KnownNames:
        spoken, written = set(), set()
        for name in map(folded, names):
            words = tuple(_WORD.findall(name))
            if words and not _UNSPACED.search(name):
                spoken.add(words)
            elif name:
                written.add(name)
        return cls(frozenset(spoken), tuple(sorted(written)), max(map(len, spoken), default=0))

    def any_in(self, text: str) -> bool:
        """Whether one of the names is in ``text``, whatever its case and punctuation."""
        flat = folded(text)
        words = tuple(_WORD.findall(flat))
        spans = (
            words[at : at + size]
            for size in range(1, min(self.longest, len(words)) + 1)
            for at in range(len(words) - size + 1)
        )
        return any(span in self.spoken for span in spans) or any(name in flat for name in self.written)


@dataclass(slots=True)
class _Codes:
    """Codes by the order in which names appear; they tell nothing of the name and differ between reports."""

    rules: MaskRules
    known: KnownNames
    accounts: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def account(self, key: str) -> str:
        return self.accounts.setdefault(key, f"Account {len(self.accounts) + 1}")

    def person(self, name: str) -> str:
        return self.people.setdefault(folded(name), f"Person {len(self.people) + 1}")

    def clean(self, text: str) -> str:
        """``text``, or a word for it where a known name is in it."""
        return LEFT_OUT if self.known.any_in(text) else text


def masked(report: Report, rules: MaskRules) -> Report:
    """``report`` as it may leave the team. Masking twice changes nothing more."""
    codes = _Codes(rules, KnownNames.of(rules.names))
    sections = tuple(_section(one, codes) for one in report.sections)
    return replace(report, sections=sections, masked=Masking(rules.least), run="")


def _section(section: Section, codes: _Codes) -> Section:
    blocks = _blocks(section.blocks, codes)
    return replace(section, blocks=blocks or (Paragraph(("Left out of a masked copy.",)),))


def _blocks(blocks: tuple[Block, ...], codes: _Codes) -> tuple[Block, ...]:
    return tuple(made for block in blocks if (made := _block(block, codes)) is not None)


def _block(block: Block, codes: _Codes) -> Block | None:
    match block:
        case QuoteBlock():
            return None
        case Paragraph():
            return Paragraph(_sentence(block.text, codes))
        case Points():
            return Points(tuple(_sentence(line, codes) for line in block.lines), block.numbered)
        case Table():
            return _table(block, codes)
        case Chart():
            return replace(block, point=_sentence(block.point, codes), table=_table(block.table, codes))
        case Group():
            if _few(block.title, codes):
                return None
            return Group(_text(block.title, codes), _blocks(block.blocks, codes), block.page)


def _few(text: Text, codes: _Codes) -> bool:
    """Whether a theme of too few accounts is named."""
    return any(isinstance(span, ThemeName) and span.accounts < codes.rules.least for span in text)


def _sentence(text: Text, codes: _Codes) -> Text:
    if _few(text, codes):
        return (f"A sentence on a theme of under {codes.rules.least} accounts is left out.",)
    return _text(text, codes)


def _table(table: Table, codes: _Codes) -> Table:
    rows = [row for row in table.rows if not any(_few(cell, codes) for cell in row)]
    return replace(
        table,
        name=codes.clean(table.name),
        rows=tuple(tuple(_text(cell, codes) for cell in row) for row in rows),
    )


def _text(text: Text, codes: _Codes) -> Text:
    return tuple(_span(span, codes) for span in text)


def _span(span: Span, codes: _Codes) -> Span:
    match span:
        case AccountName():
            return AccountName("", span.name if not span.id else codes.account(span.id))
        case Person():
            return Person(codes.person(span.name))
        case ThemeName():
            return ThemeName("", codes.clean(span.label), span.accounts)
        case Said():
            return Said(codes.clean(span.text) if span.ours else LEFT_OUT, ours=True)
        case Figure():
            return _rounded(span)
        case date():
            return Month.of(span).title
        case _:
            return span


def _rounded(figure: Figure) -> Figure:
    """Money to two figures, ratios to whole percents, counts above twenty to two figures, scores to whole points; it
    opens nothing."""
    value, digits = figure.value, figure.digits
    if figure.unit is Unit.MONEY:
        value = _significant(value)
    elif figure.unit is Unit.PERCENT:
        value, digits = round(value, 2), 0
    elif figure.unit is Unit.COUNT:
        value = value if abs(value) <= _FEW else _significant(value)
    else:
        digits = 0 if digits == 1 else digits
        value = round(value, digits)
    return replace(figure, value=value, digits=digits, explain="")


def _significant(value: float) -> float:
    """``value`` to two significant figures."""
    if not value or not math.isfinite(value):
        return value
    return round(value, 1 - math.floor(math.log10(abs(value))))
