"""How closely what plays follows what is differentiated, and how true the gradients are.

    python benchmarks/twins.py [--settings 32]

For every effect of ours, a Markdown table: the largest difference of a sample between the twin
(single precision, block by block) and the form (PyTorch, double) over all settings and two rates,
and the level of the difference beside the sound; the largest relative error of a gradient of the
form beside central differences in float64, over all parameters whose gradient is not lost in
rounding.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

from timbrespace.effects.catalogue import ids, own
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.own import OwnEffect

RATES = (16_000, 44_100)
NUDGE = 1e-8


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--settings", type=int, default=32)
    settings = parser.parse_args().settings
    print(f"{settings} settings, half a second of noise bursts, {RATES} Hz")
    print("| effect | largest difference | level of it | error of a gradient |")
    print("|---|---|---|---|")
    for name in ids():
        effect = own(name)
        most, level_db = np.max([apart(effect, rate, settings) for rate in RATES], axis=0)
        error = slope_error(effect)
        print(f"| {effect.title} | {most:.1e} | {level_db:.0f} dB | {error:.0e} |", flush=True)


def apart(effect: OwnEffect, rate: int, settings: int) -> tuple[float, float]:
    """The largest difference of a sample, and the worst setting's level of it in dB."""
    n = np.arange(rate // 2)
    noise = np.random.default_rng(0).normal(0, 0.2, (settings, 1, len(n)))
    x = (noise * np.exp(-(n % (rate // 8)) / (rate / 32))).astype(np.float32)
    theta = draw_settings(effect, settings, 1)
    twin = effect.apply(x, theta, rate)
    form = effect.apply(torch.tensor(x).double(), torch.tensor(theta), rate).numpy()
    left = np.mean((twin - form) ** 2, axis=(1, 2)) / (np.mean(form**2, axis=(1, 2)) + 1e-20)
    return float(np.abs(twin - form).max()), float(10 * np.log10(left.max() + 1e-30))


def slope_error(effect: OwnEffect) -> float:
    """The largest relative error of a gradient, at three settings."""
    random = np.random.default_rng(0)
    n = np.arange(4_096)
    bursts = random.normal(0, 0.3, (1, 2, len(n))) * np.exp(-(n % 700) / 150)
    x = torch.tensor(bursts + 0.05 * np.sin(0.05 * n))
    weights = torch.tensor(random.normal(0, 1, x.shape))

    def total(at: torch.Tensor) -> torch.Tensor:
        return (effect.apply(x, at, 44_100) * weights).sum()

    worst = 0.0
    for theta in draw_settings(effect, 3, 0):
        at = torch.tensor(theta[None], requires_grad=True)
        total(at).backward()
        for i, gradient in enumerate(at.grad[0].tolist()):
            way = torch.zeros_like(at)
            way[0, i] = NUDGE
            with torch.no_grad():
                change = float(total(at + way) - total(at - way)) / (2 * NUDGE)
            if abs(change) > 1e-2:  # Smaller ones are lost in the rounding of a nudge so small.
                worst = max(worst, abs(gradient - change) / abs(change))
    return worst


if __name__ == "__main__":
    main()
