"""Effects that others wrote, each in a watched process of its own: LV2, VST3 and AU."""

from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.effects.plugins.errors import PluginFailed
from timbrespace.effects.plugins.listing import Listed, installed
from timbrespace.effects.plugins.opening import is_plugin, open_plugin

__all__ = ["Listed", "PluginEffect", "PluginFailed", "installed", "is_plugin", "open_plugin"]
