"""Answers without a model: what is asked is told by rules, looked up with the same tools, and said in sentences that
pass the same checks.
"""
