"""Sounds through an effect: a file or a folder, under settings in units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timbrespace.audio.decode import open_blocks, probe
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.info import Audio
from timbrespace.effects import presets
from timbrespace.effects.base import Effect, Floats, defaults
from timbrespace.effects.catalogue import all_own
from timbrespace.effects.flowing import flowing
from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

__all__ = ["Rendered", "apply_effect", "effects", "open_effect", "settings_for"]

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
    """

    source: Path
    out: Path | None
    quieter_db: float = 0.0
    mixed: bool = False
    kept: bool = False
    problem: str = ""


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


def apply_effect(
    effect: str | Effect,
    source: str | Path,
    out: str | Path | None = None,
    *,
    settings: Mapping[str, float] | None = None,
    preset: str | Path | None = None,
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
        tail: Keep what rings on after the end.
        trust: The user trusts the plug-in's file from now on.
        job: Counts sounds; can be stopped.

    Raises:
        TimbrespaceError: There is no such effect or setting, no sound, or a single file can't
            be read. In a folder, such files are told of in the list.
    """
    opened = open_effect(effect, trust) if isinstance(effect, str) else effect
    theta = settings_for(opened, settings or {}, preset)
    source = Path(source)
    job = quiet_job(job, "effect")
    if source.is_dir():
        folder = Path(out) if out is not None else _beside(source, opened, "")
        return list(_folder(opened, theta, source, folder, tail, job))
    target = Path(out) if out is not None else _beside(source, opened, ".wav")
    if target.resolve() == source.resolve():
        raise TimbrespaceError(
            f"'{target}' is the sound itself.", "Name another file for what is made of it."
        )
    job.begin(1, opened.title, unit="sounds")
    made = _one(opened, theta, source, target, tail)
    job.finish()
    return [made]


def _folder(
    effect: Effect, theta: Floats, source: Path, folder: Path, tail: bool, job: Job
) -> Iterator[Rendered]:
    from timbrespace.corpus.walk import walk

    if folder.resolve() == source.resolve():
        raise TimbrespaceError(
            f"'{folder}' is the folder of the sounds itself.", "Name another one for what is made."
        )
    found = walk(source)
    inside = (
        f"{folder.resolve().relative_to(source.resolve())}/" if _within(folder, source) else ""
    )
    files = [name for name in found.files if not inside or not name.startswith(inside)]
    if not files:
        raise TimbrespaceError(f"'{source}' holds no sounds.", "Name a folder that does.")
    _claim(folder, presets.preset_of(effect, theta))
    job.begin(len(files), effect.title, unit="sounds")
    for reject in found.rejects:
        yield Rendered(source / reject.path, None, problem=reject.reason)
    taken: set[Path] = set()
    for name in files:
        job.check()
        target = _free(folder / Path(name).with_suffix(".wav"), Path(name).suffix, taken)
        yield _or_problem(effect, theta, source / name, target, tail)
        job.advance(1)
    job.finish()


def _or_problem(effect: Effect, theta: Floats, source: Path, target: Path, tail: bool) -> Rendered:
    """One of many: what can't be read stops nobody else; a plug-in that fails does."""
    try:
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            return Rendered(source, target, kept=True)
        return _one(effect, theta, source, target, tail)
    except DecodeError as error:
        return Rendered(source, None, problem=str(error))


def _one(effect: Effect, theta: Floats, source: Path, target: Path, tail: bool) -> Rendered:
    from timbrespace.audio.write import write_wav

    info = probe(source)
    mixed = info.channels > 2
    target.parent.mkdir(parents=True, exist_ok=True)
    peak = 0.0

    def sound(gain: float) -> Iterator[Audio]:
        nonlocal peak
        running = effect.stream(info.sample_rate, 1 if mixed else info.channels)
        try:
            for block in flowing(running, _blocks(source, mixed), theta, tail):
                peak = max(peak, gain * float(np.abs(block).max(initial=0.0)))
                yield block * np.float32(gain)
        finally:
            running.close()

    written = write_wav(target, sound(1.0), info.sample_rate)
    if not written.n_clipped:
        return Rendered(source, target, mixed=mixed)
    # It is made again rather than kept in memory: it may be hours long.
    loud = peak
    write_wav(target, sound(1.0 / loud), info.sample_rate)
    return Rendered(source, target, quieter_db=20.0 * float(np.log10(loud)), mixed=mixed)


def _blocks(source: Path, mixed: bool) -> Iterator[Audio]:
    for block in open_blocks(source):
        yield block.mean(axis=0, keepdims=True) if mixed else block


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


def _claim(folder: Path, preset: presets.Preset) -> None:
    """What lies in a folder was made under one preset, which lies beside it."""
    path = folder / PRESET
    if path.is_file() and presets.read_preset(path) != preset:
        raise TimbrespaceError(
            f"'{folder}' holds sounds made under other settings ({PRESET}).",
            "Name another folder, or delete this one.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    presets.write_preset(path, preset)


def _beside(source: Path, effect: Effect, suffix: str) -> Path:
    from timbrespace.effects.chain import short_name

    # A folder may be called ".", which has no name beside which to put another.
    named = source if suffix else source.resolve()
    stem = named.stem if suffix else named.name
    return named.with_name(f"{stem}-{short_name(effect)}{suffix}")


def _within(folder: Path, source: Path) -> bool:
    return folder.resolve().is_relative_to(source.resolve())


def _free(target: Path, suffix: str, taken: set[Path]) -> Path:
    """Two sounds that differ by their endings only must not become one file."""
    if target in taken:
        target = target.with_name(f"{target.stem}-{suffix.lstrip('.')}.wav")
    taken.add(target)
    return target
