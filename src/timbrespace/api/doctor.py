"""What works on this machine and what does not, found out by trying."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Args:
        what: Its name.
        works: True, False, or None for a part that is optional and not there.
        found: Its version, or what is missing and what to do.
    """

    what: str
    works: bool | None
    found: str


#: What each extra brings, by the module that shows it is there.
EXTRAS = {
    "models": ("torch", "lightning", "zuko"),
    "plugins": ("pedalboard",),
    "ray": ("ray",),
    "notebook": ("anywidget",),
    "lyra": ("ai_edge_litert",),
}
#: Distribution names of what the base install needs.
NEEDED = (
    "numpy", "onnxruntime", "soundfile", "soxr", "av", "scikit-learn", "umap-learn", "openTSNE",
    "pacmap", "usearch", "zarr", "pyarrow", "fastapi",
)  # fmt: skip


def examine() -> list[Finding]:
    """Look at everything; about a second."""
    return [
        Finding("timbrespace", True, metadata.version("timbrespace")),
        Finding("Python", sys.version_info >= (3, 11), platform.python_version()),
        *(_package(name) for name in NEEDED),
        *codecs(),
        *weights_at_hand(),
        voices(),
        page_build(),
        gpu(),
        *(_extra(name, modules) for name, modules in EXTRAS.items()),
        free_disk(),
    ]


def codecs() -> list[Finding]:
    """Which kinds of files can be read, asked of the libraries themselves."""
    import av
    import soundfile

    formats = soundfile.available_formats()
    read = [n for n in ("WAV", "FLAC", "OGG", "MP3", "AIFF") if n in formats]
    decoders = [n for n in ("aac", "opus", "vorbis", "alac") if n in av.codecs_available]
    return [
        Finding("read by soundfile", len(read) == 5, ", ".join(read)),
        Finding("read by PyAV", "aac" in decoders, f"M4A, WebM, video ({', '.join(decoders)})"),
    ]


def weights_at_hand() -> list[Finding]:
    """YAMNet's two sets of weights and those of voices, and whether each is at hand."""
    from timbrespace.atlas.remembered import recall_weights
    from timbrespace.spaces.yamnet.weights import cached

    remedies = {
        "tfhub": "fetched through the package index when first needed",
        "h5": "timbrespace weights fetch h5, or --weights PATH",
    }
    findings = []
    for name, remedy in remedies.items():
        path = cached(name)
        at_hand = True if path is not None else None
        findings.append(Finding(f"weights yamnet-{name}", at_hand, str(path or remedy)))
    added = {
        "lyra": "timbrespace weights add lyra FOLDER",
        "hifigan": "timbrespace weights fetch hifigan, or weights add hifigan FILE",
    }
    for name, remedy in added.items():
        path = recall_weights(name)
        findings.append(Finding(f"weights {name}", True if path else None, str(path or remedy)))
    return findings


def voices() -> Finding:
    """Which voices can be played here; none is run."""
    from timbrespace.spaces.playing.opening import list_voices

    known = list_voices()
    ready = [voice.id for voice in known if not voice.problem]
    others = len(known) - len(ready)
    why = f"; {others} more can't yet: timbrespace voices says why" if others else ""
    return Finding("voices", bool(ready), ", ".join(ready) + why)


def page_build() -> Finding:
    """Whether the page has been built."""
    from timbrespace import app

    index = Path(str(app.__file__)).parent / "static" / "index.html"
    return Finding("page", index.is_file(), "built" if index.is_file() else "make page builds it")


def gpu() -> Finding:
    """Which accelerators ONNX Runtime can use."""
    import onnxruntime

    names = [p.removesuffix("ExecutionProvider") for p in onnxruntime.get_available_providers()]
    fast = [name for name in names if name in ("CUDA", "CoreML", "DML", "ROCM")]
    return Finding("GPU", True if fast else None, ", ".join(fast) or "none; the CPU is enough")


def free_disk() -> Finding:
    """Free space where fetched and computed files are kept."""
    from timbrespace.places import cache_dir

    free_gb = shutil.disk_usage(cache_dir()).free / 1e9
    return Finding("free disk", free_gb > 1, f"{free_gb:.1f} GB at {cache_dir()}")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, f"pip install {name}")


def _extra(name: str, modules: tuple[str, ...]) -> Finding:
    missing = [module for module in modules if util.find_spec(module) is None]
    if missing:
        return Finding(f"extra {name}", None, f"pip install 'timbrespace[{name}]'")
    versions = ", ".join(f"{module} {metadata.version(module)}" for module in modules)
    return Finding(f"extra {name}", True, versions)
