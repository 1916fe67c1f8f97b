"""How large a run is; declared here, before any data are seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        per_cell: Synthetic takes of each material under each action; two share a body.
        n_permutations: For p of probes and for the controls of a code's readings.
        n_dims: Leading dims of the layer that is projected.
        flow_dims: Dims a factor; None: chosen from 1, 2, 4, 8 on inner held-out groups.
        flow_steps: At most so many steps of a flow's training.
        flow_folds: Outer folds of the flow's measures.
        n_pairs: Edited pairs for each factor.
        n_hear: Pairs for each factor that are made to sound.
        tsne: Whether the layers are drawn.
    """

    per_cell: int
    n_permutations: int
    n_dims: int
    flow_dims: int | None
    flow_steps: int
    flow_folds: int
    n_pairs: int
    n_hear: int
    tsne: bool = True


FULL = Sizes(
    per_cell=24, n_permutations=100, n_dims=64, flow_dims=None, flow_steps=1500, flow_folds=3,
    n_pairs=60, n_hear=2,
)  # fmt: skip
SMALL = Sizes(
    per_cell=12, n_permutations=20, n_dims=64, flow_dims=4, flow_steps=300, flow_folds=2,
    n_pairs=20, n_hear=1,
)  # fmt: skip

#: What the original study says of its own costs: on its data (13,516 windows of 24 recordings
#: and more) and its machine, in seconds.
PUBLISHED_S = {
    "waveforms to latents": 3600.0,
    "PCA": 1800.0,
    "projection": 4500.0,
    "kNN and t-SNE": 300.0,
    "flow": 1800.0,
    "evaluation": 600.0,
}
PUBLISHED_DISK_MB = 46_000.0
