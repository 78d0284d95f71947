"""Why a draft is not approved or exported: every finding of the checks, and everybody who asked for no message."""

from __future__ import annotations

from collections.abc import Sequence

from foundation.errors import EvidenceError
from foundation.money import count
from playbooks.draft_life import Action, KeptDraft
from playbooks.guardrails.findings import Finding
from workspace.draft_checks import checked
from workspace.no_contact import contact_findings
from workspace.tools.session import Session


class DraftRefused(EvidenceError):
    """A draft that says what it must not. ``findings`` is never empty."""

    def __init__(self, kept: KeptDraft, action: Action, findings: Sequence[Finding]) -> None:
        rules = ", ".join(sorted({one.rule for one in findings}))
        super().__init__(
            f"draft {kept.id[:8]} is not {action.value}: {count(len(findings), 'finding')} ({rules})",
            hint=f"Mend it, nrr drafts edit {kept.id[:8]}, or reject it and draft anew.",
        )
        self.findings = tuple(findings)


def findings_on(session: Session, kept: KeptDraft) -> tuple[Finding, ...]:
    """All that stands against a draft as it is now."""
    return (*contact_findings(session, kept.draft), *checked(session, kept.draft))
