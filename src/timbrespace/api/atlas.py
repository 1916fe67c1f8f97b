"""An atlas in the hand: its items, latents, maps and neighbours, and the page in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.layouts import Near, lay_out, place_on
from timbrespace.api.spaces import DESCRIPTOR_SPACES, choose_space, encode_sound
from timbrespace.atlas import MapRecord, Store
from timbrespace.atlas.maps import map_name
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.blend import Decoded
    from timbrespace.jobs import Job
    from timbrespace.spaces.blending import Fit
    from timbrespace.widget import AtlasWidget

Latents = NDArray[np.float32]


class Framed(NamedTuple):
    """Latents of unequal lengths: ``rows (R, D)`` and ``offsets (N + 1,)``."""

    rows: Latents
    offsets: NDArray[np.int64]


def open(path: Path | str, *, sounds: Path | str | None = None) -> Atlas:
    """Open an atlas that exists.

    Args:
        path: The atlas folder.
        sounds: Where its sounds lie; remembered for this user. An atlas never says so
            itself, so that a stranger's atlas cannot make the page serve other files.

    Raises:
        TimbrespaceError: There is no atlas, or a newer timbrespace made it.
    """
    from timbrespace.atlas.remembered import recall_sounds, remember_sounds

    store = Store.open(path)
    if sounds is not None:
        if not Path(sounds).is_dir():
            raise TimbrespaceError(f"There is no folder '{sounds}'.", "Name one with --sounds.")
        remember_sounds(store.path, Path(sounds))
    return Atlas(store, recall_sounds(store.path))


class Atlas:
    """Everything known about one corpus; a view of the folder, re-read by :meth:`refresh`.

    Args:
        store: The folder.
        sounds: Where the sounds lie, or None where nobody has said.
    """

    def __init__(self, store: Store, sounds: Path | None) -> None:
        self.store, self.sounds = store, sounds
        self.path = store.path
        self.refresh()

    def __repr__(self) -> str:
        return f"<Atlas '{self.name}': {len(self.items)} sounds, {len(self.maps())} maps>"

    @property
    def name(self) -> str:
        """What the atlas is called."""
        return str(self.store.about().get("name", self.path.stem))

    @property
    def rejects(self) -> pd.DataFrame:
        """What was left out: path, reason, remedy."""
        return self.store.rejects()

    def refresh(self) -> bool:
        """Read again what has grown or changed on disk; True if the items did."""
        before = self.items["id"].tolist() if hasattr(self, "items") else None
        #: One row per sound: id, kind, path, offset_s, ..., group, label.*
        self.items: pd.DataFrame = self.store.items()
        if "id" not in self.items:
            self.items = self.items.assign(id=[], path=[], group=[], duration_s=[])
        self._latents: dict[str, Latents] = {}
        self._near: dict[str, Near] = {}
        return before != self.items["id"].tolist()

    def about(self) -> dict[str, Any]:
        """What made it, its notes and credits, as atlas.json has them."""
        return self.store.about()

    # Latents ---------------------------------------------------------------------------

    def spaces(self) -> list[dict[str, Any]]:
        """What each encoded space says of itself: id, dims, hop, model hash, n_items."""
        return self.store.spaces()

    def space(self, text: str | None = None) -> str:
        """The full id of a space named briefly (``"yamnet:8"``); by default the atlas's own."""
        known = [str(s["id"]) for s in self.spaces()]
        return choose_space(text, known, self.about().get("space"))

    def latents(self, space: str | None = None) -> Latents | Framed:
        """Latents of one space, rows as in :attr:`items`.

        Args:
            space: Space id or its short form; default: the one the atlas was built for.

        Returns:
            ``(N, D)`` float32 where pooled; :class:`Framed` where items have many rows.

        Raises:
            TimbrespaceError: The atlas has no such space.
        """
        space_id = self.space(space)
        if space_id not in self._latents:
            reader = self.store.latents(space_id)
            ids = self.items["id"].tolist()
            if reader.framed:
                return Framed(*reader.frames(ids))
            self._latents[space_id] = reader.rows(ids)
        return self._latents[space_id]

    def pooled(self, space: str | None = None) -> Latents:
        """Latents with one row per item: as stored, or the mean of an item's frames."""
        found = self.latents(space)
        if not isinstance(found, Framed):
            return found
        counts = np.maximum(np.diff(found.offsets), 1)[:, None]
        padded = np.concatenate([found.rows, np.zeros((1, found.rows.shape[1]), np.float32)])
        sums = np.add.reduceat(padded, found.offsets[:-1], axis=0)
        sums[np.diff(found.offsets) == 0] = np.nan
        return (sums / counts).astype(np.float32)

    def descriptors(self) -> pd.DataFrame:
        """What was measured of each sound, one column per descriptor, rows as in items."""
        import pandas as pd

        names = [str(d["name"]) for d in self.descriptor_dims()]
        if not names:
            return pd.DataFrame(index=self.items.index)
        columns = [self.pooled(str(space["id"])) for space in self._descriptor_spaces()]
        return pd.DataFrame(np.concatenate(columns, axis=1), columns=names)

    def descriptor_dims(self) -> list[dict[str, Any]]:
        """Name, unit and usual range of each descriptor; empty where none were measured."""
        return [dim for space in self._descriptor_spaces() for dim in space["dims"]]

    def _descriptor_spaces(self) -> list[dict[str, Any]]:
        found = {str(space["id"]): space for space in self.spaces()}
        return [found[space_id] for space_id in DESCRIPTOR_SPACES if space_id in found]

    # Maps ------------------------------------------------------------------------------

    def maps(self) -> list[MapRecord]:
        """The records of all maps."""
        return self.store.maps()

    def map_record(self, name: str | None = None) -> MapRecord:
        """The record of one map; by default of one that is not PCA, if there is any.

        Raises:
            TimbrespaceError: There is no such map, or none at all.
        """
        records = self.maps()
        if name is not None or not records:
            return self.store.map(name or "at all")[0]
        return max(records, key=lambda record: (record.method != "pca", record.name))

    def map(self, name: str) -> pd.DataFrame:
        """The points of one map: id, x, y[, z], trust."""
        return self.store.map(name)[1]

    def layout(
        self,
        method: str = "umap",
        *,
        space: str | None = None,
        dims: int = 2,
        seed: int = 0,
        params: dict[str, Any] | None = None,
        job: Job | None = None,
        again: bool = False,
        **how: Any,
    ) -> pd.DataFrame:
        """Lay the items out, or read the map where this very one is kept already.

        Args:
            method: ``"umap"``, ``"tsne"``, ``"pacmap"`` or ``"pca"``.
            space: Which latents; default: the one the atlas was built for.
            dims: 2 or 3.
            seed: The same seed gives the same map on one machine.
            params: Parameters of the method that differ from its defaults.
            job: Shows progress, can cancel.
            again: Compute even where the map is kept already.
            how: ``compute=`` another function of the same shape as
                :func:`timbrespace.explore.layout.compute`, for instance one that works
                in another process.

        Returns:
            A table: id, x, y[, z], trust.
        """
        space_id = self.space(space)
        name = map_name(space_id, method, dims)
        if not again and (kept := self._kept(name, seed, params)) is not None:
            return kept
        record, points = lay_out(
            self.pooled(space_id), self.items["id"], space_id, method,
            dims=dims, seed=seed, params=params, job=job, **how,
        )  # fmt: skip
        self.store.write_map(record, points)
        return points

    def place(
        self, vectors: Latents, map_name: str
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where new latents ``(M, D)`` belong on a map: points ``(M, 2 or 3)``, distances."""
        record, points = self.store.map(map_name)
        return place_on(record, points, self.pooled(record.space), self.items["id"], vectors)

    def _kept(self, name: str, seed: int, params: dict[str, Any] | None) -> pd.DataFrame | None:
        for record in self.maps():
            if record.name == name and record.seed == seed and record.trustworthiness is not None:
                same = all(record.params.get(k) == v for k, v in (params or {}).items())
                points = self.map(name)
                if same and points["id"].tolist() == self.items["id"].tolist():
                    return points
        return None

    # Sounds ----------------------------------------------------------------------------

    def neighbours(
        self, what: str | Latents, *, space: str | None = None, k: int = 10
    ) -> list[tuple[str, float]]:
        """The nearest items in the full space, not on the picture, nearest first.

        Args:
            what: An item id, which is left out of its own answer, or a latent ``(D,)``.
            space: Which latents; default: the one the atlas was built for.
            k: How many.

        Returns:
            Pairs of item id and distance.
        """
        near = self._near_in(self.space(space))
        if not isinstance(what, str):
            return near.of_vector(np.asarray(what, np.float32), k)
        self.position(what)
        return near.of_item(what, k)

    def position(self, item_id: str) -> int:
        """The row of an item.

        Raises:
            TimbrespaceError: The atlas has no such item.
        """
        found = np.flatnonzero(self.items["id"].to_numpy() == item_id)
        if not len(found):
            raise TimbrespaceError(
                f"This atlas has no item '{item_id}'.", "atlas.items lists those it has."
            )
        return int(found[0])

    def encode_file(self, sound: Path | bytes, space: str | None = None) -> Latents:
        """The latent ``(D,)`` of a sound that need not be in the atlas, same weights."""
        space_id = self.space(space)
        return encode_sound(sound, self.store.latents(space_id).attributes, self.store)

    def sound_path(self, item_id: str) -> Path:
        """The file of an item: only ever one that the atlas lists, inside its folder.

        Raises:
            TimbrespaceError: No such item, nobody has said where the sounds lie, the file
                is gone, or its path leads out of the folder.
        """
        row = self.items.iloc[self.position(item_id)]
        if str(row["kind"]) == "setting":
            from timbrespace.api.settings_space import hear_setting

            return hear_setting(self, item_id)
        base = self._base_of(row).resolve()
        path = (base / str(row["path"])).resolve()
        if not path.is_relative_to(base):
            raise TimbrespaceError(
                f"Item {item_id} points outside the folder of sounds.",
                "It is not served: the atlas may have been tampered with.",
            )
        if not path.is_file():
            raise TimbrespaceError(
                f"'{row['path']}' is not in '{base}'.",
                f"Put it back, or say where it is: timbrespace serve {self.path} --sounds FOLDER",
            )
        return path

    def blend(
        self,
        items: Sequence[str],
        *,
        at: float | None = None,
        weights: Sequence[float] | None = None,
        space: str | Path | None = None,
        fit: Fit = "pad",
        job: Job | None = None,
    ) -> Decoded:
        """A mixture of items, decoded by a trained space; of one alone, its reconstruction.

        Args:
            items: Ids, in the order of the path through them.
            at: A place on that path: 0 is the first, 0.5 half way to the second.
            weights: Or one weight for each; default: the mean of all.
            space: ``"stream:bells"`` or the folder of a trained space; default: the first that
                the atlas has, else the first that is known here.
            fit: ``"pad"``: the sounds begin together; ``"stretch"``: they are made equally long.
            job: Counts sounds, can cancel.

        Raises:
            TimbrespaceError: No such item, place or space, or a sound cannot be read.
        """
        from timbrespace.api.decoding import decode_blend

        return decode_blend(self, items, at=at, weights=weights, space=space, fit=fit, job=job)

    @property
    def augmented(self) -> Path:
        """The folder of augmented copies, inside the atlas."""
        return self.path / "augmented"

    def _base_of(self, row: pd.Series[Any]) -> Path:
        from timbrespace.corpus.table import is_copy

        if is_copy(row):
            return self.augmented
        if self.sounds is None:
            raise TimbrespaceError(
                "Nobody has said where this atlas's sounds lie.",
                f"timbrespace serve {self.path} --sounds FOLDER",
            )
        return self.sounds

    def classes(self, item_id: str, n: int = 5) -> list[tuple[str, float]]:
        """The top YAMNet classes of an item with their scores in 0..1; [] if not encoded."""
        scores = [s for s in self.spaces() if str(s["id"]).endswith(":scores")]
        if not scores:
            return []
        row = self.pooled(str(scores[0]["id"]))[self.position(item_id)]
        names = [str(d["name"]) for d in scores[0]["dims"]]
        if not np.isfinite(row).all():
            return []
        return [(names[i], float(row[i])) for i in np.argsort(-row)[:n]]

    def show(self, **options: Any) -> AtlasWidget:
        """The page's map in a notebook; plays on hover and click."""
        from timbrespace.widget import show

        return show(self, **options)

    def _near_in(self, space_id: str) -> Near:
        if space_id not in self._near:
            self._near[space_id] = Near(self.pooled(space_id), self.items["id"])
        return self._near[space_id]
