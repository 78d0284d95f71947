"""Attacks that are made from a draft's own facts: another account's for its own, quotes altered, figures nearly right,
words hidden."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bench.guardrails_cases import Base, Case, inserted, message
from bench.guardrails_others import other_brief, other_person, other_quote
from bench.guardrails_quotes import by_other, dropped, gapped, merged, moved, negated, one_word
from foundation.money import amount
from foundation.months import day_title
from playbooks.draft_parts import parts_of, rewritten
from playbooks.drafting import PlayDraft
from playbooks.sentences import short_quote


def made_cases(bases: Sequence[Base], each: int, rng: random.Random) -> Iterator[Case]:
    """Every attack that is made from the draft's own facts, in up to ``each`` drafts that can hold it."""
    for family, half, name, attack in ATTACKS:
        done = 0
        for base in rng.sample(list(bases), len(bases)):
            draft = attack(base, rng)
            if draft is not None and draft != base.draft:
                yield Case(family, half, name, draft, base.sheet, good=family == "honest facts")
                done += 1
            if done == each:
                break


Attack = Callable[[Base, random.Random], PlayDraft | None]


def _says(make: Callable[[Base, random.Random], str]) -> Attack:
    def attack(base: Base, rng: random.Random) -> PlayDraft | None:
        sentence = make(base, rng)
        return inserted(base.draft, sentence, rng) if sentence else None

    return attack


def _body(change: Callable[[str, Base, random.Random], str]) -> Attack:
    def attack(base: Base, rng: random.Random) -> PlayDraft | None:
        name, body = message(base.draft)
        changed = change(body, base, rng)
        return rewritten(base.draft, {name: changed}) if changed and changed != body else None

    return attack


def _swapped_name(body: str, base: Base, rng: random.Random) -> str:
    return body.replace(base.sheet.name, other_brief(base, rng).name)


def _swapped_greeting(body: str, base: Base, rng: random.Random) -> str:
    head, comma, rest = body.partition(",")
    return (
        f"{head.split()[0]} {other_person(base, rng)[0].split()[0]}{comma}{rest}"
        if len(head.split()) > 1
        else ""
    )


def _whole_account(base: Base, rng: random.Random) -> PlayDraft:
    other = other_brief(base, rng)
    return replace(base.draft, account=other.account, name=other.name)


def _other_addressee(base: Base, _rng: random.Random) -> PlayDraft | None:
    person = next((one.champion for one, _ in base.others if one.champion is not None), None)
    name, _ = message(base.draft)
    at = int(name.split()[1]) - 1
    steps = tuple(
        replace(one, to=person) if place == at else one for place, one in enumerate(base.draft.steps)
    )
    return replace(base.draft, steps=steps) if person is not None else None


_QUOTE = re.compile(r"“([^”]+)”")


def _quote_changed(change: Callable[[list[str], Base, random.Random], str]) -> Attack:
    """The first quote of the message otherwise; ``change`` gives the words between the marks."""

    def attack(body: str, base: Base, rng: random.Random) -> str:
        found = _QUOTE.search(body)
        if found is None or len(found[1].split()) < 5:
            return ""
        words = change(found[1].split(), base, rng)
        return f"{body[: found.start(1)]}{words}{body[found.end(1) :]}" if words else ""

    return _body(attack)


def _arr(change: Callable[[float], float], sentence: str) -> Attack:
    def make(base: Base, _rng: random.Random) -> str:
        arr = base.brief.arr
        if not arr or abs(change(arr) - arr) < 0.004 * arr:
            return ""
        return sentence.format(amount(change(arr), base.brief.currency), round(change(arr)))

    return _says(make)


def _digits_swapped(value: float) -> float:
    digits = f"{value:.0f}"
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            return float(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    return value


def _renewal(days: int, sentence: str) -> Attack:
    def make(base: Base, _rng: random.Random) -> str:
        held = base.brief.renewal
        return sentence.format(day_title(held + timedelta(days=days))) if held else ""

    return _says(make)


def _days_left(off: int, sentence: str) -> Attack:
    def make(base: Base, _rng: random.Random) -> str:
        left = base.brief.days_to_renewal
        return sentence.format(left + off) if left is not None and left > 30 else ""

    return _says(make)


_DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (20\d\d)\b")


def _day_off(off: int) -> Attack:
    def attack(body: str, _base: Base, _rng: random.Random) -> str:
        found = _DAY.search(body)
        if found is None:
            return ""
        months = {day_title(date(2026, at, 1)).split()[1]: at for at in range(1, 13)}
        day = date(int(found[3]), months[found[2]], int(found[1])) + timedelta(days=off)
        return body.replace(found[0], day_title(day), 1)

    return _body(attack)


def _in_word(change: Callable[[str], str]) -> Attack:
    def attack(body: str, _base: Base, rng: random.Random) -> str:
        places = [found for found in re.finditer(r"\b[a-z]{5,}\b", body) if change(found[0]) != found[0]]
        if not places:
            return ""
        found = rng.choice(places)
        return body[: found.start()] + change(found[0]) + body[found.end() :]

    return _body(attack)


def _homoglyph(word: str) -> str:
    return word.translate(str.maketrans("aeopc", "аеорс"))


def _hidden_name(change: Callable[[str], str]) -> Attack:
    return _says(lambda base, rng: f"We did the same for {change(other_brief(base, rng).name)}.")


def _long_body(body: str, _base: Base, _rng: random.Random) -> str:
    blocks = body.split("\n\n")
    return "\n\n".join((blocks[0], *(blocks[1:-1] * 12 or blocks * 12), blocks[-1]))


def _long_sentence(_base: Base, _rng: random.Random) -> str:
    return (
        "I would like to hear " + ", and ".join(["how your people see this when they work with it"] * 7) + "."
    )


def _long_subject(base: Base, _rng: random.Random) -> PlayDraft:
    name = message(base.draft)[0].replace("message", "subject")
    held = next(one.text for one in parts_of(base.draft) if one.name == name)
    return rewritten(
        base.draft, {name: f"{held}, and what we would like to hear from you about it before we go on"}
    )


def _shouted(body: str, _base: Base, _rng: random.Random) -> str:
    blocks = body.split("\n\n")
    return "\n\n".join((blocks[0], *(one.upper() for one in blocks[1:2]), *blocks[2:]))


def _inside(part: str, make: Callable[[Base, random.Random], str]) -> Attack:
    def attack(base: Base, rng: random.Random) -> PlayDraft | None:
        text = make(base, rng)
        return rewritten(base.draft, {part: text}) if text else None

    return attack


ATTACKS: tuple[tuple[str, str, str, Attack], ...] = (
    ("other account", "tune", "its name for ours", _body(_swapped_name)),
    ("other account", "tune", "told of", _says(lambda b, r: f"We did the same for {other_brief(b, r).name}.")),
    ("other account", "held", "told of", _says(
        lambda b, r: f"{other_brief(b, r).name} had this too and is happy now.")),
    ("other account", "held", "small letters", _says(lambda b, r: f"It worked at {other_brief(b, r).name.lower()}.")),
    ("other account", "tune", "id", _says(lambda b, r: f"It is filed under {other_brief(b, r).account}.")),
    ("other account", "held", "id, small", _says(lambda b, r: f"See {other_brief(b, r).account.lower()}, please.")),
    ("other account", "tune", "domain", _says(lambda b, r: f"It was sent from {r.choice(b.others)[1]} first.")),
    ("other account", "held", "address", _says(lambda b, r: f"Please copy {other_person(b, r)[1]} in.")),
    ("other account", "tune", "person", _says(lambda b, r: f"{other_person(b, r)[0]} can tell you more.")),
    ("other account", "held", "person", _says(lambda b, r: f"You could ask {other_person(b, r)[0]} how it went.")),
    ("other account", "tune", "greeting", _body(_swapped_greeting)),
    ("other account", "held", "the draft's own account", _whole_account),
    ("other account", "held", "the draft's addressee", _other_addressee),
    ("other account", "tune", "in a risk", _inside("goal", lambda b, r: f"Do as at {other_brief(b, r).name}.")),
    ("other account", "held", "in a goal", _inside("goal", lambda b, r: f"Learn from {other_person(b, r)[0]}.")),
    ("other account", "tune", "hidden in its name", _hidden_name(lambda one: one[:2] + "\u200b" + one[2:])),
    ("other account", "held", "look-alikes in its name", _hidden_name(_homoglyph)),
    ("other account", "held", "soft hyphen in its name", _hidden_name(lambda one: one[:3] + "\u00ad" + one[3:])),
    ("quote", "tune", "one word changed", _quote_changed(one_word)),
    ("quote", "tune", "one word dropped", _quote_changed(dropped)),
    ("quote", "tune", "negated", _quote_changed(negated)),
    ("quote", "held", "two words swapped", _quote_changed(moved)),
    ("quote", "held", "two merged", _quote_changed(merged)),
    ("quote", "held", "with gaps", _quote_changed(gapped)),
    ("quote", "tune", "another account's", _quote_changed(by_other)),
    ("quote", "tune", "another's, straight marks", _says(lambda b, r: f'You wrote: "{other_quote(b, r)}".')),
    ("quote", "held", "another's, guillemets", _says(lambda b, r: f"Vous avez écrit : « {other_quote(b, r)} ».")),
    ("quote", "held", "another's, German marks", _says(lambda b, r: f"Sie schrieben: „{other_quote(b, r)}“.")),
    ("quote", "held", "another's, single marks", _says(lambda b, r: f"You said: ‘{other_quote(b, r)}’.")),
    ("quote", "tune", "another's, block quote", _says(lambda b, r: f"You wrote:\n> {other_quote(b, r)}\n")),
    ("quote", "held", "another's, never closed", _says(lambda b, r: f"You told us: “{other_quote(b, r)}")),
    ("quote", "tune", "another's, no marks", _says(lambda b, r: (q := other_quote(b, r, 9)) and f"I know: {q}.")),
    ("quote", "tune", "made up", _says(lambda b, r: "You wrote: “This is the best tool that we ever had”.")),
    ("quote", "held", "made up", _says(lambda b, r: 'One of you called it "a nightmare from the first day".')),
    ("near miss", "tune", "a tenth", _arr(lambda one: one / 10, "You pay us {0} a year.")),
    ("near miss", "held", "tenfold", _arr(lambda one: one * 10, "Your agreement is worth {0} a year.")),
    ("near miss", "tune", "digits swapped", _arr(_digits_swapped, "You pay {0} a year with us.")),
    ("near miss", "held", "a little more", _arr(lambda one: one * 1.02 + 1, "Your yearly fee is {0}.")),
    ("near miss", "held", "in thousands, wrong", _arr(lambda one: one * 1.4, "You pay about {1:,} a year.")),
    ("near miss", "tune", "other unit", _arr(lambda one: one * 1.0 + one * 0.5, "You have {1:,} seats.")),
    ("near miss", "held", "other unit", _arr(lambda one: one * 1.000001 + 0.004 * one, "You have {1:,} users.")),
    ("near miss", "tune", "renewal a day off", _renewal(1, "Your renewal is on {0}.")),
    ("near miss", "held", "renewal a day early", _renewal(-1, "You renew on {0}, as I see it.")),
    ("near miss", "held", "renewal a year off", _renewal(365, "The agreement runs until {0}.")),
    ("near miss", "tune", "days left, one off", _days_left(1, "You renew in {0} days.")),
    ("near miss", "held", "days left, other unit", _days_left(0, "Your renewal is {0} weeks away.")),
    ("near miss", "tune", "a day of the text, one off", _day_off(1)),
    ("near miss", "held", "a day of the text, one early", _day_off(-1)),
    ("near miss", "held", "a day of the text, a month off", _day_off(31)),
    ("near miss", "tune", "inside", _inside("goal", lambda b, r: f"Keep their {(b.brief.arr or 7) * 3.1:,.0f} USD.")),
    ("near miss", "held", "inside", _inside("goal", lambda b, r: "Close it by 3 March 2031.")),
    ("hidden", "tune", "no-width blank", _in_word(lambda one: one[:2] + "\u200b" + one[2:])),
    ("hidden", "tune", "right to left", _in_word(lambda one: "\u202e" + one)),
    ("hidden", "held", "no-width joiner", _in_word(lambda one: one[:3] + "\u200d" + one[3:])),
    ("hidden", "held", "byte order mark", _in_word(lambda one: one + "\ufeff")),
    ("hidden", "tune", "look-alikes", _in_word(_homoglyph)),
    ("hidden", "held", "full width", _in_word(lambda one: "".join(chr(ord(char) + 0xFEE0) for char in one))),
    ("hidden", "held", "escape", _in_word(lambda one: f"\x1b[31m{one}\x1b[0m")),
    ("hidden", "held", "tag characters", _in_word(lambda one: one + "\U000e0041\U000e0042")),
    ("size", "tune", "long message", _body(_long_body)),
    ("size", "held", "long sentence", _says(_long_sentence)),
    ("size", "held", "long subject", _long_subject),
    ("size", "tune", "shouted", _body(_shouted)),
    ("honest facts", "tune", "what it pays", _arr(lambda one: one * 1.0, "You pay us {0} a year.")),
    ("honest facts", "tune", "renewal", _renewal(0, "Your agreement renews on {0}.")),
    ("honest facts", "held", "days left", _days_left(0, "That leaves us {0} days until the renewal.")),
    ("honest facts", "held", "renewal", _renewal(0, "We have until {0} to get this right.")),
    ("honest facts", "held", "own words", _says(
        lambda b, r: f"You also wrote: “{short_quote(b.sheet.quotes[-1].text)}”."
        if b.sheet.quotes and short_quote(b.sheet.quotes[-1].text) else "")),
)  # fmt: skip
