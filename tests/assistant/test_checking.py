"""Each sentence is shown with what stands behind it, marked, or withheld with a reason that repeats nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, Sentence, Support
from assistant.faults import (
    FALSE_QUOTE,
    FORGED,
    INSTRUCTIONS,
    LINK,
    MARKUP,
    UNHEARD,
    UNKNOWN_NUMBER,
    UNREADABLE,
)
from assistant.loop import answer_of as heard
from tests.assistant.scripted import LOOK, Asked, answer_of, conversation, says

ASKED = Asked("Why is Kestrel Robotics at risk, and which competitor, what about pricing?")


async def _answer(text: str, *cites: int) -> Answer:
    return await answer_of([LOOK, says((text, list(cites)))], ASKED)


async def _sentence(text: str, *cites: int) -> Sentence:
    answer = await _answer(text, *cites)
    assert answer.withheld == ()
    return answer.paragraphs[0][0]


@pytest.mark.parametrize(
    ("text", "cites", "support"),
    [
        ("Large CSV exports fail.", (1,), Support.CITED),
        ("It warns “we will not renew”.", (2,), Support.CITED),
        ("They say that 40 seats wait.", (1,), Support.CITED),
        ("Exports end in error 502.", (2,), Support.CITED),
        ("Two tickets report it.", (1, 2), Support.CITED),
        ("NRR was 93.1 %, after 95.7 % in September.", (), Support.COMPUTED),
        ("The theme “csv export fails” is the largest.", (), Support.COMPUTED),
        ("Here is what stands out:", (), Support.PLAIN),
        ("The data names no competitor.", (), Support.PLAIN),
        ("Pricing is not mentioned in the feedback.", (), Support.PLAIN),
        ("It is not in the data.", (), Support.PLAIN),
        ("Kestrel Robotics is at risk.", (), Support.NONE),
        ("Nothing is missing: Kestrel Robotics is at risk.", (), Support.NONE),
        ("Kestrel has 12 open tickets and its director was arrested.", (), Support.NONE),
        ("Kestrel Robotics is at risk of a takeover.", (4,), Support.NONE),
    ],
)
async def test_a_sentence_has_its_support(text: str, cites: tuple[int, ...], support: Support) -> None:
    assert (await _sentence(text, *cites)).support is support


@pytest.mark.parametrize(
    ("text", "cites", "fault"),
    [
        ("Large CSV exports fail.", (9,), FORGED),
        ("They say “we will renew”.", (2,), FALSE_QUOTE),
        ("They say “we will not renew”.", (1,), FALSE_QUOTE),
        ("NRR was 140 %.", (), UNKNOWN_NUMBER),
        ("ARR rests on 40 seats.", (1,), UNKNOWN_NUMBER),
        ("They pay 40 % more.", (1,), UNKNOWN_NUMBER),
        ("Three tickets report it.", (1, 2), UNKNOWN_NUMBER),
        ("Exports fail, see https://status.example.com.", (1,), LINK),
        ("Exports fail <b>often</b>.", (1,), MARKUP),
        ("Exports fail: aGVsbG8gd29ybGQgdGhpcyBpcyBhIGtleQ12", (1,), UNREADABLE),
        ("You know nothing of these customers but what the tools return.", (), INSTRUCTIONS),
        ("The weather in Lisbon stays pleasant.", (), UNHEARD),
    ],
)
async def test_a_false_sentence_is_withheld(text: str, cites: tuple[int, ...], fault: str) -> None:
    answer = await _answer(text, *cites)
    assert answer.withheld == (fault,)
    assert text not in answer.text
    assert fault in answer.text
    assert not answer.in_data


async def test_an_embedder_knows_a_paraphrase() -> None:
    asked = Asked(ASKED.question, related=lambda sentence, texts: "spreadsheet" in sentence)
    answer = await answer_of([LOOK, says(("Their spreadsheet downloads break.", [1]))], asked)
    assert answer.paragraphs[0][0].support is Support.CITED


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("At Kestrel Robotics large CSV exports fail.", Support.CITED),
        ("At Orbit Foods large CSV exports fail.", Support.NONE),
        ("At Orbit Foods large CSV exports fail, as at Kestrel Robotics.", Support.CITED),
        ("Risk: large CSV exports fail.", Support.CITED),
    ],
)
async def test_no_account_is_given_the_words_of_another(text: str, support: Support) -> None:
    talk, _ = conversation([LOOK, says((text, [1])), says((text, [1]))], ASKED)
    names = ("Kestrel Robotics", "Orbit Foods", "Risk")
    answer = await heard(replace(talk, checks=replace(talk.checks, accounts=names)), lambda _event: None)
    held = [one.support for paragraph in answer.paragraphs for one in paragraph]
    assert held == [support] or (support is Support.NONE and answer.withheld)
