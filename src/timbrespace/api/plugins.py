"""Installed plug-ins: which there are, what those that can't be used lack, and trust in files."""

from __future__ import annotations

from pathlib import Path

from timbrespace.effects.base import Effect
from timbrespace.effects.plugins import Listed
from timbrespace.effects.plugins import installed as _installed
from timbrespace.effects.plugins.opening import open_plugin
from timbrespace.errors import TimbrespaceError

__all__ = ["Listed", "plugin_folders", "plugins", "trust_plugin"]

_KINDS = {".vst3": "vst3", ".component": "au"}


def plugins() -> list[Listed]:
    """All plug-ins in the usual folders; no code of theirs runs for this."""
    return _installed()


def plugin_folders() -> list[Path]:
    """Where they are looked for, whether or not the folders are there."""
    from timbrespace.effects.plugins.listing import file_folders
    from timbrespace.effects.plugins.lv2.bundles import folders

    return [*folders(), *file_folders()]


def trust_plugin(path: Path) -> Effect:
    """Remember that the user trusts the VST3 or AU of this file or folder, and open it.

    Raises:
        MissingExtra: pedalboard is not installed.
        TimbrespaceError: It is no such plug-in, or fails when it is looked at.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise TimbrespaceError(f"'{path}' is no VST3 and no AU.", "Name a .vst3 or a .component.")
    return open_plugin(f"{kind}:{path}", trust=True)
