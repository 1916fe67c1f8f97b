"""How large a run is; declared here, before any data are seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        per_cell: Synthetic takes of each material under each action; two share a body.
        n_permutations: For p of probes, where groups are held out; every layer is probed anew
            for each, so this is what the run's time goes by.
        n_controls: Permutations for each reading of a code, which are quick.
        n_dims: Leading dims of the layer that is projected.
        flow_dims: Dims a factor; None: chosen from 1, 2, 4, 8 on inner held-out groups.
        flow_steps: At most so many steps of a flow's training.
        flow_folds: Outer folds of the flow's measures.
        n_pairs: Edited pairs for each factor.
        n_measured: Of all pairs, how many are made to sound and measured.
        n_hear: Pairs for each factor that are made to sound and put into the report.
        spaces: What is probed.
        n_permutations_windows: Permutations where long recordings are cut into windows.
    """

    per_cell: int
    n_permutations: int
    n_controls: int
    n_dims: int
    flow_dims: int | None
    flow_steps: int
    flow_folds: int
    n_pairs: int
    n_measured: int
    n_hear: int
    spaces: tuple[str, ...] = ("yamnet:all",)
    n_permutations_windows: int = 20


FULL = Sizes(
    per_cell=12, n_permutations=39, n_controls=100, n_dims=64,
    flow_dims=4, flow_steps=800, flow_folds=3, n_pairs=60, n_measured=4, n_hear=2,
)  # fmt: skip
SMALL = Sizes(
    per_cell=12, n_permutations=20, n_controls=100, n_dims=64,
    flow_dims=4, flow_steps=300, flow_folds=2, n_pairs=20, n_measured=0, n_hear=1,
    spaces=("yamnet:0", "yamnet:4", "yamnet:9", "yamnet:11", "yamnet:13"),
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
