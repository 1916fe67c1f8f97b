"""The latents of one space on disk: a Zarr v3 group of ``ids``, ``rows`` and ``offsets``.

``ids`` names the item of every entry and is written last, so an entry whose id is
there is complete, and one whose id is 0 or missing was never finished: that is the
done mask and the resume point in one.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import recover_folder, replace_folder, sweep_leftovers
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import zarr

Latents = NDArray[np.float32]
Ids = NDArray[np.uint64]

#: Bytes of one chunk of rows: large enough to read quickly, small enough to rewrite often.
CHUNK_BYTES = 1 << 20
IDS_PER_CHUNK = 8192


class Record(Protocol):
    """What this floor needs to know about a space; `spaces.base.SpaceRecord` is one."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def dims(self) -> tuple[Any, ...]: ...  # noqa: D102
    @property
    def framed(self) -> bool: ...  # noqa: D102


def slug(space_id: str) -> str:
    """A folder name for a space id: no colon, no path.

    Example:
        >>> slug("yamnet-h5:8:flat")
        'yamnet-h5.8.flat'
    """
    return "".join(c if c.isalnum() or c in "-_" else "." for c in space_id).strip(".")


def as_numbers(item_ids: Sequence[str]) -> Ids:
    """Item ids (16 hex digits) as unsigned integers."""
    return np.array([int(item_id, 16) for item_id in item_ids], np.uint64)


class LatentsReader:
    """Reads the finished entries of one space.

    Args:
        folder: The space's folder under ``latents/``.

    Raises:
        TimbrespaceError: There is no such space, or its folder is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._group = _open_group(folder)
        ids = np.asarray(_array(self._group, "ids")[:], np.uint64)
        self.ids: Ids = ids[: _finished(ids)]
        self.attributes: dict[str, Any] = dict(self._group.attrs)
        self.framed = "offsets" in self._group
        self._position = {int(number): i for i, number in enumerate(self.ids)}

    def __contains__(self, item_id: str) -> bool:
        return int(item_id, 16) in self._position

    def rows(self, item_ids: Sequence[str]) -> Latents:
        """Pooled latents ``(N, D)`` of these items, in this order; NaN where one has none."""
        stored = np.asarray(_array(self._group, "rows")[: len(self.ids)], np.float32)
        wanted = as_numbers(item_ids)
        if len(wanted) == len(self.ids) and np.array_equal(wanted, self.ids):
            return stored
        positions = np.array([self._position.get(int(n), -1) for n in wanted], np.int64)
        rows = np.full((len(wanted), stored.shape[1]), np.nan, np.float32)
        rows[positions >= 0] = stored[positions[positions >= 0]]
        return rows

    def frames(self, item_ids: Sequence[str]) -> tuple[Latents, NDArray[np.int64]]:
        """Framed latents ``(R, D)`` of these items with their ``offsets (N + 1,)``."""
        starts = np.asarray(_array(self._group, "offsets")[:], np.int64)
        rows = _array(self._group, "rows")
        parts, offsets = [np.zeros((0, rows.shape[1]), np.float32)], [0]
        for number in as_numbers(item_ids):
            position = self._position.get(int(number))
            if position is not None:
                parts.append(np.asarray(rows[starts[position] : starts[position + 1]]))
            offsets.append(offsets[-1] + (len(parts[-1]) if position is not None else 0))
        return np.concatenate(parts), np.asarray(offsets, np.int64)

    def entry(self, item_id: str) -> Latents:
        """The latents of one item: ``(D,)`` pooled, ``(F, D)`` framed."""
        if not self.framed:
            position = self._position[int(item_id, 16)]
            return np.asarray(_array(self._group, "rows")[position], np.float32)
        return self.frames([item_id])[0]


class LatentsWriter:
    """Appends entries to one space; what a killed run left half done is cut off first.

    Args:
        folder: The space's folder under ``latents/``; made where missing.
        record: What the space is. It must equal what the folder was made with.

    Raises:
        TimbrespaceError: The folder holds latents of another model or other dims.
    """

    def __init__(self, folder: Path, record: Record) -> None:
        recover_folder(folder)
        self.folder, self.record = folder, record
        attributes = asdict(record)  # type: ignore[call-overload]
        if (folder / "zarr.json").exists():
            sweep_leftovers(folder)
            self._group = _open_group(folder, "r+")
            _check_same(folder, dict(self._group.attrs), attributes)
        else:
            self._group = _create(folder, record, attributes)
        self._cut_to_finished()
        self.ids: set[int] = set(self._values("ids").tolist())

    def __contains__(self, item_id: str) -> bool:
        return int(item_id, 16) in self.ids

    def append(self, item_ids: Sequence[str], entries: Sequence[Latents]) -> None:
        """Add entries, ``(D,)`` each or ``(F, D)`` framed; complete on disk on return."""
        if not item_ids:
            return
        numbers = as_numbers(item_ids)
        counts = [len(e) if self.record.framed else 1 for e in entries]
        block = np.concatenate([np.atleast_2d(e) for e in entries]).astype(np.float32)
        rows, ids = self._array("rows"), self._array("ids")
        begin, done = self._n_rows(), ids.shape[0]
        rows.resize((begin + len(block), rows.shape[1]))
        rows[begin:] = block
        if self.record.framed:
            offsets = self._array("offsets")
            offsets.resize((done + len(counts) + 1,))
            offsets[done + 1 :] = begin + np.cumsum(counts)
        ids.resize((done + len(numbers),))
        ids[done:] = numbers
        self.ids.update(int(n) for n in numbers)

    def put_in_order(self, item_ids: Sequence[str]) -> None:
        """Keep only these items, in this order; rewrites the folder where that changes it."""
        wanted = [i for i in item_ids if i in self]
        if np.array_equal(as_numbers(wanted), self._values("ids")):
            return
        reader = LatentsReader(self.folder)
        aside = self.folder.with_name(self.folder.name + ".new")
        writer = LatentsWriter(aside, self.record)
        for begin in range(0, len(wanted), 256):
            part = wanted[begin : begin + 256]
            writer.append(part, [reader.entry(i) for i in part])
        replace_folder(aside, self.folder)
        self._group = _open_group(self.folder, "r+")
        self.ids = set(self._values("ids").tolist())

    def _cut_to_finished(self) -> None:
        ids = self._array("ids")
        done = _finished(self._values("ids"))
        rows = self._array("rows")
        if ids.shape[0] != done:
            ids.resize((done,))
        if self.record.framed and self._array("offsets").shape[0] != done + 1:
            self._array("offsets").resize((done + 1,))
        if rows.shape[0] != self._n_rows():
            rows.resize((self._n_rows(), rows.shape[1]))

    def _n_rows(self) -> int:
        done = self._array("ids").shape[0]
        return int(self._values("offsets")[done]) if self.record.framed else done

    def _array(self, name: str) -> zarr.Array[Any]:
        return _array(self._group, name)

    def _values(self, name: str) -> NDArray[Any]:
        return np.asarray(self._array(name)[:])


def _finished(ids: NDArray[np.uint64]) -> int:
    """How many leading entries have an id: the rest was never finished."""
    missing = np.flatnonzero(ids == 0)
    return int(missing[0]) if len(missing) else len(ids)


def _open_group(folder: Path, mode: Any = "r") -> zarr.Group:
    import zarr

    try:
        return zarr.open_group(folder, mode=mode)
    except (FileNotFoundError, ValueError, KeyError) as error:
        raise TimbrespaceError(
            f"'{folder}' holds no readable latents.", "Encode that space again."
        ) from error


def _array(group: zarr.Group, name: str) -> zarr.Array[Any]:
    import zarr

    member = group[name]
    assert isinstance(member, zarr.Array)
    return member


def _create(folder: Path, record: Record, attributes: dict[str, Any]) -> zarr.Group:
    import zarr

    width = len(record.dims)
    group = zarr.open_group(folder, mode="w")
    per_chunk = max(1, CHUNK_BYTES // (4 * width))
    group.create_array(
        "rows", shape=(0, width), chunks=(per_chunk, width), dtype="float32", fill_value=0.0
    )
    if record.framed:
        offsets = group.create_array(
            "offsets", shape=(1,), chunks=(IDS_PER_CHUNK,), dtype="int64", fill_value=0
        )
        offsets[0] = 0
    group.create_array("ids", shape=(0,), chunks=(IDS_PER_CHUNK,), dtype="uint64", fill_value=0)
    # Last, so that a folder with attributes is a folder with all its arrays.
    group.attrs.update(attributes)
    return group


def _check_same(folder: Path, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for key in ("id", "model_hash", "framed"):
        if found.get(key) != wanted[key]:
            raise TimbrespaceError(
                f"'{folder.name}' was encoded with another {key.replace('_', ' ')}: "
                f"found {found.get(key)!r}, expected {wanted[key]!r}.",
                "Latents of different models must not be mixed: use another atlas.",
            )
    if len(found.get("dims", ())) != len(wanted["dims"]):
        raise TimbrespaceError(
            f"'{folder.name}' has {len(found.get('dims', ()))} dims, "
            f"expected {len(wanted['dims'])}.",
            "Use another atlas for these settings.",
        )
