"""A space of settings on disk: an atlas whose items are settings."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas import LatentsWriter, MapRecord, Store
from timbrespace.effects.base import Effect, Parameter
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.clip import RATE_HZ, Clip
from timbrespace.settings.measures import descriptors
from timbrespace.settings.recipe import Recipe
from timbrespace.spaces.base import Dim, SpaceRecord

if TYPE_CHECKING:
    import pandas as pd

#: What the items of such an atlas are.
KIND = "setting"
#: Where it keeps the clip.
CLIP = "clip.wav"
#: The settings themselves, and what points are coloured by: descriptors, then values in units.
KNOBS, COLOURS = "settings:knobs", "descriptors:named"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """All that decides what a space of settings is.

    Args:
        effect: Its place, as a :class:`~timbrespace.settings.recipe.Recipe` has it.
        clip: Digest of the clip.
        embedding: Name of an embedding.
        seed: Of the settings.
    """

    effect: str
    clip: str
    embedding: str
    seed: int

    @property
    def id(self) -> str:
        """16 hex digits."""
        text = "\n".join(["settings-1", self.effect, self.clip, self.embedding, str(self.seed)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Folder:
    """Reads and writes the folder of one space of settings.

    Args:
        path: The atlas.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path)

    # Writing --------------------------------------------------------------------------

    def prepare(
        self, plan: Plan, effect: Effect, clip: Clip, embedding: SpaceRecord, text: str = ""
    ) -> None:
        """Make it where it is missing.

        Args:
            plan: What decides what it is.
            effect: Opened.
            clip: What it is tried on.
            embedding: What points are laid out by.
            text: Of the preset, where the effect is one.

        Raises:
            TimbrespaceError: It holds another space of settings, or something else.
        """
        from timbrespace.audio.write import write_wav

        known = self.store.about().get("settings")
        if known is not None and Plan(**known["plan"]) != plan:
            raise TimbrespaceError(
                f"'{self.path}' holds the settings of another effect, clip, embedding or seed.",
                "Name another folder.",
            )
        if known is None and self.store.exists():
            raise TimbrespaceError(f"'{self.path}' is another atlas.", "Name a new folder.")
        self.store.prepare(
            name=f"{effect.title}: settings on {clip.title}",
            space=embedding.id,
            settings={
                "plan": asdict(plan),
                "preset": text,
                "title": effect.title,
                "clip": {"title": clip.title, "from_s": clip.from_s},
                "parameters": [asdict(each) for each in effect.parameters],
            },
        )
        if not (self.path / CLIP).is_file():
            write_wav(self.path / CLIP, clip.samples[None], RATE_HZ, coding="float")

    def writers(self, effect: Effect, embedding: SpaceRecord) -> list[LatentsWriter]:
        """Of the embedding, of what points are coloured by, and of the settings."""
        records = (embedding, colours_record(effect), knobs_record(effect))
        return [self.store.latents_writer(record) for record in records]

    def write_items(self, effect: Effect, clip: Clip, theta: Floats) -> None:
        """The table of items for settings ``(N, P)``."""
        self.store.write_items(items_table(effect, clip, theta))

    def write_map(self, record: MapRecord, ids: list[str], points: Floats) -> None:
        """Keep a map."""
        import pandas as pd

        table = pd.DataFrame({"id": ids, "x": points[:, 0], "y": points[:, 1]})
        self.store.write_map(record, table.assign(trust=np.ones(len(table), np.float32)))

    # Reading --------------------------------------------------------------------------

    def about(self) -> dict[str, Any]:
        """What was written of the whole.

        Raises:
            TimbrespaceError: This is no space of settings.
        """
        found = self.store.about().get("settings")
        if not isinstance(found, dict):
            raise TimbrespaceError(
                f"'{self.path}' holds no settings of an effect.",
                "Make one: timbrespace settings EFFECT CLIP --out NEW.atlas",
            )
        return found

    def recipe(self) -> Recipe:
        """What opens the effect again."""
        about = self.about()
        return Recipe(str(about["plan"]["effect"]), str(about.get("preset", "")))

    def clip(self) -> Clip:
        """The clip."""
        from timbrespace.audio.decode import read

        about = self.about()["clip"]
        samples, _ = read(self.path / CLIP)
        return Clip(samples[0], str(about["title"]), float(about["from_s"]))

    def parameters(self) -> tuple[Parameter, ...]:
        """Of the effect, as it was."""
        return tuple(Parameter(**each) for each in self.about()["parameters"])


def colours_record(effect: Effect) -> SpaceRecord:
    """Descriptors, then the settings' values in their units."""
    measured = [Dim(each.name, each.unit, each.low, each.high) for each in descriptors()]
    knobs = [
        Dim(f"setting_{each.name}", each.unit, min(each.low, each.high), max(each.low, each.high))
        for each in effect.parameters
    ]
    return SpaceRecord(COLOURS, (*measured, *knobs), None)


def knobs_record(effect: Effect) -> SpaceRecord:
    """The settings in 0..1."""
    return SpaceRecord(KNOBS, tuple(Dim(p.name, "", 0.0, 1.0) for p in effect.parameters), None)


def values_of(parameters: tuple[Parameter, ...], theta: Floats) -> Floats:
    """Values ``(N, P)`` in units."""
    columns = [each.value(theta[:, i].astype(np.float64)) for i, each in enumerate(parameters)]
    return np.asarray(np.stack(columns, axis=1), np.float32)


def item_ids(effect: Effect, clip: Clip, theta: Floats) -> list[str]:
    """An id for each of settings ``(N, P)``: of effect, clip and the settings themselves."""
    base = hashlib.sha256(f"{effect.id}\n{clip.digest}\n".encode())
    ids = []
    for row in np.ascontiguousarray(theta, "<f4"):
        each = base.copy()
        each.update(row.tobytes())
        ids.append(each.hexdigest()[:16])
    return ids


def items_table(effect: Effect, clip: Clip, theta: Floats) -> pd.DataFrame:
    """One row for each of settings ``(N, P)``, with values in units as ``p.NAME``."""
    import pandas as pd

    ids = item_ids(effect, clip, theta)
    n = len(ids)
    table = pd.DataFrame(
        {
            "id": ids,
            "kind": KIND,
            "path": [f"{index:05d}.wav" for index in range(n)],
            "offset_s": np.zeros(n),
            "duration_s": np.full(n, clip.duration_s),
            "sample_rate": np.full(n, RATE_HZ, np.int64),
            "channels": np.ones(n, np.int64),
            "sha256": "",
            "group": ids,
        }
    )
    values = values_of(effect.parameters, theta)
    columns = {f"p.{each.name}": values[:, i] for i, each in enumerate(effect.parameters)}
    return pd.concat([table, pd.DataFrame(columns)], axis=1)
