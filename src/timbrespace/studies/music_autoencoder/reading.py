"""What latents of whole clips hold: clusters, components, and how well genre can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.decode import read
from timbrespace.factors.probing.baselines import chance
from timbrespace.factors.probing.clusters import cluster
from timbrespace.factors.probing.features import components
from timbrespace.factors.probing.probes import answer
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.factors.probing.scores import Tally, interval
from timbrespace.factors.splits import Indices, bootstrap_weights
from timbrespace.jobs import Job
from timbrespace.measure.align import at_rate
from timbrespace.reports.results import Result
from timbrespace.spaces.base import Audio, DecodingSpace
from timbrespace.studies.music_autoencoder.sizes import CLUSTERS, KS

N_BOOTSTRAPS = 2000
#: Components that k-means sees, as everywhere in this package.
N_DIMS = 64

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Clouds:
    """The same clips as seen by one space.

    Args:
        name: Of the model, or of what it is compared with.
        title: For tables.
        whole: Every number of a clip ``(N, F x D)``, as the original study took them; None
            where there is no such thing.
        pooled: Mean and deviation over time ``(N, 2 D)``, or a mean.
    """

    name: str
    title: str
    whole: Rows | None
    pooled: Rows


def clips_of(folder: Path, files: Sequence[str]) -> Iterator[tuple[Audio, int]]:
    """The clips of a table, one after the other: ``(1, T)`` and the rate."""
    for name in files:
        yield read(folder / name)


def seen_by(space: DecodingSpace, title: str, clips: Iterator[tuple[Audio, int]]) -> Clouds:
    """The latents of clips, whole and pooled over time."""
    whole, pooled = [], []
    for audio, rate in clips:
        sound = at_rate(audio, rate, space.sample_rate)
        latents = space.encode(sound[None], space.sample_rate)
        whole.append(latents.reshape(-1))
        pooled.append(np.concatenate([latents.mean(axis=0), latents.std(axis=0)]))
    return Clouds(space.name, title, np.stack(whole), np.stack(pooled))


def clusters(
    clouds: Clouds, question: Question, command: str, seed: int, job: Job
) -> tuple[list[Result], dict[str, Any]]:
    """k-means over the numbers of clusters, compared with genre; curves for the elbow."""
    candidate = Candidate(clouds.name, clouds.title, _whole(clouds), N_DIMS)
    found = cluster([candidate], question.y, question.groups, KS, seed=seed, job=job, workers=1)
    names = ("inertia", "homogeneity", "completeness", "ami", "ami_chance")
    curves: dict[str, list[float]] = {n: [getattr(c, n) for c in found] for n in names}
    at = min(found, key=lambda c: abs(c.k - CLUSTERS))
    largest = float(np.bincount(at.clusters).max() / len(at.clusters))
    values = {"homogeneity": at.homogeneity, "completeness": at.completeness, "ami": at.ami,
              "largest_cluster": largest}  # fmt: skip
    results = [
        Result(name, {"space": clouds.name, "k": at.k}, value, n_items=len(question.y),
               n_groups=question.n_groups, better="" if name == "largest_cluster" else "higher",
               baselines={"permuted labels": at.ami_chance} if name == "ami" else {},
               command=command)
        for name, value in values.items()
    ]  # fmt: skip
    return results, {"ks": [c.k for c in found], **curves}


def three_components(clouds: Clouds, seed: int) -> dict[str, Any]:
    """Where clips lie along three principal components, and the variance these hold."""
    rows, explained = components(_whole(clouds), 3, seed=seed)
    return {"points": rows[:, :3].round(4).tolist(), "explained": explained[:3].tolist()}


def tree(clouds: Clouds, question: Question, seed: int, job: Job) -> Indices:
    """Genres that a decision tree reads from all numbers of a clip, as in the original."""
    return _predicted(Candidate(clouds.name, clouds.title, _whole(clouds), None), question,
                      "tree", job)  # fmt: skip


def linear(clouds: Clouds, question: Question, job: Job) -> Indices:
    """Genres that logistic regression reads from pooled latents."""
    return _predicted(Candidate(clouds.name, clouds.title, clouds.pooled, None), question,
                      "logistic", job)  # fmt: skip


def accuracy(
    question: Question, predicted: Indices, where: Mapping[str, str | int | float], command: str,
    published: float | None = None,
) -> Result:  # fmt: skip
    """Accuracy over clips of tracks that the probe was not trained on, beside chance."""
    tally = Tally(question.y, predicted, question.groups)
    weights = bootstrap_weights(question.groups, N_BOOTSTRAPS, question.seed)
    known = chance(question)
    baselines = {"uniform": known["uniform"]["accuracy"],
                 "most frequent": known["majority"]["accuracy"]}  # fmt: skip
    if published is not None:
        baselines["original study, published"] = published
    return Result(
        "accuracy", where, *interval(tally.accuracy(), tally.accuracies(weights)),
        n_items=len(question.y), n_groups=question.n_groups, baselines=baselines, command=command,
    )  # fmt: skip


def margin(
    question: Question, ours: Indices, theirs: Indices, where: Mapping[str, str | int | float],
    command: str,
) -> Result:  # fmt: skip
    """By how much one reading is more often right than another, on the same clips."""
    weights = bootstrap_weights(question.groups, N_BOOTSTRAPS, question.seed)
    first, second = (Tally(question.y, p, question.groups) for p in (ours, theirs))
    drawn = first.accuracies(weights) - second.accuracies(weights)
    return Result(
        "accuracy_margin", where, *interval(first.accuracy() - second.accuracy(), drawn),
        n_items=len(question.y), n_groups=question.n_groups, command=command,
    )  # fmt: skip


def _predicted(candidate: Candidate, question: Question, probe: str, job: Job) -> Indices:
    (found,) = answer(question, [candidate], probes=(probe,), job=job, workers=1)
    return found.predicted


def _whole(clouds: Clouds) -> Rows:
    return clouds.pooled if clouds.whole is None else clouds.whole
