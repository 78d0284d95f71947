"""The JSON form of a report: its view model, with months, dates and enums as text and vectors left out."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

import numpy as np

from foundation.months import Month
from reports.monthly import MonthlyReport


def monthly_json(report: MonthlyReport) -> str:
    """The whole view model; ends with a newline."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(part) for name, part in held.items() if not isinstance(part, np.ndarray)}
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
