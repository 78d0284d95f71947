"""Wordings that are refused, kept as lists in ``wordings/`` so that a person can read and extend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import takewhile

_NAMED = re.compile(r"([A-Z]+) =")
_USED = re.compile(r"<([A-Z]+)>")


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the list ``name``."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def wordings(name: str) -> re.Pattern[str]:
    """A pattern that finds any line of the list ``name`` as whole words, in any case.

    A blank stands for white space. ``NAME =`` with indented lines names alternatives that ``<NAME>`` stands for.
    """
    named: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _lines(name):
        head = _NAMED.fullmatch(line.rstrip())
        if head is not None:
            named[head[1]] = []
        elif line.startswith("  "):
            next(reversed(named.values())).append(line.strip())
        else:
            lines.append(line.strip())
    pattern = "|".join(_written(line, named) for line in lines)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


def without(text: str, name: str) -> str:
    """``text`` with blanks in the place of whatever the list ``name`` finds."""
    return wordings(name).sub(lambda found: " " * len(found[0]), text)


@cache
def object_patterns(name: str) -> dict[str, re.Pattern[str]]:
    """What the list ``name`` lets stand behind a verb, by the verb; names in capitals as in ``wordings``."""
    lines = [line for line in _lines(name) if " = " in line]
    named = {
        one: [alternatives(name, one)]
        for line in _lines(name)
        if (head := _NAMED.fullmatch(line))
        for one in [head[1]]
    }
    split = (line.split(" = ", 1) for line in lines)
    return {verb: re.compile(rf"(?:{_written(said, named)})(?!\w)", re.IGNORECASE) for verb, said in split}


def alternatives(name: str, of: str) -> str:
    """The alternatives that the list ``name`` calls ``of``, as one group."""
    lines = _lines(name)
    held = takewhile(lambda line: line.startswith("  "), lines[lines.index(f"{of} =") + 1 :])
    return f"(?:{'|'.join(line.strip() for line in held)})"


def _lines(name: str) -> list[str]:
    text = (files("playbooks") / "guardrails" / "wordings" / f"{name}.txt").read_text("utf-8")
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _written(line: str, named: Mapping[str, list[str]]) -> str:
    full = line
    while _USED.search(full):
        full = _USED.sub(lambda found: f"(?:{'|'.join(named[found[1]])})", full)
    return full.replace(" ", r"[ \t\n]+")
