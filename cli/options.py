"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from foundation.months import Month

F = TypeVar("F", bound=Callable[..., Any])


class MonthType(click.ParamType[Month]):
    """``YYYY-MM``."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        if isinstance(value, Month):
            return value
        from foundation.errors import SettingsError

        try:
            return Month.parse(str(value))
        except SettingsError:
            self.fail(f"{value!r} is not a month; write YYYY-MM, for example 2026-10.", param, ctx)


class DayType(click.ParamType[date]):
    """``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write YYYY-MM-DD, for example 2026-10-31.", param, ctx)


class NumberType(click.ParamType[int]):
    """A whole number from 1 on; ``mark`` may stand before it."""

    name = "N"

    def __init__(self, mark: str = "") -> None:
        self._mark = mark

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        text = str(value).removeprefix(self._mark)
        if not (text.isascii() and text.isdigit() and int(text)):
            self.fail(f"{value!r} is no number; write 1 or more.", param, ctx)
        return int(text)


def workspace_option(function: F) -> F:
    """``-w DIR``: the workspace folder."""
    return click.option(
        "-w",
        "--workspace",
        "workspace_dir",
        type=click.Path(path_type=Path),
        help="Workspace folder. Default: $NRR_WORKSPACE, or where you are.",
    )(function)


def json_option(function: F) -> F:
    """``--json``: the machine-readable form."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def month_option(function: F) -> F:
    """``--month YYYY-MM``."""
    return click.option("--month", type=MonthType(), help="The month. Default: the latest.")(function)
