"""Parts of a draft said otherwise: which there are, what may be left empty, and the form in which an editor has them.

Keeps the rule that what a person wrote is read strictly: a part that is misspelt is refused and never lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from foundation.errors import SettingsError
from foundation.text import one_line, safe_text
from playbooks.draft_life import KeptDraft
from playbooks.draft_parts import parts_of, rewritten
from playbooks.drafting import PlayDraft

_LISTED = ("situation", "talk", "questions", "asks", "risks")
_HEAD = re.compile(r"## (\S.*)")
_TOLD = (
    "<!-- Write below each heading what that part shall say. Leave the headings as they are; nothing stands "
    "before the first. An empty question is taken away. -->"
)


def said_otherwise(kept: KeptDraft, texts: Mapping[str, str]) -> PlayDraft:
    """The draft with these parts said otherwise; lines of lists that are left empty go. Raises SettingsError for a
    part that it has not, and where one that must say something is empty."""
    names = [one.name for one in parts_of(kept.draft)]
    fresh: dict[str, str] = {}
    for name, text in texts.items():
        key = " ".join(name.split()).casefold()
        if key not in names:
            near = get_close_matches(key, names, n=3) or names
            raise SettingsError(
                f"draft {kept.id[:8]} has no part {one_line(name, 60)!r}",
                hint=f"There are: {', '.join(near)}.",
            )
        fresh[key] = _clean(key, text)
        if not fresh[key] and key.split()[0] not in _LISTED:
            raise SettingsError(
                f"{key} would say nothing", hint="Write what it shall say, or leave it as it is."
            )
    draft = rewritten(kept.draft, fresh)
    return replace(
        draft,
        situation=tuple(filter(None, draft.situation)),
        talk=tuple(filter(None, draft.talk)),
        questions=tuple(filter(None, draft.questions)),
        asks=tuple(filter(None, draft.asks)),
        risks=tuple(filter(None, draft.risks)),
    )


def form_of(draft: PlayDraft) -> str:
    """Every part that the account reads or hears, as Markdown to be edited and read back by ``read_form``."""
    parts = [f"## {one.name}\n\n{_shielded(one.text)}\n" for one in parts_of(draft) if one.outward]
    return "\n".join([_TOLD, "", *parts])


def read_form(draft: PlayDraft, text: str) -> dict[str, str]:
    """The parts of an edited form. Raises SettingsError for a heading that it did not have, one that is missing or
    twice there, and for words before the first."""
    wanted = [one.name for one in parts_of(draft) if one.outward]
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.replace(_TOLD, "").splitlines():
        head = _HEAD.fullmatch(line.strip()) if line.startswith("## ") else None
        if head is None:
            if current is None:
                if line.strip():
                    raise _misread(f"{one_line(line, 60)!r} stands before the first heading")
                continue
            current.append(line.removeprefix("\\") if line.startswith("\\## ") else line)
            continue
        name = " ".join(head[1].split()).casefold()
        if name not in wanted or name in found:
            raise _misread(f"the heading {name!r} {'is there twice' if name in found else 'was not there'}")
        current = found.setdefault(name, [])
    missing = [name for name in wanted if name not in found]
    if missing:
        raise _misread(f"the heading {missing[0]!r} is missing")
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def _misread(what: str) -> SettingsError:
    return SettingsError(
        f"the form cannot be read: {what}", hint="Leave the headings as they were; nothing is kept."
    )


def _shielded(text: str) -> str:
    return "\n".join(f"\\{line}" if line.startswith("## ") else line for line in text.splitlines())


def _clean(name: str, text: str) -> str:
    if name.endswith(" message"):
        return "\n".join(line.rstrip() for line in safe_text(text).strip().splitlines())
    return one_line(text)
