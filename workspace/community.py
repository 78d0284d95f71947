"""Use case: the community plan, from the account book, survey scores and the themes of the latest month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from synthesis.themes import SynthesisRun, ThemeKind
from workspace.account_book import account_names, load_book
from workspace.as_of import chosen_day
from workspace.store import feedback_views, runs
from workspace.themes import shown
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.community.account_figures import Answer
    from accounts.community.figures import CommunityPlan, ThemeWords, Voice
    from accounts.community.people import Scores

_TERMS = 12  # of a theme's terms; those after them are hardly its own


@dataclass(frozen=True, slots=True)
class CommunityView:
    """The plan with account names by id and the labels of themes by id; ``month`` is that of the themes, if any."""

    plan: CommunityPlan
    names: dict[str, str]
    labels: dict[str, str]
    month: Month | None
    company: str
    currency: str


def community(workspace: Workspace, as_of: date | None = None) -> CommunityView:
    """The plan of ``as_of`` (by default the latest day with data). Raises SettingsError without community rows,
    accounts or revenue."""
    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
        if book.community.empty:
            raise SettingsError(
                "nothing is known of a community", hint="Import it: nrr import community FILE."
            )
        if not book.has_revenue:
            raise SettingsError(
                "there is no revenue data to say who pays", hint="Import it: nrr import subscriptions FILE."
            )
        day = chosen_day(connection, as_of)
        plan, labels, month = plan_of(workspace, connection, book, day)
        names = account_names(connection)
    company = workspace.settings.company
    return CommunityView(plan, names, labels, month, company.name, company.currency)


def plan_of(
    workspace: Workspace, connection: Connection, book: AccountBook, day: date
) -> tuple[CommunityPlan, dict[str, str], Month | None]:
    """The plan of a day, the labels of its themes by id, and their month."""
    from accounts.community.plan import community_plan

    settings = workspace.settings.community
    run = _run_by(connection, day)
    themes, voices = _themes(connection, run, book) if run else ((), ())
    scores = _scores(connection, book, day, settings.recent_days)
    plan = community_plan(book, day, scores, themes, voices, settings)
    return plan, {theme.theme: theme.label for theme in themes}, run.month if run else None


def write_community(view: CommunityView, target: Path) -> Path:
    """Write the plan as Markdown and say where it is. Raises SettingsError for another ending."""
    from reports.community_plan import as_markdown, plan_sections

    if target.suffix.lower() != ".md":
        raise SettingsError("the community plan is a Markdown document", hint="Name it FILE.md.")
    title = f"Community plan of {view.company}, {view.plan.as_of}"
    sections = plan_sections(view.plan, view.names, view.labels, view.currency)
    return write_whole(target, as_markdown(title, sections), "the community plan")


def _run_by(connection: Connection, day: date) -> SynthesisRun | None:
    """The newest run whose month was over by ``day`` or holds it."""
    months = [month for month in runs.months(connection) if month <= Month.of(day)]
    run = runs.load_run(connection, max(months)) if months else None
    return None if run is None else shown(connection, run)


def _themes(
    connection: Connection, run: SynthesisRun, book: AccountBook
) -> tuple[tuple[ThemeWords, ...], tuple[Voice, ...]]:
    """Themes that hurt, the most urgent first, without those that a person marked resolved; and who spoke in any."""
    from accounts.community.figures import ThemeWords, Voice
    from accounts.community.people import words_of

    themes = [
        ThemeWords(
            one.theme.id,
            one.theme.label,
            words_of(" ".join([one.theme.label, *(term for term, _weight in one.theme.terms[:_TERMS])])),
        )
        for one in sorted(run.themes, key=lambda one: (-one.weights.priority, one.theme.id))
        if one.theme.kind is not ThemeKind.PRAISE and one.resolved is None
    ]
    theme_of = {key: one.theme.id for one in run.themes for key in one.theme.members}
    voices = tuple(
        Voice(
            theme=theme_of.get(said.id, ""),
            account=book.members.get(said.account_id, said.account_id),
            day=said.day,
            praise=said.kind is ThemeKind.PRAISE,
            item=said.item_id,
        )
        for said in runs.statements_of(connection, run.id)
        if said.account_id is not None
    )
    return tuple(themes), voices


def _scores(connection: Connection, book: AccountBook, day: date, days: int) -> Scores:
    """What each account answered on the NPS scale in the days up to ``day``."""
    from accounts.community.figures import Score

    scores = {}
    for account, answers in sorted(answers_by_account(connection, book, day, days).items()):
        given = [one.score for one in answers]
        scores[account] = Score(sum(given) / len(given), given[-1], len(given))
    return scores


def answers_by_account(
    connection: Connection, book: AccountBook, day: date, days: int
) -> dict[str, list[Answer]]:
    """The answers on the NPS scale of each account in the days up to ``day``, oldest first."""
    from accounts.community.account_figures import Answer

    since = day - timedelta(days=days - 1)
    signals = feedback_views.feedback_signals(connection, day, since, book.members)
    given: dict[str, list[Answer]] = {}
    for signal in sorted(signals, key=lambda one: one.day):
        if signal.score is not None:
            given.setdefault(signal.account_id, []).append(Answer(signal.item, signal.score))
    return given
