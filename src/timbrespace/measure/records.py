"""A comparison as records: means with intervals over groups, and paired differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.splits import bootstrap_weights, codes_of
from timbrespace.measure.frechet import frechet_distance, frechet_infinity
from timbrespace.measure.reconstruction import METRICS, Comparison, Heard
from timbrespace.reports.results import Result

N_BOOTSTRAPS = 2000
LEVEL = 0.95
#: Fewer sounds than this are not extrapolated from.
LEAST_SOUNDS = 5

Better = Literal["higher", "lower"]
BETTER: Mapping[str, Better] = {
    "si_sdr": "higher",
    **dict.fromkeys(METRICS[1:], "lower"),
    "frechet_audio_distance": "lower",
}
UNITS = {"si_sdr": "dB", "mel_distance": "dB", "log_spectral_distance": "dB"}
#: Metrics that hear no phase; SI-SDR hears little else.
PERCEPTUAL = METRICS[1:]

Where = Mapping[str, str | int | float]


class _Means(NamedTuple):
    value: float
    low: float
    high: float


def results(
    made: Comparison, where: Where | None = None, command: str = "", seed: int = 0
) -> list[Result]:
    """One record for each codec and metric, its rate, and how the space fares against each.

    Args:
        made: The first codec is the one that the others are compared with.
        where: Added to the place of every record.
        command: The command line that makes it again.
        seed: For bootstraps.

    Returns:
        The metrics by name, ``kbit_s``, ``kbit_s_coded``, ``frechet_audio_distance`` and its
        extrapolation ``frechet_infinity``; and ``gain`` in a metric over each other codec
        (``where`` has ``metric`` and ``over``), positive where the first is better.
    """
    place, of = dict(where or {}), _Groups(made.groups, seed)
    found: list[Result] = []
    for heard in made.heard:
        here = {**place, "codec": heard.codec.name, "title": heard.codec.title}
        found += _rates(heard, here, of, command)
        found += _distances(heard, here, of, command)
        found += _frechet(heard, made, here, command, seed)
    first, *others = made.heard
    for other in others:
        found += _gains(first, other, place, of, command)
    return found


class _Groups:
    """Draws of whole groups, the same for everything that is compared."""

    def __init__(self, groups: tuple[str, ...], seed: int) -> None:
        names, self.codes = codes_of(groups)
        self.n_items, self.n_groups = len(groups), len(names)
        self.weights = bootstrap_weights(groups, N_BOOTSTRAPS, seed)

    def mean(self, values: NDArray[np.float64]) -> _Means:
        """The mean over sounds, and the middle of what it is over draws of groups."""
        known = np.isfinite(values)
        if not known.any():
            return _Means(float("nan"), float("nan"), float("nan"))
        sums = np.bincount(self.codes[known], values[known], minlength=self.n_groups)
        counts = np.bincount(self.codes[known], minlength=self.n_groups)
        totals = self.weights @ counts
        drawn = (self.weights @ sums)[totals > 0] / totals[totals > 0]
        tail = (1 - LEVEL) / 2 * 100
        low, high = np.percentile(drawn, [tail, 100 - tail])
        return _Means(float(values[known].mean()), float(low), float(high))


def _rates(heard: Heard, where: Where, of: _Groups, command: str) -> list[Result]:
    named = [("kbit_s", heard.kbit_s), ("kbit_s_coded", heard.coded_kbit_s)]
    return [
        Result(name, where, float(np.mean(values)), unit="kbit/s", n_items=of.n_items,
               n_groups=of.n_groups, better="lower", command=command)
        for name, values in named
        if values
    ]  # fmt: skip


def _distances(heard: Heard, where: Where, of: _Groups, command: str) -> list[Result]:
    table = heard.table()
    return [
        Result(name, where, *of.mean(table[:, column]), unit=UNITS.get(name, ""),
               n_items=int(np.isfinite(table[:, column]).sum()), n_groups=of.n_groups,
               better=BETTER[name], command=command)
        for column, name in enumerate(METRICS)
    ]  # fmt: skip


def _frechet(
    heard: Heard, made: Comparison, where: Where, command: str, seed: int
) -> list[Result]:
    """No interval: it is a property of the whole set, and of its size."""
    if not heard.embeddings:
        return []
    reference = np.concatenate(made.reference)
    values = {"frechet_audio_distance":
              frechet_distance(reference, np.concatenate(heard.embeddings))}  # fmt: skip
    if len(heard.embeddings) >= LEAST_SOUNDS:
        values["frechet_infinity"] = frechet_infinity(reference, heard.embeddings, seed)
    return [
        Result(name, where, value, n_items=len(made.groups), n_groups=len(set(made.groups)),
               better="lower", command=command)
        for name, value in values.items()
    ]  # fmt: skip


def _gains(first: Heard, other: Heard, place: Where, of: _Groups, command: str) -> list[Result]:
    ours, theirs = first.table(), other.table()
    found = []
    for column, name in enumerate(METRICS):
        sign = 1.0 if BETTER[name] == "higher" else -1.0
        where = {**place, "metric": name, "over": other.codec.name}
        gain = of.mean(sign * (ours[:, column] - theirs[:, column]))
        found.append(
            Result("gain", where, *gain, unit=UNITS.get(name, ""), n_items=of.n_items,
                   n_groups=of.n_groups, better="higher", command=command)
        )  # fmt: skip
    return found
