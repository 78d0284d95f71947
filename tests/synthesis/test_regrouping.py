"""Groups that edits rearrange are told as the machine tells its own."""

from __future__ import annotations

from dataclasses import replace

from synthesis.edits import Merge
from synthesis.replay import replay
from synthesis.themes import Clustering
from tests.synthesis.edit_cases import corpus, edit, four, topic


def test_those_that_also_touch_a_merged_theme_stand_in_order_of_id() -> None:
    world = corpus()
    touching = {"export": ("login-03",), "invoice": ("calendar-01", "export-02")}
    clusters = tuple(
        replace(one, also=touching.get(one.members[0].split("-")[0], ())) for one in four(world).clusters
    )
    merge = edit(1, Merge(topic(world, "invoice"), topic(world, "export")), "export")
    made = replay(Clustering(clusters, four(world).unclustered), world, [merge], {})
    (joined,) = (one for one in made.clustering.clusters if len(one.members) > 12)
    assert joined.also == ("calendar-01", "login-03")  # as a stored run gives them back
