"""Header sets with values and the right answer, for tests and for ``python -m bench.mapping``.

``mapping_samples.txt`` holds the sets; this module reads it and makes rows of believable values, the same
ones every time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.ingest.mapping_words import COMPANIES, FIRST, LAST, PLAIN, SENTENCES, domain

ROWS = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """A file's columns with the field that each is (None: no field), and its rows."""

    number: int
    kind: str
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    rows: tuple[dict[str, object], ...]

    @property
    def answer(self) -> dict[str, str]:
        """Field to header."""
        return {field: header for field, header in zip(self.fields, self.headers, strict=True) if field}


def samples() -> list[Sample]:
    """All labelled samples, in file order."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    blocks = text.split("\n## ")[1:]
    return [_sample(number, block.strip().splitlines()) for number, block in enumerate(blocks)]


def _sample(number: int, lines: list[str]) -> Sample:
    cells = [[piece.strip() for piece in line.rsplit("|", 2)] for line in lines[1:]]
    rng = random.Random(number)
    kind = lines[0].strip()
    rows = [_row(rng, at, cells, at if kind == "accounts" else None) for at in range(ROWS)]
    return Sample(
        number,
        kind,
        tuple(header for header, _, _ in cells),
        tuple(None if field == "-" else field for _, field, _ in cells),
        tuple(rows),
    )


def _row(rng: random.Random, at: int, cells: list[list[str]], account: int | None) -> dict[str, object]:
    person = (rng.choice(FIRST), rng.choice(LAST))
    company = rng.randrange(len(COMPANIES)) if account is None else account
    draw = _Draw(rng, at, person, company, datetime(2026, 1, 3, 8, tzinfo=UTC) + timedelta(hours=31 * at))
    return {header: draw.value(form) for header, _, form in cells}


@dataclass(frozen=True, slots=True)
class _Draw:
    """One row's facts, from which its cells are written in their forms."""

    rng: random.Random
    at: int
    person: tuple[str, str]
    company: int
    moment: datetime

    def value(self, form: str) -> str:
        if form.startswith("sparse_"):
            return "" if self.at % 4 else self.value(_SPARSE[form])
        if form in _DATES:
            shifted = self.moment + timedelta(minutes=self.rng.randrange(6000))
            return _DATES[form](shifted)
        if form in _NUMBERS:
            return _NUMBERS[form](self.rng)
        if form in PLAIN:
            return self.rng.choice(PLAIN[form])
        if form.startswith(("text_", "subject_")):
            kind, _, language = form.partition("_")
            first, second = self.rng.choice(SENTENCES[language]), self.rng.choice(SENTENCES[language])
            return f"{first}. {second}." if kind == "text" else " ".join(first.split()[:6])
        return self._fact(form)

    def _fact(self, form: str) -> str:
        first, last = self.person
        host = domain(COMPANIES[self.company % len(COMPANIES)])
        facts = {
            "serial": str(10_400 + self.at),
            "bigid": str(7_300_412_000 + 37 * self.at),
            "code": f"TK-{4200 + self.at}",
            "uuid": f"{self.rng.getrandbits(32):08x}-{self.rng.getrandbits(16):04x}-4a1b",
            "acct": f"A-{1000 + self.company}",
            "company": COMPANIES[self.company % len(COMPANIES)],
            "domain": host,
            "url": f"https://www.{host}/",
            "person": f"{first} {last}",
            "email": f"{first}.{last}@{host}".lower(),
            "agent": f"{FIRST[self.at % 4]} {LAST[self.at % 4]}",
            "file": f"calls/2026-0{1 + self.at % 9}-12_call{self.at}.vtt",
            "phone": f"+49 30 5550{self.rng.randrange(1000, 9999)}",
            "survey": "Relationship survey 2026",
        }
        return facts[form]


_SPARSE = {
    "sparse_date": "isodate",
    "sparse_isodt": "isodt",
    "sparse_ddate": "ddate",
    "sparse_dslash": "dslash",
    "sparse_dash": "dash_date",
    "sparse_mdate": "mdate",
    "sparse_reason": "reason",
    "sparse_acct": "acct",
}
_DATES: dict[str, Callable[[datetime], str]] = {
    "isodt": lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}",
    "isodate": lambda at: f"{at:%Y-%m-%d}",
    "isodate1": lambda at: f"{at:%Y-%m}-01",
    "ddatetime": lambda at: f"{at:%d.%m.%Y %H:%M}",
    "ddate": lambda at: f"{at:%d.%m.%Y}",
    "dslash": lambda at: f"{at:%d/%m/%Y}",
    "dash_date": lambda at: f"{at:%d-%m-%Y}",
    "mdate": lambda at: f"{at:%m/%d/%Y}",
    "usdatetime": lambda at: f"{at:%m/%d/%Y %I:%M %p}",
    "mondate": lambda at: f"{at:%d %b %Y %H:%M}",
    "epoch": lambda at: str(int(at.timestamp())),
    "month": lambda at: f"{at:%Y-%m}",
    "monthname": lambda at: f"{at:%b %Y}",
}
_NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "nps": lambda rng: str(rng.choice((0, 2, 5, 6, 7, 8, 9, 9, 10, 10))),
    "csat": lambda rng: str(rng.randint(1, 5)),
    "int": lambda rng: str(rng.randint(3, 900)),
    "smallint": lambda rng: str(rng.randint(1, 60)),
    "bigint": lambda rng: str(rng.randint(30, 9000)),
    "percent": lambda rng: str(rng.randint(5, 100)),
    "money": lambda rng: f"{rng.randint(90, 9000)}.{rng.randint(0, 99):02d}",
    "money_de": lambda rng: f"{rng.randint(1, 9)}.{rng.randint(0, 999):03d},{rng.randint(0, 99):02d}",
    "usd": lambda rng: f"${rng.randint(1, 9)},{rng.randint(0, 999):03d}.00",
    "duration": lambda rng: f"00:{rng.randint(10, 59)}:{rng.randint(10, 59)}",
}
