"""What is learned of a book's past: which method has earned the risk, and how strong the model's parts are.

Choosing by trial takes nearly all of the time that a risk takes; with the choice known, the model is fitted anew in a
moment. So the choice is what is kept, a dozen figures that name no account. Keeps the rule that an answer kept is the
one that learning anew would give: its key hashes all that is learned from, value by value.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np

from accounts.churn.learning import PastRows
from accounts.churn.model import best
from accounts.churn.table import FeatureTable
from accounts.churn.tuning import Choice
from accounts.churn.validation import Validation, validate
from foundation.churn_settings import ChurnSettings

_KEY = 40


class Kept(Protocol):
    """Where texts are kept by key. It may lose any of them, and never says that it could not keep one."""

    def get(self, key: str) -> str | None:
        """The text kept under ``key``, None without one."""

    def put(self, key: str, text: str) -> None:
        """Keep ``text``, if that can be done."""


@dataclass(frozen=True, slots=True)
class Learned:
    """``choice`` of the model's parts; None where the scorecard speaks."""

    validation: Validation
    choice: Choice | None


def learned(past: PastRows | None, settings: ChurnSettings, kept: Kept | None = None) -> Learned:
    """What ``past`` teaches: as kept, or learned anew in seconds and kept."""
    if past is None or past.churned() < settings.least_churned:
        return Learned(validate(past, settings), None)
    key = key_of(past, settings) if kept is not None else ""
    found = _read(kept.get(key)) if kept is not None else None
    if found is None:
        found = _anew(past, settings)
        if kept is not None:
            kept.put(key, json.dumps(asdict(found)))
    return found


def _anew(past: PastRows, settings: ChurnSettings) -> Learned:
    checked = validate(past, settings)
    spoken = checked.method == "model"
    return Learned(checked, best(past.table, past.left, past.account) if spoken else None)


def _read(text: str | None) -> Learned | None:
    """None for what is no such text."""
    from pydantic import TypeAdapter

    if text is None:
        return None
    try:
        found = TypeAdapter(Learned).validate_python(json.loads(text))
    except ValueError:
        return None
    return found if (found.choice is not None) == (found.validation.method == "model") else None


def key_of(past: PastRows, settings: ChurnSettings) -> str:
    """A hash of all that is learned from: the rows, the settings, this program, its libraries and the machine's way of
    adding up. Ids of accounts go in too, and cannot be read out of it."""
    digest = hashlib.sha256()
    for part in (_program(), settings.model_dump_json(), *_content(past)):
        block = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(block).to_bytes(8, "big"))
        digest.update(block)
    return digest.hexdigest()[:_KEY]


def _content(past: PastRows) -> Iterator[str | bytes]:
    for one in fields(past):
        value = getattr(past, one.name)
        yield one.name
        if isinstance(value, FeatureTable):
            for feature in value.features:
                content = feature.texts if feature.numbers is None else feature.numbers
                yield from (feature.name, feature.unit, *_bytes(content))
        elif isinstance(value, np.ndarray):
            yield from _bytes(value)
        else:
            yield repr(value)


def _bytes(values: np.ndarray[tuple[int, ...], np.dtype[np.generic]] | None) -> tuple[str, bytes]:
    return ("none", b"") if values is None else (f"{values.dtype.str} {values.shape}", values.tobytes())


@cache
def _program() -> str:
    """The program's own files that learn and word, the libraries' versions, and what the processor can do: sums differ
    in their last digits from one kind of processor to another."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    for package in ("accounts.churn", "foundation"):
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".py"):
                digest.update(f"{file.name}\n".encode() + file.read_bytes())
    built = json.dumps(np.show_config(mode="dicts"), sort_keys=True, default=str)
    versions = [*(version(one) for one in ("numpy", "scipy", "scikit-learn")), platform.machine()]
    return "\n".join([digest.hexdigest(), *versions, built])
