"""Lines drawn in characters: every value has its row, gaps stay open, the two lines differ without colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.plotting import NO_LINE, Cell, Scale, draw, scale_of

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 2)), min_size=1, max_size=20)


def text_of(rows: list[list[Cell]]) -> list[str]:
    return ["".join(character for character, _which in row) for row in rows]


def test_a_line_falls_and_rises_in_steps() -> None:
    rows = draw([[1.0, 0.0, 1.0]], Scale(0.0, 1.0), 3, 2, 5.0)
    assert text_of(rows) == ["━━┓ ┏━", "  ┃ ┃ ", "  ┗━┛ "]


def test_two_lines_have_strokes_of_their_own_and_the_ground_is_dotted() -> None:
    rows = text_of(draw([[1.0, 1.0], [0.0, 0.0]], Scale(0.0, 1.0), 3, 3, 0.5))
    assert rows == ["━━━━━━", "┈┈┈┈┈┈", "──────"]


def test_a_gap_is_left_open_and_nothing_at_all_has_no_scale() -> None:
    rows = text_of(draw([[1.0, None, 0.0]], Scale(0.0, 1.0), 2, 2, 5.0))
    assert rows == ["━━    ", "    ━━"]
    assert scale_of([[None, None], []]) is None
    flat = scale_of([[1.0, 1.0]])
    assert flat is not None
    assert flat.low < 1.0 < flat.high


@given(VALUES, VALUES, st.integers(2, 12), st.integers(1, 6))
def test_every_value_is_drawn_at_its_height(
    first: list[float | None], second: list[float | None], height: int, step: int
) -> None:
    scale = scale_of([first, second])
    if scale is None:
        return
    rows = draw([first, second], scale, height, step, 1.0)
    width = step * max(len(first), len(second))
    assert len(rows) == height
    assert all(len(row) == width for row in rows)
    for at, value in enumerate(first):
        if value is not None:
            assert rows[height - 1 - scale.row(value, height)][at * step][1] == 0
    assert {which for row in rows for _character, which in row} <= {NO_LINE, 0, 1}
