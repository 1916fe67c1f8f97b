"""A WaveNet written plainly, all samples at once, in NumPy: what the kernel has to give."""

from __future__ import annotations

import numpy as np

HOP = 8


def drawn(n_residual=5, n_gates=3, n_skips=6, n_taps=2, n_layers=4, n_out=256, seed=0):
    """Tensors by name as PyTorch keeps them, and the layers' dilations."""
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(0, shape[-1] ** -0.5, shape)

    of = {"enter.weight": some(256, n_residual)}
    if n_out != 256:
        of = {"enter.weight": some(n_residual, 1), "enter.bias": some(n_residual)}
    for i in range(n_layers):
        of[f"layers.{i}.dilated.weight"] = some(2 * n_gates, n_taps * n_residual)
        of[f"layers.{i}.dilated.bias"] = some(2 * n_gates)
        if i + 1 < n_layers:
            of[f"layers.{i}.residual.weight"] = some(n_residual, n_gates)
            of[f"layers.{i}.residual.bias"] = some(n_residual)
    ends = {"skip": (n_skips, n_layers * n_gates), "head": (n_skips, n_skips)}
    for name, shape in {**ends, "leave": (n_out, n_skips)}.items():
        of[f"{name}.weight"], of[f"{name}.bias"] = some(*shape), some(shape[0])
    half = -(-n_layers // 2)
    return of, tuple(2 ** (i % half) for i in range(n_layers))


def outputs(of, dilations, given, conditions):
    """What each sample is expected to be, ``(T, n_out)``, from those before it.

    Args:
        of: Tensors by name.
        dilations: Of the layers.
        given: Codes or samples ``(T,)``.
        conditions: ``(F, L, 2 G)`` with ``T = F * HOP``.
    """
    x = _entered(of, given)
    at = np.tile(np.arange(1, HOP + 1) / HOP, len(conditions))[:, None]
    heard = []
    for i, dilation in enumerate(dilations):
        weight = of[f"layers.{i}.dilated.weight"]
        n_taps = weight.shape[1] // x.shape[1]
        taps = [_late(x, (n_taps - 1 - k) * dilation) for k in range(n_taps)]
        ends = np.concatenate([conditions[:1, i], conditions[:, i]])
        here, there = np.repeat(ends[:-1], HOP, 0), np.repeat(ends[1:], HOP, 0)
        gates = np.concatenate(taps, 1) @ weight.T + of[f"layers.{i}.dilated.bias"]
        gates = gates + (1 - at) * here + at * there
        tanh, sigmoid = np.split(gates, 2, axis=1)
        heard.append(np.tanh(tanh) / (1 + np.exp(-sigmoid)))
        if i + 1 < len(dilations):
            x = x + _affine(of, f"layers.{i}.residual", heard[-1])
    y = np.maximum(_affine(of, "skip", np.concatenate(heard, 1)), 0)
    return _affine(of, "leave", np.maximum(_affine(of, "head", y), 0))


def _entered(of, given):
    if "enter.bias" not in of:
        return of["enter.weight"][np.concatenate([[128], given[:-1]]).astype(int)]
    before = np.concatenate([[0.0], given[:-1]])
    return before[:, None] * of["enter.weight"][:, 0] + of["enter.bias"]


def _late(x, n):
    return np.concatenate([np.zeros((min(n, len(x)), x.shape[1])), x])[: len(x)]


def _affine(of, name, x):
    return x @ of[f"{name}.weight"].T + of[f"{name}.bias"]
