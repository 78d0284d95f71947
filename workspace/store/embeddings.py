"""The vector cache: what a model made of a text, once. The record of vectors; every index is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from foundation.ids import content_id
from synthesis.themes import Vectors
from workspace.store.schema import embedding
from workspace.store.values import chunks, vector_bytes, vector_of


def text_hash(text: str) -> str:
    """The key under which a text's vector is kept."""
    return content_id(text, length=32)


def load_vectors(conn: Connection, model: str, hashes: Iterable[str]) -> dict[str, Vectors]:
    """Vectors, float32 of shape (dim,), of the texts that this model has seen; the others are left out."""
    found: dict[str, Vectors] = {}
    columns = embedding.c
    for batch in chunks(hashes):
        query = select(columns.text_hash, columns.vector).where(
            columns.model == model, columns.text_hash.in_(batch)
        )
        found.update((row.text_hash, vector_of(row.vector)) for row in conn.execute(query))
    return found


def save_vectors(conn: Connection, model: str, vectors: Mapping[str, Vectors]) -> None:
    """Keep vectors by text hash. One that is there stays: a model's vector of a text does not change."""
    statement = insert(embedding).on_conflict_do_nothing(index_elements=["model", "text_hash"])
    for batch in chunks(vectors.items()):
        conn.execute(
            statement,
            [
                {
                    "model": model,
                    "text_hash": key,
                    "dim": int(vector.shape[0]),
                    "vector": vector_bytes(vector),
                }
                for key, vector in batch
            ],
        )


def count_vectors(conn: Connection) -> dict[str, int]:
    """How many vectors there are of each model."""
    query = select(embedding.c.model, func.count()).group_by(embedding.c.model).order_by(embedding.c.model)
    return {row.model: row[1] for row in conn.execute(query)}


def dimension_of(conn: Connection, model: str) -> int:
    """The dimension of a model's vectors, 0 when it has none here."""
    query = select(embedding.c.dim).where(embedding.c.model == model).limit(1)
    return int(conn.execute(query).scalar() or 0)
