"""Sounds through an effect: a file or a folder, under settings in units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.atlas.files import read_toml, write_toml
from timbrespace.audio.decode import open_blocks, probe
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.info import Audio
from timbrespace.effects import presets
from timbrespace.effects.base import Effect, Floats, defaults
from timbrespace.effects.catalogue import all_own
from timbrespace.effects.flowing import flowing
from timbrespace.effects.levels import gain_in, gain_to, peak_of
from timbrespace.effects.opening import SUFFIX, open_effect
from timbrespace.effects.plugins import is_plugin
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

__all__ = [
    "Rendered",
    "apply_effect",
    "effects",
    "input_peak_of",
    "open_effect",
    "settings_for",
    "wav_path",
]

#: Beside the sounds of a folder: the settings that made them.
PRESET = "preset.toml"


@dataclass(frozen=True)
class Rendered:
    """One sound that went through an effect, or why it did not.

    Args:
        source: Its file.
        out: The file that was made; None where there is none.
        quieter_db: By how much it was made quieter, so that nothing is clipped.
        mixed: Its channels were more than an effect takes, and are one now.
        kept: It had been made before, under the same settings.
        problem: Why there is no file, else ``""``.
        input_peak_db: The peak, in dBFS, that it was brought to before the effect, and from
            which it was brought back to its own; None: it went in as it was.
    """

    source: Path
    out: Path | None
    quieter_db: float = 0.0
    mixed: bool = False
    kept: bool = False
    problem: str = ""
    input_peak_db: float | None = None


def effects() -> list[Effect]:
    """All effects of our own; plug-ins are listed by :func:`timbrespace.api.plugins.plugins`.

    Example:
        >>> [each.id for each in effects()][:3]
        ['overdrive', 'ringmod', 'combo']
    """
    return [*all_own()]


def settings_for(
    effect: Effect, changes: Mapping[str, float], preset: str | Path | None = None
) -> Floats:
    """Settings ``(P,)`` in [0, 1]: the defaults, or a preset's, with changes in units.

    Args:
        effect: What they are for.
        changes: Values in the units of the parameters, by name.
        preset: A file of settings of this very effect or chain.

    Raises:
        TimbrespaceError: There is no such setting, or the preset is another effect's.

    Example:
        >>> settings_for(open_effect("overdrive"), {"drive": 25}).tolist()
        [0.25, 0.0, 0.5]
    """
    if preset is not None:
        found = presets.read_preset(preset)
        mine = presets.preset_of(effect, defaults(effect))
        if [place for place, _ in found.effects] != [place for place, _ in mine.effects]:
            named = " + ".join(place for place, _ in found.effects)
            raise TimbrespaceError(
                f"The preset '{preset}' is for {named}, not for {effect.id}.",
                f"Name it as the effect: timbrespace effect {preset} SOUND",
            )
        base = _by_name(effect, found)
    else:
        base = {each.name: each.default for each in effect.parameters}
    return presets.settings_of(effect, {**base, **changes})


def input_peak_of(effect: str | Effect, preset: str | Path | None = None) -> float | None:
    """The peak, in dBFS, at which settings were found, as the preset's file says; else None.

    Args:
        effect: What they are for; a preset's path says its own.
        preset: A file of settings, which comes before the effect's.

    Raises:
        TimbrespaceError: A preset can't be read.

    Example:
        >>> input_peak_of("overdrive") is None
        True
    """
    if preset is not None:
        return presets.read_preset(preset).input_peak_db
    if isinstance(effect, str) and effect.endswith(SUFFIX) and not is_plugin(effect):
        return presets.read_preset(effect).input_peak_db
    return None


def apply_effect(
    effect: str | Effect,
    source: str | Path,
    out: str | Path | None = None,
    *,
    settings: Mapping[str, float] | None = None,
    preset: str | Path | None = None,
    input_peak_db: float | None = None,
    tail: bool = False,
    trust: bool = False,
    job: Job | None = None,
) -> list[Rendered]:
    """Put a sound, or every sound of a folder, through an effect; 16-bit WAV.

    A folder keeps its tree. Stopped or interrupted, the same call goes on: sounds that are
    there already, under the same settings and newer than their sources, are kept.

    Args:
        effect: ``"overdrive"``, ``"lv2:URI"``, a preset's path, or an open effect.
        source: A file or a folder.
        out: A WAV file, or a folder; default: ``NAME-EFFECT`` beside the source.
        settings: Values in the units of the parameters, by name.
        preset: A file of settings of this effect; ``settings`` go over it.
        input_peak_db: Bring each sound to this peak before the effect, and what comes out to
            the peak that it had; default: as the preset says (:func:`input_peak_of`).
        tail: Keep what rings on after the end.
        trust: The user trusts the plug-in's file from now on.
        job: Counts sounds; can be stopped.

    Raises:
        TimbrespaceError: There is no such effect or setting, no sound, or a single file can't
            be read. In a folder, such files are told of in the list.
    """
    opened = open_effect(effect, trust) if isinstance(effect, str) else effect
    theta = settings_for(opened, settings or {}, preset)
    if input_peak_db is None:
        input_peak_db = input_peak_of(effect, preset)
    work = _Work(opened, theta, input_peak_db, tail, quiet_job(job, "effect"))
    source = Path(source)
    if source.is_dir():
        folder = Path(out) if out is not None else _beside(source, opened, "")
        return list(_folder(work, source, folder))
    target = wav_path(out) if out is not None else _beside(source, opened, ".wav")
    if target.resolve() == source.resolve():
        raise TimbrespaceError(
            f"'{target}' is the sound itself.", "Name another file for what is made of it."
        )
    work.job.begin(1, opened.title, unit="sounds")
    made = _one(work, source, target)
    work.job.finish()
    return [made]


@dataclass(frozen=True)
class _Work:
    """What is done to every sound alike."""

    effect: Effect
    theta: Floats
    input_peak_db: float | None
    tail: bool
    job: Job

    def document(self) -> dict[str, Any]:
        """What lies beside the sounds of a folder: a preset that also says how they end."""
        preset = presets.preset_of(self.effect, self.theta, input_peak_db=self.input_peak_db)
        return {**preset.document(), "tail": self.tail}


def _folder(work: _Work, source: Path, folder: Path) -> Iterator[Rendered]:
    from timbrespace.corpus.walk import walk

    if folder.resolve() == source.resolve():
        raise TimbrespaceError(
            f"'{folder}' is the folder of the sounds itself.",
            "Name another one for what is made.",
        )
    found = walk(source)
    # Where it lies inside, what was made before is no sound to be made anew.
    names = [each for each in found.files if not _within(source / each, folder)]
    if not names:
        raise TimbrespaceError(f"'{source}' holds no sounds.", "Name a folder that does.")
    _claim(folder, work.document())
    work.job.begin(len(names), work.effect.title, unit="sounds")
    for reject in found.rejects:
        yield Rendered(source / reject.path, None, problem=reject.reason)
    taken: set[Path] = set()
    for name in names:
        work.job.check()
        target = _free(folder / Path(name).with_suffix(".wav"), Path(name).suffix, taken)
        yield _or_problem(work, source / name, target)
        work.job.advance(1)
    work.job.finish()


def _or_problem(work: _Work, source: Path, target: Path) -> Rendered:
    """One of many: what can't be read stops nobody else; a plug-in that fails does."""
    try:
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            return Rendered(source, target, kept=True)
        return _one(work, source, target)
    except DecodeError as error:
        return Rendered(source, None, problem=str(error))


def _one(work: _Work, source: Path, target: Path) -> Rendered:
    from timbrespace.audio.write import write_wav

    passing = _Passing(work, source)
    target.parent.mkdir(parents=True, exist_ok=True)
    rate, level = passing.sample_rate, work.input_peak_db
    if level is None:
        if not write_wav(target, passing.sound(), rate).n_clipped:
            return Rendered(source, target, mixed=passing.mixed)
        own = passing.peak
    else:
        own = max((peak_of(block) for block in passing.blocks()), default=0.0)
        passing.before = gain_in(own, level)
        for _ in passing.sound():
            pass  # How loud it comes out is known at its end only.
    # It is made again rather than kept in memory: it may be hours long.
    after = gain_to(passing.peak, min(own, 1.0))
    write_wav(target, passing.sound(after), rate)
    quieter_db = 20.0 * float(np.log10(max(own, 1.0)))
    return Rendered(source, target, quieter_db, passing.mixed, input_peak_db=level)


class _Passing:
    """One sound as it goes through the effect, as often as need be.

    Args:
        work: What is done.
        source: The sound's file.

    Attributes:
        before: Gain before the effect.
        peak: Of what came out the last time, before any gain.
    """

    def __init__(self, work: _Work, source: Path) -> None:
        info = probe(source)
        self._work, self._source = work, source
        self.sample_rate, self.mixed = info.sample_rate, info.channels > 2
        self._channels = 1 if self.mixed else info.channels
        self.before, self.peak = 1.0, 0.0

    def blocks(self) -> Iterator[Audio]:
        """The sound as it goes in."""
        for block in open_blocks(self._source):
            self._work.job.check()  # A file that is half written is taken away again.
            mixed = block.mean(axis=0, keepdims=True) if self.mixed else block
            yield mixed * np.float32(self.before)

    def sound(self, after: float = 1.0) -> Iterator[Audio]:
        """What comes out, times a gain."""
        self.peak = 0.0
        running = self._work.effect.stream(self.sample_rate, self._channels)
        try:
            for block in flowing(running, self.blocks(), self._work.theta, self._work.tail):
                self._work.job.check()
                self.peak = max(self.peak, peak_of(block))
                yield block * np.float32(after)
        finally:
            running.close()


def _by_name(effect: Effect, preset: presets.Preset) -> dict[str, float]:
    """A preset's values by the names that the effect, or the chain, gives its parameters."""
    _, theta = presets.open_preset(preset, lambda place: _link(effect, place))
    return {
        p.name: float(p.value(float(at))) for p, at in zip(effect.parameters, theta, strict=True)
    }


def _link(effect: Effect, place: str) -> Effect:
    from timbrespace.effects.chain import Chain

    links = effect.links if isinstance(effect, Chain) else (effect,)
    return next(each for each in links if each.id == place)


def _claim(folder: Path, made_by: Mapping[str, Any]) -> None:
    """What lies in a folder was made in one way, which lies beside it as a preset."""
    path = folder / PRESET
    if path.is_file() and read_toml(path) != made_by:
        raise TimbrespaceError(
            f"'{folder}' holds sounds made under other settings ({PRESET}).",
            "Name another folder, or delete this one.",
        )
    write_toml(path, made_by)


def _beside(source: Path, effect: Effect, suffix: str) -> Path:
    from timbrespace.effects.chain import short_name

    # A folder may be called ".", which has no name beside which to put another.
    named = source if suffix else source.resolve()
    stem = named.stem if suffix else named.name
    return named.with_name(f"{stem}-{short_name(effect)}{suffix}")


def wav_path(out: str | Path) -> Path:
    """The path of a WAV file to be written.

    Raises:
        TimbrespaceError: Its name ends otherwise.
    """
    path = Path(out).expanduser()
    if path.suffix.lower() not in (".wav", ".wave"):
        raise TimbrespaceError(
            f"'{path}' is no WAV file, and nothing else is written here.", "End its name in .wav."
        )
    return path


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _free(target: Path, suffix: str, taken: set[Path]) -> Path:
    """Two sounds that differ by their endings only must not become one file."""
    if target in taken:
        target = target.with_name(f"{target.stem}-{suffix.lstrip('.')}.wav")
    taken.add(target)
    return target
