"""A model that says what a script tells it, turn by turn, and a small made-up book for it to ask about.

Passes for a ``ChatModel`` wherever one is wanted; the bench of attacks uses it as the model that obeys anybody.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Answer
from assistant.checking import Checks, Related
from assistant.events import Answered, AskEvent
from assistant.loop import Conversation, Limits, converse
from assistant.notebook import Notebook
from assistant.relatedness import Relatedness
from assistant.tools import Arguments, Evidence, Scope, Tool, Toolbox, ToolResult
from foundation.errors import ToolFault
from prompts.chat import ChatEvent, ChatRequest, Completion, Message, Stop, TextDelta, ToolCall, Usage

Turn = Completion | Callable[[ChatRequest], Completion]


@dataclass(slots=True)
class ScriptedModel:
    """Says the turns of ``script`` in order, the last one again and again. ``requests``: what it was asked."""

    script: Sequence[Turn]
    requests: list[ChatRequest] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "scripted at nowhere"

    async def stream(self, request: ChatRequest) -> AsyncIterator[ChatEvent]:
        turn = self.script[min(len(self.requests), len(self.script) - 1)]
        self.requests.append(request)
        completion = turn if isinstance(turn, Completion) else turn(request)
        for at in range(0, len(completion.text), 40):
            yield TextDelta(completion.text[at : at + 40])
        yield completion


def calls(*asked: tuple[str, dict[str, Any]]) -> Completion:
    """A turn that asks for tools."""
    made = tuple(ToolCall(f"c{at}", name, json.dumps(values)) for at, (name, values) in enumerate(asked))
    return Completion("", made, Stop.TOOLS, Usage(100, 10, 0.001))


def says(*sentences: tuple[str, list[int]] | str, in_data: bool = True) -> Completion:
    """A turn that answers in the shape asked for."""
    held = [(one, []) if isinstance(one, str) else one for one in sentences]
    paragraph = [{"text": text, "cites": cites} for text, cites in held]
    return Completion(
        json.dumps({"in_data": in_data, "paragraphs": [paragraph]}), usage=Usage(200, 50, 0.002)
    )


KESTREL, BOREALIS = "ACC-1", "ACC-2"
NAMES = {KESTREL: "Kestrel Robotics", BOREALIS: "Borealis Shipping"}
EVIDENCE = (
    Evidence(
        "T-101", KESTREL, NAMES[KESTREL], "2026-10-04", "ticket",
        "The CSV export fails for large reports. We cannot close the month and 40 seats wait for it.",
    ),
    Evidence(
        "T-102", KESTREL, NAMES[KESTREL], "2026-10-11", "ticket",
        "Export to CSV timed out again, error 502. If this is not fixed we will not renew.",
    ),
    Evidence(
        "N-103", KESTREL, NAMES[KESTREL], "2026-09-20", "nps", "Support answers quickly and the dashboards are lovely.",
    ),
    Evidence(
        "C-201", BOREALIS, NAMES[BOREALIS], "2026-10-08", "call",
        "Our single sign-on rollout is stuck. We asked for SAML in March and heard nothing.",
    ),
)  # fmt: skip
FACTS: dict[str, dict[str, Any]] = {
    KESTREL: {
        "account": NAMES[KESTREL],
        "account_id": KESTREL,
        "tier": "Enterprise",
        "arr": {"value": 118_400.0, "unit": "USD", "figure": "arr:ACC-1"},
        "renewal": "2026-12-15",
        "renewal_in_days": 45,
        "health": {"value": 58.0, "unit": "points", "figure": "health:ACC-1"},
        "churn_risk": {"value": 0.41, "unit": "ratio", "figure": "churn:ACC-1"},
        "open_tickets": 12,
        "active_seats": 33,
        "drivers": [{"name": "logins", "why": "logins fell by 35 % in 90 days"}],
    },
    BOREALIS: {
        "account": NAMES[BOREALIS],
        "account_id": BOREALIS,
        "tier": "Growth",
        "arr": {"value": 52_000.0, "unit": "USD", "figure": "arr:ACC-2"},
        "renewal": "2027-03-01",
        "renewal_in_days": 121,
        "health": {"value": 81.0, "unit": "points", "figure": "health:ACC-2"},
        "churn_risk": {"value": 0.07, "unit": "ratio", "figure": "churn:ACC-2"},
        "open_tickets": 3,
        "active_seats": 19,
        "drivers": [],
    },
}
THEMES: tuple[dict[str, Any], ...] = tuple(
    {"id": key, "label": label, "statements": said, "accounts": heard, "arr": arr, "accounts_share": share}
    for key, label, said, heard, arr, share in (
        ("th-1", "csv export fails", 26, 9, 640_000.0, 0.36),
        ("th-2", "single sign-on setup", 14, 6, 310_000.0, 0.24),
        ("th-3", "dashboard praise", 8, 5, 120_000.0, 0.2),
    )
)
METRICS: dict[str, Any] = {
    "month": "2026-10",
    "nrr": {"value": 0.931, "unit": "ratio", "figure": "nrr:2026-10"},
    "grr": {"value": 0.884, "unit": "ratio", "figure": "grr:2026-10"},
    "start_mrr": {"value": 152_000.0, "unit": "USD", "figure": "mrr:2026-10"},
    "churn": {"value": 9_100.0, "unit": "USD", "figure": "churned:2026-10"},
    "compared": {"month": "2026-09", "nrr": {"value": 0.957, "unit": "ratio", "figure": "nrr:2026-09"}},
}


class Search(Arguments):
    """What to look for, and of whom."""

    query: str
    account: str = ""


class OfAccount(Arguments):
    """Which account."""

    account: str = ""


class Nothing(Arguments):
    """No arguments."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the tools read. A conversation about one account reads that one, whatever the arguments say."""

    evidence: tuple[Evidence, ...] = EVIDENCE
    facts: dict[str, dict[str, Any]] = field(default_factory=lambda: FACTS)
    themes: tuple[dict[str, Any], ...] = THEMES

    def search(self, asked: Search, scope: Scope) -> ToolResult:
        account = self._account(asked.account, scope)
        found = [one for one in self.evidence if not account or one.account == account]
        words = asked.query.casefold().split()
        against = tuple(one for one in found if one.source == "nps")
        shown = tuple(one for one in found if one not in against)
        nothing = bool(words) and not any(word in one.text.casefold() for one in found for word in words)
        return ToolResult(
            {"asked": asked.query, "found": len(shown)},
            () if nothing else shown,
            () if nothing else against,
            ("feedback before August 2026",),
            empty=nothing,
        )

    def account_facts(self, asked: OfAccount, scope: Scope) -> ToolResult:
        account = self._account(asked.account, scope)
        return (
            ToolResult(self.facts[account])
            if account
            else ToolResult({"accounts": list(self.facts.values())})
        )

    def list_themes(self, asked: Nothing, scope: Scope) -> ToolResult:
        return ToolResult(
            {"month": "2026-10", "themes": list(self.themes)}, not_looked_at=("themes under 5 accounts",)
        )

    def metrics(self, asked: Nothing, scope: Scope) -> ToolResult:
        if scope.account:
            raise ToolFault("the book's metrics are not of one account", hint="Ask for account_facts.")
        return ToolResult(METRICS)

    def broken(self, asked: Nothing, scope: Scope) -> ToolResult:
        raise ZeroDivisionError("canary-of-a-traceback")

    def _account(self, asked: str, scope: Scope) -> str:
        if not asked:
            return scope.account
        found = next((held for held, facts in self.facts.items() if asked in (held, facts["account"])), "")
        if not found or (scope.account and found != scope.account):
            raise ToolFault("there is no such account in this conversation", hint="Leave `account` out.")
        return found

    def tools(self) -> list[Tool]:
        """The tools over this book."""
        return [
            Tool("search_feedback", "Search what customers said.", Search, self.search),
            Tool("account_facts", "What is known of an account.", OfAccount, self.account_facts),
            Tool("list_themes", "The month's themes.", Nothing, self.list_themes),
            Tool("revenue_metrics", "NRR, GRR and MRR.", Nothing, self.metrics),
            Tool("broken", "Fails.", Nothing, self.broken),
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a scripted conversation is set up."""

    question: str = "Why is Kestrel Robotics at risk?"
    scope: Scope = field(default_factory=Scope)
    book: Book = field(default_factory=Book)
    related: Related = field(default_factory=Relatedness)
    said: tuple[Message, ...] = ()
    limits: Limits = field(default_factory=Limits)


def conversation(script: Iterable[Turn], asked: Asked | None = None) -> tuple[Conversation, ScriptedModel]:
    """A conversation with the scripted model, and that model."""
    asked = asked or Asked()
    model = ScriptedModel(list(script))
    own = asked.scope.account
    foreign = [word for held, name in NAMES.items() if own and held != own for word in (held, name)]
    checks = Checks(Notebook(), asked.related, foreign)
    inputs = {
        "company": "Example GmbH",
        "today": "2026-10-31",
        "scope": f"This is about {NAMES[own]} ({own}) alone." if own else "All accounts.",
        "question": asked.question,
    }
    toolbox = Toolbox(asked.book.tools(), asked.scope)
    return Conversation(model, toolbox, inputs, checks, asked.said, asked.limits), model


async def events_of(held: Conversation) -> list[AskEvent]:
    """Everything that a conversation tells."""
    return [event async for event in converse(held)]


async def answer_of(script: Iterable[Turn], asked: Asked | None = None) -> Answer:
    """The answer that a script ends in."""
    held, _ = conversation(script, asked)
    last = (await events_of(held))[-1]
    assert isinstance(last, Answered)
    return last.answer


LOOK = calls(
    ("search_feedback", {"query": "export"}),
    ("account_facts", {"account": KESTREL}),
    ("list_themes", {}),
    ("revenue_metrics", {}),
)
"""The turn that has everything of the book in the notebook: evidence 1 to 4, of which 4 disagrees."""
