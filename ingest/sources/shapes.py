"""Looks into foreign JSON without trusting its shape: what is not of the wanted kind is simply not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ingest.cleaning import clean_text
from ingest.markup import looks_like_html
from ingest.values import as_text

Values = Mapping[str, object]


def inner(values: Values, *path: str) -> Values:
    """The object at ``path``; an empty one where there is none."""
    found: object = values
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return cast("Values", found) if isinstance(found, dict) else {}


def objects(value: object) -> list[Values]:
    """The objects in a list, in its order; empty for anything else."""
    return [element for element in value if isinstance(element, dict)] if isinstance(value, list) else []


def scalar(value: object) -> str:
    """A single value as text; empty for a list or an object, which is no id, name or status."""
    return "" if isinstance(value, list | dict) else as_text(value)


def truth(value: object) -> bool:
    """Whether a flag is set: true, or a table's word for it."""
    return scalar(value).lower() in ("true", "t", "1", "yes", "y")


def said(value: object, *, html: bool | None = None) -> str:
    """Clean words; ``html`` None: told by the tags in them."""
    text = scalar(value)
    if html is None:
        html = "</" in text or looks_like_html(text)
    return clean_text(text, html=html)
