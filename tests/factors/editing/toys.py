"""A network small enough to reason about: eight activations, four of their dims edited."""

from __future__ import annotations

import numpy as np

from timbrespace.factors.editing.bench import EditBench, fit_probe, log_odds, scores_of
from timbrespace.factors.editing.layer import EditedLayer
from timbrespace.factors.editing.methods import LabelledRows
from timbrespace.factors.projection.projection import Projection

D, K = 8, 4


def layer(*, seed=0, ceiling=np.inf, mean=5.0) -> EditedLayer:
    """Orthonormal axes, uneven scales, and a network that ends in a fixed matrix."""
    rng = np.random.default_rng(seed)
    axes = np.linalg.qr(rng.normal(size=(D, D)))[0][:K].astype(np.float32)
    scale = rng.uniform(0.5, 2, D).astype(np.float32)
    spread = np.linspace(2, 1, K).astype(np.float32)
    explained = spread**2 / (spread**2).sum()
    centre = np.full(D, mean, np.float32)
    projection = Projection(centre, scale, axes, spread, 0.5, explained, n_rows=100)
    end = rng.normal(size=(D, 6)).astype(np.float32)
    return EditedLayer(projection, K, lambda x: np.asarray((x - mean) @ end, np.float32), ceiling)


def crossed(n=240, *, seed=0, noise=0.3) -> LabelledRows:
    """Material is the sign of dim 0, action the sign of dim 1; ten rows a group."""
    rng = np.random.default_rng(seed)
    groups = np.arange(n) // 10
    labels = {"material": groups % 2, "action": (groups // 2) % 2}
    z = rng.normal(0, noise, (n, K)).astype(np.float32)
    z[:, 0] += 2 * labels["material"] - 1
    z[:, 1] += 2 * labels["action"] - 1
    return LabelledRows(z, labels, groups)


def bench(place: EditedLayer, rows: LabelledRows) -> EditBench:
    """Probes at both places, from these very rows."""
    x = sounds(place, rows.z)
    end = np.stack([log_odds(scores_of(place.resume(row[None]))) for row in x])
    at_layer = {name: fit_probe(rows.z, codes) for name, codes in rows.labels.items()}
    at_end = {name: fit_probe(end, codes) for name, codes in rows.labels.items()}
    return EditBench(place, rows, {"layer": at_layer, "logits": at_end})


def sounds(place: EditedLayer, z: np.ndarray, *, seed=1) -> np.ndarray:
    """Activations with these leading dims, and something of their own in all others."""
    rng = np.random.default_rng(seed)
    own = rng.uniform(4, 6, (len(z), D)).astype(np.float32)
    return place.place(own, z)[0]
