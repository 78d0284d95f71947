"""What is said again in an item is one promise: a summing up adds the time that was missing, never a second promise."""

from __future__ import annotations

from dataclasses import replace

from playbooks.promises.anchors import FIRM
from playbooks.promises.promise import Due, Promise

_SHARE = 0.6
_HALF = 0.5


def folded(found: list[Promise], fresh: Promise, *, recap: bool) -> None:
    """Add ``fresh`` to ``found``, or fold it into the one that it says again."""
    if fresh.due is None and not fresh.stems:
        return
    same = [at for at, held in enumerate(found) if _same(held, fresh, recap=recap)]
    if not same and recap and not FIRM.search(fresh.what):
        timed = [at for at, held in enumerate(found) if held.due and fresh.due and held.day == fresh.day]
        same = timed if len(timed) == 1 and fresh.day is not None else []
    if same:
        at = max(same, key=lambda each: (len(found[each].stems & fresh.stems), each))
        held = found[at]
        found[at] = replace(held, due=held.due or fresh.due, again=held.again + 1)
    else:
        found.append(fresh)


def _same(held: Promise, fresh: Promise, *, recap: bool) -> bool:
    if held.what == fresh.what:
        return True
    shared = len((held.stems | held.around) & fresh.stems)
    least = min(len(held.stems), len(fresh.stems)) or 1
    if held.due and fresh.due:
        return _same_time(held.due, fresh.due) and shared >= (1 if recap else 2 if least > 2 else 1)
    if fresh.due and not held.due and not FIRM.search(fresh.what):
        return shared >= 1 and shared / (len(fresh.stems) or 1) >= _HALF
    return shared >= 2 and (recap or shared / least >= _SHARE)


def _same_time(held: Due, fresh: Due) -> bool:
    """Whether both name one day, or the words of one are among the other's (“the twentieth”, “of next month”)."""
    if held.day is not None and held.day == fresh.day:
        return True
    one, other = _words(held), _words(fresh)
    return bool(one and other) and (one <= other or other <= one)


def _words(due: Due) -> set[str]:
    return set(due.words.casefold().split()) - {
        "the",
        "of",
        "by",
        "next",
        "this",
        "end",
        "at",
        "week",
        "month",
    }
