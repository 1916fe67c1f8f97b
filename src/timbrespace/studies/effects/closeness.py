"""How near our effects come to the mda plug-ins that they were measured on.

Both get the same sounds and the same settings, drawn evenly over all ranges, at 44.1 kHz, where
the plug-ins' own constants hold. A null is not expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Effect, Floats, values
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.own import OwnEffect
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.measure.distances import Source
from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable

#: Ids of ours that are after the mda suite.
SUITE = (
    "overdrive", "ringmod", "combo", "delay", "ambience", "dynamics", "multiband", "flanger",
    "leslie",
)  # fmt: skip
_REAL = {"flanger": "ThruZero", "multiband": "MultiBand", "ringmod": "RingMod"}
#: What is held against the real one under the same settings.
ROWS = {"ours": "ours", "dry": "dry", "wrong": "the real one, wrong settings"}
#: Distances from the real one, with their units; all are better lower.
MEASURES = {"mr_stft": ("MR-STFT", ""), "mel": ("mel", "dB")}
#: The level of the difference of the waveforms beside the real one, of ours alone.
LEFT = "left"


def real_place(effect_id: str) -> str:
    """Where the real one of an effect of ours is found.

    Example:
        >>> real_place("flanger")
        'lv2:http://drobilla.net/plugins/mda/ThruZero'
    """
    name = _REAL.get(effect_id, effect_id.capitalize())
    return f"lv2:http://drobilla.net/plugins/mda/{name}"


def compared(
    ours: OwnEffect, real: Effect, sounds: Audio, n_settings: int, seed: int = 0,
    job: Job | None = None,
) -> tuple[Floats, NDArray[np.float64]]:  # fmt: skip
    """Distances from the real one, for each setting and sound.

    Args:
        ours: Of the mda suite.
        real: The plug-in.
        sounds: ``(N, T)`` at 44.1 kHz, peaks at -12 dBFS.
        n_settings: Two or more; *wrong settings* are those of the next draw.
        seed: Of the settings.
        job: Counts settings; can be stopped.

    Returns:
        The settings ``(S, P)``, and ``(S, N, 7)``: of each of :data:`MEASURES` for ours, dry and
        wrong settings; then the level of what is left, in dB.
    """
    job = quiet_job(job, "closeness")
    theta = draw_settings(ours, n_settings, seed)
    on_real = np.stack([on_ports(ours, real, each) for each in theta])
    job.begin(n_settings, f"{ours.title} beside the real one", unit="settings")
    found = []
    first = target = _through(real, sounds, on_real[0])
    for i, settings in enumerate(theta):
        job.check()
        wrong = first if i == n_settings - 1 else _through(real, sounds, on_real[i + 1])
        rivals = zip(target, _through(ours, sounds, settings), sounds, wrong, strict=True)
        found.append([_distances(*each) for each in rivals])
        target = wrong
        job.advance()
    return theta, np.array(found)


def records(
    effect_id: str, distances: NDArray[np.float64], groups: Sequence[str], command: str = ""
) -> list[Result]:
    """Medians over settings and sounds: ``closeness`` by ``effect``, ``row`` and ``metric``."""
    medians = np.median(distances.reshape(-1, distances.shape[-1]), axis=0)
    names = [(row, metric) for metric in MEASURES for row in ROWS] + [("ours", LEFT)]
    units = {metric: unit for metric, (_, unit) in MEASURES.items()} | {LEFT: "dB"}
    n_items, n_groups = distances.shape[0] * distances.shape[1], len(set(groups))
    return [
        Result(
            "closeness", {"effect": effect_id, "row": row, "metric": metric}, float(value),
            unit=units[metric], n_items=n_items, n_groups=n_groups, better="lower",
            command=command,
        )
        for (row, metric), value in zip(names, medians, strict=True)
    ]  # fmt: skip


def on_ports(ours: OwnEffect, real: Effect, theta: Floats) -> Floats:
    """The same settings on the plug-in ``(P',)``; what ours lacks stays as the plug-in starts.

    Raises:
        TimbrespaceError: It is another plug-in than the one that ours is after.
    """
    room = f"{ours.room}.ports"
    if find_spec(room) is not None:
        to_ports: Callable[..., dict[str, float]] = import_module(room).ports
        ports = to_ports(RATE_HZ, **values(ours, theta))
    else:
        ports = {each.name: float(at) for each, at in zip(ours.parameters, theta, strict=True)}
    unknown = ports.keys() - {each.name for each in real.parameters}
    if unknown:
        raise TimbrespaceError(
            f"{real.title} has no {', '.join(sorted(unknown))}.",
            "Compare with the mda suite of Debian's mda-lv2.",
        )
    return np.array([each.theta(ports.get(each.name, each.default)) for each in real.parameters])


def _through(effect: Effect, sounds: Audio, theta: Floats) -> Audio:
    many = np.repeat(theta[None], len(sounds), axis=0)
    made: Audio = np.asarray(effect.apply(sounds[:, None], many, RATE_HZ)[:, 0], np.float32)
    return made


def _distances(target: Audio, ours: Audio, dry: Audio, wrong: Audio) -> list[float]:
    reference, rivals = Source(target, RATE_HZ), (ours, dry, wrong)
    left = float(np.mean((ours - target) ** 2) / max(float(np.mean(target**2)), 1e-20))
    return [
        *(reference.multi_resolution_stft(each) for each in rivals),
        *(reference.level_distances_db(each)[0] for each in rivals),
        10 * np.log10(max(left, 1e-20)),
    ]
