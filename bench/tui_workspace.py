"""A large workspace for the terminal app's bench: accounts, revenue, people and a year of tickets, all planted.

The files go through the product's own import and synthesis (with the hashing embedder, so that it takes minutes
and not hours); nothing is written past a use case.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

from foundation.clock import FixedClock
from foundation.progress import Progress, silent
from workspace.finding import SETTINGS_FILE
from workspace.importing import ImportRequest, import_files
from workspace.synthesize import synthesize
from workspace.workspace import Workspace, init_workspace, open_workspace

_CLOCK = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
_LAST = date(2026, 10, 31)
_DAYS = 360
_OBJECTS = (
    "invoice export", "calendar sync", "photo upload", "dispatch board", "route planner", "login page",
    "parts catalogue", "mobile timer", "customer portal", "warranty register", "stock counter", "quote builder",
    "signature pad", "voice notes", "report builder", "team chat", "tax table", "price list", "work order",
    "map layer", "barcode scanner", "shift roster", "expense form", "webhook feed", "password reset",
    "safety checklist", "van tracker", "tenant directory", "payment reminder", "audit trail",
)  # fmt: skip
_PROBLEMS = (
    "freezes halfway", "loses saved rows", "shows yesterday", "rejects umlauts", "doubles every entry",
    "ignores filters", "prints blank pages", "times out nightly", "sorts backwards", "hides archived jobs",
    "forgets settings", "drops attachments", "rounds wrongly", "needs two factor", "lacks bulk editing",
    "sends stale mail", "refuses big files", "crashes offline", "swaps columns", "skips weekends",
)  # fmt: skip
_OPENINGS = (
    "Again",
    "Since Monday",
    "For our crew",
    "At month end",
    "On every tablet",
    "After lunch",
    "In the field",
)
_CLOSINGS = (
    "which costs us an hour",
    "and nobody here understands why",
    "so we went back to paper",
    "as we said before",
)
_SYLLABLES = (
    "bar",
    "den",
    "fel",
    "gor",
    "hal",
    "kim",
    "lor",
    "mav",
    "nor",
    "pel",
    "quin",
    "ros",
    "sol",
    "tar",
    "vel",
)


@dataclass(frozen=True, slots=True)
class Size:
    """``topics`` at most 600, each said about as often; one statement a ticket."""

    accounts: int = 2_000
    topics: int = 600
    statements: int = 100_000
    seed: int = 8


def build(root: Path, size: Size, progress: Progress = silent) -> Workspace:
    """The workspace in ``root``; the one that is there already is used again. Raises NrrError."""
    if (root / SETTINGS_FILE).exists():
        return open_workspace(root)
    workspace = init_workspace(root, "A large company")
    settings = root / SETTINGS_FILE
    fine = settings.read_text(encoding="utf-8").replace("granularity = 1.0", "granularity = 3.0")
    settings.write_text(fine + '\n[embedding]\nmodel = "hashing"\n', encoding="utf-8")
    workspace = open_workspace(root)
    exports = root / "exports"
    exports.mkdir()
    for kind, path, mapping in write_exports(exports, size):
        request = ImportRequest(kind, (path,), mapping=mapping)
        import_files(workspace, request, _CLOCK, progress)
    synthesize(workspace, None, _CLOCK, progress)
    return workspace


def write_exports(folder: Path, size: Size) -> list[tuple[str, Path, dict[str, str]]]:
    """Write the files to import, in order: kind, path, and the mapping where the columns are not our own."""
    rng = random.Random(size.seed)
    accounts = [f"A-{number:05d}" for number in range(size.accounts)]
    made: list[tuple[str, Path, dict[str, str]]] = []
    for kind, head, rows in (
        (
            "accounts",
            "id,name,domains,segment,owner,started,renewal,status,currency",
            _accounts(accounts, rng),
        ),
        ("subscriptions", "account,started,ended,mrr,currency,plan,seats", _subscriptions(accounts, rng)),
        (
            "contacts",
            "account,name,email,level,function,champion,last_contact,left",
            _contacts(accounts, rng),
        ),
        ("usage", "account,date,metric,value", _usage(accounts, rng)),
    ):
        made.append((kind, _written(folder / f"{kind}.csv", head, rows), {}))
    tickets = _written(
        folder / "tickets.csv", "Case,Opened on,Client,What they wrote", _tickets(accounts, size, rng)
    )
    columns = {"id": "Case", "date": "Opened on", "organization": "Client", "text": "What they wrote"}
    return [*made, ("tickets", tickets, columns)]


def _written(path: Path, head: str, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head.split(","))
        writer.writerows(rows)
    return path


def _name(number: int) -> str:
    rest, first = divmod(number, len(_SYLLABLES))
    rest, second = divmod(rest, len(_SYLLABLES))
    word = _SYLLABLES[first] + _SYLLABLES[second] + _SYLLABLES[rest % len(_SYLLABLES)]
    return f"{word.capitalize()} {('Group', 'Services', 'Heating', 'Clinics')[number % 4]}"


def _accounts(accounts: Sequence[str], rng: random.Random) -> Iterable[Sequence[object]]:
    for number, account in enumerate(accounts):
        renewal = _LAST + timedelta(days=rng.randrange(5, 365))
        segment = ("enterprise", "mid-market", "smb")[min(2, int(rng.random() * 4))]
        owner = f"Owner {number % 12:02d}"
        yield (
            account,
            _name(number),
            f"{account.lower()}.example",
            segment,
            owner,
            "2023-03-01",
            renewal,
            "active",
            "USD",
        )


def _subscriptions(accounts: Sequence[str], rng: random.Random) -> Iterable[Sequence[object]]:
    for account in accounts:
        mrr = round(rng.lognormvariate(6.5, 1.0), 2)
        if rng.random() < 0.1:
            yield account, "2023-03-01", "2026-04-01", mrr, "USD", "Team", rng.randrange(3, 400)
            if rng.random() < 0.4:
                continue
            mrr = round(mrr * rng.choice((0.8, 1.3)), 2)
            yield account, "2026-04-01", "", mrr, "USD", "Team", rng.randrange(3, 400)
        else:
            yield account, "2023-03-01", "", mrr, "USD", "Team", rng.randrange(3, 400)


def _contacts(accounts: Sequence[str], rng: random.Random) -> Iterable[Sequence[object]]:
    for account, level in product(accounts, ("executive", "user")):
        last = _LAST - timedelta(days=rng.randrange(0, 200))
        champion = "yes" if level == "user" else ""
        name = f"{rng.choice(_SYLLABLES).capitalize()}a {rng.choice(_SYLLABLES).capitalize()}sen"
        yield account, name, f"{level}@{account.lower()}.example", level, "operations", champion, last, ""


def _usage(accounts: Sequence[str], rng: random.Random) -> Iterable[Sequence[object]]:
    for account in accounts:
        level, drift = rng.uniform(5, 80), rng.uniform(-0.05, 0.05)
        for back in range(12):
            day = date(2026, 10 - back, 28) if back < 10 else date(2025, 22 - back, 28)
            yield account, day, "active_seats", round(level * (1 - drift) ** back, 1)


def _tickets(accounts: Sequence[str], size: Size, rng: random.Random) -> Iterable[Sequence[object]]:
    topics = [f"the {thing} {problem}" for thing, problem in product(_OBJECTS, _PROBLEMS)]
    rng.shuffle(topics)
    for number in range(size.statements):
        topic = topics[number % size.topics]
        detail = f"{rng.choice(_SYLLABLES)}{rng.choice(_SYLLABLES)} {rng.choice(_SYLLABLES)}{rng.choice(_SYLLABLES)}"
        text = f"{rng.choice(_OPENINGS)} {topic} at the {detail} site, {rng.choice(_CLOSINGS)}."
        day = _LAST - timedelta(days=int(rng.random() ** 1.5 * _DAYS))
        yield f"T-{number:06d}", day, _name(rng.randrange(len(accounts))), text
