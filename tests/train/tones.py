"""Sounds that a small model can learn in seconds, and spaces written without a training."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.spaces.trained import folder as folders
from timbrespace.train.config import plain
from timbrespace.train.kinds import Kind
from timbrespace.train.model import TrainableModel


def tones(n_items: int, n_samples: int, sample_rate: int, seed: int = 0) -> np.ndarray:
    """Struck tones ``(N, 1, T)`` of a few partials that decay, at different loudness."""
    random = np.random.default_rng(seed)
    time = np.arange(n_samples) / sample_rate
    sounds = []
    for _ in range(n_items):
        pitch_hz = random.uniform(110, 880)
        partials = sum(
            np.sin(2 * np.pi * pitch_hz * k * time + random.uniform(0, 6)) / k for k in range(1, 5)
        )
        sounds.append(random.uniform(0.1, 0.4) * partials * np.exp(-time * random.uniform(1, 6)))
    return np.array(sounds, np.float32)[:, None]


def written(folder: Path, kind: Kind, model: TrainableModel, config: object, batch) -> Path:
    """The folder of a space, its model settled on one batch."""
    model.eval()
    facts = folders.SpaceFacts(
        kind.name,
        folder.name,
        model.sample_rate,
        model.hop,
        model.settle([batch]),
        model=plain(config),
    )
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    folders.write(folder, facts, weights, model.export, {"model": model.figures()})
    return folder


def losses_over(model: TrainableModel, batch, n_steps: int) -> list[float]:
    """The loss of each of a few steps on one batch."""
    from timbrespace.train.model import Progress

    optimiser, values = model.optimiser(), []
    for step in range(n_steps):
        loss = model.losses(batch, Progress(0, step, n_steps))["loss"]
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        values.append(float(loss.detach()))
    return values
