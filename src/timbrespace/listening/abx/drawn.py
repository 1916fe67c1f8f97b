"""ABX trials of sounds that are read when they are drawn, as those of an atlas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.pairs import Pair, random_pairs
from timbrespace.listening.design import SHORTEST_S, Audio, check_sound
from timbrespace.listening.folders import like

#: A sound of a trial is heard again and again: no more of it.
MOST_S = 10.0
#: Sounds that can't be heard are left out and others drawn; with more than this, all is given up.
MOST_UNHEARD = 40

Clip = tuple[Audio, int]


def drawn_trials(
    labels: Sequence[object],
    groups: Sequence[object],
    read: Callable[[int], Clip],
    n: int,
    *,
    condition: str,
    seed: int = 0,
) -> list[AbxTrial]:
    """Trials of random pairs among items whose sounds are read when they are drawn.

    Sounds shorter than a trial allows get silence behind them, of longer ones the first 10 s are
    heard; those of a trial that differ in channels are mixed down. An item that can't be read, or
    is silent, is left out, and the pairs are drawn anew.

    Args:
        labels: Of each item; those without one are passed over.
        groups: What belongs together.
        read: Samples ``(C, T)`` of an item and their rate in Hz.
        n: How many trials.
        condition: What they are counted under.
        seed: The same seed gives the same trials.

    Raises:
        TimbrespaceError: Too few items have a label, or a sound that can be heard.
    """
    left, clips = list(labels), dict[int, Clip]()
    fault: TimbrespaceError | None = None
    for _ in range(MOST_UNHEARD):
        try:
            pairs = random_pairs(left, groups, n, seed)
        except TimbrespaceError as error:
            raise error if fault is None else _too_few(fault) from fault
        unheard: list[int] = []
        for index in dict.fromkeys(index for pair in pairs for index in pair):
            if index not in clips:
                try:
                    clips[index] = _ready(read(index))
                except TimbrespaceError as error:
                    unheard, fault = [*unheard, index], error
        if not unheard:
            return [
                _trial(f"pair-{k + 1:02}", pair, clips, condition) for k, pair in enumerate(pairs)
            ]
        for index in unheard:
            left[index] = None
    assert fault is not None
    raise _too_few(fault)


def _too_few(fault: TimbrespaceError) -> TimbrespaceError:
    return TimbrespaceError(f"Too few sounds can be heard: {fault.message}", fault.remedy)


def _ready(clip: Clip) -> Clip:
    sound, rate_hz = clip
    sound = sound[:, : round(MOST_S * rate_hz)]
    if len(sound) > 2:
        sound = sound.mean(axis=0, keepdims=True)
    lacking = int(np.ceil(SHORTEST_S * rate_hz)) - sound.shape[1]
    ready = np.pad(sound, ((0, 0), (0, max(0, lacking)))).astype(np.float32)
    check_sound("A sound", ready, rate_hz, len(ready))
    return ready, rate_hz


def _trial(name: str, pair: Pair, clips: dict[int, Clip], condition: str) -> AbxTrial:
    own = [clips[index] for index in pair]
    if len({len(sound) for sound, _ in own}) > 1:
        own = [(sound.mean(axis=0, keepdims=True), rate_hz) for sound, rate_hz in own]
    first, rate_hz = own[0]
    a, b, like_a, like_b = [first, *(like(first, *each, rate_hz=rate_hz) for each in own[1:])]
    return AbxTrial(name, a, b, rate_hz, like_a, like_b, condition)
