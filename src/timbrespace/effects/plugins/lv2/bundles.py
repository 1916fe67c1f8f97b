"""Where LV2 plug-ins are installed, and which they are."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from timbrespace.effects.plugins.lv2 import turtle, words
from timbrespace.effects.plugins.lv2.description import Lv2Plugin, describe
from timbrespace.errors import TimbrespaceError

PATH_VARIABLE = "LV2_PATH"
_SEE_ALSO = f"{words.RDFS}seeAlso"


@dataclass(frozen=True)
class Damaged:
    """A bundle that can't be read.

    Args:
        bundle: The folder.
        reason: Why, as a sentence.
    """

    bundle: Path
    reason: str


def folders() -> list[Path]:
    """Where bundles lie, those of the user first; ``LV2_PATH`` names others instead."""
    named = os.environ.get(PATH_VARIABLE)
    if named is not None:
        return [Path(each).expanduser() for each in named.split(os.pathsep) if each]
    home = Path.home()
    if sys.platform == "darwin":
        plugins = "Library/Audio/Plug-Ins/LV2"
        return [home / plugins, home / ".lv2", Path("/", plugins), Path("/usr/local/lib/lv2")]
    if sys.platform == "win32":
        roots = [os.environ.get("APPDATA"), os.environ.get("COMMONPROGRAMFILES")]
        return [Path(root, "LV2") for root in roots if root]
    machine = f"{os.uname().machine}-linux-gnu"
    system = ["/usr/local/lib/lv2", "/usr/lib/lv2", f"/usr/lib/{machine}/lv2", "/usr/lib64/lv2"]
    return [home / ".lv2", *map(Path, system)]


def installed() -> Iterator[Lv2Plugin | Damaged]:
    """All plug-ins in all bundles, by folder and name; of two with one URI, the first."""
    seen: set[str] = set()
    for folder in _bundles():
        try:
            bundle = _Bundle(folder)
        except TimbrespaceError as error:
            yield Damaged(folder, error.message)
            continue
        for uri in [each for each in bundle.binaries if each not in seen]:
            seen.add(uri)
            try:
                yield bundle.plugin(uri)
            except TimbrespaceError as error:
                yield Damaged(folder, error.message)


def find(name: str) -> Lv2Plugin:
    """The installed plug-in of this URI, or the only one whose URI ends in this word.

    Raises:
        TimbrespaceError: There is none, or its description can't be read.
    """
    alike: dict[str, _Bundle] = {}
    for folder in _bundles():
        try:
            bundle = _Bundle(folder)
        except TimbrespaceError:
            continue  # `installed` says so; another bundle may have it.
        if name in bundle.binaries:
            return bundle.plugin(name)
        for uri in bundle.binaries:
            if re.split(r"[/#:]", uri)[-1].lower() == name.lower():
                alike.setdefault(uri, bundle)
    if len(alike) == 1:
        ((uri, bundle),) = alike.items()
        return bundle.plugin(uri)
    among = f"; it may be one of {', '.join(alike)}" if alike else ""
    raise TimbrespaceError(
        f"No LV2 plug-in '{name}' is installed{among}.",
        f"`timbrespace plugins` lists those that are; {PATH_VARIABLE} names other folders.",
    )


class _Bundle:
    """One folder: which plug-ins its manifest names, and what further files say of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._graph = turtle.Graph()
        self._read_files: set[Path] = set()
        self._read(folder / "manifest.ttl")
        self.binaries = {
            uri: _path(binary)
            for uri in self._graph.of_type(f"{words.LV2}Plugin")
            for binary in self._graph.nodes(uri, f"{words.LV2}binary")[:1]
        }

    def plugin(self, uri: str) -> Lv2Plugin:
        """With what its own files say; presets are subjects of their own, and not read."""
        for other in list(self._graph.nodes(uri, _SEE_ALSO)):
            path = _path(other)
            if other.startswith("file:") and path.suffix == ".ttl" and path.is_file():
                self._read(path)
        return describe(self._graph, uri, self._folder, self.binaries[uri])

    def _read(self, path: Path) -> None:
        if path in self._read_files:
            return
        self._read_files.add(path)
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
            turtle.read(text, path.as_uri(), self._graph)
        except (OSError, TimbrespaceError, RecursionError) as error:
            said = error.message if isinstance(error, TimbrespaceError) else str(error)
            raise TimbrespaceError(f"'{path}' can't be read: {said}") from error


def _bundles() -> Iterator[Path]:
    for folder in folders():
        try:
            yield from sorted(
                each for each in folder.iterdir() if (each / "manifest.ttl").exists()
            )
        except OSError:
            continue  # A folder of the usual ones that is not there, or not ours to read.


def _path(iri: str) -> Path:
    path = unquote(urlsplit(iri).path)
    return Path(path.lstrip("/") if sys.platform == "win32" else path)
