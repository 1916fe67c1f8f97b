"""Edits of held-out sounds: does the flow do better than arithmetic, and can it be heard?"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas
from timbrespace.api.disentangling import data_of
from timbrespace.api.edited_sounds import EditedSounds, open_sounds
from timbrespace.api.editor import fit_bench
from timbrespace.api.hearing_evaluation import hear_pairs
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.factors.editing.bench import EditBench
    from timbrespace.factors.editing.methods import Method
    from timbrespace.factors.editing.pairs import EditPair
    from timbrespace.factors.flow.data import FlowData
    from timbrespace.factors.flow.flow import FactorFlow
    from timbrespace.factors.flow.training import Schedule

Codes = NDArray[np.int64]

#: The groups are cut into so many parts, and one of them is for testing.
N_PARTS = 3


@dataclass(frozen=True)
class EditEvaluation:
    """Edits of held-out sounds by the flow and by what it has to beat.

    Args:
        space: The space whose latents were edited.
        factors: What was swapped, one at a time.
        pairs: One row for each factor, pair and method; item ids in ``receptor``, ``donor``;
            columns as :func:`.edit_evaluation.measure_one` says.
        summary: Each method's measures with intervals; see :func:`.edit_summary.summarise`.
        comparison: The flow minus each baseline, with a verdict.
        heard: One row for each pair and way of sounding; empty unless asked for.
        flow: The flow, trained on the training groups.
        notes: Sentences that a reader must know.
        seconds: Wall-clock time.
    """

    space: str
    factors: tuple[str, ...]
    pairs: pd.DataFrame
    summary: pd.DataFrame
    comparison: pd.DataFrame
    heard: pd.DataFrame
    flow: FactorFlow
    notes: tuple[str, ...]
    seconds: float


def evaluate_edits(
    atlas: Atlas,
    factors: Sequence[str] = ("material", "action"),
    *,
    layer: int | str = 9,
    group: str = "group",
    n_pairs: int = 60,
    n_hear: int = 0,
    min_groups: int = 5,
    shared: bool = False,
    dims: Mapping[str, int] | None = None,
    sigma: float = 0.975,
    schedule: Schedule | None = None,
    seed: int = 0,
    weights: str | Path | None = None,
    job: Job | None = None,
) -> EditEvaluation:
    """Train on two thirds of the groups, edit sounds of the last third, compare with baselines.

    Flow, probes, means, discriminants and transport see the training groups alone. The
    projection, which knows no labels, is the atlas's own and has seen all sounds.

    Args:
        atlas: Projected at the layer; its sounds are at hand.
        factors: Labels; each is swapped in turn while the others are to stay.
        layer: Where to edit, 0 to 13.
        group: The column that never straddles the split.
        n_pairs: Pairs for each factor.
        n_hear: Of these, how many are made to sound; each takes some three
            seconds a second of sound.
        min_groups: Classes in fewer groups take part in no pair and no probe.
        shared: Draw donors that share the other factors, as the original study did; the
            second claim is then met by copying, and says nothing.
        dims: Factor -> dims in the flow; default: the flow's own.
        sigma: Of the flow.
        schedule: How long the flow trains.
        seed: The same seed gives the same pairs and the same flow.
        weights: The file of weights, where the atlas was encoded with one.
        job: Progress; can be stopped.

    Raises:
        TimbrespaceError: The atlas lacks the projection, labels or sounds, or has too few
            groups.
    """
    from timbrespace.factors.editing.summary import compare, summarise
    from timbrespace.factors.flow.training import train_flow

    began_s, job = time.monotonic(), quiet_job(job, "edits")
    sounds = open_sounds(atlas, layer, weights=weights)
    data, notes = _data(sounds, factors, group, min_groups)
    train, test = split_of(data, seed)
    flow = train_flow(
        train.x, train.labels, train.groups, dims=dims, sigma=sigma, schedule=schedule,
        seed=seed, job=job,
    )  # fmt: skip
    pairs = pairs_of(train, test, factors, n_pairs, shared, seed)
    with one_core():
        bench = fit_bench(sounds, train)
        methods = methods_of(flow, train, seed)
        tried = _try(sounds, bench, methods, test, pairs, seed, job)
        heard = hear_pairs(sounds, flow, bench, tried, n_hear, seed=seed, job=job)
    return EditEvaluation(
        space=sounds.space,
        factors=tuple(factors),
        pairs=tried,
        summary=summarise(tried, seed=seed),
        comparison=compare(tried, seed=seed),
        heard=heard,
        flow=flow,
        notes=(*notes, *_sizes(train, test, shared)),
        seconds=time.monotonic() - began_s,
    )


def _data(
    sounds: EditedSounds, factors: Sequence[str], group: str, min_groups: int
) -> tuple[FlowData, tuple[str, ...]]:
    """All patches; labels of classes in too few groups are taken off."""
    from timbrespace.factors.flow.data import enough_groups

    data = data_of(sounds.atlas, factors, space=sounds.space, group=group)
    labels = enough_groups(data, min_groups)
    kept = replace(data, labels=labels)
    counts = {
        name: [data.classes[name][c] for c in np.unique(codes[codes >= 0])]
        for name, codes in labels.items()
    }
    said = tuple(
        f"{name}: {len(names)} classes in {min_groups} groups or more ({', '.join(names)})."
        for name, names in counts.items()
    )
    return kept, said


def split_of(data: FlowData, seed: int) -> tuple[FlowData, FlowData]:
    """Training and test patches of different groups, stratified by items' labels."""
    from timbrespace.factors.splits import group_folds

    _, first, item = np.unique(data.items, return_index=True, return_inverse=True)
    folds = group_folds(data.joint[first], data.groups[first], N_PARTS, seed)
    in_test = np.isin(item, folds[0][1])
    return data.at(np.flatnonzero(~in_test)), data.at(np.flatnonzero(in_test))


def _of_items(data: FlowData) -> tuple[Codes, dict[str, Codes], Codes]:
    """Positions of items, their labels and groups: one row an item instead of one a patch."""
    items, first = np.unique(data.items, return_index=True)
    return items, {n: codes[first] for n, codes in data.labels.items()}, data.groups[first]


def pairs_of(
    train: FlowData,
    test: FlowData,
    factors: Sequence[str],
    n_pairs: int,
    shared: bool,
    seed: int,
) -> dict[str, list[EditPair]]:
    """Pairs of test items by their position in the atlas; classes that training lacks stay out."""
    from timbrespace.factors.editing.pairs import EditPair, edit_pairs

    items, labels, groups = _of_items(test)
    known = {n: np.where(np.isin(c, train.labels[n]), c, -1) for n, c in labels.items()}
    return {
        factor: [
            EditPair(int(items[pair.receptor]), int(items[pair.donor]))
            for pair in edit_pairs(known, groups, factor, n_pairs, shared=shared, seed=seed)
        ]
        for factor in factors
    }


def _try(
    sounds: EditedSounds,
    bench: EditBench,
    methods: Sequence[Method],
    test: FlowData,
    pairs: Mapping[str, Sequence[EditPair]],
    seed: int,
    job: Job,
) -> pd.DataFrame:
    from timbrespace.factors.editing.evaluation import HeldOut, try_pairs

    ids = sounds.atlas.items["id"].tolist()
    items, labels, groups = _of_items(test)

    def whole(codes: Codes) -> Codes:
        """Codes by position in the atlas; -1 where an item is not held out."""
        filled = np.full(len(ids), -1, np.int64)
        filled[items] = codes
        return filled

    held_out = HeldOut(
        lambda position: sounds.see(ids[position]),
        {name: whole(codes) for name, codes in labels.items()},
        whole(groups),
    )
    tried = try_pairs(bench, methods, held_out, pairs, seed=seed, job=job)
    for column in ("receptor", "donor"):
        tried[column] = [ids[position] for position in tried[column]]
    return tried


def methods_of(flow: FactorFlow, train: FlowData, seed: int = 0) -> list[Method]:
    """The flow, and all that it has to beat, fitted on the same training patches."""
    from timbrespace.factors.editing import baselines as baseline_edits
    from timbrespace.factors.editing import methods as edit_methods

    rows = edit_methods.LabelledRows(train.x, train.labels, train.groups)
    ours = edit_methods.FlowSwap(flow)
    mean = baseline_edits.MeanDifference(rows)
    return [
        ours,
        edit_methods.FlowSwap(flow, "flow, twice as far", 2.0),
        mean,
        baseline_edits.SameLength(mean, ours),
        baseline_edits.LdaDirection(rows),
        baseline_edits.Transport(rows, seed),
        baseline_edits.RandomDirection(ours),
        edit_methods.CopyAll(),
        edit_methods.Nothing(),
    ]


def _sizes(train: FlowData, test: FlowData, shared: bool) -> tuple[str, ...]:
    def sizes(data: FlowData) -> str:
        return f"{len(np.unique(data.items))} sounds in {len(np.unique(data.groups))} groups"

    donors = "share the other factors" if shared else "differ in every factor"
    return (
        f"Trained on {sizes(train)}; edited and measured on {sizes(test)}.",
        f"Donors {donors} and come from another group than the receptor.",
        "The projection, which knows no labels, was fitted on all sounds.",
    )
