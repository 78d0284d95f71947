"""Builds the demo's export files (``workspace/demo_data``) from the hand-written texts beside this file.

    python -m bench.demo.build

The words are written by hand; who said them and when, and all numbers, follow ``plan.py`` with a fixed seed.
"""
