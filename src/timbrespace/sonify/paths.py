"""From latents that stand still to latents that move: a held tone, a glide, a tour, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Latents

Real = TypeVar("Real", bound=np.floating)

#: ``"hold"``: one latent all along. ``"slerp"``: from an item to the one that follows.
#: ``"tour"``: to those most like it and back; no label is looked at. ``"motion"``: as the item
#: itself moves. ``"course"``: through many items in one breath.
PathName = Literal["hold", "slerp", "tour", "motion", "course"]
PATHS: tuple[PathName, ...] = get_args(PathName)
#: How long an item sounds, in seconds; one that moves has its own length.
SECONDS: dict[str, float | None] = {
    "hold": 2.0, "slerp": 2.0, "tour": 4.0, "motion": None, "course": 2.0,
}  # fmt: skip
#: Stops of a tour, beside the item itself: usually, and at most.
N_STOPS, MOST_STOPS = 3, 64
#: No sound is shorter: loudness is measured in blocks of 0.4 s.
SHORTEST_S = 0.4
#: Nor longer, unless items are.
LONGEST_S = 600.0
#: Nor a course, however many items it leads through: it is decoded in one breath.
LONGEST_COURSE_S = 1_800.0


@dataclass(frozen=True)
class Paths:
    """Tracks of latents in a voice, one for each item, or each course.

    Args:
        how: One of :data:`PATHS`.
        points: ``(N, K)``; where items lie in the voice.
        centre: ``(K,)``; the middle of where the voice is at home, round which glides go.
        after: ``(N,)``; the item that follows each, or -1: for ``"slerp"``.
        near: ``(N, n)``; the items most like each, nearest first: for ``"tour"``.
        runs: Rows ``(F, K)`` of each item that moves: for ``"motion"``.
        rate_hz: Rows a second in these.
        frame_rate_hz: Frames a second that the voice takes.
        seconds: How long each is; None: as long as the item itself. Of a course: each stop.
        courses: The stops of each course: for ``"course"``.
    """

    how: PathName
    points: Latents
    centre: NDArray[np.floating]
    after: NDArray[np.int64]
    near: NDArray[np.int64]
    runs: tuple[Latents, ...]
    rate_hz: float | None
    frame_rate_hz: float
    seconds: float | None
    courses: tuple[NDArray[np.int64], ...] = ()

    def __len__(self) -> int:
        """How many tracks there are."""
        return len(self.courses) or len(self.points)

    def n_frames(self, index: int) -> int:
        """Frames of an item's or a course's track."""
        if self.how == "course":
            each_s = self.seconds or SECONDS["course"] or SHORTEST_S
            seconds = each_s * len(self.courses[index])
        elif self.seconds is None and self.rate_hz:
            seconds = max(SHORTEST_S, len(self.runs[index]) / self.rate_hz)
        else:
            seconds = self.seconds or SECONDS["hold"] or SHORTEST_S
        return max(1, round(seconds * self.frame_rate_hz))

    def track(self, index: int) -> Latents:
        """The frames ``(F, K)`` of an item, or of a course."""
        n = self.n_frames(index)
        if self.how == "course":
            return passage(self.points[self.courses[index]], n, self.centre)
        if self.how == "motion":
            return resampled(self.runs[index], n)
        stops = [index]
        if self.how == "slerp" and self.after[index] >= 0:
            stops = [index, int(self.after[index])]
        elif self.how == "tour":
            stops = [index, *map(int, self.near[index]), index]
        return glide(self.points[stops], n, self.centre)


def check(how: str, seconds: float | None, moves: bool, stops: int = N_STOPS) -> PathName:
    """The path that was asked for.

    Raises:
        TimbrespaceError: There is none such, the items don't move, or length or stops won't do.
    """
    if how not in PATHS:
        raise TimbrespaceError(f"There is no path '{how}'.", f"Use {', '.join(PATHS)}.")
    if how == "motion" and not moves:
        raise TimbrespaceError(
            "These items do not move: each is one latent.", "Use --path hold, slerp or tour."
        )
    if seconds is not None and not SHORTEST_S <= seconds <= LONGEST_S:
        raise TimbrespaceError(
            f"A sound can't be {seconds:g} s long.", f"Use {SHORTEST_S} to {LONGEST_S:.0f} s."
        )
    if not 1 <= stops <= MOST_STOPS:
        raise TimbrespaceError(f"A tour can't have {stops} stops.", f"Use 1 to {MOST_STOPS}.")
    return how


def glide(stops: Latents, n_frames: int, centre: NDArray[np.floating]) -> Latents:
    """Frames ``(F, K)`` through stops ``(S, K)``, equally long between any two, with rests.

    Example:
        >>> ends = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
        >>> track = glide(ends, 5, np.zeros(2))
        >>> track[0].tolist(), track[-1].tolist(), track[2].round(2).tolist()
        ([1.0, 0.0], [0.0, 1.0], [0.7099999785423279, 0.7099999785423279])
    """
    if len(stops) == 1:
        return np.repeat(np.asarray(stops, np.float32), n_frames, axis=0)
    return _along(stops, np.linspace(0.0, len(stops) - 1, n_frames), centre)


def passage(stops: Latents, n_frames: int, centre: NDArray[np.floating]) -> Latents:
    """Frames ``(F, K)`` through stops ``(S, K)``, each of which has an equal part of the time.

    A stop is reached in the middle of its part; before the first and after the last one it rests.

    Example:
        >>> stops = np.array([[0.0], [1.0], [4.0]], np.float32)
        >>> passage(stops, 7, np.array([-9.0])).ravel().round(1).tolist()
        [0.0, 0.0, 0.5, 1.0, 2.5, 4.0, 4.0]
    """
    if len(stops) == 1:
        return glide(stops, n_frames, centre)
    at = np.linspace(-0.5, len(stops) - 0.5, n_frames)
    return _along(stops, np.clip(at, 0.0, len(stops) - 1), centre)


def _along(stops: Latents, at: NDArray[np.floating], centre: NDArray[np.floating]) -> Latents:
    """Where one is ``(F, K)`` on the way through stops; ``at`` counts them from 0."""
    leg = np.minimum(at.astype(np.int64), len(stops) - 2)
    part = at - leg
    eased = part * part * (3.0 - 2.0 * part)  # Slow where an item is, quick in between.
    return slerp(stops[leg], stops[leg + 1], eased, centre)


def slerp(
    a: NDArray[np.floating],
    b: NDArray[np.floating],
    t: NDArray[np.floating],
    centre: NDArray[np.floating],
) -> Latents:
    """Between points ``(F, K)`` on arcs round a centre, at a steady distance from it.

    In many dims the straight way between two likely points leads past the middle, where points
    are few. Source: Shoemake, "Animating rotation with quaternion curves" (1985); of latents,
    White, "Sampling generative networks" (2016).

    Args:
        a: Where each begins.
        b: Where it ends.
        t: ``(F,)`` in 0..1.
        centre: ``(K,)``.
    """
    from_a, from_b = np.asarray(a, np.float64) - centre, np.asarray(b, np.float64) - centre
    length_a = np.linalg.norm(from_a, axis=1, keepdims=True)
    length_b = np.linalg.norm(from_b, axis=1, keepdims=True)
    unit_a, unit_b = from_a / np.maximum(length_a, 1e-12), from_b / np.maximum(length_b, 1e-12)
    angle = np.arccos(np.clip((unit_a * unit_b).sum(axis=1, keepdims=True), -1.0, 1.0))
    sine = np.sin(angle)
    share = np.asarray(t, np.float64)[:, None]
    # In line with the centre there is no arc, or no one arc: straight on.
    bends = sine > 1e-4
    safe = np.where(bends, sine, 1.0)
    weight_a = np.where(bends, np.sin((1.0 - share) * angle) / safe, 1.0 - share)
    weight_b = np.where(bends, np.sin(share * angle) / safe, share)
    length = (1.0 - share) * length_a + share * length_b
    arc = np.where(bends, length * (weight_a * unit_a + weight_b * unit_b),
                   (1.0 - share) * from_a + share * from_b)  # fmt: skip
    return np.asarray(centre + arc, np.float32)


def resampled(rows: NDArray[Real], n_frames: int) -> NDArray[Real]:
    """Rows ``(R, K)`` as so many frames over the same time, straight in between.

    They are reckoned in float64, and keep the precision that they have.

    Example:
        >>> resampled(np.array([[0.0], [1.0]], np.float32), 3).ravel().tolist()
        [0.0, 0.5, 1.0]
    """
    at = np.linspace(0.0, len(rows) - 1, n_frames)
    low = np.minimum(at.astype(np.int64), max(0, len(rows) - 2))
    part = (at - low)[:, None]
    high = np.minimum(low + 1, len(rows) - 1)
    return np.asarray((1.0 - part) * rows[low] + part * rows[high], rows.dtype)
