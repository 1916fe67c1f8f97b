"""Fitting a projection: this one against scikit-learn's exact PCA, on the same matrix.

    python benchmarks/projection.py               # 20,000 x 1,000 and 1,100 x 1,000
    python benchmarks/projection.py --dims 2000

Both get float32 latents like YAMNet's (after a ReLU, spectrum falling by a thousand) from a file
on disk and give all principal axes of scaled latents. Each fit runs in a process of its own, whose
peak memory is read from the operating system; ``idle`` only imports. ``64 dims`` is what
``timbrespace project`` fits: the leading axes, the rest complete without being computed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

#: What is compared, first the one that the others are compared with.
WAYS = ("sklearn full", "sklearn covariance_eigh", "ours, all dims", "ours, 64 dims")
BLOCK_ROWS = 512


def main() -> None:
    """Print a table: rows, dims, way, seconds, peak memory, how many times faster."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dims", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=1, help="the quickest of so many counts")
    parser.add_argument(
        "--make", nargs=3, metavar=("ROWS", "DIMS", "FILE"), help=argparse.SUPPRESS
    )
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.make:
        np.save(args.make[2], latents(int(args.make[0]), int(args.make[1])))
        return
    if args.one:
        fit(args.one[0], Path(args.one[1]))
        return
    print(f"{'rows':>7} {'dims':>6}  {'way':<24} {'fit_s':>8} {'peak_MB':>8} {'times faster':>13}")
    for n_rows in (20 * args.dims, 11 * args.dims // 10):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "latents.npy"
            # In a process of its own: a child's peak memory starts from that of its parent.
            made = ["--make", str(n_rows), str(args.dims), str(path)]
            subprocess.run([sys.executable, __file__, *made], check=True)
            print(f"{n_rows:>7} {args.dims:>6}  idle {measured('idle', path, 1)[1]:>37.0f}")
            first_s = 0.0
            for way in WAYS:
                seconds, peak_mb = measured(way, path, args.repeats)
                first_s = first_s or seconds
                print(
                    f"{n_rows:>7} {args.dims:>6}  {way:<24} {seconds:>8.2f} "
                    f"{peak_mb:>8.0f} {first_s / seconds:>13.2f}",
                    flush=True,
                )


def latents(n_rows: int, n_dims: int) -> np.ndarray:
    """Correlated activations after a ReLU, ``(n_rows, n_dims)`` float32."""
    rng = np.random.default_rng(0)
    mix = rng.standard_normal((n_dims, n_dims), np.float32)
    mix *= np.geomspace(1, 1e-3, n_dims, dtype=np.float32)[:, None]
    return np.maximum(rng.standard_normal((n_rows, n_dims), np.float32) @ mix, 0)


def measured(way: str, path: Path, repeats: int) -> tuple[float, float]:
    """Seconds of the fit itself and peak resident megabytes of its process."""
    best_s, peak_mb = np.inf, 0.0
    for _ in range(repeats):
        child = subprocess.Popen(
            [sys.executable, __file__, "--one", way, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        said = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise SystemExit(f"{way} failed with status {status}")
        best_s = min(best_s, float(said))
        # Linux counts kilobytes, macOS bytes.
        peak_mb = max(peak_mb, usage.ru_maxrss * (1e-6 if sys.platform == "darwin" else 1e-3))
    return best_s, peak_mb


def fit(way: str, path: Path) -> None:
    """Fit in this process, and print the seconds that it took."""
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    from timbrespace.factors.projection.projection import fit_projection

    x = np.load(path, mmap_mode="r")
    np.ones((8, 8), np.float32) @ np.ones((8, 8), np.float32)  # wakes the threads
    began_s = time.perf_counter()
    if way.startswith("sklearn"):
        scaled = StandardScaler(copy=False).fit_transform(np.array(x))
        pca = PCA(svd_solver=way.split()[1], copy=False).fit(scaled)
        assert len(pca.components_) == x.shape[1]
    elif way.startswith("ours"):
        n_dims = 64 if "64" in way else x.shape[1]
        blocks = range(0, len(x), BLOCK_ROWS)
        fit_projection(lambda: (x[b : b + BLOCK_ROWS] for b in blocks), n_dims, full=True)
    print(time.perf_counter() - began_s)


if __name__ == "__main__":
    main()
