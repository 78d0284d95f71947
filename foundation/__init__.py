"""Ground that every other room stands on: errors, settings, ids, clock, months, money, text, progress.

Imports nothing of ours and no heavy library.
"""
