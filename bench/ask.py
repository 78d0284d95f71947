"""How many of the demo's questions are answered rightly, by family: ``python -m bench.ask DEMO_WORKSPACE``.

What a right answer holds is written beside each question in ``ask_questions.jsonl`` and checked by code: figures as
``nrr explain`` computes them, the account that is spoken of, words that must and must not stand there, quotes that
speak of the matter, themes as the run weighs them, and whether the data holds an answer at all. ``--set first`` are
the questions that were written before any rule was tuned, ``second`` to ``fifth`` those after; docs/quality.md
says how many were right at first sight.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbooks.citations import quotes_in
from playbooks.written_numbers import numbers_in

if TYPE_CHECKING:
    from assistant.answer import Answer
    from workspace.tools.session import Session

SETS = ("first", "second", "third", "fourth", "fifth")
QUESTIONS = Path(__file__).parent / "ask_questions.jsonl"
Question = dict[str, Any]


def questions(path: Path = QUESTIONS) -> list[Question]:
    """All of them, as written."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def faults(question: Question, answer: Answer, session: Session) -> list[str]:
    """What is wrong with an answer; nothing where it is right."""
    text = answer.text
    found = []
    wanted = question.get("in_data")
    if wanted is not None and answer.in_data is not wanted:
        found.append(f"in_data is {answer.in_data}")
    found += [f"lacks /{one}/" for one in question.get("says", ()) if not re.search(one, text, re.IGNORECASE)]
    found += [f"holds /{one}/" for one in question.get("not", ()) if re.search(one, text, re.IGNORECASE)]
    found += [
        f"lacks {figure}" for figure in question.get("explain", ()) if not _holds(figure, text, session)
    ]
    if about := question.get("about"):
        found += [
            f"cites {one.evidence.account}" for one in answer.citations if one.evidence.account != about
        ]
        if session.name(about).casefold() not in text.casefold():
            found.append("does not name the account")
    found += _quotes(question, answer)
    if cut := question.get("theme_of"):
        found += [] if _top_theme(cut, session).casefold() in text.casefold() else ["lacks the top theme"]
    return found


def _holds(figure: str, text: str, session: Session) -> bool:
    """Whether the figure, as ``nrr explain`` computes it, stands in ``text`` in any usual rounding."""
    from workspace.explain import explain

    value = explain(session.workspace, figure).explanation.value
    if value is None:
        return False
    for number in numbers_in(text):
        for shown in (value, 100 * value):
            if abs(abs(shown) - abs(number.value)) <= number.step / 2 + 1e-6 and (
                shown == value or number.unit == "percent"
            ):
                return True
    return False


def _quotes(question: Question, answer: Answer) -> list[str]:
    shown = [(one, quotes_in(one.text)) for paragraph in answer.paragraphs for one in paragraph if one.cites]
    pattern = question.get("quotes") or question.get("quotes_or_absent")
    if not pattern:
        return []
    if question.get("quotes_or_absent") and not answer.in_data:
        return []
    held = {one.n: one.evidence.text for one in answer.citations}
    right = [bool(re.search(pattern, held[one.cites[0]], re.IGNORECASE)) for one, quotes in shown if quotes]
    if not right:
        return ["quotes nobody"]
    return (
        []
        if sum(right) >= 0.75 * len(right)
        else [f"{right.count(False)} of {len(right)} quotes speak of something else"]
    )


def _top_theme(cut: dict[str, str], session: Session) -> str:
    from foundation.months import Month
    from workspace.themes import ThemeQuery, list_themes

    month = Month.parse(cut["month"]) if "month" in cut else None
    query = ThemeQuery(
        month=month, segment=cut.get("segment"), tier=cut.get("tier"), kind=cut.get("kind"), limit=1
    )
    return list_themes(session.workspace, query)[1][0].theme.label


def main() -> None:
    """Print the share of right answers by family and set, and what is wrong with the others."""
    from assistant.tools import Scope
    from workspace.ask import Question as Asked
    from workspace.ask import ask_offline
    from workspace.assistant_tools import open_session
    from workspace.workspace import open_workspace

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--set", dest="part", choices=SETS)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    options = parser.parse_args()
    session = open_session(open_workspace(options.workspace))
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    began = time.perf_counter()
    for question in questions(options.questions):
        if options.part and question["set"] != options.part:
            continue
        asked = Asked(question["q"], Scope(account=question.get("scope", "")))
        wrong = faults(question, ask_offline(session, asked), session)
        right[question["family"], question["set"]].append(not wrong)
        if wrong:
            print(f"{question['id']} {question['q']}\n    {'; '.join(wrong)}")
    _print(right, time.perf_counter() - began)


def _print(right: dict[tuple[str, str], list[bool]], seconds: float) -> None:
    for part in SETS:
        own = {family: held for (family, name), held in right.items() if name == part}
        if not own:
            continue
        print(f"\n{part} set")
        for family, held in sorted(own.items()):
            print(f"  {family:<18} {sum(held):>3} of {len(held):>3}")
        every = [one for held in own.values() for one in held]
        print(f"  {'all':<18} {sum(every):>3} of {len(every):>3}  {sum(every) / len(every):.0%}")
    print(f"\n{seconds:.0f} s")


if __name__ == "__main__":
    main()
