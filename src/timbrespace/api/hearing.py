"""Edited latents as sound: looked for, encoded again, measured beside simpler ways."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.edited_sounds import RATE_HZ, EditedSounds
from timbrespace.factors.editing.bench import Seen
from timbrespace.factors.hearing.measures import (
    envelope_distance_db,
    level_db,
    spectrogram_distance_db,
    travelled,
)
from timbrespace.factors.hearing.search import N_STEPS, optimise
from timbrespace.jobs import Job

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """An edited latent as sound, at 16 kHz.

    Args:
        source: The receptor as the network hears it, ``(T,)``.
        donor: The donor, ``(T',)``; None where it is a class.
        edited: The optimised sound; it may ring on to the end of the source's last patch.
        travelled: Share of the way from the source to the edited latent that the sound covers
            once it is encoded again: 1 is all, 0 none, below 0 it went away.
        figures: Further measures by name: ``source_db`` and ``donor_db`` (log-spectral
            distances), ``level_db``, ``seconds``.
        seen: The sound at the edited layer, encoded again.
    """

    source: Floats
    donor: Floats | None
    edited: Floats
    travelled: float
    figures: dict[str, float]
    seen: Seen = field(repr=False)
    sample_rate: int = RATE_HZ


def hear_edit(
    sounds: EditedSounds,
    item_id: str,
    donor_id: str | None,
    target: Seen,
    *,
    n_steps: int = N_STEPS,
    seed: int = 0,
    job: Job | None = None,
) -> Heard:
    """Look for a sound whose latent is the edited one, starting from the receptor.

    Args:
        sounds: The atlas at the edited layer.
        item_id: The receptor.
        donor_id: The donor, None where it is a class; only distances to it are measured, the
            search never hears it.
        target: The edited latent.
        n_steps: Steps of descent.
        seed: For the noise that the sound may take on.
        job: Progress; can be stopped.

    Raises:
        MissingExtra: PyTorch is not installed.
    """
    began_s = time.monotonic()
    source = sounds.audio(item_id)
    donor = None if donor_id is None else sounds.audio(donor_id)
    module = sounds.encoder.module
    found = optimise(
        module, source, target.x, sounds.tap, sounds.layer, n_steps=n_steps, seed=seed, job=job
    )
    seen = sounds.listen(found.audio)
    figures = measure_sound(found.audio, source, donor)
    figures["seconds"] = time.monotonic() - began_s
    way = travelled(seen.z, sounds.see(item_id).z, target.z)
    return Heard(source, donor, found.audio, way, figures, seen)


def simpler_ways(source: Floats, donor: Floats) -> dict[str, Floats]:
    """What an optimised sound has to beat, by name; each as long as the source."""
    from timbrespace.factors.hearing.baselines import cross_fade, envelope_transfer

    return {
        "source unchanged": source,
        "envelope transfer": envelope_transfer(source, donor),
        "cross-fade 50 %": cross_fade(source, donor),
    }


def measure_sound(audio: Floats, source: Floats, donor: Floats | None) -> dict[str, float]:
    """Distances in dB to the source (frame by frame) and to the donor (envelopes), and level."""
    longer = max(len(audio), len(source))
    padded = [np.pad(x, (0, longer - len(x))) for x in (audio, source)]
    to_donor = {} if donor is None else {"donor_db": envelope_distance_db(audio, donor)}
    return {
        "source_db": spectrogram_distance_db(*padded),
        **to_donor,
        "level_db": level_db(audio),
        "peak": float(np.abs(audio).max()) if len(audio) else 0.0,
    }
