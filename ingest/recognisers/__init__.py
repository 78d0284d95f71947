"""Recognisers of personal data and secrets: each reads a text and yields where something stands.

Text that an earlier recogniser took is masked by ``MASK``, which no pattern matches, so finds never overlap.
"""
