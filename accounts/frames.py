"""Plain rows become typed, sorted frames: the one place where the account room reads cells.

Keeps two rules: a row that cannot be read is reported, never raised; the order of the rows changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any

from accounts.tables import Column, ColumnType, Table
from foundation.errors import SettingsError
from foundation.months import Month

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Row = Mapping[str, object]

_EXACT = 2.0**53
_TRUE = frozenset({"1", "true", "yes", "y", "t", "x"})
_FALSE = frozenset({"0", "false", "no", "n", "f"})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A row that was left out or changed: its table, its key in words, and why."""

    table: str
    row: str
    reason: str


def typed_frame(table: Table, rows: Sequence[Row]) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows as one typed frame, sorted by the table's key, and the rows left out.

    Text cells are ``""`` when empty, numbers NaN, dates NaT (``datetime64``), flags None, lists tuples.
    Rows with an unreadable cell or without a required value are left out; of rows with the same key the
    last in sorted order stays.
    """
    import pandas as pd

    faults: list[tuple[int, str]] = []
    data: dict[str, pd.Series[Any]] = {}
    for column in table.columns:
        data[column.name], unread, blank = _column(column, [row.get(column.name) for row in rows])
        faults += [(index, f"{column.name} cannot be read") for index in unread]
        if column.required:
            faults += [(index, f"{column.name} is missing") for index in blank]
    frame = pd.DataFrame(data)
    problems = [Problem(table.kind, _row_key(table, rows[index]), reason) for index, reason in faults]
    frame = frame.drop(index=sorted({index for index, _ in faults}))
    return _one_row_a_key(table, frame, problems), problems


def among(cells: pd.Series[Any], wanted: Iterable[str]) -> NDArray[np.bool_]:
    """Which cells are one of ``wanted``; each different text is looked up once, as a large table repeats them."""
    import numpy as np
    import pandas as pd

    named = set(wanted)
    codes, different = cells.factorize()
    found = np.array([text in named for text in pd.Index(different).to_numpy(dtype="object")], dtype=np.bool_)
    return np.asarray(found[codes], dtype=np.bool_)


def _one_row_a_key(table: Table, frame: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    plain = [column.name for column in table.columns if column.type not in (ColumnType.LIST, ColumnType.FLAG)]
    order = [*table.key, *(name for name in plain if name not in table.key)]
    frame = frame.sort_values(order, kind="stable", na_position="first")
    again = frame.duplicated(subset=list(table.key), keep="last")
    for row in frame[again].to_dict("records"):
        known = {str(name): value for name, value in row.items()}
        problems.append(Problem(table.kind, _row_key(table, known), "the same row twice; one is kept"))
    return frame[~again].reset_index(drop=True)


def _row_key(table: Table, row: Row) -> str:
    parts = (row.get(name) for name in table.key)
    return ", ".join(str(part).removesuffix(" 00:00:00") for part in parts if part not in (None, ""))


def _empty_to_none(cell: object) -> object:
    if isinstance(cell, str):
        return cell.strip() or None
    return None if isinstance(cell, float) and cell != cell else cell  # NaN is no value


def _column(column: Column, cells: list[object]) -> tuple[pd.Series[Any], list[int], list[int]]:
    """The typed cells, and where they could not be read and where there was nothing.

    What tables mostly hold goes fast: texts, of which each is read once however often it comes, and numbers.
    """
    types = set(map(type, cells))
    if types <= {str, NoneType} and cells:
        return _each_text_once(column, cells)
    if types <= {float, int} and cells and column.type in (ColumnType.NUMBER, ColumnType.INTEGER):
        values = _plain_numbers(cells)
        if values is not None:
            return values, [], []
    cleaned = [_empty_to_none(cell) for cell in cells]
    series, unread = _READERS[column.type](cleaned)
    return series, unread, [index for index, cell in enumerate(cleaned) if cell is None]


def _each_text_once(column: Column, cells: list[object]) -> tuple[pd.Series[Any], list[int], list[int]]:
    import numpy as np

    places = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
    at = np.fromiter(map(places.__getitem__, cells), dtype=np.int64, count=len(cells))
    texts = [_empty_to_none(cell) for cell in places]
    series, unread = _READERS[column.type](texts)
    blank = [index for index, text in enumerate(texts) if text is None]
    whole = series if len(places) == len(cells) else series.take(at).reset_index(drop=True)
    return whole, _places_of(at, unread), _places_of(at, blank)


def _places_of(at: NDArray[np.int64], wanted: list[int]) -> list[int]:
    import numpy as np

    found: list[int] = np.flatnonzero(np.isin(at, wanted)).tolist() if wanted else []
    return found


def _plain_numbers(cells: list[object]) -> pd.Series[Any] | None:
    """Finite numbers that a float holds exactly; None where one of them is not."""
    import numpy as np
    import pandas as pd

    values = np.array(cells, dtype=np.float64)
    return pd.Series(values) if bool((np.abs(values) <= _EXACT).all()) else None


def _text(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import pandas as pd

    return pd.Series(["" if cell is None else str(cell) for cell in cells], dtype="str"), []


def _number(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import numpy as np
    import pandas as pd

    values = pd.to_numeric(pd.Series(cells, dtype="object"), errors="coerce").astype("float64")
    values = values.replace([np.inf, -np.inf], np.nan)
    return values, _lost(cells, values)


def _date(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import pandas as pd

    texts = pd.Series([None if cell is None else str(cell)[:10] for cell in cells], dtype="object")
    values = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    return values, _lost(cells, values)


def _month(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import pandas as pd

    values: list[str | None] = []
    for cell in cells:
        try:
            values.append(None if cell is None else str(Month.parse(str(cell)[:7])))
        except SettingsError:
            values.append(None)
    series = pd.Series(values, dtype="str")
    return series, _lost(cells, series)


def _flag(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import pandas as pd

    words = [None if cell is None else str(cell).lower() for cell in cells]
    values = [True if word in _TRUE else False if word in _FALSE else None for word in words]
    series = pd.Series(values, dtype="object")
    return series, _lost(cells, series)


def _list(cells: list[object]) -> tuple[pd.Series[Any], list[int]]:
    import pandas as pd

    return pd.Series([_listed(cell) for cell in cells], dtype="object"), []


def _listed(cell: object) -> tuple[str, ...]:
    if cell is None:
        return ()
    if isinstance(cell, str):
        try:
            cell = json.loads(cell) if cell.startswith("[") else cell.replace(",", ";").split(";")
        except (json.JSONDecodeError, RecursionError):
            return (str(cell),)
    parts = cell if isinstance(cell, (list, tuple, set, frozenset)) else (cell,)
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _lost(cells: list[object], values: pd.Series[Any]) -> list[int]:
    missing = values.isna().to_numpy()
    return [int(index) for index in missing.nonzero()[0] if cells[index] is not None]


_READERS = {
    ColumnType.TEXT: _text,
    ColumnType.NUMBER: _number,
    ColumnType.INTEGER: _number,
    ColumnType.DATE: _date,
    ColumnType.MONTH: _month,
    ColumnType.FLAG: _flag,
    ColumnType.LIST: _list,
}
