"""What was explained, as results with baselines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.reports.results import Result
from timbrespace.surrogates.explain.importance import Importance
from timbrespace.surrogates.explain.local import Local


def of_importance(found: Importance, voice: str, command: str = "") -> list[Result]:
    """The importance of each dim for each word, beside the floor of noise."""
    return [
        Result(
            "importance", {"voice": voice, "word": word, "dim": dim}, float(found.drop[k, j]),
            float(found.low[k, j]), float(found.high[k, j]), unit="R2 lost",
            n_items=found.n_points, n_groups=found.n_points, better="",
            baselines={"a dim that does nothing": float(found.floor[k])}, command=command,
        )
        for k, word in enumerate(found.words)
        for j, dim in enumerate(found.dims)
    ]  # fmt: skip


def of_local(places: Sequence[Local], voice: str, command: str = "") -> list[Result]:
    """How far Jacobian and line agree, by word, over several places.

    The baseline of the cosine is that of the Jacobian with the line of another word: what dims
    that matter for everything bring by themselves.
    """
    made = []
    for k, word in enumerate(places[0].words if places else ()):
        for name in ("cosine", "same_sign", "fit"):
            values = np.array([getattr(place, name)[k] for place in places])
            values = values[np.isfinite(values)]
            if not len(values):
                continue
            baselines = {"another word's line": _crossed(places, k)} if name == "cosine" else {}
            low, high = _interval(values)
            made.append(
                Result(
                    f"local {name.replace('_', ' ')}", {"voice": voice, "word": word},
                    float(values.mean()), low, high, n_items=len(values), n_groups=len(values),
                    baselines=baselines, command=command,
                )
            )  # fmt: skip
    return made


def _crossed(places: Sequence[Local], k: int) -> float:
    """Mean size of the cosine of a word's Jacobian with the lines of all other words."""
    found = []
    for place in places:
        assert place.heard is not None
        one = place.believed.value[k]
        for other in np.delete(place.heard.value, k, axis=0):
            sizes = float(np.linalg.norm(one) * np.linalg.norm(other))
            if np.isfinite(sizes) and sizes > 0:
                found.append(abs(float(one @ other)) / sizes)
    return float(np.mean(found)) if found else 0.0


def _interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    """The middle 95 % of bootstrapped means."""
    drawn = np.random.default_rng(0).choice(values, (1000, len(values))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
