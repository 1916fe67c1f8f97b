"""The folder itself: atlas.json, items, rejects, latents, maps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.atlas.files import (
    read_json,
    read_table,
    recover_folder,
    sweep_leftovers,
    write_json,
    write_table,
)
from timbrespace.atlas.latents import LatentsReader, LatentsWriter, Record, slug
from timbrespace.atlas.maps import MapRecord, read_map, read_record, write_map
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Version of the layout of the folder; a newer one is refused, an older one is read.
FORMAT = 1


class Store:
    """Reads and writes one atlas folder; knows files, not sounds or models.

    Args:
        path: The atlas folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open an atlas that exists.

        Raises:
            TimbrespaceError: There is none, or a newer version of timbrespace made it.
        """
        store = cls(Path(path))
        if not store.exists():
            raise TimbrespaceError(
                f"There is no atlas at '{path}'.",
                "Build one: timbrespace map FOLDER --atlas " + str(path),
            )
        found = store.about().get("format")
        if not isinstance(found, int) or found > FORMAT:
            raise TimbrespaceError(
                f"'{path}' has atlas format {found!r}; this timbrespace reads up to {FORMAT}.",
                "Update timbrespace.",
            )
        return store

    def exists(self) -> bool:
        """Whether an atlas is there."""
        return (self.path / "atlas.json").is_file()

    def prepare(self, **facts: Any) -> None:
        """Make the folder where it is missing, mend what a kill left, and note ``facts``."""
        if self.path.is_dir() and not self.exists() and _has_strangers(self.path):
            raise TimbrespaceError(
                f"'{self.path}' is a folder with other things in it, not an atlas.",
                "Name a new folder with --atlas.",
            )
        self.path.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(self.path)
        for folder in sorted((self.path / "latents").glob("*.old")):
            recover_folder(folder.with_suffix(""))
        self.note(**facts)

    def about(self) -> dict[str, Any]:
        """What atlas.json says."""
        return dict(read_json(self.path / "atlas.json")) if self.exists() else {}

    def note(self, **facts: Any) -> None:
        """Add to what atlas.json says; writes only where that changes it."""
        import timbrespace

        about = self.about()
        base = {
            "format": FORMAT,
            "made_by": f"timbrespace {timbrespace.__version__}",
            "name": self.path.name.removesuffix(".atlas"),
        }
        updated = {**base, **about, **facts, "format": FORMAT}
        if updated != about:
            write_json(self.path / "atlas.json", updated)

    def items(self) -> pd.DataFrame:
        """The table of items, one row each; empty with no columns before the first chunk."""
        return self._table("items.parquet")

    def write_items(self, items: pd.DataFrame) -> None:
        """Replace the table of items."""
        write_table(self.path / "items.parquet", items)

    def rejects(self) -> pd.DataFrame:
        """The table of rejects: path, reason, remedy."""
        return self._table("rejects.parquet")

    def write_rejects(self, rejects: pd.DataFrame) -> None:
        """Replace the table of rejects."""
        write_table(self.path / "rejects.parquet", rejects)

    def spaces(self) -> list[dict[str, Any]]:
        """What every space's latents say of themselves, in order of their ids."""
        folders = sorted((self.path / "latents").glob("*/zarr.json"))
        readers = [f.parent for f in folders if f.parent.suffix not in {".new", ".old"}]
        about = [LatentsReader(folder) for folder in readers]
        return [r.attributes | {"n_items": len(r.ids)} for r in about if "id" in r.attributes]

    def latents(self, space_id: str) -> LatentsReader:
        """A reader of one space's latents.

        Raises:
            TimbrespaceError: The atlas has no such space; the message names those it has.
        """
        folder = self._latents_folder(space_id)
        if not (folder / "zarr.json").exists():
            known = ", ".join(s["id"] for s in self.spaces()) or "none yet"
            raise TimbrespaceError(
                f"This atlas has no space '{space_id}' (it has: {known}).",
                f"Encode it: timbrespace encode FOLDER --space {space_id} --atlas {self.path}",
            )
        return LatentsReader(folder)

    def latents_writer(self, record: Record) -> LatentsWriter:
        """A writer for one space's latents."""
        return LatentsWriter(self._latents_folder(record.id), record)

    def drop_latents(self, space_id: str) -> None:
        """Delete the latents of one space, if there are any."""
        import shutil

        shutil.rmtree(self._latents_folder(space_id), ignore_errors=True)

    def model_folder(self, name: str) -> Path:
        """Where a model of this name is kept: ``models/``, and the name without colon or path."""
        return self.path / "models" / slug(name)

    def maps(self) -> list[MapRecord]:
        """The records of all maps, in order of their names."""
        return [read_record(path) for path in sorted((self.path / "maps").glob("*.parquet"))]

    def map(self, name: str) -> tuple[MapRecord, pd.DataFrame]:
        """One map's record and its points (id, x, y[, z], trust).

        Raises:
            TimbrespaceError: There is no such map; the message names those there are.
        """
        known = [record.name for record in self.maps()]
        if name not in known:
            raise TimbrespaceError(
                f"There is no map '{name}' (there are: {', '.join(known) or 'none yet'}).",
                f"Lay one out: timbrespace layout {self.path} --method umap",
            )
        return read_map(self.path / "maps" / f"{name}.parquet")

    def write_map(self, record: MapRecord, points: pd.DataFrame) -> None:
        """Keep a map, replacing the one of the same name."""
        write_map(self.path / "maps" / f"{record.name}.parquet", record, points)

    def _latents_folder(self, space_id: str) -> Path:
        return self.path / "latents" / slug(space_id)

    def _table(self, name: str) -> pd.DataFrame:
        import pandas as pd

        path = self.path / name
        return read_table(path)[0] if path.exists() else pd.DataFrame()


def _has_strangers(folder: Path) -> bool:
    ours: Sequence[str] = ("items.parquet", "rejects.parquet", "latents", "maps", ".lock")
    return any(entry.name not in ours for entry in folder.iterdir())
