"""How fast a WaveNet makes sound on one core: naively, and from queues in four ways.

    python benchmarks/wavenet.py [--preset small] [--sounds 1 16] [--seconds 1] [--repeats 5]
                                 [--ways naive pytorch torchscript onnx compiled]

Naive is the full network over the receptive field for each new sample. The others keep each
layer's past in a queue: step by step in PyTorch, as a loop in TorchScript, as a loop (``Scan``)
in ONNX Runtime, and by the compiled kernel (Numba), which is the one that plays. Figures are
samples a second of processor time, all sounds together, in the best of the repeats, so that other
work on the machine counts for little; what the clock says stands beside them. First it is checked
that all foretell the same: the largest difference of their outputs from those of the full
network, as a share of the largest output. Weights are drawn at random; the time that a network
takes does not depend on them.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from torch import Tensor

from timbrespace.train.wavenet import outputs
from timbrespace.train.wavenet.cached import Cached, compiled
from timbrespace.train.wavenet.config import PRESETS, WavenetConfig
from timbrespace.train.wavenet.network import WaveNet, spread
from wavenet_onnx import Scanned
from wavenet_script import scripted

WAYS = ("naive", "pytorch", "torchscript", "onnx", "compiled")
#: Ways that differ by more than this part of the largest output do not foretell the same.
MOST_APART = 1e-5
HEAD = (
    "sounds", "way", "samples a second", "x naive", "x real time, each sound", "by the clock"
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """A way to make samples.

    Args:
        name: One of ``WAYS``.
        n_samples: Of each sound, in a repeat.
        make: Makes them.
    """

    name: str
    n_samples: int
    make: Callable[[], object]


def main() -> None:
    """Parse, check, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--preset", default="small", choices=PRESETS)
    parser.add_argument("--sounds", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = config_of(options.preset)
    wavenet = WaveNet(config).eval()
    n_weights = sum(each.numel() for each in wavenet.parameters())
    print(
        f"preset {options.preset}: {n_weights:,} weights, {len(config.dilations)} layers, "
        f"a receptive field of {config.receptive_field} samples at {config.sample_rate} Hz"
    )
    for name, apart in differences(wavenet).items():
        print(f"{name}: outputs differ from the full network's by {apart:.1e} of the largest")
        if apart > MOST_APART:
            raise SystemExit(f"{name} does not foretell what the full network does")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for n_sounds in options.sounds:
        chosen = [w for w in ways(wavenet, n_sounds, options.seconds) if w.name in options.ways]
        report(chosen, n_sounds, config.sample_rate, options.repeats)


def config_of(preset: str) -> WavenetConfig:
    """The network of a preset."""
    known = {each.name for each in fields(WavenetConfig)}
    return WavenetConfig(**{k: v for k, v in PRESETS[preset].items() if k in known})


def report(chosen: list[Way], n_sounds: int, rate_hz: int, repeats: int) -> None:
    """Print a row for each way."""
    naive_hz = None
    for way in chosen:
        spent = [timed(way.make) for _ in range(repeats)]
        made = way.n_samples * n_sounds
        cpu_hz, clock_hz = (made / min(each) for each in zip(*spent, strict=True))
        naive_hz = cpu_hz if way.name == "naive" else naive_hz
        times = f"{cpu_hz / naive_hz:,.0f}" if naive_hz else "-"
        real_time = cpu_hz / n_sounds / rate_hz
        row = (n_sounds, way.name, f"{cpu_hz:,.0f}", times, f"{real_time:.2g}", f"{clock_hz:,.0f}")
        print(f"| {' | '.join(map(str, row))} |", flush=True)


def timed(make: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor, and of the clock."""
    cpu_s, clock_s = time.process_time(), time.perf_counter()
    make()
    return time.process_time() - cpu_s, time.perf_counter() - clock_s


def ways(wavenet: WaveNet, n_sounds: int, seconds: float) -> list[Way]:
    """All of them, each at work long enough to be timed."""
    config = wavenet.config
    n_naive, n_pytorch = max(2, 16 // n_sounds), 2 * config.hop
    n_frames = max(2, round(seconds * config.sample_rate / config.hop))
    frames = conditions(config, n_sounds, n_frames)
    lines = spread(frames[:, [0, 0, 1]], config.hop)
    generator, loop = compiled(wavenet, n_sounds), scripted(wavenet)
    scan, given_lines = Scanned(wavenet, n_sounds), lines.numpy()
    for _ in range(2):  # TorchScript looks on before it compiles.
        loop(lines[:, :8], None)
    layered = frames.reshape(n_sounds, n_frames, len(config.dilations), -1).numpy()
    return [
        Way("naive", n_naive, lambda: naive(wavenet, n_sounds, n_naive)),
        Way("pytorch", n_pytorch, lambda: Cached(wavenet, n_sounds).make(lines)),
        Way("torchscript", n_pytorch, lambda: loop(lines, None)),
        Way("onnx", n_pytorch, lambda: scan(given_lines)),
        Way("compiled", n_frames * config.hop, lambda: generator.push(layered)),
    ]


def conditions(config: WavenetConfig, n_sounds: int, n_frames: int) -> Tensor:
    """Drawn at random, ``(B, F, L * 2 G)``."""
    return torch.randn(n_sounds, n_frames, len(config.dilations) * 2 * config.gate)


@torch.no_grad()
def naive(wavenet: WaveNet, n_sounds: int, n_samples: int) -> None:
    """Samples, each from the full network over its receptive field, after any beginning."""
    config = replace(wavenet.config, hop=8)
    # Short frames, so that they fill the receptive field and hardly more.
    full = WaveNet(config).eval()
    full.load_state_dict(wavenet.state_dict())
    window = config.receptive_field + -config.receptive_field % config.hop
    codes = torch.randint(0, 256, (n_sounds, window + n_samples))
    around = conditions(config, n_sounds, window // config.hop + 1)
    for t in range(n_samples):
        logits = full(codes[:, t : t + window], around)[:, -1]
        codes[:, window + t] = torch.multinomial(torch.softmax(logits, -1), 1)[:, 0]


@torch.no_grad()
def differences(wavenet: WaveNet, n_frames: int = 8) -> dict[str, float]:
    """How far the fast ways are from the full network, sample by sample."""
    config = wavenet.config
    frames = conditions(config, 1, n_frames)
    around = torch.cat([frames[:, :1], frames], 1)
    given = torch.randint(0, 256, (1, n_frames * config.hop))
    before = torch.cat([outputs.to_codes(torch.zeros(1, 1)), given], 1)
    full, lines = wavenet(before[:, :-1], around), spread(around, config.hop)
    layered = frames.reshape(1, n_frames, len(config.dilations), -1).numpy()
    fast = {
        "pytorch": Cached(wavenet).follow(given, lines),
        "torchscript": scripted(wavenet)(lines, given)[1],
        "onnx": torch.from_numpy(Scanned(wavenet, tells=True)(lines.numpy(), given.numpy())[1]),
        "compiled": torch.from_numpy(compiled(wavenet).follow(given.numpy(), layered)),
    }
    return {name: float((out - full).abs().max() / full.abs().max()) for name, out in fast.items()}


if __name__ == "__main__":
    main()
