"""An account brief as text for a terminal of 80 columns: the page of ``reports``, without its marks."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from cli.output import wrapped
from playbooks.account_brief import AccountBrief, BriefOpening
from reports.brief_markdown import brief_markdown

WIDTH = 80
_ESCAPED = re.compile(r"\\([\\\[\]<>`*_|])")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")
_LEAD = re.compile(r"\s*(?:- |\d\. )?")


def brief_shape(brief: AccountBrief, opening: BriefOpening | None) -> dict[str, Any]:
    """``nrr brief --json``; ``opening`` is what a model wrote, None without one, and no part of the facts."""
    return asdict(brief) | {"opening": asdict(opening) if opening else None}


def brief_text(brief: AccountBrief, opening: BriefOpening | None = None) -> str:
    """The page in lines of 80 columns at most; what follows a bullet stands under its text."""
    lines = []
    for line in brief_markdown(brief, opening).rstrip().splitlines():
        heading = line.startswith("#")
        plain = _ESCAPED.sub(r"\1", _BOLD.sub(r"\1", line.lstrip("# ") if heading else line))
        lead = _LEAD.match(plain)
        lines.append(wrapped(plain, " " * len(lead[0] if lead else ""), WIDTH) if plain else "")
        if heading:
            lines.append("-" * min(len(plain), WIDTH))
    return re.sub(r"\n(-+)\n\n", r"\n\1\n", "\n".join(lines))
