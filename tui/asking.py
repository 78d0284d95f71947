"""What the next question is about and what it follows, and how the room says how it stands: pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual.content import Content

from foundation.model_settings import Reach
from foundation.months import Month
from tui import words
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.scope_chips import Chip

if TYPE_CHECKING:
    from workspace.ask import Said
    from workspace.ask_room import AskRoom
    from workspace.asked import Turn

_FOLLOWS = 4  # questions before that a model is told of
_QUESTIONS = {
    "account": ("Which account alone?", ("Account", "Id")),
    "theme": ("Which theme?", ("Theme", "Id")),
    "month": ("Which month, where the question names none?", ("Month", "")),
}


@dataclass(frozen=True, slots=True)
class About:
    """Ids of an account and a theme, and a month; what is empty is left open."""

    account: str = ""
    theme: str = ""
    month: Month | None = None

    def chips(self, room: AskRoom | None) -> list[Chip]:
        """The chips, in the order of their keys."""
        accounts, themes = (room.accounts, room.themes) if room else ({}, {})
        chips = []
        if self.account:
            chips.append(Chip("account", Untrusted(accounts.get(self.account, self.account))))
        if self.theme:
            chips.append(Chip("theme", Untrusted(themes.get(self.theme, self.theme[:8]))))
        if self.month:
            chips.append(Chip("month", Untrusted(self.month.title)))
        return chips

    def in_words(self, room: AskRoom | None) -> str:
        """``about account Kestrel, month October 2026``; nothing where all is open."""
        chips = self.chips(room)
        return "about " + ", ".join(f"{one.kind} {one.name.text}" for one in chips) if chips else ""

    def changed(self, kind: str, value: str) -> About:
        """With the chip of ``kind`` set to ``value``; an empty value takes it away."""
        if kind == "month":
            return replace(self, month=Month.parse(value) if value else None)
        return replace(self, account=value) if kind == "account" else replace(self, theme=value)

    def without_last(self) -> About:
        """Without the last chip."""
        last = "month" if self.month else "theme" if self.theme else "account"
        return self.changed(last, "")

    def choices(self, kind: str, room: AskRoom) -> tuple[str, tuple[str, str], list[Option], Option | None]:
        """What to ask for a chip: the question, the heads, the options, and one that takes the chip away."""
        if kind == "month":
            options = [Option(str(one), one.title) for one in room.months]
        else:
            named = room.accounts if kind == "account" else room.themes
            options = [
                Option(one, name, one if kind == "account" else one[:8]) for one, name in named.items()
            ]
        if kind == "account":
            options.sort(key=lambda one: (one.name.casefold(), one.value))
        is_set = bool(getattr(self, kind))
        question, heads = _QUESTIONS[kind]
        return question, heads, options, Option("", f"no {kind}: take the chip away") if is_set else None


@dataclass(slots=True)
class Talk:
    """The questions of one conversation, and what all of them cost since the app was opened."""

    turns: list[Turn] = field(default_factory=list)
    spent: float = 0.0

    def follows(self, about: About) -> list[Turn]:
        """The questions before that the next may be taken to follow: of the same account and theme, so that nothing
        of one account is carried over to another."""
        return [one for one in self.turns if (one.account, one.theme) == (about.account, about.theme)][
            -_FOLLOWS:
        ]

    def said(self, about: About) -> tuple[Said, ...]:
        """The same as a model is told them."""
        from workspace.ask import Said

        return tuple(Said(one.question, one.answer.text) for one in self.follows(about))


def standing(room: AskRoom, use_model: bool, spent: float) -> Content:
    """Who answers, where what is asked goes, and what it has cost."""
    model = room.model
    if model is None:
        return Content.styled("No model is set", "bold") + Content(
            ": rules answer, with evidence; nothing leaves this machine."
        )
    name = Content.styled(Untrusted(model.name).line(40), "bold")
    if not use_model:
        return (
            Content.styled("Without the model", "bold")
            + Content(": rules answer, with evidence, and nothing is sent. f5 asks ")
            + name
        )
    here = model.reach is Reach.MACHINE
    where = "on this machine" if here else f"sent to {model.reach.value}"
    if model.free:
        cost = "free of charge"
    elif not model.priced:
        cost = "its price is not known"
    else:
        cost = words.spending(spent, model.spent, model.cap)
    place = (
        Content(f" · {where} · ")
        if here
        else Content(" · ") + Content.styled(where, "$warning") + Content(" · ")
    )
    return name + place + Content(cost)


def welcome_line(room: AskRoom) -> str:
    """What to say before anything was asked."""
    if room.is_empty:
        return "There is nothing to ask about yet. Press 8 to import accounts, revenue and feedback."
    return (
        "Every number of an answer is computed and every quote is a customer's. a lets you type a question; n goes to "
        "one of these, enter asks it."
    )


def examples(room: AskRoom) -> list[str]:
    """Questions that this workspace can answer."""
    if room.is_empty:
        return []
    asked = ["Which accounts are most at risk?", "What changed since last month?"]
    if room.themes:
        label = Untrusted(next(iter(room.themes.values()))).line(60)
        asked.append(f"Who complained about {label}?")
    if room.example:
        name = Untrusted(room.example).line(40)
        asked += [f"What should I do next for {name}?", "Which accounts renew in the next 90 days?"]
    return asked
