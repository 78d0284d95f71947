"""The sections of the monthly report, one module each; ``reports.monthly`` knows their order."""
