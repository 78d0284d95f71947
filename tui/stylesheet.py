"""Each widget keeps its styles in a ``.tcss`` file beside its module and works wherever it is mounted."""

from __future__ import annotations

from pathlib import Path


def stylesheet(module_file: str) -> str:
    """The text of the ``.tcss`` file beside the module ``module_file`` (its ``__file__``)."""
    return Path(module_file).with_suffix(".tcss").read_text(encoding="utf-8")
