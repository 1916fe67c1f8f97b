"""Edit one factor of a sound and keep the others; hear it; measure it beside its baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas
from timbrespace.factors.edited_layer import Clipped

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.jobs import Job

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """What a probe says of one factor before and after an edit.

    Args:
        factor: The label it reads.
        edited: Whether this factor was swapped; else it was to be kept.
        where: ``"layer"`` (the dims that were edited) or ``"logits"`` (the network's end).
        receptor, donor: Labels of the two sounds; donor is ``""`` where nothing was swapped.
        before, after: The classes that the probe names.
        p_before, p_after: Probability (0 to 1) that it gives to the wanted class: the donor's
            where edited, the receptor's where kept.
    """

    factor: str
    edited: bool
    where: str
    receptor: str
    donor: str
    before: str
    after: str
    p_before: float
    p_after: float


@dataclass(frozen=True)
class Heard:
    """An edited latent as sound, at 16 kHz.

    Args:
        source: The receptor as the network hears it, ``(T,)``.
        donor: The donor, ``(T',)``.
        edited: The optimised sound, ``(T,)``.
        travelled: Share of the way from the source to the edited latent that the sound covers
            once it is encoded again: 1 is all, 0 none, below 0 it went away.
        figures: Further measures by name (log-spectral distances in dB, seconds, level).
    """

    source: Floats
    donor: Floats
    edited: Floats
    travelled: float
    figures: dict[str, float] = field(default_factory=dict)
    sample_rate: int = 16_000


@dataclass(frozen=True)
class Edit:
    """One edit and all that came of it.

    Args:
        item_id: The receptor.
        donors: Factor -> item id of its donor.
        space: The space whose latents were edited (``"yamnet-tfhub:9:flat"``).
        strength: 0 is no edit, 1 a swap.
        logits_before, logits_after: ``(521,)``, means over patches.
        top_before, top_after: Class names with scores in 0..1, highest first.
        moved: Class names with their change of logit, the largest first, either way.
        distances: Euclidean, between logits: ``before`` and ``after`` to each donor, as
            ``"material before"``; ``"receptor after"``.
        readings: What the probes say.
        nearest: Real items nearest to the edited latent with their distances, none of the
            receptor's own group.
        manifold_ratio: Distance from the edited latent to real ones over that of the real
            receptor to them; 1 is as near as real sounds are.
        clipped: What had to be cut off.
        heard: The sound, where it was asked for.
    """

    item_id: str
    donors: dict[str, str]
    space: str
    strength: float
    logits_before: Floats
    logits_after: Floats
    top_before: list[tuple[str, float]]
    top_after: list[tuple[str, float]]
    moved: list[tuple[str, float]]
    distances: dict[str, float]
    readings: list[Reading]
    nearest: list[tuple[str, float]]
    manifold_ratio: float
    clipped: Clipped
    heard: Heard | None = None


@dataclass(frozen=True)
class EditEvaluation:
    """Edits of held-out sounds by the flow and by what it has to beat.

    Args:
        space: The space whose latents were edited.
        factors: What was swapped, one at a time.
        pairs: One row for each factor, pair and method; item ids in ``receptor``, ``donor``.
        summary: Each method's measures with intervals.
        comparison: The flow minus each baseline, with a verdict.
        heard: One row for each pair and way of sounding; empty unless asked for.
        notes: Sentences that a reader must know.
        seconds: Wall-clock time.
    """

    space: str
    factors: tuple[str, ...]
    pairs: pd.DataFrame
    summary: pd.DataFrame
    comparison: pd.DataFrame
    heard: pd.DataFrame
    notes: tuple[str, ...]
    seconds: float
