"""The account book: revenue and retention, tiers, risk. Imports only the ground."""
