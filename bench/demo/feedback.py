"""Who said which text when: tickets with comments, survey answers, calls, and what was planted in them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.demo import plan
from bench.demo.book import Account

TEXTS = Path(__file__).parent / "texts"


@dataclass(slots=True)
class Placed:
    """A text with its account and moment. ``id`` is its id in the exported file."""

    record: dict[str, Any]
    account: Account
    at: datetime
    id: str = ""
    person: str = ""


@dataclass(slots=True)
class Feedback:
    """All placed texts by channel, in time order."""

    tickets: list[Placed] = field(default_factory=list)
    answers: list[Placed] = field(default_factory=list)
    calls: list[Placed] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)


def read_texts() -> list[dict[str, Any]]:
    """All hand-written records in file order, each text once."""
    seen: set[str] = set()
    records = []
    for path in sorted(TEXTS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            text = record.get("text") or json.dumps(record["turns"])
            if text not in seen:
                seen.add(text)
                records.append(record)
    return records


def place(accounts: list[Account], random: Random) -> Feedback:
    """Give every text an account and a moment. Short chatter tickets become follow-up comments."""
    feedback = Feedback()
    spread = _Spread(accounts, random)
    for record in read_texts():
        key = record["theme"][0]
        if key == "chatter" and record["channel"] == "ticket":
            feedback.follow_ups.append(record["text"])
            continue
        account, at = spread.choose(key, record.get("phase", ""))
        placed = Placed(record, account, at, person=record.get("person", ""))
        {"ticket": feedback.tickets, "nps": feedback.answers, "call": feedback.calls}[
            record["channel"]
        ].append(placed)
    for number, ticket in enumerate(_by_time(feedback.tickets), start=48101):
        ticket.id = str(number)
    for number, answer in enumerate(_by_time(feedback.answers), start=1):
        answer.id = f"NPS-{number:05d}"
    for number, call in enumerate(_by_time(feedback.calls), start=1):
        call.id = f"call_{number:03d}"
    return feedback


def _by_time(placed: list[Placed]) -> list[Placed]:
    placed.sort(key=lambda item: (item.at, json.dumps(item.record, sort_keys=True)))
    return placed


class _Spread:
    """Draws (account, moment) pairs that follow the plan."""

    def __init__(self, accounts: list[Account], random: Random) -> None:
        self.random = random
        self.accounts = accounts
        self.said: dict[str, int] = defaultdict(int)

    def choose(self, key: str, phase: str) -> tuple[Account, datetime]:
        month = plan.MONTHS[self._month(key, phase)]
        day = month.first_day + timedelta(
            days=self.random.randrange((month.last_day - month.first_day).days + 1)
        )
        account = self._account(key, day)
        self.said[account.id] += 1
        clock = time(self.random.randrange(6, 19), self.random.randrange(60), tzinfo=UTC)
        return account, datetime.combine(day, clock)

    def _month(self, key: str, phase: str) -> int:
        theme = plan.BY_KEY.get(key)
        profile = theme.profile if theme else tuple([1.0] * 16)
        first, last = plan.PHASES.get((key, phase), (0, 15))
        weights = [
            weight * (1.0 + 0.04 * index) * (1.45 if index == 15 else 1.0) if first <= index <= last else 0.0
            for index, weight in enumerate(profile)
        ]
        return self.random.choices(range(16), weights)[0]

    def _account(self, key: str, day: date) -> Account:
        theme = plan.BY_KEY.get(key)
        segments = theme.segments if theme else ("enterprise", "mid-market", "smb")
        weights = [self._weight(account, key, day, segments) for account in self.accounts]
        return self.random.choices(self.accounts, weights)[0]

    def _weight(self, account: Account, key: str, day: date, segments: tuple[str, ...]) -> float:
        if not account.active(day) or (account.role == "silent" and day >= date(2026, 6, 1)):
            return 0.0
        weight = 1.0 if account.segment in segments else 0.06
        weight *= 1.5 if account.segment == "enterprise" else 1.0
        leaving = account.churned is not None and (account.churned - day).days < 120
        if leaving and account.role == "driver":
            weight *= {"mobile_offline_sync": 30.0, "support_slow": 4.0}.get(key, 0.5)
        if leaving and account.role == "price":
            weight *= {"price_increase_renewal": 30.0, "cancel_terms": 10.0}.get(key, 0.5)
        if leaving and account.role == "outage":
            weight *= {"outage_february": 25.0}.get(key, 1.0)
        if account.role == "expanding" and key == "adding_teams_seats":
            weight *= 12.0
        if account.role == "stalled" and key == "onboarding_data_import":
            weight *= 10.0
        if account.role == "loud":
            weight *= (
                22.0 if key in ("howto_recurring_jobs", "dispatch_board_slow", "reminders_in_spam") else 6.0
            )
        if account.role == "silent":
            weight *= 2.0
        return weight
