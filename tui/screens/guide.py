"""How to mend what the app cannot do itself yet: the command or setting, ready to type."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_TOPICS = {
    "import": (
        "Bring your own data",
        "In a terminal, once:\n\n"
        "  nrr init my-company\n"
        "  cd my-company\n\n"
        "Accounts and revenue first, so that themes have a worth:\n\n"
        "  nrr import accounts accounts.csv\n"
        "  nrr import subscriptions subscriptions.csv\n\n"
        "Then what customers say; --dry-run shows what would be kept:\n\n"
        "  nrr import tickets tickets.csv\n"
        "  nrr import nps answers.csv\n"
        "  nrr import calls transcripts/ --manifest calls.csv\n\n"
        "nrr formats lists every format with an example. Then come back here and\n"
        "press s on the home screen to synthesize the month.",
    ),
    "model": (
        "Set a chat model",
        "Everything works without one: drafts are composed and questions answered by\n"
        "rule. A model puts drafts and answers in freer words. Any endpoint that speaks\n"
        "the OpenAI protocol will serve. In nrr.toml:\n\n"
        "  [model]\n"
        '  base_url = "http://localhost:11434/v1"\n'
        '  name = "your-model"\n'
        '  api_key_env = "OPENAI_API_KEY"\n\n'
        "The key itself is read from that environment variable and never stored.\n"
        "nrr doctor says whether it is found.",
    ),
    "unclustered": (
        "What is in no theme",
        "{share} of the month's statements fit no theme. Some never do: they are short,\n"
        "or said by one customer only. To look for more and finer themes, raise the\n"
        "granularity in nrr.toml and synthesize again:\n\n"
        "  [themes]\n"
        "  granularity = 1.5\n\n"
        "To gather more of the same under one theme, lower it below 1.",
    ),
}


class GuideScreen(ModalScreen[None]):
    """One topic over the screen that asked; ``said`` are the figures that its text names."""

    CSS_PATH = "guide.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "dismiss", "Close")]

    def __init__(self, topic: str, **said: str) -> None:
        super().__init__()
        self._title, text = _TOPICS[topic]
        self._text = text.format(**said)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="guide"):
            yield Static(Content.styled(self._title, "bold"))
            yield Static(Content(f"\n{self._text}\n"))
            yield Static(Content.styled("esc closes", "dim"))
