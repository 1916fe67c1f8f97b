"""How large the study is; declared before anything is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timbrespace.studies.effects import matching

#: The aim: settings that are found take away this share of the dry sound's distance.
AIM = 0.3
#: A real plug-in, which nobody learned: it is matched by search alone.
PLUGINS = ("lv2:http://drobilla.net/plugins/mda/Overdrive",)


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        asked: Ids of the effects that spaces are asked about; empty: all of our own.
        n_each: Items of each of them.
        n_pairs: Pairs of each effect.
        vae: What the spectrogram VAE is trained with, as :func:`timbrespace.train` takes it.
        matching: Items and budgets of the matcher.
        n_scenes: Clean scenes that the look-up's table is made of.
        effects: Ids of the effects that are matched; empty: all of our own.
        plugins: Real ones, matched by search where they are installed.
        heard: Effects of the listening test and of the sounds in the report.
        n_drawn: Settings of each effect in a map of one clip.
        n_near: Settings under which ours are held against the real ones; 0: they are not.
    """

    asked: tuple[str, ...] = ()
    n_each: int = 120
    n_pairs: int = 40
    vae: Mapping[str, Any] = field(default_factory=lambda: {"preset": "vae", "max_minutes": 15.0})
    matching: matching.Sizes = matching.Sizes(n_items=8, n_clean=3)
    n_scenes: int = 1_100
    effects: tuple[str, ...] = ()
    plugins: tuple[str, ...] = PLUGINS
    heard: tuple[str, ...] = ("overdrive", "multiband", "delay", "ambience")
    n_drawn: int = 200
    n_near: int = 8


FULL = Sizes()
SMALL = Sizes(
    asked=("overdrive", "ringmod", "delay"),
    n_each=16,
    n_pairs=6,
    vae={
        "preset": "vae", "max_minutes": 0.4,
        "changes": {
            "n_fft": 512, "window": 512, "stft_hop": 256, "channels": (4, 8, 8, 8), "dims": 8,
        },
    },
    matching=matching.Sizes(n_items=2, n_clean=1, n_renders=16, n_table=0),
    n_scenes=0,
    effects=("overdrive", "delay"),
    plugins=(),
    heard=("overdrive",),
    n_drawn=40,
    n_near=2,
)  # fmt: skip
