"""Augmented copies: sounds changed in ways that leave their labels true.

A chain is a TOML file of steps; a number in it may be a range ``[low, high]``. Each copy is an
item of its own, in the group of its source, kept as FLAC so that it can be heard. What it becomes
follows from its source, the chain and the seed alone: not from the order or from what was
interrupted.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.augment_steps import KINDS, Parameter, convolved, read_response
from timbrespace.errors import TimbrespaceError

Audio = NDArray[np.float32]

PRESET = "preset:"
_HELP = "docs/augmentation.md lists steps and what they take."


@dataclass(frozen=True)
class Step:
    """One step of a chain.

    Args:
        kind: Its name, a key of ``augment_steps.KINDS``.
        ranges: Lowest and highest value of each number that it takes.
        chance: How often it is applied, 0 to 1.
        responses: Impulse responses to draw from, for a reverb that is not the synthetic room.
    """

    kind: str
    ranges: Mapping[str, tuple[float, float]]
    chance: float = 1.0
    responses: tuple[Path, ...] = ()

    def apply(self, audio: Audio, sample_rate: int, rng: np.random.Generator) -> Audio:
        """``(C, T)`` changed; draws the same from ``rng`` whether it is applied or not."""
        parameters = KINDS[self.kind].parameters
        happens = rng.uniform() < self.chance
        drawn = {name: _draw(rng, parameters[name], *self.ranges[name]) for name in self.ranges}
        own = np.random.default_rng(rng.integers(1 << 63))
        if not happens:
            return audio
        if self.responses:
            path = self.responses[int(own.integers(len(self.responses)))]
            return convolved(audio, read_response(path, sample_rate))
        return KINDS[self.kind].apply(audio, sample_rate, drawn, own)


@dataclass(frozen=True)
class Chain:
    """Steps that are applied one after the other.

    Args:
        name: Marks the copies, as ``label.augmented``.
        steps: In their order.
        copies: How many of each sound.
    """

    name: str
    steps: tuple[Step, ...]
    copies: int = 1

    @cached_property
    def sha256(self) -> str:
        """Changes when what the chain does changes, impulse responses included."""
        plain = [
            (s.kind, sorted(s.ranges.items()), s.chance, [_sha256(p) for p in s.responses])
            for s in self.steps
        ]
        return hashlib.sha256(json.dumps([self.name, plain]).encode()).hexdigest()

    def apply(self, audio: Audio, sample_rate: int, seed: str) -> Audio:
        """One copy of ``(C, T)``, never over full scale.

        Args:
            audio: Full scale at 1.
            sample_rate: In Hz.
            seed: Any text; the same text gives the same copy.
        """
        digest = hashlib.sha256(f"{seed}|{self.sha256}".encode()).digest()
        rng = np.random.default_rng(int.from_bytes(digest[:8], "little"))
        for step in self.steps:
            audio = step.apply(audio, sample_rate, rng)
        peak = float(np.abs(audio).max(initial=0.0))
        return audio / np.float32(peak) if peak > 1 else audio


def presets() -> list[str]:
    """The names of the chains that come along."""
    folder = resources.files("timbrespace.corpus") / "presets"
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir())


def read_chain(chain: str | Path) -> Chain:
    """A chain from a TOML file, or one that comes along (``"preset:latent-audio"``).

    Raises:
        TimbrespaceError: No such file or preset, or it says something that no chain can.

    Example:
        >>> [step.kind for step in read_chain("preset:latent-audio").steps]
        ['high-shelf', 'reverb', 'low-shelf']
    """
    text = str(chain)
    if text.startswith(PRESET):
        name = text.removeprefix(PRESET)
        if name not in presets():
            raise TimbrespaceError(
                f"There is no preset {name!r}.", f"There are: {', '.join(presets())}."
            )
        source = resources.files("timbrespace.corpus") / "presets" / f"{name}.toml"
        return parse_chain(source.read_text(encoding="utf-8"), text, Path())
    path = Path(text).expanduser()
    try:
        return parse_chain(path.read_text(encoding="utf-8"), path.name, path.parent)
    except (OSError, UnicodeDecodeError) as error:
        raise TimbrespaceError(
            f"'{path}' is not a chain that can be read ({error}).",
            f"Name a TOML file, or one of: {', '.join(PRESET + name for name in presets())}.",
        ) from error


def parse_chain(text: str, where: str, folder: Path) -> Chain:
    """A chain from the text of a TOML file.

    Args:
        text: The TOML.
        where: What errors call it.
        folder: What paths in it are relative to.

    Raises:
        TimbrespaceError: It says something that no chain can.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TimbrespaceError(f"{where} is not TOML ({error}).", _HELP) from error
    steps = told.pop("step", [])
    name = str(told.pop("name", Path(where).stem))
    copies = told.pop("copies", 1)
    if told or not isinstance(steps, list) or not steps:
        found = f"found {', '.join(told)}" if told else "found no [[step]]"
        raise TimbrespaceError(f"{where}: expected name, copies and [[step]]s, {found}.", _HELP)
    if not isinstance(copies, int) or not 1 <= copies <= 100:
        raise TimbrespaceError(f"{where}: copies = {copies!r}; expected 1 to 100.", _HELP)
    if not name or any(c in '/\\:*?"<>|' or ord(c) < 32 for c in name) or name.startswith("."):
        raise TimbrespaceError(f"{where}: {name!r} cannot be a name.", "Use letters and dashes.")
    return Chain(name, tuple(_step(dict(step), where, folder) for step in steps), copies)


def _step(told: dict[str, Any], where: str, folder: Path) -> Step:
    kind = str(told.pop("do", ""))
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, 1, 0.5)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        raise TimbrespaceError(
            f"{where}: no step does {kind!r}.", f"{meant}There are: {', '.join(KINDS)}."
        )
    here = f"{where}, {kind}"
    low, high = _range(told.pop("chance", 1.0), Parameter(0, 1), f"{here}: chance")
    responses = told.pop("impulse_responses", None) if kind == "reverb" else None
    parameters = {} if responses is not None else KINDS[kind].parameters
    unknown = told.keys() - parameters.keys()
    if unknown:
        takes = ", ".join([*KINDS[kind].parameters, "chance"])
        raise TimbrespaceError(f"{here}: takes no {sorted(unknown)[0]!r}.", f"It takes: {takes}.")
    ranges = {
        name: _range(told.get(name, parameter.usual), parameter, f"{here}: {name}")
        for name, parameter in parameters.items()
    }
    if low != high:
        raise TimbrespaceError(f"{here}: chance is one number.", "Use 0 to 1.")
    return Step(kind, ranges, low, _responses(responses, here, folder))


def _range(told: Any, parameter: Parameter, here: str) -> tuple[float, float]:
    ends: Sequence[Any] = told if isinstance(told, list) else [told, told]
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends)
    if len(ends) != 2 or not numbers or not parameter.low <= ends[0] <= ends[1] <= parameter.high:
        found = "nothing" if told is None else repr(told)
        raise TimbrespaceError(
            f"{here}: expected a number or [low, high] within {parameter.low:g} to "
            f"{parameter.high:g}, found {found}.",
            _HELP,
        )
    return float(ends[0]), float(ends[1])


def _responses(told: Any, here: str, folder: Path) -> tuple[Path, ...]:
    if told is None:
        return ()
    place = (folder / str(told)).expanduser()
    found = sorted(p for p in place.iterdir() if p.is_file()) if place.is_dir() else [place]
    sounds = [p for p in found if p.is_file() and not p.name.startswith(".")]
    if not sounds:
        raise TimbrespaceError(
            f"{here}: no impulse responses in '{place}'.", "Name a sound, or a folder of sounds."
        )
    return tuple(sounds)


def _draw(rng: np.random.Generator, parameter: Parameter, low: float, high: float) -> float:
    if parameter.log:
        return float(np.exp(rng.uniform(np.log(low), np.log(high))))
    return float(rng.uniform(low, high))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
