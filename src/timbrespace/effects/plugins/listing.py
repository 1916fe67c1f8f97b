"""Which plug-ins are installed, and what those that can't be used are missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timbrespace.effects.plugins.lv2 import bundles
from timbrespace.effects.plugins.lv2.parameters import knobs

SUFFIXES = {".vst3": "VST3", ".component": "AU"}


@dataclass(frozen=True)
class Listed:
    """One plug-in, or what could not be read.

    Args:
        id: As `timbrespace effect` takes it (``"lv2:URI"``, ``"vst3:PATH"``).
        title: What a person reads.
        format: ``"LV2"``, ``"VST3"`` or ``"AU"``.
        missing: What stands in its way, in words; empty where it can be used.
        parameters: How many settings it has; None where only running it would tell.
    """

    id: str
    title: str
    format: str
    missing: tuple[str, ...] = ()
    parameters: int | None = None


def installed() -> list[Listed]:
    """All plug-ins in the usual folders of this system; no code of theirs runs for this."""
    return sorted([*_lv2(), *_files()], key=lambda each: (each.format, each.title.lower()))


def file_folders() -> list[Path]:
    """Where VST3 and AU plug-ins are installed, those of the user first."""
    home = Path.home()
    if sys.platform == "darwin":
        parts = ("Library/Audio/Plug-Ins/VST3", "Library/Audio/Plug-Ins/Components")
        return [root / part for root in (home, Path("/")) for part in parts]
    if sys.platform == "win32":
        roots = [os.environ.get("LOCALAPPDATA"), os.environ.get("COMMONPROGRAMFILES")]
        return [Path(root, *part) for root, part in zip(roots, _WINDOWS, strict=True) if root]
    return [home / ".vst3", Path("/usr/local/lib/vst3"), Path("/usr/lib/vst3")]


_WINDOWS = (("Programs", "Common", "VST3"), ("VST3",))


def _lv2() -> Iterator[Listed]:
    for each in bundles.installed():
        if isinstance(each, bundles.Damaged):
            yield Listed(str(each.bundle), each.bundle.name, "LV2", (each.reason,))
        else:
            found = tuple(each.missing())
            yield Listed(f"lv2:{each.uri}", each.title, "LV2", found, len(knobs(each)))


def _files() -> Iterator[Listed]:
    for folder in file_folders():
        for suffix, format_ in SUFFIXES.items():
            # A bundle may hold folders that end like it: these are no plug-ins of their own.
            for path in sorted(folder.glob(f"**/*{suffix}")):
                if not any(above.suffix == suffix for above in path.parents):
                    kind = format_.lower()
                    yield Listed(f"{kind}:{path}", path.stem, format_, tuple(_obstacles(path)))


def _obstacles(path: Path) -> Iterator[str]:
    from importlib.util import find_spec

    from timbrespace.effects.plugins.vst3 import consent

    if find_spec("pedalboard") is None:
        yield "needs the 'plugins' extra: pip install 'timbrespace[plugins]'"
    if not consent.is_known(path):
        yield f"not trusted yet: timbrespace plugins --trust '{path}'"
