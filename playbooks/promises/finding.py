"""Finds what our staff promised in an item: who, what in their own words, and by when.

Keeps the rules that ``what`` is a verbatim stretch of one turn, that no day is guessed, and that what is said twice in
an item is one promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from playbooks.promises.anchors import DATED, FIRM
from playbooks.promises.binding import binds, binds_by_time
from playbooks.promises.clauses import Span, clauses, sentences, without_quotes
from playbooks.promises.due_words import chosen, due_words
from playbooks.promises.folding import folded
from playbooks.promises.hints import may_bind, may_name_time, sets_end, words_of
from playbooks.promises.matter import stems
from playbooks.promises.promise import Due, Promise, Turn
from playbooks.promises.vetoes import is_question

_RECAP = re.compile(
    r"^\W*(?:(?:so|then|right|okay|ok|good|understood|great|perfect)\b[,.: ]*)*(?:(?:the\s+)?next steps?|"
    r"to (?:recap|sum up|summari[sz]e|confirm)|"
    r"in summary|summary|recap|action items?|actions?|from our side|on our side|nächste schritte|"
    r"prochaines étapes|próximos pasos|so)\b"
    r"[^:,.]{0,30}?(?P<colon>[:,])\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|did|does|can|could|should|must|would|may|might|please|need|"
    r"needs|needed|want|wants|"
    r"says?|said|told|came|went|got|sent|made|failed|works?|happen\w*|started|changed|you|your|what|when|"
    r"why|how|who|they|he|she)\b",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(
    r"\W*(?:(?:and|so|yes|yeah|sure|or|at|by|the|latest|then|on|before|no|later|than|until|say|definitely|"
    r"absolutely)\W+)*",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|then|also|okay|ok|right|yes|sure|well|now|in the meantime|meanwhile)\b[\s,:]*)+",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|that|this|them|those|these|there|both|es|das|le|la|lo|eso|cela|ça)\b", re.IGNORECASE
)
_NEAR = 3
_SHORT = 60
_LONGEST_TURN = 20_000


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause in its sentence: ``before`` is what of the sentence stands before it, ``lead`` the sentence before."""

    turn: Turn
    text: str
    sentence: Span
    clause: Span
    lead: str

    @property
    def words(self) -> str:
        return self.clause.of(self.text)

    @property
    def before(self) -> str:
        return self.text[self.sentence.start : self.clause.start]


def promises_in(turns: Iterable[Turn]) -> list[Promise]:
    """What is promised in one item's turns of staff, in order; what is said again is folded into the first."""
    found: list[Promise] = []
    for turn in sorted(turns, key=lambda one: one.position):
        words = words_of(turn.text)
        if may_bind(words) or may_name_time(words):
            _read(turn, found)
    return found


def _read(turn: Turn, found: list[Promise]) -> None:
    text = without_quotes(turn.text[:_LONGEST_TURN])
    lead = ""
    for sentence in sentences(text):
        words = sentence.of(text)
        held = words_of(words)
        timed = may_name_time(held)
        if is_question(words) or not (timed or may_bind(held)):
            lead = words
            continue
        fresh = _of_sentence(turn, text, sentence, lead)
        recap = _RECAP.match(words)
        if timed and (recap or not fresh):
            fresh += _of_fragments(turn, text, sentence, recap, found, fresh)
        if timed and not fresh and _dates_the_last(turn, text, sentence, found):
            continue
        for one in fresh:
            folded(found, one, recap=recap is not None)
        lead = words


def _of_sentence(turn: Turn, text: str, sentence: Span, lead: str) -> list[Promise]:
    found = []
    spans = clauses(text, sentence)
    for at, clause in enumerate(spans):
        start = _with_time_before(turn, text, spans, at)
        place = _Place(turn, text, sentence, Span(start, clause.end), lead)
        held = _of_clause(place, text[clause.end : sentence.end])
        if held is not None:
            found.append(held)
    return found


def _with_time_before(turn: Turn, text: str, spans: Sequence[Span], at: int) -> int:
    """Where the clause starts, the mere time before its comma with it (“By Friday, I’ll …”)."""
    earlier = spans[at - 1] if at else spans[0]
    alone = at and len(earlier.of(text)) < _SHORT and FIRM.search(spans[at].of(text))
    times = due_words(earlier.of(text), turn.day) if alone else []
    if times:
        first = times[0]
        if _BARE_TIME.fullmatch(earlier.of(text)[: first.start]) and len(earlier.of(text)) - first.end < 4:
            return earlier.start
    return spans[at].start


def _of_clause(place: _Place, rest: str) -> Promise | None:
    words = place.words
    held = words_of(words)
    timed = may_name_time(held)
    firm = FIRM.search(words) if may_bind(held) else None
    due = chosen(due_words(words, place.turn.day)) if timed and (firm or DATED.search(words)) else None
    if firm is not None:
        return _made(place, due) if binds(firm, words, place.before, rest, due) else None
    if due is None:
        return None
    for match in DATED.finditer(words):
        if binds_by_time(match, words, place.before, rest, due):
            return _made(place, due)
    return None


def _made(place: _Place, due: Due | None) -> Promise:
    lead = _LEAD.match(place.words)
    start = place.clause.start + (lead.end() if lead and lead.end() < len(place.words) else 0)
    what = place.turn.text[start : place.clause.end].rstrip(" .,;:!")
    about, around = stems(what), frozenset[str]()
    if _POINTS.search(what) or len(about) < 2:
        around = stems(place.before) | stems(place.lead)
    return Promise(place.turn, what, due, about, around)


def _of_fragments(
    turn: Turn,
    text: str,
    sentence: Span,
    recap: re.Match[str] | None,
    earlier: Sequence[Promise],
    fresh: Sequence[Promise],
) -> list[Promise]:
    """What a list of next steps, or a fragment after a promise (“And the report by Monday”), promises without a
    verb."""
    near = recap is not None or any(turn.position - one.turn.position <= _NEAR for one in earlier)
    start = sentence.start + (recap.end() if recap else 0)
    found: list[Promise] = []
    for match in re.finditer(r"[^,;]+(?:,\s+(?=after\b))?[^,;]*", text[start : sentence.end]):
        piece = Span(start + match.start(), start + match.end())
        words = piece.of(text)
        times = due_words(words, turn.day)
        due = chosen([one for one in times if one.deadline]) if sets_end(words) else None
        late = (
            due is None and bool(times) and bool(recap or found) and words[times[-1].end :].strip(" .,") == ""
        )
        due = times[-1] if late else due
        if due is None or any(one.what in words or words.strip(" .") in one.what for one in fresh):
            continue
        bare = words[: due.start]
        if _VERB.search(bare) or len(stems(bare)) < 1 or FIRM.search(words) or DATED.search(bare):
            continue
        clause = Span(piece.start + len(words) - len(words.lstrip()), piece.end)
        made = _made(_Place(turn, text, clause, clause, ""), due)
        again = [one for one in earlier if (one.stems | one.around) & made.stems]
        if any(one.due is None for one in again) if late else near or again:
            found.append(made)
    return found


def _dates_the_last(turn: Turn, text: str, sentence: Span, found: list[Promise]) -> bool:
    """Whether the sentence is a time alone (“By Thursday at the latest.”) that the promise before it lacked."""
    if not found or found[-1].due is not None or turn.position - found[-1].turn.position > _NEAR:
        return False
    words = sentence.of(text)
    times = due_words(words, turn.day) if len(words) < _SHORT else []
    if not times:
        return False
    due = chosen(times)
    rest = re.sub(r"\W|\b(?:at the latest|latest|then|at)\b", "", words[times[-1].end :], flags=re.IGNORECASE)
    if due is None or rest or not _BARE_TIME.fullmatch(words[: times[0].start]):
        return False
    last = found[-1]
    found[-1] = replace(last, due=due)
    return True
