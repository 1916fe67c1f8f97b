"""From a folder of sounds to an atlas with its maps: scan, encode, lay out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.api.atlas import Atlas
from timbrespace.api.grow import GrowingMap
from timbrespace.api.spaces import open_encoders, remember_file_of
from timbrespace.atlas import Store
from timbrespace.atlas.maps import map_name
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.corpus import Corpus

DEFAULT_SPACE = "yamnet:8"


class Watcher:
    """Told how an atlas grows while it is built; the page is one. Does nothing by itself."""

    def scanned(self, corpus: Corpus) -> None:
        """The folder has been looked through."""

    def grew(self, atlas: Atlas) -> None:
        """More items are safe on disk."""

    def mapped(self, atlas: Atlas, name: str) -> None:
        """A map has been written, or written anew."""

    def compute(self, *args: Any, **options: Any) -> Any:
        """Compute a layout; a watcher may do so in another process."""
        from timbrespace.explore.layout import compute

        return compute(*args, **options)


def scan(
    folder: Path | str,
    *,
    labels: str | Path | None = None,
    group: str | None = None,
    window_s: float | None = None,
    hop_s: float | None = None,
    deep: bool = True,
    job: Job | None = None,
) -> Corpus:
    """What is in a folder of sounds, and what cannot be read and why.

    Args:
        folder: The folder, or one file.
        labels: A file-name pattern (``"{material}_{action}*"``) or a CSV or Parquet table.
        group: The label or column whose values must never straddle a split.
        window_s: Cut files into windows of this length.
        hop_s: Distance between windows; default: their length.
        deep: Decode every sound, to find those that are damaged, silent or too short.
        job: Shows progress, can cancel.
    """
    from timbrespace import corpus

    return corpus.scan(
        Path(folder).expanduser(), labels=labels, group=group, window_s=window_s, hop_s=hop_s,
        deep=deep, job=job,
    )  # fmt: skip


def encode(
    folder: Path | str,
    *,
    space: str | Sequence[str] = DEFAULT_SPACE,
    atlas: Path | str | None = None,
    weights: str | None = None,
    pool: str = "mean",
    device: str = "auto",
    labels: str | Path | None = None,
    group: str | None = None,
    window_s: float | None = None,
    hop_s: float | None = None,
    augment: str | Path | None = None,
    augment_seed: int = 0,
    about: Mapping[str, Any] | None = None,
    job: Job | None = None,
    watcher: Watcher | None = None,
) -> Atlas:
    """Encode a folder of sounds into an atlas, new or old; goes on where it stopped.

    One pass gives the spaces asked for, YAMNet's class scores, the log-mel spectrum that it
    hears, and the descriptors.

    Args:
        folder: The sounds.
        space: Space ids, full or short; ``"yamnet:all"`` is every layer.
        atlas: Where to keep it; default: the folder's name with ``.atlas``, here.
        weights: ``"tfhub"``, ``"h5"`` or the path of a weights file.
        pool: ``"mean"`` over time and frequency, or ``"none"``.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        labels: See :func:`scan`.
        group: See :func:`scan`.
        window_s: See :func:`scan`.
        hop_s: See :func:`scan`.
        augment: A TOML chain, or ``"preset:latent-audio"``: it makes copies, which are items
            beside their sources, in the same groups.
        augment_seed: The same seed makes the same copies.
        about: More to say in atlas.json; the page shows ``credits``.
        job: Shows progress; cancelling keeps what is finished.
        watcher: Told how the atlas grows.

    Raises:
        TimbrespaceError: Nothing in the folder could be read, and why.
    """
    from timbrespace.atlas.remembered import remember_sounds
    from timbrespace.corpus import NoSound
    from timbrespace.corpus.augment import read_chain
    from timbrespace.corpus.copies import with_copies
    from timbrespace.spaces.encode import encode as run

    watcher, job = watcher or Watcher(), quiet_job(job, "encode")
    chain = None if augment is None else read_chain(augment)
    folder = Path(folder).expanduser()
    found = scan(
        folder, labels=labels, group=group, window_s=window_s, hop_s=hop_s, deep=False, job=job
    )
    watcher.scanned(found)
    found.check_not_empty()
    wanted = [space] if isinstance(space, str) else list(space)
    encoders = open_encoders(wanted, weights=weights, pool=pool, device=device, job=job)

    remember_file_of(encoders, weights)
    store = Store(Path(atlas) if atlas else Path(f"{found.root.name}.atlas"))
    main_space = next(r.id for e in encoders for r in e.records)
    store.prepare(space=main_space, notes=found.summary(), **(about or {}))
    remember_sounds(store.path, found.root)
    made = Atlas(store, found.root)
    if chain is not None:
        found = with_copies(found, chain, made.augmented, seed=augment_seed, job=job)
    growing = GrowingMap(made, main_space, watcher)
    run(found, encoders, store, job=job, on_chunk=growing.on_chunk)
    store.note(notes=found.summary())
    made.refresh()
    if not len(made.items):
        raise NoSound(*_why_none(made))
    growing.finish()
    return made


def build(
    folder: Path | str,
    *,
    space: str | Sequence[str] = DEFAULT_SPACE,
    methods: Sequence[str] = ("pca", "umap"),
    seed: int = 0,
    job: Job | None = None,
    watcher: Watcher | None = None,
    **options: Any,
) -> Atlas:
    """A folder of sounds becomes an atlas with maps; goes on where it stopped.

    Args:
        folder: The sounds.
        space: Space id, full or short.
        methods: Layouts to make, in this order.
        seed: For the layouts.
        job: Shows progress; cancelling keeps what is finished.
        watcher: Told how the atlas grows.
        options: As for :func:`encode`: ``atlas``, ``weights``, ``labels``, ``group`` ...

    Example:
        >>> import timbrespace
        >>> atlas = timbrespace.build("sounds", space="yamnet:8")  # doctest: +SKIP
    """
    watcher, job = watcher or Watcher(), quiet_job(job, "build")
    atlas = encode(folder, space=space, job=job, watcher=watcher, **options)
    for method in methods:
        job.check()
        job.begin(message=f"Laying out with {method}")
        atlas.layout(method, seed=seed, job=job, compute=watcher.compute)
        watcher.mapped(atlas, map_name(atlas.space(), method, 2))
    job.finish()
    return atlas


def demo(
    *, atlas: Path | str | None = None, job: Job | None = None, watcher: Watcher | None = None
) -> Atlas:
    """Map the built-in corpus of real recordings, fetched once through the package index."""
    from timbrespace.corpus import foxdot
    from timbrespace.places import cache_dir

    job = quiet_job(job, "demo")
    corpus = foxdot.corpus(job=job)
    return build(
        corpus.root, atlas=atlas or cache_dir() / "demo.atlas",
        about={"demo": True, "credits": corpus.credits}, job=job, watcher=watcher,
    )  # fmt: skip


def _why_none(atlas: Atlas) -> tuple[str, str]:
    """All that looked like sound turned out not to be when it was decoded."""
    reasons = atlas.rejects["reason"].value_counts()
    why = "; ".join(f"{n} x {reason}" for reason, n in reasons.items())
    return f"None of these sounds can be used ({why}).", "timbrespace scan says more of each."
