"""One tree of errors, split by who must act. Each carries what, where and what to do.

    NrrError
    ├── SettingsError    the operator: configuration or command is wrong          exit 1
    ├── SourceError      the file: path, row, column                              exit 1
    ├── StoreError       the workspace: missing, locked, newer than this program  exit 1
    ├── EvidenceError    a claim without a source                                 exit 3
    ├── BudgetExceeded   tokens or money would run over                           exit 4
    ├── ModelError       a model or a service failed; ``retryable`` says whether to try again   exit 4
    └── ToolFault        a tool call was malformed; the model sees it             exit 4

The front ends print ``str(error)``: one line, ``what (where). hint``.
"""

from __future__ import annotations


class NrrError(Exception):
    """Base of all errors that a person can act on. ``exit_code`` follows the command-line contract."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{self.what}{place}.{advice}"


class SettingsError(NrrError):
    """The configuration or an argument is wrong; the operator changes it."""


class SourceError(NrrError):
    """A file cannot be read as asked. Bad rows are reported, not raised; this is for whole files."""

    def __init__(
        self, what: str, *, path: str = "", row: int | None = None, column: str = "", hint: str = ""
    ) -> None:
        place = path
        if row is not None:
            place += f" row {row}"
        if column:
            place += f" column {column!r}"
        super().__init__(what, where=place.strip(), hint=hint)
        self.path = path
        self.row = row
        self.column = column


class StoreError(NrrError):
    """The workspace store is missing, locked by another process, damaged or newer than this program."""


class EvidenceError(NrrError):
    """A figure or quote has no source that can be shown."""

    exit_code = 3


class BudgetExceeded(NrrError):
    """The next call would exceed the token or money budget."""

    exit_code = 4


class ModelError(NrrError):
    """A model or a remote service failed."""

    exit_code = 4

    def __init__(self, what: str, *, where: str = "", hint: str = "", retryable: bool = False) -> None:
        super().__init__(what, where=where, hint=hint)
        self.retryable = retryable


class ToolFault(NrrError):
    """A tool call was malformed or refused; the text goes back to the model."""

    exit_code = 4
