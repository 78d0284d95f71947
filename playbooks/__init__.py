"""Plays, briefs and drafts will live here; nothing drafts yet."""
