"""A report as text that can be read back: what was made once need not be made again for another format.

Unlike the JSON form this loses nothing. A value of a class is a list that begins with its name; a tuple is one that
begins with "".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType

from foundation.errors import SettingsError
from foundation.months import Month
from reports.document import (
    Chart,
    Column,
    Drawing,
    Group,
    Kind,
    Masking,
    Paragraph,
    Points,
    QuoteBlock,
    Report,
    Section,
    Table,
)
from reports.words import AccountName, Command, Figure, Person, Said, ThemeName, Unit

_PIECES = (
    Report,
    Section,
    Masking,
    Paragraph,
    Points,
    QuoteBlock,
    Table,
    Column,
    Chart,
    Group,
    Figure,
    AccountName,
    Person,
    ThemeName,
    Said,
    Command,
)
_PLAIN = frozenset({NoneType, str, bool, int, float})
_NAMES: dict[type, tuple[str, ...]] = {one: tuple(field.name for field in fields(one)) for one in _PIECES}
_MAKERS: dict[str, Callable[..., object]] = {
    "": lambda *values: values,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "Month": Month.parse,
    **{one.__name__: one for one in (Kind, Drawing, Unit)},
    **{one.__name__: one for one in _PIECES if one is not Report},
    Report.__name__: lambda *values: Report(**dict(zip(_NAMES[Report], values, strict=True))),
}


def kept_text(report: Report) -> str:
    """``report`` as text; equal reports give equal texts."""
    return json.dumps(_written(report), ensure_ascii=False, separators=(",", ":"))


def kept_report(text: str) -> Report:
    """The report that ``text`` was made of. Raises ValueError where it was made of none."""
    try:
        report = _read(json.loads(text))
    except (KeyError, TypeError, ValueError, RecursionError, SettingsError) as error:
        raise ValueError("this is no kept report") from error
    if not isinstance(report, Report):
        raise ValueError("this is no kept report")
    return report


def _written(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return ["", *map(_written, value)]  # type: ignore[call-overload]
    names = _NAMES.get(kind)
    if names is not None:
        return [kind.__name__, *[_written(getattr(value, name)) for name in names]]
    match value:
        case StrEnum():
            return [kind.__name__, value.value]
        case Month():
            return ["Month", str(value)]
        case datetime() | date():
            return [kind.__name__, value.isoformat()]
    raise TypeError(f"a {kind.__name__} cannot stand in a report")


def _read(value: object) -> object:
    if not isinstance(value, list):
        return value
    name, *values = value
    return _MAKERS[name](*map(_read, values))
