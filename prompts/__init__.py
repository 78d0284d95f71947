"""Prompt files, their loader and renderer will live here; nothing uses a language model yet."""
