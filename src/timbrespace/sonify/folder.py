"""What a sonification leaves in its folder, and how far it has come.

sonify.json               what decides every sample, and plain facts
posterior.safetensors     frames (M, K): where the voice is at home
coupled.safetensors       points (N, K) of the items; rows (R, K) and offsets where they move
sounds/                   a WAV for each item, and labels.csv: file, labels, group
sounds.jsonl              a line for each WAV that is finished, in order: the resume point
piece.wav                 all of them, one after another
cues.csv, cues.txt        what sounds when: a table, and labels for Audacity
map.atlas/                the data's map, which plays these sounds
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas.files import (
    read_json,
    write_atomically,
    write_bytes,
    write_json,
    write_text,
)
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.rendering import Sounded
from timbrespace.spaces.data.items import offsets_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from timbrespace.sonify.plan import Plan
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.data.items import DataItems

ABOUT, LOG = "sonify.json", "sounds.jsonl"
SOUNDS, PIECE, MAP = "sounds", "piece.wav", "map.atlas"
COUPLED, HOME = "coupled.safetensors", "posterior.safetensors"
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Line:
    """What is known of one finished sound.

    Args:
        id: Of the item.
        path: Of its WAV, in the folder of sounds.
        sha256: Of that file.
        duration_s: In seconds.
        loudness_lufs: As the voice made it; None where it is silent.
        gain_db: That was put on it.
        offset_s: Where in that file the item begins.
    """

    id: str
    path: str
    sha256: str
    duration_s: float
    loudness_lufs: float | None
    gain_db: float
    offset_s: float = 0.0


class Folder:
    """Reads and writes the folder of one sonification.

    Args:
        path: Where it lies.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sounds = path / SOUNDS

    def about(self) -> dict[str, Any]:
        """What ``sonify.json`` says; empty where there is none yet."""
        file = self.path / ABOUT
        return dict(read_json(file)) if file.is_file() else {}

    def prepare(self, plan: Plan) -> None:
        """Make it, or see that it is of the same plan.

        Raises:
            TimbrespaceError: It holds another sonification, or something else.
        """
        wanted = plan.facts()
        about = self.about()
        if not about and self.path.is_dir() and any(_strangers(self.path)):
            raise TimbrespaceError(
                f"'{self.path}' is a folder with other things in it.", "Name a new one with --out."
            )
        known = about.get("plan")
        if known is not None and known != wanted:
            keys = dict.fromkeys([*wanted, *known])
            differ = ", ".join(key for key in keys if known.get(key) != wanted.get(key))
            raise TimbrespaceError(
                f"'{self.path}' holds a sonification of another {differ.replace('_', ' ')}.",
                "Name another folder with --out, or replace it with --again.",
            )
        self.sounds.mkdir(parents=True, exist_ok=True)
        if known is None:
            write_json(self.path / ABOUT, {"plan": wanted})

    def clear(self) -> None:
        """Forget a sonification that lies here, and nothing else.

        Raises:
            TimbrespaceError: This is no sonification.
        """
        import shutil

        if not self.about():
            return
        for folder in (self.sounds, self.path / MAP):
            shutil.rmtree(folder, ignore_errors=True)
        for name in (LOG, PIECE, COUPLED, HOME, "cues.csv", "cues.txt", ABOUT):
            (self.path / name).unlink(missing_ok=True)

    def note(self, **facts: Any) -> None:
        """Add to what ``sonify.json`` says."""
        write_json(self.path / ABOUT, {**self.about(), **facts})

    def keep(self, name: str, arrays: dict[str, NDArray[Any]]) -> None:
        """Write arrays beside the sounds."""
        from safetensors.numpy import save_file

        plain = {key: np.ascontiguousarray(value) for key, value in arrays.items()}
        write_atomically(self.path / name, lambda aside: save_file(plain, aside))

    def keep_runs(self, name: str, runs: Sequence[Latents], **more: NDArray[Any]) -> None:
        """Write runs ``(F, K)`` of unequal lengths beside the sounds, and arrays with them."""
        rows = np.concatenate(runs) if runs else np.zeros((0, 1))
        self.keep(name, {"rows": rows.astype(np.float32), "offsets": offsets_of(runs), **more})

    def runs(self, name: str) -> list[Latents]:
        """What :meth:`keep_runs` has written of runs."""
        from safetensors.numpy import load_file

        return _parted(load_file(self.path / name))

    def coupled(self) -> tuple[Latents, list[Latents]]:
        """Where the items lie in the voice ``(N, K)``, and the rows ``(F, K)`` of each.

        Raises:
            TimbrespaceError: Nothing was sonified here.
        """
        from safetensors.numpy import load_file

        file = self.path / COUPLED
        if not file.is_file():
            raise TimbrespaceError(
                f"'{self.path}' holds no sonification.", "timbrespace sonify makes one."
            )
        arrays = load_file(file)
        return arrays["points"], _parted(arrays)

    def finished(self) -> dict[str, Line]:
        """The sounds that are finished, by the id of their item; half a line is none."""
        file = self.path / LOG
        lines = {}
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        for whole in text.split("\n")[:-1]:
            line = Line(**json.loads(whole))
            if not (self.sounds / line.path).is_file():
                break
            lines[line.id] = line
        return lines

    def rewrite(self, lines: list[Line]) -> None:
        """Keep only these lines of the log."""
        text = "".join(json.dumps(asdict(line)) + "\n" for line in lines)
        write_text(self.path / LOG, text)

    def add(self, item_id: str, name: str, sound: Sounded, sample_rate: int) -> Line:
        """Write an item's WAV, and then its line."""
        from timbrespace.audio.write import wav_bytes

        content = wav_bytes(sound.audio, sample_rate)
        write_bytes(self.sounds / name, content)
        silent = not np.isfinite(sound.loudness_lufs)
        line = Line(
            item_id, name, hashlib.sha256(content).hexdigest(),
            sound.audio.shape[1] / sample_rate,
            None if silent else round(sound.loudness_lufs, 3), round(sound.gain_db, 3),
        )  # fmt: skip
        with (self.path / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(line)) + "\n")
        return line


def names_of(items: DataItems) -> list[str]:
    """File names of the items' sounds: a number, and what can be kept of the title.

    Example:
        >>> import pandas as pd
        >>> from timbrespace.spaces.data.items import DataItems
        >>> table = pd.DataFrame({"id": ["a"], "title": ["dance/happy 01"]})
        >>> names_of(DataItems(table, np.zeros((1, 2), np.float32), np.arange(2)))
        ['0000-dance-happy-01.wav']
    """
    titles = items.table["title" if "title" in items.table else "id"].astype(str)
    width = max(4, len(str(len(items) - 1)))
    return [
        f"{index:0{width}d}-{_PLAIN.sub('-', title).strip('-.')[:60]}.wav"
        for index, title in enumerate(titles)
    ]


def _parted(arrays: Mapping[str, NDArray[Any]]) -> list[Latents]:
    return [arrays["rows"][begin:end] for begin, end in pairwise(arrays["offsets"].tolist())]


def _strangers(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.name != ".lock"]
