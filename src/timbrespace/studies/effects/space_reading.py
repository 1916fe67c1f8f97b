"""How was it set: regressors of settings from latents, on sounds of other groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.scores import interval
from timbrespace.factors.splits import bootstrap_weights, codes_of, group_folds
from timbrespace.jobs import Job, quiet_job
from timbrespace.reports.results import Result
from timbrespace.studies.effects.space_features import Candidate
from timbrespace.studies.effects.space_items import Items
from timbrespace.studies.effects.space_naming import N_BOOTSTRAPS, N_FOLDS
from timbrespace.studies.effects.space_probes import PROBES, Codes, Probe, Rows, regress, seen


@dataclass(frozen=True)
class Reading:
    """What one probe read of one effect's settings.

    Args:
        candidate: From whose features.
        probe: By which.
        effect: Whose settings.
        theta: As they were ``(n, P)``.
        read: As they were read, held out ``(n, P)``.
        constant: What a constant says, the mean of the training part ``(n, P)``.
        groups: What each was recorded with ``(n,)``.
    """

    candidate: Candidate
    probe: Probe
    effect: str
    theta: Rows
    read: Rows
    constant: Rows
    groups: Codes

    def r2(self, weights: NDArray[np.int64]) -> tuple[Rows, Rows]:
        """Share of variance that is read: ``(P,)``, and under each row of weights ``(B, P)``."""
        n_groups = weights.shape[1]
        missed, whole = (
            np.stack([np.bincount(self.groups, column, n_groups) for column in error.T], 1)
            for error in ((self.theta - self.read) ** 2, (self.theta - self.constant) ** 2)
        )
        drawn = 1 - (weights @ missed) / np.maximum(weights @ whole, 1e-12)
        return 1 - missed.sum(axis=0) / whole.sum(axis=0), drawn


def read_settings(
    items: Items, candidates: Sequence[Candidate], seed: int = 0, job: Job | None = None
) -> list[Reading]:
    """Regress the settings of every effect, whole groups held out.

    Arguments as for :func:`name_effects`. Effects without parameters are passed over.
    """
    job, y, groups = quiet_job(job, "regress"), items.y, codes_of(items.groups)[1]
    asked = [(i, effect) for i, effect in enumerate(items.effects) if effect.parameters]
    job.begin(len(candidates) * len(asked), "Reading settings", unit="effects")
    found = []
    for candidate in candidates:
        for number, effect in asked:
            job.check()
            rows, theta = np.flatnonzero(y == number), items.theta(number)
            read = {probe: np.zeros_like(theta) for probe in PROBES}
            constant = np.zeros_like(theta)
            for train, test in group_folds(np.zeros(len(rows)), groups[rows], N_FOLDS, seed):
                here, held = seen(candidate, rows[train], rows[test], seed)
                constant[test] = theta[train].mean(axis=0)
                for probe in PROBES:
                    read[probe][test] = regress(probe, here, theta[train], held, seed)
            found += [
                Reading(candidate, probe, effect.id, theta, read[probe], constant, groups[rows])
                for probe in PROBES
            ]
            job.advance()
    return found


def reading_results(
    items: Items, readings: Sequence[Reading], command: str = ""
) -> Iterator[Result]:
    """``parameter_r2`` of each setting, and its mean over an effect's identifiable ones.

    0 is what a constant reaches; below it, nothing was learned. A mean that has ``effect`` =
    ``all`` is one over effects.
    """
    parameters = {effect.id: effect.parameters for effect in items.effects}
    weights = bootstrap_weights(codes_of(items.groups)[1], N_BOOTSTRAPS)
    means: dict[tuple[str, Probe], list[tuple[float, Rows]]] = {}
    for each in readings:
        value, drawn = each.r2(weights)
        where = {"features": each.candidate.name, "probe": each.probe, "effect": each.effect}
        facts: dict[str, Any] = {
            "n_items": len(each.theta), "n_groups": len(set(each.groups.tolist())),
            "baselines": {"constant": 0.0}, "command": command,
        }  # fmt: skip
        told = [i for i, p in enumerate(parameters[each.effect]) if p.identifiable]
        for i, parameter in enumerate(parameters[each.effect]):
            at = {**where, "parameter": parameter.name, "identifiable": str(i in told).lower()}
            yield Result("parameter_r2", at, *interval(float(value[i]), drawn[:, i]), **facts)
        if told:
            mean = float(value[told].mean()), drawn[:, told].mean(axis=1)
            means.setdefault((each.candidate.name, each.probe), []).append(mean)
            yield Result("settings_r2", where, *interval(*mean), **facts)
    for (name, probe), of in means.items():
        whole = interval(
            float(np.mean([value for value, _ in of])), np.mean([d for _, d in of], axis=0)
        )
        at = {"features": name, "probe": probe, "effect": "all"}
        yield Result("settings_r2", at, *whole, baselines={"constant": 0.0}, command=command)
