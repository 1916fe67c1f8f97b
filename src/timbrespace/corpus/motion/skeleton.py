"""A skeleton: joints, what each hangs on, and how long its bones are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.rotations import Floats


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Joints in an order in which parents come first.

    Args:
        names: One for each joint; the first is the root.
        parents: The number of the joint that each hangs on; -1 for the root.
        offsets: ``(J, 3)``: where each joint lies as its parent sees it, in the file's unit.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Floats

    def __len__(self) -> int:
        return len(self.names)

    @property
    def reach(self) -> float:
        """The length of the longest chain of bones from the root: what lengths are measured in."""
        longest = np.zeros(len(self))
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                bone = float(np.linalg.norm(self.offsets[joint]))
                longest[joint] = longest[parent] + bone
        return float(longest.max())

    def children(self, joint: int) -> list[int]:
        """The joints that hang on one."""
        return [each for each, parent in enumerate(self.parents) if parent == joint]

    def same_joints(self, other: Skeleton) -> bool:
        """Whether rotations mean the same for both; bones may differ in length."""
        return self.names == other.names and self.parents == other.parents

    def difference(self, other: Skeleton) -> str:
        """In a few words, what ``other`` has that this one has not, and the other way round."""
        lacks = [name for name in self.names if name not in other.names]
        more = [name for name in other.names if name not in self.names]
        if not lacks and not more:
            return "its joints hang together in another way"
        said = [
            f"{word} {', '.join(names[:3])}{f' and {len(names) - 3} more' * (len(names) > 3)}"
            for word, names in (("it lacks", lacks), ("it has besides", more))
            if names
        ]
        return "; ".join(said)

    def place(self, rotations: NDArray[np.float64], root: NDArray[np.float64]) -> Floats:
        """Where all joints are ``(F, J, 3)``, by forward kinematics.

        Args:
            rotations: ``(F, J, 3, 3)``, each as its parent sees it.
            root: ``(F, 3)``: where the root is.
        """
        turned = self.turn(rotations)
        placed = np.empty((len(rotations), len(self), 3))
        for joint, parent in enumerate(self.parents):
            if parent < 0:
                placed[:, joint] = root
            else:
                placed[:, joint] = placed[:, parent] + turned[:, parent] @ self.offsets[joint]
        return placed

    def turn(self, rotations: NDArray[np.float64]) -> Floats:
        """How all joints are turned as the world sees them ``(F, J, 3, 3)``."""
        turned = np.empty_like(rotations)
        for joint, parent in enumerate(self.parents):
            own = rotations[:, joint]
            turned[:, joint] = own if parent < 0 else turned[:, parent] @ own
        return turned
