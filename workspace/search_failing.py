"""A model that cannot read a question, told apart from a question that cannot be answered: without the model a search
goes on by words, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from foundation.errors import ModelError, SettingsError


class Unreadable(Exception):
    """The model cannot read the question, and ``why``."""

    def __init__(self, why: SettingsError | ModelError) -> None:
        super().__init__(str(why))
        self.why = why


@contextmanager
def reading() -> Iterator[None]:
    """A block in which the model alone is asked. Raises Unreadable for what it raises."""
    try:
        yield
    except (SettingsError, ModelError) as error:
        raise Unreadable(error) from error
