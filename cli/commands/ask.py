"""``nrr ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import MonthType, json_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month

if TYPE_CHECKING:
    from assistant.events import AskEvent


@click.command("ask")
@click.argument("question")
@click.option("--account", default="", help="Ask about this account alone (its id or name).")
@click.option("--theme", default="", help="Ask about this theme (its id or label).")
@click.option(
    "--month", type=MonthType(), help="The month that is meant where QUESTION names no time (YYYY-MM)."
)
@click.option("--no-llm", is_flag=True, help="Answer without a language model.")
@click.option("--budget", type=click.FloatRange(min=0), help="US dollars that the answer may cost.")
@workspace_option
@json_option
def command(
    question: str,
    account: str,
    theme: str,
    month: Month | None,
    no_llm: bool,
    budget: float | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Answer QUESTION with evidence: every number computed, every quote a customer's, and what speaks against it.

    Works without a language model: asks why an account is at risk, what changed, for top themes, who said something,
    for comparisons, what to do next and how much are understood.
    """
    from cli.answer_text import answer_shape, answer_text
    from workspace.ask import AskRequest, Telling, ask
    from workspace.workspace import find_workspace

    request = AskRequest(question, account, theme, use_model=not no_llm, budget=budget, month=month)
    answer = ask(find_workspace(workspace_dir), request, Telling(_tell, narrate))
    if as_json:
        emit_json(answer_shape(answer))
    else:
        emit(answer_text(answer))


def _tell(event: AskEvent) -> None:
    from assistant.events import Repairing, ToolStarted

    if isinstance(event, ToolStarted):
        narrate(f"looking: {event.name}")
    elif isinstance(event, Repairing):
        narrate("checking again")
