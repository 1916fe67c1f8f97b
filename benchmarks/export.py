"""How fast an exported voice plays, beside the engine's own path: one core, by block size.

    python benchmarks/export.py [VOICE] [--surrogate FOLDER] [--seconds 5] [--repeats 5]

The file for nn~ is written, loaded with plain ``torch.jit.load`` and driven in blocks as its host
does, under inference mode: ``decode`` with latents that move, ``play`` with words that move every
frame (the most that can be asked of it) and with words that stand still. Beside it what the
engine plays with: the voice on ONNX Runtime.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

from timbrespace.api.exporting import export
from timbrespace.exports.inlets import Inlet, inlets
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.opening import find_surrogate, open_surrogate

BLOCKS = (256, 512, 1_024, 2_048, 4_096)
#: Blocks before the clock runs: TorchScript compiles itself on the first ones.
WARM_UP = 30


def main() -> None:
    """Parse, export, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("voice", nargs="?", default="stream:bells")
    parser.add_argument("--surrogate", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    voice = open_voice(options.voice)
    folder = options.surrogate
    surrogate = find_surrogate(voice) if folder is None else open_surrogate(folder, voice)
    with tempfile.TemporaryDirectory() as place:
        made = export(options.voice, "nn~", Path(place) / "voice.ts", surrogate=folder)
        began_s = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            program = torch.jit.load(str(made.place)).eval()
        took_s, megabytes = time.perf_counter() - began_s, made.place.stat().st_size / 1e6
        print(f"{voice.id}: {', '.join(made.parts)}; {megabytes:.1f} MB, loads in {took_s:.2f} s")
    print(f"{'block':>6} {'path':22} {'x real time':>12} {'quartiles':>15} {'p50':>8} "
          f"{'p95':>8} {'p99 ms':>8}")  # fmt: skip
    for block in BLOCKS:
        if block % voice.hop:
            continue
        n_frames = block // voice.hop
        players = {"engine: decode": engine(voice, n_frames)}
        players["nn~: decode"] = hosted(program.decode, latents_of(voice, n_frames))
        if surrogate is not None:
            moving, still = words_of(inlets(surrogate), n_frames)
            players["nn~: play, moving"] = hosted(program.play, moving)
            players["nn~: play, still"] = hosted(program.play, still)
        for path, player in players.items():
            report(block, path, player, voice, options.seconds, options.repeats)


def latents_of(voice: Voice, n_frames: int) -> torch.Tensor:
    """A frame after another within each dim's range, ``(1, D, F)``."""
    low, high = (np.array([getattr(d, end) or 0.0 for d in voice.dims]) for end in ("low", "high"))
    drawn = np.random.default_rng(0).uniform(low, high, (n_frames, len(low)))
    return torch.from_numpy(drawn.T[None].astype(np.float32))


def words_of(words: tuple[Inlet, ...], n_frames: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Words that move in every frame, and words that don't, ``(1, K, F)``."""
    low, high = (np.array([getattr(word, end) for word in words]) for end in ("low", "high"))
    drawn = np.random.default_rng(0).uniform(low, high, (n_frames, len(low)))
    moving = torch.from_numpy(drawn.T[None].astype(np.float32))
    return moving, moving[:, :, :1].expand_as(moving).contiguous()


def engine(voice: Voice, n_frames: int) -> Callable[[], object]:
    """The voice as the engine has it."""
    player = voice.open_player()
    latents = latents_of(voice, n_frames)[0].numpy().T
    return lambda: player.push(latents)


def hosted(
    method: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> Callable[[], object]:
    """A method of the file as the host calls it."""

    def play() -> torch.Tensor:
        with torch.inference_mode():
            return method(x)

    return play


def report(
    block: int, path: str, player: Callable[[], object], voice: Voice, seconds: float, repeats: int
) -> None:
    """Print one line."""
    factors, times_ms = [], []
    for _ in range(WARM_UP):
        player()
    for _ in range(repeats):
        n_blocks = max(1, int(seconds * voice.sample_rate / block))
        took_s = [timed(player) for _ in range(n_blocks)]
        times_ms += [1e3 * each for each in took_s]
        factors.append(n_blocks * block / voice.sample_rate / sum(took_s))
    low, middle, high = statistics.quantiles(factors, n=4)
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    line = f"{block:>6} {path:22} {middle:>12.1f} {low:>7.1f} {high:>7.1f}"
    print(f"{line} {p50:>8.3f} {p95:>8.3f} {p99:>8.3f}", flush=True)


def timed(player: Callable[[], object]) -> float:
    """Seconds of one block."""
    began_s = time.perf_counter()
    player()
    return time.perf_counter() - began_s


if __name__ == "__main__":
    main()
