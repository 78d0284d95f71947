"""Statements to themes: embed, group, name, weigh, track; and search."""
