"""Use case: the largest themes of a month named by the workspace's model; the rule's label stays beside each name.

Keeps the rules that a name stands only for the members it was checked against, that a person's name always wins, and
that what was paid for is kept at once: a batch that breaks off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import BudgetExceeded, ModelError
from foundation.months import Month
from foundation.progress import Progress, silent
from ingest.items import ERASED_WORDS
from prompts.chat import ChatEvent, ChatRequest, Completion
from synthesis.given_names import GivenName, LabelSource
from synthesis.overlay import Shown
from synthesis.themes import SynthesisRun, Theme, WeightedTheme
from workspace.account_book import account_names
from workspace.store import runs, tables, theme_edits, theme_names
from workspace.themes import finished_run
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.naming.asking import ThemeSaid
    from assistant.naming.checks import Bounds
    from workspace.models import Preview, WorkspaceModel

TOP = 20
"""Themes that are named where nobody says how many."""


class Outcome(StrEnum):
    """What came of a theme."""

    NAMED = "named"
    KEPT = "named before"
    PERSON = "named by a person"
    OFFLINE = "offline label stays"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme that may get a name: ``outcome`` where it is known without asking, ``said`` where it is not."""

    theme: WeightedTheme
    outcome: Outcome | None = None
    said: ThemeSaid | None = None


@dataclass(frozen=True, slots=True)
class NamingPlan:
    """The first themes of a month by ARR, and what no name may hold."""

    month: Month
    candidates: tuple[Candidate, ...]
    bounds: Bounds

    @property
    def requests(self) -> tuple[ChatRequest, ...]:
        """The first call for each theme that has to be asked for."""
        from assistant.naming.asking import naming_request

        return tuple(naming_request(one.said) for one in self.candidates if one.said)

    def preview(self, model: WorkspaceModel) -> Preview:
        """What the first calls would take; a name that fails its checks takes one more."""
        return model.preview(self.requests)


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme as it is shown now, and what came of it; ``why`` where it kept the offline label."""

    theme: WeightedTheme
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class NamesMade:
    """What came of a batch. ``calls`` that were made, those answered from before left out; ``cost`` in US dollars,
    None where the price is not known."""

    month: Month
    themes: tuple[NamedTheme, ...]
    model: str
    prompt: str
    calls: int
    tokens: int
    cost: float | None


def plan_names(
    workspace: Workspace, model_name: str, month: Month | None = None, top: int = TOP
) -> NamingPlan:
    """What there is to name: of the themes heard in the month the first ``top`` by ARR. Raises SettingsError where
    nothing is synthesized."""
    with workspace.store().read() as connection:
        run = finished_run(connection, month)
        heard = [one for one in run.themes if one.weights.statements]
        first = sorted(heard, key=lambda one: (-one.weights.arr, one.theme.id))[:top]
        found = tuple(_candidate(connection, one, model_name) for one in first)
        return NamingPlan(run.month, found, _bounds(connection, run))


async def name_themes(
    workspace: Workspace, plan: NamingPlan, model: WorkspaceModel, clock: Clock, progress: Progress = silent
) -> NamesMade:
    """Ask for each name, check it and keep it. Raises ModelError where the service fails and BudgetExceeded where the
    next call would not be paid for; the names until then are kept."""
    from assistant.naming.asking import name_theme, prompt_label

    counted, made, bounds = _Counted(model), list[NamedTheme](), plan.bounds
    for at, one in enumerate(plan.candidates):
        progress("naming", at, len(plan.candidates))
        if one.said is None or one.outcome is not None:
            made.append(NamedTheme(one.theme, one.outcome or Outcome.OFFLINE))
            continue
        others = [label for label in bounds.taken if label != one.theme.theme.label]
        with _told(made):
            naming = await name_theme(counted, one.said, replace(bounds, taken=others))
        if naming.name is None:
            made.append(NamedTheme(one.theme, Outcome.OFFLINE, naming.why))
            continue
        with workspace.store().write("name a theme") as connection:
            theme_names.save_name(connection, one.theme.theme, naming.name, clock.now())
        bounds = replace(bounds, taken=(*others, naming.name.label))
        made.append(NamedTheme(_under(one.theme, naming.name), Outcome.NAMED))
    return NamesMade(
        plan.month, tuple(made), model.name, prompt_label(), counted.calls, counted.tokens, counted.cost
    )


def clear_names(workspace: Workspace) -> int:
    """Forget all names that models gave, so that the offline labels are back; returns how many there were."""
    with workspace.store().write("forget names of themes") as connection:
        return theme_names.drop_names(connection)


def carry_names(connection: Connection, run: SynthesisRun, clock: Clock) -> None:
    """Keep the names of themes whose members changed with ``run``, where they pass their checks against them."""
    from assistant.naming.checks import Proposed, faults_of

    newest = theme_names.newest_names(connection)
    if not newest:
        return
    standing = theme_names.names_for(connection, (one.theme for one in run.themes if one.theme.id in newest))
    moved = [one.theme for one in run.themes if one.theme.id in newest and one.theme.id not in standing]
    bounds = _bounds(connection, run) if moved else None
    for theme in moved:
        name = newest[theme.id]
        members = _said(connection, theme).members
        written = Proposed(name.label, name.summary, name.rule)
        if bounds is not None and members.texts and not faults_of(written, members, bounds):
            theme_names.save_name(connection, theme, name, clock.now())


def _candidate(connection: Connection, weighted: WeightedTheme, model_name: str) -> Candidate:
    from assistant.naming.asking import prompt_label

    given = weighted.given
    if weighted.label_source is LabelSource.PERSON:
        return Candidate(weighted, Outcome.PERSON)
    if given is not None and (given.model, given.prompt) == (model_name, prompt_label()):
        return Candidate(weighted, Outcome.KEPT)
    return Candidate(weighted, said=_said(connection, weighted.theme, weighted.label_offline))


def _said(connection: Connection, theme: Theme, offline: str = "") -> ThemeSaid:
    from assistant.naming.asking import ThemeSaid
    from assistant.naming.members import Members

    order = {member: at for at, member in enumerate(theme.members)}
    statements = sorted(runs.run_statements(connection, theme.members), key=lambda one: order[one.id])
    said = ((one.text, one.account_id or "") for one in statements if one.text != ERASED_WORDS)
    return ThemeSaid(theme.kind.value, offline or theme.label, Members.of(said))


def _bounds(connection: Connection, run: SynthesisRun) -> Bounds:
    from assistant.naming.checks import Bounds

    contacts = tables.rows(connection, "contacts")
    themes = (*run.themes, *run.hidden)
    labels = Shown.by(theme_edits.edits(connection)).labels
    return Bounds(
        companies=tuple(
            sorted({name for name in account_names(connection).values() if len(name.strip()) > 2})
        ),
        people=tuple(sorted({str(row["name"]) for row in contacts if row["name"]})),
        taken=tuple(labels.get(one.theme.id, one.theme.label) for one in themes),
    )


def _under(weighted: WeightedTheme, name: GivenName) -> WeightedTheme:
    """A theme under the name that it has just been given."""
    return replace(
        weighted,
        theme=replace(weighted.theme, label=name.label),
        label_source=LabelSource.MODEL,
        label_offline=weighted.label_offline or weighted.theme.label,
        given=name,
    )


@contextmanager
def _told(made: Sequence[NamedTheme]) -> Iterator[None]:
    """A failure says how many names were kept before it."""
    try:
        yield
    except (BudgetExceeded, ModelError) as error:
        kept = sum(one.outcome is Outcome.NAMED for one in made)
        if kept:
            error.what = f"{error.what}; {kept} named before that are kept"
        raise


class _Counted:
    """A model whose calls are counted."""

    def __init__(self, model: WorkspaceModel) -> None:
        self._model = model
        self.calls = 0
        self.tokens = 0
        self.cost: float | None = 0.0

    @property
    def name(self) -> str:
        """See ``ChatModel``."""
        return self._model.name

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """See ``ChatModel``."""
        async with aclosing(self._model.stream(request)) as events:
            async for event in events:
                if isinstance(event, Completion) and not event.cached:
                    self._count(event)
                yield event

    def forget(self, request: ChatRequest) -> None:
        """See ``Forgetful``."""
        self._model.forget(request)

    def _count(self, completion: Completion) -> None:
        usage = completion.usage
        self.calls += completion.asked
        self.tokens += usage.prompt_tokens + usage.completion_tokens
        self.cost = None if self.cost is None or usage.cost is None else self.cost + usage.cost
