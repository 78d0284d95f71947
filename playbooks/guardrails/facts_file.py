"""The team's own list of what is released, ``facts.toml``, read strictly.

Keeps the rule that what is neither in it nor a theme that a person resolved is not said to be done.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from foundation.errors import SettingsError
from playbooks.guardrails.sheet import ReleasedFact

Line = Annotated[str, Field(min_length=1, max_length=300)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _Fact(_Read):
    text: Line
    date: date
    theme: str = Field(default="", max_length=200)

    @field_validator("text", "theme")
    @classmethod
    def _one_line(cls, text: str) -> str:
        if "\n" in text:
            raise ValueError("a fact is one line")
        return text


class _Facts(_Read):
    fact: tuple[_Fact, ...] = ()


def read_facts(text: str, where: str, today: date) -> tuple[ReleasedFact, ...]:
    """The facts of a file, the oldest first. Raises SettingsError that says what is wrong and in which fact, and for a
    day that is still to come: what is not released yet is no released fact."""
    try:
        held = _Facts.model_validate(tomllib.loads(text)).fact
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"the facts cannot be read: {error}", where=where, hint="Mend the file."
        ) from error
    except ValidationError as error:
        raise SettingsError(
            _said(error), where=where, hint="Each [[fact]] has text and date; theme may stand beside."
        ) from error
    for at, one in enumerate(held, start=1):
        if one.date > today:
            raise SettingsError(
                f"fact {at}: {one.date.isoformat()} is still to come",
                where=where,
                hint="List it once it is released.",
            )
    facts = (ReleasedFact(one.text, one.date, one.theme) for one in held)
    return tuple(sorted(facts, key=lambda one: (one.day, one.text)))


def _said(error: ValidationError) -> str:
    first = error.errors()[0]
    place = [f"fact {part + 1}" if isinstance(part, int) else str(part) for part in first["loc"]]
    place = place[1:] if len(place) > 1 and place[0] == "fact" else place
    return f"{', '.join(place)}: {first['msg']}"
