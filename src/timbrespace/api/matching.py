"""Copy a style: process one sound so that it comes nearer to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Parameter
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.effects.base import Effect
    from timbrespace.matching.learning.fit import Effort
    from timbrespace.matching.match import Found, Way
    from timbrespace.matching.storage import Matcher

#: Effects are heard at rates between these; sounds at others are brought to 44,100 Hz, at which
#: matchers were learned: some effects cut at frequencies that go with the rate.
RATES_HZ, USUAL_HZ = (40_000, 50_000), 44_100
#: No more of a sound than this is read.
MOST_S = 600.0


@dataclass(frozen=True)
class Setting:
    """One row of the table of settings.

    Args:
        name: Of the parameter.
        title: For people.
        unit: Of the value.
        value: What was chosen.
        low: One standard deviation below it.
        high: One above.
        why_not: Where sound can't tell it, and it is the effect's own default: why.
        choices: Positions of a switch (:class:`timbrespace.effects.base.Parameter`).
    """

    name: str
    title: str
    unit: str
    value: float
    low: float
    high: float
    why_not: str = ""
    choices: tuple[tuple[float, str], ...] = ()

    def said(self, value: float) -> str:
        """A value as a person reads it: with its unit, or as the position of a switch."""
        position = Parameter(self.name, self.title, choices=self.choices).choice(value)
        return position or f"{value:.4g} {self.unit}".rstrip()


@dataclass(frozen=True)
class Matched:
    """What came of :func:`match`.

    Args:
        effect: Id of the effect.
        settings: All of them, in order.
        refused: Nothing was expected to beat doing nothing, so the sound was left alone.
        gain: Share of the dry sound's distance that goes; expected, or measured if ``known``.
        dry_distance: Of the untouched input from what the reference asks for.
        distance: Of the processed one.
        known: Whether those distances are measured (same performance), not expected.
        way: How the settings were found.
        predict_s: Processor time of the matcher's own answer, in seconds, once loaded; or None.
        n_renders: Settings that were tried.
        sound: The processed sound ``(C, T)``; the input where it was refused.
        sample_rate: Of it, in Hz.
        out: Where it was written, or None.
        preset: Where the settings were written, or None.
        notes: Sentences that a reader must know.
    """

    effect: str
    settings: tuple[Setting, ...]
    refused: bool
    gain: float
    dry_distance: float
    distance: float
    known: bool
    way: Way
    predict_s: float | None
    n_renders: int
    sound: NDArray[np.float32]
    sample_rate: int
    out: Path | None
    preset: Path | None
    notes: tuple[str, ...]


def match(
    source: str | Path,
    reference: str | Path,
    effect: str | Effect,
    *,
    matcher: str | Path | None = None,
    seconds: float = 0.0,
    same: bool = False,
    refine: Literal["search", "gradient"] = "search",
    anyway: bool = False,
    out: str | Path | None = None,
    trust: bool = False,
    seed: int = 0,
    job: Job | None = None,
) -> Matched:
    """Find settings that bring a sound nearer to the style of a reference, and apply them.

    Args:
        source: The sound to process.
        reference: A sound in the wanted style: any other, or the same one treated (``same``).
        effect: ``"overdrive"``, ``"lv2:URI"``, a preset's or chain's path, or an open effect.
        matcher: Folder of a matcher; default: this user's own of that effect, else the shipped.
        seconds: Budget of a search; 0: the matcher's answer at once, where there is one.
        same: The reference is the input itself, treated.
        refine: How settings are refined within that budget: by search, or by gradient, which
            needs an effect that passes one, and PyTorch, and takes 5 s where no budget is given.
        anyway: Process it even where nothing is expected to beat doing nothing.
        out: A WAV file (``.wav``); the preset is written beside it. Nothing is written where it
            is refused.
        trust: The user trusts a plug-in's file.
        seed: Of all chance.
        job: Counts settings; can be stopped.

    Raises:
        TimbrespaceError: A sound, the effect or the matcher can't be used, and what to do.
        MissingExtra: A gradient was asked for, and PyTorch is not installed.
        Cancelled: The job was asked to stop.
    """
    from timbrespace.api.effecting import wav_path
    from timbrespace.audio.write import write_wav
    from timbrespace.effects import presets
    from timbrespace.effects.opening import open_effect
    from timbrespace.matching.match import find_settings
    from timbrespace.matching.sound import PEAK_DBFS, at_rate, mono
    from timbrespace.matching.storage import find_matcher
    from timbrespace.matching.storage import read as read_matcher
    from timbrespace.matching.trials import Budget

    job = quiet_job(job, "match")
    target = None if out is None else wav_path(out)
    opened = open_effect(effect, trust=trust) if isinstance(effect, str) else effect
    learned = find_matcher(opened) if matcher is None else read_matcher(Path(matcher))
    if learned is not None:
        learned.check(opened)
    sound, rate, notes = _read(Path(source))
    other, other_rate, _ = _read(Path(reference))
    budget = Budget(seconds=seconds) if seconds > 0 else None
    found = find_settings(
        mono(sound), at_rate(mono(other), other_rate, rate), rate, opened, matcher=learned,
        budget=budget, same=same, refine=refine, seed=seed, job=job,
    )  # fmt: skip
    found = replace(found, theta=presets.as_kept(opened, found.theta))
    refused = found.choice.refused and not anyway
    made = sound if refused else _processed(opened, sound, found.theta, rate)
    target = None if refused else target
    preset = None
    if target is not None:
        write_wav(target, made, rate)
        preset = target.with_suffix(".toml")
        document = presets.preset_of(opened, found.theta, input_peak_db=PEAK_DBFS)
        presets.write_preset(preset, document)
    job.finish()
    return Matched(
        opened.id, _settings(opened, found), refused, found.choice.gain, found.choice.dry_risk,
        found.choice.risk, found.choice.known, found.way, found.predict_s,
        found.choice.n_renders, made, rate, target, preset, (*notes, *_warnings(found, seconds)),
    )  # fmt: skip


def train_matcher(
    data: str | Path,
    effect: str | Effect,
    out: str | Path | None = None,
    *,
    effort: Effort | None = None,
    group: str | None = None,
    where: tuple[str, ...] = (),
    max_files: int | None = None,
    trust: bool = False,
    seed: int = 0,
    job: Job | None = None,
) -> tuple[Path, Matcher]:
    """Learn a matcher for any effect from a folder of clean sounds; called again, it goes on.

    Args:
        data: A folder of sounds, a table of files, or an atlas.
        effect: As for :func:`match`.
        out: The folder; default: this user's own for that effect, which :func:`match` finds.
        effort: How much work goes into it.
        group: The label that says what was recorded together.
        where: ``"label=value"``: only sounds with that label.
        max_files: At most so many files.
        trust: The user trusts a plug-in's file.
        seed: The same seed gives the same matcher on one machine.
        job: Counts scenes and steps; can be stopped.

    Raises:
        MissingExtra: PyTorch is not installed.
        TimbrespaceError: Sounds or effect won't do, and what to do about it.
        Cancelled: The job was asked to stop; renderings are kept.
    """
    _check_installed()
    import shutil

    from timbrespace.effects.opening import open_effect
    from timbrespace.matching import storage
    from timbrespace.matching.learning.fit import RATE_HZ, Effort, Ground, fit_matcher
    from timbrespace.matching.learning.scenes import read_clips
    from timbrespace.train.sources import corpus_of

    job = quiet_job(job, "train")
    opened = open_effect(effect, trust=trust) if isinstance(effect, str) else effect
    folder = storage.home_of(opened.id) if out is None else Path(out).expanduser()
    storage.check_free(folder)
    effort = effort or Effort()
    corpus = corpus_of(data, group=group, where=where, max_files=max_files, seed=seed, job=job)
    files = [
        (Path(corpus.root) / str(row.path), str(row.group), str(Path(str(row.path)).parent))
        for row in corpus.items.itertuples()
    ]
    keep = folder.with_name(folder.name + ".training")
    ground = Ground(read_clips(files, RATE_HZ, job), effort, keep, seed, job)
    made = fit_matcher(opened, ground, effort, seed, job)
    storage.write(folder, made)
    shutil.rmtree(keep, ignore_errors=True)
    job.finish()
    return folder, made


def _read(path: Path) -> tuple[NDArray[np.float32], int, tuple[str, ...]]:
    """A sound ``(C, T)`` at a rate at which effects are heard, and what was done to it."""
    from timbrespace.audio.decode import read
    from timbrespace.matching.sound import at_rate

    sound, rate = read(path, duration_s=MOST_S)
    if RATES_HZ[0] <= rate <= RATES_HZ[1]:
        return sound, rate, ()
    brought = np.stack([at_rate(channel, rate, USUAL_HZ) for channel in sound])
    return brought, USUAL_HZ, (f"{path.name}: {rate:,} Hz, brought to {USUAL_HZ:,} Hz.",)


def _processed(
    effect: Effect, sound: NDArray[np.float32], theta: NDArray[np.float64], rate: int
) -> NDArray[np.float32]:
    """The whole sound under the settings, in at -12 dBFS peak, out at its own peak."""
    from timbrespace.effects.levels import levelled
    from timbrespace.matching.sound import PEAK_DBFS

    made = levelled(effect, sound, theta, rate, PEAK_DBFS)
    if not np.isfinite(made).all():
        raise TimbrespaceError(
            f"{effect.title} gave samples that are no numbers.", "Try other settings or sounds."
        )
    return made


def _warnings(found: Found, seconds: float) -> tuple[str, ...]:
    from timbrespace.matching.match import FEW_RENDERS, LEAST_SEARCH_S

    if not found.hurried:
        return ()
    given_s = seconds if seconds > 0 else LEAST_SEARCH_S
    return (
        f"Warning: in {given_s:g} s only {found.choice.n_renders} settings could be tried, and "
        f"fewer than {FEW_RENDERS} find little. Give it more time: --seconds "
        f"{max(20, round(given_s * 2 * FEW_RENDERS / max(found.choice.n_renders, 1)))}",
    )


def _settings(effect: Effect, found: Found) -> tuple[Setting, ...]:
    spread = dict(zip(found.told.tolist(), found.choice.spread.tolist(), strict=True))
    rows = []
    for i, (each, at) in enumerate(zip(effect.parameters, found.theta.tolist(), strict=True)):
        wide = spread.get(i, 0.0)
        low, high = (float(each.value(min(max(at + s, 0.0), 1.0))) for s in (-wide, wide))
        rows.append(
            Setting(each.name, each.title, each.unit, float(each.value(at)), low, high,
                    "" if each.identifiable else each.why_not, each.choices)
        )  # fmt: skip
    return tuple(rows)


def _check_installed() -> None:
    try:
        import auraloss  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("learning matchers", "models") from error
