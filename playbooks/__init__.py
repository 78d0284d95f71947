"""Plays, briefs and drafts, and the checks that hold for whatever is written about a customer."""
