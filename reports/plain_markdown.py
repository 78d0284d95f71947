"""Markdown in which a customer's words and names stay words: sections, and lines that hold no mark of their own."""

from __future__ import annotations

from foundation.text import one_line


def section(title: str, lines: list[str]) -> str:
    return f"## {title}\n\n" + "\n".join(lines) if lines else ""


def safe(text: str) -> str:
    """One line in which nothing is a link, an image, a heading or a tag."""
    flat = one_line(text)
    for mark in ("\\", "[", "]", "<", ">", "`", "*", "_", "|"):
        flat = flat.replace(mark, f"\\{mark}")
    return flat


def sentence(text: str) -> str:
    flat = safe(text)
    flat = flat[:1].upper() + flat[1:]
    return flat if not flat or flat[-1] in ".!?”" else f"{flat}."
