"""What is to be done from a report's day on: plays due, promises of ours, and who is to be told what was mended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.facts import ActionFact, LoopFact, LoopLine, PromiseFact, ReportFacts

if TYPE_CHECKING:
    from workspace.tools.session import Session


def with_due(session: Session, facts: ReportFacts, sections: Collection[str]) -> ReportFacts:
    """``facts`` with what the ``sections`` tell of that."""
    if not {"actions", "headline"}.isdisjoint(sections):
        facts = replace(facts, actions=_actions(session))
    if not {"promises", "headline"}.isdisjoint(sections):
        facts = replace(facts, promises=_promises(session))
    return replace(facts, loop=_loop(session)) if "loop" in sections else facts


def _actions(session: Session) -> tuple[ActionFact, ...]:
    from workspace.due_plays import due_plays

    paid = session.book.has_revenue
    return tuple(
        ActionFact(
            account=one.account,
            play=one.play,
            owner=one.owner,
            due=one.due,
            urgent=one.urgent,
            why=one.why,
            arr=session.arr_of(one.account),
            arr_figure=session.arr_figure(one.account) if paid else "",
        )
        for one in due_plays(session)
    )


def _promises(session: Session) -> tuple[PromiseFact, ...]:
    return tuple(
        PromiseFact(
            id=one.promise.id,
            account=one.promise.turn.account,
            who=one.promise.turn.who,
            what=one.promise.what,
            due=one.promise.day,
            state=one.standing.state.value,
        )
        for one in session.promises.lines
        if one.promise.day is not None
    )


def _loop(session: Session) -> tuple[LoopFact, ...]:
    from workspace.loop import loop

    return tuple(
        LoopFact(
            theme.id,
            theme.label,
            theme.on,
            theme.heard_since,
            tuple(
                LoopLine(
                    account=one.account,
                    arr=one.arr,
                    told=one.told,
                    silent=one.silent,
                    said=one.said.text,
                    said_on=one.said.day,
                    item=one.said.item_id,
                    part=one.said.part_id,
                    source=one.said.source.value,
                )
                for one in theme.raised
            ),
        )
        for theme in loop(session).themes
    )
