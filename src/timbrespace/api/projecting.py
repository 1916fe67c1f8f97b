"""Layers of a model as a few dims each: fitted and kept without their activations on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.spaces import choose_space
from timbrespace.atlas import writing
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.projected import (
    FLAT,
    ProjectedEncoder,
    projected_id,
    projected_record,
    source_id,
)
from timbrespace.factors.projection.projection import Projection
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.corpus import Corpus
    from timbrespace.spaces.base import Encoder, SpaceRecord

#: What "all" leaves out: 521 scores in 0..1 are read as they are.
NOT_PROJECTED = ("scores",)


@dataclass(frozen=True)
class Projected:
    """One layer that has been projected.

    Args:
        space: Id of its leading dims, such as ``"yamnet-tfhub:8:pca64"``.
        source: Id of the layer itself, patch by patch.
        projection: The way there and back; complete, so nothing is lost on it.
        fitted: Whether it was fitted now, or found in the atlas.
    """

    space: str
    source: str
    projection: Projection
    fitted: bool


def project(
    atlas: Atlas,
    *,
    space: str | Sequence[str] = "yamnet:all",
    dims: int = 64,
    keep: Sequence[str | int] = (),
    weights: str | None = None,
    full: bool = False,
    again: bool = False,
    memory_gb: float = 4.0,
    seed: int = 0,
    workers: int | None = None,
    job: Job | None = None,
) -> list[Projected]:
    """Project the patches of layers to their leading dims, which become spaces of the atlas.

    The sounds are heard once or several times for the fits, and once more to be projected;
    activations are used up as they come. Run again after a stop, it keeps the fits and the
    sounds that are done; run again with more sounds, it sends the new ones through the same
    projections, so that all stay comparable.

    Args:
        atlas: Its items are projected; somebody must have said where its sounds lie.
        space: Layers, as for ``encode``; ``"yamnet:all"`` is every one but the scores.
        dims: How many dims are kept of each patch.
        keep: Layers whose raw activations are kept too, such as ``9``.
        weights: As for ``encode``; default: those of the atlas.
        full: Find all principal axes, not only the leading ones, of layers up to 12,288 dims.
            Editing does not need it: the inverse is exact either way.
        again: Fit anew, even where the atlas has the projection.
        memory_gb: What the fits of one pass may take together; less memory, more passes.
        seed: For the sketches that fit the widest layers.
        workers: Threads that hear sounds; default one per core.
        job: Progress in seconds of sound, pass by pass; can cancel.

    Raises:
        TimbrespaceError: No such layer, the sounds cannot be found or read, or the weights at
            hand are not those of the atlas.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    from timbrespace.spaces.encode import encode

    job = quiet_job(job, "project")
    if dims < 1:
        raise TimbrespaceError(f"Cannot keep {dims} dims.", "Keep one at least: --dims 64.")
    model = _Model(atlas, [space] if isinstance(space, str) else space, weights, job)
    layers = model.layers
    kept = _chosen(layers, keep)
    corpus = _corpus(atlas)
    with writing(atlas.path):
        done = {} if again else _found(atlas, layers, dims, full=full)
        fits = _Fits(atlas, model, corpus, dims, full, seed, workers, job)
        new = fits.run({i: r for i, r in layers.items() if i not in done}, memory_gb)
    projections = {
        source: (projected_id(source, dims), (done | new)[source].first(dims)) for source in layers
    }
    encoder = ProjectedEncoder(model.open(list(layers)), projections, keep=kept)
    # Each worker projects its own sound; more threads for such small products only wait.
    with threadpool_limits(1, "blas"):
        encode(corpus, [encoder], atlas.store, workers=workers, job=job, tables=False)
    atlas.refresh()
    return [
        Projected(projections[source][0], source, (done | new)[source], source in new)
        for source in layers
    ]


def load_projection(atlas: Atlas, space: str) -> Projection:
    """The projection of a space such as ``"yamnet:8:pca64"``: complete, so ``inverse`` is exact.

    Raises:
        TimbrespaceError: The atlas has no such space, or it is not a projected one.
    """
    space_id = atlas.space(space)
    if source_id(space_id) is None:
        raise TimbrespaceError(
            f"'{space_id}' was not projected.",
            f"timbrespace project {atlas.path} --space {space_id} makes {space_id}:pca64.",
        )
    return Projection.load(atlas.store.model_folder(space_id))


class _Fits:
    """The fits that are missing, from as few passes over the sounds as memory allows."""

    def __init__(
        self,
        atlas: Atlas,
        model: _Model,
        corpus: Corpus,
        dims: int,
        full: bool,
        seed: int,
        workers: int | None,
        job: Job,
    ) -> None:
        self.atlas, self.model, self.corpus = atlas, model, corpus
        self.dims, self.full, self.seed = dims, full, seed
        self.workers, self.job = workers, job
        self._n_passes = 0

    def run(self, layers: Mapping[str, SpaceRecord], memory_gb: float) -> dict[str, Projection]:
        from timbrespace.factors.projection.fitting import fit_many, is_exact

        if not layers:
            return {}
        widths = {source: len(record.dims) for source, record in layers.items()}
        if self.full and (wide := [s for s, width in widths.items() if not is_exact(width)]):
            raise TimbrespaceError(
                f"All axes of {', '.join(wide)} would take more memory than most machines have.",
                "Leave --full away: the inverse is exact without it; or name layers 6 to 13.",
            )
        done: dict[str, Projection] = {}
        for source, projection in fit_many(
            self._pass,
            widths,
            {s: width if self.full else min(self.dims, width) for s, width in widths.items()},
            full=True,
            n_rows=self._most_rows(next(iter(layers.values()))),
            memory=int(memory_gb * 2**30),
            seed=self.seed,
        ):
            space_id = projected_id(source, self.dims)
            # What was projected by another fit is of another space, whatever its name.
            self.atlas.store.drop_latents(space_id)
            projection.save(self.atlas.store.model_folder(space_id))
            done[source] = projection
        return done

    def _pass(self, sources: Sequence[str]) -> Iterator[dict[str, NDArray[np.float32]]]:
        from timbrespace.spaces.rows import stream_rows

        self._n_passes += 1
        total_s = float(self.corpus.items["duration_s"].sum())
        said = f"fitting {len(sources)} layers, pass {self._n_passes}"
        self.job.begin(total_s, said, unit="s")
        encoder = self.model.open(sources)
        for parts in stream_rows(self.corpus, encoder, workers=self.workers, job=self.job):
            yield dict(zip(sources, parts, strict=True))

    def _most_rows(self, record: SpaceRecord) -> int | None:
        """How many patches there are at most."""
        if not record.hop or not record.sample_rate:
            return None
        hop_s = record.hop / record.sample_rate
        patches = np.ceil(self.corpus.items["duration_s"].to_numpy(np.float64) / hop_s)
        return int(patches.sum()) + len(patches)


class _Model:
    """The layers named, unpooled, with the weights of the atlas.

    Args:
        atlas: Whose spaces say which weights.
        texts: What the user typed.
        weights: A set or a file that he named beside it.
        job: Told of the progress, should weights have to be fetched.
    """

    def __init__(
        self, atlas: Atlas, texts: Sequence[str], weights: str | None, job: Job | None
    ) -> None:
        from timbrespace.spaces import registry

        self.layers: dict[str, SpaceRecord] = {}
        self._texts: dict[str, str] = {}
        self._weights = weights
        for text in texts:
            spec = registry.parse(text)
            named = spec.weights or (None if weights else _weights_of(atlas, spec.family))
            flat = registry.SpaceSpec(spec.family, named, spec.tap, flat=True)
            for record in registry.open_encoder(str(flat), weights=weights, job=job).records:
                tap = record.id.split(":")[1]
                if record.framed and (spec.tap == tap or tap not in NOT_PROJECTED):
                    self.layers[record.id] = record
                    self._texts[record.id] = str(replace(flat, tap=tap))
        self._check_same(atlas)

    def open(self, sources: Sequence[str]) -> Encoder:
        """One encoder that gives these layers in this order."""
        from timbrespace.spaces import registry

        texts = [self._texts[source] for source in sources]
        return registry.open_encoder(texts, weights=self._weights)

    def _check_same(self, atlas: Atlas) -> None:
        hashes = {
            str(space["id"]).partition(":")[0]: space["model_hash"]
            for space in atlas.spaces()
            if source_id(str(space["id"])) is None
        }
        for source, record in self.layers.items():
            if hashes.get(source.partition(":")[0], record.model_hash) != record.model_hash:
                raise TimbrespaceError(
                    f"The weights at hand for '{source}' are not those of this atlas.",
                    "Encode the folder again, or name the atlas's weights with --weights.",
                )


def _weights_of(atlas: Atlas, family: str) -> str | None:
    """The weights that the atlas's own latents of a family were made with."""
    from timbrespace.spaces import registry

    heads = {str(space["id"]).partition(":")[0] for space in atlas.spaces()}
    named = sorted(h.removeprefix(f"{family}-") for h in heads if h.startswith(f"{family}-"))
    if len(named) != 1:
        return None
    if named[0] not in registry.families()[family].weights:
        raise TimbrespaceError(
            f"This atlas was encoded with weights from a file ({family}-{named[0]}).",
            "Name that file with --weights.",
        )
    return named[0]


def _chosen(layers: Mapping[str, SpaceRecord], keep: Sequence[str | int]) -> list[str]:
    """The layers whose raw activations are to be kept, by their full ids."""
    known = [source.removesuffix(FLAT) for source in layers]
    by_tap = {space_id.partition(":")[2]: space_id for space_id in known}
    texts = [by_tap.get(str(text), str(text)).removesuffix(FLAT) for text in keep]
    return [choose_space(text, known, None) + FLAT for text in texts]


def _corpus(atlas: Atlas) -> Corpus:
    """The sounds of an atlas, to be heard again."""
    from timbrespace.corpus import Corpus

    if not len(atlas.items):
        raise TimbrespaceError("This atlas has no sounds.", "Encode a folder into it first.")
    atlas.sound_path(str(atlas.items["id"].iloc[0]))  # raises where nobody knows where they lie
    assert atlas.sounds is not None
    return Corpus(
        root=atlas.sounds, items=atlas.items, rejects=atlas.rejects, copies=atlas.augmented
    )


def _found(
    atlas: Atlas, layers: Mapping[str, SpaceRecord], dims: int, *, full: bool
) -> dict[str, Projection]:
    """The projections that the atlas has already and that belong to these layers."""
    found: dict[str, Projection] = {}
    for source, record in layers.items():
        space_id = projected_id(source, dims)
        folder = atlas.store.model_folder(space_id)
        if not (folder / "config.toml").is_file():
            continue
        projection = Projection.load(folder)
        if projection.n_inputs != len(record.dims):
            continue
        if full and projection.n_leading <= min(dims, projection.n_rows - 1):
            continue
        if _latents_fit(atlas, projected_record(record, projection.first(dims), space_id)):
            found[source] = projection
    return found


def _latents_fit(atlas: Atlas, record: SpaceRecord) -> bool:
    """Whether the atlas's latents of a space, if it has any, were made by this very model."""
    hashes = {str(space["id"]): str(space["model_hash"]) for space in atlas.spaces()}
    return hashes.get(record.id, record.model_hash) == record.model_hash
