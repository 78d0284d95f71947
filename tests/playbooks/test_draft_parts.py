"""The texts of a draft, by name, and said otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from playbooks.account_brief import BriefPerson
from playbooks.draft_parts import parts_of, rewritten
from playbooks.drafting import DraftStep, PlayDraft
from playbooks.tones import Tone

_DAY = date(2026, 11, 2)
_DRAFT = PlayDraft(
    account="A1",
    name="Alder Works",
    play="save talk",
    goal="Hear them.",
    situation=("It pays.", "It is critical."),
    steps=(
        DraftStep(_DAY, "Ruth", "Read."),
        DraftStep(_DAY, "Ruth", "Write.", "email", BriefPerson("Ana", "", ""), "A word", "Hello Ana,"),
        DraftStep(_DAY, "Ruth", "Call.", "call", None, "", "What is it?"),
    ),
    talk=("Listen.",),
    questions=("Who decides?",),
    asks=(),
    risks=(),
    measure="They answer.",
    measured=_DAY,
    leave="They ask for it.",
    quotes=(),
    unknown=(),
)


def test_what_the_account_reads_is_told_from_what_stays_with_the_team() -> None:
    assert {one.name: one.text for one in parts_of(_DRAFT) if one.outward} == {
        "step 2 subject": "A word",
        "step 2 message": "Hello Ana,",
        "step 3 message": "What is it?",
        "questions 1": "Who decides?",
    }


def test_each_part_can_be_said_otherwise_and_nothing_else_changes() -> None:
    for part in parts_of(_DRAFT):
        changed = rewritten(_DRAFT, {part.name: "Otherwise."})
        assert {one.name: one.text for one in parts_of(changed)} == {
            one.name: "Otherwise." if one.name == part.name else one.text for one in parts_of(_DRAFT)
        }
    assert rewritten(_DRAFT, {}) == _DRAFT
    with pytest.raises(KeyError, match="step 9"):
        rewritten(_DRAFT, {"step 9": "Nothing."})


@pytest.mark.parametrize(
    ("tone", "name", "line"),
    [
        (Tone.PLAIN, "Quentin Lindholm", "Hello Quentin,"),
        (Tone.WARM, "Quentin B. Lindholm", "Hi Quentin,"),
        (Tone.FORMAL, "Quentin Lindholm", "Dear Quentin Lindholm,"),
        (Tone.PLAIN, "Dr Ada van der Berg", "Hello Dr Ada van der Berg,"),
        (Tone.PLAIN, "", "Hello,"),
        (Tone.FORMAL, "", "Hello,"),
    ],
)
def test_a_message_begins_with_the_name_where_it_is_known(tone: Tone, name: str, line: str) -> None:
    assert tone.hello(name) == line
