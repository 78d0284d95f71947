"""Files for the import fuzz: whole ones whose rows are known, broken ones made from them, and junk.

A ``Trial`` is what somebody might hand to ``nrr import``. Where the number of its records is known, no reader
may count another; nothing here is random beyond its seed.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "workspace" / "examples"
FEEDBACK = ("tickets", "nps", "calls")

NAUGHTY = (
    "",
    " ",
    "\t\n",
    "null",
    "NaN",
    "-0",
    "1e999",
    "007",
    "TRUE",
    "\x00mid\x00nul",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "\x1b]52;c;aGk=\x07 clipboard",
    "\x9b2J\x85next",
    "\u202eesrever\u202c and \u2066isolate\u2069",
    "z\u0335a\u0321\u0353l\u0358g\u0322o\u0336 " * 9,
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ﷽ 田中さん ﺍﻠﻋﺮﺑﻳﺓ",
    "\ufeffmark \u200bzero\u200d width",
    '=HYPERLINK("http://x.example","a")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'; DROP TABLE item; --",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[@click=app.quit]x[/] [bold]not markup",
    "{{7*7}} ${7*7} %s %n %x",
    "a" * 20_000,
    "word " * 3_000,
    "\"quoted\" 'single' `tick` \\back",
    "line one\r\nline two\rline three\u2028four",
    "../../etc/passwd",
    "jane.doe@acme.example +44 20 7946 0958 4111 1111 1111 1111 sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "<EMAIL_1> <PHONE_99999999999>",
    "9" * 400,
    "1970-13-45T99:99:99Z",
    "31/02/2026",
    "−5",
    "٣",
    "½",
)
_PLAIN = ("The export stops.", "slow", "Great support, thank you!", "We cannot log in since Monday", "ok")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1")
_COLUMNS = {
    "nps": ("id", "date", "score", "comment", "email", "account"),
    "tickets": ("id", "created at", "description", "subject", "status", "company", "tags"),
    "accounts": ("id", "name", "domains", "employees", "renewal", "churned"),
    "subscriptions": ("account", "id", "started", "ended", "mrr", "currency", "seats"),
    "usage": ("account", "date", "metric", "value"),
    "contacts": ("account", "name", "email", "level", "champion", "last contact"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One file: the kind it is given as, its bytes, and how many records it holds where that is known."""

    family: str
    kind: str
    name: str
    content: bytes
    records: int | None = None


def trial(number: int, seed: int) -> Trial:
    """The ``number``-th file of the run with this seed."""
    chance = random.Random(f"{seed}/{number}")
    family = chance.choice((table, table, lines, document, mutant, mutant, mutant, packed, junk))
    return family(chance)


def table(chance: random.Random) -> Trial:
    """A well-formed CSV of any dialect and encoding with naughty cells: every row counts."""
    kind = chance.choice(tuple(_COLUMNS))
    columns, rows = _COLUMNS[kind], chance.randrange(1, 9)
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=chance.choice(",;\t|"),
        quoting=csv.QUOTE_ALL,
        lineterminator=chance.choice(("\n", "\r\n")),
    )
    writer.writerow(columns)
    for row in range(rows):
        writer.writerow([_cell(name, row, chance).replace("\x00", "") for name in columns])
    encoding = chance.choice(_ENCODINGS)
    content = text.getvalue().encode("utf-8", "replace").decode("utf-8")
    return Trial("table", kind, "t.csv", content.encode(encoding, "replace"), rows)


def lines(chance: random.Random) -> Trial:
    """JSON lines of values of any type: every line that holds an object is one record."""
    kind = chance.choice(tuple(_COLUMNS))
    count = chance.randrange(2, 9)
    rows = [_object(_COLUMNS[kind], row, chance) for row in range(count)]
    text = "\n".join(json.dumps(row, ensure_ascii=chance.random() < 0.7) for row in rows)
    return Trial("lines", kind, "l.ndjson", text.encode("utf-8", "replace"), count)


def document(chance: random.Random) -> Trial:
    """An array of objects, sometimes nested deeply: one record an element."""
    kind = chance.choice(tuple(_COLUMNS))
    count = chance.randrange(1, 9)
    rows = [_object(_COLUMNS[kind], row, chance) for row in range(count)]
    indent = chance.choice((None, 1, 4))
    return Trial("document", kind, "d.json", json.dumps(rows, indent=indent).encode(), count)


def mutant(chance: random.Random) -> Trial:
    """One of the product's own examples with bytes flipped, cut, doubled, spliced or strange words put in."""
    path = chance.choice(_example_files())
    content = bytearray(path.read_bytes()[:60_000])
    for _ in range(chance.randrange(1, 6)):
        _mutate(content, chance)
    return Trial("mutant", _kind_of(path, chance), path.name, bytes(content))


def packed(chance: random.Random) -> Trial:
    """A table or a mutant in a .gz or .zip, sometimes damaged."""
    inner = chance.choice((table, mutant))(chance)
    if chance.random() < 0.5:
        content, name = bytearray(gzip.compress(inner.content)), inner.name + ".gz"
    else:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                chance.choice((inner.name, f"a/b/{inner.name}", f"../{inner.name}")), inner.content
            )
        content, name = bytearray(stream.getvalue()), "p.zip"
    if chance.random() < 0.5:
        _mutate(content, chance)
    return Trial("packed", inner.kind, name, bytes(content))


def junk(chance: random.Random) -> Trial:
    """Bytes without any meaning, or text of naughty words alone."""
    kind = chance.choice((*FEEDBACK, *_COLUMNS))
    if chance.random() < 0.5:
        return Trial("junk", kind, "j.bin", chance.randbytes(chance.randrange(0, 3_000)))
    words = "".join(chance.choice((*NAUGHTY, ",", "\n", "[", "{", '"', ":", "-->")) for _ in range(40))
    return Trial("junk", kind, "j.txt", words.encode("utf-8", "surrogatepass"))


def _cell(column: str, row: int, chance: random.Random) -> str:
    if chance.random() < 0.35:
        return chance.choice(NAUGHTY)
    if column == "id":
        return f"X-{row}-{chance.randrange(10**6)}"
    if column in ("score", "value", "mrr", "seats", "employees"):
        return str(chance.randrange(11))
    if "date" in column or column in ("created at", "started", "ended", "renewal", "churned", "last contact"):
        return f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return chance.choice(_PLAIN)


def _object(columns: tuple[str, ...], row: int, chance: random.Random) -> dict[str, object]:
    found: dict[str, object] = {name: _value(name, row, chance, 0) for name in columns}
    if chance.random() < 0.2:
        found[chance.choice(NAUGHTY) or "x"] = _value("more", row, chance, 0)
    return found


def _value(column: str, row: int, chance: random.Random, depth: int) -> object:
    roll = chance.random()
    if roll < 0.7 or depth > 2:
        return _cell(column, row, chance)
    if roll < 0.8:
        return chance.choice((None, True, False, 0, -1, 1.5, 10**40, -1e308))
    if roll < 0.9:
        return [_value(column, row, chance, depth + 1) for _ in range(chance.randrange(3))]
    return {"a": _value(column, row, chance, depth + 1), "id": _value(column, row, chance, depth + 1)}


def _mutate(content: bytearray, chance: random.Random) -> None:
    size = len(content)
    start = chance.randrange(size + 1)
    end = min(size, start + chance.randrange(1, 40))
    match chance.randrange(6):
        case 0 if size:
            content[chance.randrange(size)] = chance.randrange(256)
        case 1:
            del content[start:end]
        case 2:
            content[start:start] = content[start:end] * chance.randrange(1, 5)
        case 3:
            content[start:start] = chance.choice(NAUGHTY).encode("utf-8", "surrogatepass")
        case 4:
            del content[start:]
        case _:
            content[start:start] = chance.choice(
                (b'"', b",", b"\r", b"\n\n", b"{", b"]", b"\xff\xfe", b"\x00")
            )


def _example_files() -> list[Path]:
    return sorted(path for path in EXAMPLES.rglob("*") if path.is_file())


def _kind_of(path: Path, chance: random.Random) -> str:
    """Mostly the kind that the example is of, sometimes another: people err."""
    if chance.random() < 0.1:
        return chance.choice((*FEEDBACK, *_COLUMNS))
    from workspace.formats import READABLE

    inner = path.relative_to(EXAMPLES).as_posix()
    return next(
        (
            one.kind
            for one in READABLE
            if any(inner == name or inner.startswith(name + "/") for name in one.files)
        ),
        "calls",
    )
