"""A draft and what it was made of, side by side: read, mended in place, walked from finding to finding, decided on.

On a narrow terminal one side has the whole width, and f turns to the other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.worker import Worker

from tui.draft_view import numbered_quotes
from tui.going import OpenAccount, OpenEvidence
from tui.screens.draft_deciding import DraftDeciding
from tui.screens.draft_history import HistoryScreen
from tui.screens.style import Manner, StyleScreen
from tui.screens.work import LoadingScreen
from tui.untrusted import Untrusted
from tui.widgets.draft_page import DraftPage
from tui.widgets.fact_quote import FactQuote
from tui.widgets.facts_pane import FactsPane
from tui.widgets.finding_table import FindingTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.life_line import LifeLine
from tui.widgets.row_table import RowTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from playbooks.drafting import PlayDraft
    from playbooks.guardrails.findings import Finding
    from tui.desks.plays import DraftGround, PlaysDesk

_MOST_LINES = 6


class DraftScreen(DraftDeciding, LoadingScreen):
    """Reads the draft at once, and what stands behind and against it in a worker."""

    BINDING_GROUP_TITLE = "Draft"
    CSS_PATH = "draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "walk(1)", "Next finding", key_display="n/p"),
        Binding("p", "walk(-1)", "Finding before", show=False),
        Binding("f", "facts", "Facts", tooltip="To the facts and quotes, and back"),
        Binding("h", "history", "Versions", tooltip="Every version, and all that was done"),
        Binding("u", "undo", "Undo", show=False, tooltip="Back to the words of the version before"),
        Binding("t", "manner", "Anew", show=False, tooltip="Draft it anew in another tone or language"),
        Binding("i", "account", "Account", show=False, tooltip="The page of the account"),
    ]

    class _Read(Message):
        def __init__(
            self, kept: KeptDraft, versions: tuple[PlayDraft, ...], model: str, currency: str
        ) -> None:
            super().__init__()
            self.kept, self.versions, self.model, self.currency = kept, versions, model, currency

    class _Grounded(Message):
        def __init__(self, version: tuple[str, int], ground: DraftGround) -> None:
            super().__init__()
            self.version, self.ground = version, ground

    def __init__(self, desk: PlaysDesk, draft_id: str) -> None:
        super().__init__(desk)
        self._draft_id = draft_id
        self._versions: tuple[PlayDraft, ...] = ()
        self._model, self._currency = "", "USD"
        self._current = 0

    def compose(self) -> ComposeResult:
        yield TitleBar("Draft")
        yield LifeLine(Content.styled("Reading the draft…", "dim"))
        with Horizontal(id="both"):
            with Vertical(id="draft-side"):
                yield DraftPage()
                yield Verdict()
                yield FindingTable()
            yield FactsPane()
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, group="draft", name="load draft")
    def load(self) -> None:
        kept, versions = self.desk.draft(self._draft_id)
        currency = self.desk.opened().settings.company.currency
        self.post_message(self._Read(kept, versions, self.desk.model_name(), currency))

    @on(_Read)
    async def _show(self, message: _Read) -> None:
        self._versions, self._model, self._currency = message.versions, message.model, message.currency
        await self.show_kept(message.kept)

    async def show_kept(self, kept: KeptDraft) -> None:
        """The draft as it stands now; it is checked anew where its words are others."""
        before, self.kept = self.kept, kept
        place = f"{kept.draft.play} for {kept.draft.name}"
        note = f"{Untrusted(place).line(70)} · version {kept.version} · nothing is ever sent"
        self.query_one(TitleBar).show_month("", None, note)
        self.query_one(LifeLine).show_draft(kept, self._currency, self._model)
        page = self.query_one(DraftPage)
        if before is None or before.id != kept.id or before.draft != kept.draft:
            self._current = 0
            await page.show_draft(kept.draft)
            self.query_one(Verdict).show_checking()
            self.load_ground(kept)
        self.refresh_bindings()

    @work(
        thread=True,
        exit_on_error=False,
        exclusive=True,
        group="ground",
        name="load ground",
        description="ground",
    )
    def load_ground(self, kept: KeptDraft) -> None:
        self.post_message(self._Grounded((kept.id, kept.version), self.desk.ground(kept)))

    @on(_Grounded)
    async def _ground(self, message: _Grounded) -> None:
        if self.kept is None or message.version != (self.kept.id, self.kept.version):
            return
        quotes = numbered_quotes(self.kept.draft, message.ground.brief)
        self.query_one(DraftPage).show_quotes(quotes)
        self.show_findings(message.ground.findings)
        await self.query_one(FactsPane).show_facts(message.ground.brief, quotes)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """What stands against the draft: in the text, and in a list below it."""
        self.findings = findings
        self._current = min(self._current, len(findings))
        table = self.query_one(FindingTable)
        table.display = bool(findings)
        table.styles.height = min(len(findings) + 1, _MOST_LINES)
        table.show_rows(findings, max(0, self._current - 1))
        self._tell()

    def _tell(self) -> None:
        self.query_one(DraftPage).show_findings(self.findings, self._current)
        if self.kept is not None:
            self.query_one(LifeLine).show_draft(self.kept, self._currency, self._model, len(self.findings))
        approver = self.desk.user() if self.check_action("approve", ()) else ""
        self.query_one(Verdict).show_findings(self.findings, self._current, approver)

    def action_walk(self, step: int) -> None:
        if not self.findings:
            self.notify("Nothing stands against it.", markup=False)
            return
        self.remove_class("-facts")
        self._current = (self._current - 1 + step) % len(self.findings) + 1 if self._current else 1
        self.query_one(FindingTable).cursor = self._current - 1
        self._tell()

    @on(RowTable.Highlighted)
    def _on_finding(self) -> None:
        table = self.query_one(FindingTable)
        if table.has_focus and self.findings:
            self._current = table.cursor + 1
            self._tell()

    @on(RowTable.Chosen)
    async def _mend(self) -> None:
        one = self.query_one(FindingTable).current
        if one is not None:
            await self.query_one(DraftPage).edit(one.part)

    @on(DraftPage.Rewritten)
    def _rewrite(self, message: DraftPage.Rewritten) -> None:
        if self.kept is not None:
            run = partial(self.desk.edit_draft, self.kept.id, {message.name: message.text})
            self._begin("saving", run, "Saved as a new version.")

    @on(DraftDeciding.Changed)
    async def _changed(self, message: DraftDeciding.Changed) -> None:
        await self.show_kept(message.kept)
        await self.query_one(DraftPage).end_edit()
        self._tell()
        self.load_versions()
        self.notify(Untrusted(message.said).line(400), markup=False)

    @work(thread=True, exit_on_error=False, exclusive=True, group="versions", name="load versions")
    def load_versions(self) -> None:
        self._versions = self.desk.draft(self._draft_id)[1]

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        from workspace.draft_refusals import DraftRefused

        super().failed(worker, error)
        if isinstance(error, DraftRefused):
            self.show_findings(error.findings)
        elif worker.name == "load draft":
            self.query_one(LifeLine).update(
                Content("The draft cannot be shown. r tries again, esc goes back.")
            )
        elif worker.name == "load ground":
            self.query_one(Verdict).update(Content("It could not be checked. r tries again."))
            self.query_one(FactsPane).say("The facts cannot be shown.")
            self.kept = None  # so that loading again checks again

    def action_facts(self) -> None:
        facts = self.query_one(FactsPane)
        inside = self.focused is not None and facts in self.focused.ancestors
        self.set_class(not inside, "-facts")
        if inside:
            self.query_one(DraftPage).focus_part("")
        else:
            held = list(facts.query(FactQuote))
            (held[0] if held else facts.query_one("BriefPage")).focus()

    @on(FactQuote.Opened)
    def _open_item(self, message: FactQuote.Opened) -> None:
        self.post_message(OpenEvidence(message.item, "", message.words))

    def action_history(self) -> None:
        if self.kept is None:
            return

        def taken(version: int | None) -> None:
            if version is not None:
                self._put_back(version)

        self.app.push_screen(HistoryScreen(self.kept, self._versions, self._currency), taken)

    def action_undo(self) -> None:
        if self.kept is not None and self.kept.version > 1:
            self._put_back(self.kept.version - 1)
        else:
            self.notify("Nothing was changed in it yet.", markup=False)

    def _put_back(self, version: int) -> None:
        if self.kept is not None:
            run = partial(self.desk.put_back_draft, self.kept.id, version)
            self._begin("putting it back", run, f"Back to the words of version {version}; h shows all.")

    def action_account(self) -> None:
        if self.kept is not None:
            self.post_message(OpenAccount(self.kept.account))

    def action_manner(self) -> None:
        from tui.desks.plays import DraftWish

        kept = self.kept
        if kept is None:
            return

        def taken(manner: Manner | None) -> None:
            if manner is not None:
                play = kept.draft.play if kept.kind == "play" else ""
                wish = DraftWish(kept.account, manner.style, play, kept.draft.about, manner.by_model)
                self.begin_draft(wish)

        self.app.push_screen(StyleScreen(Manner(), self._model), taken)

    def drafted(self, draft_id: str) -> None:
        self._draft_id = draft_id
        self.notify("Drafted anew. The one before stays among the drafts.", markup=False)
        self.load()

    def go_back(self) -> None:
        """On a narrow terminal from the facts to the draft; then out of it."""
        if self.has_class("-facts"):
            self.action_facts()
            self.remove_class("-facts")
        elif self.may_close():
            self.dismiss()

    def may_close(self) -> bool:
        editor = self.query_one(DraftPage).editor
        return editor is None or editor.may_close()
