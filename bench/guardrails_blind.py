"""The blind set: false sentences and honest edits that were written and frozen before any rule was read.

They are put at random places of what the account would read, in drafts of many plays, accounts and languages.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.guardrails_bent import bent_amounts, bent_days, bent_number, bent_quote
from bench.guardrails_cases import Base, Case
from bench.guardrails_others import other_person, other_quote, other_run
from foundation.money import amount
from playbooks.draft_parts import parts_of, rewritten
from playbooks.drafting import PlayDraft
from playbooks.languages import Language
from playbooks.sentences import quotable

_SETS = Path(__file__).with_name("guardrails_blind_sets")
_FIELD = re.compile(r"\{(\w+)\}")
_LITERAL = {"contact", "sender"}
_OPEN = {"first_name_open": "{first_name}"}
_INSIDE_WAYS = ("percent_to_points", "currency")
_CLAUSE = "how your people see this when they work with it every day and what they would rather have instead"
_LONG = {
    "long_sentence_en": f"I would like to hear {', and '.join([_CLAUSE] * 6)}.",
    "long_body_en": " ".join(["I would like to hear how your people see this in their daily work."] * 90),
    "same_line_many_times_en": "\n\n".join(["Please tell me what you think of it."] * 60),
}
_Wordings = dict[str, dict[str, list[str]]]


BLIND_SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
"""The frozen sets, a folder each: false ``offers`` and ``text``, and ``honest`` edits."""
_BENDS = ("first", "third")  # sets whose drafts have their own numbers bent too


def blind_cases(
    bases: Mapping[Language, Sequence[Base]], each: int, rng: random.Random, which: str = "first"
) -> Iterator[Case]:
    """Every false sentence and every honest edit, in up to ``each`` drafts of its language that can hold it."""
    edits = _read(which, "honest")
    yield from _false(bases, _read(which, "offers") | _read(which, "text"), each, rng)
    if which in _BENDS:
        yield from _near_misses(bases[Language.EN], 2 * each, rng)
    yield from _honest(bases, edits, each, rng)
    yield from _by_hand(bases, edits, each, rng)


def _false(
    bases: Mapping[Language, Sequence[Base]], wordings: _Wordings, each: int, rng: random.Random
) -> Iterator[Case]:
    for family, by_language in wordings.items():
        for language in Language:
            for at, sentence in enumerate(by_language[language.value]):
                ways = by_language["ways"] if family == "altered_quote" else [""]
                if family == "altered_quote" and language is not Language.EN:
                    ways = ways[at::4]
                for way in ways:
                    named = f"{way}: {sentence}" if way else sentence
                    made = _put_in(bases[language], sentence, way, language, each, rng)
                    yield from (
                        Case(family, language.value, named, draft, base.sheet) for base, draft in made
                    )


def _put_in(
    bases: Sequence[Base], sentence: str, way: str, language: Language, each: int, rng: random.Random
) -> Iterator[tuple[Base, PlayDraft]]:
    done = 0
    for base in rng.sample(list(bases), len(bases)):
        filled = _filled(sentence, base, way, language, rng)
        if filled:
            yield base, anywhere(base.draft, filled, rng)
            done += 1
        if done == each:
            return


def _near_misses(bases: Sequence[Base], each: int, rng: random.Random) -> Iterator[Case]:
    for way in _read("first", "offers")["near_miss"]["ways"]:
        done = 0
        for base in rng.sample(list(bases), len(bases)):
            inside = way in _INSIDE_WAYS
            parts = [
                (one.name, bent_number(way, one.text, rng))
                for one in parts_of(base.draft)
                if one.outward or inside
            ]
            told = [one for one in parts if one[1]]
            if told and done < each:
                done += 1
                yield Case(
                    "near_miss", "own", way, rewritten(base.draft, dict([rng.choice(told)])), base.sheet
                )


def _honest(
    bases: Mapping[Language, Sequence[Base]], edits: _Wordings, each: int, rng: random.Random
) -> Iterator[Case]:
    for language in Language:
        for sentence in edits["added"][language.value]:
            for base, draft in _put_in(bases[language], sentence, "true", language, each, rng):
                yield Case("honest added", language.value, sentence, draft, base.sheet, good=True)
    for sentence in edits["internal"]["en"]:
        for base in rng.sample(list(bases[Language.EN]), each):
            note = _filled(sentence, base, "true", Language.EN, rng)
            if note and base.draft.asks:
                draft = replace(base.draft, asks=(*base.draft.asks, note))
                yield Case("honest internal", "en", sentence, draft, base.sheet, good=True)


def _by_hand(
    bases: Mapping[Language, Sequence[Base]], edits: _Wordings, each: int, rng: random.Random
) -> Iterator[Case]:
    for language in Language:
        some = list(bases[language])
        for old, new in map(tuple, edits["reworded"][language.value]):
            held = [
                one
                for one in some
                if _reworded(_message(one.draft)[1], old, old + "*") != _message(one.draft)[1]
            ]
            for base in rng.sample(held, min(each, len(held))):
                name, body = _message(base.draft)
                draft = rewritten(base.draft, {name: _reworded(body, old, new)})
                yield Case("honest reworded", language.value, f"{old} → {new}", draft, base.sheet, good=True)
        for way in edits["reworked"]["ways"]:
            for base in rng.sample(some, min(each, len(some))):
                name, body = _message(base.draft)
                draft = rewritten(base.draft, {name: _reworked(way, body, base)})
                yield Case("honest reworked", language.value, way, draft, base.sheet, good=True)


def anywhere(draft: PlayDraft, sentence: str, rng: random.Random) -> PlayDraft:
    """``draft`` with ``sentence`` in one of its messages: before or behind a paragraph's words, or on its own."""
    name, body = rng.choice([(one.name, one.text) for one in parts_of(draft) if one.name.endswith("message")])
    blocks = body.split("\n\n")
    at = rng.choice(range(1, len(blocks) - 1) if len(blocks) > 2 else range(len(blocks)))
    said = (f"{sentence} {blocks[at]}", f"{blocks[at]} {sentence}", f"{blocks[at]}\n\n{sentence}")
    blocks[at] = said[2] if "\n" in sentence else rng.choice(said)
    return rewritten(draft, {name: "\n\n".join(blocks)})


def _filled(sentence: str, base: Base, way: str, language: Language, rng: random.Random) -> str:
    """``sentence`` with its fields filled; empty where one of them is not known of the account."""
    wanted = set(_FIELD.findall(sentence))
    if not wanted:
        return sentence
    facts = _OPEN | _LONG | _true(base, language)
    if way != "true":
        facts |= _untrue(base, language, rng)
    if way and way != "true":
        facts["quote"] = bent_quote(way, _own_quotes(base))
    if any(not facts.get(one) for one in wanted - _LITERAL):
        return ""
    return _FIELD.sub(lambda found: facts.get(found[1], found[0]), sentence)


def _true(base: Base, language: Language) -> dict[str, str]:
    quote, day = _own_quote(base)
    step = next(one for one in base.draft.steps if one.kind)
    return {
        "account": base.sheet.name,
        "owner": base.brief.owner,
        "company": base.sheet.company,
        "arr": amount(base.brief.arr, base.brief.currency) if base.brief.arr else "",
        "first": step.to.name.split()[0] if step.to is not None else "",
        "theme": next((one.label for one in base.brief.themes), ""),
        "quote": quote,
        "quote_day": language.day(day) if day else "",
        "renewal": language.day(base.brief.renewal) if base.brief.renewal else "",
    }


def _untrue(base: Base, language: Language, rng: random.Random) -> dict[str, str]:
    other, domain = rng.choice(base.others)
    person, email = other_person(base, rng)
    quote, day = other_quote(base, rng, 6), _own_quote(base)[1]
    return {
        "other": other.name,
        "other_upper": other.name.upper(),
        "other_id": other.account,
        "other_domain": domain,
        "other_contact": person,
        "other_email": email,
        "other_quote": quote,
        **{f"other_run{words}": other_run(base, rng, words) for words in range(4, 9)},
        "other_half": " ".join(quote.split()[: max(6, len(quote.split()) // 2)]),
        **bent_amounts(base.brief.arr, base.brief.currency),
        **bent_days("renewal", base.brief.renewal, language),
        **bent_days("quote", day, language),
        **bent_days("quote_day", day, language),
    }


def _own_quote(base: Base) -> tuple[str, date | None]:
    """The first of the account's own words that can be quoted, and the day of their statement."""
    found = ((one, quote.day) for quote in base.sheet.quotes for one in quotable(quote.text))
    return next(found, ("", None))


def _own_quotes(base: Base) -> list[str]:
    return [one for quote in base.sheet.quotes for one in quotable(quote.text)]


def _reworked(way: str, body: str, base: Base) -> str:
    head, *middle = body.split("\n\n")
    inner, last = middle[:-1], middle[-1:]
    asked = [one for one in inner if one.rstrip().endswith("?")]
    plain = [one for one in inner if one not in asked]
    ways = {
        "drop_a_sentence": [head, *inner[:-1], *last],
        "question_first": [head, *asked, *plain, *last],
        "question_last": [head, *plain, *asked, *last],
        "join_paragraphs": [head, " ".join(inner), *last],
        "split_paragraphs": [head, *(one.replace(". ", ".\n\n", 1) for one in inner), *last],
        "straight_quotes": [re.sub("[“”„«»]", '"', one) for one in (head, *middle)],
        "name_in_front": [head, *_named(inner, base), *last],
        "dash_for_comma": [head, *(one.replace(", and ", " – and ", 1) for one in inner), *last],
    }
    return "\n\n".join(ways[way])


def _reworded(body: str, old: str, new: str) -> str:
    """``body`` with ``new`` for ``old`` wherever the account's own words do not hold it."""
    parts = re.split("([“„«][^”“»]*[”“»])", body)
    return "".join(re.sub(rf"\b{old}\b", new, one) if at % 2 == 0 else one for at, one in enumerate(parts))


def _named(inner: list[str], base: Base) -> list[str]:
    first = _true(base, Language.EN)["first"]
    return [f"{first}, {one}" if at == 0 and first else one for at, one in enumerate(inner)]


def _message(draft: PlayDraft) -> tuple[str, str]:
    return next((f"step {at} message", one.body) for at, one in enumerate(draft.steps, start=1) if one.kind)


def _read(which: str, part: str) -> _Wordings:
    return tomllib.loads((_SETS / which / f"{part}.toml").read_text("utf-8"))
