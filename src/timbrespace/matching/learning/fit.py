"""A matcher, from clean sounds and an effect."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.effects.base import Effect
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.learning.pool import Wet, dry_pool, wet_pool
from timbrespace.matching.learning.scenes import Clip, Scenes, part_groups
from timbrespace.matching.network import Network
from timbrespace.matching.sound import Columns
from timbrespace.matching.storage import Matcher

#: Rate at which effects are heard while matchers learn, and seconds of a scene.
RATE_HZ, SCENE_S = 44_100, 3.0


@dataclass(frozen=True)
class Effort:
    """How much work goes into a matcher.

    Args:
        n_scenes: Clean scenes that are rendered, one setting each.
        n_judged: Scenes of other sources that it is judged by.
        n_steps: Of learning settings.
        n_refining: Of refining by sound; 0 leaves that out.
        n_weighed: Scenes of other sources on which its promises are weighed; 0: they are taken
            as they are.
    """

    n_scenes: int = 3_000
    n_judged: int = 375
    n_steps: int = 2_000
    n_refining: int = 40
    n_weighed: int = 60


class Ground:
    """Scenes and their styles, which matchers of all effects share.

    Args:
        clips: Clean sounds.
        effort: How many scenes.
        keep: Folder where styles are kept between runs, or None.
        seed: Of everything.
        job: Counts scenes; can be stopped.
    """

    def __init__(
        self, clips: list[Clip], effort: Effort, keep: Path | None, seed: int = 0,
        job: Job | None = None,
    ) -> None:  # fmt: skip
        learn, judge = part_groups(clips, seed)
        self.keep, self.seed, self.n_clips = keep, seed, len(clips)
        self.learn = Scenes(learn, RATE_HZ, SCENE_S)
        self.judge = Scenes(judge, RATE_HZ, SCENE_S)
        self.dry = dry_pool(self.learn, effort.n_scenes, seed, self._file("dry"), job)
        self.judge_dry = dry_pool(self.judge, effort.n_judged, seed + 1, self._file("judge"), job)

    def wet(self, effect: Effect, job: Job | None = None) -> tuple[Wet, Wet]:
        """The scenes through an effect, those to learn from and those to judge by.

        Raises:
            TimbrespaceError: The effect gives silence for nearly everything.
        """
        from timbrespace.atlas.latents import slug

        name = slug(effect.id)
        learn = wet_pool(effect, self.learn, self.dry, self.seed, self._file(f"wet-{name}"), job)
        judge = wet_pool(
            effect, self.judge, self.judge_dry, self.seed + 1, self._file(f"judge-{name}"), job
        )
        if learn.usable.sum() < 50 or judge.usable.sum() < 10:
            raise TimbrespaceError(
                f"{effect.title} gives silence for nearly every sound and setting.",
                "See whether it is an instrument, or needs more than audio to sound.",
            )
        return learn, judge

    def _file(self, name: str) -> Path | None:
        return None if self.keep is None else self.keep / f"{name}.npz"


def told_by_sound(effect: Effect) -> Columns:
    """Columns of the parameters that sound can tell.

    Raises:
        TimbrespaceError: There are none.
    """
    found = np.flatnonzero([each.identifiable for each in effect.parameters])
    if not len(found):
        raise TimbrespaceError(
            f"{effect.title} has no setting that can be told from its sound.",
            "Choose another effect.",
        )
    return found


def fit_matcher(
    effect: Effect, ground: Ground, effort: Effort | None = None, seed: int = 0,
    job: Job | None = None,
) -> Matcher:  # fmt: skip
    """Learn a matcher: settings first, then sound, then what its promises are worth.

    Args:
        effect: Any.
        ground: Scenes and their styles.
        effort: How much work.
        seed: The same seed gives the same matcher on one machine.
        job: Counts; can be stopped, and goes on where renderings were kept.

    Raises:
        TimbrespaceError: The effect can't be learned.
        Cancelled: The job was asked to stop.
    """
    from timbrespace.matching.learning import by_settings, by_sound
    from timbrespace.matching.learning.calibrate import calibrate

    job, effort = quiet_job(job, "learn"), effort or Effort()
    told = told_by_sound(effect)
    wet, judge_wet = ground.wet(effect, job)
    lesson = by_settings.Lesson.of(ground.dry, wet, told)
    judge = by_settings.Lesson.of(ground.judge_dry, judge_wet, told)
    network, fit = by_settings.learn_settings(lesson, judge, effort.n_steps, seed, job)
    facts = _facts(ground, wet, judge_wet, fit) | _errors(network, lesson, judge)
    if effort.n_refining:
        heard = partial(by_sound.Heard, effect)
        refined = by_sound.refine(
            network,
            heard(ground.learn, ground.dry, wet, told, ground.seed),
            heard(ground.judge, ground.judge_dry, judge_wet, told, ground.seed + 1),
            effort.n_refining, seed, job,
        )  # fmt: skip
        facts["refined"] = {**asdict(refined), "kept": refined.kept}
    names = tuple(each.name for each in effect.parameters)
    made = Matcher(
        effect.id, names, tuple(names[int(i)] for i in told), RATE_HZ,
        Network(network.to_arrays()), facts,
    )  # fmt: skip
    if not effort.n_weighed:
        return made
    worth = calibrate(
        made, effect, ground.judge, judge_wet, effort.n_weighed, ground.seed + 1, job
    )
    return replace(made, calibration=worth)


def _facts(ground: Ground, wet: Wet, judge: Wet, fit: float) -> dict[str, Any]:
    return {
        "n_sounds": ground.n_clips, "n_scenes": len(wet.theta), "n_judged": len(judge.theta),
        "share_usable": float(wet.usable.mean()), "share_audible": float(wet.audible.mean()),
        "log_likelihood": fit, "seed": ground.seed,
    }  # fmt: skip


def _errors(network: Any, lesson: Any, judge: Any) -> dict[str, Any]:
    """Mean absolute errors of settings on other sources, beside those of the mean setting."""
    import torch

    with torch.no_grad():
        _, logits = network(judge.sibling, judge.wet)
    chosen, true = torch.sigmoid(logits), judge.theta
    error = (chosen - true).abs().mean(dim=0)
    constant = (lesson.theta.mean(dim=0) - true).abs().mean(dim=0)
    return {"error": error.tolist(), "error_of_mean": constant.tolist()}
