"""What a reader finds in a report, whatever its format: every word, those of metadata and of hidden places too."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from reports.document import Report
from workspace.report import FORMATS, rendered


def everything(report: Report) -> dict[str, str]:
    """All that each format holds, as text."""
    return {form: words_in(rendered(report, form), form) for form in FORMATS}


def words_in(made: bytes, form: str) -> str:
    """All that ``made`` holds, unpacked; of a PDF its text, its metadata and its bookmarks."""
    if form == "xlsx":
        with ZipFile(BytesIO(made)) as packed:
            return "\n".join(packed.read(name).decode("utf-8") for name in packed.namelist())
    if form == "pdf":
        read = PdfReader(BytesIO(made))
        pages = "\n".join(page.extract_text() for page in read.pages)
        return "\n".join([pages, str(dict(read.metadata or {})), str(read.outline), str(read.xmp_metadata)])
    return made.decode("utf-8")


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each ``tag``."""
        return [attributes for name, attributes in self.elements if name == tag]
