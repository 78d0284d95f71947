"""What stands against a draft, a line a finding, with the number that its words carry in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from playbooks.guardrails.findings import Finding


class FindingTable(RowTable["Finding"]):
    """Enter edits the part that a finding is about."""

    BINDING_GROUP_TITLE = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Mend it", tooltip="Edit the part that the finding is about"),
    ]

    def __init__(self) -> None:
        super().__init__(_columns())


def _columns() -> tuple[Column[Finding], ...]:
    return (
        Column("n", "#", 3, lambda _one, rank: f"⚑{rank}"),
        Column("rule", "Rule", 11, lambda one, _rank: one.rule),
        Column("part", "Where", 16, lambda one, _rank: Untrusted(one.part), least=52),
        Column("words", "Words", 24, lambda one, _rank: Untrusted(one.words or "–"), least=76),
        Column("words", "Words", 16, lambda one, _rank: Untrusted(one.words or "–"), most=75),
        Column("why", "Why", 0, lambda one, _rank: Untrusted(one.why)),
    )
