"""Every screen looks as it does in ``docs/pictures``: at two sizes, dark and light, on the demo, its clock stopped.

Where a change of looks is meant, ``python -m bench.pictures docs/pictures`` draws them anew; look at them first.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pictures import SCENES, SIZES, drawn, measured, stop_time_zone
from tests.conftest import ROOT

PICTURES = ROOT / "docs" / "pictures"


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_looks_as_it_does_in_the_docs(demo_copy: Path, size: str, tmp_path: Path) -> None:
    stop_time_zone()
    other = []
    async for scene, look, picture in drawn(demo_copy, measured(size)):
        name = f"{scene.name}-{look}-{size}.svg"
        if not scene.moving and (PICTURES / name).read_text(encoding="utf-8") != picture:
            (tmp_path / name).write_text(picture, encoding="utf-8")
            other.append(name)
    assert not other, f"these look otherwise: {other}; the new ones are in {tmp_path}"


def test_there_is_a_picture_of_every_scene_and_no_other() -> None:
    wanted = {
        f"{scene.name}-{look}-{size}.svg" for scene in SCENES for look in ("dark", "light") for size in SIZES
    }
    assert {path.name for path in PICTURES.iterdir()} == wanted
