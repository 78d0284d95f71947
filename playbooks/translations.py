"""Messages of the plays that ship in other languages: files ``playbooks/library/languages/CODE/PLAY.toml``.

Keeps the rule that a translation says what the English message says: the same blocks, in each of them the same facts
and the same alternatives. What stays with the team is English.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from foundation.errors import SettingsError
from playbooks.languages import Language
from playbooks.plays import Line, Message, Play, alternatives, held_in

_FOLDER = "playbooks/library/languages"


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    subject: Line = "{account}"
    blocks: Annotated[tuple[Line, ...], Field(min_length=1)]


class _Translation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: Line
    message: tuple[_Said, ...]


def in_language(play: Play, language: Language) -> Play | None:
    """``play`` with its messages in ``language``; None where it is not translated. Raises SettingsError for a file
    that does not hold, or does not say what the play says."""
    if language is Language.EN:
        return play
    text = _files(language).get(play.name)
    return None if text is None else translated(play, text, f"{_FOLDER}/{language}/{file_name(play.name)}")


def translated(play: Play, text: str, where: str) -> Play:
    """``play`` with the messages of ``text``. Raises SettingsError that says what is wrong in ``where``."""
    try:
        held = _Translation.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        said = error.errors()[0] if isinstance(error, ValidationError) else None
        words = f"{'.'.join(map(str, said['loc']))}: {said['msg']}" if said else str(error)
        raise SettingsError(
            f"the translation does not hold: {words}", where=where, hint="Mend it."
        ) from error
    if wrong := _difference(play, held):
        raise SettingsError(f"the translation does not hold: {wrong}", where=where, hint="Mend it.")
    messages = iter(held.message)
    steps = []
    for step in play.step:
        if step.message is None:
            steps.append(step)
        else:
            own = next(messages)
            message = step.message.model_copy(update={"subject": own.subject, "blocks": own.blocks})
            steps.append(step.model_copy(update={"message": message}))
    return play.model_copy(update={"step": tuple(steps)})


def file_name(play: str) -> str:
    """The file that a play of the library stands in."""
    return f"{play.replace(' ', '_').replace('-', '_')}.toml"


def _difference(play: Play, held: _Translation) -> str:
    """In what ``held`` does not say what ``play`` says; empty where it does."""
    own = [step.message for step in play.step if step.message is not None]
    if held.name != play.name:
        return f"it is of {held.name!r}, and the play is {play.name!r}"
    if len(own) != len(held.message):
        return f"it has {len(held.message)} messages, and the play has {len(own)}"
    for at, (english, said) in enumerate(zip(own, held.message, strict=True), start=1):
        if wrong := _unlike(english, said):
            return f"message {at}: {wrong}"
    return ""


def _unlike(english: Message, said: _Said) -> str:
    if english.kind == "email" and "subject" not in said.model_fields_set:
        return "subject: it is missing"
    if len(english.blocks) != len(said.blocks):
        return f"it has {len(said.blocks)} blocks, and the play's has {len(english.blocks)}"
    pairs = [("subject", english.subject, said.subject)]
    pairs += [
        (f"block {at}", one, other)
        for at, (one, other) in enumerate(zip(english.blocks, said.blocks, strict=True), start=1)
    ]
    for name, one, other in pairs:
        try:
            held = [held_in(text) for text in alternatives(other)]
        except ValueError as error:
            return f"{name}: {error}"
        if [held_in(text) for text in alternatives(one)] != held:
            return f"{name}: it holds other facts than the play's"
    return ""


@cache
def _files(language: Language) -> dict[str, str]:
    """The texts of a language's files, by the play's name. Raises SettingsError for one that no TOML is in."""
    found = {}
    folder = files("playbooks") / "library" / "languages" / language.value
    for entry in sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else ():
        if entry.name.endswith(".toml"):
            text = entry.read_text("utf-8")
            try:
                name = str(tomllib.loads(text).get("name", ""))
            except tomllib.TOMLDecodeError as error:
                raise SettingsError(
                    f"the translation does not hold: {error}",
                    where=f"{_FOLDER}/{language}/{entry.name}",
                    hint="Mend it.",
                ) from error
            found[name] = text
    return found
