"""What a person can change of the theme that is chosen. Capital letters change something, and ask first or can be
undone with ``u``; each is what ``nrr theme`` does under the same name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from tui import words
from tui.desks import theme_changes
from tui.screens.choosing import ChooseScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.editing import EditScreen
from tui.screens.form import Field, FormScreen, Values
from tui.screens.picking import PickScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option

if TYPE_CHECKING:
    from synthesis.themes import Quote, WeightedTheme
    from tui.desks.theme_changes import ThemeChange

_AGAIN = "The month is run again with it, which takes a while where a month is large. u undoes it."
_OUT = "-"
_EDITS = (
    ("R", "rename", "Rename", "Give it a name that stays"),
    ("M", "merge", "Merge", "Make it part of another theme"),
    ("X", "split", "Split", "Part it by its sub-themes or by words"),
    ("K", "keep_apart", "Keep apart", "Never merge it with another theme"),
    ("P", "pin", "Pin", "Track a theme, spoken of or not"),
    ("H", "hide", "Hide", "Take it off all lists, or put it back"),
    ("D", "resolve", "Resolve", "Say that it is mended, and since when"),
    ("T", "move", "Move quote", "Put the quote into another theme"),
)
EDIT_KEYS: tuple[BindingType, ...] = (
    Binding("e", "edits", "Edit", tooltip="Everything that can be changed"),
    *(
        Binding(key, f"edit('{name}')", title, tooltip=about, show=False)
        for key, name, title, about in _EDITS
    ),
    Binding("u", "undo", "Undo", tooltip="Undo the last change"),
)


class ThemeEditing(EditScreen):
    """Subclasses say which theme is chosen, which there are, and which quote is read."""

    def chosen(self) -> WeightedTheme | None:
        """The theme that the keys speak of."""
        return None

    def listed(self) -> Sequence[WeightedTheme]:
        """The themes of the month, those that people hid too."""
        return ()

    def is_hidden(self, theme: WeightedTheme) -> bool:
        """Whether people took it off the lists."""
        return False

    def quote(self) -> Quote | None:
        """The quote that is read."""
        return None

    def action_undo(self) -> None:
        self.undo(None)

    def action_edits(self) -> None:
        options = [Option(name, title, f"{key}  {about}") for key, name, title, about in _EDITS]

        def taken(name: str | None) -> None:
            if name is not None:
                self.action_edit(name)

        self.app.push_screen(ChooseScreen("What shall be changed?", ("Change", "Key"), options), taken)

    def action_edit(self, name: str) -> None:
        theme = self.chosen()
        if theme is None and name != "pin":
            self.notify("There is no theme here to change.", markup=False)
            return
        ask = {
            "rename": self._rename,
            "merge": self._merge,
            "split": self._split,
            "keep_apart": self._keep_apart,
            "hide": self._hide,
            "resolve": self._resolve,
            "move": self._move,
        }
        if theme is None or name == "pin":
            self._pin()
        else:
            ask[name](theme)

    def _rename(self, theme: WeightedTheme) -> None:
        one = theme.theme

        def typed(values: Values | None) -> None:
            if values is not None:
                self.make("renaming", theme_changes.rename(one.id, values["label"]), one.id)

        def check(values: Values) -> str:
            return "" if values["label"] else "A theme needs a name."

        field = Field("label", "Name", Untrusted(one.label).line())
        about = ["It keeps this name in every month, whatever the machine would call it."]
        self.app.push_screen(FormScreen("Rename the theme", about, [field], check), typed)

    def _merge(self, theme: WeightedTheme) -> None:
        def taken(other: str | None) -> None:
            kept = self._named(other)
            if kept is None:
                return
            lines = [
                f"“{theme.theme.label}” becomes part of “{kept.theme.label}”, which keeps its name.",
                f"{words.count(theme.weights.statements, 'statement')} and "
                f"{words.count(kept.weights.statements, 'statement')} of this month.",
                _AGAIN,
            ]
            change = theme_changes.merge(theme.theme.id, kept.theme.id)
            self._sure("Merge these themes?", lines, "merging", change, kept.theme.id)

        self._pick(f"Merge “{theme.theme.label}” into which theme?", theme, taken)

    def _keep_apart(self, theme: WeightedTheme) -> None:
        def taken(other: str | None) -> None:
            found = self._named(other)
            if found is None:
                return
            lines = [f"“{theme.theme.label}” and “{found.theme.label}” stay two, whatever is found.", _AGAIN]
            change = theme_changes.never_merge(theme.theme.id, found.theme.id)
            self._sure("Keep these themes apart?", lines, "keeping apart", change, theme.theme.id)

        self._pick(f"Keep “{theme.theme.label}” apart from which theme?", theme, taken)

    def _split(self, theme: WeightedTheme) -> None:
        one = theme.theme
        parts = [f"{len(part.members):,} “{part.label}”" for part in one.subthemes]
        about = (
            [f"Left empty, it parts by its sub-themes, of the window's statements: {', '.join(parts)}."]
            if parts
            else ["It has no sub-themes, so say the parts in words that its customers use."]
        )
        about.append("The first part keeps the id. " + _AGAIN)

        def typed(values: Values | None) -> None:
            if values is not None:
                self.make("splitting", theme_changes.split(one.id, _several(values["parts"])), one.id)

        def check(values: Values) -> str:
            given = len(_several(values["parts"]))
            if given == 1 or (not given and not parts):
                return "Give at least two parts, with ; between them."
            return ""

        field = Field("parts", "Words of each part, with ; between them", "", "export of files; slow report")
        self.app.push_screen(FormScreen(f"Split “{one.label}”", about, [field], check), typed)

    def _pin(self) -> None:
        quote = self.quote()
        examples = (quote.statement_id,) if quote else ()
        about = ["It is in every month from now on, even when nobody speaks of it. " + _AGAIN]
        if quote:
            about.append(f"The quote you stand on is its example: “{Untrusted(quote.text).line(60)}”")

        def typed(values: Values | None) -> None:
            if values is not None:
                phrases = _several(values["words"])
                self.make("pinning", theme_changes.pin(phrases, examples, values["label"]))

        def check(values: Values) -> str:
            if not _several(values["words"]) and not (examples and values["label"]):
                return "Give its name." if examples else "Give words that its statements hold."
            return ""

        fields = [
            Field("words", "Words, with ; between ways to say it", "", "single sign-on; SSO"),
            Field("label", "Name", "", "the first of the words"),
        ]
        self.app.push_screen(FormScreen("Pin a theme", about, fields, check), typed)

    def _hide(self, theme: WeightedTheme) -> None:
        one = theme.theme
        if self.is_hidden(theme):
            self.make("showing", theme_changes.unhide(one.id), one.id)
            return
        lines = [f"“{one.label}” leaves all lists, in every month; how much is hidden is always said."]
        self._sure("Hide this theme?", lines, "hiding", theme_changes.hide(one.id), "")

    def _resolve(self, theme: WeightedTheme) -> None:
        one = theme.theme

        def typed(values: Values | None) -> None:
            if values is not None:
                day = date.fromisoformat(values["on"])
                self.make("resolving", theme_changes.resolve(one.id, day), one.id)

        field = Field("on", "Mended on", str(self._desk.today()), "YYYY-MM-DD")
        about = [f"“{one.label}” is mended since that day; what is still heard after it is counted."]
        self.app.push_screen(FormScreen("Resolve the theme", about, [field], self._wrong_day), typed)

    def _wrong_day(self, values: Values) -> str:
        try:
            day = date.fromisoformat(values["on"])
        except ValueError:
            return "Write the day as YYYY-MM-DD."
        return "That day is still to come." if day > self._desk.today() else ""

    def _move(self, theme: WeightedTheme) -> None:
        quote = self.quote()
        if quote is None:
            self.notify("Stand on a quote first: n walks the quotes of a theme.", markup=False)
            return

        def taken(other: str | None) -> None:
            if other is None:
                return
            to = None if other == _OUT else other
            change = theme_changes.move(quote.statement_id, to)
            where = "out of all themes" if to is None else f"to “{self._label(other)}”"
            lines = [f"“{Untrusted(quote.text).line(200)}”", f"It goes {where}.", _AGAIN]
            self._sure("Move this statement?", lines, "moving", change, theme.theme.id)

        self._pick("Move the statement to which theme?", theme, taken, [Option(_OUT, "Out of all themes")])

    def _sure(self, question: str, lines: Sequence[str], what: str, change: ThemeChange, keep: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.make(what, change, keep)

        self.app.push_screen(ConfirmScreen(question, lines), answered)

    def _pick(
        self,
        title: str,
        theme: WeightedTheme,
        taken: Callable[[str | None], None],
        before: Sequence[Option] = (),
    ) -> None:
        others = [one for one in self.listed() if one.theme.id != theme.theme.id]
        options = [
            Option(
                one.theme.id, one.theme.label, f"{one.status.value} {one.theme.kind.value} {one.theme.id[:8]}"
            )
            for one in others
        ]
        self.app.push_screen(PickScreen(title, ("Theme", "Is"), [*before, *options], "themes"), taken)

    def _named(self, theme_id: str | None) -> WeightedTheme | None:
        return next((one for one in self.listed() if one.theme.id == theme_id), None)

    def _label(self, theme_id: str) -> str:
        found = self._named(theme_id)
        return found.theme.label if found else theme_id[:8]


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
