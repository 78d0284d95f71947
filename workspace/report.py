"""Use case: the monthly report as a view, and the view in every format. The command line and the app call the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from foundation.clock import Clock, SystemClock
from foundation.errors import NrrError, SettingsError
from foundation.months import Month
from foundation.progress import Progress, silent
from reports.document import Report
from reports.masking import MaskRules, masked
from reports.monthly import REPORT_SECTIONS, build_monthly_report, chosen_sections
from reports.pieces import check_quotes
from workspace.as_of import known_until
from workspace.kept_reports import KeptReports
from workspace.report_facts import Wanted, gathered
from workspace.report_names import known_names
from workspace.tools.session import Session
from workspace.whole_files import write_bytes
from workspace.workspace import Workspace

__all__ = [
    "FORMATS",
    "REPORT_SECTIONS",
    "MonthlyReport",
    "ReportRequest",
    "digested",
    "prepare_report",
    "rendered",
    "report_view",
    "write_report",
]

MonthlyReport = Report
FORMATS = ("md", "html", "pdf", "xlsx", "json")
"""What a report can be written as; also the suffix of its file."""

_CLOCK = SystemClock()


def _markdown(view: Report) -> bytes:
    from reports.markdown import report_markdown

    return report_markdown(view).encode("utf-8")


def _json(view: Report) -> bytes:
    from reports.json_form import report_json

    return report_json(view).encode("utf-8")


def _html(view: Report) -> bytes:
    from reports.html import report_html

    return report_html(view).encode("utf-8")


def _xlsx(view: Report) -> bytes:
    from reports.workbook import report_xlsx

    return report_xlsx(view)


def _pdf(view: Report) -> bytes:
    from reports.pdf import report_pdf

    return report_pdf(view)


_RENDERERS: dict[str, Callable[[Report], bytes]] = {
    "md": _markdown,
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "json": _json,
}


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What is asked for. ``month`` None: the latest. ``sections`` by key in their order, none: those of the settings.
    ``mask``: a copy that may leave the team, in which themes of under ``min_accounts`` accounts (None: as the settings
    say) are left out. ``compare``: the month to hold it against, None: the one before."""

    month: Month | None = None
    sections: tuple[str, ...] = ()
    mask: bool = False
    compare: Month | None = None
    min_accounts: int | None = None


_LATEST = ReportRequest()
_WORTH_PREPARING = 10_000  # statements; the report of fewer is made in a second or two when it is asked for


def report_view(
    workspace: Workspace,
    request: ReportRequest = _LATEST,
    progress: Progress = silent,
    clock: Clock = _CLOCK,
    session: Session | None = None,
) -> MonthlyReport:
    """The report, as it was made before where nothing is another since, else of what ``session`` has read where one is
    given; ``generated`` is when it was made. A later day alone changes nothing, as it speaks of the last day
    that the data reaches. Raises SettingsError for a month that was not synthesized and for an unknown section,
    EvidenceError for a quote that is not in the store."""
    sections = chosen_sections(request.sections or workspace.settings.report.sections)
    kept, day = KeptReports(workspace), known_until(workspace, clock)
    asked = (str(request.month), str(request.compare), *sections, str(day))
    key = kept.key(*asked)
    report = kept.get(key)
    if report is None:
        wanted = Wanted(request.month, request.compare, sections)
        report = build_monthly_report(
            gathered(session or Session(workspace, clock), wanted, progress), sections
        )
        if session is None and key == kept.key(*asked):  # nothing was written meanwhile
            kept.put(key, report)
    if not request.mask:
        return report
    least = request.min_accounts or workspace.settings.report.min_accounts
    return masked(report, MaskRules(least, known_names(workspace)))


def prepare_report(
    workspace: Workspace,
    statements: int,
    progress: Progress = silent,
    clock: Clock = _CLOCK,
    least: int = _WORTH_PREPARING,
) -> bool:
    """Make and keep the report of the latest month, so that every format of it is there at once when it is asked for;
    says whether it is. Nothing is done for a workspace of under ``least`` statements. What stands in a report's way is
    told by whoever asks for it."""
    if statements < least:
        return False
    try:
        report_view(workspace, _LATEST, progress, clock)
    except NrrError:
        return False
    return True


def rendered(view: MonthlyReport, form: str) -> bytes:
    """``view`` as one of ``FORMATS``. Every quote is looked at again: EvidenceError names the item of one that is not
    as it was found. Raises SettingsError for another format."""
    if form not in FORMATS:
        raise SettingsError(f"cannot write a report as {form!r}", hint=f"Use one of: {', '.join(FORMATS)}.")
    check_quotes(view)
    return _RENDERERS[form](view)


def digested(view: MonthlyReport, place: str) -> str:
    """``view`` in a few lines, as ``slack``, ``email`` or ``teams`` takes them. Nothing is sent."""
    from reports.digest import DIGESTS, digest

    if place not in DIGESTS:
        raise SettingsError(f"there is no digest for {place!r}", hint=f"Use one of: {', '.join(DIGESTS)}.")
    check_quotes(view)
    return digest(view, place)


def write_report(workspace: Workspace, request: ReportRequest, path: Path, clock: Clock = _CLOCK) -> Path:
    """Write the report to ``path``; the suffix is the format. Nothing is written when it cannot be made."""
    form = path.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise SettingsError(
            f"cannot write a report as {path.suffix or 'a file without suffix'!r}",
            where=str(path),
            hint=f"Use one of: {', '.join('.' + known for known in FORMATS)}.",
        )
    return write_bytes(path, rendered(report_view(workspace, request, clock=clock), form), "the report")
