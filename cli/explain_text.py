"""An opened figure as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounts.tables import TABLES
from cli.output import WIDTH, table, wrapped
from foundation.money import percent

if TYPE_CHECKING:
    from accounts.explanation import Explanation
    from workspace.explain import Opened
    from workspace.store.imports import ImportedFile
    from workspace.store.sources import SourceRow

_Line = tuple[str, str, str, str]
_FORMULA = "formula     "
_HASH = 12  # hex digits that text shows; JSON holds them all


def explained_text(opened: Opened, limit: int, width: int | None = None) -> str:
    """The figure, its formula, at most ``limit`` inputs and rows, and the files that brought the rows. ``width``:
    the columns of the terminal that rows are cut to; None: rows are whole."""
    figure = opened.explanation
    prose = width or WIDTH
    title = f"{figure.title}: {_value(figure.value, figure.unit)}   [{figure.figure}]"
    formula = wrapped(f"{_FORMULA}{figure.formula or 'none'}", " " * len(_FORMULA), prose)
    blocks = [
        "\n".join(wrapped(text, width=prose) for text in (title, figure.words) if text),
        f"{formula}\nrecomputed  {_verdict(opened)}",
    ]
    if figure.inputs:
        blocks.append(_inputs(figure, limit))
    if opened.rows:
        blocks += _rows(opened.rows, limit, width)
    return "\n\n".join(blocks)


def _verdict(opened: Opened) -> str:
    if opened.again is None:
        return "nothing, as there is no value"
    again = _number(opened.again)
    lost = f", but {len(opened.lost):,} of its rows are not in the store" if opened.lost else ""
    return f"{again}, the same{lost}" if opened.same else f"{again}, NOT the same{lost}"


def _inputs(figure: Explanation, limit: int) -> str:
    rows = [(one.name, _number(one.value), one.unit, one.figure) for one in figure.inputs[:limit]]
    return table(("Input", "Value", "", "Opens to"), rows, "lrll") + _more(len(figure.inputs), limit)


def _rows(rows: Sequence[SourceRow], limit: int, width: int | None) -> list[str]:
    files = {file: number for number, file in enumerate(_files(rows), start=1)}
    lines = [
        (
            row.key.kind,
            ", ".join(part for part in row.key.key if part),
            _values(row),
            ", ".join(str(files[file]) for file in row.files) + (f" row {row.line}" if row.line else ""),
        )
        for row in rows[:limit]
    ]
    brought = [
        (str(number), file.name, file.sha256[:_HASH], _when(rows, file)) for file, number in files.items()
    ]
    note = ""
    if width is not None:
        whole = lines
        lines = _fitted(lines, width)
        note = "\n… marks what was cut to fit; --json has it all" if lines != whole else ""
        names = width - max(len(number) + len(when) for number, _, _, when in brought) - _HASH - 8
        brought = [(number, _cut(name, names), digest, when) for number, name, digest, when in brought]
    return [
        table(("Table", "Row", "Values", "File"), lines, "llll") + note + _more(len(rows), limit),
        table(("File", "Name", "SHA-256", "Imported"), brought, "rlll") + _more(len(brought), limit),
    ]


def _fitted(lines: Sequence[_Line], width: int) -> list[_Line]:
    """The lines with keys and values cut so that none is over ``width`` columns: first the last values."""
    ends = max(len(kind) for kind, *_ in lines) + max(4, *(len(file) for *_, file in lines)) + 6
    room = width - max(ends, len("Table") + 10)
    values = max(len(text) for _, _, text, _ in lines)
    key = min(max(len(name) for _, name, _, _ in lines), max(room - values, room * 2 // 5))
    return [(kind, _cut(name, key), _cut_values(text, room - key), file) for kind, name, text, file in lines]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 1)].rstrip() + "…"


def _cut_values(text: str, width: int) -> str:
    """The pairs that fit whole, as half a value misleads; the first is cut where not even it does."""
    if len(text) <= width:
        return text
    fitting = text[: width - 1].rpartition(", ")[0]
    return f"{fitting}, …" if fitting and len(fitting) + 3 <= width else _cut(text, width)


def _files(rows: Sequence[SourceRow]) -> list[ImportedFile]:
    return sorted({file for row in rows for file in row.files}, key=lambda file: (file.name, file.sha256))


def _when(rows: Sequence[SourceRow], file: ImportedFile) -> str:
    moments = {row.imported for row in rows if file in row.files and row.imported}
    return f"{max(moments):%Y-%m-%d %H:%M} UTC" if moments else ""


def _values(row: SourceRow) -> str:
    if not row.values:
        return "not in the store"
    key = TABLES[row.key.kind].key if row.key.kind in TABLES else ()
    return ", ".join(f"{name} {value}" for name, value in row.values.items() if name not in key)


def _more(count: int, limit: int) -> str:
    return f"\n… and {count - limit:,} more (--limit {count})" if count > limit else ""


def _number(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "no value"
    if unit == "ratio":
        return f"{_number(value)} ({percent(value)})"
    return f"{_number(value)} {unit}".rstrip()


def explained_shape(opened: Opened) -> dict[str, object]:
    """``nrr explain --json``: all inputs and rows, whole hashes."""
    figure = opened.explanation
    return {
        "figure": figure.figure,
        "title": figure.title,
        "value": figure.value,
        "unit": figure.unit,
        "words": figure.words,
        "formula": figure.formula,
        "recomputed": opened.again,
        "same": opened.same,
        "inputs": [
            {"name": one.name, "value": one.value, "unit": one.unit, "figure": one.figure or None}
            for one in figure.inputs
        ],
        "rows": [
            {
                "table": row.key.kind,
                "key": list(row.key.key),
                "values": dict(row.values),
                "files": [{"name": file.name, "sha256": file.sha256} for file in row.files],
                "line": row.line,
                "imported": row.imported.isoformat() if row.imported else None,
            }
            for row in opened.rows
        ],
    }
