"""Hostile names, plays, owners, units and files through the widgets of the home screen and of its figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foundation.months import Month
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_view
from tests.tui.test_hostile import DRAWS, MARKUP
from tui.app import NrrApp
from tui.going import OpenFigure
from tui.screens.explain import ExplainScreen
from workspace.book_standing import BookStanding
from workspace.explain import Opened
from workspace.play_board import DueBoard


class _HostileDesk(SampleDesk):
    """Whose accounts, plays and figures are called like attacks."""

    def due(self) -> DueBoard:
        board = super().due()
        lines = [replace(board.lines[0], name=text, play=text, owner=text) for text in MARKUP]
        return replace(board, lines=tuple(lines))

    def standing(self, month: Month | None) -> BookStanding:
        standing = super().standing(month)
        rows = tuple(replace(standing.risky[0], name=text) for text in MARKUP)
        return replace(standing, renewing=rows)

    def explain(self, figure: str) -> Opened:
        opened = super().explain(figure)
        first, second = opened.explanation.inputs
        inputs = tuple(replace(first, name=text, unit=text, figure=text) for text in MARKUP)
        explanation = replace(
            opened.explanation, title=MARKUP[3], words=MARKUP[5], figure=MARKUP[4], inputs=(*inputs, second)
        )
        row = opened.rows[0]
        rows = tuple(
            replace(row, values={text: text}, files=(replace(row.files[0], name=text),)) for text in MARKUP
        )
        return replace(opened, explanation=explanation, rows=rows)


@pytest.mark.parametrize("size", [(80, 40), (140, 60)])
async def test_what_is_hostile_is_text(size: tuple[int, int]) -> None:
    app = NrrApp(_HostileDesk({None: make_view()}))
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: "4 no sponsor" in shown(app))
        await settled(pilot)
        assert "[@click=app.q" in shown(app)
        harmless(app)
        app.post_message(OpenFigure("nrr:2026-10"))
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settled(pilot)
        assert MARKUP[3] in shown(app)
        harmless(app)
        for _ in MARKUP:
            await pilot.press("down")
        await pilot.press("y", "tab", *["down"] * len(MARKUP))
        await pilot.pause()
        harmless(app)
        assert not DRAWS.search(app.clipboard.replace("\n", ""))
        assert app.is_running


def harmless(app: NrrApp) -> None:
    """Nothing on screen draws, and nothing of it can be clicked into an action."""
    assert not any(DRAWS.search(line) for line in lines_of(app))
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert not (segment.style and "@click" in segment.style.meta), segment
