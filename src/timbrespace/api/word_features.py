"""What words are read from: the measurements of an atlas's items, and of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.features import DESCRIPTORS, Block
from timbrespace.surrogates.words.word import OwnWord, descriptors_in, descriptors_of

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas

Floats = NDArray[np.float64]


def playable() -> tuple[str, ...]:
    """The descriptors that words read: those that surrogates learn unless they are told otherwise.

    A word that read anything else could not be played on most of them.
    """
    from timbrespace.api.surrogating import WORDS

    return WORDS


@dataclass(frozen=True)
class SoundTable:
    """All that a word can read of an atlas's items.

    Args:
        ids: Of the items ``(N,)``.
        groups: Of the items ``(N,)``.
        blocks: What the atlas has of what was asked for; descriptors come first.
        rows: Features by space, each ``(N, F)``.
        every: All descriptors ``(N, K)``, for marks.
        names: Of those.
        usable: Which items have features at all ``(N,)``.
    """

    ids: NDArray[Any]
    groups: NDArray[Any]
    blocks: tuple[Block, ...]
    rows: dict[str, Floats]
    every: Floats
    names: tuple[str, ...]
    usable: NDArray[np.bool_]

    @property
    def n_descriptors(self) -> int:
        """Columns of descriptors, which come first."""
        return len(self.blocks[0].dims) if self.blocks[0].space == DESCRIPTORS else 0

    def measured(self, row: int) -> dict[str, float]:
        """All descriptors of one item.

        Raises:
            TimbrespaceError: It was not measured.
        """
        if not np.isfinite(self.every[row]).any():
            raise TimbrespaceError(
                f"Nothing was measured of item {self.ids[row]}.",
                "timbrespace encode FOLDER --atlas ATLAS measures what is missing.",
            )
        return dict(zip(self.names, self.every[row].tolist(), strict=True))

    def features(self, blocks: Sequence[Block]) -> Floats:
        """Features ``(N, F)`` in the order of a word's blocks.

        Raises:
            TimbrespaceError: The atlas has not got them, or made them with another model.
        """
        own = {block.space: block for block in self.blocks}
        columns = []
        for block in blocks:
            here = own.get(block.space)
            if here is None or here.model_hash != block.model_hash:
                raise TimbrespaceError(
                    f"This word reads '{block.space}' of one model, which this atlas has not got.",
                    f"Encode it with the same weights: timbrespace encode FOLDER --space "
                    f"{block.space} --atlas ATLAS",
                )
            if block.space == DESCRIPTORS:
                columns.append(self._descriptors(block))
            elif len(here.dims) == len(block.dims):
                columns.append(self.rows[block.space])
        return np.concatenate(columns, axis=1)

    def _descriptors(self, block: Block) -> Floats:
        lacking = [name for name in block.dims if name not in self.names]
        if lacking:
            raise TimbrespaceError(
                f"This word reads {', '.join(lacking)}, which this atlas has not measured.",
                "Encode the folder again, so that all descriptors are measured.",
            )
        return self.every[:, [self.names.index(name) for name in block.dims]]


def table_of(atlas: Atlas, reads: Sequence[str] = (DESCRIPTORS,)) -> SoundTable:
    """What an atlas has of its items.

    Args:
        atlas: The atlas.
        reads: ``"descriptors"`` and short or full ids of spaces.

    Raises:
        TimbrespaceError: It has no descriptors, or not such a space.
    """
    measured = atlas.descriptors()
    names = tuple(str(name) for name in measured.columns)
    if not names:
        raise TimbrespaceError(
            "This atlas has no descriptors, which words are read from.",
            f"Measure them: timbrespace encode FOLDER --atlas {atlas.path}",
        )
    every = measured.to_numpy(np.float64)
    blocks, rows = [], {}
    usable = np.isfinite(every).any(axis=1)
    held = [name for name in playable() if name in names]
    # Descriptors come first: a slider is made of them.
    for text in sorted(reads, key=lambda text: text != DESCRIPTORS):
        if text == DESCRIPTORS:
            blocks.append(Block(DESCRIPTORS, tuple(held)))
            continue
        space = atlas.space(text)
        about = next(s for s in atlas.spaces() if s["id"] == space)
        rows[space] = atlas.pooled(space).astype(np.float64)
        dims = tuple(f"{space}.{i}" for i in range(rows[space].shape[1]))
        blocks.append(Block(space, dims, str(about.get("model_hash") or "")))
        usable &= np.isfinite(rows[space]).all(axis=1)
    items = atlas.items
    return SoundTable(
        items["id"].to_numpy(), items["group"].to_numpy(), tuple(blocks), rows, every, names,
        usable,
    )  # fmt: skip


def of_marks(word: OwnWord) -> tuple[Floats, tuple[Block, ...]]:
    """The descriptors ``(N, F)`` that all marks bring and any voice can be asked for.

    Raises:
        TimbrespaceError: The marks have none in common.
    """
    brought = descriptors_in(word)
    names = tuple(name for name in playable() if name in brought)
    if word.marks and not names:
        raise TimbrespaceError(
            f"The marks of '{word.name}' have no descriptor in common.",
            "Mark the sounds again in an atlas that was encoded anew.",
        )
    features = descriptors_of(word, names) if word.marks else np.zeros((0, len(names)))
    return features, (Block(DESCRIPTORS, names),)
