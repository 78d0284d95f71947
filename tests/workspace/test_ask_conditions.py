"""Questions of several accounts or conditions without a model: all of it is answered, or said not to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer
from workspace.ask import Question, ask_offline
from workspace.assistant_tools import open_session
from workspace.tools.session import Session
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def session(asked_world: Path) -> Session:
    return open_session(open_workspace(asked_world))


def ask(session: Session, text: str) -> Answer:
    return ask_offline(session, Question(text))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Why are Alder Works and Cedar House at risk?", ("Alder Works", "Cedar House")),
        ("How much do Alder Works and Birch Labs pay?", ("$60,000", "$24,000")),
        ("When do Alder Works and Birch Labs renew?", ("20 December 2026", "1 May 2027")),
        ("How much do Alder Works and Zenith Rail pay?", ("$60,000", "Not read: “Zenith Rail”")),
    ],
)
def test_a_question_of_two_accounts_is_answered_for_both(
    session: Session, question: str, holds: tuple[str, ...]
) -> None:
    told = ask(session, question).text
    assert [words for words in holds if words not in told] == []


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        (
            "Which customers pay less than $5,000 a year?",
            ("3 accounts fit", "Cedar House"),
            ("Alder", "Birch"),
        ),
        ("Which accounts pay at least 2k a month?", ("2 accounts fit", "Alder", "Birch"), ("Cedar",)),
        (
            "Which enterprise accounts renew in 60 days and pay over 10k a year?",
            ("Alder",),
            ("Birch", "Cedar"),
        ),
        ("How much ARR do the enterprise accounts that complain about the export have?", ("$",), ("NRR",)),
        ("Which smb accounts complained about the login page?", ("Cedar House", "Dogwood"), ("Alder", "NRR")),
        ("Which customers have never complained about the export?", ("never complained",), ("Alder", "NRR")),
        ("Which accounts are not at risk?", ("healthy or thriving",), ("Not read",)),
        ("Ben Osei's accounts with health above 100", ("0 accounts",), ("Cedar House",)),
    ],
)
def test_conditions_hold_together(
    session: Session, question: str, holds: tuple[str, ...], lacks: tuple[str, ...]
) -> None:
    told = ask(session, question).text
    assert [words for words in holds if words not in told] == []
    assert [words for words in lacks if words in told] == []


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("Which accounts with NPS below 6 renew soon?", "nps below 6"),
        ("Which accounts at risk have open tickets?", "open tickets"),
        ("Which accounts with a branch in lyon renew soon?", "lyon"),
        ("enterprise accounts: what changed since last month?", "enterprise"),
        ("What do farm customers complain about?", "farm customers"),
        ("What do our unhappiest accounts complain about?", "unhappiest accounts"),
        ("How many complaints did we get in October?", "complaints"),
    ],
)
def test_a_condition_that_no_rule_reads_is_said_first(session: Session, question: str, unread: str) -> None:
    first = ask(session, question).paragraphs[0][0].text
    assert first.startswith("Not read: ")
    assert unread in first


@pytest.mark.parametrize(
    "question",
    [
        "Quels comptes risquent de partir ?",
        "Welche Kunden könnten kündigen?",
        "¿Qué clientes podrían irse?",
        "Which customers might leave?",
    ],
)
def test_who_may_leave_is_not_who_left(session: Session, question: str) -> None:
    told = ask(session, question).text
    assert "Most ARR at risk" in told
    assert "Gorse" not in told


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("How many tickets did Alder Works open in October 2026?", "2 tickets from 1 October 2026"),
        ("How many survey answers did Cedar House give?", "3 survey answers"),
        ("What is Cedar House's NPS score?", "gave 1 on"),
        ("Who is the champion at Alder Works?", "1 contact is known at Alder Works"),
        ("Why did Alder Works leave?", "Alder Works has not left"),
        ("Average ARR per account?", "$18,240 of ARR an account"),
        ("What changed between July 2026 and October 2026?", "Gorse Rail"),
        ("Which accounts renew in December 2026?", "1 account renews in December 2026"),
    ],
)
def test_what_is_asked_is_what_is_told(session: Session, question: str, holds: str) -> None:
    answer = ask(session, question)
    assert answer.in_data, answer.text
    assert holds in answer.text


def test_themes_of_detractors_are_counted_and_quoted_from_their_survey_answers(session: Session) -> None:
    answer = ask(session, "Which themes do detractors mention?")
    assert "survey answers of detractors (scores 0 to 6)" in answer.text
    assert answer.citations
    assert {one.evidence.source for one in answer.citations} == {"nps"}


def test_who_complained_quotes_complaints(session: Session) -> None:
    answer = ask(session, "Who complained about the export of reports?")
    kinds = {one.item_id: one.kind.value for one in session.statements()}
    assert answer.citations
    assert {kinds[one.evidence.item] for one in answer.citations} == {"complaint"}


def test_what_an_account_pays_now_is_not_traced_to_a_year_ago(session: Session) -> None:
    figures = ask(session, "Tell me about Alder Works").figures
    assert [one.source[:7] for one in figures if one.written == "$60,000"] == ["arr:A1@"]
