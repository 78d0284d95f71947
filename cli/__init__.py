"""The ``nrr`` command: translates arguments to use cases and results to text or JSON, nothing more."""
