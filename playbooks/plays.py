"""Plays: what to do about an account in one state, as files ``playbooks/library/NAME.toml``, read strictly.

A message is made of blocks. A block holds placeholders such as ``{quote}``; where the fact is not known the block is
left out, so that no placeholder is ever open and nothing is made up to fill it. It can name what to say instead, after
``||``: the first alternative whose facts are all known is said.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from foundation.errors import SettingsError
from playbooks.signs import SignKind

PLACEHOLDERS = frozenset(
    (
        *("hello", "regards", "signature", "account", "company", "owner"),
        *("renewal", "renewal_days", "last_heard", "departed", "onboarding", "milestone"),
        *("quote", "quote_day", "theme", "request", "request_day", "price_quote", "price_day"),
        *("score", "score_day", "score_quote", "ticket_day", "reported", "reported_day"),
        *("praise", "praise_day", "unused", "fallen", "full"),
        *("left_day", "reason_quote", "reason_quote_day", "changed", "changed_day"),
        *("last_words", "last_words_day", "promise", "promise_day", "promise_due"),
        *("raised_quote", "raised_day", "mended_theme", "mended_day"),
    )
)
"""The facts that a block may hold; ``playbooks.play_facts.facts_for`` says what each is."""

CSM = "CSM"
EXECUTIVE_SPONSOR = "executive sponsor"
"""The roles that stand for a person of the account's own, in any case; any other role is a team's own word."""

_ALWAYS_KNOWN = frozenset(("account",))
_MOST_SAID = 3
_PLAINLY = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such key",
    "tuple_type": "a list is wanted",
    "model_type": "a table is wanted",
    "string_type": "a text is wanted",
    "string_too_short": "it is empty",
    "too_short": "it is empty",
    "int_type": "a whole number is wanted",
    "int_parsing": "a whole number is wanted",
    "int_from_float": "a whole number is wanted",
}
"""What is wrong, by the kind of error, where the reader of files says it in words of its own."""

_NAME = re.compile(r"^[a-z][a-z -]*$")
Line = Annotated[str, Field(min_length=1, max_length=600)]


def _role(text: str) -> str:
    """A role, in the spelling of those that are known."""
    return next((one for one in (CSM, EXECUTIVE_SPONSOR) if one.casefold() == text.casefold()), text)


Role = Annotated[Line, AfterValidator(_role)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _need_facts(*texts: str) -> None:
    """Raises ValueError for a placeholder that is no fact, or that does not stand alone between its braces."""
    for text in texts:
        unknown = held_in(text) - PLACEHOLDERS
        if unknown:
            raise ValueError(f"there is no fact {{{min(unknown)}}}")
        if any(spec or conversion for _, name, spec, conversion in Formatter().parse(text) if name):
            raise ValueError("between braces stands a fact's name alone")


class Message(_Read):
    """An e-mail or what to say on a call: ``blocks`` are its paragraphs, in order. ``to``: the champion, or else whom
    we know there; or an executive of theirs.

    An e-mail's subject is its author's: what a play is named and wants is said inside the team, not to its reader. It
    says something whatever is known of the account."""

    kind: Literal["email", "call"]
    to: Literal["champion", "executive"] = "champion"
    subject: Line = "{account}"
    blocks: tuple[Line, ...] = Field(min_length=1)

    @field_validator("subject", "blocks")
    @classmethod
    def _known(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        _need_facts(*((value,) if isinstance(value, str) else value))
        return value

    @model_validator(mode="after")
    def _named(self) -> Message:
        if self.kind == "email":
            if "subject" not in self.model_fields_set or alternatives(self.subject) == ("",):
                raise ValueError("an e-mail needs a subject")
            open_ones = [held_in(one) - _ALWAYS_KNOWN for one in alternatives(self.subject)]
            if all(open_ones):
                raise ValueError(
                    f"the subject says nothing where {{{min(open_ones[-1])}}} is not known: add || and words without it"
                )
        return self


class Step(_Read):
    """What is done ``day`` days after the play starts, and by whom."""

    day: int = Field(ge=0, le=180)
    who: Role = CSM
    do: Line
    message: Message | None = None

    @field_validator("do")
    @classmethod
    def _known(cls, value: str) -> str:
        _need_facts(value)
        return value


class Stance(StrEnum):
    """What a play is for; where several are called for at an account, in this order."""

    SAVE = "save"
    KEEP = "keep"
    WIN_BACK = "win back"
    GROW = "grow"


class Trigger(_Read):
    """When a play is due: one of ``signs``, at an account of ``tiers`` and ``segments`` (none: any), ``within_days``
    of the sign, not again within ``again_days`` of its last start. ``waits_for``: stances or plays that go first."""

    signs: tuple[SignKind, ...] = ()
    tiers: tuple[Line, ...] = ()
    segments: tuple[Line, ...] = ()
    within_days: int = Field(default=7, ge=0, le=180)
    again_days: int = Field(default=60, ge=0, le=730)
    waits_for: tuple[Line, ...] = ()

    def meets(self, sign: SignKind, tier: str, segment: str) -> bool:
        """Whether ``sign`` at such an account calls for the play."""
        return sign in self.signs and _among(tier, self.tiers) and _among(segment, self.segments)

    def yields_to(self, play: str, stance: Stance) -> bool:
        """Whether ``play`` goes first."""
        return bool({play, stance.value} & set(self.waits_for))


def _among(text: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or text.strip().casefold() in {one.casefold() for one in allowed}


class Play(_Read):
    """A play. ``owner``: the role that runs it; ``measure``: what says that it worked, ``measure_days`` after its
    start; ``leave``: when to stop it."""

    name: str
    stance: Stance = Stance.KEEP
    owner: Role = CSM
    trigger: Trigger = Trigger()
    audience: Line
    goal: Line
    measure: Line
    measure_days: int = Field(ge=1, le=365)
    leave: Line
    talk: tuple[Line, ...] = ()
    questions: tuple[Line, ...] = ()
    asks: tuple[Line, ...] = ()
    risks: tuple[Line, ...] = ()
    step: tuple[Step, ...] = Field(min_length=1)

    @field_validator("name")
    @classmethod
    def _spelled(cls, name: str) -> str:
        if not _NAME.match(name):
            raise ValueError("a name is small letters, spaces and hyphens")
        return name

    @field_validator("talk", "questions", "asks", "risks")
    @classmethod
    def _known(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        _need_facts(*lines)
        return lines

    @field_validator("step")
    @classmethod
    def _in_order(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        days = [one.day for one in steps]
        if days != sorted(days):
            raise ValueError("steps stand in the order of their days")
        return steps


def held_in(text: str) -> set[str]:
    """The placeholders of ``text``. Raises ValueError where a brace is open."""
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def alternatives(text: str) -> tuple[str, ...]:
    """What ``text`` can say, first what it says where all facts are known."""
    return tuple(one.strip() for one in text.split("||") if one.strip()) or ("",)


def read_play(text: str, where: str) -> Play:
    """The play that ``text`` is. Raises SettingsError that says what is wrong in ``where``."""
    try:
        return Play.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        words = _what_is_wrong(error) if isinstance(error, ValidationError) else str(error)
        raise SettingsError(f"the play does not hold: {words}", where=where, hint="Mend the file.") from error


def _what_is_wrong(error: ValidationError) -> str:
    """The first few faults in plain words, each with its place; lists are counted from one, as people count. A key that
    is no key comes first, as it is often what makes another one missing."""
    faults = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    said = []
    for one in faults[:_MOST_SAID]:
        place = "".join(f" {part + 1}" if isinstance(part, int) else f", {part}" for part in one["loc"])
        words = _PLAINLY.get(one["type"], one["msg"].removeprefix("Value error, "))
        said.append(f"{place.removeprefix(', ')}: {words}")
    more = len(faults) - _MOST_SAID
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")
