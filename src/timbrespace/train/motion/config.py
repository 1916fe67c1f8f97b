"""What a VAE of motion can be told, and the sizes that have names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timbrespace.corpus.motion.features import n_features
from timbrespace.errors import TimbrespaceError
from timbrespace.train.schedules import KlSchedule, Name

#: Features that hardly move are not blown up: no deviation counts as smaller than this.
LEAST_DEVIATION = 0.03


@dataclass(frozen=True)
class MotionConfig:
    """The settings of a VAE of motion; the last four come from the clips.

    Args:
        rate_hz: Frames a second to which clips are brought.
        joints: ``"body"`` carries all human skeletons onto one of sixteen joints,
            ``"Hips,Spine,..."`` keeps these of each; empty leaves them as they are.
        skeleton: A BVH with the bones that tables of rotations turn; None: it lies beside them.
            A trained space does not keep it.
        window: Frames that are learned from at a time; 64 are two seconds.
        stride: Frames from one window to the next.
        channels: Of each convolution.
        dilations: One residual block each, in the encoder and again in the decoder; a frame's
            latent hears as many frames on either side as they sum to.
        dims: Of a latent.
        kl_schedule: How the weight of the KL term goes.
        kl_weight: The most that it weighs; the KL is a mean over frames and a sum over dims,
            beside the mean squared error of a feature. Raise it for fewer active dims.
        kl_steps: Steps of the warm-up or cycle; 0: a quarter of the run.
        place_weight: What the error of joints' places weighs beside that of features; it is 1
            for a model that always says the mean pose, the other at most 1.
        learning_rate: Of Adam.
        joint_names: From the clips, as the three that follow.
        joint_parents: The joint that each hangs on; -1 for the root.
        joint_offsets: Three for each joint, in reaches.
        heading_axis: Which of the root's own axes says whither the body faces.

    Raises:
        TimbrespaceError: Values that make no network.
    """

    rate_hz: float = 30.0
    joints: str = ""
    skeleton: str | None = None
    window: int = 64
    stride: int = 16
    channels: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    dims: int = 16
    kl_schedule: Name = "linear"
    kl_weight: float = 3e-3
    kl_steps: int = 0
    place_weight: float = 1.0
    learning_rate: float = 1e-3
    joint_names: tuple[str, ...] = ()
    joint_parents: tuple[int, ...] = ()
    joint_offsets: tuple[float, ...] = ()
    heading_axis: int = 0

    def __post_init__(self) -> None:
        for name in ("dilations", "joint_names", "joint_parents", "joint_offsets"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        _check(self)
        KlSchedule(self.kl_schedule, self.kl_weight, self.kl_steps)

    @property
    def n_features(self) -> int:
        """Numbers of a frame."""
        return n_features(len(self.joint_names))


def _check(config: MotionConfig) -> None:
    least = {"window": 8, "stride": 1, "channels": 1, "dims": 1}
    for name, low in least.items():
        if getattr(config, name) < low:
            raise TimbrespaceError(f"{name} is {getattr(config, name)}.", f"Give {low} or more.")
    if not config.dilations or min(config.dilations) < 1:
        raise TimbrespaceError(
            f"dilations {config.dilations} make no network.", "Give some, of 1 or more: 1,2,4."
        )
    if not 1 <= config.rate_hz <= 1000 or config.learning_rate <= 0 or config.place_weight < 0:
        raise TimbrespaceError(
            f"rate_hz {config.rate_hz}, learning_rate {config.learning_rate} and place_weight "
            f"{config.place_weight} can't be.",
            "Use 1 to 1000 Hz, a learning rate above 0 and a weight of 0 or more.",
        )


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # A minute or two on two cores for a few dozen clips.
    "small": {"channels": 96, "dims": 16, "batch_size": 16, "epochs": 100, "patience": 25},
    # For hours of motion: a wider view, and twice the dims.
    "large": {
        "channels": 384,
        "dilations": (1, 2, 4, 8, 16),
        "dims": 32,
        "window": 128,
        "stride": 32,
        "learning_rate": 5e-4,
        "batch_size": 64,
        "epochs": 300,
        "gradient_clip": 5.0,
    },
}
