"""Effects that others wrote, each in a watched process of its own: LV2, VST3 and AU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timbrespace.effects.plugins.effect import PluginEffect
    from timbrespace.effects.plugins.errors import PluginFailed
    from timbrespace.effects.plugins.listing import Listed, installed
    from timbrespace.effects.plugins.opening import is_plugin, open_plugin

__all__ = ["Listed", "PluginEffect", "PluginFailed", "installed", "is_plugin", "open_plugin"]

_WHERE = {
    "Listed": "listing",
    "PluginEffect": "effect",
    "PluginFailed": "errors",
    "installed": "listing",
    "is_plugin": "opening",
    "open_plugin": "opening",
}


def __getattr__(name: str) -> Any:
    """Import on first use: a plug-in's process, which is under here, starts sooner without."""
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
