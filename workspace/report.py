"""Use case: the monthly report, rendered and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.months import Month
from reports.json_form import monthly_json
from reports.markdown import monthly_markdown
from reports.monthly import MonthlyReport, ReportInputs, build_monthly_report
from workspace.account_book import account_lines, load_book
from workspace.store import feedback_views
from workspace.themes import earlier_run, finished_run
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

_RENDERERS: dict[str, Callable[[MonthlyReport], str]] = {"md": monthly_markdown, "json": monthly_json}


def monthly_report(workspace: Workspace, month: Month | None, clock: Clock) -> MonthlyReport:
    """The report of ``month``, by default the latest run. Raises EvidenceError for a quote without source."""
    from accounts.revenue.movements import revenue_metrics

    with workspace.store().read() as connection:
        run = finished_run(connection, month)
        book = load_book(workspace, connection)
        quotes = [quote for theme in run.themes for quote in theme.quotes]
        inputs = ReportInputs(
            company=workspace.settings.company.name,
            currency=workspace.settings.company.currency,
            generated=clock.now(),
            run=run,
            previous=earlier_run(connection, run.month),
            metrics=revenue_metrics(book, run.month),
            accounts=account_lines(workspace, book, run.month),
            part_texts=feedback_views.part_texts(connection, sorted({quote.part_id for quote in quotes})),
            external_ids=feedback_views.external_ids(connection, sorted({quote.item_id for quote in quotes})),
        )
    return build_monthly_report(inputs)


def render_report(workspace: Workspace, month: Month | None, form: str, clock: Clock) -> str:
    """The report as Markdown (``md``) or as the view model in JSON (``json``)."""
    report = monthly_report(workspace, month, clock)
    return _RENDERERS[form](report)


def write_report(workspace: Workspace, month: Month | None, path: Path, clock: Clock) -> Path:
    """Write the report to ``path``; the suffix is the format. Nothing is written when it cannot be made."""
    form = path.suffix.lstrip(".").lower()
    if form not in _RENDERERS:
        raise SettingsError(
            f"cannot write a report as {path.suffix or 'a file without suffix'!r}",
            where=str(path),
            hint=f"Use one of: {', '.join('.' + known for known in _RENDERERS)}.",
        )
    text = render_report(workspace, month, form, clock)
    return write_whole(path, text, "the report")
