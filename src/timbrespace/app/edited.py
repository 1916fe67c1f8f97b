"""What came of an edit, as the page reads it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.tables import number

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.editing import Edit, Editor, Heard
    from timbrespace.atlas import MapRecord

#: Classes with bars: the highest before and the highest after.
N_TOP = 5


def described(edit: Edit, editor: Editor) -> dict[str, Any]:
    """An edit as plain data, see docs/server.md.

    Args:
        edit: The edit.
        editor: What it was made with; its atlas has the maps.
    """
    names = editor.sounds.encoder.classes
    return {
        "item": edit.item_id,
        "donors": edit.donors,
        "space": edit.space,
        "strength": edit.strength,
        "classes": top_classes(names, edit.scores_before, edit.scores_after),
        "moved": [{"name": name, "logits": number(by)} for name, by in edit.moved],
        "distances": {
            "receptor": number(edit.distances["receptor after"]),
            "donors": {
                factor: {
                    "before": number(edit.distances[f"{factor} before"]),
                    "after": number(edit.distances[f"{factor} after"]),
                }
                for factor in edit.donors
                if f"{factor} after" in edit.distances
            },
        },
        "readings": [_finite(asdict(reading)) for reading in edit.readings],
        "nearest": [{"id": i, "distance": number(d)} for i, d in edit.nearest],
        "manifold_ratio": number(edit.manifold_ratio),
        "clipped": _finite(asdict(edit.clipped) | {"share": edit.clipped.share}),
        "positions": positions(edit.dims.mean(axis=0), editor),
        "heard": None if edit.heard is None else _heard(edit.heard),
    }


def top_classes(
    names: tuple[str, ...], before: NDArray[np.float32], after: NDArray[np.float32]
) -> list[dict[str, Any]]:
    """The highest classes of either side with both scores, the highest first.

    Example:
        >>> top_classes(("a", "b"), np.array([0.5, 0.25]), np.array([0.0, 1.0]))[0]
        {'name': 'b', 'before': 0.25, 'after': 1.0}
    """
    highest = {int(i) for scores in (before, after) for i in np.argsort(-scores)[:N_TOP]}
    ranked = sorted(highest, key=lambda i: (-max(before[i], after[i]), i))
    return [
        {"name": names[i], "before": number(before[i]), "after": number(after[i])} for i in ranked
    ]


def positions(dims: NDArray[np.float32], editor: Editor) -> dict[str, list[float | None]]:
    """Where an edited latent ``(K,)`` lies on each map: among its neighbours in those K dims.

    A map of another space has no place for what exists at one layer only, so on every map the
    real sounds that are nearest at the edited layer say where.
    """
    sounds = editor.sounds
    found = {}
    for record in sounds.atlas.maps():
        points = sounds.atlas.map(record.name)
        at = _position(dims, record, points, sounds.item_dims, sounds.atlas.items["id"])
        if at is not None:
            found[record.name] = at
    return found


def _position(
    dims: NDArray[np.float32],
    record: MapRecord,
    points: pd.DataFrame,
    latents: NDArray[np.float32],
    ids: pd.Series[str],
) -> list[float | None] | None:
    from timbrespace.explore.place import place

    rows = {item_id: row for row, item_id in enumerate(ids)}
    on_map = [rows.get(item_id, -1) for item_id in points["id"]]
    known = np.array([row >= 0 and bool(np.isfinite(latents[row]).all()) for row in on_map], bool)
    if not known.any():
        return None
    xy = points[list("xyz"[: record.dims])].to_numpy(np.float32)[known]
    in_space = latents[np.array(on_map)[known]]
    # The dims are whitened already; another preparation would bend their distances.
    placed, _ = place(dims[None], in_space, xy, preparation="none")
    return [number(value) for value in placed[0]]


def _heard(heard: Heard) -> dict[str, Any]:
    return {
        "travelled": number(heard.travelled),
        "duration_s": len(heard.edited) / heard.sample_rate,
        "figures": _finite(heard.figures),
    }


def _finite(facts: dict[str, Any]) -> dict[str, Any]:
    """Numbers that are not finite become None, as JSON has none of them."""
    return {k: number(v) if isinstance(v, float) else v for k, v in facts.items()}
