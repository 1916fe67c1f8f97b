"""Effects that others wrote, each in a watched process of its own: LV2, VST3 and AU."""

from timbrespace.effects.plugins.errors import PluginFailed
from timbrespace.effects.plugins.listing import Listed, installed
from timbrespace.effects.plugins.lv2.effect import open_lv2
from timbrespace.effects.plugins.vst3.effect import open_file

__all__ = ["Listed", "PluginFailed", "installed", "open_file", "open_lv2"]
