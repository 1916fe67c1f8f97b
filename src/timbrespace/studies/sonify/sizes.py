"""The data, the voices and the couplings of the study; declared before anything is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timbrespace.sonify.coupling import How

#: The coupling that verdicts are about, and the baseline that it is compared with.
MAIN: How = "gaussian"
BASELINE: How = "random"
TITLES: dict[str, str] = {
    "gaussian": "Gaussian",
    "sliced": "sliced transport",
    "entropic": "entropic transport",
    "words": "words",
    "random": "random projection",
    "plain": "as they are",
}


@dataclass(frozen=True)
class DataCast:
    """One kind of data of the study.

    Args:
        name: In records, and of its folders.
        title: What the report calls it, unless code made it.
        kind: ``"table"`` or ``"motion"``.
        label: What should be heard.
        train: What its space is trained with, as :func:`timbrespace.train` takes it.
        n_items: Items that are heard, those held out first.
    """

    name: str
    title: str
    kind: str
    label: str
    train: Mapping[str, Any]
    n_items: int


@dataclass(frozen=True)
class VoiceCast:
    """One voice of the study.

    Args:
        name: In records, and of its folders.
        title: What the report calls it.
        place: What opens it; empty where it is given (``--voice``) or trained by the study.
        hows: Couplings that are heard.
        seconds: Of each sound, by data.
        n_held: Frames of its training sounds that are listened to, to know where it is at home.
    """

    name: str
    title: str
    place: str
    hows: tuple[How, ...]
    seconds: Mapping[str, float]
    n_held: int


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        data: What becomes sound.
        voices: Each plays each of the data.
        speech: What the voice of speech is trained with, where none is given.
        n_permutations: Of the blind probe's test.
        n_pairs: Of the listening test, of each data and voice.
        n_shown: Sounds of each label in the report, of each data and voice.
        mapped: Data whose whole map is made, with the first voice.
        layouts: Of that map.
    """

    data: tuple[DataCast, ...]
    voices: tuple[VoiceCast, ...]
    speech: Mapping[str, Any] = field(default_factory=dict)
    n_permutations: int = 99
    n_pairs: int = 8
    n_shown: int = 1
    mapped: tuple[str, ...] = ("genes",)
    layouts: tuple[str, ...] = ("umap", "pca")


#: A WaveNet is the slow voice: 120 rows of 1.5 s and 40 clips of 2.5 s, three couplings each, are
#: fourteen minutes of speech. The preset ``small`` makes sound at about four times real time on
#: one core; 320 items of it took three minutes.
FULL = Sizes(
    data=(
        DataCast("genes", "gene expression", "table", "label", {"preset": "small"}, 120),
        DataCast("motion", "motion capture", "motion", "content",
                 {"preset": "small", "max_minutes": 8.0}, 40),
    ),
    voices=(
        VoiceCast("bells", "stream:bells", "stream:bells",
                  ("gaussian", "sliced", "entropic", "words", "random", "plain"),
                  {"genes": 1.5, "motion": 2.5}, 512),
        VoiceCast("speech", "a WaveNet of speech", "", ("gaussian", "sliced", "random"),
                  {"genes": 1.5, "motion": 2.5}, 192),
    ),
    speech={"preset": "tiny", "max_minutes": 12.0},
)  # fmt: skip
SMALL = Sizes(
    data=(
        DataCast("genes", "gene expression", "table", "label",
                 {"preset": "small", "max_minutes": 0.2,
                  "changes": {"hidden": (32,), "dims": 8}}, 48),
        DataCast("motion", "motion capture", "motion", "content",
                 {"preset": "small", "max_minutes": 0.3,
                  "changes": {"channels": 24, "dims": 8, "window": 32}}, 24),
    ),
    voices=(
        VoiceCast("bells", "stream:bells", "stream:bells", ("gaussian", "sliced", "random"),
                  {"genes": 1.0, "motion": 1.2}, 64),
        VoiceCast("speech", "a WaveNet trained for a quarter of a minute", "",
                  ("gaussian", "random"), {"genes": 0.6, "motion": 0.6}, 24),
    ),
    speech={"preset": "tiny", "max_minutes": 0.25, "max_files": 24},
    n_permutations=20, n_pairs=3, layouts=("pca",),
)  # fmt: skip
