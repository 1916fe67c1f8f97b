"""How far the pictures of a space can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.reports.results import Result

if TYPE_CHECKING:
    from timbrespace import Atlas

QUALITY = ("trustworthiness", "continuity", "recall_at_10")


def map_quality(atlas: Atlas, space: str, layer: str, command: str) -> list[Result]:
    """Quality figures of the t-SNE map of a space, in 0..1."""
    record = next(m for m in atlas.maps() if (m.space, m.method) == (space, "tsne"))
    measured = {name: getattr(record, name) for name in QUALITY}
    return [
        Result(name, {"layer": layer, "map": record.name}, value, n_items=record.n_queries,
               command=command)
        for name, value in measured.items()
        if value is not None
    ]  # fmt: skip
