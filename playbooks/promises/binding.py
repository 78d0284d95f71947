"""Whether the words that bind do bind here: by their verb, and by what stands around them."""

from __future__ import annotations

import re

from playbooks.promises import vetoes
from playbooks.promises.anchors import DELIVERS, IN_THE_CALL, NEVER
from playbooks.promises.promise import Due

_AT_WORK = re.compile(
    r"\s+(?:in touch|back (?:to|with) you|able to|there\b|at your|on[ -]?site|with you|on it|calling|"
    r"sending|writing|ringing|"
    r"fixing|shipping|releasing|rolling|visiting|emailing|mailing|providing|adding|bringing|getting|"
    r"reaching out|contacting|following|"
    r"crediting|refunding|working on)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|right away|right now|just|quickly|straight away|immediately|for a (?:moment|second))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\s+(?:you\s+know|you\s+updated|you\s+posted|you\s+informed|to\s+you|you\s+again|back)\b", re.IGNORECASE
)
_MUTUAL = frozenset(["talk", "speak", "meet", "discuss", "chat", "connect", "catch", "touch"])
_HANDED = re.compile(r"hand\s+(?:\w+\s+)?(?:over|off)\b", re.IGNORECASE)
_FROM_US = re.compile(r"\bfrom (?:me|us|our)\b", re.IGNORECASE)
_NOTED = re.compile(r"\s+(?:that|this|it|them|everything)\b|.{0,30}\bdown\b", re.IGNORECASE)
_AT_ONCE = re.compile(r"today|this morning|this afternoon|heute|aujourd['’]hui|hoy", re.IGNORECASE)
_AHEAD = re.compile(r"\s+forward\b", re.IGNORECASE)
_THEIR_WORK = re.compile(
    r"\s*(?:until|to\b|till|seen|noticed|received|got|read|heard|had|been|access\b|used\b|rid\b|the "
    r"(?:option|choice)|an? (?:error|message|pop))",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?:e-?mail|call|quote|offer|proposal|report|answer|link|credit|refund|confirmation|reply|update|"
    r"summary|response|copy|"
    r"document|plan|build|fix|date|number|contact|replacement|voucher|code|back)\b",
    re.IGNORECASE,
)


def binds(match: re.Match[str], clause: str, before: str, rest: str, due: Due | None) -> bool:
    """Whether words that bind even without a time do; a time makes more verbs bind."""
    kind = match.lastgroup or ""
    held = match.groupdict()
    after, up_to = clause[match.end() :], clause[: match.start()]
    if held.get("first") and not _verb_binds(held["verb"].casefold(), after, match[0], due):
        return False
    if held.get("you") and not _reaches_you(clause, match, due):
        return False
    if (held.get("team") or held.get("you")) and vetoes.is_habit(clause) and not _FROM_US.search(after):
        return False
    if held.get("team") and vetoes.is_of_others(match[0], after):
        return False
    if due is None and kind in ("german", "french", "spanish") and _NOW.search(clause):
        return False
    return _stands(before, up_to, match[0], after, rest, clause, due)


def binds_by_time(match: re.Match[str], clause: str, before: str, rest: str, due: Due) -> bool:
    """Whether words that bind only beside a time do."""
    held = match.groupdict()
    after, up_to = clause[match.end() :], clause[: match.start()]
    if (held["plain"] or held["get"] or held["let"]) and not due.deadline:
        return False
    if due.start < match.start() and clause[: due.start].strip() and (held["thing"] or held["goes"]):
        return False
    if held["thing"] and not due.deadline and _AT_ONCE.match(due.words):
        return False
    if held["get"] and (_THEIR_WORK.match(after) or due.day is None):
        return False
    if vetoes.is_habit(clause):
        return False
    whole = clause[: match.end()]
    if (held["thing"] or held["goes"]) and vetoes.is_of_others(whole, after):
        return False
    return _stands(before, up_to, match[0], after, rest, clause, due)


def _stands(before: str, up_to: str, words: str, after: str, rest: str, clause: str, due: Due | None) -> bool:
    head = f"{up_to}{words}"
    if vetoes.is_denied(head, after) or vetoes.is_doubted(head, clause):
        return False
    if vetoes.is_hearsay(f"{before} {up_to}"):
        return False
    if vetoes.is_conditional(f"{before} {up_to}", f"{after} {rest}"):
        return False
    if vetoes.waits_for_their_act(f"{before} {up_to}"):
        return False
    return due is not None or not vetoes.waits_for_them(f"{before} {up_to}", after)


def _verb_binds(verb: str, after: str, words: str, due: Due | None) -> bool:
    if verb in NEVER:
        return False
    if verb == "be":
        return _AT_WORK.match(after) is not None
    if verb in _MUTUAL or (verb == "look" and _AHEAD.match(after)):
        return False
    if verb in ("let", "keep", "write") and _TOLD.match(after):
        return True
    if _HANDED.match(f"{verb}{after}"):
        return False
    if due is not None and (due.deadline or not _AT_ONCE.match(due.words)):
        return verb not in ("stay", "wait")
    if verb == "write":
        return _NOTED.match(after) is None
    return verb not in IN_THE_CALL and bool(DELIVERS.match(verb)) and not _NOW.search(words + after)


def _reaches_you(clause: str, match: re.Match[str], due: Due | None) -> bool:
    after = clause[match.end() :]
    if _THEIR_WORK.match(after):
        return False
    return due is not None or _OBJECT.search(after) is not None or "hear" in match[0].casefold()
