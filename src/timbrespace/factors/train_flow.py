"""Training of a factor flow: pairs in, the exact pair likelihood up, stop when it no longer helps.

Source of the loss: Esser, Rombach & Ommer, 2020. Needs the extra ``models``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow import FactorFlow, FlowConfig
from timbrespace.factors.pairs import Pairs, PairSampler
from timbrespace.factors.splits import group_folds
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from torch import Tensor
    from zuko.lazy import LazyComposedTransform

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
            raise it for small corpora.
        held_out: About this share of the groups is kept to decide when to stop.
        check_every: Steps between two looks at the groups held out.
        patience: Stop after this many looks without gain.
    """

    n_steps: int = 1500
    batch_pairs: int = 256
    rate: float = 2e-3
    decay: float = 1e-2
    noise: float = 0.1
    held_out: float = 0.15
    check_every: int = 50
    patience: int = 8


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
    from timbrespace.factors.trainer import Trainer

    job, schedule = quiet_job(job, "flow"), schedule or Schedule()
    z = _checked(z, labels, groups)
    config = FlowConfig(
        z.shape[1],
        dict(dims or dict.fromkeys(labels, min(DEFAULT_DIMS, (z.shape[1] - 1) // len(labels)))),
        n_blocks=n_blocks,
        hidden=hidden,
        sigma=sigma,
        seed=seed,
    )
    trainer = Trainer(config, z, labels, groups, schedule)
    return trainer.run(checkpoint, job)
