"""Foreign files in; clean, redacted, account-matched feedback and plain tables out."""
