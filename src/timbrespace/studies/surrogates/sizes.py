"""The voices of the study and how much is decoded of each; declared before anything is heard."""

from __future__ import annotations

from dataclasses import dataclass

#: The words that a player is promised: the closed loop is held against this rank correlation.
PROMISED = ("loudness_lufs", "brightness", "depth", "roughness")
PROMISE = 0.9
#: What is carried from one voice to the next, and with how many decodes of the new one.
CARRIED = PROMISED
ANCHORS = (0, 8, 32, 128, 512)
#: The sliders that are heard in the report, from one end to the other.
HEARD = ("brightness", "roughness")


@dataclass(frozen=True)
class Cast:
    """One voice of the study.

    Args:
        name: In records, and of its folders.
        title: What the report calls it.
        place: What :func:`timbrespace.api.voices.open_voice` takes; empty where the study
            makes the voice itself.
        n_points: Latents that are measured.
        hold_s: Seconds that are described of each.
        warm_up_s: Seconds before those that are not.
        n_requests: For each word and each way back.
        n_reach: Requests within and beyond the range, for each word.
        n_starts: Starting points of each slider's sweeps.
    """

    name: str
    title: str
    place: str
    n_points: int
    hold_s: float = 0.6
    warm_up_s: float = 0.2
    n_requests: int = 100
    n_reach: int = 40
    n_starts: int = 8


@dataclass(frozen=True)
class Sizes:
    """Everything that makes a run long or short.

    Args:
        voices: Each is learned, judged, and carried to each other one.
        words: That are learned; None: those that are usual.
        n_steps: Of the learning; None: as many as is usual.
        anchors: Decodes of the new voice in a transfer.
        n_draws: Of the anchors.
        floor: Whether importance has its floor of noise, which is learned anew.
        train_minutes: Of a voice that the study makes itself.
    """

    voices: tuple[Cast, ...]
    words: tuple[str, ...] | None = None
    n_steps: int | None = None
    anchors: tuple[int, ...] = ANCHORS
    n_draws: int = 5
    floor: bool = True
    train_minutes: float = 0.0


#: HiFi-GAN decodes about as fast as it sounds, so it gets fewer points and shorter ones, and
#: fewer requests; of 16 for each word the intervals were too wide to tell .66 from .9.
FULL = Sizes(
    voices=(
        Cast("bells", "stream:bells", "stream:bells", 10_000),
        Cast("lyra", "Lyra v2", "lyra", 10_000),
        Cast("hifigan", "HiFi-GAN behind a PCA of mel frames", "", 1_300, hold_s=0.45,
             warm_up_s=0.15, n_requests=48, n_reach=24, n_starts=2),
    ),
)  # fmt: skip
SMALL = Sizes(
    voices=(
        Cast("bells", "stream:bells", "stream:bells", 300, hold_s=0.45, warm_up_s=0.1,
             n_requests=12, n_reach=8, n_starts=2),
        Cast("bodies", "a stream space trained for half a minute", "", 300, hold_s=0.45,
             warm_up_s=0.1, n_requests=12, n_reach=8, n_starts=2),
    ),
    n_steps=400, anchors=(0, 8, 32), n_draws=2, floor=False, train_minutes=0.5,
)  # fmt: skip
