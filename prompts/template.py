"""A prompt: a file ``prompts/files/NAME.md`` with front matter, read strictly.

Front matter is TOML between lines of ``+++``: ``id``, ``version``, ``inputs``, ``untrusted`` (those of the inputs
that hold text of unknown origin), ``output`` (``text`` or ``json``). The body is parted by lines ``## system`` and
``## user``; ``{{name}}`` stands for an input. Keeps the rules that each placeholder is declared and each input
used, and that no untrusted input stands in the system's turn.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from foundation.errors import SettingsError
from foundation.ids import content_id

_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_TURN = re.compile(r"^## (system|user)\n", re.MULTILINE)
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class _Front(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    inputs: list[str]
    untrusted: list[str]
    output: Literal["text", "json"]


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt as read. ``digest`` is of the whole file, so that a changed prompt cannot keep its version."""

    id: str
    version: int
    inputs: tuple[str, ...]
    untrusted: frozenset[str]
    output: Literal["text", "json"]
    system: str
    user: str
    digest: str

    @property
    def label(self) -> str:
        """``id@version``, which everything that it generates carries."""
        return f"{self.id}@{self.version}"


def read_template(text: str, where: str) -> PromptTemplate:
    """The prompt that ``text`` is. Raises SettingsError that says what is wrong in ``where``."""
    text = text.replace("\r\n", "\n")
    parted = _FRONT.match(text)
    if parted is None:
        raise _wrong("there is no front matter between +++ lines", where)
    try:
        front = _Front.model_validate(tomllib.loads(parted[1]))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        said = error.errors()[0] if isinstance(error, ValidationError) else None
        words = f"{'.'.join(map(str, said['loc']))}: {said['msg']}" if said else str(error)
        raise _wrong(f"the front matter does not hold: {words}", where) from error
    before, *turns = _TURN.split(parted[2])
    names = turns[::2]
    if before.strip() or names not in (["system", "user"], ["user"], ["system"]):
        raise _wrong("the body wants `## system` and `## user`, in this order", where)
    bodies = dict(zip(names, (turn.strip() for turn in turns[1::2]), strict=True))
    system, user = bodies.get("system", ""), bodies.get("user", "")
    _check_inputs(front, system, user, where)
    return PromptTemplate(
        front.id,
        front.version,
        tuple(front.inputs),
        frozenset(front.untrusted),
        front.output,
        system,
        user,
        content_id(text),
    )


def _check_inputs(front: _Front, system: str, user: str, where: str) -> None:
    used = set(PLACEHOLDER.findall(system)) | set(PLACEHOLDER.findall(user))
    declared = set(front.inputs)
    for names, what in (
        (used - declared, "placeholders that no input declares"),
        (declared - used, "inputs that nothing uses"),
        (set(front.untrusted) - declared, "untrusted names that are no inputs"),
        (set(front.untrusted) & set(PLACEHOLDER.findall(system)), "untrusted inputs in the system's turn"),
    ):
        if names:
            raise _wrong(f"{what}: {', '.join(sorted(names))}", where)


def _wrong(what: str, where: str) -> SettingsError:
    return SettingsError(what, where=where, hint="Mend the prompt file; docs/assistant.md has its form.")


@cache
def load_template(name: str) -> PromptTemplate:
    """The prompt ``prompts/files/NAME.md`` of this package."""
    file = files("prompts") / "files" / f"{name}.md"
    template = read_template(file.read_text("utf-8"), f"prompts/files/{name}.md")
    if template.id != name:
        raise _wrong(f"its id is {template.id!r}", f"prompts/files/{name}.md")
    return template


def template_names() -> list[str]:
    """Every prompt of this package, by name."""
    folder = files("prompts") / "files"
    return sorted(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md"))
