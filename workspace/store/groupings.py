"""The machine's groups of a month, kept so that people's edits need no refit and the next month may start from
them. One a month; they hold ids and centres, no words."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Row, delete, select

from foundation.months import Month
from synthesis.themes import Cluster, Clustering, UnclusteredReason
from workspace.store.schema import grouping
from workspace.store.values import vector_bytes, vector_of


@dataclass(frozen=True, slots=True)
class Grouping:
    """``kin`` hashes model, parameters and versions: groups of one kin may be extended. ``inputs`` hashes the
    statements; ``key`` says how they came to be. ``grown`` is the share placed since the last refit; ``start`` is
    the key of the earlier month's groups that these hold on to, if any."""

    key: str
    kin: str
    inputs: str
    grown: float
    clustering: Clustering
    start: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """``groups`` of ``month`` are the newest, up to the month wanted; ``before``, with their month, the newest
    before it, if any."""

    month: Month
    groups: Grouping
    before: tuple[Month, Grouping] | None


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True)

    members: tuple[str, ...]
    centroid: str
    stability: float
    parts: tuple[tuple[str, ...], ...]
    also: tuple[str, ...]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)

    kin: str
    inputs: str
    grown: float
    clusters: tuple[_Group, ...]
    unclustered: dict[str, UnclusteredReason]
    start: str = ""


def save_grouping(conn: Connection, month: Month, made: Grouping) -> None:
    """Keep the groups of a month in place of those it had."""
    body = _Body(
        kin=made.kin,
        inputs=made.inputs,
        grown=made.grown,
        clusters=tuple(
            _Group(
                members=one.members,
                centroid=vector_bytes(np.asarray(one.centroid, dtype=np.float32)).hex(),
                stability=one.stability,
                parts=one.parts,
                also=one.also,
            )
            for one in made.clustering.clusters
        ),
        unclustered=made.clustering.unclustered,
        start=made.start,
    )
    conn.execute(delete(grouping).where(grouping.c.month == str(month)))
    packed = zlib.compress(body.model_dump_json().encode(), 3)
    conn.execute(grouping.insert().values(month=str(month), key=made.key, body=packed))


def standing_grouping(conn: Connection, month: Month) -> Standing | None:
    """The groups that a run of ``month`` may start from."""
    columns = grouping.c
    query = select(grouping).where(columns.month <= str(month)).order_by(columns.month.desc()).limit(2)
    found = [_read(row) for row in conn.execute(query)]
    if not found:
        return None
    earlier = [one for one in found if one[0] < month]
    return Standing(*found[0], earlier[0] if earlier else None)


def _read(row: Row[tuple[str, str, bytes]]) -> tuple[Month, Grouping]:
    body = _Body.model_validate_json(zlib.decompress(row.body))
    clusters = tuple(
        Cluster(one.members, vector_of(bytes.fromhex(one.centroid)), one.stability, one.parts, one.also)
        for one in body.clusters
    )
    clustering = Clustering(clusters, body.unclustered)
    return Month.parse(row.month), Grouping(
        row.key, body.kin, body.inputs, body.grown, clustering, body.start
    )
