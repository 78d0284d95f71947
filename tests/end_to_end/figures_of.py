"""Finds the ids of figures in what commands print as JSON, and opens them the way a reader would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.conftest import Ran


def figures_of(found: Any) -> Iterator[tuple[str, Any]]:
    """Each id under ``figures`` with the printed value of the field that it is the id of."""
    if isinstance(found, list):
        for one in found:
            yield from figures_of(one)
    elif isinstance(found, dict):
        named = found.get("figures")
        if isinstance(named, dict):
            for field, figure in named.items():
                yield from _beside(figure, found[field])
        for one in found.values():
            yield from figures_of(one)


def _beside(figure: Any, value: Any) -> Iterator[tuple[str, Any]]:
    """The ids in ``figure``, which is shaped as the field that they are of, each with its value."""
    if isinstance(figure, dict):
        for key, one in figure.items():
            yield from _beside(one, value[key])
    elif isinstance(figure, list):
        for one, part in zip(figure, value, strict=True):
            if one is not None:
                yield from _beside(one, part)
    else:
        yield figure, value


def opens(ran: Ran, figure: str, value: float) -> Any:
    """What ``nrr explain FIGURE --json`` said, after checking that it comes to the printed value by rows that are
    all in the store with the file that brought them."""
    assert (ran.code, ran.err) == (0, ""), figure
    opened = ran.json()
    assert opened["figure"] == figure
    assert opened["value"] == pytest.approx(value), figure
    assert opened["same"], figure
    assert opened["recomputed"] == pytest.approx(value, abs=1e-6), figure  # risks are kept to a millionth
    assert opened["rows"], figure
    assert all(row["values"] and row["files"] for row in opened["rows"]), figure
    return opened


def take(root: Path, kind: str, rows: list[dict[str, object]]) -> None:
    """Imports rows as a file of JSON lines."""
    path = root.parent / f"{kind}.jsonl"
    path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    assert main(["import", kind, str(path), "-w", str(root)]) == 0
