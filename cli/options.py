"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
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


def workspace_option(function: F) -> F:
    """``-w DIR``: the workspace folder."""
    return click.option(
        "-w", "--workspace", "workspace_dir", type=click.Path(path_type=Path), help="Workspace folder."
    )(function)


def json_option(function: F) -> F:
    """``--json``: the machine-readable form."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def month_option(function: F) -> F:
    """``--month YYYY-MM``."""
    return click.option("--month", type=MonthType(), help="The month, default: the latest.")(function)
