"""Training of a factor flow: pairs in, the exact pair likelihood up, stop when it no longer helps.

Source of the loss: Esser, Rombach & Ommer, 2020. Needs the extra ``models``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.factors.flow.flow import FactorFlow, FlowConfig
from timbrespace.jobs import Job, quiet_job

#: Dims of each factor where nobody says otherwise; docs/flow.md says what it was chosen by.
DEFAULT_DIMS = 4


@dataclass(frozen=True)
class Schedule:
    """How long and how hard to train.

    Args:
        n_steps: At most this many steps; raise it for large corpora.
        batch_pairs: Pairs of one step, drawn anew each time.
        rate: Learning rate of AdamW; it falls to nothing along a cosine.
        decay: Weight decay of the couplings' networks; raise it for small corpora.
        noise: Standard deviation of the noise added to standardised latents while training;
            lower it, down to 0.02, where there are many recordings or few dims.
        held_out: About this share of the groups is kept to decide when to stop.
        check_every: Steps between two looks at the groups held out.
        patience: Stop after this many looks without gain.
    """

    n_steps: int = 800
    batch_pairs: int = 256
    rate: float = 2e-3
    decay: float = 1.0
    noise: float = 0.4
    held_out: float = 0.15
    check_every: int = 50
    patience: int = 6


def train_flow(
    z: NDArray[Any],
    labels: Mapping[str, NDArray[Any]],
    groups: NDArray[Any],
    *,
    dims: Mapping[str, int] | None = None,
    sigma: float = 0.975,
    n_blocks: int = 4,
    hidden: int = 64,
    schedule: Schedule | None = None,
    seed: int = 0,
    checkpoint: Path | None = None,
    job: Job | None = None,
) -> FactorFlow:
    """Train a flow whose parts stand for the factors that ``labels`` name.

    Give it training rows only: rows meant for testing, and all others of their groups, must
    not be among them. Some groups of these rows are held out again, to decide when to stop.

    Args:
        z: Latents ``(N, D)``, about standardised; a projection of 64 dims is usual.
        labels: Factor -> class codes ``(N,)``; -1 is "no label". A row without some label
            helps with the density, but never stands in a pair.
        groups: What was recorded together ``(N,)``.
        dims: Factor -> dims that stand for it; default: :data:`DEFAULT_DIMS` each. One dim
            forces an order on classes that have none.
        sigma: Correlation of a factor's dims within a class; lower it for noisy labels.
        n_blocks: Blocks of the flow; 0 is a linear one, for very small corpora.
        hidden: Width of the couplings' networks.
        schedule: How long and how hard to train.
        seed: The same seed gives the same flow on one machine.
        checkpoint: A folder that keeps the state of an interrupted run; the same call goes
            on from there.
        job: Shows progress, can cancel.

    Raises:
        TimbrespaceError: The labels allow no pairs, or the dims do not fit.
        MissingExtra: PyTorch or zuko is not installed.
    """
    try:
        from timbrespace.factors.flow.trainer import Trainer
    except ModuleNotFoundError as error:
        raise MissingExtra("factor flows", "models") from error

    job, schedule = quiet_job(job, "flow"), schedule or Schedule()
    rows, codes, groups = _checked(z, labels, groups)
    n_dims = rows.shape[1]
    width = max(1, min(DEFAULT_DIMS, (n_dims - 1) // len(codes)))
    config = FlowConfig(
        n_dims,
        dict(dims or dict.fromkeys(codes, width)),
        n_blocks=n_blocks,
        hidden=hidden,
        sigma=sigma,
        seed=seed,
    )
    return Trainer(config, rows, codes, groups, schedule).run(checkpoint, job)


def _checked(
    z: NDArray[Any], labels: Mapping[str, NDArray[Any]], groups: NDArray[Any]
) -> tuple[NDArray[np.float32], dict[str, NDArray[np.int64]], NDArray[Any]]:
    """The arguments as arrays of the right types; refuses what cannot be trained on."""
    rows = np.ascontiguousarray(z, np.float32)
    codes = {name: np.asarray(c, np.int64) for name, c in labels.items()}
    lengths = {"groups": len(groups)} | {name: len(c) for name, c in codes.items()}
    for name, length in lengths.items():
        if length != len(rows):
            raise TimbrespaceError(
                f"There are {len(rows)} latents, but {length} values of '{name}'.",
                "Give one for each latent, in the same order.",
            )
    if not codes:
        raise TimbrespaceError("No factor was named.", "Name labels: --factors material,action")
    if not np.isfinite(rows).all():
        raise TimbrespaceError(
            f"{int((~np.isfinite(rows)).any(axis=1).sum())} of {len(rows)} latents are not "
            "numbers throughout.",
            "Leave those rows out, or encode them again.",
        )
    return rows, codes, np.asarray(groups)
