"""A flow judged on recordings that it has not heard, beside PCA, LDA and ICA of equal size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.data import FlowData, enough_groups, fit_scaled, scaled
from timbrespace.factors.flow.disentanglement import Scores, score
from timbrespace.factors.flow.flow import FactorFlow
from timbrespace.factors.flow.leakage import Coded, Reading, balanced_vote, nearest, read
from timbrespace.factors.flow.linear import KINDS, fit_linear
from timbrespace.factors.flow.training import Schedule, train_flow
from timbrespace.factors.probing.scores import Tally
from timbrespace.factors.splits import Indices, group_folds, spaced
from timbrespace.jobs import Job, quiet_job

#: Dims a factor that are tried where nobody says how many; declared before any data is seen.
GRID = (1, 2, 4, 8)
#: Inner folds: one of them is trained on the rest and judges the grid.
INNER_FOLDS = 4
#: Steps that judge one candidate: enough to rank them, a good part of a whole training.
GRID_STEPS = 300


@dataclass(frozen=True)
class Settings:
    """All that decides how a flow is trained.

    Args:
        dims: Factor -> dims; None: chosen from ``grid`` on inner groups.
        grid: Candidates for the dims, the same for every factor.
        n_inputs: Dims that unprojected latents are projected to.
        sigma: Correlation of a factor's dims within a class.
        n_blocks: Blocks of the flow.
        hidden: Width of the couplings' networks.
        schedule: How long and how hard to train.
        seed: The same seed gives the same flow on one machine.
    """

    dims: Mapping[str, int] | None = None
    grid: Sequence[int] = GRID
    n_inputs: int = 64
    sigma: float = 0.975
    n_blocks: int = 4
    hidden: int = 64
    schedule: Schedule = field(default_factory=Schedule)
    seed: int = 0


@dataclass(frozen=True)
class Judged:
    """One code on held-out recordings.

    Args:
        method: ``"flow"``, ``"pca"``, ``"lda"`` or ``"ica"``.
        readings: (source, target) -> what can be read of the target there.
        scores: MIG, DCI and SAP, one for each outer fold.
        dims: Dims of each factor, one for each outer fold.
    """

    method: str
    readings: dict[tuple[str, str], Reading]
    scores: tuple[Scores, ...]
    dims: tuple[dict[str, int], ...]

    def mean_score(self, name: str) -> float:
        """The mean of one of the :class:`Scores` over folds."""
        return float(np.mean([getattr(scores, name) for scores in self.scores]))


def fit(data: FlowData, settings: Settings, job: Job | None = None, **options: Any) -> FactorFlow:
    """Train one flow on scaled rows, with the dims given or those that validate best."""
    dims = settings.dims or choose_dims(data, settings, job)[0]
    return train_flow(
        data.x, data.labels, data.groups, dims=dims, sigma=settings.sigma,
        n_blocks=settings.n_blocks, hidden=settings.hidden, schedule=settings.schedule,
        seed=settings.seed, job=job, **options,
    )  # fmt: skip


def choose_dims(
    data: FlowData, settings: Settings, job: Job | None = None
) -> tuple[dict[str, int], dict[int, float]]:
    """The dims a factor that keep factors readable and apart on inner held-out groups.

    For each candidate a flow is trained on the inner training groups. Its score is the mean
    over factors of what is read from the factor's own dims, less what the other factors'
    dims leak of it beyond chance (balanced accuracy of kNN, trained on the inner training
    rows). The smaller candidate wins a tie.

    Returns:
        Dims for each factor, and the score of each candidate.
    """
    job = quiet_job(job, "dims")
    train, test = group_folds(data.joint, data.groups, INNER_FOLDS, settings.seed)[0]
    inner, names = data.at(train), list(data.labels)
    schedule = replace(settings.schedule, n_steps=min(settings.schedule.n_steps, GRID_STEPS))
    results: dict[int, float] = {}
    for width in settings.grid:
        if width * len(names) >= data.x.shape[1]:
            continue
        flow = train_flow(
            inner.x, inner.labels, inner.groups, dims=dict.fromkeys(names, width),
            sigma=settings.sigma, n_blocks=settings.n_blocks, hidden=settings.hidden,
            schedule=schedule, seed=settings.seed, job=job,
        )  # fmt: skip
        t = flow.forward(data.x)
        results[width] = float(
            np.mean([_own_less_leak(t, flow.factors, n, data, train, test) for n in names])
        )
    best = max(results, key=lambda width: (round(results[width], 6), -width))
    return dict.fromkeys(names, best), results


def judge(
    data: FlowData,
    settings: Settings,
    *,
    methods: Sequence[str] = ("flow", *KINDS),
    n_folds: int = 3,
    n_permutations: int = 200,
    most_per_group: int | None = None,
    job: Job | None = None,
) -> list[Judged]:
    """Fit every method on outer training groups, and measure its code on the others.

    Args:
        data: Rows of latents, labels, groups.
        settings: How flows are trained; dims are chosen anew in each fold, and the linear
            codes get as many.
        methods: ``"flow"`` and linear kinds.
        n_folds: Outer folds of whole groups.
        n_permutations: For the controls of every reading.
        most_per_group: Codes are read from so many held-out rows of each group, evenly spaced;
            None: from all. Flows are trained on all rows either way.
        job: Shows progress; can be stopped.

    Raises:
        TimbrespaceError: A factor's classes are in too few groups for so many folds.
    """
    job = quiet_job(job, "judge")
    labels = _readable(data, 2 * n_folds)
    coded: dict[str, list[Coded]] = {method: [] for method in methods}
    dims: list[dict[str, int]] = []
    for train, held_out in group_folds(data.joint, data.groups, n_folds, settings.seed):
        asked = most_per_group or len(held_out)
        test = held_out[spaced(data.groups[held_out], asked)]
        projection = fit_scaled(data.at(train), settings.n_inputs)
        whole = FlowData(
            scaled(projection, data.x), data.labels, data.classes, data.groups, data.items, True
        )
        inner = whole.at(train)
        flow = fit(inner, settings, job)
        dims.append(dict(flow.config.dims))
        for method in methods:
            model = (
                flow if method == "flow"
                else fit_linear(method, inner.x, inner.labels, dims[-1], settings.seed)  # type: ignore[arg-type]
            )  # fmt: skip
            parts = {**flow.factors, "residual": flow.residual}
            coded[method].append(Coded(test, model.forward(whole.x[test]), parts))
    return [
        _judged(method, coded[method], labels, data.groups, dims, n_permutations, settings, job)
        for method in methods
    ]


def _judged(
    method: str,
    coded: list[Coded],
    labels: Mapping[str, Indices],
    groups: Indices,
    dims: list[dict[str, int]],
    n_permutations: int,
    settings: Settings,
    job: Job,
) -> Judged:
    sources = [*labels, "residual", "all"]
    job.begin(len(sources) * len(labels) + len(coded), f"Reading {method}")
    readings = {}
    for source in sources:
        for target in labels:
            job.check()
            readings[source, target] = read(
                coded, source, target, labels, groups,
                n_permutations=n_permutations, seed=settings.seed,
            )  # fmt: skip
            job.advance(1)
    scores = []
    for part in coded:
        job.check()
        own = {name: codes[part.rows] for name, codes in labels.items()}
        scores.append(score(part.code, part.parts, own, groups[part.rows], seed=settings.seed))
        job.advance(1)
    return Judged(method, readings, tuple(scores), tuple(dims))


def _readable(data: FlowData, n_groups: int) -> dict[str, Indices]:
    """The labels that can be judged; two classes of each must be in so many groups.

    Raises:
        TimbrespaceError: A factor has fewer.
    """
    labels = enough_groups(data, n_groups)
    for name, codes in labels.items():
        if len(np.unique(codes[codes >= 0])) < 2:
            raise TimbrespaceError(
                f"To be measured, '{name}' needs two classes in {n_groups} groups or more each.",
                "Ask for fewer folds (--folds 2), or train without measuring (--no-judge).",
            )
    return labels


def _own_less_leak(
    t: NDArray[Any],
    parts: Mapping[str, slice],
    target: str,
    data: FlowData,
    train: Indices,
    test: Indices,
) -> float:
    y = data.labels[target]
    train, test = train[y[train] >= 0], test[y[test] >= 0]
    n_classes = len(data.classes[target])
    chance = 1 / max(len(np.unique(y[test])), 1)

    def readable(part: slice) -> float:
        near = nearest(t[train][:, part], t[test][:, part])
        guesses = balanced_vote(y[train][near], y[train], n_classes)
        return Tally(y[test], guesses, np.zeros(len(test), np.int64)).balanced()

    others = [max(readable(part) - chance, 0.0) for n, part in parts.items() if n != target]
    return readable(parts[target]) - (float(np.mean(others)) if others else 0.0)
