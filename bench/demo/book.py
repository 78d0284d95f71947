"""The demo's account book: accounts, subscriptions, usage, contacts, milestones, plays, community."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bench.demo import names, plan

START, END = plan.FIRST.first_day, plan.LAST.last_day
_SIZES = {
    "enterprise": (4000, 16000, 600, 4000),
    "mid-market": (900, 3900, 80, 600),
    "smb": (120, 850, 8, 80),
}


@dataclass(slots=True)
class Account:
    """A planned customer. ``role`` is what is planted: "", "driver", "price", "poor fit", "payment", "outage" (all
    churn), "expanding", "stalled", "silent", "loud". ``bought``: seats from each day on, by its subscriptions."""

    id: str
    name: str
    industry: str
    segment: str
    employees: int
    owner: str
    sponsor: str
    started: date
    renewal: date
    mrr: float
    seats: int
    role: str = ""
    churned: date | None = None
    fit: str = "good"
    contacts: list[dict[str, object]] = field(default_factory=list)
    bought: list[tuple[date, int]] = field(default_factory=list)

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "") + ".example"

    def seats_on(self, day: date) -> int:
        """Seats that it has bought by ``day``."""
        return next((seats for since, seats in reversed(self.bought) if since <= day), self.seats)

    def active(self, day: date) -> bool:
        """Whether the account is a customer on ``day``."""
        return self.started <= day and (self.churned is None or day < self.churned)


def _months_after(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def plan_accounts(random: Random) -> list[Account]:
    """All accounts with their roles, in id order."""
    accounts = []
    for number, (name, industry) in enumerate(names.companies(plan.ACCOUNTS, random), start=1):
        segment = random.choices(list(_SIZES), weights=(18, 42, 40))[0]
        low, high, fewest, most = _SIZES[segment]
        started = date(2021, 3, 1) + timedelta(days=random.randrange(2020))
        renewal = _months_after(started, 12)
        while renewal <= END:
            renewal = _months_after(renewal, 12)
        accounts.append(
            Account(
                f"TF-{number:04d}", name, industry, segment, random.randint(fewest, most),
                random.choice(plan.OWNERS), random.choice(plan.SPONSORS) if segment == "enterprise" else "",
                started, renewal, round(random.uniform(low, high), 2),
                random.randint(fewest // 4 + 3, most // 3),
            )
        )  # fmt: skip
    _assign_roles(accounts, random)
    return accounts


def _assign_roles(accounts: list[Account], random: Random) -> None:
    order = accounts[:]
    random.shuffle(order)
    rest = [account for account in order if account.segment != "enterprise"]
    big = [account for account in order if account.segment == "enterprise"]
    for role, count in (
        ("driver", plan.DRIVER_CHURNERS - 2), ("price", plan.PRICE_CHURNERS),
        ("poor fit", plan.POOR_FIT_CHURNERS), ("payment", plan.PAYMENT_CHURNERS),
        ("outage", plan.OUTAGE_CHURNERS),
    ):  # fmt: skip
        for _ in range(count):
            _churn(rest.pop(), role, random)
    for _ in range(2):
        _churn(big.pop(), "driver", random)
    for _ in range(plan.EXPANDING):
        (big if random.random() < 0.4 else rest).pop().role = "expanding"
    for _ in range(plan.STALLED):
        account = rest.pop()
        account.role = "stalled"
        account.started = date(2026, 5, 4) + timedelta(days=random.randrange(80))
        account.renewal = _months_after(account.started, 12)
    for _ in range(plan.SILENT):
        account = (big if random.random() < 0.5 else rest).pop()
        account.role = "silent"
        account.renewal = END + timedelta(days=random.randrange(20, 110))
    for number, account in enumerate([one for one in accounts if one.role == "driver"][:3]):
        account.churned = date(2026, 10, 9 + 8 * number)
        account.started = min(account.started, date(2025, 11, 3))
    for number in range(4):
        account = rest.pop()
        account.started = date(2026, 9, 21) + timedelta(days=9 * number)
        account.renewal = _months_after(account.started, 12)
    loud = next(account for account in rest if account.segment == "smb")
    loud.role = "loud"


def _churn(account: Account, role: str, random: Random) -> None:
    account.role = role
    first = {"price": date(2026, 5, 1), "outage": date(2026, 3, 10)}.get(role, date(2025, 10, 1))
    last = date(2026, 6, 30) if role == "outage" else END - timedelta(days=4)
    account.churned = first + timedelta(days=random.randrange((last - first).days))
    account.started = min(account.started, account.churned - timedelta(days=250))
    account.fit = "poor" if role == "poor fit" else "good"


_REASONS = {
    "driver": "mobile app unreliable", "price": "price", "poor fit": "not our kind of business",
    "payment": "payment failed", "outage": "reliability",
}  # fmt: skip


def account_rows(accounts: list[Account]) -> list[dict[str, object]]:
    """Rows of accounts.csv."""
    return [
        {
            "id": account.id, "name": account.name, "domains": account.domain, "segment": account.segment,
            "industry": account.industry, "employees": account.employees, "owner": account.owner,
            "executive_sponsor": account.sponsor, "started": account.started, "renewal": account.renewal,
            "status": "churned" if account.churned else "past due" if account.role == "payment" else "active",
            "churned": account.churned or "",
            "churn_reason": _REASONS[account.role] if account.churned else "",
            "fit": account.fit, "currency": "USD",
        }
        for account in accounts
    ]  # fmt: skip


def subscription_rows(accounts: list[Account], random: Random) -> list[dict[str, object]]:
    """Rows of subscriptions.csv: one row a price period; steps up, sometimes down, ended by churn."""
    rows: list[dict[str, object]] = []
    for account in accounts:
        begin, mrr, seats = account.started, account.mrr, account.seats
        plan_name = {"enterprise": "Scale", "mid-market": "Team", "smb": "Start"}[account.segment]
        while True:
            change = _months_after(begin, random.randrange(7, 15))
            limit = account.churned or END + timedelta(days=1)
            end: date | None = change if change < limit else account.churned
            account.bought.append((begin, seats))
            rows.append(
                {
                    "account": account.id, "started": begin, "ended": end or "", "mrr": f"{mrr:.2f}",
                    "currency": "USD", "plan": plan_name, "seats": seats,
                }
            )  # fmt: skip
            if end is None or end == account.churned:
                break
            factor = _step(account, end, random)
            begin, mrr, seats = end, mrr * factor, max(3, round(seats * factor))
    return rows


def _step(account: Account, day: date, random: Random) -> float:
    if account.role == "expanding" and day >= date(2025, 10, 1):
        return random.uniform(1.15, 1.4)
    if account.churned and random.random() < 0.4:
        return random.uniform(0.7, 0.95)
    return random.choices((1.0, random.uniform(1.03, 1.15), random.uniform(0.8, 0.96)), (50, 36, 14))[0]


def usage_rows(accounts: list[Account], random: Random) -> list[dict[str, object]]:
    """Weekly usage; subscriptions are made before. Planted: the sticky metric of "driver" accounts falls through
    their last 120 days; seats of "expanding" accounts reach their limit; "stalled" accounts hardly use anything.
    """
    rows: list[dict[str, object]] = []
    weeks = [START + timedelta(days=6 + 7 * week) for week in range((END - START).days // 7)]
    for account in accounts:
        scale = account.seats**0.9
        base = {"jobs_scheduled": 9 * scale, plan.STICKY: 7 * scale, "invoices_sent": 4 * scale}
        for day in weeks:
            if not account.active(day):
                continue
            for metric in plan.METRICS:
                if metric == "seats_used":
                    value, limit = _seats(account, day, random), account.seats_on(day)
                elif metric == "api_calls":
                    if account.segment == "smb":
                        continue
                    limit = 50_000 if account.segment == "enterprise" else 10_000
                    value = round(limit * random.uniform(0.2, 0.75))
                else:
                    value = round(base[metric] * _trend(account, metric, day) * random.uniform(0.85, 1.15))
                    limit = 0
                rows.append(
                    {"account": account.id, "date": day, "metric": metric, "value": value, "limit": limit}
                )
    return rows


def _seats(account: Account, day: date, random: Random) -> int:
    share = random.uniform(0.55, 0.8)
    if account.role == "expanding" and (END - day).days < 70:
        share = random.uniform(0.88, 1.0)
    if account.role == "stalled":
        share = random.uniform(0.05, 0.2)
    return round(account.seats_on(day) * share)


def _trend(account: Account, metric: str, day: date) -> float:
    if account.role == "stalled":
        return 0.08
    if account.churned is None:
        return 1.0
    left = (account.churned - day).days
    if account.role == "driver" and metric == plan.STICKY and left < 120:
        return 0.2 + 0.8 * left / 120
    return 0.6 + 0.4 * min(1.0, left / 60)


def milestone_rows(accounts: list[Account], random: Random) -> list[dict[str, object]]:
    """Onboarding milestones of accounts that started in the demo's months or shortly before."""
    rows: list[dict[str, object]] = []
    for account in accounts:
        if account.started < date(2025, 3, 1):
            continue
        slip = random.uniform(0.7, 1.5)
        for number, (milestone, days) in enumerate(plan.MILESTONES):
            reached = account.started + timedelta(days=round(days * slip) + random.randrange(4))
            stalled = account.role == "stalled" and number >= 2
            done = reached <= END and not stalled and account.active(reached)
            rows.append(
                {
                    "account": account.id, "milestone": milestone,
                    "due": account.started + timedelta(days=days), "reached": reached if done else "",
                }
            )  # fmt: skip
    return rows


def play_rows(accounts: list[Account], random: Random) -> list[dict[str, object]]:
    """Plays that were run in the past, with their outcomes."""
    rows: list[dict[str, object]] = []
    for account in random.sample(accounts, 52):
        day = START + timedelta(days=random.randrange(60, 420))
        if not account.active(day):
            continue
        play, good = random.choice(
            (("adoption rescue", "saved"), ("support escalation", "saved"), ("expansion", "expanded"),
             ("renewal at risk", "saved"), ("champion change", "saved"))
        )  # fmt: skip
        ended = day + timedelta(days=random.randrange(14, 50))
        lost = account.churned is not None and account.churned <= ended + timedelta(days=90)
        outcome = "churned" if lost else random.choices((good, "no answer"), (70, 30))[0]
        rows.append(
            {
                "account": account.id, "play": play, "started": day, "ended": ended if ended <= END else "",
                "owner": account.owner, "outcome": outcome if ended <= END else "",
                "amount": round(account.mrr * 0.2, 2) if outcome == "expanded" else "",
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["account"]), str(row["started"])))


def community_rows(accounts: list[Account], random: Random) -> list[dict[str, object]]:
    """Posts, templates and answers in the customer community."""
    rows: list[dict[str, object]] = []
    members = [account for account in accounts if random.random() < 0.3]
    topics = ("recurring jobs", "van stock", "API", "reports", "mobile app", "quotes")
    for account in members:
        person = account.contacts[0]["email"]
        for _ in range(random.randrange(1, 9)):
            day = START + timedelta(days=random.randrange((END - START).days))
            if account.active(day):
                activity = random.choices(("question", "answer", "template", "event"), (4, 4, 1, 2))[0]
                rows.append(
                    {
                        "account": account.id, "person": person, "date": day, "activity": activity,
                        "topic": random.choice(topics),
                    }
                )  # fmt: skip
    return sorted(rows, key=lambda row: tuple(str(value) for value in row.values()))
