"""Files that people write in a workspace: TOML, read strictly into a model.

Keeps the rule that a mistake is one line that names the file, the key, and what is wrong with it.
"""

from __future__ import annotations

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from foundation.errors import SettingsError

Model = TypeVar("Model", bound=BaseModel)


def read_toml(text: str, model: type[Model], where: str, hint: str) -> Model:
    """``text`` as a ``model``. Raises SettingsError with ``where`` and the key; lists count from 1."""
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the file is not TOML: {error}", where=where, hint="Mend that line.") from error
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{_key(first['loc'])}: {_fault(first)}", where=where, hint=hint) from error


def _key(steps: tuple[int | str, ...]) -> str:
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the file"


def _fault(first: object) -> str:
    found = first if isinstance(first, dict) else {}
    if found.get("type") == "extra_forbidden":
        return "there is no such key"
    if found.get("type") == "missing":
        return "it is missing"
    return str(found.get("msg", "")).removeprefix("Value error, ").lower()
