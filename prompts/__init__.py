"""Prompt files, their loader and renderer, the fences around untrusted text, and the port of a language model."""
