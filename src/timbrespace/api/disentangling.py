"""Pull the factors of an atlas's sounds apart: a flow trained, judged and kept with the atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas, Framed
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.flow import FactorFlow
from timbrespace.factors.projection.projection import Projection
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.factors.flow.data import FlowData
    from timbrespace.factors.flow.study import Judged
    from timbrespace.factors.flow.training import Schedule

Floats = NDArray[np.float32]

#: Where, beside the flow's own files, the projection of an unprojected space is kept.
PROJECTION = "projection"


@dataclass(frozen=True)
class FlowModel:
    """A flow with all that is needed to use it on an atlas's latents.

    Args:
        name: Its folder under the atlas's ``models/``.
        space: Id of the space that it takes.
        flow: The flow itself, between scaled latents and factors.
        projection: From the space's latents to scaled ones; None where the space is a
            projection already (``"yamnet-tfhub:9:pca64"``).
        classes: Factor -> names of its classes.
    """

    name: str
    space: str
    flow: FactorFlow
    projection: Projection | None
    classes: dict[str, tuple[str, ...]]

    def forward(self, x: NDArray[Any]) -> Floats:
        """Factors and residual ``(N, K)`` of the space's latents ``(N, D)``."""
        return self.flow.forward(x if self.projection is None else self.projection.transform(x))

    def inverse(self, t: NDArray[Any]) -> Floats:
        """Latents ``(N, D)`` of factors and residual ``(N, K)``."""
        z = self.flow.inverse(t)
        return z if self.projection is None else self.projection.inverse(z)


@dataclass(frozen=True)
class Disentangled:
    """A trained flow and how it fares on recordings that it was not trained on.

    Args:
        model: The flow that was kept, trained on all rows.
        judged: The flow and its baselines, each fitted without the rows it is judged on;
            empty where that was not asked for.
        dims_tried: Dims a factor that were tried, with their scores; empty where given.
        notes: What was left out, and why.
        n_items: Items that took part.
        n_rows: Their rows: frames, or again the items.
        n_groups: Their groups.
        folder: Where the model is kept.
    """

    model: FlowModel
    judged: list[Judged]
    dims_tried: dict[int, float]
    notes: tuple[str, ...]
    n_items: int
    n_rows: int
    n_groups: int
    folder: Path


def disentangle(
    atlas: Atlas,
    factors: Sequence[str] = ("material", "action"),
    *,
    space: str | None = None,
    group: str = "group",
    dims: int | Mapping[str, int] | None = None,
    sigma: float = 0.975,
    n_blocks: int = 4,
    schedule: Schedule | None = None,
    name: str | None = None,
    judge: bool = True,
    n_folds: int = 3,
    n_permutations: int = 200,
    most_per_group: int | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Disentangled:
    """Train a factor flow on an atlas, keep it there, and measure it on held-out recordings.

    What is kept is trained on all rows. What is measured comes from flows trained anew in
    each of ``n_folds`` folds, whose test recordings they never saw, beside PCA, LDA and ICA.

    Args:
        atlas: It must have the space, and the labels in its items.
        factors: Names of labels.
        space: Projected (``"yamnet:9:pca64"``, a row for each frame) or not (a row for each
            item, projected to 64 dims here); default: the atlas's own.
        group: ``"group"``, or a label: rows alike in it never straddle a split or make a pair.
        dims: Dims a factor, for all or for each; None: 1, 2, 4 or 8, what validates best.
            1 is the one scalar of the original study, which forces an order on the classes.
        sigma: Correlation of a factor's dims within a class; lower it for noisy labels.
        n_blocks: Blocks of the flow; fewer for very small corpora.
        schedule: How long and how hard to train.
        name: Of the model; default: from factors and space.
        judge: Whether to measure it; takes several times as long as the flow itself.
        n_folds: Outer folds.
        n_permutations: For the controls of each reading.
        most_per_group: What is measured is read from so many rows of each held-out group,
            evenly spaced; default: from all.
        seed: The same seed gives the same flow and figures on one machine.
        job: Shows progress; can be stopped, and goes on with the last training.

    Raises:
        TimbrespaceError: No such label or space, or labels that allow no pairs.
    """
    from timbrespace.factors.flow import study as flow_study
    from timbrespace.factors.flow.data import fit_scaled, scaled
    from timbrespace.factors.flow.training import Schedule

    job = quiet_job(job, "disentangle")
    space_id = atlas.space(space)
    data = data_of(atlas, factors, space=space_id, group=group)
    settings = flow_study.Settings(
        dims=_per_factor(dims, factors), sigma=sigma, n_blocks=n_blocks,
        schedule=schedule or Schedule(), seed=seed,
    )  # fmt: skip
    name = name or f"flow-{'-'.join(factors)}-{space_id}"
    folder = atlas.store.model_folder(name)
    judged = []
    if judge:
        judged = flow_study.judge(
            data, settings, n_folds=n_folds, n_permutations=n_permutations,
            most_per_group=most_per_group, job=job,
        )  # fmt: skip
    notes = list(data.notes)
    if judge and most_per_group is not None:
        notes.append(f"Read from at most {most_per_group} rows of each held-out {group}.")
    projection = fit_scaled(data, settings.n_inputs)
    whole = replace(data, x=scaled(projection, data.x), projected=True)
    tried: dict[int, float] = {}
    if settings.dims is None:
        chosen, tried = flow_study.choose_dims(whole, settings, job)
        settings = replace(settings, dims=chosen)
    flow = flow_study.fit(whole, settings, job, checkpoint=folder)
    model = FlowModel(folder.name, space_id, flow, projection, data.classes)
    save_flow(model, folder, group=group)
    job.finish()
    return Disentangled(
        model, judged, tried, tuple(notes), len(np.unique(data.items)), len(data),
        len(np.unique(data.groups)), folder,
    )  # fmt: skip


def data_of(
    atlas: Atlas, factors: Sequence[str], *, space: str | None = None, group: str = "group"
) -> FlowData:
    """An atlas's latents with labels and groups: a row a frame where projected, else an item.

    Raises:
        TimbrespaceError: No such label, column or space.
    """
    from timbrespace.factors.flow.data import gather

    space_id = atlas.space(space)
    found = atlas.latents(space_id)
    projected = ":pca" in space_id
    if isinstance(found, Framed) and projected:
        x, items = found.rows, np.repeat(np.arange(len(atlas.items)), np.diff(found.offsets))
    else:
        x, items = atlas.pooled(space_id), np.arange(len(atlas.items))
    labels = {name: _column(atlas, name)[items].tolist() for name in factors}
    held = _column(atlas, group)[items].tolist()
    return gather(x, labels, held, items=items, projected=projected)


def save_flow(model: FlowModel, folder: Path, *, group: str = "group") -> None:
    """Keep a model: ``config.toml``, ``weights.safetensors``, and its projection if it has one."""
    notes = {
        "space": model.space,
        "group": group,
        "classes": {factor: list(names) for factor, names in model.classes.items()},
        **model.flow.config.notes,
    }
    folder.mkdir(parents=True, exist_ok=True)
    if model.projection is not None:
        model.projection.save(folder / PROJECTION)
    config = replace(model.flow.config, notes=notes)
    FactorFlow(config, model.flow.net).save(folder)


def load_flow(atlas: Atlas, name: str | None = None) -> FlowModel:
    """A flow that :func:`disentangle` kept.

    Args:
        atlas: Whose.
        name: Its name; default: the only one there is.

    Raises:
        TimbrespaceError: There is none of that name, or several and no name was given.
    """
    known = flow_names(atlas)
    if name is None and len(known) == 1:
        name = known[0]
    folder = atlas.store.model_folder(name or "none")
    if name is None or folder.name not in known:
        missing = f"no flow '{name}'" if name else "not one flow, so it must be named"
        raise TimbrespaceError(
            f"This atlas has {missing} (it has: {', '.join(known) or 'none yet'}).",
            f"timbrespace disentangle {atlas.path} --factors material,action trains one.",
        )
    flow = FactorFlow.load(folder)
    notes = flow.config.notes
    inner = folder / PROJECTION
    projection = Projection.load(inner) if (inner / "config.toml").exists() else None
    classes = {factor: tuple(names) for factor, names in notes["classes"].items()}
    return FlowModel(folder.name, str(notes["space"]), flow, projection, classes)


def flow_names(atlas: Atlas) -> list[str]:
    """The names of an atlas's flows."""
    from timbrespace.atlas.files import read_toml

    configs = sorted((atlas.path / "models").glob("*/config.toml"))
    return [c.parent.name for c in configs if read_toml(c).get("kind") == "factor-flow"]


def _per_factor(
    dims: int | Mapping[str, int] | None, factors: Sequence[str]
) -> dict[str, int] | None:
    if dims is None:
        return None
    if isinstance(dims, int):
        return dict.fromkeys(factors, dims)
    if set(dims) != set(factors):
        raise TimbrespaceError(
            f"Dims are given for {', '.join(dims)}, but the factors are {', '.join(factors)}.",
            "Give dims for each of them, or one number for all.",
        )
    return {name: dims[name] for name in factors}


def _column(atlas: Atlas, name: str) -> NDArray[Any]:
    wanted = name if name == "group" else f"label.{name}"
    if wanted not in atlas.items:
        names = [str(column) for column in atlas.items]
        known = [n.removeprefix("label.") for n in names if n.startswith("label.")]
        raise TimbrespaceError(
            f"The sounds have no label '{name}' (they have: {', '.join(known) or 'none'}).",
            "Name one of those, or encode again with --labels.",
        )
    return np.asarray(atlas.items[wanted].to_numpy(dtype=object))
