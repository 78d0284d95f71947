"""The two looks of the app. Colour only helps the eye: every meaning also has a word or a mark."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="nrr-dark",
    primary="#5fb3a1",
    secondary="#7aa2f7",
    accent="#e0af68",
    foreground="#d7dae0",
    background="#14171c",
    surface="#14171c",
    panel="#232831",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    dark=True,
    variables={"block-cursor-background": "#2f4a52", "block-cursor-foreground": "#ffffff"},
)
LIGHT = Theme(
    name="nrr-light",
    primary="#0f766e",
    secondary="#2952a3",
    accent="#9a5b00",
    foreground="#1c2128",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#e7e5de",
    warning="#9a5b00",
    error="#b42318",
    success="#2f7d32",
    dark=False,
    variables={"block-cursor-background": "#bfe0da", "block-cursor-foreground": "#10211f"},
)
