"""How the next draft is to sound: tone, language, and whether the model writes. Escape leaves it as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from playbooks.styles import Style


@dataclass(frozen=True, slots=True)
class Manner:
    """``tone`` and ``language`` by their names in ``playbooks``; ``by_model``: where one is configured."""

    tone: str = "plain"
    language: str = "en"
    by_model: bool = True

    @property
    def style(self) -> Style:
        """As drafting takes it."""
        from playbooks.languages import Language
        from playbooks.styles import Style
        from playbooks.tones import Tone

        return Style(Tone(self.tone), Language(self.language))

    def words(self, model: str) -> str:
        """``plain, English, by rule (no model configured)``."""
        how = "by rule (no model configured)"
        if model:
            how = f"by {model}, checked" if self.by_model else f"by rule, without {model}"
        return f"{self.tone}, {_LANGUAGES[self.language]}, {how}"


_TONES = ("plain", "warm", "formal")
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}


class StyleScreen(ModalScreen[Manner | None]):
    """Rows to walk with up and down, values to change with left and right. Dismissed with the manner taken."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "row(-1)", "Row up", show=False),
        Binding("down,j", "row(1)", "Row down", show=False),
        Binding("left,h", "value(-1)", "Value before"),
        Binding("right", "value(1)", "Next value"),
        Binding("enter", "take", "Take"),
        Binding("escape", "dismiss", "Back"),
    ]

    def __init__(self, manner: Manner, model: str) -> None:
        super().__init__()
        self._model = model
        self._row = 0
        self._values: list[tuple[str, tuple[str, ...], int]] = [
            ("Tone", _TONES, _TONES.index(manner.tone)),
            ("Language", tuple(_LANGUAGES.values()), tuple(_LANGUAGES).index(manner.language)),
        ]
        if model:
            who = (
                f"{Untrusted(model).line(40)}, checked against the facts",
                "by rule alone, without the model",
            )
            self._values.append(("Written", who, 0 if manner.by_model else 1))

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Content.styled("How is the next draft to sound?", "bold"))
            yield Static("", id="rows", markup=False)
            yield Static(Content.styled("↑↓ row   ←→ value   enter takes   esc goes back", "dim"))

    def on_mount(self) -> None:
        self._draw()

    def action_row(self, step: int) -> None:
        self._row = (self._row + step) % len(self._values)
        self._draw()

    def action_value(self, step: int) -> None:
        name, values, at = self._values[self._row]
        self._values[self._row] = (name, values, (at + step) % len(values))
        self._draw()

    def action_take(self) -> None:
        by_model = len(self._values) < 3 or self._values[2][2] == 0
        self.dismiss(Manner(_TONES[self._values[0][2]], tuple(_LANGUAGES)[self._values[1][2]], by_model))

    def _draw(self) -> None:
        lines = [Content("")]
        for at, (name, values, chosen) in enumerate(self._values):
            mark = "▌" if at == self._row else " "
            parts: list[Content | str] = [
                Content.styled(f"{mark}{name:<10}", "bold" if at == self._row else "")
            ]
            for place, value in enumerate(values):
                here = place == chosen
                parts.append(
                    Content.styled(
                        f"‹{value}› " if here else f" {value}  ", "bold reverse" if here else "dim"
                    )
                )
            lines.append(Content.assemble(*parts))
        told = (
            "A model is configured."
            if self._model
            else "No model is configured: drafts are composed by rule."
        )
        lines += [Content(""), Content.styled(f"{told} Quotes stay as they were written.", "dim")]
        self.query_one("#rows", Static).update(Content("\n").join(lines))
