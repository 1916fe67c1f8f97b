"""Numbers that say how they came about: what a report shows, as records in a file."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from timbrespace.atlas.files import read_json, write_json

#: Libraries whose version can change a number.
VERSIONS_OF = ("timbrespace", "numpy", "scipy", "scikit-learn", "openTSNE", "onnxruntime", "torch")


@dataclass(frozen=True)
class Result:
    """One number of a report, with its interval, its baselines and the way to make it again.

    Args:
        name: What is measured (``"balanced_accuracy"``).
        where: Of what: layer, probe, label, fold column ... as name and value.
        value: The number.
        low: Lower end of its interval, or None where there is none.
        high: Upper end of its interval.
        level: Coverage of that interval, 0.95.
        unit: Its unit, ``""`` for a share or a pure number.
        n_items: Items it was measured on.
        n_groups: Groups they belong to: what the interval is really made of.
        better: Which way is better, or ``""`` where neither is.
        baselines: The same measure for what it has to beat, by name.
        p: Probability of a value at least as good if there were nothing, or None.
        command: The command line that makes it again.

    Example:
        >>> Result("accuracy", {"layer": "8"}, 0.5, 0.4, 0.6, baselines={"chance": 0.1}).beats()
        True
    """

    name: str
    where: Mapping[str, str | int | float]
    value: float
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    unit: str = ""
    n_items: int | None = None
    n_groups: int | None = None
    better: Literal["higher", "lower", ""] = "higher"
    baselines: Mapping[str, float] = field(default_factory=dict)
    p: float | None = None
    command: str = ""

    def beats(self) -> bool:
        """Whether the value is better than every baseline beside it."""
        sign = -1.0 if self.better == "lower" else 1.0
        return all(sign * self.value > sign * other for other in self.baselines.values())


def write_results(
    path: Path,
    results: Iterable[Result],
    *,
    seconds: float,
    seed: int | None = None,
    notes: Iterable[str] = (),
) -> Path:
    """Write results, with what they cost and what made them, as one JSON file.

    Args:
        path: The file; replaced as a whole.
        results: Each becomes one record; NaN becomes null.
        seconds: Wall-clock time of the whole work.
        seed: The one seed that all randomness came from.
        notes: Sentences that a reader must know.
    """
    whole = {
        "results": [_plain(asdict(result)) for result in results],
        "seconds": round(seconds, 2),
        "peak_memory_mb": peak_memory_mb(),
        "seed": seed,
        "notes": list(notes),
        "versions": versions(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON has no NaN: one that slipped through must not go unseen.
    json.dumps(whole, allow_nan=False)
    write_json(path, whole)
    return path


def read_results(path: Path) -> list[Result]:
    """The results in a file that :func:`write_results` wrote."""
    records = read_json(path)["results"]
    return [Result(**{**r, "value": _number(r["value"])}) for r in records]


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that can change a number."""
    found = {"python": platform.python_version()}
    for name in VERSIONS_OF:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def peak_memory_mb() -> float | None:
    """The most memory that this process has held so far, in MB (10^6 bytes); None on Windows."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)


def _plain(value: Any) -> Any:
    """Python's own types only, and no NaN: JSON has none."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        return None
    return value


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
