"""How well promises of staff are found: on those planted in the demo, on lines by hand, and on public calls.

    python -m bench.promises                 the demo's planted promises and the lines by hand
    python -m bench.promises --real DIR      transcripts of DIR too (shared/data/real-text/calls): what is found
    python -m bench.promises --speed 100000  how long so many items take

The rule of matching: a found promise is a planted one where both are of one item and share the day or a word of the
time, or two words of the matter; each counts once, the pairs that share most first. The demo's calls are
split: those in ``_READ`` were read before the rules were written and are the tune half; the other calls with promises
were not looked at before the rules were final. All other items, and the lines by hand, are split by a hash of their id.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playbooks.promises.due_words import chosen, due_words
from playbooks.promises.finding import promises_in
from playbooks.promises.matter import stems
from playbooks.promises.promise import Promise, Turn

_HERE = Path(__file__).parent
_DEMO = _HERE.parent / "workspace" / "demo_data"
_CORPUS = _HERE / "promises_corpus.txt"
_TAGS = "abcdefghijklmnopqrstuvwxyz"
_ENOUGH = 2
_SAID = date(2026, 10, 14)
_READ = frozenset(f"call:call_{number}" for number in ("003", "008", "010", "013", "019", "022", "031"))
_SPOKEN = re.compile(r"^\**(?P<who>[^:*]{2,60}?)(?: \((?P<firm>[^)]+)\))?:\**\s*(?P<said>\S.*)$")
_RUNNING = re.compile(r"\*\*(\w+):\*\*(.*?)(?=\*\*\w+:\*\*|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Score:
    """How many of what is there were found, and how much of what was found is there."""

    planted: int
    found: int
    hit: int

    def __str__(self) -> str:
        precision = self.hit / self.found if self.found else 1.0
        recall = self.hit / self.planted if self.planted else 1.0
        return (
            f"planted {self.planted:3}  found {self.found:3}  both {self.hit:3}  precision {precision:.3f}  "
            f"recall {recall:.3f}"
        )


def half(key: str) -> str:
    """Which half an item or a line is in."""
    return "tune" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0 else "held-out"


def demo_turns() -> Iterator[tuple[str, list[Turn]]]:
    """What staff say in the demo's calls and public ticket comments, by item as the truth names it."""
    with (_DEMO / "calls.csv").open(encoding="utf-8") as file:
        days = {row["file"]: date.fromisoformat(row["date"][:10]) for row in csv.DictReader(file)}
    for name, day in sorted(days.items()):
        item = f"call:{name.split('.')[0]}"
        yield item, list(_staff(item, day, (_DEMO / "calls" / name).read_text(encoding="utf-8")))
    users = json.loads((_DEMO / "zendesk_users.json").read_text(encoding="utf-8"))["users"]
    staff = {user["id"] for user in users if user["role"] in ("agent", "admin")}
    replies: dict[str, list[Turn]] = {}
    for line in (_DEMO / "zendesk_comments.ndjson").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one["author_id"] in staff and one["public"]:
            item = f"ticket:{one['ticket_id']}"
            text = one.get("plain_body") or one["body"]
            at = date.fromisoformat(one["created_at"][:10])
            replies.setdefault(item, []).append(Turn(item, str(one["id"]), "", "staff", at, text))
    yield from sorted(replies.items())


def _staff(item: str, day: date, text: str) -> Iterator[Turn]:
    spoken = (_SPOKEN.match(line) for line in text.splitlines() if "-->" not in line)
    for at, turn in enumerate(one for one in spoken if one is not None):
        if turn["firm"]:
            yield Turn(item, str(at), "", "staff", day, turn["said"], at, "call")


def matched(planted: Iterable[dict[str, str]], found: list[Promise]) -> list[tuple[int, int]]:
    """Pairs of places in ``planted`` and ``found``, one to one."""
    pairs = []
    for at, truth in enumerate(planted):
        for place, one in enumerate(found):
            due = chosen(due_words(f"by {truth['by']}", one.turn.day))
            words = set(truth["by"].casefold().split()) & set(
                (one.due.words if one.due else "").casefold().split()
            )
            timed = bool(words) or (due is not None and due.day is not None and due.day == one.day)
            shared = len(stems(truth["what"]) & (one.stems | one.around))
            if timed or shared >= _ENOUGH:
                pairs.append((-shared - _ENOUGH * timed, at, place))
    taken: list[tuple[int, int]] = []
    for _, at, place in sorted(pairs):
        if all(at != one and place != other for one, other in taken):
            taken.append((at, place))
    return taken


def planted_scores(undated: bool) -> dict[str, Score]:
    """By half; with ``undated`` promises without a time count as found too."""
    truth: dict[str, list[dict[str, str]]] = {}
    for one in json.loads((_DEMO / "truth.json").read_text(encoding="utf-8"))["promises"]:
        truth.setdefault(one["item"], []).append(one)
    sums = {"tune": [0, 0, 0], "held-out": [0, 0, 0]}
    for item, spoken in demo_turns():
        found = [one for one in promises_in(spoken) if undated or one.due is not None]
        part = "tune" if item in _READ else "held-out" if item in truth else half(item)
        for at, number in enumerate(
            (len(truth.get(item, ())), len(found), len(matched(truth.get(item, ()), found)))
        ):
            sums[part][at] += number
    return {name: Score(*numbers) for name, numbers in sums.items()}


def corpus_lines() -> Iterator[tuple[str, str, str]]:
    """Sign, day and words of the lines by hand."""
    for line in _CORPUS.read_text(encoding="utf-8").splitlines():
        if line[:1] in "+~-" and line.count("\t") == 2:
            sign, day, words = line.split("\t")
            yield sign, day, words


def corpus_scores(part: str) -> tuple[Score, int, int]:
    """Of a half of the lines by hand: how many are found, how many days are told, and how many of those rightly."""
    planted = found = hit = days = right = 0
    for sign, day, words in corpus_lines():
        if half(words) != part:
            continue
        held = promises_in([Turn("line", "line", "", "staff", _SAID, words)])
        planted += sign != "-"
        found += bool(held)
        hit += sign != "-" and bool(held)
        if sign == "+" and held:
            days += 1
            right += any((str(one.day) if one.day else "?") == day for one in held if one.due)
    return Score(planted, found, hit), days, right


def real_turns(folder: Path) -> Iterator[tuple[str, list[Turn]]]:
    """Agents' turns of public transcripts (``**Agent:** …``), by file."""
    for path in sorted(folder.glob("*.txt")):
        spoken = enumerate(_RUNNING.findall(path.read_text(encoding="utf-8")))
        yield (
            path.name,
            [
                Turn(path.name, str(at), "", "staff", _SAID, said.strip(), at, "call")
                for at, (who, said) in spoken
                if who == "Agent"
            ],
        )


def speed(items: int) -> tuple[int, float]:
    """Turns and seconds of reading so many items: the demo's, again and again with other words in each."""
    held = [turns for _, turns in demo_turns() if turns]
    began, turns = time.perf_counter(), 0
    for at in range(items):
        one = held[at % len(held)]
        turns += len(one)
        promises_in(
            Turn(
                f"{at}",
                each.part,
                "",
                each.who,
                each.day + timedelta(days=at % 300),
                f"{each.text} {_TAGS[at % 26]}{_TAGS[at // 26 % 26]}",
                each.position,
            )
            for each in one
        )
    return turns, time.perf_counter() - began


def main() -> None:
    """Print the measures asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--real", type=Path)
    asked.add_argument("--speed", type=int, default=0)
    asked.add_argument("--list", choices=("tune", "held-out"), help="with --real: what is found in that half")
    asked.add_argument("--half", choices=("tune", "held-out"), help="only this half")
    given = asked.parse_args()
    for undated in (False, True):
        for part, score in planted_scores(undated).items():
            if given.half in (None, part):
                print(
                    f"demo, {part:8} {'with those without a time' if undated else 'with a time':26} {score}"
                )
    for part in ("tune", "held-out"):
        if given.half in (None, part):
            score, days, right = corpus_scores(part)
            print(f"by hand, {part:8} {score}  days right {right} of {days}")
    if given.real:
        for name, turns in real_turns(given.real):
            if half(name) == given.list:
                for one in promises_in(turns):
                    print(name, one.turn.part, one.what, sep="\t")
    if given.speed:
        read, seconds = speed(given.speed)
        print(f"{given.speed:,} items, {read:,} turns: {seconds:.1f} s")


if __name__ == "__main__":
    main()
