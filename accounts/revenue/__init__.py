"""Recurring revenue by account and month: MRR, its movements, NRR and GRR, tiers, and the rows behind each."""
