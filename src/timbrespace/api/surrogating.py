"""Learn what a voice's latents sound like, and how to ask it for a sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import MissingExtra
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.evaluation import Effort, Evaluation
    from timbrespace.surrogates.runtime import LearnedSurrogate

#: Descriptors that become words unless others are named.
WORDS = (
    "loudness_lufs", "brightness", "depth", "roughness", "warmth", "sharpness", "hardness",
    "boominess", "centroid_hz", "flatness_db", "pitch_hz", "pitch_confidence",
)  # fmt: skip
#: Points that are enough for the voices of the study; more bring the second digit.
N_POINTS = 10_000
#: Latents that differ so many times more than their repeats: what is left is rounding.
_THE_SAME = 1e3


@dataclass(frozen=True)
class Surrogated:
    """What came of :func:`learn_surrogate`.

    Args:
        folder: Where the surrogate is kept.
        surrogate: Ready to be asked.
        evaluation: How good it is.
        notes: Sentences that a reader must know.
    """

    folder: Path
    surrogate: LearnedSurrogate
    evaluation: Evaluation
    notes: list[str]


def learn_surrogate(
    voice: str | Path | Voice,
    *,
    words: Sequence[str] = WORDS,
    n_points: int = N_POINTS,
    hold_s: float | None = None,
    warm_up_s: float | None = None,
    draw: str = "posterior",
    sounds: str | Path | None = None,
    out: str | Path | None = None,
    effort: Effort | None = None,
    n_steps: int | None = None,
    n_threads: int | None = None,
    trust: bool = False,
    seed: int = 0,
    job: Job | None = None,
) -> Surrogated:
    """Draw latents, hold, decode and describe them, learn both ways, judge, and keep it all.

    Called again after an interruption, it goes on with the points that it has.

    Args:
        voice: ``"stream:bells"``, a folder, a ``model.ts``, or an open voice.
        words: Descriptors to learn.
        n_points: Latents to measure.
        hold_s: Seconds that are described of each; default 0.6.
        warm_up_s: Seconds before those that are not; default 0.2.
        draw: ``"posterior"`` (real sounds' frames, and a little around them), ``"prior"``,
            ``"box"`` or ``"sobol"``.
        sounds: A folder or an atlas whose sounds stand for all that the voice may be asked for;
            default: the frames that the voice brings.
        out: The folder; default: this user's own for this voice.
        effort: How much is decoded to judge it.
        n_steps: Of the learning; default: what is usual.
        n_threads: That decode; default: as many as there are cores, up to four.
        trust: Whether a voice that is a program may be run.
        seed: Of everything; the same seed gives the same surrogate on one machine.
        job: Counts points, steps and decodes; can be stopped.

    Raises:
        MissingExtra: PyTorch is not installed.
        TimbrespaceError: There is no such voice or word, or the folder holds something else.
        Cancelled: The job was asked to stop.
    """
    _check_installed()
    from timbrespace.api.explaining import FLOOR_STEPS, dim_names
    from timbrespace.semantics.naming import descriptor
    from timbrespace.spaces.playing.opening import open_voice
    from timbrespace.surrogates import holding, storage
    from timbrespace.surrogates.evaluation import learn_and_judge
    from timbrespace.surrogates.measuring import measure_points
    from timbrespace.surrogates.meter import Meter
    from timbrespace.surrogates.opening import home_of
    from timbrespace.surrogates.sampling import draw_latents

    job = quiet_job(job, "surrogate")
    opened = open_voice(voice, trust=trust) if isinstance(voice, str | Path) else voice
    folder = Path(out).expanduser() if out is not None else home_of(opened.id)
    storage.check_free(folder)
    for name in words:
        descriptor(name)
    hold = holding.hold_for(
        opened,
        holding.HOLD_S if hold_s is None else hold_s,
        holding.WARM_UP_S if warm_up_s is None else warm_up_s,
    )
    frames = _frames(opened, sounds, seed, job)
    drawn = draw_latents(opened.dims, frames, n_points, draw, seed)
    meter = Meter(opened, words, hold)
    points = measure_points(
        meter, drawn, folder / storage.POINTS, facts={"seed": str(seed)}, job=job,
        n_threads=n_threads,
    )  # fmt: skip
    found = learn_and_judge(
        points, opened.dims, drawn.usual, meter, effort=effort, seed=seed, n_steps=n_steps, job=job
    )
    names = dim_names(
        found.surrogate, found.points, floor_steps=n_steps or FLOOR_STEPS, seed=seed, job=job
    )
    notes = _notes(opened, found, drawn.said, draw, n_points)
    storage.write(folder, found.surrogate, _about(found, seed), names)
    return Surrogated(folder, found.surrogate, found, notes)


def without_sounds(voice: Voice, draw: str, sounds: str | Path | None) -> str:
    """What to know before learning where nobody says how real sounds are in a voice; else ""."""
    from timbrespace.api.voices import hears

    if draw != "posterior" or sounds is not None or voice.usual() is not None:
        return ""
    said = (
        f"'{voice.id}' brings no frames of real sounds, so its latents are drawn from the prior: "
        "many of them may sound like nothing real."
    )
    return f"{said} Better: --sounds FOLDER, whose sounds it then hears." if hears(voice) else said


def _frames(voice: Voice, sounds: str | Path | None, seed: int, job: Job) -> Latents | None:
    """Where real sounds lie in this voice: those that are named, else those that it brings."""
    if sounds is None:
        return voice.usual()
    from timbrespace.spaces.playing.frames import frames_of

    return frames_of(voice, sounds, seed=seed, job=job)


def _about(found: Evaluation, seed: int) -> dict[str, Any]:
    """What ``config.toml`` says of the points."""
    points = found.points
    return {
        "n": len(points.latents),
        "draw": points.draw,
        "hold_frames": points.hold_frames,
        "warm_up_frames": points.warm_up_frames,
        "seed": seed,
    }


def _notes(voice: Voice, found: Evaluation, said: str, draw: str, n_points: int) -> list[str]:
    points, domain = found.points, found.domain
    frame_s = voice.hop / voice.sample_rate
    notes = [
        f"{n_points} points. {said}",
        f"Each latent was held for {(points.warm_up_frames + points.hold_frames) * frame_s:.2f} s;"
        f" the first {points.warm_up_frames * frame_s:.2f} s were not described.",
        f"{domain.silent:.1%} of the points are silent (below -70 LUFS), "
        f"{domain.clipped:.1%} reach full scale.",
    ]
    if draw == "posterior" and points.draw == "prior":
        notes.insert(1, "The voice brings no frames of real sounds, and none were named "
                     "(--sounds): the prior stands in for them.")  # fmt: skip
    times = f"{len(points.repeats)} latents were decoded {points.repeats.shape[1] + 1} times"
    least = min(map(domain.ratio, points.names), default=float("inf"))
    notes.append(
        f"{times} and gave the same each time."
        if least > _THE_SAME
        else f"{times} and differed: latents differ {least:.1f} times more than repeats of one, "
        "for the word where that is worst."
    )
    return notes


def _check_installed() -> None:
    """Raise at once, not after minutes of decoding."""
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise MissingExtra("learning a surrogate", "models")
