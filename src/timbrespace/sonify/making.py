"""Render what is not rendered yet: item after item, in batches that never change."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.jobs import Job
from timbrespace.sonify.folder import Folder, Line, names_of
from timbrespace.sonify.paths import Paths
from timbrespace.sonify.rendering import render
from timbrespace.spaces.data.items import DataItems
from timbrespace.spaces.voice import Voice

#: Items that are decoded side by side, if their sounds together are no longer than this.
BATCH, BATCH_S = 16, 120.0


def make_sounds(
    folder: Folder,
    items: DataItems,
    paths: Paths,
    voice: Voice,
    loudness_lufs: float | None,
    job: Job,
) -> list[Line]:
    """A WAV for each item; those that are there stay.

    Args:
        folder: Where they go.
        items: Whose they are.
        paths: Of their latents.
        voice: That decodes.
        loudness_lufs: What all are brought to, or None.
        job: Progress in seconds of sound; cancelling it keeps what is finished.

    Returns:
        What is known of each, in the order of the items.

    Raises:
        Cancelled: The job was asked to stop.
    """
    ids, names = items.table["id"].astype(str).tolist(), names_of(items)
    frame_s = voice.hop / voice.sample_rate
    lengths_s = [paths.n_frames(index) * frame_s for index in range(len(items))]
    kept = folder.finished()
    folder.rewrite([kept[item] for item in ids if item in kept])
    job.begin(sum(lengths_s), f"{len(items)} sounds", unit="s")
    for batch in batches(lengths_s):
        job.check()
        # A batch is rendered whole or not at all: what a sound is must not depend on a stop.
        if not all(ids[index] in kept for index in batch):
            sounds = render(voice, [paths.track(index) for index in batch], loudness_lufs)
            for index, sound in zip(batch, sounds, strict=True):
                if ids[index] not in kept:
                    kept[ids[index]] = folder.add(
                        ids[index], names[index], sound, voice.sample_rate
                    )
        job.advance(sum(lengths_s[i] for i in batch), f"{batch[-1] + 1} of {len(items)} sounds")
    return [kept[item] for item in ids]


def batches(lengths_s: Sequence[float]) -> list[list[int]]:
    """Items that are rendered together: neighbours, few enough and short enough.

    Example:
        >>> batches([50.0, 50.0, 50.0, 1.0])
        [[0, 1], [2, 3]]
    """
    made: list[list[int]] = []
    for index, length_s in enumerate(lengths_s):
        longest = max([lengths_s[i] for i in made[-1]] + [length_s]) if made else 0.0
        n = len(made[-1]) + 1 if made else 0
        if not made or n > BATCH or n * longest > BATCH_S:
            made.append([])
        made[-1].append(index)
    return made
