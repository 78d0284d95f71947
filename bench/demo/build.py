"""Writes ``workspace/demo_data``: the export files of the fictional company and what was planted in them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.demo import book, names, plan
from bench.demo.feedback import Feedback, Placed, place
from bench.demo.staff_words import NOTES, REPLIES

PLANS = Path(__file__).parent / "plans.toml"
TARGET = Path(__file__).parents[2] / "workspace" / "demo_data"
_REQUESTERS, _AGENTS, _ORGANIZATIONS = 700_001, 900_001, 5001


def build(target: Path) -> None:
    """Write all demo files into ``target``; the same bytes every time."""
    random = Random(plan.SEED)
    accounts = book.plan_accounts(random)
    feedback = place(accounts, random)
    _people(accounts, feedback, random)
    target.mkdir(parents=True, exist_ok=True)
    (target / "calls").mkdir(exist_ok=True)
    _csv(target / "accounts.csv", book.account_rows(accounts))
    _csv(target / "subscriptions.csv", book.subscription_rows(accounts, random))
    _csv(target / "contacts.csv", [row for account in accounts for row in account.contacts])
    _csv(target / "milestones.csv", book.milestone_rows(accounts, random))
    _csv(target / "plays.csv", book.play_rows(accounts, random))
    _csv(target / "community.csv", book.community_rows(accounts, random))
    pq.write_table(
        pa.Table.from_pylist(book.usage_rows(accounts, random)), target / "usage.parquet", compression="zstd"
    )
    _zendesk(target, accounts, feedback, random)
    _csv(target / "nps.csv", [_answer(placed) for placed in feedback.answers])
    for number, call in enumerate(feedback.calls):
        _call(target / "calls", call, number)
    _csv(target / "calls.csv", [_manifest(call, number) for number, call in enumerate(feedback.calls)])
    (target / "plans.toml").write_text(PLANS.read_text(encoding="utf-8"), encoding="utf-8")
    _json(target / "truth.json", _truth(accounts, feedback))


def _people(accounts: list[book.Account], feedback: Feedback, random: Random) -> None:
    """Contacts: everyone who signed a text or spoke in a call, and some who never wrote."""
    spare = names.people(random)
    for placed in feedback.tickets + feedback.calls + feedback.answers:
        known = [row for row in placed.account.contacts if not placed.person]
        if known and random.random() < 0.6:
            placed.person = str(random.choice(known)["name"])
            continue
        placed.person = placed.person or spare.pop()
        _contact(placed.account, placed.person, placed.at.date(), random)
    for account in accounts:
        while len(account.contacts) < 2:
            _contact(account, spare.pop(), book.END - timedelta(days=random.randrange(20, 300)), random)
        account.contacts[0]["champion"] = "yes"
        if account.churned and random.random() < 0.4:
            account.contacts[0]["left"] = account.churned - timedelta(days=random.randrange(20, 90))


def _contact(account: book.Account, person: str, seen: date, random: Random) -> None:
    address = person.lower().replace(" ", ".").replace("'", "")
    if any(row["name"] == person for row in account.contacts):
        return
    account.contacts.append(
        {
            "account": account.id, "name": person, "email": f"{address}@{account.domain}",
            "level": random.choices(("executive", "manager", "user"), (1, 3, 5))[0],
            "function": random.choice(("operations", "finance", "IT", "dispatch", "field")),
            "champion": "", "last_contact": seen, "left": "",
        }
    )  # fmt: skip


def _email(placed: Placed) -> str:
    return next(str(row["email"]) for row in placed.account.contacts if row["name"] == placed.person)


def _zendesk(target: Path, accounts: list[book.Account], feedback: Feedback, random: Random) -> None:
    organization = {account.id: _ORGANIZATIONS + number for number, account in enumerate(accounts)}
    people = sorted({(_email(placed), placed.person, placed.account.id) for placed in feedback.tickets})
    requester = {email: _REQUESTERS + number for number, (email, _name, _id) in enumerate(people)}
    agents = {name: _AGENTS + number for number, name in enumerate(plan.OWNERS)}
    _json(target / "zendesk_organizations.json", {"organizations": [
        {"id": organization[account.id], "name": account.name, "external_id": account.id,
         "domain_names": [account.domain], "organization_fields": {}, "tags": []}
        for account in accounts
    ]})  # fmt: skip
    _json(target / "zendesk_users.json", {"users": [
        {"id": requester[email], "name": name, "email": email, "role": "end-user",
         "organization_id": organization[account]}
        for email, name, account in people
    ] + [
        {"id": number, "name": name, "email": name.lower().replace(" ", ".") + "@tallyfield.example",
         "role": "agent", "organization_id": None}
        for name, number in agents.items()
    ]})  # fmt: skip
    tickets, comments = [], []
    talk = _Talk(feedback, random)
    for placed in feedback.tickets:
        asked, agent = requester[_email(placed)], agents[placed.account.owner]
        closed = placed.at + timedelta(hours=random.randrange(3, 200))
        tickets.append({
            "id": int(placed.id), "external_id": None, "via": {"channel": random.choice(("email", "web"))},
            "created_at": _stamp(placed.at), "updated_at": _stamp(closed), "type": "problem",
            "subject": placed.record["subject"], "description": placed.record["text"],
            "priority": placed.record.get("priority", "normal"),
            "status": "open" if closed.date() > book.END else "closed", "requester_id": asked,
            "assignee_id": agent, "organization_id": organization[placed.account.id], "tags": [],
            "satisfaction_rating": {"score": "unoffered"},
        })  # fmt: skip
        comments += talk.comments(placed, asked, agent)
    _lines(target / "zendesk_tickets.ndjson", tickets)
    _lines(target / "zendesk_comments.ndjson", comments)


class _Talk:
    """The comments under tickets: the first repeats the ticket; a few have replies, notes and follow-ups."""

    def __init__(self, feedback: Feedback, random: Random) -> None:
        chosen = random.sample([ticket.id for ticket in feedback.tickets], len(REPLIES) + len(NOTES))
        self.replies = dict(zip(chosen, REPLIES, strict=False))
        self.notes = dict(zip(chosen[len(REPLIES) :], NOTES, strict=True))
        self.follow_ups = dict(zip(chosen, feedback.follow_ups, strict=False))
        self.next_id = 3_300_001

    def comments(self, placed: Placed, requester: int, agent: int) -> list[dict[str, Any]]:
        said = [(placed.record["text"], requester, True, 0)]
        if placed.id in self.replies:
            said.append((self.replies[placed.id], agent, True, 2))
        if placed.id in self.notes:
            said.append((self.notes[placed.id], agent, False, 1))
        if placed.id in self.follow_ups:
            said.append((self.follow_ups[placed.id], requester, True, 3))
        rows = []
        for body, author, public, hours in said:
            rows.append({
                "id": self.next_id, "ticket_id": int(placed.id), "type": "Comment", "body": body,
                "plain_body": body, "public": public, "author_id": author,
                "created_at": _stamp(placed.at + timedelta(hours=hours)),
            })  # fmt: skip
            self.next_id += 1
        return rows


def _answer(placed: Placed) -> dict[str, object]:
    return {
        "id": placed.id, "email": _email(placed), "date": placed.at.date(),
        "score": placed.record["score"], "comment": placed.record["text"],
    }  # fmt: skip


def _manifest(call: Placed, number: int) -> dict[str, object]:
    return {
        "file": call.id + _suffix(number), "account": call.account.id, "date": _stamp(call.at),
        "title": call.record["title"],
    }  # fmt: skip


def _suffix(number: int) -> str:
    return ".vtt" if number % 3 == 1 else ".txt"


def _call(folder: Path, call: Placed, number: int) -> None:
    """Write a call the way one of three recorders would."""
    speaker = {"agent": f"{call.record['agent']} (Tallyfield)", "customer": call.record["person"]}
    turns = [(speaker[who], text) for who, text in call.record["turns"]]
    if number % 3 == 0:
        text = "\n".join(f"{who}: {said}" for who, said in turns) + "\n"
    elif number % 3 == 2:
        text = "\n\n".join(f"**{who}:** {said}" for who, said in turns) + "\n"
    else:
        text = "WEBVTT\n"
        for cue, (who, said) in enumerate(turns, start=1):
            text += f"\n{cue}\n{_clock(cue * 9)} --> {_clock(cue * 9 + 8)}\n{who}: {said}\n"
    (folder / (call.id + _suffix(number))).write_text(text, encoding="utf-8")


def _clock(seconds: int) -> str:
    return f"00:{seconds // 60:02d}:{seconds % 60:02d}.000"


def _truth(accounts: list[book.Account], feedback: Feedback) -> dict[str, object]:
    """What was planted, by the ids of the exported files."""
    items: dict[str, list[str]] = defaultdict(list)
    personal, injected, promised, texts = [], [], [], 0
    for source, placed_items in (
        ("ticket", feedback.tickets), ("nps", feedback.answers), ("call", feedback.calls)
    ):  # fmt: skip
        for placed in placed_items:
            name = f"{source}:{placed.id}"
            texts += 1 if source != "call" else sum(who == "customer" for who, _ in placed.record["turns"])
            for key in placed.record["theme"]:
                items[key].append(name)
            if placed.record.get("pii"):
                personal.append({"item": name, "kinds": placed.record["pii"]})
            if placed.record.get("injection"):
                injected.append(name)
            for promise in placed.record.get("promises", []):
                promised.append({"item": name, "account": placed.account.id, **promise})
    return {
        "company": "Tallyfield",
        "months": [str(month) for month in plan.MONTHS],
        "hand_written_texts": texts,
        "themes": {
            theme.key: {"title": theme.title, "kind": theme.kind, "event": theme.event,
                        "resolved": plan.RESOLVED.get(theme.key), "items": sorted(items[theme.key])}
            for theme in plan.THEMES
        },
        "belongs_nowhere": sorted(items["none"]),
        "chatter": sorted(items["chatter"]),
        "accounts": {
            role: [account.id for account in accounts if account.role == role]
            for role in ("driver", "price", "poor fit", "payment", "outage", "expanding", "stalled", "silent",
                         "loud")
        },
        "churn_driver": {"metric": plan.STICKY, "theme": "mobile_offline_sync", "lead_days": 120},
        "promises": promised,
        "injections": sorted(injected),
        "personal_data": personal,
    }  # fmt: skip


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _csv(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    listed = list(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _lines(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    build(TARGET)
