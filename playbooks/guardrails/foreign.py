"""A draft for one account holds no other account's name, id, domain, person or words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping

from ingest.recognisers.scan import fold
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.other_accounts import Others, phrases_said, telling_runs
from playbooks.guardrails.passage import Passage
from playbooks.guardrails.sheet import FactsSheet

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CODE = re.compile(r"[^\W_][\w.@-]*[^\W_]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_Names = Mapping[str, tuple[tuple[str, ...], ...]]


def foreign_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What belongs to another account. In its own verbatim quotes the account may name whom it likes."""
    others, text = sheet.others, passage.rest
    taken = _own_spans(passage, sheet)
    for names, why in (
        (others.names, "it is another account's name"),
        (others.people, "a person at another account"),
    ):
        for start, end in _named(text, names):
            if not _lies_in(start, end, taken):
                taken.append((start, end))
                yield passage.finding("foreign", start, end, why)
    for found in _CODE.finditer(text):
        if _is_foreign_code(fold(found[0]), others) and not _lies_in(*found.span(), taken):
            yield passage.finding("foreign", *found.span(), "it is another account's id or address")
    yield from _said(passage, sheet)


def _said(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    last = 0
    text = _without_own(passage, sheet)
    for run, start, end in sorted((*telling_runs(text), *phrases_said(text)), key=lambda one: one[1:]):
        if run in sheet.others.said and start >= last:
            last = end
            yield passage.finding(
                "foreign", start, end, "another account's statement says this, word for word"
            )


def _without_own(passage: Passage, sheet: FactsSheet) -> str:
    """What is to be read, with one word in the place of each name on the sheet: a theme may be named in the words of
    whoever wrote of it first."""
    text = passage.rest
    for start, end in _own_spans(passage, sheet):
        text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
    return text


def _own_spans(passage: Passage, sheet: FactsSheet) -> list[tuple[int, int]]:
    """Where names stand that are on the sheet, within which another account's may stand by chance."""
    to = (passage.to.name,) if passage.to is not None else ()
    names = {*sheet.names, *to, *(one.name for one in sheet.addressees)}
    low = passage.rest.casefold()
    return [
        found.span()
        for name in sorted(names)
        if len(name) > 1 and name.casefold() in low
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage.rest, re.IGNORECASE)
    ]


def _lies_in(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _named(text: str, names: _Names) -> Iterator[tuple[int, int]]:
    if not names:
        return
    words = [(_POSSESSIVE.sub("", fold(found[0])), found) for found in _TOKEN.finditer(text)]
    for at, (word, found) in enumerate(words):
        for name in names.get(word, ()):
            held = words[at : at + len(name)]
            if tuple(one for one, _ in held) == name and _joined(text, held) and _is_meant(name, found[0]):
                yield found.start(), held[-1][1].end()
                break


def _joined(text: str, held: list[tuple[str, re.Match[str]]]) -> bool:
    """Whether only blanks and joining marks stand between the words."""
    pairs = itertools.pairwise(held)
    return all(
        re.fullmatch(r"[ \t]*[-&.,'’/+]?[ \t]*\n?", text[one.end() : two.start()])
        for (_, one), (_, two) in pairs
    )


def _is_meant(name: tuple[str, ...], written: str) -> bool:
    """A name of one word only counts with its capital, for many are words too."""
    return len(name) > 1 or not written[:1].islower()


def _is_foreign_code(code: str, others: Others) -> bool:
    if code in others.ids:
        return True
    host = code.rpartition("@")[2].removeprefix("www.")
    return "." in host and any(
        ".".join(host.split(".")[at:]) in others.domains for at in range(host.count("."))
    )
